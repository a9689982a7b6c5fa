"""Rule folders -> Rules, with the parsed form kept in one file so that a warm start reads no YAML.

In: folders of rule files. Out: Rules for a run (`load`), or the Manual of one (`manual`); FileError where a file is
wrong. Must not know: which rules are selected, drafts.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from techlint import __version__, resources
from techlint.errors import FileError
from techlint.match.regex import MakeRegex, Regex
from techlint.rulefile import RuleFile, build_rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from techlint.rule import Manual, Rule

NOT_RULES = frozenset({"data", "packs", "facts"})
"""Folders below a rule folder that hold data of rules, not rules."""


@dataclass(frozen=True, slots=True)
class Folder:
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


def load(folders: Iterable[Folder], cache: Path | None = None) -> tuple[Rule, ...]:
    """All rules of some folders, sorted by id; `cache` is the file that holds their parsed form."""
    known = tuple(folders)
    files = [(folder, rule_id, entry) for folder in known for rule_id, entry in folder.files()]
    _refuse_twins(files)
    key = [__version__, *([entry.path, entry.stat().st_mtime_ns, entry.stat().st_size] for _, _, entry in files)]
    if cache:
        found = _from_cache(cache, key, known)
        if found is not None:
            return found
    specs = [_read(folder, entry.path).spec(rule_id) for folder, rule_id, entry in files]
    if cache:
        _to_cache(cache, key, specs)
    rules = [build_rule(spec, folder.regex) for spec, (folder, _, _) in zip(specs, files, strict=True)]
    return tuple(sorted(rules, key=lambda rule: rule.id))


def manual(folders: Iterable[Folder], rule_id: str) -> Manual | None:
    """The manual of one rule; None if there is no such rule."""
    for folder in folders:
        path = folder.path / f"{rule_id}.yaml"
        if path.is_file():
            return _read(folder, str(path)).manual()
    return None


def _scan(folder: str, prefix: str) -> Iterator[tuple[str, os.DirEntry[str]]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir() and entry.name not in NOT_RULES:
                yield from _scan(entry.path, f"{prefix}{entry.name}/")
            elif entry.name.endswith(".yaml"):
                yield prefix + entry.name.removesuffix(".yaml"), entry


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
    return RuleFile(_shown(path), text, folder.regex)


def _shown(path: str) -> str:
    """The path as a user would name it: relative to where they are, if below."""
    here = os.getcwd() + os.sep  # noqa: PTH109 - a string prefix is all that is needed
    return path.removeprefix(here)


def _from_cache(cache: Path, key: list[Any], folders: tuple[Folder, ...]) -> tuple[Rule, ...] | None:
    """The rules as parsed before; None if the files changed since or the cache is not what it should be."""
    import json

    try:
        stored = json.loads(cache.read_bytes())
        if stored["key"] != key:
            return None
        origin = {rule_id: folder for folder in folders for rule_id, _ in folder.files()}
        return tuple(build_rule(spec, origin[spec["id"]].regex) for spec in stored["rules"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError, StopIteration, RecursionError):
        return None


def _to_cache(cache: Path, key: list[Any], specs: list[dict[str, Any]]) -> None:
    """Write the parsed form for the next start; a cache that cannot be written is no error."""
    import json
    import tempfile

    try:
        cache.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=cache.parent, delete=False, encoding="utf-8") as file:
            json.dump({"key": key, "rules": sorted(specs, key=lambda spec: spec["id"])}, file)
        os.replace(file.name, cache)  # noqa: PTH105 - pathlib would say no more
    except OSError:
        return
