"""The examples of rules, run: do they find what the carets say, and nothing else?

In: Rules with their Manuals. Out: failures, each with the place of the example in its rule file.
Must not know: test frameworks, the command line.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from techlint import checks
from techlint.fix import apply
from techlint.manual import Mark
from techlint.pipeline import check
from techlint.ruleset import Ruleset
from techlint.text import Source, Span

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from techlint.finding import Finding
    from techlint.manual import Example, Manual
    from techlint.report import Report
    from techlint.rule import Rule


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that does not come out. kinds: missing, noisy, wrong place, fix, broken."""

    rule: str
    line: int
    kind: str
    problem: str


@dataclass(frozen=True, slots=True)
class Bench:
    """Runs the examples of one rule after the other. Rules that the pipeline tells need all others beside them."""

    rules: tuple[Rule, ...]
    today: dt.date

    def examine(self, rule: Rule, manual: Manual) -> Iterator[Failure]:
        """Yield what fails in the examples of a rule."""
        for example in (*manual.bad, *manual.good):
            report = self.report(rule, example)
            for error in report.errors:
                yield Failure(rule.id, example.line, "broken", error)
            yield from _compare(rule, example, list(report.findings), Source.of(example.text, example.path))

    def report(self, rule: Rule, example: Example) -> Report:
        """What a rule finds in an example."""
        report = check(Source.of(example.text, example.path), self._ruleset(rule))
        return report._replace(findings=tuple(finding for finding in report.findings if finding.rule == rule.id))

    def _ruleset(self, rule: Rule) -> Ruleset:
        pipeline = isinstance(rule.check, checks.PythonCheck) and rule.check.name == checks.PIPELINE
        rules = self.rules if pipeline else (rule,)
        return Ruleset(rules, frozenset(r.id for r in rules), self.today)


def _compare(rule: Rule, example: Example, found: list[Finding], source: Source) -> Iterator[Failure]:
    wanted = sorted(example.marks, key=lambda mark: mark.span)
    got = sorted((_mark(finding.span, source) for finding in found), key=lambda mark: mark.span)
    missing = [mark for mark in wanted if mark not in got]
    extra = [mark for mark in got if mark not in wanted]
    if missing and extra:
        yield Failure(
            rule.id, example.line, "wrong place", f"wanted {_say(missing, source)}; got {_say(extra, source)}"
        )
    elif missing:
        yield Failure(rule.id, example.line, "missing", f"not found: {_say(missing, source)}")
    elif extra:
        yield Failure(rule.id, example.line, "noisy", f"should not be found: {_say(extra, source)}")
    if (example.marks and any(finding.fix for finding in found)) or example.fixed is not None:
        fixed = apply(source, found, unsafe=True).raw
        if example.fixed is None:
            yield Failure(rule.id, example.line, "fix", "the finding has a fix: say what comes out, as 'fixed:'")
        elif fixed != example.fixed:
            yield Failure(rule.id, example.line, "fix", f"'fixed:' says {example.fixed!r}; the fix makes {fixed!r}")


def _mark(span: Span, source: Source) -> Mark:
    """The carets that would stand under a span."""
    line = source.position(span.start).line
    end = source.line_span(line).end
    return Mark(Span(span.start, min(span.end, end)), source.position(max(span.end - 1, span.start)).line - line)


def _say(marks: list[Mark], source: Source) -> str:
    said = []
    for mark in marks:
        line, column = source.position(mark.span.start)
        more = f"+{mark.more}" if mark.more else ""
        said.append(f"{source[mark.span]!r}{more} at {line}:{column}")
    return ", ".join(said)
