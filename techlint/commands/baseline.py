"""`techlint baseline`: write down what is found now, to be told only what is new from then on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from techlint import baseline, runner
from techlint.commands.options import PATH, make_settings, settings_options
from techlint.files import replace_text

NAME = "techlint-baseline.txt"


@click.command
@click.argument("paths", nargs=-1, type=PATH)
@click.option("-o", "--output-file", type=PATH, default=Path(NAME), help=f"The file to write.  [default: {NAME}]")
@settings_options
def command(paths: tuple[Path, ...], output_file: Path, **options: Any) -> int:
    """Write the findings of today into a baseline, so that only new ones are told.

    Name it in the configuration (baseline = "techlint-baseline.txt"). What is solved later is taken out by itself.
    """
    settings = make_settings(options)
    outcome = runner.run(runner.Scope(paths or (Path(),)), settings)
    for problem in outcome.problems:
        click.echo(f"techlint: {problem}", err=True)
    made = baseline.make(output_file, outcome.reports)
    replace_text(output_file, made.text())
    click.echo(f"Wrote {made.known.total()} findings in {len(outcome.reports)} drafts to {output_file}", err=True)
    if settings.config_for(Path.cwd()).baseline != output_file.resolve():
        click.echo(f'Now name it in techlint.toml, above the first [table]: baseline = "{output_file}"', err=True)
    return 2 if outcome.problems else 0
