"""`techlint schema`: JSON Schemas for editors and for programs that read what techlint writes."""

from __future__ import annotations

import click

from techlint.schemas import SCHEMAS


@click.command
@click.argument("name", type=click.Choice(list(SCHEMAS)))
def command(name: str) -> int:
    """Print a JSON Schema: of the configuration, of a rule file, or of the JSON report."""
    from techlint.reporters.wire import dumps

    click.echo(dumps(SCHEMAS[name](), indent=2))
    return 0
