"""The data at the top of a draft: what it says, where it stands, what is wrong with it."""

from __future__ import annotations

import datetime as dt
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
import yaml

from techlint import frontmatter
from techlint.frontmatter import CLOSING, OPENING, full, plain
from techlint.text import Span
from tests.corpora import drafts

if TYPE_CHECKING:
    from techlint.document import FrontMatter


def read(text: str) -> FrontMatter:
    front = frontmatter.read(text)
    assert front
    return front


YAML_BLOCKS = [
    "title: A day\n",
    "title: 'It''s a day'\ndate: 2026-05-01\n",
    'title: "A: day # one"\ndraft: true\nweight: 3\nversion: 1.20\n',
    "date: 2026-05-01T10:20:30Z\nupdated: 2026-05-01 10:20:30 +02:00\nother: 2026-05-01 10:20:30 +0200\n",
    "tags: [a, 'b c', \"d, e\"]\n",
    "tags:\n- a\n- b c\nnext: 1\n",
    "tags:\n  - a\n  - 'b'\n\n# a comment\nnext: yes\n",
    "cover:\n  image: a.png\n  size:\n    wide: 3\nlast: 2026/05/01\n",
    "empty:\nnull_: null\nword: nullable\nswitch: Off\n",
    "a: http://example.org/x?y=z#t\nb: c:d\n",
    "title: 5 Tips\nexcerpt: <!--more-->\nfile: 2026-05-01-name.md\nodd: 12 e4\n",
    "key : spaced\n",
    "",
]
OTHER_BLOCKS = [
    "title: >\n  folded\n  text\n",
    "title: a\n  continued\n",
    "a: &x 1\nb: *x\n",
    "a: {b: c}\nd: [e, [f]]\n",
    "a: -1\nb: 0x1f\nc: 1e3\nd: 0o17\ne: 017\nf: 1_000\ng: 12:30:45\nh: .5\n",
    'a: "esc\\u00e9"\nb: ~\n',
    "a: b # comment\n",
    "- a\n- b\n",
    "? a\n: b\n",
    "a: !!str 1\n",
    "tags:\n- - a\n",
    "list:\n- a: 1\n  b: 2\n",
    "a: 1\na: 2\n",
    "on: 1\n",
    "b: 2026-05-01-02\n",
]


@pytest.mark.parametrize("block", YAML_BLOCKS + OTHER_BLOCKS)
def test_the_plain_reader_agrees_with_yaml(block: str) -> None:
    fields = plain.read(block, Span(0, len(block)))
    assert (fields is None) == (block in OTHER_BLOCKS)
    data = yaml.safe_load(block)
    if fields is not None:
        assert {key: field.value for key, field in fields.items()} == (data or {})
        known = full.read(block, Span(0, len(block)))
        assert known is not None
        for key, field in fields.items():
            if isinstance(field.value, (str, int)):
                assert field.span == known[key].span
            assert [item.span for item in field.items] == [item.span for item in known[key].items]
    elif isinstance(data, dict):
        front = read(f"---\n{block}---\n")
        assert [field.value for field in front.fields.values()] == list(data.values())


def test_the_plain_reader_agrees_with_yaml_on_real_drafts() -> None:
    known = 0
    for source in drafts():
        opening = OPENING.match(source.text)
        closing = opening and CLOSING[opening[1]].search(source.text, opening.end())
        if not opening or not closing or opening[1] != "---":
            continue
        inner = Span(opening.end(), closing.start())
        fields = plain.read(source.text, inner)
        if fields is not None:
            known += 1
            assert {key: field.value for key, field in fields.items()} == (yaml.safe_load(source[inner]) or {})
    assert known


@pytest.mark.parametrize(
    ("text", "key", "value", "origin"),
    [
        ('---\ntitle: "A day"\n---\n', "title", "A day", '"A day"'),
        ("---\ntitle: >\n  A\n  day\n---\n", "title", "A day\n", ">\n  A\n  day\n"),
        ('+++\ntitle = "A day"\ntags = ["a"]\n[extra]\ntitle = "no"\n+++\n', "title", "A day", '"A day"'),
        ('+++\ndate = 2026-05-01\n[extra]\ntitle = "no"\n+++\n', "extra", {"title": "no"}, "extra"),
        ('{\n  "a": {"title": 1},\n  "title": "A day"\n}\n\nText\n', "title", "A day", '"A day"'),
        ('+++\ntitle = "A day"\nat = Date(2026, 5, 1)\n+++\n', "title", "A day", '"A day"'),
    ],
)
def test_values_have_places(text: str, key: str, value: object, origin: str) -> None:
    field = read(text).fields[key]
    assert field.value == value
    assert text[slice(*field.span)] == origin


@pytest.mark.parametrize(
    ("text", "problem", "origin"),
    [
        ('---\ntitle: "A day\ndate: 2026-05-01\n---\n', "a quote is opened and never closed", '"A day'),
        ("---\ntitle: A day: part two\n---\n", "a value with a colon in it wants quotes", ": part two"),
        ("---\ntitle: a\n\tdate: b\n---\n", "there is a tab where YAML wants spaces", "\tdate: b"),
        ("---\ndate: 2026-13-01\n---\n", "month must be in 1..12", "2026-13-01"),
        ("---\ntitle: [a, b\nc: d\n---\n", "expected ',' or ']', but got ':'", ": d"),
        ("+++\ntitle = A day\n+++\n", "Invalid value", "A day"),
        ('{\n  "title": "A day",\n  oops\n}\n', 'expecting "', "oops"),
        ("---\ntitle: a\x07\n---\n", "there is a character that YAML does not allow", "\x07"),
        ("---\na: " + "[" * 5000 + "\n---\n", "it is nested too deeply", None),
    ],
)
def test_broken_blocks_say_why_and_where(text: str, problem: str, origin: str | None) -> None:
    front = read(text)
    assert front.error == problem
    assert not front.fields
    assert front.error_span
    if origin:
        assert text[slice(*front.error_span)] == origin


@pytest.mark.parametrize(
    "text",
    [
        "---\n\nSome prose.\n\n---\n\nMore.\n",
        '---\nSome prose: not much of it.\nMore: "prose\n',
        "---\n- a\n---\n",
        "----\ntitle: a\n---\n",
        "# Title\n\n---\ntitle: a\n---\n",
        "{% raw %}\n",
        "{\n",
        "",
        "---",
    ],
)
def test_what_is_no_front_matter(text: str) -> None:
    assert frontmatter.read(text) is None


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("-----\ntitle: A pool\n-----\n\nText.\n", "A pool"),
        ('---\nlayout:\t\tpost\ntitle:\t\t"A pool"\t\ntags:\n  - a\n---\n\nText.\n', "A pool"),
        ('---json\n{"title": "A pool", "tags": []}\n---\n\nText.\n', "A pool"),
        ('---toml\ntitle = "A pool"\n---\n\nText.\n', "A pool"),
        ('---\nsubtitle: \t"Small"\ntitle: A pool\n---\n', "A pool"),
    ],
)
def test_longer_marks_and_tabs_between_key_and_value_are_read(text: str, title: str) -> None:
    front = frontmatter.read(text)
    assert front is not None
    assert not front.error
    assert front.text("title") == title
    assert text[slice(*front.fields["title"].span)].strip('"\t') == title


@pytest.mark.parametrize(
    ("block", "path", "day"),
    [
        ("date: 2026-05-01", "a.md", dt.date(2026, 5, 1)),
        ("date: 2026-05-01 10:00:00 +0200", "a.md", dt.date(2026, 5, 1)),
        ('pubDate: "May 1st, 2026"', "a.md", dt.date(2026, 5, 1)),
        ("publish_date: Thursday, 1 May 2026", "a.md", dt.date(2026, 5, 1)),
        ("updated: 2026-06-01", "_posts/2026-05-01-a.md", dt.date(2026, 5, 1)),
        ("date: soon", "2026/05/01/a/index.md", dt.date(2026, 5, 1)),
        ("date: 2026-05-01\ndraft: true", "a.md", None),
        ("published: false", "2026-05-01-a.md", None),
        ("title: a", "2026-13-01-a.md", None),
        ("title: a", "version-2026.md", None),
    ],
)
def test_the_day_of_publication(block: str, path: str, day: dt.date | None) -> None:
    assert frontmatter.published(path, read(f"---\n{block}\n---\n")) == day


@pytest.mark.parametrize(
    "text",
    [
        "---\n" * 100_000,
        "---\n" + "a: b\n" * 200_000 + "---\n",
        "---\n" + "".join(f"k{k}: [a, b]\n" for k in range(3000)) + "---\n",
        "---\na: &a [x, x]\n"
        + "".join(f"{b}: &{b} [*{a}, *{a}, *{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
        + "---\n",
        '{\n"a": ' + "[" * 100_000 + "\n}\n",
        "+++\na = " + "[" * 10_000 + "\n+++\n",
        "---\na: 'b" + "'" * 100_000 + "\n---\n",
    ],
)
def test_hostile_blocks_cost_little(text: str) -> None:
    started = time.process_time()
    frontmatter.read(text)
    assert time.process_time() - started < 2


MANY = "a: {x: [1, {y: 2}]}\nb: 'é 😀'\nc: &d >\n  folded 😀\n  text\ne: *d\nf:\n- - 1\n- {g: 2026-05-01}\n"


@pytest.mark.parametrize(
    "block", [*YAML_BLOCKS, *OTHER_BLOCKS, MANY, "\ufeffa: 1\n", "a: [b\n", "a: b: c\n", "a: \ud800\n"]
)
def test_libyaml_and_yaml_read_alike(block: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(full, "FAST", yaml.CSafeLoader)
    known = frontmatter.read(f"---\n{block}---\n")
    monkeypatch.setattr(full, "FAST", yaml.SafeLoader)
    assert repr(known) == repr(frontmatter.read(f"---\n{block}---\n"))


@pytest.mark.parametrize("deep", ["[", "{a: ", "- ", "? ", "- - ? "])
def test_deep_nesting_does_not_reach_libyaml(deep: str) -> None:
    front = frontmatter.read(f"---\na:\n {deep * 8_000}\n---\n")
    assert front
    assert front.error


def test_deep_indentation_is_told() -> None:
    front = frontmatter.read("---\n" + "".join(" " * k + "a:\n" for k in range(300)) + "---\n")
    assert front
    assert front.error == "it is nested too deeply"


def test_yaml_is_not_imported_for_a_plain_block() -> None:
    code = (
        "import sys; from techlint import frontmatter; "
        "assert frontmatter.read('---\\ntitle: A day\\ntags: [a, b]\\ndate: 2026-05-01\\n---\\n').fields; "
        "assert 'yaml' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
