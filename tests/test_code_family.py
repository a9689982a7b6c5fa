"""The family code beyond the examples of its rules: what is let be, several blocks, hostile input."""

import datetime as dt
import time

import pytest

from techlint import catalog
from techlint.code.grammars import takes
from techlint.code.identity import contradicts, identify, suspect
from techlint.code.mending import slip
from techlint.code.syntax import fault
from techlint.code.unbound import unbound
from techlint.code.versions import odd_ones, too_old
from techlint.pipeline import check
from techlint.ruleset import Ruleset
from techlint.text import Source

RULES = tuple(rule for rule in catalog.load([catalog.builtin()]).rules if rule.family == "code")
RULESET = Ruleset(RULES, frozenset(rule.id for rule in RULES), dt.date(2026, 11, 20))


def told(text, *, info=False):
    """(rule, text) of each finding of the family; of those of severity info only if so asked."""
    findings = check(Source.of(text), RULESET).findings
    return [(f.rule, Source.of(text)[f.span]) for f in findings if info or f.severity != "info"]


@pytest.mark.parametrize(
    ("lang", "code", "reason"),
    [
        ("javascript", "const a = {\n  x: 1\n  y: 2,\n};\n", "a comma is missing at the end of the line"),
        ("javascript", "const a = [\n  'x'\n  'y',\n];\n", "a comma is missing at the end of the line"),
        ("typescript", "const a: string = 'x\";\n", "the quotes do not match"),
        ("java", "int a = 1;\nint b = 2;\nint c = a + b\n", "a semicolon is missing at the end of the line"),
        ("csharp", "a.B()\n  .C();\nvar d = e.F();\nvar g = d.H()\n", "a semicolon is missing at the end of the line"),
        ("rust", "fn main() {\n    let a = f(1));\n    g(a);\n}\n", "there is one closing bracket too many"),
        ("go", "a := []int{\n\t1,\n\t2\n}\n", "Go wants a comma at the end of the last line of a list"),
        ("php", "<?php\n$a = 1;\n$b = 2;\nif (f($a { echo 1; }\n", None),
    ],
)
def test_a_slip_is_what_one_mark_mends(lang, code, reason):
    found = slip(code, lang)
    assert (found.reason if found else None) == reason
    if found:
        assert takes(code[: found.start] + found.use + code[found.end :], lang)


@pytest.mark.parametrize(
    ("lang", "code"),
    [
        ("javascript", "app.get('/', (request, response) => {\n  response.send(1);\n"),
        ("javascript", "startTransition(() => setState(...));\n"),
        ("jsx", "<Cache size={10} />\n<Cache size={20} />\n"),
        ("java", "@Override\npublic int size() {\n    return 1;\n}\n"),
        ("java", "cache.size()\n"),
        ("go", "func (c *Cache) Size() int { return len(c.pages) }\n"),
        ("go", "f(func() {\n\tg()\n})\n"),
        ("rust", "pub fn size(&self) -> usize;\n"),
        ("c", 'CACHE_SIZE(10)\nCACHE_NAME("pages")\n'),
        ("cobol", "MOVE A TO B\n"),
    ],
)
def test_excerpts_are_let_be(lang, code):
    assert slip(code, lang) is None


@pytest.mark.parametrize(
    ("code", "lang"),
    [
        ('[\n  {"size": 10}\n]', "json"),
        ("FROM debian:13\nRUN make \\\n  install\n", "dockerfile"),
        ("src\n├── main.rs\n└── lib.rs\n", "tree"),
        ("$ make\nok\n", "console"),
        ("sudo apt-get install make\ncd build && make\n", "bash"),
        ("df = df.head()\n", ""),
        ("import cache\n", "python"),
        ("import the cache first\n", ""),
        ("server {\n    listen 80;\n    server_name cache.test;\n}\n", "nginx"),
        ("# the cache\nlocation /pages {\n    proxy_pass http://cache;\n}\n", "nginx"),
        ("root@box:/etc# cat site\nserver {\n    listen 80;\n}\n", ""),
        (".page {\n    margin: 0 auto;\n    color: red;\n}\n", "css"),
        ("page {\n    margin = 0;\n}\n", ""),
        ("[cache]\nsize = 10\n", "toml"),
        ("package main\n\nfunc main() {\n}\n", "go"),
        ("", ""),
    ],
)
def test_blocks_are_named_by_what_they_are(code, lang):
    assert identify(code) == lang


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("text", "$ make\n"),
        ("bash", "$ make\n"),
        ("yaml", '{\n"size": 10}'),
        ("typescript", "const a = require('a')\n"),
        ("swift", "func size() -> Int {\n    return 1\n}\n"),
        ("unheard-of", "$ make\n"),
        ("shell", "/srv # tree\n.\n├── main.rs\n└── lib.rs\n"),
    ],
)
def test_labels_that_may_be_meant_are_let_be(label, code):
    assert contradicts(label, code) == ""


def test_an_import_counts_wherever_the_draft_has_it():
    program = "```python\nimport json\nprint(json.dumps({}), os.sep)\n```\n"
    assert told(program) == [("code/missing-import", "os")]
    assert told(program + "\n```python\nimport os\n```\n") == []
    assert told(program + "\nThe prompt has done `import json, os` for us.\n") == []
    assert told(program.replace("import json", "import json\nfrom shell import *")) == []
    assert told(program.replace("os.sep", "unknown(os.sep)")) == []


@pytest.mark.parametrize(
    ("imports", "names"),
    [
        ("import os", []),
        ("import json, os", []),
        ("from shell import os", []),
        ("import shell.posix as os", []),
        ("import json, os.path as path", ["os"]),
        ("from os import path", ["os"]),
        ('text = """\nimport os\n"""', ["os"]),
        ("text = 'so: \\\nimport os'", ["os"]),
    ],
)
def test_a_name_is_missing_unless_a_line_surely_imports_it(imports, names):
    assert [found.name for found in unbound("python", [f"import sys\n{imports}\nprint(os.sep, sys.argv)\n"])] == names


def test_a_block_that_does_not_parse_may_bind_anything():
    assert list(unbound("python", ["import json\nprint(os.sep)", "os = open(\n"])) == []


def test_one_odd_version_against_several():
    usual, odd = "curl -O kit-1.4.2.tgz && tar xf kit-1.4.2.tgz", "cd kit-1.4.1"
    assert [(clash.found, clash.other) for clash in odd_ones([usual, odd])] == [("1.4.1", "1.4.2")]
    assert list(odd_ones([f"{usual}\n{odd}"])) == []
    assert list(odd_ones([usual, "cd kit-1.4"])) == []
    assert list(odd_ones([usual, odd, "cd kit-1.4.0"])) == []


def test_prose_may_ask_for_less_than_the_code_has():
    assert list(too_old(["FROM node:22"], ["Node.js 20 or later"])) == []
    assert [clash.found for clash in too_old(["FROM node:18-alpine"], ["Node.js 20+ is needed"])] == ["18"]
    assert list(too_old(["FROM node:18", "FROM node:22"], ["Node.js 20 or later"])) == []
    assert list(too_old(["node-version: 18"], ["We took Node.js 20 for this."])) == []


def test_a_post_about_an_upgrade_may_hold_two_versions():
    post = "```sh\ntar xf kit-1.4.2.tgz\ncd kit-1.4.2\n```\n\n## {}\n\n```sh\ncd kit-1.5.0\n```\n"
    assert told(post.format("Going on"), info=True) == [("code/version-clash", "kit-1.5.0")]
    assert told(post.format("Upgrading"), info=True) == []


SIZE = 100_000
HOSTILE = {
    "brackets": "f(" * SIZE,
    "quotes": "'" * SIZE,
    "lines": "a = {\n  b: 1\n" * (SIZE // 10),
    "versions": "kit-1.2 " * (SIZE // 8),
    "digits": "1." * SIZE,
    "images": "FROM " * (SIZE // 5),
    "branches": "├── a\n" * (SIZE // 6),
    "words": "a-" * SIZE,
    "attributes": "import os\n" + "a.b." * 200 + "c\n",
}


@pytest.mark.parametrize("lang", ["", "js", "python", "go", "yaml", "dockerfile", "sh"])
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_blocks_end_in_time(name, lang):
    started = time.process_time()
    told(f"```{lang}\n{HOSTILE[name]}\n```\n")
    assert time.process_time() - started < 3


@pytest.mark.parametrize(
    ("lang", "code"),
    [
        ("python", "body {\n    margin: 50px;\n}\np {\n    margin: 10px;\n}\n"),
        ("python", "> sum([1, 2])\n3\n"),
        ("python", 'def size():\n    """The size.\n\n    In pages.\n'),
        ("python", "[W 2026-01-02 08:00:31 app] refused\n[I 2026-01-02 08:00:32 app] served\n"),
        (
            "json",
            '{\n  "token": "eyJhbGciOiJIUzI1NiIsInR5\n    cCI6IkpXVCJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl"\n}\n',
        ),
        ("json", '{"done": N, "left": TOTAL_COUNT}\n'),
    ],
)
def test_what_is_of_another_kind_or_cut_is_no_fault(lang, code):
    assert fault(lang, code) is None


def test_a_section_of_another_program_is_not_taken_for_toml():
    assert suspect("# tool.cfg\n[connection]\nargs = -F config\n") == ""
    assert suspect("[connection]\nretries = -1\n") == "toml"


@pytest.mark.parametrize("code", ["x = 1\nNow the next line:\ny = 2\n", "s = f'a\nb'\n"])
def test_a_slip_in_python_is_a_fault(code):
    assert fault("python", code) is not None
