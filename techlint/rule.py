"""Rule: what one YAML file says, plus the check that finds it.

In: parsed and validated rule files (catalog). Out: Rules that the engine runs.
Must not know: files, YAML, configuration, output.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from techlint.finding import Finding, Hit, Label, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from techlint.document import Document, Node
    from techlint.text import Span


class Check(Protocol):
    """Finds places. A pure function of node and document: no id, severity, file, configuration or clock in it."""

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of node it wants to be called with."""

    @property
    def needs(self) -> frozenset[str]:
        """Lower-case words of which a draft must hold one for the check to be worth running; empty: always."""

    def __call__(self, node: Node, doc: Document) -> Iterable[Hit]:
        """Yield the places found in `node`."""


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


@dataclass(frozen=True, slots=True)
class Rule:
    """What a rule file says, as a run needs it.

    `always` rules run even where not selected, because what they find must be masked in every output.
    """

    id: str
    severity: Severity
    message: str
    help: str
    why: str
    check: Check
    label: str = ""
    always: bool = False

    @property
    def family(self) -> str:
        """The first part of the id."""
        return self.id.partition("/")[0]

    def tell(self, hit: Hit) -> Finding:
        """Put a hit into words: the one place where a Hit becomes a Finding."""
        return Finding(
            rule=self.id,
            severity=self.severity if hit.sure else Severity.INFO,
            message=fill(self.message, hit.values),
            span=hit.span,
            label=fill(self.label, hit.values),
            why=self.why,
            help=fill(self.help, hit.values),
            related=tuple(Label(label.span, one_line(label.text)) for label in hit.related),
            fix=hit.fix,
            url=hit.values.get("url", ""),
        )


def fill(template: str, values: Mapping[str, str]) -> str:
    """Put values into `{placeholders}`; one line comes out, however the draft was broken."""
    return one_line(template.format_map(values)) if "{" in template else template


def one_line(text: str) -> str:
    """Runs of blanks and line ends as one space: a message is a line."""
    return " ".join(text.split())
