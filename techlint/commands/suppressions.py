"""`techlint suppressions`: every comment that silences findings, with reason, age and last day."""

from __future__ import annotations

import datetime as dt
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from techlint import comments
from techlint.commands.options import PATH, make_settings, settings_options
from techlint.discovery import discover
from techlint.drafts import read
from techlint.markdown import parse
from techlint.runner import read_drafts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from techlint.comments import Silence


@click.command
@click.argument("paths", nargs=-1, type=PATH)
@click.option("--output-format", type=click.Choice(["text", "json"]), default="text", help="How to print the list.")
@settings_options
def command(paths: tuple[Path, ...], output_format: str, **options: Any) -> int:
    """List the comments that silence findings: rules, reason, since when (by git), until when."""
    settings = make_settings(options)
    found = discover(paths or (Path(),), settings.config_for)
    problems = list(found.problems)
    listed = [entry for draft, data in read_drafts(found.drafts, problems) for entry in _of_draft(draft, data)]
    for problem in problems:
        click.echo(f"techlint: {problem}", err=True)
    if output_format == "json":
        from techlint.reporters.wire import dumps

        click.echo(dumps(listed, indent=2))
    else:
        for entry in listed:
            until = f" until {entry['until']}" if entry["until"] else ""
            what = f"{entry['kind']}[{', '.join(entry['rules'])}]{until} since {entry['since']}"
            click.echo(f"{entry['filename']}:{entry['row']}: {what}: {entry['reason'] or 'no reason given'}")
        click.echo(f"{len(listed)} suppressions in {len(found.drafts)} drafts", err=True)
    return 2 if problems else 0


def _of_draft(draft: Path, data: bytes) -> Iterator[dict[str, Any]]:
    if comments.WORD.encode() not in data:
        return
    source = read(draft.as_posix(), data)
    for silence in comments.read(parse(source)):
        file, span = source.in_file(silence.span)
        row = file.position(span.start).line
        yield {
            "filename": source.path,
            "row": row,
            "kind": silence.verb,
            "rules": list(silence.rules),
            "reason": _reason(silence),
            "until": silence.until.isoformat() if silence.until else None,
            "since": _since(draft, row),
        }


def _reason(silence: Silence) -> str:
    return (silence.problem and f"({silence.problem})") or silence.reason


def _since(draft: Path, row: int) -> str:
    """The day a line came into the repository; "not committed" if git does not know it."""
    try:
        run = subprocess.run(  # noqa: S603 - fixed arguments, no shell
            ["git", "blame", "--porcelain", "-L", f"{row},{row}", "--", draft.name],  # noqa: S607 - the user's git
            cwd=draft.absolute().parent,
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError:
        return "not committed"
    stamps = [line.split()[1] for line in run.stdout.splitlines() if line.startswith("author-time ")]
    unknown = run.returncode or not stamps or run.stdout.startswith("0" * 40)
    return "not committed" if unknown else dt.datetime.fromtimestamp(int(stamps[0]), dt.UTC).date().isoformat()
