"""Formats: what they print for wide characters, tabs, control characters, long lines and hostile text."""

import io
import json

import pytest

from techlint.finding import Edit, Finding, Fix, Label, Severity
from techlint.report import Report
from techlint.reporters import FORMATS, write
from techlint.reporters.frame import frame
from techlint.reporters.run import Run
from techlint.reporters.terminal import columns, visible
from techlint.text import Source, Span


def find(text, what, **more):
    start = text.index(what)
    return Finding("text/test", Severity.WARNING, f"found {what}", Span(start, start + len(what)), **more)


def render(name, text, *findings, **options):
    out = io.StringIO()
    write(name, Run((Report(Source.of(text, "posts/a.md"), findings),), **options), out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("line", "what", "shown", "carets"),
    [
        ("plain text here", "text", "plain text here", "      ^^^^"),
        ("\tindented text", "text", "    indented text", "             ^^^^"),
        ("a 你好 text", "text", "a 你好 text", "       ^^^^"),
        ("a 你好 text", "你好", "a 你好 text", "  ^^^^"),
        ("e\u0301 text", "text", "e\u0301 text", "  ^^^^"),
        ("zero\u200bwidth", "\u200b", "zero<U+200B>width", "    ^^^^^^^^"),
        ("esc\x1b[31m text", "text", "esc␛[31m text", "         ^^^^"),
    ],
)
def test_carets_stand_under_the_text(line, what, shown, carets):
    source = Source.of(f"first\n{line}\n")
    start = source.text.index(what)
    found = frame(source, Span(start, start + len(what)), 100)
    assert (found.line, found.text, found.carets) == (2, shown, carets)


def test_long_lines_are_cut_around_the_span():
    source = Source.of("word " * 500 + "HERE" + " more" * 500)
    found = frame(source, Span(2500, 2504), 80)
    assert columns(found.text) <= 80
    assert found.text.startswith("…")
    assert found.text.endswith("…")
    assert found.text[found.carets.index("^") :].startswith("HERE")


def test_a_megabyte_on_one_line_is_quick():
    source = Source.of("x" * 1_000_000)
    assert columns(frame(source, Span(500_000, 999_000), 80).text) <= 80


def test_a_span_over_lines_shows_the_first():
    source = Source.of("one\ntwo\nthree\nfour\n")
    found = frame(source, Span(4, 13), 80)
    assert (found.line, found.carets, found.more) == (2, "^^^", 1)


def test_no_control_character_reaches_a_terminal():
    assert [visible(c) for c in "\x1b\x07\x7f\u202e\udc80\n"] == ["␛", "␇", "<U+007F>", "<U+202E>", "<80>", "␊"]


FULL = """\
warning[text/test]: found wrong
 --> posts/a.md:3:8
  |
3 | A word wrong here.
  |        ^^^^^ right here
  |
  : first told here
 --> posts/a.md:1:3
  |
1 | # Title
  |   ^^^^^
  |
  = why: It matters
  = help: do this
  = fix: write right
  = see: https://example.org/

"""


def test_full():
    text = "# Title\n\nA word wrong here.\n"
    finding = find(
        text,
        "wrong",
        label="right here",
        why="It matters",
        help="do this",
        related=(Label(Span(2, 7), "first told here"),),
        fix=Fix("write right", (Edit(Span(16, 21), "right"),), safe=True),
        url="https://example.org/",
    )
    assert render("full", text, finding) == FULL
    assert "\x1b[" in render("full", text, finding, color=True)


def test_full_shows_equal_findings_once_and_lists_their_places():
    text = "Github is here.\n" * 20 + "And Gitlab.\n"
    spans = [Span(at, at + 6) for at in range(0, 20 * 16, 16)]
    equal = [Finding("text/test", Severity.WARNING, "`Github` is GitHub", span) for span in spans]
    other = find(text, "Gitlab")
    shown = render("full", text, *equal, other)
    assert shown.count("`Github` is GitHub") == 1
    assert "= also: 19 more places: 2:1, 3:1, 4:1" in shown
    assert "13:1 and 7 more\n" in shown
    assert "posts/a.md:21:5" in shown
    assert render("concise", text, *equal, other).count("`Github`") == 20


def test_full_keeps_findings_apart_that_point_elsewhere():
    text = "one two three\n"
    first = find(text, "one", related=(Label(Span(4, 7), "this"),))
    second = first._replace(span=Span(8, 13))
    assert render("full", text, first, second).count("warning[text/test]") == 2


def test_concise():
    assert (
        render("concise", "a wrong\n", find("a wrong\n", "wrong")) == "posts/a.md:1:3: warning[text/test] found wrong\n"
    )


def test_json_places_count_characters():
    text = "\U0001f600 é wrong\r\n"
    (found,) = json.loads(render("json", text, find(text, "wrong")))
    assert found["location"] == {"row": 1, "column": 5}
    assert found["end_location"] == {"row": 1, "column": 10}
    assert (found["rule"], found["severity"], found["filename"]) == ("text/test", "warning", "posts/a.md")
    assert found["fix"] is None
    assert found["related"] == []


def test_json_carries_bytes_that_were_no_text():
    text = "bad \udcff wrong"
    assert json.loads(render("json-lines", text, find(text, "\udcff")))["message"] == "found ?"


def test_github_escapes(monkeypatch):
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    text = "a wrong\n"
    finding = Finding("text/test", Severity.ERROR, "100%, sure: yes\n::error::no", Span(2, 7), help="do")
    assert render("github", text, finding) == (
        "::error file=posts/a.md,line=1,endLine=1,col=3,endColumn=7,title=techlint text/test"
        "::100%25, sure: yes%0A::error::no%0Ahelp: do\n"
    )


def test_github_spends_its_budget_and_lists_the_rest(monkeypatch, tmp_path):
    summary = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    text = "x" * 100
    many = [Finding("text/many", Severity.WARNING, "again | <b>", Span(k, k + 1)) for k in range(30)]
    rare = Finding("text/rare", Severity.WARNING, "once", Span(99, 100))
    lines = render("github", text, *many, rare).splitlines()
    assert len(lines) == 11
    assert any("title=techlint text/rare" in line for line in lines), "every rule is heard before one is heard twice"
    assert lines[-1].startswith("21 more findings are in the step summary")
    told = summary.read_text()
    assert told.count("`text/many`") == 30
    assert "<b>" not in told


def test_info_is_shown_only_on_request():
    finding = Finding("text/test", Severity.INFO, "perhaps", Span(0, 1))
    assert render("concise", "x", finding) == ""
    assert "perhaps" in render("concise", "x", finding, everything=True)


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_takes_an_empty_run_and_odd_text(name, monkeypatch):
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    odd = "\x1b]0;x\x07 \udcff \u202e wrong 你\tend"
    out = render(name, odd, find(odd, "wrong"))
    assert "wrong" in out
    assert "\x1b" not in out
    out.encode("utf-8", "strict" if name.startswith("json") else "replace")
