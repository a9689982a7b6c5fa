"""proselint's checks: the same findings as proselint gives, mapped back to the draft, without importing it."""

import random
import sys
import time

import pytest
from corpora import ROOT

from techlint import catalog, resources
from techlint.markdown import parse
from techlint.prose.search import search
from techlint.prose.table import clue, table
from techlint.prose.whole import whole
from techlint.text import Source
from tools.proselint_diff import ours, theirs

SENTENCES = (
    "At the end of the day it is very unique, and we utilize it!",
    'But the «chairman» said "it is absolutely essential" and the server was completly idle.',
    "The exact same job ran at 3pm on a 2 x 4 machine in May of 2023... with regards to the load.",
    "The colour and the color, the colour of a cliche; could of been and irregardless of it.",
    "It is the most perfect and the least  possible of of all; What?! A newly-built index (c) it.",
    "We waxed poetically about a group of toads, in the 1980's, from 3/10 to 7/10.",
)


@pytest.fixture(autouse=True)
def own_cache(monkeypatch, tmp_path):
    monkeypatch.setenv("TECHLINT_CACHE_DIR", str(tmp_path))
    monkeypatch.delenv(resources.NO_CACHE, raising=False)


@pytest.mark.parametrize("seed", range(12))
def test_generated_prose_comes_out_as_from_proselint(seed):
    chance = random.Random(seed)
    prose = " ".join(chance.choice(SENTENCES) for _ in range(8))
    assert ours(prose) == theirs(prose)
    assert len(ours(prose)) > 3


def test_every_plain_item_is_found_where_proselint_finds_it():
    items = [item for check in table().checks for item in check["items"][:4] if item.replace(" ", "").isalpha()]
    prose = "\n\n".join(f"Now {item} is here." for item in items)
    assert len(items) > 200
    assert {f for f in theirs(prose) if f[0] != "lexical_illusions"} == {
        f for f in ours(prose) if f[0] != "lexical_illusions"
    }


@pytest.mark.parametrize("path", sorted((ROOT / "seeds").glob("*.md")), ids=lambda path: path.stem)
def test_seeds_come_out_as_from_proselint(path):
    prose = whole(parse(Source.decode(str(path), path.read_bytes()))).text
    assert ours(prose) == theirs(prose, joined=False)


@pytest.mark.parametrize("name", ["spelling", "could-of"])
def test_what_is_on_needs_a_word_of_each_of_its_items(name):
    rule = next(rule for rule in catalog.load([catalog.builtin()]).rules if rule.id == f"prose/proselint/{name}")
    own = [check for check in table().checks if check["path"].startswith(tuple(rule.check.params["paths"]))]
    items = [item for check in own for item in check["items"]]
    assert len(items) > 2
    assert [item for item in items if not any(word in item for word in rule.check.needs)] == []


@pytest.mark.parametrize("size", [30, 300, 3000])
def test_a_long_text_is_searched_window_by_window_as_if_at_once(monkeypatch, size):
    chance = random.Random(size)
    items = [item for check in table().checks for item in check["items"][:9] if item.replace(" ", "").isalpha()]
    texts = [*SENTENCES, *(f"Now {item} is here." for item in items)]
    prose = "".join(chance.choice(texts) + chance.choice([" ", "\n", "\n\n"]) for _ in range(2000))
    at_once = search(prose)
    assert len(at_once) > 1000
    monkeypatch.setattr(sys.modules[search.__module__], "WINDOW", size)
    assert search(prose) == at_once


def test_a_phrase_is_not_repeated_across_paragraphs():
    assert ours("What is a cache\n\nA cache keeps things.") == set()


def test_places_are_those_of_the_draft():
    doc = parse(Source.of("# A *very* short one\n\nIt is `very` good and **completly** idle.\n"))
    prose = doc.view(whole)
    assert [doc.source[prose.span(m.start, m.end)] for m in sorted(search(prose.text), key=lambda m: m.start)] == [
        "very",
        "completly",
    ]


def test_the_table_is_read_from_the_cache_and_made_anew_if_damaged(monkeypatch, tmp_path):
    monkeypatch.setenv("TECHLINT_CACHE_DIR", str(tmp_path))
    table.cache_clear()
    first = table()
    assert resources.read_cache("proselint.json")["checks"]
    resources.write_cache("proselint.json", {"key": 1, "checks": "no"})
    table.cache_clear()
    assert table().words.keys() == first.words.keys()


def test_without_caches_nothing_is_written(cli, draft, tmp_path):
    draft("The server was completly idle for most of the time that we have seen, and it is the one we have.\n")
    run = cli("draft.md", "--isolated", "--no-cache", "--output-format", "concise")
    assert "prose/proselint/spelling" in run.stdout.decode()
    assert not (tmp_path / ".cache").exists()
    cli("draft.md", "--isolated")
    assert (tmp_path / ".cache" / "proselint.json").exists()


def test_clues_are_parts_of_every_match():
    assert clue(r"appraisal valuations?") == "appraisal valuation"
    assert clue(r"\.\.\.") == "..."
    assert clue(r"more than .{1,10} all") == "more than "
    assert clue("one|two") == ""


@pytest.mark.parametrize(
    "text", ["1" * 200_000, "a" * 200_000, "a " * 100_000, "!" * 100_000, '"a ' * 60_000, "very " * 40_000]
)
def test_hostile_text_is_searched_in_time(text):
    search("very good, x 2! the 'a'")
    start = time.process_time()
    search(text)
    assert time.process_time() - start < 5
