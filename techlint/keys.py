"""The keys of the configuration: what their values look like, what they mean, an example of each.

In: nothing. Out: KEYS, from which the validator, `--show-settings`, the JSON Schema and the documentation come.
Must not know: files, how a value is used.
"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from techlint.finding import Severity
from techlint.record import NamedTuple
from techlint.reporters import FORMATS
from techlint.shape import FLAG, Choice, Key, Mapped, Problem, Table, Text, Way, Words, called

if TYPE_CHECKING:
    from collections.abc import Iterator

SEVERITY = Choice(tuple(Severity))
RULES = Words(definition="rule")


class Day(NamedTuple):
    """A day, as TOML writes it or as a string; or `today`."""

    name: str = 'day, or `"today"`'

    def problems(self, value: Any, way: Way) -> Iterator[Problem]:
        """Yield what is wrong with a value."""
        if read_day(value) is None:
            yield Problem(way, f'{called(way)} must be a day such as 2026-11-21, or "today"')

    def schema(self) -> dict[str, Any]:
        """The same as JSON Schema."""
        return {"anyOf": [{"const": "today"}, {"type": "string", "format": "date"}]}


def read_day(value: Any) -> dt.date | None:
    """The day that a value of a configuration means; None if it means none."""
    if isinstance(value, dt.date):
        return None if isinstance(value, dt.datetime) else value
    if value == "today":
        return dt.date.today()  # noqa: DTZ011 - the author's own day is meant
    try:
        return dt.date.fromisoformat(value)
    except (TypeError, ValueError):
        return None


SEVERITIES = Mapped(
    SEVERITY,
    "table from rules to `error`, `warning`, `info`",
    "'severity' is a table from rules to error, warning or info",
)
PATH_KEYS = {
    "ignore": Key(RULES, "Rules and families to leave out there", 'ignore = ["leftovers/todo"]'),
    "severity": Key(SEVERITIES, "How grave rules are there", 'severity = {claims = "info"}'),
}
NOT_TABLES = "'per-path' is a table from path patterns to tables"

KEYS: dict[str, Key] = {
    "select": Key(RULES, "Rules and families to run; none named: all", 'select = ["secrets", "claims/speedup"]'),
    "ignore": Key(RULES, "Rules and families to leave out", 'ignore = ["claims/superlative"]'),
    "exclude": Key(Words(), "Globs of paths to leave out, from the folder of this file", 'exclude = ["archive/**"]'),
    "include": Key(Words(), "Names that drafts have, in folders", 'include = ["*.md", "*.mdx"]'),
    "respect-gitignore": Key(FLAG, "Whether to leave out what git ignores", "respect-gitignore = false"),
    "rules": Key(Words(), "Folders with rules of your own, from the folder of this file", 'rules = ["house-rules"]'),
    "packs": Key(Words(), "Rule packs to use that are installed as Python packages", 'packs = ["acme"]'),
    "severity": Key(SEVERITIES, "How grave rules are here, by rule or family", '[severity]\ntitles = "info"'),
    "per-path": Key(
        Mapped(Table(PATH_KEYS, "", problem=NOT_TABLES), "tables by glob, with `ignore` and `severity`", NOT_TABLES),
        "What holds for some paths besides",
        '[per-path."drafts/**"]\nignore = ["leftovers/todo"]',
    ),
    "as-of": Key(
        Day(),
        "The day on which to judge all drafts; not given: the day a post was published, else today",
        'as-of = "today"',
    ),
    "site": Key(Text(), "The site generator, where techlint cannot tell it from the repository", 'site = "hugo"'),
    "fail-on": Key(SEVERITY, "The least severity that makes the exit code 1", 'fail-on = "error"'),
    "fail-on-drafts": Key(
        SEVERITY,
        "The same for posts marked as drafts (`draft: true`, `published: false`, `status: draft`, in `_drafts/`)",
        'fail-on-drafts = "warning"',
    ),
    "output-format": Key(Choice(tuple(FORMATS)), "How to print findings", 'output-format = "concise"'),
    "baseline": Key(Text("path"), "A file of known findings, which are not told", 'baseline = "techlint-baseline.txt"'),
    "extend": Key(Text("path"), "Another configuration file to start from", 'extend = "../techlint.toml"'),
    "extend-select": Key(RULES, "Adds to the `select` of the file that is extended", 'extend-select = ["prose"]'),
    "extend-ignore": Key(RULES, "Adds to its `ignore`", 'extend-ignore = ["titles"]'),
    "extend-exclude": Key(Words(), "Adds to its `exclude`", 'extend-exclude = ["notes/**"]'),
}
"""Every key of a configuration file, in the order in which they are explained."""

CONFIG = Table(KEYS, "")
