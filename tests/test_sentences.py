from __future__ import annotations

import time

import pytest

from techlint.markdown import parse
from techlint.sentences import LONGEST, sentences
from techlint.text import Source


def split(text: str) -> list[str]:
    node = parse(Source.of(text)).of("paragraph")[0]
    assert node.excerpt
    return [node.excerpt.text[a:b] for a, b in sentences(node.excerpt)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("It runs vs. Go in approx. 5 ms. Good.", ["It runs vs. Go in approx. 5 ms.", "Good."]),
        ("Version 1.5 is 2.5x faster. Yes.", ["Version 1.5 is 2.5x faster.", "Yes."]),
        ("• Binary size: 5MB\n• Startup: 3ms", ["Binary size: 5MB", "Startup: 3ms"]),
        (
            "Compile Times\nStill slow, and nobody in the team has had the time to look into it.",
            ["Compile Times", "Still slow, and nobody in the team has had the time to look into it."],
        ),
        (
            "A wrapped line that goes on for quite a while and ends\nhere.",
            ["A wrapped line that goes on for quite a while and ends here."],
        ),
        ("第一句。第二句。", ["第一句。", "第二句。"]),
    ],
)
def test_split(text: str, expected: list[str]) -> None:
    assert split(text) == expected


def test_longest() -> None:
    parts = split("word " * 2000)
    assert max(map(len, parts)) <= LONGEST
    assert sum(part.count("word") for part in parts) == 2000


@pytest.mark.parametrize("text", ["a. " * 60_000, ". " * 90_000, "•" * 100_000, "x\nY" * 40_000])
def test_linear(text: str) -> None:
    node = parse(Source.of("p " + text)).of("paragraph")[0]
    assert node.excerpt
    start = time.process_time()
    list(sentences(node.excerpt))
    assert time.process_time() - start < 2
