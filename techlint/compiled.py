"""Compiled patterns kept from run to run, as Python keeps compiled modules: they took a quarter of a start.

In: patterns and flags. Out: what `re.compile` makes of them, from the code kept by an earlier run where there is some.
Must not know: what is searched for, settings; who starts a run says whether code is to be kept.

`re` compiles in two steps: Python turns a pattern into a list of numbers, `_sre` makes a Pattern of them. The first
takes 99 hundredths of the time; its numbers are what is kept. These are internals, so anything unexpected (another
Python, other shapes) means that `re.compile` does the work, and a test compares the two on every pattern there is.

`_sre` checks the numbers, but not well enough for a stranger's: it lets a group end beyond the memory it has for it.
So the file lies not in the cache folder, which may be shared, but beside the compiled modules (`__pycache__`): whoever
can write there decides what Python runs. Where no compiled modules lie, nothing is kept.
"""

from __future__ import annotations

import marshal
import re
import sys
from binascii import crc32
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, AnyStr, TypeVar

from techlint import __version__
from techlint.files import replace_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")
Kept = tuple[int, bytes, tuple[str | None, ...]]
"""The flags that hold in the end, the code (numbers of 32 bits), and the names of the groups, the whole match first."""
Known = dict[tuple[str | bytes, int | str], Any]
"""By pattern and flags its code; by pattern and a name what else was found out of it."""

MOST = 5_000
"""Patterns in a file; a file that outgrows this holds what no version needs any more, and begins anew."""
SURPRISE = (ImportError, AttributeError, KeyError, TypeError, ValueError, IndexError, OverflowError, RuntimeError)
"""What internals of another shape may raise."""


class Shelf:
    """The code of patterns, as an earlier run left it, and what this run adds to it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.known = read(path)
        self.new: Known = {}

    def take(self, pattern: AnyStr, flags: int) -> re.Pattern[AnyStr] | None:
        """The compiled pattern; None where `re` is not as known."""
        key = pattern, flags
        with suppress(*SURPRISE):
            return load(pattern, self.known[key])
        with suppress(*SURPRISE):
            self.known[key] = self.new[key] = translate(pattern, flags)
            return load(pattern, self.known[key])
        return None

    def write(self) -> None:
        """Keep what this run compiled; where that cannot be written, the next run compiles it again."""
        if not self.new or not self.path.with_suffix(".pyc").exists():
            return
        data = marshal.dumps(self.known if len(self.known) <= MOST else self.new)
        with suppress(OSError):
            replace_bytes(self.path, _header(data) + b"\n" + data)
        self.new = {}


def read(path: Path) -> Known:
    """The code in a file; none if it is damaged, or of another Python or techlint."""
    try:
        head, _, data = path.read_bytes().partition(b"\n")
        known = marshal.loads(data) if head == _header(data) else {}  # noqa: S302 - trusted as a .pyc is, see above
    except (OSError, EOFError, ValueError, TypeError):
        return {}
    return known if isinstance(known, dict) else {}


def translate(pattern: str | bytes, flags: int) -> Kept:
    """The first step of `re.compile`. Raises re.error for no pattern, one of SURPRISE for another `re`."""
    from array import array
    from re import _compiler, _parser  # type: ignore[attr-defined]  # internal, hence unknown to type checkers

    parsed = _parser.parse(pattern, flags)
    code = array("I", map(int, _compiler._code(parsed, flags)))  # noqa: SLF001 - see above
    names: list[str | None] = [None] * parsed.state.groups
    for name, group in parsed.state.groupdict.items():
        names[group] = name
    return flags | parsed.state.flags, code.tobytes(), tuple(names)


def load(pattern: AnyStr, kept: Kept) -> re.Pattern[AnyStr]:
    """The second step of `re.compile`."""
    import _sre  # type: ignore[import-not-found]  # internal, hence unknown to type checkers

    flags, code, names = kept
    groups = {name: group for group, name in enumerate(names) if name}
    words = memoryview(code).cast("I").tolist()
    made: re.Pattern[AnyStr] = _sre.compile(pattern, flags, words, len(names) - 1, groups, names)
    return made


def _header(data: bytes) -> bytes:
    """Who reads the same code from a pattern: this techlint on this very Python; and a sum that damage changes."""
    import _sre

    maker = __version__, sys.version, sys.byteorder, _sre.MAGIC, _sre.CODESIZE
    return repr((*maker, crc32(data))).encode()


_shelf: Shelf | None = None


def keep() -> None:
    """From now on take the code of patterns from the file of earlier runs."""
    global _shelf  # noqa: PLW0603 - one file for the process, as for compiled modules
    beside = __spec__.cached if sys.implementation.name == "cpython" else None
    if _shelf is None and beside:
        _shelf = Shelf(Path(beside).with_suffix(".patterns"))


def write() -> None:
    """Keep what was compiled, if code is kept at all."""
    if _shelf:
        _shelf.write()


def news() -> Known:
    """What this process found out since it was asked last, for another to keep that will `write`."""
    if not _shelf:
        return {}
    found, _shelf.new = _shelf.new, {}
    return found


def learn(found: Known) -> None:
    """Keep what another process of this run found out."""
    if _shelf:
        _shelf.known.update(found)
        _shelf.new.update(found)


def compile_pattern(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """What `re.compile` makes of a pattern."""
    return (_shelf.take(pattern, flags) if _shelf else None) or re.compile(pattern, flags)


def kept(key: tuple[str, str], make: Callable[[], T]) -> T:
    """What `make` finds out of a pattern, plain data; from the file of earlier runs if it is there."""
    if not _shelf:
        return make()
    if key not in _shelf.known:
        _shelf.known[key] = _shelf.new[key] = make()
    found: T = _shelf.known[key]
    return found


@contextmanager
def of_libraries() -> Iterator[None]:
    """Inside of this, what libraries ask `re.compile` for is kept, too: few patterns, no draft in them."""
    if not _shelf:
        yield
        return
    from re import _compiler  # type: ignore[attr-defined]  # internal, hence unknown to type checkers

    shelf, usual = _shelf, _compiler.compile

    def take(pattern: Any, flags: int = 0) -> re.Pattern[Any]:
        return shelf.take(pattern, int(flags)) or usual(pattern, flags)

    _compiler.compile = take
    try:
        yield
    finally:
        _compiler.compile = usual
