"""What is read without mistune is read as mistune reads it."""

from __future__ import annotations

import random
import re
import time
from typing import TYPE_CHECKING

import pytest

from techlint.markdown import definitions, lines, lists, simple, tree
from techlint.markdown.blocks import Blocks, State
from techlint.markdown.make import Maker
from techlint.text import Source, Span
from tests.corpora import drafts
from tests.test_places import soup
from tools.commonmark import examples

if TYPE_CHECKING:
    from collections.abc import Callable

    from techlint.document import Node
    from techlint.markdown.blocks import Token

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
        "\\*",
        "\\\\",
        "\\!",
        "\\&amp;",
        "[\\*](u)",
    ),
]


NEVER = re.compile(r"(?!)")


def inline_soup(seed: int) -> str:
    """A paragraph of pieces of inline markup, most of them such as can be read at once."""
    chance = random.Random(seed)
    return "x" + "".join(chance.choice(PIECES) for _ in range(chance.randint(1, 14)))


LINES = [
    *(
        "a",
        "b c",
        "*a* b",
        "**a**",
        "`a`",
        "[a](b)",
        "[a]: b",
        "[A]: c",
        '[a]: b "c"',
        "[a b]: /c#d ",
        "[a]",
        "## a",
        "# a #",
        "#  a  ",
        "[^1]: a",
        "1",
        "2 a",
        "3.5",
        "![a](b)",
        "~a",
        "_a_",
        '"a"',
    ),
    *(
        "# a",
        "a\n---",
        "---",
        "===",
        "***",
        "> a",
        ">",
        "```",
        "```",
        "``` a b ",
        "````",
        "  ```",
        "~~~",
        "<b>",
        "<!-- a -->",
        "<div>",
        "!!! a",
        "| a |",
        "|---|",
    ),
    *("a | b\n--|--", "a\n:--", "    a", "\ta", "  a", " ", "", "", "", "\v"),
]
ITEMS = [
    "- ",
    "- ",
    "- ",
    "* ",
    "+ ",
    "1. ",
    "2. ",
    "3) ",
    "10. ",
    "-  ",
    "-     ",
    "-\t",
    "-",
    "  - ",
    "   - ",
    "- [ ] ",
    "> - ",
]


def block_soup(seed: int) -> str:
    """Lines, some of them items of lists; now and then the last one is cut short of its end."""
    chance = random.Random(seed)
    item = chance.choice(ITEMS)
    made = ""
    for _ in range(chance.randint(1, 12)):
        lead = item if chance.random() < 0.5 else chance.choice(ITEMS) if chance.random() < 0.2 else ""
        made += lead + chance.choice(LINES) + chance.choice(["\n", "\n", "\n", "  \n", "\n\n"])
    return made if chance.random() < 0.7 else made.rstrip("\n")


def list_soup(seed: int) -> str:
    """Lines of one list, many of them indented as far as the text of an item, or nearly."""
    chance = random.Random(seed)
    items = chance.choices(ITEMS, k=2)
    leads = ["", *items, *items, *("  ", "  ", "   ", "    ", "  - ", "   * ", "\t", "     ")]
    ends = ["\n", "\n", "\n", "\n\n", "  \n", "\n \v\n"]
    return "".join(
        chance.choice(leads) + chance.choice(LINES) + chance.choice(ends) for _ in range(chance.randint(2, 9))
    )


def shape(node: Node) -> tuple[object, ...]:
    """A node and all below it, as values; text pieces that mistune leaves apart are joined in both ways of reading."""
    slots = [name for kind in type(node).__mro__ for name in getattr(kind, "__slots__", ()) if name != "children"]
    return type(node), *(getattr(node, name) for name in slots), *map(shape, node.children)


def read_both_ways(text: str, monkeypatch: pytest.MonkeyPatch) -> tuple[Node, Node]:
    source = Source.of(text)
    short = tree(source, source.text)
    with monkeypatch.context() as patch:
        patch.setattr(simple, "read", lambda *_: None)
        patch.setattr(lists, "read", lambda *_: None)
        patch.setattr(lines, "TEXT", NEVER)
        patch.setattr(lines, "BLANK", NEVER)
        patch.setattr(lines, "HEADING", NEVER)
        patch.setattr(lines, "fence", lambda _: None)
        patch.setattr(definitions, "read", lambda _: None)
        return short, tree(source, source.text)


@pytest.mark.parametrize("make", [soup, inline_soup, block_soup, list_soup])
def test_soup_is_read_alike(make: Callable[[int], str], monkeypatch: pytest.MonkeyPatch) -> None:
    for text in map(make, range(1000)):
        short, full = read_both_ways(text, monkeypatch)
        assert shape(short) == shape(full), text


def test_drafts_are_read_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    for text in [*examples(), *(source.text for source in drafts(step=40))]:
        short, full = read_both_ways(text, monkeypatch)
        assert shape(short) == shape(full), text


def read_inline(text: str) -> tuple[Node, ...] | None:
    return simple.read(Maker(text, Span, text), 0, len(text))


def test_most_is_read_at_once() -> None:
    """Else the test above says little."""
    assert sum(read_inline(inline_soup(seed)) is not None for seed in range(3000)) > 300
    for text in (
        "a _b_",
        "(*a*), **b** and *c\nd*",
        "a*b*c",
        "x_y",
        "1 * 2",
        "![a `b`](c)",
        "![](a)",
        "a: b ~ c < d!",
        "\\*a\\_ [\\#](b)",
    ):
        assert read_inline(text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "***a***",
        "*a *b*",
        "*a",
        "a*",
        "*a **b* c**",
        "`a",
        "``a``",
        "[a]",
        "[^1](a)",
        "\\a",
        "\\\nb",
        "<b>",
        "~~a~~",
        "http://a",
    ],
)
def test_what_has_two_readings_is_left_to_mistune(text: str) -> None:
    assert read_inline(text) is None


def state_of(text: str) -> State:
    state = State()
    state.process(text)
    return state


def read_list(text: str) -> tuple[Token, int] | None:
    mark = re.match(r" *(\d*[-*+.)])", text)
    return lists.read(Blocks(), mark[1], state_of(text)) if mark else None


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("- a\n- b\n", 2),
        ("1. a\n2. b\n", 2),
        ("* `a`\n* **b** c\n\ntext\n", 2),
        ("  - [ ] a\n  - [x] b\n\n# c\n", 2),
        ("- a\n\n- b\n", 2),
        ("- a\n\n  b\n", 1),
        ("- a\n  - b\n", 1),
        ("- # a\n", 1),
        ("- a\n\n---\n", 1),
        ("- a\n\n<!-- b -->\n", 1),
        ("- a\nb\n", 0),
        ("- a\n+ b\n", 0),
        ("- a\n\tb\n", 0),
        ("- a\n\n  \tb\n", 0),
        ("- a\n\n<p>\n", 0),
        ("- - -\n", 0),
        ("-     a\n", 0),
        ("-\n", 0),
    ],
)
def test_lists_are_read_without_mistune(text: str, items: int) -> None:
    found = read_list(text)
    assert len(found[0]["children"] if found else ()) == items


@pytest.mark.parametrize(
    "piece",
    [
        "- a\n",
        "- a\n\n",
        "- a",
        "-",
        "1",
        "1. a\n",
        "a\n",
        "a",
        "[",
        "\n",
        " \n",
        "`",
        "```",
        "```\n",
        "````\n",
        "a\n-",
    ],
)
def test_time_of_lines_is_linear(piece: str) -> None:
    text = piece * 50_000
    started = time.process_time()
    lines.TEXT.match(text)
    lines.BLANK.match(text)
    lines.fence(state_of(text))
    lines.fence(state_of("```\n" + text))
    read_list(text)
    read_list("- " + text)
    assert time.process_time() - started < 6  # what is quadratic takes minutes


@pytest.mark.parametrize(
    "piece", ["`", "`a", "[", "[a](", "[a](b", "*", "*a ", "*a *", "_a ", " ", "a\n", "![", "[`", "[`a`", "\\*", "[\\*"]
)
def test_time_of_inlines_is_linear(piece: str) -> None:
    started = time.process_time()
    read_inline(piece * 100_000)
    assert time.process_time() - started < 6  # what is quadratic takes minutes
