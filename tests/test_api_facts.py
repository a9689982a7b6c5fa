"""Every curated fact: it is whole, finds its bad line, leaves its good line alone, and says where it is from."""

from __future__ import annotations

import re
from time import perf_counter

import pytest

from techlint.api import facts, tables
from techlint.api.sighting import day

ALL = facts.facts()


def test_ids_are_unique() -> None:
    ids = [fact.id for fact in ALL]
    assert len(ids) == len(set(ids)) > 300


@pytest.mark.parametrize("fact", ALL, ids=lambda fact: fact.id)
def test_a_fact_finds_what_it_is_about_and_nothing_else(fact: facts.Fact) -> None:
    assert list(fact.places(fact.bad)), "its bad line"
    assert not list(fact.places(fact.good)), "its good line"
    assert any(word in fact.bad for word in fact.words)


@pytest.mark.parametrize("fact", ALL, ids=lambda fact: fact.id)
def test_a_fact_says_where_it_is_from(fact: facts.Fact) -> None:
    assert re.match(r"https?://\S+$|\S.{3,}", fact.source)
    assert fact.checked == "never" or day(fact.checked)
    assert fact.date == "" or day(fact.date)
    assert (fact.checked == "never") == fact.evidence.startswith("unverified")
    if fact.checked == "never":
        assert fact.sure == "no" or fact.status in {"superseded", "unmaintained"}, "what nobody checked is no warning"


@pytest.mark.parametrize("fact", [fact for fact in ALL if fact.fix], ids=lambda fact: fact.id)
def test_a_fix_leaves_nothing_to_find(fact: facts.Fact) -> None:
    fixed = fact.bad
    for start, end in reversed(list(fact.places(fact.bad))):
        fixed = fixed[:start] + fact.fixes[fixed[start:end]] + fixed[end:]
    assert not list(fact.places(fixed)), fixed


@pytest.mark.parametrize("fact", ALL, ids=lambda fact: fact.id)
def test_a_pattern_is_bounded(fact: facts.Fact) -> None:
    """Every quantifier has an upper bound, so that no draft can make a run hang."""
    plain = re.sub(r"\\.|\[(?:\\.|[^\]\\])+\]", "x", fact.pattern)
    assert not re.search(r"[*+]|\{\d*,\}", plain), plain


@pytest.mark.parametrize("unit", ["a", "(", " ", "import ", "docker run ", '"x": ', "kubectl get \\\n"])
def test_hostile_code_is_linear(unit: str) -> None:
    code = unit * (100_000 // len(unit))
    for fact in ALL:
        began = perf_counter()
        list(fact.places(code + " " + fact.words[0]))
        assert perf_counter() - began < 0.5, fact.id


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("id: x\nlanguage: js", "f:2: 'language' is no key"),
        ("id: x\nlang: js", "f:1: x has no 'library'"),
        ("# a comment\n\nid: x\nnonsense", "f:4: 'nonsense' is no key"),
    ],
)
def test_a_broken_file_is_one_clear_line(text: str, complaint: str) -> None:
    with pytest.raises(facts.FactError, match="^" + re.escape(complaint)):
        list(facts.parse(text, "f"))


def test_an_unknown_status_is_named() -> None:
    good = next(iter(facts.files())).read_text(encoding="utf-8").split("\n\n")[0]
    with pytest.raises(facts.FactError, match="unknown status 'gone'"):
        list(facts.parse(re.sub(r"(?m)^status: .*", "status: gone", good), "f"))


def test_a_sketch_leads_to_its_fact():
    assert [facts.fact_at(number).id for number in range(len(facts.sketches()))] == [fact.id for fact in ALL]
    for sketch, fact in zip(facts.sketches(), ALL, strict=True):
        assert (sketch.langs, sketch.words, sketch.inline) == (fact.langs, fact.words, bool(fact.inline))


def test_the_names_of_a_table_are_the_last_words_of_its_symbols():
    for ecosystem in ("python", "npm", "rust", "java", "go"):
        for library in tables.libraries(ecosystem):
            found = tables.table(ecosystem, library)
            assert found
            lasts = {re.search(r"[^\s.:/|#]+$", symbol) for symbol in found.rows}
            assert found.names == {last.group() for last in lasts if last}


@pytest.mark.parametrize("fact", [fact for fact in ALL if fact.instead], ids=lambda fact: fact.id)
def test_each_part_of_a_fact_with_several_successors_can_be_found(fact: facts.Fact) -> None:
    for pair in fact.instead.split(" | "):
        part, arrow, use = pair.partition(" => ")
        assert arrow
        assert use
        assert all(word in fact.pattern for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]{3,}", part))


def test_what_is_found_decides_on_its_successor() -> None:
    fact = next(fact for fact in ALL if fact.id == "vue-new")
    assert fact.said("new Vue").instead == "`createApp()`"
    assert fact.said("Vue.prototype").instead == "`app.config.globalProperties`"
    assert fact.said().instead == fact.use
