"""JSON Schemas say what the validators say: of good files, of broken ones, of every value put in every place."""

import copy
import datetime as dt
import json
import tomllib

import jsonschema
import pytest
from conftest import ROOT, RULE

from techlint import config, yamlfile
from techlint.errors import FileError
from techlint.keys import CONFIG, KEYS
from techlint.match import WORDS, conditions
from techlint.match.regex import Regex
from techlint.reporters.wirekeys import FINDING
from techlint.rulefile import RuleFile
from techlint.rulekeys import ATTRIBUTES, CONDITIONS
from techlint.rulekeys import RULE as RULE_TABLE
from techlint.schemas import SCHEMAS

RULES = sorted(path for path in (ROOT / "rules").rglob("*.yaml") if not {"data", "packs", "facts"} & set(path.parts))
VALIDATORS = {
    name: jsonschema.Draft7Validator(make(), format_checker=jsonschema.FormatChecker(["date"]))
    for name, make in SCHEMAS.items()
}
JUNK = (None, True, 0, 3, -1, "", " ", "a word", "ends.", "2026-11-21", [], ["a"], [1], [""], {}, {"x": "y"}, {"x": 1})
FULL_RULE = """\
severity: error
message: "a {found}"
label: "here"
why: "It is in the way"
help: "take it out"
explanation: "Gizmos are in the way."
references: [https://example.org]
since: 0.1.0
measured: {right: 3, read: 4, on: "our posts"}
always: false
match:
  in: [prose]
  count: {pattern: "gizmo", max: 1}
  lang: [rust]
  needs: [gizmo]
  unless: [{has: "x"}, {inside: [link]}, {meta: {layout: "y"}}]
examples:
  bad:
    - text: |
        A gizmo and a gizmo.
                      ^^^^^
      fixed: "A gizmo.\\n"
      path: a.md
  good:
    - |
      A gizmo.
"""
FULL_CONFIG = """\
select = ["claims"]
ignore = ["titles"]
exclude = ["a/**"]
include = ["*.md"]
respect-gitignore = true
rules = []
packs = []
as-of = "today"
site = "hugo"
fail-on = "error"
fail-on-drafts = "info"
output-format = "json"
baseline = "b.txt"
extend-select = []
extend-ignore = ["text"]
extend-exclude = []
severity = {claims = "info"}
[per-path."drafts/**"]
ignore = ["leftovers"]
severity = {claims = "error"}
"""


def plain(value):
    """TOML data as JSON would hold it."""
    if isinstance(value, dict):
        return {key: plain(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [plain(entry) for entry in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def places(value, way=()):
    """Every place in some data."""
    yield way
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, entry in steps:
        yield from places(entry, (*way, step))


def changed(data, way, change):
    """A copy in which the value at the end of a way is changed."""
    data = copy.deepcopy({"top": data})
    where = data
    for step in ("top", *way)[:-1]:
        where = where[step]
    change(where, ("top", *way)[-1])
    return data.get("top")


def variants(data):
    """Every value of JUNK in every place; every key missing; a key too much in every table."""
    for way in places(data):
        for junk in JUNK:
            yield changed(data, way, lambda where, step, junk=junk: where.__setitem__(step, junk))
        if way:
            yield changed(data, way, lambda where, step: where.__delitem__(step))
        yield changed(
            data, way, lambda where, step: where[step].update(xyz=1) if isinstance(where[step], dict) else None
        )


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_schemas_are_schemas(name):
    jsonschema.Draft7Validator.check_schema(SCHEMAS[name]())


def test_the_command_prints_them(cli):
    run = cli("schema", "config")
    assert json.loads(run.stdout) == SCHEMAS["config"]()
    assert cli("schema", "confg").returncode == 2


@pytest.mark.parametrize(
    ("name", "table", "good"),
    [("rule", RULE_TABLE, yamlfile.load("rule.yaml", FULL_RULE)), ("config", CONFIG, tomllib.loads(FULL_CONFIG))],
)
def test_both_judge_every_value_in_every_place_alike(name, table, good):
    assert VALIDATORS[name].is_valid(good)
    verdicts = {True: 0, False: 0}
    for data in variants(good):
        fine = not list(table.problems(data, ()))
        assert fine == VALIDATORS[name].is_valid(data), data
        verdicts[fine] += 1
    assert verdicts[True] > 20
    assert verdicts[False] > 200


def test_every_rule_fits():
    assert len(RULES) > 140
    for path in RULES:
        VALIDATORS["rule"].validate(yamlfile.load(str(path), path.read_text()))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("severity: warning", "severity: warn"),
        ("since: 0.1.0", "sinse: 0.1.0"),
        ("why:", "wy:"),
        ('"a {found}"', '"a {found}."'),
        ("terms: [gizmo]", "term: [gizmo]"),
        ("terms: [gizmo]", "terms: []"),
        ("terms: [gizmo]", "terms: gizmo"),
        ("terms: [gizmo]", "terms: [gizmo]\n  pattern: x"),
        ("in: [prose, code]", "in: [prosa]"),
        ("match:\n  in: [prose, code]\n  terms: [gizmo]", "check: gizmos"),
        ("since: 0.1.0", "since: 0.1.0\nmeasured: {right: many, read: 3, on: posts}"),
        ("since: 0.1.0", "since: 0.1.0\ncheck: article"),
        ("terms: [gizmo]", "terms: [gizmo]\n  unless: [{beside: x}]"),
        ("terms: [gizmo]", "structure: {urls: x}"),
        ("terms: [gizmo]", "count: {pattern: x}"),
        ("  good:\n    - |\n      A widget.\n", ""),
        ("    - |\n      A widget.\n", "    - txt: A widget.\n"),
    ],
)
def test_a_broken_rule_fails_in_both(old, new):
    assert old in RULE
    text = RULE.replace(old, new)
    with pytest.raises(FileError):
        RuleFile("rule.yaml", text, Regex)
    assert not VALIDATORS["rule"].is_valid(yamlfile.load("rule.yaml", text))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("terms: [gizmo]", "pattern: '(gizmo'"),
        ("{found}", "{fuond}"),
        ("        ^^^^^\n", ""),
    ],
)
def test_what_only_techlint_itself_can_see(old, new):
    text = RULE.replace(old, new)
    with pytest.raises(FileError):
        RuleFile("rule.yaml", text, Regex)
    assert VALIDATORS["rule"].is_valid(yamlfile.load("rule.yaml", text))


@pytest.mark.parametrize(
    "text",
    [
        'selekt = ["claims"]',
        'select = "claims"',
        '[severity]\nclaims = "warn"',
        'fail-on = "never"',
        'output-format = "jsn"',
        'as-of = "soon"',
        '[per-path."x/**"]\nselect = []',
        'respect-gitignore = "yes"',
        "per-path = []",
        "packs = [1]",
        "as-of = 2026-11-21T10:00:00",
    ],
)
def test_a_broken_configuration_fails_in_both(tmp_path, monkeypatch, text):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "techlint.toml").write_text(text)
    with pytest.raises(FileError):
        config.from_file(tmp_path / "techlint.toml")
    assert not VALIDATORS["config"].is_valid(plain(tomllib.loads(text)))


def test_the_examples_of_the_keys_fit(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "blog").mkdir()
    (tmp_path / "blog" / "house-rules").mkdir()
    (tmp_path / "techlint.toml").write_text("")
    for name, key in KEYS.items():
        path = tmp_path / "blog" / "techlint.toml"
        path.write_text(key.example)
        data = tomllib.loads(key.example)
        assert list(data) == [name]
        VALIDATORS["config"].validate(plain(data))
        config.from_file(path)


def test_the_first_configuration_fits(cli, tmp_path):
    assert cli("init").returncode == 0
    VALIDATORS["config"].validate(tomllib.loads((tmp_path / "techlint.toml").read_text()))


def test_every_key_of_the_configuration_has_a_place_and_a_default():
    fields = {name.replace("_", "-") for name in config.Config._fields} - {"root", "files"}
    assert fields == {name for name in KEYS if not name.startswith("extend")}
    properties = SCHEMAS["config"]()["properties"]
    assert properties["fail-on"]["default"] == "warning"
    assert properties["per-path"]["default"] == {}
    for name, value in properties.items():
        if "default" in value:
            VALIDATORS["config"].validate({name: value["default"]})


def test_the_vocabulary_is_whole():
    assert set(RULE_TABLE.keys["match"].shape.one_of) == set(WORDS)
    assert CONDITIONS.keys() == conditions.CONDITIONS.keys()
    assert {"text", "url", "level", "lost"} < ATTRIBUTES.keys()


def test_reports_fit(cli):
    run = cli("check", ROOT / "seeds", "--all", "--output-format", "json", "--isolated")
    found = json.loads(run.stdout)
    assert len(found) > 30
    assert any(finding["fix"] for finding in found)
    assert any(finding["related"] for finding in found)
    VALIDATORS["report"].validate(found)
    assert [problem for finding in found for problem in FINDING.problems(finding, ())] == []
    del found[0]["rule"]
    assert not VALIDATORS["report"].is_valid(found)


def test_shown_settings_are_a_configuration(cli, tmp_path):
    text = FULL_CONFIG.replace("include = ", "# include = ").replace('"today"', "2026-11-21")
    (tmp_path / "techlint.toml").write_text(text)
    (tmp_path / "a.md").write_text("# A\n")
    run = cli("check", "a.md", "--show-settings")
    assert run.returncode == 0, run.stderr
    shown = tomllib.loads(run.stdout.decode())
    VALIDATORS["config"].validate(plain(shown))
    assert shown["per-path"] == {"drafts/**": {"ignore": ["leftovers"], "severity": {"claims": "error"}}}
    assert shown["include"][0] == "*.md"
    assert shown["as-of"] == dt.date(2026, 11, 21)
