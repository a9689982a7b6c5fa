"""A page for each rule, an index for each family, a list of all.

In: the built-in rules with their manuals; what they print is found by running their examples. Out: Markdown by path.
Must not know: the site generator.
"""

from __future__ import annotations

import datetime as dt
import io
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from techlint import catalog
from techlint.reporters.full import write
from techlint.reporters.run import Run
from techlint.testing import Bench
from tools.docs.markdown import fence, prose, table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from techlint.manual import Example, Manual
    from techlint.rule import Rule

FOLDER = "reference/rules"
WORDS = {"error": "an editor would stop the press", "warning": "right nine times in ten", "info": "worth a look"}


def pages() -> Iterator[tuple[str, str]]:
    """The paths of all pages, from the root of the site, with their Markdown."""
    places = (catalog.builtin(),)
    rules = catalog.load(places).rules
    bench = Bench(rules, dt.date.today())  # noqa: DTZ011 - examples hold on any day from now on
    manuals = {rule.id: manual for rule in rules if (manual := catalog.manual(places, rule.id))}
    yield f"{FOLDER}/index.md", _text(_all(rules))
    for family, members in groupby(rules, key=lambda rule: rule.family):
        yield f"{FOLDER}/{family}/index.md", _text(_family(family, list(members), manuals))
    for rule in rules:
        yield f"{FOLDER}/{rule.id}.md", _text(page(rule, manuals[rule.id], bench))


def navigation() -> list[dict[str, list[str | dict[str, str]]]]:
    """The pages as a tree: families with their rules."""
    rules = catalog.load((catalog.builtin(),)).rules
    return [
        {family: [f"{FOLDER}/{family}/index.md", *({rule.id: f"{FOLDER}/{rule.id}.md"} for rule in members)]}
        for family, members in groupby(rules, key=lambda rule: rule.family)
    ]


def families() -> dict[str, tuple[str, str]]:
    """What each family is about, and the page that says more, if there is one."""
    rows = (line.split("\t") for line in Path(__file__).with_name("families.tsv").read_text("utf-8").splitlines())
    return {row[0]: (row[1], row[2] if len(row) > 2 else "") for row in rows}


def _text(lines: Iterator[str]) -> str:
    return "\n".join(lines) + "\n"


def _all(rules: tuple[Rule, ...]) -> Iterator[str]:
    about = families()
    yield "# Rules\n"
    yield f"{len(rules)} rules in {len(about)} families. `techlint rules` lists them, `techlint explain` has more.\n"
    for family, members in groupby(rules, key=lambda rule: rule.family):
        yield f"## [{family}]({family}/index.md)\n"
        yield about[family][0] + ".\n"
        rows = ((f"[{rule.id}]({rule.id}.md)", rule.severity.value, prose(rule.message)) for rule in members)
        yield from table(("rule", "severity", "says"), rows)
        yield ""


def _family(family: str, rules: list[Rule], manuals: dict[str, Manual]) -> Iterator[str]:
    about, more = families()[family]
    yield f"# {family}\n"
    yield f"{about}.{f' See [how it knows](../../../{more}).' if more else ''}\n"
    rows = (
        (
            f"[{rule.id}]({rule.id.partition('/')[2]}.md)",
            rule.severity.value,
            prose(rule.message),
            _share(manuals[rule.id]),
            "yes" if _fixes(manuals[rule.id]) else "",
        )
        for rule in rules
    )
    yield from table(("rule", "severity", "says", "measured", "fix"), rows)
    yield f'\nLeave the whole family out with `ignore = ["{family}"]` in `techlint.toml`.'


def _share(manual: Manual) -> str:
    return f"{manual.measured.right} of {manual.measured.read}" if manual.measured else ""


def _fixes(manual: Manual) -> bool:
    return any(example.fixed is not None for example in manual.bad)


def page(rule: Rule, manual: Manual, bench: Bench) -> Iterator[str]:
    """The page of a rule, as lines."""
    yield f"# {rule.id}\n"
    yield f"**{rule.severity.value}** ({WORDS[rule.severity.value]}), since techlint {manual.since}\n"
    yield f"> {prose(rule.message)}\n"
    yield manual.explanation.strip() + "\n"
    yield f"**Why it matters:** {prose(rule.why)}.\n"
    yield f"**What to do:** {prose(rule.help)}.\n"
    if rule.family == "secrets":
        yield "In the examples `{{...}}` stands for a value of that form, which no page may hold.\n"
    for number, example in enumerate(manual.bad):
        yield from _example("Bad" if len(manual.bad) == 1 else f"Bad, {number + 1}", example)
        if number == 0:
            yield "techlint prints:\n"
            yield from fence(_told(rule, example, bench))
            yield ""
        if example.fixed is not None:
            yield f"{_fix_words(rule, example, bench)}\n"
            yield from fence(example.fixed, "markdown")
            yield ""
    for number, example in enumerate(manual.good):
        yield from _example("Good" if len(manual.good) == 1 else f"Good, {number + 1}", example)
    yield from _measured(manual)
    yield from _settings(rule)
    if manual.references:
        yield "## Read more\n"
        yield from (f"- <{reference}>" for reference in manual.references)


def _example(title: str, example: Example) -> Iterator[str]:
    yield f"## {title}\n"
    if example.path != "draft.md":
        yield f"In a draft called `{example.path}`:\n"
    yield from fence(example.shown)
    yield ""


def _told(rule: Rule, example: Example, bench: Bench) -> str:
    """What techlint prints for an example; secrets are starred out, as everywhere."""
    out = io.StringIO()
    write(Run((bench.report(rule, example),), everything=True, width=100), out)
    return out.getvalue().strip("\n")


def _fix_words(rule: Rule, example: Example, bench: Bench) -> str:
    fixes = [finding.fix for finding in bench.report(rule, example).findings if finding.fix]
    option = "--fix" if all(fix.safe for fix in fixes) else "--fix --unsafe-fixes"
    return f"`techlint check {option}` makes of it:"


def _measured(manual: Manual) -> Iterator[str]:
    yield "## How often it is right\n"
    measured = manual.measured
    if measured and not measured.read:
        yield f"It found nothing that someone could read ({measured.on}).\n"
    elif measured:
        yield f"Of {measured.read} findings that someone read, {measured.right} were right ({measured.on}).\n"
    else:
        yield "Nobody has counted for this rule alone.\n"


def _settings(rule: Rule) -> Iterator[str]:
    other = "info" if rule.severity.value != "info" else "warning"
    yield "## Silence and configure\n"
    yield "In a draft, above the block or at the end of the line:\n"
    yield from fence(f"<!-- techlint: ignore[{rule.id}] why it is fine here -->", "markdown")
    yield "\nIn `techlint.toml`, one of:\n"
    yield from fence(f'ignore = ["{rule.id}"]\n\n[severity]\n"{rule.id}" = "{other}"', "toml")
    yield ""
