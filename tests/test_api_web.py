"""What browsers dropped or call deprecated, in HTML, CSS and JavaScript of a draft; and what only looks so."""

from __future__ import annotations

import time

import pytest

from techlint.api import web
from techlint.api.fences import fences
from techlint.markdown import parse
from techlint.text import Source


def found(lang: str, code: str) -> list[tuple[str, str, str]]:
    doc = parse(Source.of(f"Some text.\n\n```{lang}\n{code}\n```\n"))
    return [(one.place.text, one.kind, "sure" if one.sure else "info") for one in web.find(fences(doc))]


@pytest.mark.parametrize(
    ("lang", "code", "place", "kind", "sure"),
    [
        ("html", "<center>Hello</center>", "<center", "deprecated", "sure"),
        ("html", "<p>\n  <blink>Now</blink>\n</p>", "<blink", "removed", "sure"),
        ("html", '<td class="x" bgcolor="red">', "bgcolor", "deprecated", "info"),
        ("html", "<script>\nconst d = new Date();\nd.getYear();\n</script>", "d.getYear", "deprecated", "info"),
        ("html", "<style>\np { -moz-binding: none }\n</style>", "-moz-binding", "removed", "sure"),
        ("jsx", "return <font color={red}>{text}</font>;", "<font", "deprecated", "sure"),
        ("css", ".a {\n  clip: rect(0, 0, 0, 0);\n}", "clip", "deprecated", "info"),
        ("css", ".a { color: red; word-break: break-word; }", "word-break: break-word", "deprecated", "info"),
        ("css", "@document url(x) { a { color: red } }", "@document", "deprecated", "info"),
        ("js", "box.addEventListener('keypress', go);", "keypress", "deprecated", "sure"),
        ("js", "const press = (e) => e.keyCode === 13;", "e.keyCode", "deprecated", "sure"),
        ("js", "window.matchMedia('(print)').addListener(go);", "addListener", "deprecated", "sure"),
        ("js", "const mql = matchMedia('(print)');\nmql.addListener(go);", "mql.addListener", "deprecated", "sure"),
        (
            "js",
            "const c = new AudioContext();\nc.createScriptProcessor(1);",
            "c.createScriptProcessor",
            "deprecated",
            "sure",
        ),
        ("js", "window.performance.timing.navigationStart", "performance.timing", "deprecated", "sure"),
        ("js", "new Date().getYear()", "new Date().getYear", "deprecated", "info"),
        ("js", "const text = unescape(given);", "unescape", "deprecated", "info"),
        ("js", "Object.observe(a, go);", "Object.observe", "removed", "sure"),
    ],
)
def test_what_is_found(lang: str, code: str, place: str, kind: str, sure: str) -> None:
    assert (place, kind, sure) in found(lang, code)


@pytest.mark.parametrize(
    ("lang", "code"),
    [
        ("html", "<!-- <center>old</center> --><p>new</p>"),
        ("html", '<p class="center">&lt;center&gt;</p>'),
        ("html", "<script>const s = '<center>';</script>"),
        ("html", "<my-center>Hello</my-center>"),
        ("html", '<input data-align="left">'),
        ("vue", "<style scoped>\n.a { color: red }\n</style>"),
        ("xml", "<center/>"),
        ("jsx", "return <Center><Font color={red} /></Center>;"),
        ("ts", "const all: Array<font> = f<center>(x);"),
        ("js", "const html = '<center>x</center>';"),
        ("css", "/* clip: rect(0, 0, 0, 0) */ .a { clip-path: inset(50%) }"),
        ("css", ".clip { color: red }"),
        ("css", ".a { -webkit-box-orient: vertical }"),
        ("css", "a:hover { word-break: break-all }"),
        ("js", "box.addEventListener('keydown', go);"),
        ("js", "server.addListener('x', go);"),
        ("js", "const mql = make();\nmql.addListener(go);"),
        ("js", "let d = new Date();\nd = other();\nd.getYear();"),
        ("js", "// e.keyCode is gone\ngo(e.code)"),
        ("js", "import { escape } from 'html-escaper';\nescape(x);"),
        ("js", "function escape(x) { return x }\nconst z = escape(y);"),
        ("ts", "class Day {\n  escape(value: Date): string {\n    return '';\n  }\n}"),
        ("js", "export default {\n  name: 'x', escape(value) { return value }\n}"),
        ("js", "regexp.escape(x); RegExp.escape(x);"),
        ("js", "const performance = measure();\nperformance.timing"),
        ("python", "e.keyCode"),
    ],
)
def test_what_is_not_found(lang: str, code: str) -> None:
    assert found(lang, code) == []


def test_what_was_deprecated_before_the_first_snapshot_bears_no_day() -> None:
    doc = parse(Source.of("```html\n<center>Hello</center>\n```\n"))
    (one,) = web.find(fences(doc))
    assert (one.said.date, one.said.instead, one.name) == ("", "`CSS text-align`", "`<center>`")
    assert one.said.source == "https://developer.mozilla.org/docs/Web/HTML/Reference/Elements/center"


@pytest.mark.parametrize(
    ("lang", "code"),
    [
        ("html", "<a " * 9_000),
        ("html", "<td " + "x=1 " * 9_000),
        ("html", "<!--" * 9_000),
        ("html", "<script>" * 5_000),
        ("css", "a{" * 20_000),
        ("css", "clip:" + "a-" * 20_000),
        ("css", "/*" * 20_000),
        ("js", "new Date(" * 3_000),
        ("js", "e . " * 9_000 + "addEventListener('"),
    ],
)
def test_hostile_code_is_read_in_linear_time(lang: str, code: str) -> None:
    start = time.process_time()
    found(lang, code)
    assert time.process_time() - start < 2
