"""What a pattern needs is in whatever it matches, and a sieve finds what searching pattern by pattern finds."""

from __future__ import annotations

import sys

import pytest

from techlint import resources
from techlint.claims import clues, gate, quantity, vetoes, wording
from techlint.joined import Joined
from techlint.lazy import Folded, folded, lazy, lower
from techlint.needles import EDGE, needles
from techlint.sieve import Sieve

SIEVES = (gate.TITLES, clues.SIGNS, vetoes.IN_SENTENCE, vetoes.BY_QUANTITY)
SIEVES += (quantity.IN_WORDS, wording.sieve(), clues.sieve())


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        (r"\b(?:we|I) (?:ran|timed)\b", ("\bi ran\b", "\bi timed\b", "\bwe ran\b", "\bwe timed\b")),
        (r"(?:our|my) (?:tests?|profil\w+)", ("my profil", "my test", "our profil", "our test")),
        (r"\d\s+(?:very )?(?:\w+ly\s)?fast(?!\w)", ("\bfast\b",)),
        (r"\d\s?fast(?:\s|$)", ("fast\b",)),
        (r"(?<![\w-])(?P<name>a few|\d)? users?(?=[\s-])", (" user\b", " users\b")),
        (r"node [A-E]", ("node a", "node b", "node c", "node d", "node e")),
        (r"#1 (?:\w+ ){0,2}?(?:tool|choice)", ("#1 ",)),
        (r"\breproduc\w+", ("\breproduc",)),
        (r"roll-?out", ("roll-out", "rollout")),
        (r"orders?\sof\smagnitude", ("\bmagnitude",)),
        (r"\d+ [Pp]eople", (" people",)),
        (r"(?:three|thirteen)s?", ("thirteen", "three")),
        (r"in (?:our|my) test|testing", ("in my test", "in our test", "testing")),
        (r"(?:very ){2,5}fast", ("very ",)),
        (r"(?P<name>fast) (?P=name)", ("fast ",)),
        (r"fast(?=er)(?!est)", ("fast",)),
        (r"\d(?=\s(?:users|teams))", ("\bteams", "\busers")),
        (r"[a-z]+\d", ()),
        (r"fast|\d", ()),
        (r"(?:fast)?", ()),
        (r"^$", ()),
        (r"(?i:FAST)", ("fast",)),
        (r"[^a]b?", ()),
    ],
)
def test_what_a_pattern_needs(pattern: str, words: tuple[str, ...]) -> None:
    assert needles(pattern) == words


def test_a_pattern_with_too_many_strings_is_asked_for_in_pieces() -> None:
    words = {f"{letter}-" for letter in "abcdefghijklmnopqrst"}
    assert set(needles(f"(?:{'|'.join(sorted(words))})" * 3)) == words


def test_an_unknown_parser_needs_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    from re import _parser  # type: ignore[attr-defined]  # internal, hence unknown to type checkers

    monkeypatch.delattr(_parser, "parse")
    assert needles("fast") == ()


def test_the_sieve_tells_names_in_order() -> None:
    sieve = Sieve({"speed": folded(r"\bFast"), "digits": lazy(r"\d"), "name": lazy(r"\bGo\b"), "size": folded("tiny")})
    assert list(sieve.found("Go is fast")) == ["speed", "name"]
    assert list(sieve.found("go 2 tiny")) == ["digits", "size"]
    assert sieve.worth("a go at it") == {"digits": [], "name": [2]}


def test_many_texts_are_sifted_as_one_by_one() -> None:
    sieve = Sieve({"speed": folded(r"\bfast"), "digits": lazy(r"\d"), "name": lazy(r"\bGo\b")}, {"word": ["\bto go\b"]})
    texts = ["to", "go fast, go", "", "ago", "want to go"]
    spread = sieve.spread(Joined.of(texts))
    assert spread["name"] == {1: [0, 9], 4: [8]}
    for k, text in enumerate(texts):
        assert {name: rows[k] for name, rows in spread.items() if k in rows} == sieve.worth(text)


@pytest.mark.parametrize("sieve", SIEVES, ids=lambda sieve: next(iter(sieve.patterns)))
def test_a_sieve_finds_what_searching_finds(sieve: Sieve) -> None:
    files = sorted(resources.path("claims").glob("*.yaml"))
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    lines += [pattern.pattern.replace("\\", " ") for pattern in sieve.patterns.values()]
    hits = 0
    for line in lines:
        one_by_one = [
            name
            for name, pattern in sieve.patterns.items()
            if pattern.search(lower(line) if isinstance(pattern, Folded) else line)
        ]
        assert list(sieve.found(line)) == one_by_one
        hits += len(one_by_one)
    assert hits


def test_numbers_in_words_begin_where_their_words_do() -> None:
    words = needles(quantity.SPELT.pattern)
    assert words
    assert all(quantity.SPELT.match(f"{word.strip(EDGE)} of ") for word in words)


def test_what_may_stand_anywhere_is_looked_for_everywhere() -> None:
    assert quantity.sites("two times faster", {"spelt": []}) == [(0, 16)]
    assert quantity.sites("two times faster", {"spelt": [0]}) == [(0, 3)]
    assert wording.sites({"sure superlative": [], "intensified": [5]}) == [(0, sys.maxsize)]
    assert wording.sites({"sure superlative": [7], "intensified": [5]}) == [(5, 6), (7, 8)]
