"""Each stage on sentences of our own."""

from __future__ import annotations

import pytest

from techlint.claims.frames import frame
from techlint.claims.grammar import manner, role
from techlint.claims.lexicon import classes, tokens
from techlint.claims.links import Grade, grade
from techlint.claims.neighbours import neighbours
from techlint.claims.quantity import quantities
from techlint.claims.scene import Target
from techlint.claims.vetoes import of_sentence, vetoes
from techlint.claims.wording import comparison, wordings
from techlint.text import Span


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It is 2–5× lower", [("ratio", "2–5×")]),
        ("ten times faster", [("ratio", "ten times")]),
        ("an order of magnitude faster", [("ratio", "an order of magnitude")]),
        ("twice as fast", [("ratio", "twice")]),
        ("70%+ of bugs", [("percent", "70%+")]),
        ("from 9.5% to 7.5%", [("percent", "9.5% to 7.5%")]),
        ("~5ms start", [("time", "~5ms")]),
        ("sub-200ms responses", [("time", "sub-200ms")]),
        ("time~5ms~10ms", [("time", "~5ms~10ms")]),
        ("2–4 weeks", [("span", "2–4 weeks")]),
        ("200–500MB", [("size", "200–500MB")]),
        ("40k QPS", [("rate", "40k QPS")]),
        ("millions of requests per second", [("rate", "millions of requests per second")]),
        ("6.5-6.6 GB/s", [("rate", "6.5-6.6 GB/s")]),
        ("over 100,000 users", [("count", "over 100,000 users")]),
        ("$3 million a year", [("money", "$3 million")]),
        ("five nines", [("nines", "five nines")]),
        ("Java 8 and v1.2.3 of 2024", []),
        ("the 1950s", []),
        ("a 10x10 grid", []),
        ("p99 and x86", []),
        ("hundreds", []),
    ],
)
def test_lexer(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(q.kind, q.text) for q in quantities(text)] == expected


def test_value_and_hedge() -> None:
    (found,) = quantities("up to 1.5 million users")
    assert (found.value, found.hedged) == (1_500_000, True)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The cache is 10x faster than the disk", "comparison"),
        ("Latency dropped by 40%", "change"),
        ("a 30% improvement in throughput", "improvement"),
        ("70% of developers agree", "share"),
        ("Startup time: 10ms", "labelled metric"),
        ("reaches 99.99% availability", "uptime"),
        ("handles thousands of concurrent connections", "handles load"),
        ("He bought 3 GB of sand", ""),
    ],
)
def test_frame(text: str, name: str) -> None:
    (quantity,) = quantities(text)
    assert frame(text, tokens(text), quantity).name == name


@pytest.mark.parametrize(
    ("text", "veto"),
    [
        ("If you have 10x more users", "hypothetical"),
        ("The default timeout is 30 seconds", "config"),
        ("We target 99.9% availability", "goal"),
        ("Plans start at $9 per month", "price"),
        ("Is it 10x faster?", "question"),
        ("Send 10% of traffic to the canary", "roll-out"),
        ("Service latency means that 5% is lost", "definition"),
        ("He joined 5 years ago", "history"),
    ],
)
def test_veto(text: str, veto: str) -> None:
    assert veto in {*of_sentence(text), *vetoes(text, quantities(text)[0])}


def test_plain_claim_has_no_veto() -> None:
    text = "The cache is 10x faster than the disk"
    assert not {*of_sentence(text), *vetoes(text, quantities(text)[0])}


@pytest.mark.parametrize(
    ("url", "words", "expected"),
    [
        ("https://example.org/bench/2026", "numbers", Grade.SOURCE),
        ("https://arxiv.org/abs/1", "here", Grade.SOURCE),
        ("https://example.org/posts/why", "report", Grade.SOURCE),
        ("https://example.org/some/page", "page", Grade.PAGE),
        ("https://en.wikipedia.org/wiki/Cache", "cache", Grade.ENTITY),
        ("https://example.org/", "Example", Grade.HOME),
        ("/about", "us", Grade.HOME),
        ("#results", "tested", Grade.PAGE),
        ("https://twitter.com/x", "tweet", Grade.NONE),
        ("", "", Grade.NONE),
    ],
)
def test_link(url: str, words: str, expected: Grade) -> None:
    assert grade(Target(Span(0, 1), words, url), "The cache is 10x faster") == expected


def test_wordings() -> None:
    assert [(w.sort, w.sure) for w in wordings("A blazing-fast engine")] == [("superlative", True)]
    assert [(w.sort, w.sure) for w in wordings("Recent studies show that it is true")] == [("attribution", True)]
    assert not list(wordings("The engine aims to be blazing fast"))
    assert comparison("It is dramatically faster than before")
    assert not comparison("It is faster on Tuesdays")


def test_classes() -> None:
    assert "perf" in classes("latencies")
    assert "perf" in tokens("cold start of")[0].classes
    assert not classes("zebra")


@pytest.mark.parametrize(
    ("text", "expected", "missing"),
    [
        ("Under load, the p99 in the 600rps run was odd", "names a case", "in brackets"),
        ("If the cache is cold, it takes 40ms", "condition in sentence", "condition in clause"),
        ("It could take 40ms", "could in clause", "clause past"),
        ("The parser (written last year) took 40ms", "clause past", "in brackets"),
        ("The parser is small (40ms)", "in brackets", "clause past"),
        ("We set a 30s timeout", "attribute of one", "attribute of a known one"),
        ("It is 4x larger", "of a size", "of a speed"),
        ("It dropped 12.5% over night", "decimal", "round"),
    ],
)
def test_role(text: str, expected: str, missing: str) -> None:
    found = set(role(text, tokens(text), quantities(text)[0]))
    assert expected in found
    assert missing not in found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A server normally answers in 200ms", "subject indefinite"),
        ("We saw 200ms", "subject own"),
        ("Figure 3: latency at 200ms", "caption"),
        ("Total: 64000 RPS", "verbless"),
        ("It beats Redis and Kafka at 200ms", "names 2"),
    ],
)
def test_manner(text: str, expected: str) -> None:
    assert expected in set(manner(text, tokens(text)))


def test_neighbours_count_all_but_oneself() -> None:
    high, low, alone = neighbours([0, 0, 1], [0.9, 0.1, 0.1])
    assert "section >= 0.6" not in high
    assert "section >= 0.6" in low
    assert "section >= 0.4" in alone
    assert "section >= 0.5" not in alone
    assert neighbours([], []) == []
