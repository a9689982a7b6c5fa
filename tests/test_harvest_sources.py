"""Releases that are read, not run: what their sources offer, what they cannot make any more, and what stays unknown."""

from __future__ import annotations

import tarfile
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tools.harvest import python, releases
from tools.harvest.pythonsource import read
from tools.harvest.sources import Sources

if TYPE_CHECKING:
    from pathlib import Path

    from tools.harvest.pack import Entry

LIBRARY = releases.Library("lib", ("lib",), "MIT", "https://example.org", read="sources")
EMPTY = {
    "symbols": {},
    "classes": {},
    "fields": {},
    "dynamic": [],
    "notes": {},
    "failed": {},
    "notices": {},
    "probed": {},
}
OLD = {
    "__init__.py": """
from typing import TYPE_CHECKING
from lib._impl import *
from lib._impl import Box as Crate
from lib import layers, _tables as tables
if TYPE_CHECKING:
    from lib._impl import only_for_checkers
import numpy as np
from json import dumps
__all__ = ['gone', 'kept', 'Box']
__all__ += tables.names
""",
    "base.py": "class Base:\n    def shared(self): ...",
    "_impl.py": """
from .base import Base
__all__ = ['gone', 'kept', 'Box', 'borrowed']
def gone(): ...
def kept(): ...
def only_for_checkers(): ...
def _told():
    '''Do it.

    .. warning::

        lib.borrowed is deprecated. Use :func:`lib.kept` instead.
    '''
borrowed = dispatch(_told)
borrowed.__doc__ = _told.__doc__
class _Hidden(Base):
    def hidden(self): ...
class Box(_Hidden):
    colour = "red"
    size: int
    def __init__(self): self.weight = 1
    def open(self): ...
    def close(self): ...
""",
    "_tables.py": "names = []",
    "layers/__init__.py": "from .core import *",
    "layers/core.py": """
class Dense(Undefined):
    def call(self): ...
    def old_call(self): ...
def helper(): ...
""",
    "lazy/__init__.py": """
import sys
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    from .parts import Wheel, Spoke
else:
    sys.modules[__name__] = Lazy(__name__)
""",
    "lazy/parts.py": "class Wheel: ...\nclass Spoke: ...",
    "hooks.py": "def ftp(): ...",
    "native.pyi": "def fast(x: int) -> int: ...\ndef slow() -> None: ...",
    "tests/test_x.py": "def test(): ...",
    "broken.py": "print 'Python 2'",
}
NEW = {
    **OLD,
    "__init__.py": OLD["__init__.py"].replace("'gone', ", ""),
    "_impl.py": OLD["_impl.py"]
    .replace("def gone(): ...\n", "")
    .replace("'gone', ", "")
    .replace("def close", "def shut"),
    "layers/core.py": "class Dense(Undefined):\n    def call(self): ...",
    "lazy/parts.py": "class Wheel: ...\nSPOKES = 'Spoke'",
    "lazy/__init__.py": OLD["lazy/__init__.py"].replace(", Spoke", ""),
    "hooks.py": "keep_alive({'ftp': 'elsewhere.ftp'})",
    "native.pyi": "def fast(x: int) -> int: ...",
}


def sources(folder: Path, files: dict[str, str], library: releases.Library = LIBRARY) -> Sources:
    folder.mkdir()
    with zipfile.ZipFile(folder / "lib-1-py3-none-any.whl", "w") as wheel:
        for name, text in files.items():
            wheel.writestr(f"lib/{name}", text)
        wheel.writestr("lib/compiled.cpython-311-x86_64-linux-gnu.so", b"")
        wheel.writestr("other/__init__.py", "def unrelated(): ...")
    return Sources(folder / "lib-1-py3-none-any.whl", library)


def release(version: str, date: str, found: Sources, asked: tuple[str, ...] = ()) -> releases.Release:
    stored = {**found.surface(), "date": date, "ran": False, "probed": {name: found.answer(name) for name in asked}}
    return releases.as_release(version, stored)


@pytest.fixture(name="old")
def old_surface(tmp_path: Path) -> dict[str, Any]:
    return sources(tmp_path / "old", OLD).surface()


@pytest.fixture(name="new")
def new_sources(tmp_path: Path) -> Sources:
    return sources(tmp_path / "new", NEW)


@pytest.mark.parametrize(
    ("symbol", "kind", "place"),
    [
        ("lib.gone", "function", "lib._impl:gone"),
        ("lib.Box", "class", "lib._impl:Box"),
        ("lib.borrowed", "function", "lib._impl:borrowed"),
        ("lib.layers.Dense", "class", "lib.layers.core:Dense"),
        ("lib.layers.core.helper", "function", "lib.layers.core:helper"),
        ("lib.lazy.Wheel", "class", "lib.lazy.parts:Wheel"),
        ("lib.native.fast", "function", "lib.native:fast"),
        ("lib.layers", "module", "lib.layers"),
    ],
)
def test_what_is_offered(old: dict[str, Any], symbol: str, kind: str, place: str) -> None:
    assert old["symbols"][symbol][:2] == (kind, place)


@pytest.mark.parametrize(
    "symbol",
    [
        "lib.np",  # another library
        "lib.dumps",
        "lib.only_for_checkers",  # nobody can import it at run time
        "lib._impl.gone",
        "lib.tests.test_x.test",
        "other.unrelated",
    ],
)
def test_what_only_passes_by_is_not(old: dict[str, Any], symbol: str) -> None:
    assert symbol not in old["symbols"]


def test_members_are_those_of_the_class_and_of_its_private_bases(old: dict[str, Any]) -> None:
    assert old["classes"]["lib._impl:Box"] == {
        "hidden": "lib._impl:_Hidden.hidden",
        "open": "lib._impl:Box.open",
        "close": "lib._impl:Box.close",
    }
    assert {"weight", "size", "colour"} <= set(old["fields"]["lib._impl:Box"])


def test_a_borrowed_documentation_speaks_for_the_borrower(old: dict[str, Any]) -> None:
    assert old["notices"]["lib._impl:borrowed"].replacement == "lib.kept"


@pytest.mark.parametrize(
    ("symbol", "fate"),
    [
        ("lib.kept", "ok"),
        ("lib.gone", "missing"),  # `__all__` is open, but no file has the word
        ("lib.layers.core.helper", "missing"),  # the module is read in full
        ("lib.native.slow", "missing"),
        ("lib.Box.shared", "ok"),
        ("lib.Box.weight", "ok"),
        ("lib.Box.close", "missing"),
        ("lib.layers.Dense.old_call", "dynamic"),  # its base is out of sight
        ("lib.lazy.Spoke", "unknown"),  # a lazy module may make it: the word is somewhere
        ("lib.hooks.ftp", "unknown"),  # a table of strings may make it
        ("lib.compiled.thing", "unknown"),
        ("lib.broken.Python", "unknown"),
        ("elsewhere.thing", "unknown"),
    ],
)
def test_what_became_of_a_name(new: Sources, symbol: str, fate: str) -> None:
    assert new.answer(symbol) == (fate, "")


def test_rows_of_sources_say_so(tmp_path: Path, new: Sources) -> None:
    first = release("1.0", "2020-01-01", sources(tmp_path / "old", OLD))
    asked = tuple(releases.open_questions(LIBRARY, release("2.0", "2024-01-01", new), [first]))
    series = python.Series(LIBRARY, [first, release("2.0", "2024-01-01", new, asked)], lambda _: "")
    found: dict[str, Entry] = {entry.symbol: entry for entry in python.entries_of(series)}
    assert {name for name, entry in found.items() if entry.tier == "static-exact"} == {
        "lib.Box.close",
        "lib.gone",
        "lib.layers.core.helper",
        "lib.layers.helper",
        "lib.native.slow",
    }
    assert found["lib.gone"][1:4] == ("removed", "2.0", "2024-01-01")
    assert found["lib.borrowed"][1:4] == ("deprecated", "1.0", "2020-01-01")


def test_a_source_archive_is_read_as_a_wheel_is(tmp_path: Path) -> None:
    (tmp_path / "lib-1" / "src" / "lib").mkdir(parents=True)
    (tmp_path / "lib-1" / "src" / "lib" / "__init__.py").write_text("def gone(): ...")
    with tarfile.open(tmp_path / "lib-1.tar.gz", "w:gz") as tar:
        tar.add(tmp_path / "lib-1", "lib-1")
    assert "lib.gone" in Sources(tmp_path / "lib-1.tar.gz", LIBRARY).surface()["symbols"]


def test_skipped_and_deep_modules_are_not_looked_at(tmp_path: Path) -> None:
    library = replace(LIBRARY, skip=("lib.lazy",), depth=1)
    symbols = sources(tmp_path / "old", OLD, library).surface()["symbols"]
    assert "lib.layers.Dense" in symbols
    assert not [name for name in symbols if name.startswith(("lib.lazy", "lib.layers.core."))]


def test_what_documents_functions_in_c_is_read() -> None:
    warning = ".. warning::\n    :func:`torch.svd` is deprecated in favor of :func:`torch.linalg.svd`."
    text = f'add_docstr(torch.svd, r"""svd(x)\n\nFactors.\n\n{warning}\n""")'
    assert read(text.encode(), "m", package=False).documented["torch.svd"].replacement == "torch.linalg.svd"


@pytest.mark.parametrize(
    ("how", "run_first"),
    [
        ("installed", {"1.0", "1.5", "2.0", "2.1"}),
        ("elder", {"2.0", "2.1"}),  # the first of a major, and the newest
        ("sources", set()),
    ],
)
def test_which_releases_are_run(monkeypatch: pytest.MonkeyPatch, how: str, run_first: set[str]) -> None:
    ran = set()

    def look(_: releases.Library, version: str, __: object, ways: tuple[object, ...]) -> releases.Release:
        if ways[0] is releases._visit:  # noqa: SLF001  the way is what is tested
            ran.add(version)
        return releases.as_release(version, {**EMPTY, "date": "2024-01-01"})

    monkeypatch.setattr(releases.environment, "versions", lambda _: ["1.0", "1.5", "2.0", "2.1"])
    monkeypatch.setattr(releases, "_release", look)
    releases.gather(replace(LIBRARY, read=how))
    assert ran == run_first
