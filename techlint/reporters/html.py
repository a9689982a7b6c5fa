"""`html`: one page an editor reads in a browser: each draft with its findings in place, filters, jumps, rules' pages.

The page loads nothing and runs one script of ours; what stands in drafts is text, whatever it looks like. It can be
read without the script. Style, script and frame lie in `page/`.
"""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from hashlib import sha256
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING, TextIO

from techlint import __version__
from techlint.finding import Severity
from techlint.reporters.article import Draft, article
from techlint.reporters.markup import Markup, count, join, tag
from techlint.reporters.plots import bar
from techlint.reporters.rulepage import rule_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from techlint.reporters.run import Run

FEW = 40
"""Drafts that a browser may lay out at once."""
MOST_ROWS = 12
"""Rules that are listed before the rest is folded."""
ROOM = 2_000_000
"""Characters of drafts with findings, above which folded lines are left out of the page."""


def write(run: Run, out: TextIO) -> None:
    """Write the page."""
    told = [(report, run.shown(report)) for report in run.reports]
    marked = [Draft(f"d{number}", *pair) for number, pair in enumerate((pair for pair in told if pair[1]), 1)]
    clean = [report.source.path for report, found in told if not found]
    counts = Counter(finding.rule for draft in marked for finding in draft.findings)
    pages = {rule.id: f"r{number}" for number, rule in enumerate(run.rules) if rule.id in counts}
    fold = sum(len(draft.source.text) for draft in marked) <= ROOM
    style, script = _resource("page.css"), _resource("page.js")
    title = f"{count(sum(counts.values()), 'finding')} in {count(len(marked), 'draft')}"
    page = Template(_resource("page.html")).substitute(
        title=title,
        size="many" if len(marked) > FEW else "few",
        style=style,
        style_hash=_hash(style),
        script=script,
        script_hash=_hash(script),
        version=__version__,
        summary=_summary(run, clean),
        left_out="" if fold else _left_out(),
        severities=_severities(run),
        families=_families(counts),
        choices=_choices(counts),
        drafts=_drafts(marked),
        clean=_clean(clean),
        by_rule=_by_rule(run, counts, pages),
        articles=join(article(draft, pages, fold=fold) for draft in marked),
        rules=join(rule_page(rule, run.manual(rule), pages[rule.id]) for rule in run.rules if rule.id in pages),
    )
    out.write(page)


def _resource(name: str) -> str:
    return files("techlint.reporters").joinpath("page", name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return "sha256-" + b64encode(sha256(text.encode()).digest()).decode()


def _summary(run: Run, clean: list[str]) -> Markup:
    """What is not on the page, in a sentence each."""
    silenced = sum(len(report.suppressed) for report in run.reports)
    known = sum(len(report.known) for report in run.reports)
    held = sum(len(report.findings) - len(run.shown(report)) for report in run.reports)
    said = [
        f"{count(len(run.reports), 'draft')} read.",
        f"{len(clean):,} with nothing to tell." if clean else "",
        f"{count(silenced, 'finding')} silenced by comments." if silenced else "",
        f"{count(known, 'finding')} known or unchanged." if known else "",
        f"{held:,} of severity info not shown (--all shows them)." if held else "",
    ]
    return join([" ".join(filter(None, said))])


def _left_out() -> Markup:
    return tag(
        "p",
        "These drafts are too long for one page: lines without findings, save two before and after each, are left out.",
        class_="cut",
    )


def _button(group: str, value: str, number: int) -> Markup:
    return tag(
        "button",
        tag("span", value),
        " ",
        tag("span", f"{number:,}", class_="count"),
        type="button",
        class_=f"chip {value}" if group == "severity" else "chip",
        data_group=group,
        data_value=value,
        aria_pressed="false",
    )


def _severities(run: Run) -> Markup:
    counts = Counter(finding.severity.value for _, finding in run)
    return join(_button("severity", s.value, counts[s.value]) for s in Severity if counts[s.value])


def _families(counts: Counter[str]) -> Markup:
    families: Counter[str] = Counter()
    for rule, number in counts.items():
        families[rule.partition("/")[0]] += number
    return join(_button("family", family, number) for family, number in sorted(families.items()))


def _choices(counts: Counter[str]) -> Markup:
    return join(tag("option", f"{rule} ({number:,})", value=rule) for rule, number in sorted(counts.items()))


def _drafts(drafts: Sequence[Draft]) -> Markup:
    """The drafts with findings, each with its counts as a bar."""
    most = max((len(draft.findings) for draft in drafts), default=1)
    return join(_draft(draft, most) for draft in drafts)


def _draft(draft: Draft, most: int) -> Markup:
    counts = Counter(finding.severity.value for finding in draft.findings)
    return tag(
        "li",
        tag("a", tag("span", draft.source.path, class_="path"), bar(counts, most), href=f"#{draft.key}"),
        " ",
        tag("span", f"{counts.total():,}", class_="count"),
        data_draft=draft.key,
    )


def _clean(paths: list[str]) -> Markup:
    if not paths:
        return Markup()
    names = join(tag("li", path) for path in paths)
    summary = tag("summary", f"{count(len(paths), 'draft')} with nothing to tell")
    return tag("details", summary, tag("ul", names, class_="clean"))


def _by_rule(run: Run, counts: Counter[str], pages: dict[str, str]) -> Markup:
    """A row for each rule that found something, the most frequent first; those after the first few are folded."""
    severities: dict[str, Counter[str]] = {rule: Counter() for rule in counts}
    for _, finding in run:
        severities[finding.rule][finding.severity.value] += 1
    ranked = sorted(counts, key=lambda rule: (-counts[rule], rule))
    most = max(counts.values(), default=1)
    rows = [_row(rule, severities[rule], most, pages.get(rule)) for rule in ranked]
    if len(rows) <= MOST_ROWS + 2:
        return _table(rows)
    rest = rows[MOST_ROWS:]
    more = tag("summary", f"{count(len(rest), 'more rule')}")
    return join([_table(rows[:MOST_ROWS]), tag("details", more, _table(rest), class_="more")])


def _row(rule: str, counts: Counter[str], most: int, page: str | None) -> Markup:
    name = tag("a", rule, href=f"#{page}", class_="rule") if page else tag("span", rule, class_="rule")
    only = tag("button", "show", type="button", class_="only", data_rule=rule, aria_label=f"Show only {rule}")
    said = ", ".join(f"{counts[s.value]} {s.value}" for s in Severity if counts[s.value])
    return tag(
        "tr",
        tag("th", name, scope="row"),
        tag("td", bar(counts, most), tag("span", said, class_="said")),
        tag("td", f"{counts.total():,}", class_="count"),
        tag("td", only, class_="scripted"),
    )


def _table(rows: list[Markup]) -> Markup:
    titles = [
        tag("th", "Rule", scope="col"),
        tag("th", tag("span", "By severity", class_="said"), scope="col"),
        tag("th", "Findings", scope="col", class_="count"),
        tag("td", class_="scripted"),
    ]
    return tag(
        "table",
        tag("caption", "Findings of each rule", class_="said"),
        tag("thead", tag("tr", titles)),
        tag("tbody", rows),
    )
