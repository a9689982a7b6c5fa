"""A draft on the page: its lines with their marks, and each finding as a note below the line where it begins.

In: a report and the findings to show. Out: Markup. Must not know: the rest of the page.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from techlint.finding import Severity
from techlint.reporters.manuscript import Gap, Line, manuscript
from techlint.reporters.markup import Markup, address, count, join, sentence, tag, words
from techlint.reporters.plots import strip

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from techlint.finding import Finding, Fix
    from techlint.report import Report
    from techlint.reporters.manuscript import Piece
    from techlint.text import Source

LONGEST_CHANGE = 300
"""Characters of an edit that is shown; of a longer one its title says enough."""
MOST_EDITS = 3


@dataclass(frozen=True)
class Draft:
    """A draft and the findings of it to show. `key` begins all ids in its article."""

    key: str
    report: Report
    findings: Sequence[Finding]

    @property
    def source(self) -> Source:
        """The draft, without its secrets."""
        return self.report.source

    @cached_property
    def firsts(self) -> frozenset[int]:
        """The first finding of each rule: why it matters is said once a draft."""
        return frozenset({finding.rule: n for n, finding in reversed(list(enumerate(self.findings)))}.values())

    def note(self, number: int) -> str:
        """The id of a finding's note."""
        return f"{self.key}n{number + 1}"


def article(draft: Draft, pages: Mapping[str, str], *, fold: bool) -> Markup:
    """One draft. Lines far from any finding are folded if `fold`, else left out and counted.

    `pages` are the ids of rules' pages.
    """
    size = max(len(draft.source.text), 1)
    return tag(
        "article",
        tag(
            "header",
            tag("h2", draft.source.path, id=f"{draft.key}h"),
            tag("p", _counts(draft.findings), class_="counts"),
            strip((finding.span.start / size, finding.severity.value) for finding in draft.findings),
        ),
        tag("div", _body(draft, pages, fold=fold), class_="text"),
        _silenced(draft.report),
        id=draft.key,
        aria_labelledby=f"{draft.key}h",
        tabindex="-1",
    )


def _counts(findings: Sequence[Finding]) -> str:
    counts = Counter(finding.severity for finding in findings)
    return ", ".join(_number(counts[severity], severity) for severity in Severity if counts[severity])


def _number(number: int, severity: Severity) -> str:
    return f"{number:,} info" if severity is Severity.INFO else count(number, severity.value)


def _body(draft: Draft, pages: Mapping[str, str], *, fold: bool) -> Iterator[Markup]:
    for part in manuscript(draft.source, draft.findings):
        if isinstance(part, Line):
            yield _line(draft, part)
            yield from (_note(draft, number, pages) for number in part.begun)
        else:
            yield _gap(draft, part, fold=fold)


def _cell(draft: Draft, line: Line) -> Markup:
    """The name of the cell that begins in a line of a notebook."""
    source = draft.source
    name = source.origin.begins(source.line_starts[line.number - 1]) if source.origin else ""
    return tag("p", name, class_="cell") if name else Markup()


def _gap(draft: Draft, gap: Gap, *, fold: bool) -> Markup:
    marked = any(piece.numbers for line in gap.lines for piece in line.pieces)
    number = f"{len(gap.lines):,} {'more lines' if marked else 'lines without findings'}"
    if not fold:
        return tag("p", f"{number} left out", class_="gap")
    return tag(
        "details",
        tag("summary", number),
        (_line(draft, line) for line in gap.lines),
        class_="gap",
    )


def _line(draft: Draft, line: Line) -> Markup:
    row = draft.source.row(line.number)
    if row is None and not line.begun:  # what was put between the cells of a notebook
        return Markup()
    number = tag("span", "" if row is None else str(row), class_="n", id=f"{draft.key}l{line.number}")
    text = tag("span", _pieces(draft, line), class_="t", dir="auto")
    return join([_cell(draft, line), tag("div", number, text, class_="l")])


def _pieces(draft: Draft, line: Line) -> Iterator[Markup]:
    links = list(zip(line.ended, line.begun, strict=True))
    for at, piece in enumerate(line.pieces):
        yield from (_link(draft, number) for end, number in links if end == at)
        if piece.cut:
            yield tag("span", f"{count(piece.cut, 'character')} left out", class_="cut")
        yield _marked(draft, piece)
    yield from (_link(draft, number) for end, number in links if end >= len(line.pieces))


def _marked(draft: Draft, piece: Piece) -> Markup:
    if not piece.numbers:
        return join([piece.text])
    found = [draft.findings[number] for number in piece.numbers]
    gravest = min(found, key=lambda finding: finding.severity.rank).severity.value
    long = all("\n" in draft.source[finding.span].rstrip("\n") for finding in found)
    kind = gravest + " twice" * (len(found) > 1) + " long" * long
    return tag("mark", piece.text, class_=kind, data_n=" ".join(map(draft.note, piece.numbers)))


def _link(draft: Draft, number: int) -> Markup:
    """The little number behind a mark."""
    severity = draft.findings[number].severity.value
    name = draft.note(number)
    label = f"{severity} {number + 1}"
    return tag("a", str(number + 1), href=f"#{name}", id=f"{name}m", class_=f"ref {severity}", aria_label=label)


def _note(draft: Draft, number: int, pages: Mapping[str, str]) -> Markup:
    finding, name = draft.findings[number], draft.note(number)
    severity = finding.severity.value
    place = tag("span", f"{number + 1}", class_="ref", aria_hidden="true")
    head = tag("h3", place, tag("span", f"{severity}: ", class_="said"), words(finding.message), id=f"{name}h")
    page = pages.get(finding.rule)
    rule = tag("a", finding.rule, href=f"#{page}", class_="rule") if page else tag("span", finding.rule, class_="rule")
    return tag(
        "div",
        head,
        tag("p", words(finding.label), class_="label") if finding.label else "",
        tag("p", words(sentence(finding.why)), class_="why") if finding.why and number in draft.firsts else "",
        tag("p", tag("b", "What to do"), " ", words(sentence(finding.help))) if finding.help else "",
        _fix(draft, finding.fix) if finding.fix else "",
        _related(draft, finding) if finding.related else "",
        tag("p", tag("b", "See"), " ", address(finding.url)) if finding.url else "",
        tag("p", rule, " ", tag("span", severity, class_=f"severity {severity}"), class_="foot"),
        id=name,
        class_=f"note {severity}",
        role="group",
        tabindex="-1",
        aria_labelledby=f"{name}h",
        data_rule=finding.rule,
        data_severity=severity,
    )


def _fix(draft: Draft, fix: Fix) -> Markup:
    kind = "Fix" if fix.safe else "Fix (may change what the draft says)"
    shown = [
        tag("span", _changed("del", draft.source[edit.span]), _changed("ins", edit.text), class_="change")
        for edit in fix.edits
        if len(edit.text) + edit.span.end - edit.span.start <= LONGEST_CHANGE
    ]
    whole = len(shown) == len(fix.edits) <= MOST_EDITS
    return tag("p", tag("b", kind), " ", words(fix.title), tag("span", shown, class_="changes") if whole else "")


def _changed(kind: str, text: str) -> Markup:
    return tag(kind, text.strip("\n")) if text.strip("\n") else Markup()


def _related(draft: Draft, finding: Finding) -> Markup:
    links = []
    for label in finding.related:
        row = draft.source.position(label.span.start).line
        link = tag("a", _place(draft.source, label.span.start), href=f"#{draft.key}l{row}")
        links.append(tag("li", link, ": ", words(label.text) if label.text else ""))
    return tag("ul", links, class_="related")


def _place(source: Source, offset: int) -> str:
    """A line as a reader of the page finds it."""
    part = source.origin.part(offset) if source.origin else None
    line = f"line {source.row(source.position(offset).line) or 1:,}"
    return f"{part.name}, {line}" if part else line


def _silenced(report: Report) -> Markup:
    if not report.suppressed:
        return Markup()
    entries = [
        tag(
            "li",
            f"{_place(report.source, entry.finding.span.start)}: ",
            words(entry.finding.message),
            f" ({entry.finding.rule})",
            f" — {entry.reason}" if entry.reason else "",
        )
        for entry in report.suppressed
    ]
    summary = tag("summary", f"{count(len(entries), 'finding')} silenced by comments")
    return tag("details", summary, tag("ul", entries), class_="silenced")
