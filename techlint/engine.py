"""(document, rules) -> hits. Pure: no files, no configuration, no printing.

In: a Document and the Rules to run. Out: pairs of rule and hit, and which rules broke.
Must not know: severities of users, suppressions, dates, output.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

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
    present = doc.held(frozenset().union(*[rule.check.needs for rule in rules]))
    hits: list[tuple[Rule, Hit]] = []
    broken: list[tuple[Rule, Exception]] = []
    for rule in rules:
        check, needs = rule.check, rule.check.needs
        if needs and needs.isdisjoint(present):
            continue
        found: list[Hit] = []
        most = None if rule.always else MOST
        fault = None
        for node in doc.of(*check.kinds):
            try:
                found.extend(islice(check(node, doc), most and most - len(found)))
            except Exception as error:  # noqa: BLE001 - one broken rule must not cost the author the others
                fault = fault or error
        hits += [(rule, hit) for hit in found]
        if fault:
            broken.append((rule, fault))
    return sorted(hits, key=lambda pair: (pair[1].span, pair[0].id)), broken
