"""`techlint init`: write a first configuration."""

from __future__ import annotations

from pathlib import Path

import click

from techlint.errors import UsageError

SCHEMA = Path("techlint.schema.json")
TEMPLATE = """\
# techlint. Every key is optional; these are the ones most blogs set. `techlint check --show-settings` prints all.

# Leave out what does not fit this blog: rules or whole families.
ignore = []

# Drafts that nobody will publish, such as "archive/**".
exclude = []

# What is known and need not be told again: `techlint baseline` writes the file.
# baseline = "techlint-baseline.txt"

# How grave a rule is here: error, warning or info.
[severity]
# "claims/superlative" = "info"

# What holds for some paths only.
# [per-path."drafts/**"]
# ignore = ["leftovers/todo"]
"""


@click.command
@click.option("--force", is_flag=True, help="Overwrite an existing file.")
@click.option("--schema", is_flag=True, help=f"Also write {SCHEMA}, by which editors complete and check the file.")
def command(*, force: bool, schema: bool) -> int:
    """Write a techlint.toml into this folder."""
    path = Path("techlint.toml")
    if path.exists() and not force:
        raise UsageError(f"{path} exists already (--force overwrites it)")
    path.write_text(f"#:schema ./{SCHEMA}\n{TEMPLATE}" if schema else TEMPLATE, encoding="utf-8")
    if schema:
        from techlint.reporters.wire import dumps
        from techlint.schemas import SCHEMAS

        SCHEMA.write_text(dumps(SCHEMAS["config"](), indent=2) + "\n", encoding="utf-8")
    click.echo(f"Wrote {path}{f' and {SCHEMA}' if schema else ''}. Now run: techlint check")
    return 0
