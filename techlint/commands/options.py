"""Options that several commands share: which configuration and which rules.

In: values of the command line. Out: Settings. Must not know: what a command does with them.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from techlint import resources
from techlint.settings import Settings

Command = TypeVar("Command", bound=Callable[..., Any])

PATH = click.Path(path_type=Path)


def read_day(ctx: click.Context, param: click.Parameter, value: str | None) -> dt.date | None:
    """Read a day written YYYY-MM-DD, or `today`."""
    if value is None or value == "today":
        return dt.date.today() if value else None  # noqa: DTZ011 - the author's own day is meant
    try:
        return dt.date.fromisoformat(value)
    except ValueError:
        raise click.BadParameter(f"{value!r} is no day: write YYYY-MM-DD, or today", ctx, param) from None


def settings_options(command: Command) -> Command:
    """Add the options that make Settings."""
    for option in reversed(
        (
            click.option("--config", "config_file", type=PATH, metavar="FILE", help="Use this configuration file."),
            click.option("--isolated", is_flag=True, help="Ignore all configuration files."),
            click.option("--rules", "rule_folders", type=PATH, multiple=True, metavar="DIR", help="Add a rule folder."),
            click.option("--no-cache", is_flag=True, help="Neither read nor write caches."),
        )
    ):
        command = option(command)
    return command


def names_of(values: tuple[str, ...]) -> tuple[str, ...]:
    """The names in repeated, comma-separated options."""
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


def make_settings(options: dict[str, Any]) -> Settings:
    """Make Settings of the values of the shared options; takes them out of `options`."""
    use_cache = not options.pop("no_cache")
    if not use_cache:
        os.environ[resources.NO_CACHE] = "1"
    folders = tuple(path.resolve() for path in options.pop("rule_folders"))
    for folder in folders:
        if not folder.is_dir():
            raise click.BadParameter(f"{folder} is no folder", param_hint="--rules")
    return Settings(
        select=names_of(options.pop("select", ())),
        ignore=names_of(options.pop("ignore", ())),
        rules=folders,
        config_file=options.pop("config_file"),
        isolated=options.pop("isolated"),
        use_cache=use_cache,
        as_of=options.pop("as_of", None),
    )
