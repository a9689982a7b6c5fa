"""Drafts that are not UTF-8: told once, mended where the bytes can only be Windows-1252."""

import datetime as dt

import pytest

from techlint import pipeline
from techlint.catalog import builtin, load
from techlint.fix import apply
from techlint.ruleset import Ruleset
from techlint.text import Source

RULES = tuple(rule for rule in load([builtin()]).rules if rule.id == "techlint/not-utf8")
RULESET = Ruleset(RULES, frozenset({"techlint/not-utf8"}), dt.date(2026, 11, 20))


def check(data: bytes):
    return pipeline.check(Source.decode("draft.md", data), RULESET)


def test_a_draft_of_an_old_editor_is_told_once_and_mended():
    text = "# Café\n\nA naïve façade — “quoted”, à la carte.\n"
    report = check(text.encode("cp1252"))
    (finding,) = report.findings
    assert finding.message == "this file is not UTF-8: bytes at 7 places are of another encoding"
    assert len(finding.related) == 3
    assert report.source.position(finding.span.start) == (1, 6)
    fixed = apply(report.source, [finding], unsafe=True)
    assert report.source.encode(fixed.raw) == text.encode()


@pytest.mark.parametrize("encoding", ["gb18030", "shift_jis", "euc_kr", "cp1251"])
def test_other_encodings_are_told_and_not_guessed(encoding):
    text = {"gb18030": "连接池很小", "shift_jis": "接続プール", "euc_kr": "연결 풀은", "cp1251": "пул соединений"}
    (finding,) = check(f"# A\n\n{text[encoding]}\n".encode(encoding)).findings
    assert finding.fix is None


@pytest.mark.parametrize("data", ["Café 😀 连接池\n".encode(), "Café".encode("utf-16"), b"Cafe\n", b""])
def test_utf_8_and_utf_16_are_fine(data):
    assert check(data).findings == ()
