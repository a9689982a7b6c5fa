"""Many words looked for at once: the same words as `in` finds, whatever the text."""

import random
import sys

import pytest

from techlint import literals
from techlint.literals import FEW, Held, finder, machine, places, within

WORDS = ("pass", "password", "word", "sw", "é", "日本", "token", " - ", "key=", "ssw", "d")


@pytest.fixture(params=["machine", "none"])
def _machine(request, monkeypatch):
    """With the package, and where there is none for this Python."""
    machine.cache_clear()
    if request.param == "none":
        monkeypatch.setitem(sys.modules, "ahocorasick_rs", None)
    yield
    machine.cache_clear()


@pytest.mark.usefixtures("_machine")
def test_it_finds_what_in_finds():
    assert len(WORDS) > FEW
    chance = random.Random(3)
    for _ in range(300):
        text = "".join(chance.choice([*WORDS, "pas", "x", "\n", "ʼ"]) for _ in range(chance.randrange(9)))
        assert within(WORDS, text) == {word for word in WORDS if word in text}


@pytest.mark.usefixtures("_machine")
def test_no_text_and_no_set_of_words_makes_it_fail():
    assert within(WORDS, "a \udcff password") == {"pass", "password", "word", "sw", "ssw", "d"}
    assert within((*WORDS, ""), "token") == {"token", ""}
    assert within((), "token") == frozenset()
    assert within(frozenset(WORDS), "日本") == {"日本"}


def test_the_machine_is_there():
    pytest.importorskip("ahocorasick_rs")
    assert machine(WORDS) is not None


@pytest.mark.usefixtures("_machine")
@pytest.mark.parametrize("text", ["", "passwordpassword ddd", "a key=d, a token - 日本", "d\udc80password"])
def test_places_are_those_that_find_finds(text):
    expected = []
    for word in WORDS:
        at = text.find(word)
        while at >= 0:
            expected.append((word, at))
            at = text.find(word, at + len(word))
    assert sorted(places(WORDS, text)) == sorted(expected)


@pytest.mark.usefixtures("_machine")
@pytest.mark.parametrize("text", ["a password", "d\udc80pass\ud800word", "\udcff"])
def test_a_finder_finds_each_word_at_its_place(text):
    at = {(WORDS[number], start) for number, start, end in finder(WORDS)(text) if end - start == len(WORDS[number])}
    assert at == {(word, k) for word in WORDS for k in range(len(text)) if text.startswith(word, k)}


def test_a_text_is_read_once_for_a_set_of_words_however_often_it_is_asked_for(monkeypatch):
    """A footer asked once for each block: the first draft of a run was read as often as it has blocks."""
    reads = []
    monkeypatch.setattr(literals, "within", lambda words, text: reads.append(words) or within(words, text))
    words = frozenset({"never", "asked", "for", "before"})
    for text in ("asked of this", "for that"):
        held = literals.Held(text)
        assert [held(words) for _ in range(3)] == [words & set(text.split())] * 3
    assert reads == [words]


@pytest.mark.usefixtures("_machine")
def test_what_a_text_holds_does_not_depend_on_who_asked_before(monkeypatch):
    monkeypatch.setattr(Held, "_asked", frozenset())
    sets = [frozenset(WORDS), frozenset({"pass"}), frozenset({"key=", "日本", "nowhere"})]
    for text in ("a password = 日本", "key=1", "", "pass\udc80word"):
        for words in (*sets, *reversed(sets)):
            assert Held(text)(words) == {word for word in words if word in text}
        held = Held(text)
        assert [held(words) for words in sets] == [{word for word in words if word in text} for words in sets]
