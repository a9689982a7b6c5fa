"""`techlint claims`: the ledger of every claim, for an editor who reviews a whole site."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from techlint.commands.options import PATH, make_settings, settings_options

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from techlint.claims.ledger import Row

WIDEST = 60
"""Columns of a table are cut to this width; CSV and JSON have everything."""


@click.command
@click.argument("paths", nargs=-1, type=PATH)
@click.option("--output-format", type=click.Choice(["table", "csv", "json"]), default="table", help="How to print it.")
@click.option("--grade", type=click.Choice(["none", "weak", "supported"]), multiple=True, help="Only claims so backed.")
@settings_options
def command(paths: tuple[Path, ...], output_format: str, grade: tuple[str, ...], **options: Any) -> int:
    """List every claim of drafts: its kind, value and place, and what backs it (none, weak or supported)."""
    settings = make_settings(options)
    from techlint.discovery import discover

    found = discover(paths or (Path(),), settings.config_for)
    problems = list(found.problems)
    rows = [row for row in _rows(found.drafts, problems) if not grade or row.grade in grade]
    write = {"table": _table, "csv": _csv, "json": _json}[output_format]
    if text := write(rows):
        click.echo(text)
    for problem in problems:
        click.echo(f"techlint: {problem}", err=True)
    return 2 if problems else 0


def _rows(drafts: Iterable[Path], problems: list[str]) -> Iterator[Row]:
    """The claims of drafts, with every secret in their words starred out."""
    from techlint.claims.ledger import rows
    from techlint.drafts import read
    from techlint.markdown import parse
    from techlint.mask import Mask
    from techlint.runner import read_drafts
    from techlint.secrets.analyse import secrets_of

    for draft, data in read_drafts(drafts, problems):
        doc = parse(read(draft.as_posix(), data))
        mask = Mask(doc.source, tuple(span for secret in doc.view(secrets_of) for span in secret.hidden))
        for row in rows(doc):
            yield replace(row, claim=mask.text(row.claim), value=mask.text(row.value), evidence=mask.text(row.evidence))


def _table(rows: Sequence[Row]) -> str:
    """Columns of equal width, a row each."""
    head = ("place", "kind", "claim", "backed", "by")
    lines = [(f"{r.path}:{r.line}:{r.column}", r.kind, r.claim[:WIDEST], r.grade, r.evidence) for r in rows]
    if not lines:
        return "No claims found."
    widths = [max(len(line[k]) for line in (head, *lines)) for k in range(len(head))]
    return "\n".join(
        "  ".join(f"{cell:{w}}" for cell, w in zip(line, widths, strict=True)).rstrip() for line in (head, *lines)
    )


def _csv(rows: Sequence[Row]) -> str:
    from techlint.claims.ledger import Row

    out = io.StringIO()
    writer = csv.DictWriter(out, [field.name for field in fields(Row)], lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: _harmless(value) for name, value in asdict(row).items()} for row in rows)
    return out.getvalue().rstrip("\n")


def _harmless(value: Any) -> Any:
    """A cell that a spreadsheet does not take for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@")) else value


def _json(rows: Sequence[Row]) -> str:
    return json.dumps([asdict(row) for row in rows], indent=2, ensure_ascii=False)
