"""Claims of whole drafts: evidence, gates, answers of authors, the ledger, hostile input."""

from __future__ import annotations

import json
import time

import pytest
from click.testing import CliRunner

from techlint.claims import Analysis, analyse
from techlint.claims.ledger import rows
from techlint.cli import techlint
from techlint.markdown import parse
from techlint.text import Source

BARE = "The new cache is 10x faster than the old one."


def read(text: str) -> Analysis:
    return parse(Source.of(text)).view(analyse)


def sure(text: str) -> list[tuple[str, str]]:
    return [(claim.kind, claim.value) for claim in read(text).claims if claim.sure]


def test_a_bare_claim_is_sure() -> None:
    assert sure(BARE) == [("speedup", "10x")]


@pytest.mark.parametrize(
    "text",
    [
        "The new cache is [10x faster](https://example.org/benchmarks/cache) than the old one.",
        "The new cache is 10x faster than the old one.[^1]\n\n[^1]: https://example.org/benchmarks/cache",
        BARE + "\n\n<!-- source: https://example.org/cache -->",
        "---\nbenchmark: own\n---\n\n" + BARE,
        "---\nsources: [https://example.org/cache]\n---\n\n" + BARE,
        "Imagine a cache.\n\n" + BARE,
        "What if the new cache is 10x faster than the old one?",
        "```\n" + BARE + "\n```",
        "Use `10x faster` as the label.",
    ],
)
def test_not_sure(text: str) -> None:
    assert not sure(text)


def test_a_supposition_ends_at_the_next_heading() -> None:
    assert sure("# A\n\nImagine a cache.\n\n# B\n\n" + BARE) == [("speedup", "10x")]


def test_one_finding_for_a_table() -> None:
    table = "| Engine | Latency |\n|---|---|\n| Old | 20ms |\n| New | 5ms |\n"
    (claim,) = read(table).claims
    assert (claim.kind, claim.sure) == ("benchmark-table", True)
    assert not sure("Measured with [our benchmark](https://example.org/bench):\n\n" + table)


def test_a_table_of_settings_is_none() -> None:
    assert not read("| Setting | Default |\n|---|---|\n| Timeout | 30 s |\n| Retries | 5 s |\n").claims


def test_ledger_has_supported_claims_too() -> None:
    text = BARE + "\n\nIt uses [30% less memory](https://example.org/benchmarks/memory) than before.\n"
    found = [(row.line, row.kind, row.value, row.grade) for row in rows(parse(Source.of(text)))]
    assert found == [(1, "speedup", "10x", "none"), (3, "percent", "30%", "supported")]


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_command(form: str, tmp_path) -> None:
    draft = tmp_path / "draft.md"
    draft.write_text(BARE)
    done = CliRunner().invoke(techlint, ["claims", str(draft), "--output-format", form, "--no-cache", "--isolated"])
    assert "10x" in done.stdout
    assert "speedup" in done.stdout
    if form == "json":
        assert json.loads(done.stdout)[0]["grade"] == "none"


HOSTILE = {
    "percents": "40% of the ",
    "ranges": "from 5ms to 1ms ",
    "digits": "1",
    "claims": BARE + "\n\n",
    "items": "- " + BARE + "\n",
    "rows": "| Latency | 10ms |\n",
    "words": "the most popular fastest ",
    "spelt": "a few thousand ",
    "method words": "data time go node, ",
    "own numbers": "5 ms; we see our tests, a third of 7x ",
    "links": "[a](http://b.c) 10x faster ",
    "outputs": "```\n10ms\n```\n\nIt is 10ms fast.\n\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_time_is_bounded(name: str) -> None:
    piece = HOSTILE[name]
    head = "| a | b |\n|---|---|\n" if name == "rows" else ""
    doc = parse(Source.of(head + piece * (200_000 // len(piece))))
    start = time.process_time()
    doc.view(analyse)
    assert time.process_time() - start < 4


def test_the_other_claims_of_a_draft_decide_with_each() -> None:
    backed = [f"Version {k} is [{k}0% faster](https://example.org/benchmarks/{k}) than before.\n" for k in range(2, 6)]
    bare = [f"Build {k} is {k}0% faster than its rivals.\n" for k in range(2, 6)]
    alone = sure("\n".join([*backed, BARE]))
    crowd = sure("\n".join([*bare, BARE]))
    assert len(crowd) > len(alone)


@pytest.mark.parametrize(
    "text",
    [
        "According to Northwind, the new cache is 10x faster than the old one.",
        "The cache is fast (e.g. 10x faster than a disk).",
        '"The new cache is 10x faster than the old one."',
        "# Results\n\nWe measured it on an EPYC machine with wrk.\n\n" + BARE,
    ],
)
def test_arguable_numbers_are_not_sure(text: str) -> None:
    assert not sure(text)


def test_a_table_of_offers_is_none() -> None:
    assert not read("| Plan | Requests per month |\n|---|---|\n| Free | 1,000 |\n| Pro | 100,000 |\n").claims


@pytest.mark.parametrize("end", ["", "\nusers say so", " users", "\n5 of them"])
def test_what_follows_a_sentence_does_not_hide_its_number(end: str) -> None:
    kinds = [claim.unit for claim in read(f"The new cache is faster than the old one by 10x.{end}\n").claims]
    assert "ratio" in kinds
    assert any(claim.value == "20 times" for claim in read(f"Compared with it, latency fell 20 times{end}\n").claims)


def test_a_sentence_with_many_numbers_is_read_wherever_it_stands() -> None:
    other = "It was written on a train, and nobody noticed.\n"
    text = f"{other * 3}{BARE} {other}\n\n{other}{BARE}"
    assert [claim.value for claim in read(text).claims] == ["10x", "10x"]


def test_the_words_of_a_method_are_counted_once_where_they_stand() -> None:
    text = BARE + "\n\nWe ran wrk and wrk2 on two Xeon servers, a raw-data set/wrk, test setup, (data sets)."
    assert read(text).gate.method_sets[1] == {"wrk", "wrk2", "xeon", "test", "data"}
