"""Reference of the configuration, of rule files, of the JSON report and of the command line.

In: the tables of keys, the commands. Out: Markdown.
Must not know: the site generator.
"""

from __future__ import annotations

import inspect
import json
from typing import TYPE_CHECKING

import click

from techlint.cli import COMMANDS, techlint
from techlint.keys import KEYS
from techlint.reporters.wirekeys import FINDING
from techlint.rulekeys import ATTRIBUTES, CONDITIONS, RULE, WORDS
from techlint.schemas import defaults
from tools.docs.markdown import fence, prose, table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from techlint.shape import Key

VARIABLES = (
    ("TECHLINT_CACHE_DIR", "where techlint keeps parsed rules and results, instead of the platform's cache directory"),
    ("TECHLINT_DEBUG", "`1` shows where an internal error came from"),
    ("NO_COLOR, FORCE_COLOR", "no colour at all; colour even where the output is no terminal"),
    ("GITHUB_STEP_SUMMARY", "set by GitHub: the file into which `--output-format github` writes the summary of a step"),
    ("XDG_CONFIG_HOME", "where `techlint/techlint.toml` of a user lies, instead of `~/.config`"),
)


def configuration() -> str:
    """The page of all keys of the configuration."""
    values = defaults()
    lines = [
        "# Configuration keys\n",
        (
            "Made from the table by which techlint validates configuration files. How files are found and combined: "
            "[Configuration](../configuration.md); `techlint schema config` prints the same as JSON Schema.\n"
        ),
    ]
    for name, key in KEYS.items():
        default = f"`{_toml(values[name])}`" if name in values else "not set"
        lines += [f"## `{name}`\n", f"{prose(key.meaning)}.\n"]
        lines += [f"Type: {key.shape.name}. Default: {default}.\n", *fence(key.example, "toml"), ""]
    return "\n".join(lines)


def key_table() -> Iterator[str]:
    """The keys of the configuration, for `docs/configuration.md`."""
    values = defaults()
    rows = (
        (f"`{name}`", _first_lower(key.meaning), f"`{_toml(values[name])}`" if name in values else "")
        for name, key in KEYS.items()
    )
    yield from table(("key", "what it says", "default"), rows)


def rule_table() -> Iterator[str]:
    """The keys of a rule file, for `docs/rules.md`."""
    yield from _keys(RULE.keys)


def word_table() -> Iterator[str]:
    """The vocabulary of `match:`."""
    rows = ((f"`{key.example}`", _first_lower(key.meaning)) for key in WORDS.values())
    yield from table(("word", "finds"), rows)


def unless_table() -> Iterator[str]:
    """What acquits a hit."""
    rows = ((f"`{key.example}`", _first_lower(key.meaning)) for key in CONDITIONS.values())
    yield from table(("condition", "acquits a hit if"), rows)


def attribute_list() -> Iterator[str]:
    """The attributes of `structure:`."""
    yield "Attributes of `structure`: " + ", ".join(f"`{name}`" for name in ATTRIBUTES) + "."


def finding_table() -> Iterator[str]:
    """The keys of a finding in the JSON formats."""
    rows = ((f"`{name}`", _first_lower(key.meaning)) for name, key in FINDING.keys.items())
    yield from table(("key", "what it says"), rows)


def _keys(keys: Mapping[str, Key]) -> Iterator[str]:
    rows = ((f"`{name}`", "yes" if key.required else "", _first_lower(key.meaning)) for name, key in keys.items())
    yield from table(("key", "required", "what it says"), rows)


def _first_lower(text: str) -> str:
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _toml(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def command_line() -> str:
    """The page of all commands with their arguments and options."""
    root = click.Context(techlint, info_name="techlint")
    lines = ["# Command line\n", f"{_help(techlint)}\n"]
    for name in COMMANDS:
        command = techlint.get_command(root, name)
        if command is not None:
            lines += _command(command, click.Context(command, parent=root, info_name=name))
    lines += ["## Exit codes\n"]
    codes = (("0", "nothing found that counts"), ("1", "findings at or above `--fail-on`"))
    lines += table(("code", "means"), (*codes, ("2", "wrong use, or something that could not be checked")))
    lines += ["\n## Environment\n", *table(("variable", "means"), ((f"`{n}`", m) for n, m in VARIABLES)), ""]
    return "\n".join(lines)


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    yield f"## techlint {context.info_name}\n"
    yield from fence(command.get_usage(context).removeprefix("Usage: "))
    yield f"\n{_help(command)}\n"
    yield from table(("option", "what it does"), _options(command, context))
    yield ""


def _options(command: click.Command, context: click.Context) -> Iterable[tuple[str, str]]:
    for parameter in command.get_params(context):
        if isinstance(parameter, click.Option) and (record := parameter.get_help_record(context)):
            yield f"`{record[0]}`", prose(record[1])


def _help(command: click.Command) -> str:
    """The help of a command; a line break in a paragraph is none."""
    return prose(inspect.cleandoc(command.help or ""))
