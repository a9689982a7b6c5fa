"""`techlint check`: find what is wrong in drafts."""

from __future__ import annotations

import os
import sys
from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from techlint import runner
from techlint.commands.options import PATH, make_settings, read_day, settings_options
from techlint.commands.progress import Progress
from techlint.finding import Severity
from techlint.reporters import FORMATS, write
from techlint.reporters.run import Run
from techlint.runner import Scope

if TYPE_CHECKING:
    from techlint.changes import Changes
    from techlint.manual import Manual
    from techlint.rule import Rule
    from techlint.runner import Outcome
    from techlint.settings import Settings


@click.command
@click.argument("paths", nargs=-1, type=PATH)
@click.option("--select", multiple=True, metavar="RULES", help="Run only these rules or families (comma-separated).")
@click.option("--ignore", multiple=True, metavar="RULES", help="Leave out these rules or families.")
@click.option("--output-format", type=click.Choice(list(FORMATS)), help="How to print findings.  [default: full]")
@click.option("-o", "--output-file", type=PATH, metavar="FILE", help="Write findings to a file.")
@click.option("--fix", is_flag=True, help="Apply safe fixes.")
@click.option("--unsafe-fixes", is_flag=True, help="Apply fixes that may change what a draft says, too (with --fix).")
@click.option("--fix-only", is_flag=True, help="Apply safe fixes and do not report what is left.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing.")
@click.option("--baseline", type=PATH, metavar="FILE", help="Leave out the findings that this file knows.")
@click.option("--since", metavar="REV", help="Only what changed since REV, down to the sentence's block.")
@click.option("--staged", is_flag=True, help="Only what is staged in git.")
@click.option("--add-ignore", metavar="REASON", help="Silence what is found with comments that give this reason.")
@click.option("--all", "everything", is_flag=True, help="Print findings of severity info, too.")
@click.option("--fail-on", type=click.Choice([s.value for s in Severity]), help="Least severity for exit code 1.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even if there are findings.")
@click.option("--statistics", is_flag=True, help="Print counts per rule instead of findings.")
@click.option("--as-of", callback=read_day, metavar="DAY", help="Judge all drafts on this day (YYYY-MM-DD, or today).")
@click.option("--stdin-filename", metavar="PATH", help="The file that the draft on standard input (-) stands for.")
@click.option("--force-exclude", is_flag=True, help="Apply excludes to paths given by name as well.")
@click.option("--watch", is_flag=True, help="Check again whenever a draft, the configuration or a rule changes.")
@click.option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Colour the output.")
@click.option("--show-settings", is_flag=True, help="Print the settings for each path, and exit.")
@settings_options
def command(paths: tuple[Path, ...], **options: Any) -> int:
    """Check drafts: files, folders, or - for standard input; by default the folder you are in.

    Exit codes: 0 clean, 1 findings at or above --fail-on, 2 wrong use or something that could not be checked. A post
    that is marked as a draft fails on errors only, unless --fail-on says otherwise.
    """
    settings = make_settings(options)
    paths = options["paths"] = paths or (Path(),)
    here = settings.config_for(Path.cwd())
    fail_on = Severity(options["fail_on"] or here.fail_on)
    fail_on_drafts = Severity(options["fail_on"] or here.fail_on_drafts)
    everything = options["everything"] or Severity.INFO in {fail_on, fail_on_drafts}
    settings = settings._replace(everything=everything)
    if options["watch"]:
        from techlint.commands.watch import watch

        if Path("-") in paths:
            raise click.UsageError("standard input cannot be watched")
        return watch(paths, settings)
    if options["show_settings"]:
        from techlint.commands.show import show_settings

        return show_settings(paths, settings)
    options["changes"] = _changes(options)
    outcome = _run(paths, settings, options)
    outcome = narrow(outcome, settings, options["changes"], options["baseline"] or here.baseline)
    if options["fix"] or options["fix_only"] or options["diff"]:
        from techlint.commands.mend import mend_all

        outcome = mend_all(outcome, settings, options)
    if options["add_ignore"]:
        from techlint.commands.mend import ignore_all

        outcome = ignore_all(outcome, settings, options)
    for problem in outcome.problems:
        click.echo(f"techlint: {problem}", err=True)
    if options["fix_only"] or options["diff"]:
        return 2 if outcome.problems else int(options["diff"] and options["changed"] > 0)
    _print(
        outcome,
        settings,
        options | {"everything": everything, "output_format": options["output_format"] or here.output_format},
    )
    _summarise(outcome, everything=everything)
    if outcome.problems:
        return 2
    failing = any(
        finding.severity.rank <= (fail_on_drafts if report.draft else fail_on).rank
        for report in outcome.reports
        for finding in report.findings
    )
    return int(failing and not options["exit_zero"])


def _run(paths: tuple[Path, ...], settings: Settings, options: dict[str, Any]) -> Outcome:
    if Path("-") not in paths:
        with Progress() as tick:
            only = options["changes"].touches if options["changes"] else None
            return runner.run(Scope(paths, options["force_exclude"], only), settings, tick)
    if len(paths) > 1:
        raise click.UsageError("- (standard input) cannot be mixed with paths")
    return runner.run_text(sys.stdin.buffer.read(), options["stdin_filename"] or "<stdin>", settings)


def _changes(options: dict[str, Any]) -> Changes | None:
    if not options["since"] and not options["staged"]:
        return None
    from techlint.changes import since

    return since(options["since"] or "HEAD", Path.cwd(), staged=options["staged"])


def narrow(outcome: Outcome, settings: Settings, changes: Changes | None, baseline: Path | None) -> Outcome:
    """Put aside what did not change and what the baseline knows; a baseline that knows too much shrinks."""
    reports = list(outcome.reports)
    if changes:
        for number, report in enumerate(reports):
            kept = tuple(finding for finding in report.findings if changes.keeps(finding, report))
            rest = tuple(finding for finding in report.findings if finding not in kept)
            reports[number] = report._replace(findings=kept, known=(*report.known, *rest))
    if baseline:
        from techlint.baseline import read
        from techlint.files import replace_text

        known = read(baseline)
        if not changes:
            ran = frozenset[str]().union(*(settings.ruleset_for(Path(r.source.path)).selected for r in reports))
            less = known.shrunk(reports, ran)
            if less.known != known.known:
                replace_text(baseline, less.text())
        reports = [known.split(report) for report in reports]
    return outcome._replace(reports=tuple(reports))


def _print(outcome: Outcome, settings: Settings, options: dict[str, Any]) -> None:
    if options["fix"] and Path("-") in options["paths"]:
        _print_to(sys.stderr, outcome, settings, options)  # the fixed draft has standard output to itself
    elif path := options["output_file"]:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("w", encoding="utf-8", errors="replace", newline="\n") as file:
                _print_to(file, outcome, settings, options)
        except OSError as error:
            raise click.FileError(str(path), error.strerror or str(error)) from None
    elif sys.stdout is None:
        raise click.ClickException("standard output is closed: name an --output-file")
    else:
        _print_to(sys.stdout, outcome, settings, options)


def _print_to(out: TextIO, outcome: Outcome, settings: Settings, options: dict[str, Any]) -> None:
    ruleset = settings.ruleset_for(Path(options["paths"][0]))
    run = Run(
        reports=outcome.reports,
        rules=ruleset.rules,
        page=partial(_page, settings),
        manual=partial(_manual, settings),
        everything=options["everything"],
        color=_wants_color(out, options["color"]),
        width=_columns() if out.isatty() else 120,
    )
    if options["statistics"]:
        from techlint.commands.show import show_statistics

        show_statistics(run, out)
    else:
        write(options["output_format"], run, out)


def _columns() -> int:
    try:
        return os.get_terminal_size().columns or 80
    except OSError:
        return 80


def _page(settings: Settings, rule: Rule) -> str:
    from techlint.commands.explain import page_of
    from techlint.settings import folders

    return page_of(rule, folders(settings.config_for(Path.cwd())))


def _manual(settings: Settings, rule: Rule) -> Manual | None:
    from techlint import catalog
    from techlint.settings import folders

    return catalog.manual(folders(settings.config_for(Path.cwd())), rule.id)


def _wants_color(out: TextIO, choice: str) -> bool:
    if choice != "auto" or os.environ.get("NO_COLOR"):
        return choice == "always"
    return bool(os.environ.get("FORCE_COLOR")) or (out.isatty() and os.environ.get("TERM") != "dumb")


def _summarise(outcome: Outcome, *, everything: bool) -> None:
    """One line on standard error: what was found in how many drafts, and what was held back."""
    counts = Counter(f.severity for report in outcome.reports for f in report.findings)
    silenced = sum(len(report.suppressed) for report in outcome.reports)
    shown = [s for s in Severity if counts[s] and (everything or s is not Severity.INFO)]
    drafts = _count(len(outcome.reports), "draft")
    said = ", ".join(_count(counts[s], s.value) for s in shown)
    text = f"Found {said} in {drafts}" if shown else f"Nothing found in {drafts}"
    if known := sum(len(report.known) for report in outcome.reports):
        text += f"; {known} known or unchanged"
    if silenced:
        text += f"; {silenced} silenced by comments"
    if counts[Severity.INFO] and not everything:
        text += "; info not shown (--all)"
    click.echo(text + ".", err=True)


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 or word == 'info' else 's'}"
