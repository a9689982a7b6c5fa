"""Source -> Document: the tree, its places, its views."""

from __future__ import annotations

import pytest

from techlint.document import Code, Document, Heading, Image, Item, Link
from techlint.markdown import parse
from techlint.text import OBJECT, Source


def read(text: str, path: str = "draft.md") -> Document:
    return parse(Source.of(text, path))


@pytest.mark.parametrize(
    ("text", "prose", "origin"),
    [
        ("> - a *bad* word\n>   on `two` lines\n", "bad word", "bad* word"),
        ("-\tx\n\n\tnested\ttab word\n", "word", "word"),
        ("a &amp; b\\*c", "& b*", "&amp; b\\*"),
        ("| a | b |\n|--|--|\n| c | the *the* |\n", "the the", "the *the"),
        ("[^1]: note\n    more words\n\nx[^1]\n", "more", "more"),
        ("!!! note\n\n    - deep words\n", "deep", "deep"),
        ('!!! note "A *fine* title"\n    text\n', "fine title", "fine* title"),
        ("[some **link** text](<u> 'title')", "link text", "link** text"),
        ("Setext *two*\nlines\n=====\n", "two lines", "two*\nlines"),
    ],
)
def test_prose_maps_back(text: str, prose: str, origin: str) -> None:
    for node in read(text).of("prose"):
        assert node.excerpt
        if prose in node.excerpt.text:
            start = node.excerpt.text.index(prose)
            span = node.excerpt.span(start, start + len(prose))
            assert text[span.start : span.end] == origin
            return
    pytest.fail(f"{prose!r} not found")


def test_nodes() -> None:
    doc = read(
        "# A `b`\n\n- [x] c\n\n![d *e*](f 'g')\n\n```rs,no_run title=1\nh\n```\n\nhttps://i.j/k_l_, [m][n]\n\n[n]: o\n"
    )
    heading, image, code = doc.of("heading")[0], doc.of("image")[0], doc.of("code_block")[0]
    assert isinstance(heading, Heading)
    assert heading.level == 1
    assert heading.excerpt
    assert heading.excerpt.text == f"A {OBJECT}"
    assert [item.checked for item in doc.of("list_item") if isinstance(item, Item)] == [True]
    assert isinstance(image, Image)
    assert (image.url, image.title, image.excerpt and image.excerpt.text) == ("f", "g", "d e")
    assert isinstance(code, Code)
    assert (code.lang, code.info, code.fence, code.closed) == ("rust", "rs,no_run title=1", "```", True)
    assert code.excerpt
    assert code.excerpt.text == "h\n"
    assert [link.url for link in doc.of("link") if isinstance(link, Link)] == ["https://i.j/k_l", "o"]
