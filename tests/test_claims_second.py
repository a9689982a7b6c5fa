"""The second look: what would be a warning, and why an editor lets it pass."""

from __future__ import annotations

import time

import pytest

from techlint.claims import analyse
from techlint.claims.second import Second
from techlint.markdown import parse
from techlint.text import Source

RATIO = "The new cache is 10x faster than the old one."
TABLE = "| Engine | Latency |\n|---|---|\n| Old | 20ms |\n| New | 5ms |\n"


def sure(text: str) -> list[str]:
    return [claim.value for claim in parse(Source.of(text)).view(analyse).claims if claim.sure]


CROWD = (
    "The new parser is 4x faster than the old one.\n\nThe index cuts memory usage by 60%.\n\n"
    "Startup is 3x faster than before.\n\n"
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("over 30%", CROWD + "High load: if bots are over 30% of traffic, the proxy is slow."),
        ("45%", CROWD + "Consider a proxy in front of the queue. It cuts CPU usage by 45%."),
        ("90ms", CROWD + "A network with 90ms latency needs a cache."),
        ("45%", CROWD + 'Their lead says: "We moved in May. It cut CPU usage by 45% for all."'),
        ("150%", CROWD + "Users went from 200 to 500. That is a 150% increase in traffic."),
        ("under 7ms", CROWD + "Each page has to have a load time of under 7ms."),
        ("about 100ns", CROWD + "The latency of main memory is about 100ns."),
        ("about 70 MB", CROWD + "Each visit weighs about 70 MB."),
        ("about $15,000", CROWD + "The plan costs about $15,000."),
        ("about 90k messages per second", CROWD + "Their workload had a throughput of about 90k messages per second."),
        ("55%", CROWD + "We saw that our index cuts memory usage by 55%."),
        ("9x", CROWD + "## Example\n\nThe old queue is 9x slower than the new one."),
        ("7ms", CROWD + "## Limits\n\nThe gateway has a latency of 7ms."),
        ("10x", "Ada [measured it](https://example.org/bench/ada) in May.\n\nAccording to her results, " + RATIO),
        ("10x", RATIO + "\n\n## Sources\n\n- [A report](https://example.org/report)\n- [More](https://a.b/c)"),
        ("10x", RATIO + "\n\n# Runs\n\nWe measured both.\n\n| a | b |\n|---|---|\n| x | y |"),
        ("10x", CROWD + "The old one took 50s, 52s and 51s; the new one 5s.\n\n" + RATIO),
        ("10x", "# Notes from a meetup\n\n" + RATIO),
        ("10x", "# Timeline\n\nx\n\n# Root cause\n\n" + RATIO),
        ("1x", CROWD + "Build times got worse: our builds are now 1x faster than before."),
        ("incredibly fast", "We moved the database on a Sunday, and it was incredibly fast."),
        ("blazing fast", 'Do not write "blazing fast", of anything.'),
        ("blazing-fast", "Our requirements were a small binary and blazing-fast queries."),
        ("blazing-fast", "[Sled](https://sled.example): a blazing-fast search engine."),
    ],
)
def test_let_pass(value: str, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert value not in sure(text)
    monkeypatch.setattr(Second, "reason", lambda *_: "")
    assert value in sure(text), "this would not be a warning anyway"


@pytest.mark.parametrize(
    "text",
    [
        RATIO,
        "## Performance\n\n" + RATIO,
        "The gateway has a throughput of up to 3,000 requests per second.",
        "## Further reading\n\n- [Manual](https://example.org/docs/cache)\n\n## Speed\n\n" + RATIO,
        "Our release brings blazing-fast queries to all users.",
        TABLE,
    ],
)
def test_still_warned_of(text: str) -> None:
    assert sure(text)


@pytest.mark.parametrize(
    "beside",
    [
        "We ran each engine three times.",
        "Measured on an EPYC machine.",
        "All runs were made on NVIDIA H100 cards.",
    ],
)
def test_tables_that_say_how_they_were_measured(beside: str) -> None:
    assert not sure(f"{beside}\n\n{TABLE}")


@pytest.mark.parametrize(
    "table",
    [
        "| Header | Overhead |\n|---|---|\n| Short | 29 bytes |\n| Long | 37 bytes |\n",
        "| Task | Required time |\n|---|---|\n| Load | 5 seconds |\n| Query | 2 seconds |\n",
        "| Format | Result |\n|---|---|\n| P | 12.50 % |\n| P1 | 12.5 % |\n",
        "## Time line of the plan\n\n| Task | Time |\n|---|---|\n| Draft | 2 hours |\n| Edit | 3 hours |\n",
    ],
)
def test_tables_of_what_nobody_measured(table: str) -> None:
    assert not sure(table)


def test_third_parties_are_no_third() -> None:
    claims = parse(Source.of("The load is left to third parties, by a third-party tool.")).view(analyse).claims
    assert not claims


def test_a_caption_under_a_picture_is_a_figure() -> None:
    text = "# A\n\none\n\ntwo\n\nthree\n\nCPU usage fell by 40%.\n\n![latency chart](c.png)\n*The runs of May*"
    (claim,) = (c for c in parse(Source.of(text)).view(analyse).claims if c.kind == "percent")
    assert claim.evidence.reason == "figure beside it"


@pytest.mark.parametrize("unit", ["# A 10x faster title\n\nx 10x faster than y.\n\n", RATIO + " ", "if " * 40 + RATIO])
def test_hostile_drafts_take_no_longer(unit: str) -> None:
    begin = time.process_time()
    sure(unit * (200_000 // len(unit)))
    assert time.process_time() - begin < 6


@pytest.mark.parametrize(
    "text",
    [
        "Benchmarks show that the index is quick.\n\n![](latency.png)",
        "# Index\n\nBenchmarks show that the index is quick.\n\n## Benchmark\n\nText.",
        "# The survey of 2026\n\nAccording to a survey, most like it.",
    ],
)
def test_studies_of_the_draft_itself(text: str) -> None:
    assert not sure(text)
    assert sure("Benchmarks show that the index is quick.")


GERMAN = (
    "Der neue Zwischenspeicher ist 10x schneller als der alte, und er braucht weniger Platz.\n\n"
    "Wir haben ihn in der Nacht auf den Servern und in den Büros eingeführt. Das ging gut, und es war nicht teuer.\n"
)


def test_what_stands_in_another_language_is_no_warning():
    assert sure(GERMAN) == []
    assert sure(CROWD + RATIO) != []
