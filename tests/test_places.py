"""Every node stands where it stands: against another parser, on what no author would write, and on real drafts."""

from __future__ import annotations

import datetime as dt
import itertools
import random
import time
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from techlint import catalog
from techlint.markdown import parse, tree
from techlint.markdown.budget import costly
from techlint.pipeline import check
from techlint.ruleset import Ruleset
from techlint.text import Source
from tests.corpora import ROOT, drafts
from tools.commonmark import examples
from tools.places import Tally, broken, ours, theirs

if TYPE_CHECKING:
    from pathlib import Path

    from techlint.document import Document, Node

PIECES = [
    *("foo", "bar baz", "*bar*", "**b**", "_x_", "`c d`", "``a`b``", "\\*", "&lt;", "&copy;", "[l](u)", "[l](<u> 't')"),
    *(
        "![i][r]",
        "[r]: /u",
        "[r]: /u 'title'",
        "[r]",
        "<b>",
        "<br/>",
        "<div>",
        "<!-- c -->",
        "```",
        "```rs",
        "~~~",
        "---",
    ),
    *(
        "***",
        "===",
        "| a | b |",
        "|--|--|",
        "| `a\\|b` |",
        "> ",
        ">",
        "- ",
        "* ",
        "1. ",
        "2) ",
        "- [ ] ",
        "- [x] ",
        "\t",
    ),
    *(
        "    ",
        "  ",
        " ",
        "\n",
        "\n",
        "\n",
        "\n\n",
        "\n\n",
        "# ",
        "### ",
        " #",
        "  \n",
        "\\\n",
        "[^1]",
        "[^1]: n",
        "~~x~~",
    ),
    *(
        "http://a.b/c",
        "<http://a.b>",
        "é",
        "😀",
        "\u00a0",
        "\0",
        "\ud800",
        "!!! note\n    ",
        "$x_1$",
        "{{ t }}",
        ":::",
        "\ufffc",
    ),
]


def soup(seed: int) -> str:
    chance = random.Random(seed)
    return "".join(chance.choice(PIECES) for _ in range(chance.randint(1, 70)))


def faults(doc: Document) -> list[str]:
    return list(broken(doc.source, doc.root))


def test_commonmark_examples_are_placed_as_by_pulldown_cmark() -> None:
    found = examples()
    assert len(found) == 652
    different = []
    for text in found:
        root = tree(Source.of(text), text)
        reference = Counter(theirs(text))
        surplus = Counter(ours(text, root, tight=False)) - reference
        if reference - Counter(ours(text, root)) or surplus or list(broken(Source.of(text), root)):
            different.append(text)
    assert different == []


@pytest.mark.parametrize("seed", [*range(400), 1642, 7642])
def test_soup_keeps_every_invariant(seed: int) -> None:
    text = soup(seed)
    doc = parse(Source.of(text))
    assert faults(doc) == []
    leaves = sorted(node.span for node in doc.nodes if not node.children and node.kind not in ("document", "list"))
    for one, other in itertools.pairwise(leaves):
        assert one.end <= other.start, (text, one, other)


def test_soup_is_seldom_inexact_and_never_lost_for_a_whole_draft() -> None:
    blocks = [node for seed in range(400) for node in parse(Source.of(soup(seed))).of("prose")]
    assert sum(not node.exact for node in blocks) / len(blocks) < 0.01


def test_real_drafts_are_placed_as_by_pulldown_cmark() -> None:
    """A sample; `tools/places.py` compares them all."""
    tally = Tally()
    for source in drafts(step=30):
        tally.add(source)
    assert tally.files
    assert tally.faults == []
    assert tally.inexact <= tally.total / 10_000
    assert tally.same / tally.total >= 0.997


def test_line_ends_change_nothing() -> None:
    sources = [Source.of(soup(seed)) for seed in range(100)] + drafts(step=100)
    for source in sources:
        text = source.text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
        unix = parse(Source.decode(source.path, text.encode()))
        dos = parse(Source.decode(source.path, text.replace("\n", "\r\n").encode()))
        assert [shape(node) for node in unix.nodes] == [shape(node) for node in dos.nodes]
        for node in dos.nodes:
            start, end = (dos.source.raw_offset(offset) for offset in node.span)
            assert dos.source.raw[start:end].replace("\r\n", "\n") == unix.source[node.span]


@pytest.mark.parametrize("path", sorted((ROOT / "seeds").glob("*.md")), ids=lambda path: path.stem)
def test_line_ends_change_no_finding(path: Path) -> None:
    rules = catalog.load((catalog.builtin(),)).rules
    ruleset = Ruleset(rules, frozenset(rule.id for rule in rules), dt.date(2026, 11, 21))
    text = path.read_text(encoding="utf-8")
    unix = check(Source.decode(path.name, text.encode()), ruleset)
    dos = check(Source.decode(path.name, text.replace("\n", "\r\n").encode()), ruleset)
    assert unix.findings == dos.findings
    assert unix.findings or path.stem == "clean"


def shape(node: Node) -> tuple[object, ...]:
    return node.kind, node.span, node.exact, node.excerpt


def test_a_byte_order_mark_hides_no_heading() -> None:
    for data in (b"\xef\xbb\xbf# A\n", "\ufeff# A\n".encode("utf-16-le"), b"\xef\xbb\xbf\xef\xbb\xbf# A\n"):
        assert [node.kind for node in parse(Source.decode("a.md", data)).root.children] == ["heading"]


def test_bad_bytes_are_read_and_kept() -> None:
    data = b"# caf\xe9 *\xff* [a](b\xfe) \x00 `\xfd`\n"
    doc = parse(Source.decode("a.md", data))
    assert [node.kind for node in doc.root.children[0].children][1::2] == ["emphasis", "link", "code_span"]
    assert doc.source.encode(doc.source.raw) == data
    assert all("\0" not in node.excerpt.text for node in doc.nodes if node.excerpt)


HOSTILE = {
    "nothing": "",
    "a line end": "\n",
    "brackets": "[" * 200_000,
    "openers of links": "[a](" * 50_000,
    "references": "[a]: b\n\n" + "[a][" * 50_000,
    "stars": "*a " * 12_000,
    "nested stars": "*a **b " * 20_000,
    "ticks": "`a" * 40_000,
    "growing ticks": "".join("`" * k + "a" for k in range(600)),
    "angles": "<" * 200_000,
    "comments left open": "<!-- " * 200_000,
    "list": "- a\n" * 50_000,
    "loose list": "- a\n\n" * 20_000,
    "lazy quote": "> a\n" + "b\n" * 40_000,
    "deep quote": "> " * 10_000 + "a\n",
    "deep list": "- " * 10_000 + "a\n",
    "deep and lazy": "> " * 10_000 + "a\n" + "b\n" * 5_000,
    "deeper and deeper": "".join("  " * k + "- a\n" for k in range(300)),
    "table": "| a | b |\n|--|--|\n" + "| c | d |\n" * 1_000,
    "blanks in a heading": "# a" + " " * 200_000 + "b\n",
    "shortcodes left open": "{{< code " * 20_000,
    "shortcodes without an end": "{{< code >}}" * 16_000,
    "Liquid left open": "{% highlight %}" * 12_000,
    "braces": "{" * 200_000,
    "dollars": "$a_" * 12_000,
    "components": "<A b={" * 30_000,
    "code": "```\n" + "let a = 1;\n" * 20_000 + "```\n",
    "a picture in base64": "![a](data:image/png;base64," + "iVBORw0KGgo" * 18_000 + ")\n",
    "one word": "a" * 200_000,
    "surrogates": "\ud83d\ude00 [a](\udcff) " * 1_000,
    "NUL": "\0" * 20_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_drafts_are_read_or_left_alone_in_time(name: str) -> None:
    source = Source.of(HOSTILE[name], "draft.mdx" if name in ("components", "braces") else "draft.md")
    started = time.process_time()
    doc = parse(source)
    assert time.process_time() - started < 3
    assert faults(doc) == []
    for span in doc.skipped:
        (node,) = [node for node in doc.of("paragraph") if node.span == span]
        assert not node.exact
        assert node.excerpt
        assert node.excerpt.text == ""


def test_only_what_is_too_long_is_left_alone() -> None:
    text = "Before.\n\n" + "- a\n" * 100_000 + "\nAfter.\n\n```\n" + "code\n" * 100_000 + "```\n\nThe end.\n"
    doc = parse(Source.of(text))
    assert [doc.source[span][:4] for span in doc.skipped] == ["- a\n"]
    assert [node.excerpt.text for node in doc.of("paragraph") if node.excerpt] == ["Before.", "", "After.", "The end."]
    assert [len(node.excerpt.text) for node in doc.of("code_block") if node.excerpt] == [500_000]


def test_what_is_left_alone_is_told() -> None:
    rules = catalog.load((catalog.builtin(),)).rules
    ruleset = Ruleset(rules, frozenset({"techlint/skipped-block"}), dt.date(2026, 11, 21))
    report = check(Source.of("Before.\n\n" + "[" * 100_000 + "\n"), ruleset)
    assert [finding.rule for finding in report.findings] == ["techlint/skipped-block"]


def test_three_megabytes_of_a_real_draft_are_read_whole() -> None:
    paragraph = "Some *words* about `code`, and a [link](https://example.org) to more of them; then the line ends.\n"
    text = ("## A heading\n\n" + paragraph * 8 + "\n- one\n- two\n\n```py\nprint(1)\n```\n\n") * 3_650
    assert len(text) > 3_000_000
    assert costly(text) == ()
