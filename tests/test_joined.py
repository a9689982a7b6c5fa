"""Texts one below the other: where each begins, and which holds a place or a word."""

import pytest

from techlint.joined import Joined, starts_of


@pytest.mark.parametrize("texts", [[], [""], ["a"], ["a", "", "bc"], ["x\ny", "z"]])
def test_each_text_stands_where_it_begins(texts):
    joined = Joined.of(texts)
    assert joined.starts == starts_of(texts)
    for number, (text, start) in enumerate(zip(texts, joined.starts, strict=False)):
        assert joined.text.startswith(text, start)
        assert {joined.at(at) for at in range(start, start + len(text) + 1)} == {number}
        assert joined.after(number) == min(start + len(text) + 1, len(joined.text))


def test_which_texts_hold_a_word():
    joined = Joined.of(["tea and tea", "milk", "", "green tea"])
    assert joined.holding({"tea"}) == [0, 3]
    assert joined.holding({"milk", "green"}) == [1, 3]
    assert joined.holding({"coffee"}) == []
    assert joined.holding({"", "tea"}) == [0, 1, 2, 3]
