"""The site: every rule has a page that says all of it, tables in docs/ are as the code is, and all of it builds."""

import json
import re
import subprocess
import sys

import pytest
from conftest import ROOT

from techlint import catalog
from techlint.cli import COMMANDS
from techlint.keys import KEYS
from techlint.reporters import FORMATS
from techlint.schemas import SCHEMAS
from techlint.secrets.forge import expand
from tools.docs import blocks, reference, rules

RULES = catalog.load((catalog.builtin(),)).rules


@pytest.fixture(scope="module")
def pages():
    return dict(rules.pages())


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The site, built as README says, into another folder."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    return folder


def test_a_rules_page_says_all_of_it(pages):
    for rule in RULES:
        manual = catalog.manual((catalog.builtin(),), rule.id)
        text = pages[f"reference/rules/{rule.id}.md"]
        assert text.startswith(f"# {rule.id}\n\n**{rule.severity.value}**")
        plain = text.replace("\\", "")
        for words in (rule.message, rule.why, rule.help, f"ignore[{rule.id}]", f'ignore = ["{rule.id}"]'):
            assert words.replace("\\", "") in plain
        assert manual.explanation.strip() in text
        for example in (*manual.bad, *manual.good):
            assert example.shown.rstrip("\n") in text
            assert (example.fixed or "").rstrip("\n") in text
        if manual.bad:
            assert f"{rule.severity.value}[{rule.id}]: " in text or f"info[{rule.id}]: " in text
        if manual.measured and manual.measured.read:
            assert f"Of {manual.measured.read} findings" in text
        for link in manual.references:
            assert f"<{link}>" in text


def test_every_family_has_an_index(pages):
    families = {rule.family for rule in RULES}
    assert families == rules.families().keys()
    for family in families:
        text = pages[f"reference/rules/{family}/index.md"]
        assert all(f"[{rule.id}](" in text for rule in RULES if rule.family == family)
        assert all(f"[{rule.id}](" in pages["reference/rules/index.md"] for rule in RULES)


def forged(shown):
    """The values that the `{{...}}` of an example stand for."""
    text, edits = expand(shown)
    shift = 0
    for start, end, growth in edits:
        yield text[start + shift : end + growth + shift]
        shift += growth


def test_no_page_holds_a_secret(pages):
    """Values that no repository may hold are shown as `{{...}}`, and starred out in what techlint prints."""
    checked = 0
    for rule in RULES:
        manual = catalog.manual((catalog.builtin(),), rule.id)
        for example in (*manual.bad, *manual.good):
            for value in forged(example.shown):
                checked += len(value) > 12
                assert len(value) < 12 or value not in pages[f"reference/rules/{rule.id}.md"]
    assert checked > 10


def test_the_references_are_whole():
    configuration, commands = reference.configuration(), reference.command_line()
    for name, key in KEYS.items():
        assert f"## `{name}`" in configuration
        assert key.example in configuration
    for name in COMMANDS:
        assert f"## techlint {name}\n" in commands
    assert "`--unsafe-fixes`" in commands


@pytest.mark.parametrize("path", sorted((ROOT / "docs").glob("*.md")), ids=lambda path: path.name)
def test_tables_in_docs_are_as_the_code_is(path):
    text = path.read_text()
    assert blocks.renewed(text) == text, "run python -m tools.docs"


def test_every_table_has_its_place():
    texts = [path.read_text() for path in (ROOT / "docs").glob("*.md")]
    assert all(any(f"<!-- made: {name} -->" in text for text in texts) for name in blocks.BLOCKS)
    with pytest.raises(KeyError):
        blocks.renewed("<!-- made: nobody -->\nx\n<!-- end -->\n")


def test_no_format_and_no_command_is_left_out():
    formats = (ROOT / "docs" / "formats.md").read_text()
    assert [name for name in FORMATS if f"`{name}`" not in formats] == []
    said = "".join(path.read_text() for path in (ROOT / "README.md", *(ROOT / "docs").glob("*.md")))
    assert [name for name in COMMANDS if f"techlint {name}" not in said] == []


def test_the_site_builds_and_fetches_nothing(site):
    html = (site / "reference" / "rules" / "claims" / "speedup.html").read_text()
    assert "has no source a reader can check" in html
    for page in site.rglob("*.html"):
        text = page.read_text()
        loaded = re.findall(r"<(?:script|img|iframe)[^>]*\bsrc=\"?(http[^\" >]+)", text)
        loaded += [tag for tag in re.findall(r"<link[^>]*>", text) if "http" in tag and 'rel="canonical"' not in tag]
        assert loaded == [], page
    for name, make in SCHEMAS.items():
        assert json.loads((site / "schemas" / f"{name}.json").read_text()) == make()


def test_the_search_knows_every_rule(site):
    found = json.loads((site / "search" / "search_index.json").read_text())["docs"]
    assert {rule.id for rule in RULES} <= {entry["title"] for entry in found}
    assert (site / "search" / "search_index.js").read_text().startswith("var __index = {")
