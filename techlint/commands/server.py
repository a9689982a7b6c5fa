"""`techlint server`: the language server for editors."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from techlint.errors import UsageError
from techlint.settings import Settings, folders

if TYPE_CHECKING:
    from techlint.rule import Rule


@click.command
def command() -> int:
    """Run the language server on standard input and output (needs techlint[server])."""
    try:
        from techlint.lsp import serve
    except ModuleNotFoundError as error:
        raise UsageError(f"the server needs {error.name}: pip install 'techlint[server]'") from None
    from techlint.commands.explain import page_of

    def page(rule: Rule) -> str:
        return page_of(rule, folders(Settings().config_for(Path.cwd())))

    serve(page)
    return 0
