"""`techlint rules`: the list of rules."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from techlint import catalog
from techlint.commands.options import make_settings, settings_options
from techlint.settings import cache_folder, folders, selected


@click.command
@click.option("--output-format", type=click.Choice(["text", "json"]), default="text", help="How to print the list.")
@settings_options
def command(output_format: str, **options: Any) -> int:
    """List the rules: id, severity, message, and whether the configuration selects them."""
    settings = make_settings(options)
    found = settings.config_for(Path.cwd())
    rules = catalog.load(folders(found), cache_folder() / "rules.json" if settings.use_cache else None).rules
    chosen = selected(rules, found.select, found.ignore, found.severity)
    if output_format == "json":
        from techlint.reporters.wire import dumps

        listed = [
            {"rule": r.id, "severity": r.severity.value, "message": r.message, "selected": r.id in chosen}
            for r in rules
        ]
        click.echo(dumps(listed, indent=2))
        return 0
    width = max(len(rule.id) for rule in rules)
    for rule in rules:
        mark = " " if rule.id in chosen else "-"
        click.echo(f"{mark} {rule.id:{width}}  {rule.severity.value:7}  {rule.message}")
    return 0
