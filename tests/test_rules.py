"""Every rule's examples come out as they say: found where the carets are, silent elsewhere, fixed as told."""

import datetime as dt

import pytest

from techlint import catalog
from techlint.testing import Bench

FOLDERS = (catalog.builtin(),)
RULES = catalog.load(FOLDERS).rules
BENCH = Bench(RULES, dt.date(2026, 11, 21))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_examples(rule):
    manual = catalog.manual(FOLDERS, rule.id)
    assert manual is not None
    assert list(BENCH.examine(rule, manual)) == []


def test_messages_are_complete():
    unclear = [rule.id for rule in RULES if not (rule.message and rule.why and rule.help)]
    assert unclear == []


def test_every_family_of_the_brief_is_there():
    assert {"claims", "api", "secrets", "text", "titles", "leftovers", "techlint"} <= {rule.family for rule in RULES}
