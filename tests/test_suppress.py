"""Comments that silence findings."""

import datetime as dt

import pytest
from conftest import RULE

from techlint import catalog
from techlint.pipeline import check
from techlint.ruleset import Ruleset
from techlint.text import Source


@pytest.fixture(scope="module")
def ruleset(tmp_path_factory):
    folder = tmp_path_factory.mktemp("rules")
    (folder / "house").mkdir()
    (folder / "house" / "gizmo.yaml").write_text(RULE)
    rules = catalog.load([catalog.builtin(), catalog.Folder(folder)]).rules
    chosen = {rule.id for rule in rules if rule.family == "techlint"} | {"house/gizmo"}
    return Ruleset(rules, frozenset(chosen), dt.date(2026, 11, 21))


def run(text, ruleset, path="draft.md"):
    report = check(Source.of(text, path), ruleset)
    lines = [(f.rule.partition("/")[2], report.source.position(f.span.start).line) for f in report.findings]
    return lines, [s.reason for s in report.suppressed]


@pytest.mark.parametrize(
    ("text", "left", "reasons"),
    [
        ("A gizmo.\n", [("gizmo", 1)], []),
        (
            "<!-- techlint: ignore[house/gizmo] it is ours -->\nA gizmo\nand a gizmo.\n\nA gizmo.\n",
            [("gizmo", 5)],
            ["it is ours"] * 2,
        ),
        ("<!-- techlint: ignore[house] family -->\n\n- A gizmo\n- and a gizmo\n", [], ["family", "family"]),
        ("A gizmo <!-- techlint: ignore[house/gizmo] here -->\nand a gizmo.\n", [("gizmo", 2)], ["here"]),
        ("- one\n- a gizmo <!-- techlint: ignore[house/gizmo] there -->\n- a gizmo\n", [("gizmo", 3)], ["there"]),
        ("A gizmo.\n\n<!-- techlint: ignore-file[house/gizmo] all -->\n", [], ["all"]),
        (
            (
                "A gizmo.\n\n<!-- techlint: off[house/gizmo] old part -->\n\nA gizmo.\n\n"
                "<!-- techlint: on[house/gizmo] -->\n\nA gizmo.\n"
            ),
            [("gizmo", 1), ("gizmo", 9)],
            ["old part"],
        ),
        ("[//]: # (techlint: ignore[house/gizmo] quiet)\n\nA gizmo.\n", [], ["quiet"]),
        ("```python\ngizmo()  # techlint: ignore[house/gizmo] api\ngizmo()\n```\n", [("gizmo", 3)], ["api"]),
        ("```rust\n// techlint: ignore[house/gizmo] next\ngizmo();\n```\n", [], ["next"]),
        ("<!-- techlint: ignore[house/gizmo] until=2026-11-21 -->\nA gizmo.\n", [], [""]),
        (
            "<!-- techlint: ignore[house/gizmo] until=2026-11-20 -->\nA gizmo.\n",
            [("expired-ignore", 1), ("gizmo", 2)],
            [],
        ),
        ("<!-- techlint: ignore[house/gizmo] until=soon -->\nA gizmo.\n", [("invalid-ignore", 1), ("gizmo", 2)], []),
        ("<!-- techlint: ignore[house/gizmo] -->\nA widget.\n", [("unused-ignore", 1)], []),
        ("<!-- techlint: ignore[house/gismo] -->\nA gizmo.\n", [("invalid-ignore", 1), ("gizmo", 2)], []),
        ("<!-- techlint: ignore -->\nA gizmo.\n", [("invalid-ignore", 1), ("gizmo", 2)], []),
        ("<!-- techlint: disable[house/gizmo] -->\nA gizmo.\n", [("invalid-ignore", 1), ("gizmo", 2)], []),
        ("Write `<!-- techlint: ignore[house/gizmo] -->` above a gizmo.\n", [("gizmo", 1), ("gizmo", 1)], []),
        ("```html\n<!-- techlint: ignore[house/gizmo] -->\n```\n\nA gizmo.\n", [("gizmo", 2), ("gizmo", 5)], []),
        ("<!-- techlint: ignore[house/gizmo] at the very end -->", [("unused-ignore", 1)], []),
    ],
)
def test_comments(ruleset, text, left, reasons):
    assert run(text, ruleset) == (left, reasons)


def test_mdx_comments(ruleset):
    text = "{/* techlint: ignore[house/gizmo] in MDX */}\n\nA gizmo.\n"
    assert run(text, ruleset, "draft.mdx") == ([], ["in MDX"])


def test_a_comment_for_a_rule_that_did_not_run_is_not_idle(ruleset):
    chosen = Ruleset(ruleset.rules, frozenset({"techlint/unused-ignore"}), ruleset.today)
    assert run("<!-- techlint: ignore[house/gizmo] -->\nA widget.\n", chosen) == ([], [])


@pytest.mark.parametrize(
    "text",
    [
        "import numpy as np\nnp.product(x)  # techlint: ignore[api/removed] pinned\n",
        "import numpy as np\n# techlint: ignore[api/removed] pinned\nnp.product(x)\n",
    ],
)
def test_a_comment_that_names_its_rule_does_not_speak_for_the_author(ruleset, text):
    everything = Ruleset(ruleset.rules, frozenset({"api/removed", "techlint/unused-ignore"}), ruleset.today)
    draft = f"# A post\n\nCode <!-- techlint: ignore[api/removed] here, too -->:\n\n```python\n{text}```\n"
    report = check(Source.of(draft.replace(" <!-- techlint: ignore[api/removed] here, too -->", "")), everything)
    assert (report.findings, [s.reason for s in report.suppressed]) == ((), ["pinned"])
    report = check(Source.of(draft), everything)
    assert [s.reason for s in report.suppressed] == ["pinned"]
