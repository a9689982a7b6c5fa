"""The family leftovers: fixes that solve what they find, phrases that compile, hostile drafts."""

import datetime as dt
import re
import time

import pytest

from techlint import catalog, engine, resources
from techlint.fix import apply
from techlint.leftovers import phrases
from techlint.leftovers.lines import Lines
from techlint.markdown import parse
from techlint.pipeline import check
from techlint.ruleset import Ruleset
from techlint.text import Source

FOLDERS = (catalog.builtin(),)
RULES = tuple(rule for rule in catalog.load(FOLDERS).rules if rule.family == "leftovers")
RULESET = Ruleset(RULES, frozenset(rule.id for rule in RULES), dt.date(2026, 11, 21))
TABLES = sorted(path.name for path in resources.path("leftovers/data").glob("*.tsv"))

DRAFT = """\
# Pools

Rows come in like this.
fn rows(pool: &Pool) -> Vec<Row> {
let all = pool.query("SELECT 1");
all.collect()
}

```bash
# kept as it is: \\o/ | • TODO
cargo build --release
```

- in a list

  ```yaml
  name: rows
  ```

| Tool | Rows |
|---|---|
| one | 12 |
Text right below.

• first
• second

Follow [us](example.com/rows), and set \\`retry: true\\`.

size\\_t count = pool.size();
pool.grow(count);
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_fixes_solve_what_they_find_and_leave_code_alone(newline):
    source = Source.decode("draft.md", DRAFT.replace("\n", newline).encode())
    findings = check(source, RULESET).findings
    assert {f.rule for f in findings if f.fix} == {
        "leftovers/broken-link",
        "leftovers/escaped-backticks",
        "leftovers/lost-fence",
        "leftovers/lost-list",
        "leftovers/swallowed-by-table",
    }
    fixed = Source.decode("draft.md", source.encode(apply(source, findings, unsafe=True).raw))
    assert [f for f in check(fixed, RULESET).findings if f.fix] == []
    fences = [node.excerpt.text for node in parse(fixed).of("code_block")]
    assert [text for text in fences if text in [n.excerpt.text for n in parse(source).of("code_block")]] == [
        "# kept as it is: \\o/ | • TODO\ncargo build --release\n",
        "name: rows\n",
    ]
    assert "size_t count = pool.size();\n" in fences[-1].replace("\r\n", "\n")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_second_run_has_nothing_to_fix(rule):
    manual = catalog.manual(FOLDERS, rule.id)
    for example in manual.bad if manual else ():
        if example.fixed is not None:
            again = check(Source.of(example.fixed), Ruleset((rule,), frozenset({rule.id}), dt.date(2026, 11, 21)))
            assert [f for f in again.findings if f.fix] == []


@pytest.mark.parametrize("table", TABLES)
def test_phrases_compile_and_say_where_they_count(table):
    from techlint.checks.phrases import SCOPES

    found = phrases.read(f"leftovers/data/{table}")
    assert found
    for phrase in found:
        assert re.compile(phrase.pattern.pattern)
        assert phrase.scope in SCOPES
        assert phrase.literals == tuple(map(str.lower, phrase.literals))


@pytest.mark.parametrize(
    "text",
    [
        "TODO " * 20_000,
        "[cite: " + "1, " * 30_000,
        "(TODO: " * 10_000,
        "{{" * 40_000,
        "https://a.b/?utm_source=" * 4_000,
        "[Insert " * 10_000,
        "turn0search0" * 8_000,
        "\n\n".join(["Photo by A B C D on"] * 5_000),
        "\n\n".join(["References:"] * 5_000),
        "\n\n".join(["## A"] * 5_000),
        "\n".join(["| a | b |"] * 5_000),
        "\n".join(["AaBbCc1~2"] * 5_000),
        "[a][b]" * 10_000,
        "\\`a" * 20_000,
        "EN " * 30_000,
        "Further reading:\n" + "- A b\n" * 5_000,
        "<<<<<<< a\n" * 5_000,
        "x " + "#a b " * 100_000,
        "# A\n\n" + "<!--" * 50_000,
    ],
    ids=lambda text: text[:10],
)
def test_hostile_drafts_take_a_moment(text):
    doc = Source.of(text + "\n")
    start = time.process_time()
    parse(doc)
    read = time.process_time() - start
    start = time.process_time()
    check(doc, RULESET)
    assert time.process_time() - start < 2 * read + 3


def test_a_line_is_found_from_any_of_its_letters():
    source = Source.of(DRAFT)
    lines = Lines(parse(source))
    expected = {offset: line for line in lines for offset in range(*line.span)}
    letters = [offset for offset, letter in enumerate(source.text) if not letter.isspace()]
    assert [lines.at(offset) for offset in letters] == [expected.get(offset) for offset in letters]
    assert [line.text for line in lines.holding(("first", "pools", "cargo"))] == ["# Pools", "• first"]


def test_a_heading_without_words_breaks_no_rule():
    assert engine.run(parse(Source.of("# \n\n#\n\n## Pools\n")), RULES)[1] == []
