"""Settings: what a run was asked for, from configuration and command line together; Rulesets for its drafts.

In: the options of a command and the Config of each folder. Out: a Ruleset for each draft.
Must not know: click, what is in the drafts.
"""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from techlint import catalog, config
from techlint.discovery import matches
from techlint.errors import UsageError, suggest
from techlint.finding import Severity
from techlint.record import Record
from techlint.resources import cache_folder
from techlint.ruleset import Ruleset, names

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from techlint.config import Config
    from techlint.rule import Rule


class Settings(Record):
    """Options that overrule the configuration files; empty ones do not.

    Without `everything` rules that only ever tell `info` are not run: nobody would see what they find.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    rules: tuple[Path, ...] = ()
    config_file: Path | None = None
    isolated: bool = False
    use_cache: bool = True
    everything: bool = True
    as_of: dt.date | None = None
    today: dt.date | None = None

    def config_for(self, folder: Path) -> Config:
        """The configuration that holds for drafts of a folder, with the options of the command line on top."""
        if self.isolated:
            found = config.default()
        elif self.config_file:
            found = self._named
        else:
            found = config.for_folder(folder)
        return found._replace(
            select=self.select or found.select,
            ignore=(*found.ignore, *self.ignore),
            rules=(*found.rules, *self.rules),
            as_of=self.as_of or found.as_of,
        )

    @cached_property
    def _named(self) -> Config:
        return config.from_file(self.config_file) if self.config_file else config.default()

    @cached_property
    def _places(self) -> dict[Path, tuple[Path, Config]]:
        """Where a folder really is, and its configuration: finding out takes longer than all else a draft asks for."""
        return {}

    def _place(self, folder: Path) -> tuple[Path, Config]:
        if folder not in self._places:
            real = folder.resolve()
            self._places[folder] = real, self.config_for(real)
        return self._places[folder]

    @cached_property
    def _rulesets(self) -> dict[tuple[object, ...], Ruleset]:
        return {}

    def ruleset_for(self, draft: Path) -> Ruleset:
        """The ruleset for one draft; made once for all drafts that share it."""
        draft = draft.resolve() if draft.is_symlink() else draft
        folder, found = self._place(draft.parent)
        extra = tuple(e for e in found.per_path if matches(folder / draft.name, e.pattern, found.root))
        key = (found.root, found.files, tuple(entry.pattern for entry in extra))
        if key not in self._rulesets:
            ignore = (*found.ignore, *(name for entry in extra for name in entry.ignore))
            severity = {**found.severity, **{rule: s for entry in extra for rule, s in entry.severity.items()}}
            self._rulesets[key] = self._ruleset(found._replace(ignore=ignore, severity=severity))
        return self._rulesets[key]

    def _ruleset(self, found: Config) -> Ruleset:
        known = catalog.load(folders(found), cache_folder() / "rules.json" if self.use_cache else None)
        chosen = selected(known.rules, found.select, found.ignore, found.severity)
        if not self.everything:
            seen = {rule.id for rule in known.rules if severity_of(rule, found.severity) is not Severity.INFO}
            chosen &= seen
        return Ruleset(
            rules=known.rules,
            selected=chosen,
            today=self.today or dt.date.today(),  # noqa: DTZ011 - the author's own day is meant
            as_of=found.as_of,
            severities=found.severity,
            site=found.site,
            version=known.version,
        )


def severity_of(rule: Rule, overrides: Mapping[str, Severity]) -> Severity:
    """How grave a rule is: as the last override that names it says, else as its file does."""
    return next((s for name, s in reversed(tuple(overrides.items())) if names(name, rule.id)), rule.severity)


def folders(found: Config) -> tuple[catalog.Folder, ...]:
    """The rule folders of a configuration: techlint's own, the user's, those of installed packs."""
    own = (catalog.builtin(), *(catalog.Folder(path) for path in found.rules))
    return (*own, *map(_pack, found.packs)) if found.packs else own


def _pack(name: str) -> catalog.Folder:
    """The rule folder of an installed package, which it names as an entry point of group `techlint.packs`."""
    from importlib import metadata, util

    entries = {entry.name: entry for entry in metadata.entry_points(group="techlint.packs")}
    if name not in entries:
        raise UsageError(f"pack '{name}' is not installed{suggest(name, entries)}")
    package, _, inner = entries[name].value.partition(":")
    top, *below = package.split(".")
    spec = util.find_spec(top)  # finds the folder; of `a.b` it would import `a`, and no code of a pack is run
    places = list(spec.submodule_search_locations or ()) if spec else []
    folder = Path(places[0], *below, *inner.split(".")) if places else None
    if folder is None or not folder.is_dir():
        raise UsageError(f"pack '{name}' has no rule folder at {entries[name].value}")
    return catalog.Folder(folder)


def selected(
    rules: Iterable[Rule], select: Iterable[str], ignore: Iterable[str], severity: Mapping[str, Severity]
) -> frozenset[str]:
    """The ids that are selected (all, if nothing is) and not ignored; UsageError for a name that means no rule."""
    ids = [rule.id for rule in rules]
    parts = [rule_id.split("/") for rule_id in ids]
    known = {"/".join(part[:depth]) for part in parts for depth in range(1, len(part) + 1)}
    select, ignore = tuple(select), tuple(ignore)
    for name in (*select, *ignore, *severity):
        if name not in known:
            raise UsageError(f"there is no rule or family '{name}'{suggest(name, known)}")
    return frozenset(
        rule_id
        for rule_id in ids
        if (not select or any(names(name, rule_id) for name in select))
        and not any(names(name, rule_id) for name in ignore)
    )
