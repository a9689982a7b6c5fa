"""Rule folders -> Rules, with the parsed form kept in one file so that a warm start reads no YAML.

In: folders of rule files. Out: Rules for a run (`load`), or the Manual of one (`manual`); FileError where a file is
wrong. Must not know: which rules are selected, drafts.
"""

from __future__ import annotations

import os
from contextlib import suppress
from functools import partial
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from techlint import __version__, checks, match, resources
from techlint.digest import digest
from techlint.errors import FileError
from techlint.files import replace_text
from techlint.finding import Severity
from techlint.match.regex import MakeRegex, Regex
from techlint.record import NamedTuple
from techlint.rule import Rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from techlint.manual import Manual
    from techlint.rulefile import RuleFile

NOT_RULES = frozenset({"data", "packs", "facts"})
"""Folders below a rule folder that hold data of rules, not rules."""


class Folder(NamedTuple):
    """A folder of rule files. Patterns of users' rules are bounded: they run on an engine that cannot hang."""

    path: Path
    builtin: bool = False

    @property
    def regex(self) -> MakeRegex:
        """How this folder's patterns are read."""
        return partial(Regex, bounded=not self.builtin)

    def files(self) -> Iterator[tuple[str, os.DirEntry[str]]]:
        """The rule files with their ids, sorted by id."""
        yield from sorted(_scan(str(self.path), ""), key=lambda pair: pair[0])


def builtin() -> Folder:
    """The folder of the rules that come with techlint."""
    return Folder(resources.rules_folder(), builtin=True)


class Catalog(NamedTuple):
    """The rules of some folders, sorted by id; `version` names the state of the files they were read from."""

    rules: tuple[Rule, ...]
    version: str


def load(folders: Iterable[Folder], cache: Path | None = None) -> Catalog:
    """Read the rules of some folders; `cache` is the file that holds their parsed form."""
    known = tuple(folders)
    files = [(folder, rule_id, entry) for folder in known for rule_id, entry in folder.files()]
    _refuse_twins(files)
    record = resources.installed()  # eight hundred files need not be asked for their times, one by one
    places = [str(folder.path) for folder in known if not (record and folder.builtin)] + resources.code_folders()
    state = [__version__, record, *(part for place in places for part in _state(place))]
    version = digest(repr(state).encode())
    origin = {rule_id: folder.regex for folder, rule_id, _ in files}
    rules = _from_cache(cache, version, origin) if cache else None
    if rules is None:
        specs = sorted(
            (_read(folder, entry.path).spec(rule_id) for folder, rule_id, entry in files), key=itemgetter("id")
        )
        rules = tuple(build(spec, origin[spec["id"]]) for spec in specs)
        if cache:
            _to_cache(cache, version, specs)
    return Catalog(rules, version)


def manual(folders: Iterable[Folder], rule_id: str) -> Manual | None:
    """The manual of one rule; None if there is no such rule."""
    for folder in folders:
        path = folder.path / f"{rule_id}.yaml"
        if path.is_file():
            return _read(folder, str(path)).manual()
    return None


def build(spec: Mapping[str, Any], regex: MakeRegex) -> Rule:
    """A Rule of the spec that a rule file came to."""
    return Rule(
        id=spec["id"],
        severity=Severity(spec["severity"]),
        message=spec["message"],
        help=spec["help"],
        why=spec["why"],
        check=match.build(spec["match"], regex) if "match" in spec else checks.build(spec),
        label=spec.get("label", ""),
        always=spec.get("always", False),
    )


def _scan(folder: str, prefix: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir() and entry.name not in NOT_RULES:
                yield from _scan(entry.path, f"{prefix}{entry.name}/")
            elif entry.name.endswith(".yaml"):
                yield prefix + entry.name.removesuffix(".yaml"), entry


def _state(folder: str) -> Iterator[tuple[str, int, int]]:
    """What tells whether any file below a folder changed: rules, and the data they read."""
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=attrgetter("name")):
            if entry.is_dir():
                yield from _state(entry.path) if entry.name != "__pycache__" else ()
            else:
                stat = entry.stat()
                yield entry.path, stat.st_mtime_ns, stat.st_size


def _refuse_twins(files: list[tuple[Folder, str, os.DirEntry[str]]]) -> None:
    first: dict[str, str] = {}
    for _, rule_id, entry in files:
        if "/" not in rule_id:
            raise FileError(entry.path, 0, "a rule lies in a folder named after its family: <family>/<name>.yaml")
        if rule_id in first:
            raise FileError(entry.path, 0, f"rule '{rule_id}' is already defined in {first[rule_id]}")
        first[rule_id] = entry.path


def _read(folder: Folder, path: str) -> RuleFile:
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FileError(path, 0, f"cannot be read: {error}") from None
    from techlint.rulefile import RuleFile

    return RuleFile(_shown(path), text, folder.regex)


def _shown(path: str) -> str:
    """The path as a user would name it: relative to where they are, if below."""
    here = os.getcwd() + os.sep  # noqa: PTH109 - a string prefix is all that is needed
    return path.removeprefix(here)


def _from_cache(cache: Path, version: str, origin: Mapping[str, MakeRegex]) -> tuple[Rule, ...] | None:
    """The rules as parsed before; None if the files changed since or the cache is not what it should be."""
    import json

    try:
        stored = json.loads(cache.read_bytes())
        if stored["version"] != version:
            return None
        return tuple(build(spec, origin[spec["id"]]) for spec in stored["rules"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError, StopIteration, RecursionError):
        return None


def _to_cache(cache: Path, version: str, specs: list[dict[str, Any]]) -> None:
    """Write the parsed form for the next start; a cache that cannot be written is no error."""
    import json

    with suppress(OSError):
        replace_text(cache, json.dumps({"version": version, "rules": specs}))
