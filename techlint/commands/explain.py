"""`techlint explain`: what a rule finds, why, with its examples."""

from __future__ import annotations

from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING, Any

import click

from techlint import catalog
from techlint.commands.options import make_settings, settings_options
from techlint.errors import UsageError, suggest
from techlint.settings import folders

if TYPE_CHECKING:
    from collections.abc import Iterator

    from techlint.manual import Example, Manual
    from techlint.rule import Rule


@click.command
@click.argument("rule_id", metavar="RULE")
@settings_options
def command(rule_id: str, **options: Any) -> int:
    """Explain a rule: what is wrong, why it matters, what to do, with examples."""
    settings = make_settings(options)
    places = folders(settings.config_for(Path.cwd()))
    rules = {rule.id: rule for rule in catalog.load(places).rules}
    found = catalog.manual(places, rule_id)
    if found is None or rule_id not in rules:
        family = [name for name in rules if name.startswith(rule_id + "/")]
        if family:
            raise UsageError(f"'{rule_id}' is a family; its rules are {', '.join(family)}")
        raise UsageError(f"there is no rule '{rule_id}'{suggest(rule_id, rules)}")
    click.echo("\n".join(page(rules[rule_id], found)))
    return 0


def page_of(rule: Rule, places: tuple[catalog.Folder, ...]) -> str:
    """The page of a rule that lies in one of these folders, as Markdown."""
    found = catalog.manual(places, rule.id)
    return "\n".join(page(rule, found)) if found else ""


def page(rule: Rule, manual: Manual) -> Iterator[str]:
    """The page of a rule, as lines of Markdown."""
    yield f"# {rule.id} ({rule.severity.value})\n"
    yield f"{rule.message}\n"
    yield manual.explanation.strip() + "\n"
    yield f"Why it matters: {rule.why}."
    yield f"What to do: {rule.help}.\n"
    if manual.measured:
        measured = manual.measured
        share = f"{measured.right} of {measured.read} findings read were right" if measured.read else "nothing found"
        yield f"Measured: {share} ({measured.on}).\n"
    for title, examples in (("Bad", manual.bad), ("Good", manual.good)):
        for example in examples:
            yield from _example(title, example)
    for reference in manual.references:
        yield f"See {reference}"
    yield f"Since techlint {manual.since}. Silence it: <!-- techlint: ignore[{rule.id}] reason -->"


def _example(title: str, example: Example) -> Iterator[str]:
    yield f"{title}:\n"
    yield indent(example.shown.rstrip("\n"), "    ", lambda _line: True) + "\n"
    if example.fixed is not None:
        yield "Fixed:\n"
        yield indent(example.fixed.rstrip("\n"), "    ", lambda _line: True) + "\n"
