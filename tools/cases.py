"""Run labelled cases of text hygiene and titles: `python -m tools.cases ../shared/cases/text-and-titles.yaml [-v]`.

A positive case wants a finding of its family that covers each of its spans; a negative one wants none of the families
text and titles. Findings of severity info do not count. Prints recall, false alarms and rightly fixed cases by kind.
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from techlint import fix, pipeline
from techlint.text import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from techlint.finding import Finding

FAMILIES = ("text", "titles")
KINDS = frozenset(
    "mojibake replacement-char stray-script fullwidth-punct foreign-block homoglyph invisible bidi control nbsp-code "
    "smart-in-code entity dropped-apostrophe email-protected dup-title-fm-h1 dup-title-line dup-heading dup-paragraph "
    "dup-posts".split()
)
"""The kinds of case that are about these families; the others are about leftovers."""


@dataclass(frozen=True)
class Outcome:
    """What came of a case: `right` if as labelled, `fixed` if all its texts were mended."""

    case: dict[str, Any]
    right: bool
    fixed: bool
    said: str


def run(path: Path, ruleset: Any) -> Iterator[Outcome]:
    """Run every case of a file that is about these families or, if negative, any."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    for case in data["cases"]:
        positive = case["label"] == "positive"
        if "md" not in case or case.get("hard") or (positive and case["kind"] not in KINDS):
            continue
        body = data["bodies"][case["wrap"]] + "\n\n" if "wrap" in case else ""
        source = Source.of(body + case["md"])
        report = pipeline.check(source, ruleset._replace(site=case.get("generator", "")))
        found = [f for f in report.findings if f.rule.partition("/")[0] in FAMILIES and f.severity != "info"]
        said = "; ".join(f"{f.rule} {source[f.span]!r}" for f in found)
        if positive:
            right = all(_covered(source, text, found, len(body)) for text in case["spans"])
            yield Outcome(case, right, _fixed(case, source, found), said)
        else:
            yield Outcome(case, not found, fixed=False, said=said)


def _covered(source: Source, text: str, found: list[Finding], start: int) -> bool:
    places = [match.start() for match in re.finditer(re.escape(text), source.text) if match.start() >= start]
    return any(f.span.start < at + len(text) and at < max(f.span.end, f.span.start + 1) for at in places for f in found)


def _fixed(case: dict[str, Any], source: Source, found: list[Finding]) -> bool:
    mended = fix.apply(source, found, unsafe=True).raw
    return "fix" in case and mended != source.raw and not any(text in mended for text in case["spans"] if text.strip())


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", type=Path)
    parser.add_argument("-v", "--verbose", action="store_true")
    args = parser.parse_args()
    table: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0, 0, 0, 0])
    for outcome in run(args.cases, rules()):
        row, positive = table[outcome.case["kind"]], outcome.case["label"] == "positive"
        for cells in (row, table["all"]):
            cells[0 if positive else 2] += 1
            cells[1 if positive else 3] += outcome.right if positive else not outcome.right
            cells[4] += "fix" in outcome.case
            cells[5] += outcome.fixed
        if args.verbose and not outcome.right:
            print(
                outcome.case["label"],
                outcome.case["id"],
                outcome.case["kind"],
                repr(outcome.case["md"][:150]),
                outcome.said,
            )
    print(f"{'kind':20} {'found':>9} {'alarms':>9} {'fixed':>9}")
    for kind, (wanted, hit, clean, alarms, fixable, fixed) in sorted(table.items()):
        print(f"{kind:20} {hit:4}/{wanted:<4} {alarms:4}/{clean:<4} {fixed:4}/{fixable:<4}")
    return 0


def rules() -> Any:
    """The built-in rules, all of them."""
    from techlint.catalog import builtin, load
    from techlint.ruleset import Ruleset

    found = tuple(rule for rule in load([builtin()]).rules if rule.family in FAMILIES)
    return Ruleset(found, frozenset(rule.id for rule in found), dt.date(2026, 11, 20))


if __name__ == "__main__":
    raise SystemExit(main())
