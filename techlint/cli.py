"""The command line: `techlint COMMAND ...`, and `techlint PATHS` for `techlint check PATHS`.

In: arguments. Out: exit code 0 (clean), 1 (findings), 2 (wrong use, or something could not be checked).
Must not know: how anything is done; each command is a module of `techlint.commands`, imported when it is called.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

from techlint import __version__, compiled
from techlint.errors import UsageError

COMMANDS: dict[str, str] = {
    "check": "techlint.commands.check",
    "claims": "techlint.commands.claims",
    "explain": "techlint.commands.explain",
    "rules": "techlint.commands.rules",
    "api": "techlint.commands.api",
    "test": "techlint.commands.test",
    "baseline": "techlint.commands.baseline",
    "suppressions": "techlint.commands.suppressions",
    "server": "techlint.commands.server",
    "init": "techlint.commands.init",
    "schema": "techlint.commands.schema",
    "completion": "techlint.commands.completion",
}
"""The name of a command -> the module that holds it as `command`."""

DEFAULT = "check"


class Commands(click.Group):
    """A group that imports a command when it is called, and takes a bare path for `check`."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the order of the register."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        with compiled.of_libraries():
            command: click.Command = import_module(COMMANDS[cmd_name]).command
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put `check` in front of arguments that name no command."""
        if args and args[0] not in COMMANDS and args[0] not in {"--help", "-h", "--version", "-V"}:
            args = [DEFAULT, *args]
        return super().parse_args(ctx, args)


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "-V", "--version", prog_name="techlint", message="%(prog)s %(version)s")
def techlint() -> None:
    """Lint drafts of technical blog posts: claims, APIs, secrets, titles, text and leftovers.

    `techlint PATHS` is `techlint check PATHS`.
    """


def main() -> None:
    """Run the command line. Errors that are the user's to solve are one line; the exit code is then 2."""
    _prepare_outputs()
    try:
        code = techlint.main(standalone_mode=False)
        compiled.write()
        if sys.stdout and not sys.stdout.closed:  # the language server closes it when the editor leaves
            sys.stdout.flush()
    except UsageError as error:
        fail(str(error))
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except click.Abort:
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except Exception as error:
        if os.environ.get("TECHLINT_DEBUG"):
            raise
        fail(_in_a_line(error))
    sys.exit(code if isinstance(code, int) else 0)


def _prepare_outputs() -> None:
    if sys.stderr is None:  # closed by whoever started us: nobody listens
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - as long as the process
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a draft may hold what the terminal's encoding cannot say


def _in_a_line(error: Exception) -> str:
    if isinstance(error, OSError):
        return f"{error.filename or 'the output'} cannot be read or written: {error.strerror or error}"
    return f"internal error: {type(error).__name__} (TECHLINT_DEBUG=1 shows where; please report it)"


def fail(message: str) -> None:
    """End the run with a line on standard error and exit code 2."""
    click.echo(f"techlint: {message}", err=True)
    sys.exit(2)
