"""Rule: what one YAML file says, plus the check that finds it.

In: parsed and validated rule files (catalog). Out: Rules that the engine runs.
Must not know: files, YAML, configuration, output.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from techlint.finding import Finding, Hit, Label, Severity
from techlint.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from techlint.document import Document, Node


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


class Rule(Record):
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
