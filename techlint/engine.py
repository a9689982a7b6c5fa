"""(document, rules) -> hits. Pure: no files, no configuration, no printing.

In: a Document and the Rules to run. Out: pairs of rule and hit, and which rules broke.
Must not know: severities of users, suppressions, dates, output.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from typing import TYPE_CHECKING

from techlint.literals import within

if TYPE_CHECKING:
    from collections.abc import Iterable

    from techlint.document import Document
    from techlint.finding import Hit
    from techlint.rule import Rule


MOST = 1000
"""Hits of one rule that are told of a draft: nobody mends more at a time, and a hostile draft must not cost more."""


def run(doc: Document, rules: Iterable[Rule]) -> tuple[list[tuple[Rule, Hit]], list[tuple[Rule, Exception]]]:
    """Run every rule on every node it wants; a rule that raises is reported and the others go on.

    A rule is stopped after MOST hits, unless what it finds must be masked.
    """
    rules = tuple(rules)
    present = within(_needs(rules), doc.folded)
    wanted: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        if not rule.check.needs or not rule.check.needs.isdisjoint(present):
            for kind in rule.check.kinds:
                wanted[kind].append(rule)
    hits: list[tuple[Rule, Hit]] = []
    broken: dict[str, tuple[Rule, Exception]] = {}
    left: dict[str, int] = {rule.id: MOST for rule in rules if not rule.always}
    for kind, interested in wanted.items():
        for node in doc.of(kind):
            for rule in interested:
                try:
                    for hit in islice(rule.check(node, doc), left.get(rule.id)):
                        hits.append((rule, hit))
                        if rule.id in left:
                            left[rule.id] -= 1
                except Exception as error:  # noqa: BLE001 - one broken rule must not cost the author the others
                    broken.setdefault(rule.id, (rule, error))
    return sorted(hits, key=lambda pair: (pair[1].span, pair[0].id)), list(broken.values())


def _needs(rules: Iterable[Rule]) -> frozenset[str]:
    """All words that some rule asks for."""
    return frozenset().union(*[rule.check.needs for rule in rules])
