"""`techlint completion`: the script that completes commands and options in a shell."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class


@click.command
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def command(shell: str) -> int:
    """Print a completion script: `techlint completion bash >> ~/.bashrc`."""
    from techlint.cli import techlint

    complete = get_completion_class(shell)
    if complete is not None:
        click.echo(complete(techlint, {}, "techlint", "_TECHLINT_COMPLETE").source())
    return 0
