"""The HTML page: escaping, masking, structure, folding. Its behaviour in a browser is tested in tests/browser."""

import io
import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser

import pytest

from techlint import catalog
from techlint.finding import Edit, Finding, Fix, Label, Severity
from techlint.report import Report, Suppressed
from techlint.reporters import write
from techlint.reporters.manuscript import HEAD, KEPT, LONGEST_LINE, TAIL, WHOLE, Gap, Line, manuscript
from techlint.reporters.markup import Markup, join, sentence, shown, tag, template, words
from techlint.reporters.rulepage import rule_page
from techlint.reporters.run import Run
from techlint.text import Source, Span

RULES = catalog.load([catalog.builtin()])
HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\"'&amp;<!--]]>"
VOID = {"meta", "input"}


class Page(HTMLParser):
    """The elements of a page: their names, attributes and text; fails on tags that do not match."""

    def __init__(self, html):
        super().__init__()
        self.open, self.elements, self.texts = [], [], []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, name, attributes):
        self.elements.append((name, dict(attributes)))
        if name not in VOID:
            self.open.append(name)

    def handle_endtag(self, name):
        assert self.open.pop() == name

    def handle_data(self, data):
        self.texts.append(("".join(self.open[-1:]), data))

    def of(self, name, class_=None):
        return [
            a for n, a in self.elements if n == name and (class_ is None or class_ in (a.get("class") or "").split())
        ]

    @property
    def text(self):
        return "".join(data for where, data in self.texts if where not in {"script", "style"})


def manual_of(rule):
    return catalog.manual([catalog.builtin()], rule.id)


def find(text, what, **more):
    start = text.index(what)
    values = {"severity": Severity.WARNING, "message": f"found {what}", "rule": "text/test"} | more
    return Finding(span=Span(start, start + len(what)), **values)


def page(*reports, **options):
    out = io.StringIO()
    write("html", Run(reports, **options), out)
    return out.getvalue()


def draft(text, *findings, path="posts/a.md", **more):
    return Report(Source.of(text, path), findings, **more)


def lines(text, *findings):
    return list(manuscript(Source.of(text), findings))


def test_text_is_escaped_unless_it_is_markup():
    assert tag("p", "<b>", Markup("<b></b>"), title='"<') == '<p title="&quot;&lt;">&lt;b&gt;<b></b></p>'
    assert join(["a & b", [tag("i", "<")]]) == "a &amp; b<i>&lt;</i>"
    assert tag("b", hidden=True, open=False) == "<b hidden></b>"


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("a\u202eb", 'a<span class="odd">U+202E</span>b'),
        ("\u2066", '<span class="odd">U+2066</span>'),
        ("\udc80", '<span class="odd">80</span>'),
        ("\0", '<span class="odd">␀</span>'),
        ("a\tb", "a\tb"),
        ("👩\u200d💻 שלום", "👩\u200d💻 שלום"),
    ],
)
def test_what_is_invisible_is_spelled_out(text, seen):
    assert shown(text) == seen


def test_attributes_spell_out_what_is_invisible():
    assert tag("p", title="a\u202eb\udc80") == '<p title="a&lt;U+202E&gt;b&lt;80&gt;"></p>'


def test_messages_have_code_and_links():
    assert words("`a<b` is `c`") == "<code>a&lt;b</code> is <code>c</code>"
    assert words("put ``` above and ``` below `a`") == "put ``` above and ``` below <code>a</code>"
    assert words("see https://example.org/a?b=c.") == (
        'see <a href="https://example.org/a?b=c" rel="noreferrer" class="out">https://example.org/a?b=c</a>.'
    )
    assert "<a" not in words("javascript:alert(1) data:text/html,x")
    assert "<img" not in words('https://x/"><img>')
    assert template("use `{new}` for {old}") == "use `<var>new</var>` for <var>old</var>"
    assert [sentence("do it"), sentence("see https://a.b"), sentence("Why?")] == ["Do it.", "See https://a.b", "Why?"]


def test_nothing_of_a_draft_becomes_markup():
    text = f"# A\n\n{HOSTILE} and {HOSTILE}\n"
    finding = find(
        text,
        HOSTILE,
        rule=f"x{HOSTILE}/y",
        message=HOSTILE,
        label=HOSTILE,
        why=HOSTILE,
        help=HOSTILE,
        url=f"javascript:{HOSTILE}",
        related=(Label(Span(0, 3), HOSTILE),),
        fix=Fix(HOSTILE, (Edit(Span(0, 1), HOSTILE),)),
    )
    silenced = (Suppressed(finding, HOSTILE),)
    html = page(
        draft(text, finding, path=f"{HOSTILE}.md", suppressed=silenced), draft("Clean.\n", path=f"b{HOSTILE}.md")
    )
    calm = page(draft("# A\n\nword\n", find("# A\n\nword\n", "word")), draft("Clean.\n"))
    found, plain = Page(html), Page(calm)
    assert len(found.of("script")) == len(plain.of("script")) == 1
    assert not found.of("img")
    assert not [a for _, a in found.elements if any(key.startswith("on") or key == "style" for key in a)]
    assert not [a for _, a in found.elements if (a.get("href") or "").startswith("javascript")]
    assert found.text.count("</script><script>alert(1)") > 10


def test_the_policy_lets_only_our_script_and_style_run():
    html = page(draft("a word\n", find("a word\n", "word")))
    (policy,) = [a["content"] for a in Page(html).of("meta") if a.get("http-equiv") == "Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; ")
    for name in ("style", "script"):
        (content,) = re.findall(rf"<{name}>(.*?)</{name}>", html, re.DOTALL)
        digest = b64encode(sha256(content.encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in policy
    assert "unsafe" not in policy


def test_the_page_loads_nothing():
    html = page(draft("a word\n", find("a word\n", "word")), rules=RULES.rules)
    assert not re.search(
        r"""\b(src|srcset|poster|action)\s*=|url\(|@import|<link|<iframe|<form|fetch\(|XMLHttp""", html
    )


def test_every_reference_inside_the_page_has_its_target():
    text = "".join(f"line {n} with gizmo{n}.\n" for n in range(300))
    rule = next(rule for rule in RULES.rules if rule.id == "claims/speedup")
    found = [find(text, f"gizmo{n}.", rule=rule.id, related=(Label(Span(3000, 3001), "there"),)) for n in (1, 150, 280)]
    found = Page(
        page(draft(text, *found), rules=RULES.rules, manual=lambda rule: catalog.manual([catalog.builtin()], rule.id))
    )
    ids = [a["id"] for _, a in found.elements if "id" in a]
    assert len(ids) == len(set(ids))
    links = [a["href"][1:] for _, a in found.elements if (a.get("href") or "").startswith("#")]
    named = [a[key] for _, a in found.elements for key in ("aria-labelledby", "for") if key in a]
    marked = [name for a in found.of("mark") for name in a.get("data-n", "").split()]
    assert {*links, *named, *marked} <= set(ids)
    assert found.of("a", "rule")


def test_secrets_do_not_reach_the_page(cli, tmp_path):
    secret = "ghp_" + "0aB1cD2eF3gH4iJ5kL6mN7oP8qR9sT0uV1wX"[:36]
    (tmp_path / "a.md").write_text(f"# A\n\nWe log in with `{secret}` here,\n\n```sh\nexport TOKEN={secret}\n```\n")
    run = cli("check", "a.md", "--all", "--output-format", "html")
    assert secret.encode() not in run.stdout
    assert secret[8:20].encode() not in run.stdout
    assert b"*" * 30 in run.stdout
    assert Page(run.stdout.decode()).of("mark")


def test_marks_stand_on_their_words():
    text = "one two three\nfour five\n"
    found = [find(text, "two three"), find(text, "three\nfour", severity=Severity.ERROR), find(text, "five")]
    first, second = lines(text, *found)
    assert [(piece.text, piece.numbers) for piece in first.pieces] == [("one ", ()), ("two ", (0,)), ("three", (0, 1))]
    assert [(p.text, p.numbers) for p in second.pieces] == [("four", (1,)), (" ", ()), ("five", (2,))]
    assert (first.begun, first.ended) == ((0, 1), (3, 3))
    assert (second.begun, second.ended) == ((2,), (3,))
    html = page(draft(text, *found))
    assert '<mark class="error twice" data-n="d1n1 d1n2">three</mark>' in html
    assert '<mark class="error long" data-n="d1n2">four</mark>' in html


def test_a_place_without_width_has_its_number():
    text = "one two\n\n"
    at = Finding("text/test", Severity.INFO, "here", Span(4, 4))
    end = Finding("text/test", Severity.INFO, "there", Span(9, 9))
    first, second = lines(text, at, end)
    assert [piece.text for piece in first.pieces] == ["one ", "two"]
    assert (first.begun, first.ended) == ((0,), (1,))
    assert second.begun == (1,)
    assert len(Page(page(draft(text, at, end), everything=True)).of("a", "ref")) == 2


def test_the_empty_draft():
    assert [line.begun for line in lines("", Finding("a/b", Severity.INFO, "m", Span(0, 0)))] == [(0,)]
    assert lines("") == [Line(1, ())]


def test_every_line_is_there_once_and_in_order():
    text = "".join(f"line {n}\n" for n in range(1, 500))
    parts = lines(text, find(text, "line 100\n"), find(text, "line 103\n"), find(text, "line 300\n" + "line 301\n"))
    rows = [line.number for part in parts for line in (part.lines if isinstance(part, Gap) else [part])]
    assert rows == list(range(1, 500))
    open_rows = [part.number for part in parts if isinstance(part, Line)]
    assert open_rows == [*range(98, 106), *range(298, 304)]


def test_a_short_draft_is_whole():
    text = "line\n" * WHOLE + "end"
    assert any(isinstance(part, Gap) for part in lines(text))
    text = "line\n" * (WHOLE - 1) + "end"
    assert not any(isinstance(part, Gap) for part in lines(text))


def test_a_long_finding_is_folded_inside():
    text = "".join(f"line {n}\n" for n in range(1, 500))
    parts = lines(text, Finding("a/b", Severity.ERROR, "m", Span(0, len(text))))
    folded = [len(part.lines) for part in parts if isinstance(part, Gap)]
    assert folded == [499 - HEAD - 1 - TAIL - 1]
    html = page(draft(text, Finding("a/b", Severity.ERROR, "m", Span(0, len(text)))))
    assert f"<summary>{folded[0]} more lines</summary>" in html


def test_a_long_line_is_cut_but_not_in_its_marks():
    text = "x" * 50_000 + "HERE" + "y" * 50_000
    assert LONGEST_LINE < 50_000
    (line,) = lines(text, find(text, "HERE"))
    assert [(len(p.text), p.cut, p.numbers) for p in line.pieces] == [
        (KEPT, 0, ()),
        (KEPT, 50_000 - 2 * KEPT, ()),
        (4, 0, (0,)),
        (KEPT, 0, ()),
        (KEPT, 50_000 - 2 * KEPT, ()),
    ]
    assert line.ended == (3,)
    html = page(draft(text, find(text, "HERE")))
    assert len(html) < 60_000
    assert "49,200 characters left out" in html


def test_what_is_left_out_is_said():
    text = "".join(f"line {n} of a long draft\n" for n in range(100_000))
    html = page(draft(text, find(text, "line 50000 ")))
    assert "49,998 lines without findings left out" in Page(html).text
    assert "too long for one page" in Page(html).text
    assert len(html) < 70_000


def test_clean_drafts_are_named_but_not_shown():
    html = page(draft("Nothing wrong in words.\n", path="clean.md"), draft("word\n", find("word\n", "word")))
    assert "Nothing wrong" not in html
    assert "clean.md" in html
    assert "1 draft with nothing to tell" in html


def test_counts_have_words_beside_the_plots():
    text = "one two three\n"
    found = [find(text, "one", severity=Severity.ERROR), find(text, "two"), find(text, "three", rule="b/c")]
    html = page(draft(text, *found), draft("x\n"))
    assert "3 findings in 1 draft" in html
    assert "1 error, 1 warning" in Page(html).text
    assert all(a["aria-hidden"] == "true" for a in Page(html).of("svg"))


def test_info_is_held_back_and_said():
    text = "one two\n"
    found = [find(text, "one", severity=Severity.INFO), find(text, "two")]
    html = page(draft(text, *found))
    assert "1 of severity info not shown" in html
    assert "found one" not in html
    assert "found one" in page(draft(text, *found), everything=True)


def test_nothing_found_is_a_page_too():
    found = Page(page(draft("x\n")))
    assert "0 findings in 0 drafts" in found.text
    assert not found.of("article")


@pytest.mark.parametrize("rule", RULES.rules, ids=lambda rule: rule.id)
def test_every_rule_has_a_page(rule):
    manual = manual_of(rule)
    html = rule_page(rule, manual, "r1")
    text = Page(html).text
    assert rule.id in text
    assert all(reference in html.replace("&amp;", "&") for reference in manual.references)
    assert not re.search(r"(?<!\{)\{[a-z_]+\}(?!\})", text.split("Found")[0].split(manual.explanation[:10])[0])
    assert html.count("<mark") >= sum(len(e.marks) for e in manual.bad if "{{" not in e.shown) > 0 or not any(
        e.marks and "{{" not in e.shown for e in manual.bad
    )


def test_examples_of_secrets_are_shown_as_written():
    rule = next(rule for rule in RULES.rules if rule.id == "secrets/provider-token")
    manual = manual_of(rule)
    filled = [example.text for example in manual.bad if "{{" in example.shown]
    html = rule_page(rule, manual, "r1")
    assert filled
    assert not [text for text in filled if shown(text) in html]
