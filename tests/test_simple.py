"""What is read without mistune is read as mistune reads it."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

import pytest

from techlint.markdown import simple, tree
from techlint.text import Source
from tests.corpora import drafts
from tests.test_places import soup
from tools.commonmark import examples

if TYPE_CHECKING:
    from techlint.document import Node

PIECES = [
    *(
        "a",
        "b",
        "cd",
        "é",
        "1",
        " ",
        " ",
        " ",
        "\n",
        "  \n",
        " \n  ",
        "\u00a0",
        ".",
        "(",
        ")",
        '"',
        "&",
        "&amp;",
        ";",
        ":",
        "-",
    ),
    *(
        "*",
        "**",
        "*",
        "**",
        "***",
        "_",
        "__",
        "_",
        "`",
        "`",
        "``",
        "~",
        "~~",
        "!",
        "[",
        "]",
        "](u)",
        "[a](u)",
        '[a](u "t")',
    ),
    *(
        "![a](u)",
        "[`a`](u)",
        "[*a*](u)",
        "[^1]",
        "[a]",
        "`a b`",
        "` a `",
        "*a*",
        "**a b**",
        "_a_",
        "x_y_z",
        "://",
        "<b>",
        "\\",
    ),
]


def inline_soup(seed: int) -> str:
    """A paragraph of pieces of inline markup, most of them such as can be read at once."""
    chance = random.Random(seed)
    return "x" + "".join(chance.choice(PIECES) for _ in range(chance.randint(1, 14)))


def shape(node: Node) -> tuple[object, ...]:
    """A node and all below it, as values; text pieces that mistune leaves apart are joined in both ways of reading."""
    slots = [name for kind in type(node).__mro__ for name in getattr(kind, "__slots__", ()) if name != "children"]
    return type(node), *(getattr(node, name) for name in slots), *map(shape, node.children)


def read_both_ways(text: str, monkeypatch: pytest.MonkeyPatch) -> tuple[Node, Node]:
    source = Source.of(text)
    short = tree(source, source.text)
    with monkeypatch.context() as patch:
        patch.setattr(simple, "read", lambda _: None)
        return short, tree(source, source.text)


def test_what_mistune_reads_is_read_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [*examples(), *map(soup, range(300)), *map(inline_soup, range(3000))]
    texts += [source.text for source in drafts(step=40)]
    for text in texts:
        short, full = read_both_ways(text, monkeypatch)
        assert shape(short) == shape(full), text


def test_most_is_read_at_once() -> None:
    """Else the test above says little."""
    assert sum(simple.read(inline_soup(seed)) is not None for seed in range(3000)) > 300
    for text in ("a _b_", "(*a*), **b** and *c\nd*", "x_y", "1 * 2", "![a `b`](c)", "a: b ~ c!"):
        assert simple.read(text) is not None


@pytest.mark.parametrize(
    "text",
    ["***a***", "a*b*c", "*a", "a*", "*a **b* c**", "`a", "``a``", "[a]", "[^1](a)", "\\*", "<b>", "~~a~~", "http://a"],
)
def test_what_has_two_readings_is_left_to_mistune(text: str) -> None:
    assert simple.read(text) is None


@pytest.mark.parametrize(
    "piece", ["`", "`a", "[", "[a](", "[a](b", "*", "*a ", "*a *", "_a ", " ", "a\n", "![", "[`", "[`a`"]
)
def test_time_is_linear(piece: str) -> None:
    started = time.process_time()
    simple.read(piece * 100_000)
    assert time.process_time() - started < 2
