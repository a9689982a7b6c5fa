"""Manual: the part of a rule file that `explain`, the documentation and tests need, and a run does not.

In: parsed and validated rule files (rulefile). Out: Manuals with their examples.
Must not know: files, YAML, how rules run.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from techlint.text import Span


@dataclass(frozen=True, slots=True)
class Mark:
    """What a line of carets under an example says: a finding at `span`, going on for `more` lines after the first."""

    span: Span
    more: int = 0


@dataclass(frozen=True, slots=True)
class Example:
    """A draft in small, with the places a rule must find in it and, if it fixes, what comes out.

    `shown` is the example as it stands in the rule file, carets and all; `line` is where it begins there.
    """

    text: str
    marks: tuple[Mark, ...] = ()
    fixed: str | None = None
    path: str = "draft.md"
    shown: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Measured:
    """How often a rule was right when someone read what it printed: `right` of `read`, and on what."""

    right: int
    read: int
    on: str


@dataclass(frozen=True, slots=True)
class Manual:
    """The part of a rule that `explain` and tests need and a run does not."""

    explanation: str
    references: tuple[str, ...] = ()
    since: str = ""
    measured: Measured | None = None
    bad: tuple[Example, ...] = ()
    good: tuple[Example, ...] = ()
