"""Ruleset: which rules to run and how their hits are judged.

In: rules (catalog) and what a user chose (config). Out: what the pipeline needs, and nothing more.
Must not know: files, command lines.
"""

from __future__ import annotations

from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from techlint.digest import digest
from techlint.record import Record

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from techlint.finding import Severity
    from techlint.rule import Rule


class Ruleset(Record):
    """`rules` are all that are known; `selected` the ids of those to tell.

    `as_of` is the day drafts are judged on; None for their own: the day they were published, or `today`.
    `severities` override the rules' own, by selector; the last that names a rule holds.
    """

    rules: tuple[Rule, ...]
    selected: frozenset[str]
    today: dt.date
    as_of: dt.date | None = None
    severities: Mapping[str, Severity] = MappingProxyType({})
    site: str = ""
    version: str = ""
    """What the rules were read from: names a state of all rule files."""

    @cached_property
    def key(self) -> str:
        """A name for everything that judges a draft: two rulesets with one key find the same."""
        severities = sorted((selector, severity.value) for selector, severity in self.severities.items())
        parts = (self.version, sorted(self.selected), self.today, self.as_of, severities, self.site)
        return digest(repr(parts).encode())

    @cached_property
    def to_run(self) -> tuple[Rule, ...]:
        """The selected rules, and those that must always run because their hits are masked."""
        return tuple(rule for rule in self.rules if rule.id in self.selected or rule.always)

    @cached_property
    def by_id(self) -> Mapping[str, Rule]:
        """The selected rules."""
        return {rule.id: rule for rule in self.rules if rule.id in self.selected}

    @cached_property
    def selectors(self) -> frozenset[str]:
        """Everything that names a rule: ids, families and folders of rules."""
        ids = [rule.id.split("/") for rule in self.rules]
        return frozenset("/".join(parts[:depth]) for parts in ids for depth in range(1, len(parts) + 1))


def names(selector: str, rule_id: str) -> bool:
    """Whether a selector (a rule's id, a family or a folder of it) names a rule."""
    return rule_id == selector or rule_id.startswith(selector + "/")
