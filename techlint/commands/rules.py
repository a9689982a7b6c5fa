"""`techlint rules`: the list of rules."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from techlint import catalog
from techlint.commands.options import make_settings, settings_options
from techlint.resources import cache_folder
from techlint.settings import folders, selected


@click.command
@click.option("--output-format", type=click.Choice(["text", "json"]), default="text", help="How to print the list.")
@click.option("--stale", type=click.IntRange(min=0), metavar="DAYS", help="List knowledge not checked for DAYS days.")
@settings_options
def command(output_format: str, stale: int | None, **options: Any) -> int:
    """List the rules: id, severity, message, and whether the configuration selects them."""
    if stale is not None:
        return _stale(stale)
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


def _stale(days: int) -> int:
    """Print what is known of APIs and was last checked too long ago, the oldest first."""
    import datetime as dt

    from techlint.api.lookup import ages

    limit = str(dt.date.today() - dt.timedelta(days=days))  # noqa: DTZ011 - the author's own day is meant
    for checked, name in sorted((checked if checked != "never" else "", name) for name, checked in ages()):
        if checked <= limit:
            click.echo(f"{checked or 'never':10}  {name}")
    return 0
