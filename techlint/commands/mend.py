"""`techlint check --fix`, `--fix-only` and `--diff`: change drafts, or show what would change."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from techlint import fixing
from techlint.drafts import read
from techlint.finding import Finding, Fix, Severity
from techlint.fix import apply
from techlint.ignoring import ignore_edits
from techlint.markdown import parse
from techlint.pipeline import check

if TYPE_CHECKING:
    from techlint.fixing import Mended
    from techlint.report import Report
    from techlint.runner import Outcome
    from techlint.settings import Settings


def mend_all(outcome: Outcome, settings: Settings, options: dict[str, Any]) -> Outcome:
    """Fix every draft that has something to fix; returns what is left. Sets `options["changed"]`."""
    reports: list[Report] = []
    problems = list(outcome.problems)
    changed = fixed = 0
    from_stdin = Path("-") in options["paths"]
    for report, source in zip(outcome.reports, outcome.sources, strict=True):
        ruleset = settings.ruleset_for(Path(source.path))
        mended = fixing.mend(source, report, ruleset, unsafe=options["unsafe_fixes"])
        reports.append(report if options["diff"] else mended.report)
        if from_stdin and not options["diff"]:
            sys.stdout.buffer.write(mended.after.encode(mended.after.raw))
        if mended.applied:
            changed, fixed = changed + 1, fixed + len(mended.applied)
            if options["diff"]:
                click.echo(fixing.diff(mended, report.source), nl=False)
            elif not from_stdin:
                problems += filter(None, [_write(mended)])
    options["changed"] = changed
    if changed:
        done = "Would fix" if options["diff"] else "Fixed"
        click.echo(f"{done} {fixed} finding{'s' if fixed > 1 else ''} in {changed} of {len(reports)} drafts.", err=True)
    return outcome._replace(reports=tuple(reports), problems=tuple(problems))


def ignore_all(outcome: Outcome, settings: Settings, options: dict[str, Any]) -> Outcome:
    """Put a comment with a reason above everything that would be told; returns what is left."""
    reports, problems, silenced = [], list(outcome.problems), 0
    for report, source in zip(outcome.reports, outcome.sources, strict=True):
        told = [f for f in report.findings if options["everything"] or f.severity is not Severity.INFO]
        told = [f for f in told if not f.rule.startswith("techlint/")]  # a comment about comments would be one too many
        edits = ignore_edits(parse(source), told, options["add_ignore"])
        marked = [Finding("", Severity.INFO, "", e.span, fix=Fix("", (e,), safe=True)) for e in edits]
        after = read(source.path, source.encode(apply(source, marked).raw))
        left = check(after, settings.ruleset_for(Path(source.path)))
        silenced += len(left.suppressed) - len(report.suppressed)
        reports.append(left)
        if edits:
            problems += filter(None, [_write(fixing.Mended(source, after, tuple(told), left))])
    click.echo(f"Silenced {silenced} finding{'' if silenced == 1 else 's'}.", err=True)
    return outcome._replace(reports=tuple(reports), problems=tuple(problems))


def _write(mended: Mended) -> str:
    return fixing.write(Path(mended.before.path), mended)
