"""Source -> Document: the tree, its places, its views."""

from __future__ import annotations

import pytest

from techlint.document import Code, Document, Heading, Image, Item, Link
from techlint.markdown import parse
from techlint.markdown.inlines import Walk, blurred
from techlint.markdown.languages import language
from techlint.markdown.make import Maker
from techlint.markdown.places import Lost
from techlint.markdown.prose import Prose
from techlint.text import OBJECT, Source, Span


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


@pytest.mark.parametrize(
    ("text", "kind", "places"),
    [
        ("a ~~b c~~ d", "strikethrough", ["~~b c~~"]),
        ("see https://a.b/c_d_e. Or not", "link", ["https://a.b/c_d_e"]),
        ("(https://a.b/c(d)) e", "link", ["https://a.b/c(d)"]),
        ("**https://a.b**", "link", ["https://a.b"]),
        ("https://a.b/?c=d&amp; e", "link", ["https://a.b/?c=d"]),
        ("[https://a.b](c)", "link", ["[https://a.b](c)"]),
        ("xhttps://a.b and a://b and `https://a.b`", "link", []),
        ("<https://a.b/c> <d@e.f>", "link", ["<https://a.b/c>", "<d@e.f>"]),
        ("[^a] b\n\n[^a]: c\n\n    d\n\ne", "footnote", ["[^a]: c\n\n    d"]),
        ("[^a] b\n\n[^a]: c", "footnote_reference", ["[^a]"]),
        ("[^a] b [^c](d)", "link", ["[^c](d)"]),
        ("| a | b |\n|---|:-:|\n| c | d |\n", "table_cell", ["a", "b", "c", "d"]),
        ("a | b\n--|--\nc\nd | e | f\n", "table_cell", ["a", "b", "c", "d", "e"]),
        ("| a |\n|---|\n| `b\\|c` \\| d |\n", "table_cell", ["a", "`b\\|c` \\| d"]),
        ("> | a |\n> |---|\n> | b *c* |\n", "table_cell", ["a", "b *c*"]),
        ("- | a |\n  |---|\n  | b |\n", "table_cell", ["a", "b"]),
        ("a\n| b |\n|---|\n", "table", ["| b |\n|---|"]),
        ("| a | b |\n|---|\n", "table", []),
        ("!!! note\n    a\n\n    - b\n\nc\n", "admonition", ["!!! note\n    a\n\n    - b"]),
        ('??? tip "A *t*"\n    a\n', "paragraph", ["A *t*", "a"]),
        ("- [ ] a\n- [x] b\n- c\n", "list_item", ["- [ ] a", "- [x] b", "- c"]),
        ("- [ ] a\n", "paragraph", ["a"]),
        ("<br/>\n", "html_block", ["<br/>"]),
        ("[a]: <b c> 'd'\n", "link_definition", ["[a]: <b c> 'd'"]),
        ("```\n```\n", "code_block", ["```\n```"]),
        ("a\n\n\tb\n\t  c\n", "code_block", ["b\n\t  c"]),
    ],
)
def test_places_of_extensions(text: str, kind: str, places: list[str]) -> None:
    doc = read(text)
    assert [doc.source[node.span] for node in doc.of(kind)] == places
    assert all(node.exact for node in doc.nodes)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("- a\n\n  ```py\n  if x:\n      y\n  ```\n", "if x:\n    y\n"),
        ("> ```\n> a\n>\n> b\n> ```\n", "a\n\nb\n"),
        ("1.\t```\n\ta\n\t\tb\n\t```\n", "a\n    b\n"),
        ("  ```\n  a\n b\n  ```\n", "a\nb\n"),
        ("```\na\n\n", "a"),
        ("    a\n      b\n\n    c\n", "a\n  b\n\nc"),
        ("~~~\n\n~~~\n", "\n"),
        ("```\n```\n", ""),
    ],
)
def test_code_maps_line_by_line(text: str, code: str) -> None:
    doc = read(text)
    (block,) = doc.of("code_block")
    assert block.excerpt
    assert block.excerpt.text == code
    for line in code.split("\n"):
        word = line.strip()
        if word:
            start = code.index(word)
            assert doc.source[block.excerpt.span(start, start + len(word))] == word


@pytest.mark.parametrize(
    ("info", "lang"),
    [
        ("rust,no_run", "rust"),
        ("rs", "rust"),
        ("{r, echo=FALSE}", "r"),
        ("{.bash .no-copy}", "bash"),
        ('js title="x.js"', "javascript"),
        ("go {linenos=true}", "go"),
        ("python{1,3-4}", "python"),
        ("C++", "cpp"),
        ("shell-session", "console"),
        ("language-ts", "typescript"),
        ("objective-c", "objective-c"),
        ("{linenos=table}", ""),
        ("", ""),
        ("Dockerfile", "dockerfile"),
        ("YML", "yaml"),
        ("sh", "bash"),
        ("=html", "html"),
        ("{code-cell} ipython3", "python"),
        ("{code-block} rs", "rust"),
        ("{code-cell}", ""),
    ],
)
def test_languages(info: str, lang: str) -> None:
    assert language(info) == lang


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("[a](b)", ("b", "b", "")),
        ('[a](<b c> "t")', ("b c", "b c", "t")),
        ("[a](b\\_c&amp;d 't\\'u')", ("b_c&d", "b\\_c&amp;d", "t'u")),
        ("[a](b(c)d)", ("b(c)d", "b(c)d", "")),
        ("[a](é)", ("é", "é", "")),
        ("[a]()", ("", "", "")),
        ("[a][b]\n\n[b]: é 't'", ("é", None, "t")),
        ("[b][]\n\n[b]: c", ("c", None, "")),
        ("![a](b)", ("b", "b", "")),
        ("<a@b.c>", ("mailto:a@b.c", "a@b.c", "")),
    ],
)
def test_targets(text: str, target: tuple[str, str | None, str]) -> None:
    doc = read(text)
    (link,) = (node for node in doc.of("link", "image") if isinstance(node, Link))
    assert (link.url, link.url_span and doc.source[link.url_span], link.title) == target


@pytest.mark.parametrize(
    ("text", "prose"),
    [
        ("a <!-- no *prose* --> b", "a  b"),
        ("a<br>b\\\nc  \nd\ne", "a\nb\nc\nd e"),
        ("<code>x *y*</code> and <kbd>z</kbd>", f"{OBJECT} and {OBJECT}"),
        ("![a b](c) [d](e) <https://f.g>", f"{OBJECT} d {OBJECT}"),
        ("&copy; &notanentity; &#65; &#x42;", "© &notanentity; A B"),
        ("a\\*b \\q", "a*b \\q"),
    ],
)
def test_prose(text: str, prose: str) -> None:
    (block,) = read(text).of("prose")
    assert block.excerpt
    assert block.excerpt.text == prose


def test_where_tree_and_source_disagree_the_block_is_marked() -> None:
    doc = read("Good *words*.\n\nBad words.\n")
    assert all(node.exact for node in doc.nodes)
    walk = Walk(Maker("a *b*", Span, "a *b*"), {})
    with pytest.raises(Lost):
        walk.whole([{"type": "text", "raw": "a "}, {"type": "strong", "children": []}])
    prose = Prose()
    tokens = [{"type": "text", "raw": "a "}, {"type": "emphasis", "children": [{"type": "text", "raw": "b"}]}]
    nodes = blurred(tokens, Span(3, 8), prose)
    assert [node.span for node in nodes] == [Span(3, 8), Span(3, 8)]
    assert not any(node.exact for node in nodes)
    assert prose.excerpt().text == "a b"


def test_a_definition_right_below_an_underlined_heading_is_its_own() -> None:
    doc = parse(
        Source.of("Title\n===\n[a]: http://example.org/x\n[b]: <http://example.org/y> 'Y'\n\nSee [a] and [b].\n")
    )
    told = [(node.kind, doc.source[node.span]) for node in doc.of("heading", "link_definition")]
    assert told == [
        ("heading", "Title\n==="),
        ("link_definition", "[a]: http://example.org/x"),
        ("link_definition", "[b]: <http://example.org/y> 'Y'"),
    ]
