"""`techlint test`: run the examples of rules."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import click

from techlint import catalog
from techlint.commands.options import PATH
from techlint.testing import Bench

if TYPE_CHECKING:
    from pathlib import Path


@click.command
@click.argument("folder", type=PATH, required=False, metavar="[DIR]")
def command(folder: Path | None) -> int:
    """Run the examples of the rules in DIR: is found what the carets say, and nothing else?

    Without DIR the built-in rules are tested. A failure is `missing` (not found), `noisy` (found, but should not be),
    `wrong place`, `fix` (comes out otherwise) or `broken` (the rule failed).
    """
    if folder is not None and not folder.is_dir():
        raise click.BadParameter(f"{folder} is no folder", param_hint="DIR")
    places = (catalog.Folder(folder.resolve()),) if folder else (catalog.builtin(),)
    rules = catalog.load(places).rules
    bench = Bench(rules, dt.date.today())  # noqa: DTZ011 - examples hold on any day from now on
    examples = failures = 0
    for rule in rules:
        manual = catalog.manual(places, rule.id)
        if manual is None:
            continue
        examples += len(manual.bad) + len(manual.good)
        for failure in bench.examine(rule, manual):
            failures += 1
            click.echo(f"{places[0].path.name}/{rule.id}.yaml:{failure.line}: {failure.kind}: {failure.problem}")
    click.echo(f"{len(rules)} rules, {examples} examples, {failures} failures", err=True)
    return int(failures > 0)
