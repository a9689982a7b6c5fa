"""What a run finds: plain data.

In: spans and words. Out: Hit (a place, as a check yields it) and Finding (a hit told to a user).
Must not know: how anything is found, printed or silenced.
"""

from __future__ import annotations

from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from techlint.record import NamedTuple

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from techlint.text import Span


class Severity(StrEnum):
    """How sure and how grave: `error` stops the press, `warning` is right nine times in ten, `info` is for who asks."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return ("error", "warning", "info").index(self.value)


class Label(NamedTuple):
    """A second place that explains the first."""

    span: Span
    text: str


class Edit(NamedTuple):
    """Put `text` where `span` is."""

    span: Span
    text: str


class Fix(NamedTuple):
    """Edits that solve the finding wholly. `safe` only if they cannot change what the draft says."""

    title: str
    edits: tuple[Edit, ...]
    safe: bool = False


class Hit(NamedTuple):
    """What a check yields: a place, and the words that fill the rule's message.

    `sure` is False for a place worth a look but not right nine times in ten: it is told as `info`.
    `since` and `until` bound the days on which the hit holds (an API removed on a day, valid again on another).
    `secrets` are the spans that no output may show.
    """

    span: Span
    values: Mapping[str, str] = MappingProxyType({})
    related: tuple[Label, ...] = ()
    fix: Fix | None = None
    sure: bool = True
    since: dt.date | None = None
    until: dt.date | None = None
    secrets: tuple[Span, ...] = ()


class Finding(NamedTuple):
    """What a user sees: a Hit told in the words of its rule."""

    rule: str
    severity: Severity
    message: str
    span: Span
    label: str = ""
    why: str = ""
    help: str = ""
    related: tuple[Label, ...] = ()
    fix: Fix | None = None
    url: str = ""
