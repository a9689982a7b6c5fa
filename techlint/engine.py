"""(document, rules) -> hits. Pure: no files, no configuration, no printing.

In: a Document and the Rules to run. Out: pairs of rule and hit, and which rules broke.
Must not know: severities of users, suppressions, dates, output.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from techlint.document import Document
    from techlint.finding import Hit
    from techlint.rule import Rule


def run(doc: Document, rules: Iterable[Rule]) -> tuple[list[tuple[Rule, Hit]], list[tuple[Rule, Exception]]]:
    """Run every rule on every node it wants; a rule that raises is reported and the others go on."""
    wanted: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        if not rule.check.needs or any(word in doc.folded for word in rule.check.needs):
            for kind in rule.check.kinds:
                wanted[kind].append(rule)
    hits: list[tuple[Rule, Hit]] = []
    broken: dict[str, tuple[Rule, Exception]] = {}
    for kind, interested in wanted.items():
        for node in doc.of(kind):
            for rule in interested:
                try:
                    hits.extend((rule, hit) for hit in rule.check(node, doc))
                except Exception as error:  # noqa: BLE001 - one broken rule must not cost the author the others
                    broken.setdefault(rule.id, (rule, error))
    return sorted(hits, key=lambda pair: (pair[1].span, pair[0].id)), list(broken.values())
