"""Rule files: what is wrong in one is said with file, line, key and the nearest right name."""

import datetime as dt
import json
import subprocess
import sys

import pytest

from techlint import catalog, resources
from techlint.errors import FileError
from techlint.pipeline import check
from techlint.ruleset import Ruleset
from techlint.text import Source

GOOD = """\
severity: warning
message: "`{found}` is a word we do not use"
why: "Readers of this blog know it by another name"
help: "write widget"
explanation: |
  The house style has one word for this.
since: 0.1.0
match:
  in: [prose]
  terms: [gizmo]
examples:
  bad:
    - |
      A gizmo is here.
        ^^^^^
  good:
    - |
      A widget is here.
"""


def write(folder, text, name="house/gizmo.yaml"):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("old", "new", "line", "problem"),
    [
        ("severity: warning", "severity: warn", 1, "'severity' must be one of error, warning, info, not 'warn'"),
        ("since: 0.1.0", "sinse: 0.1.0", 7, "unknown key 'sinse' in rule (did you mean 'since'?)"),
        ("  terms: [gizmo]", "  term: [gizmo]", 10, "unknown key 'term' in match (did you mean 'terms'?)"),
        ("  in: [prose]", "  in: [prosa]", 9, "unknown 'prosa' in in (did you mean 'prose'?)"),
        ("{found}", "{fuond}", 2, "unknown placeholder '{fuond}' in message (did you mean 'found'?)"),
        ("  terms: [gizmo]", "  pattern: '(gizmo'", 10, "bad pattern in 'pattern': missing ): (gizmo"),
        ("  terms: [gizmo]", "  pattern: '(?<=a )gizmo'", 10, "RE2: no look-around"),
        ("  terms: [gizmo]", "  terms: gizmo", 10, "'terms' must be a list of words"),
        ("  terms: [gizmo]", "  terms: [gizmo]\n  pattern: x", 8, "'match' has exactly one of"),
        ("match:\n  in: [prose]\n  terms: [gizmo]", "check: gizmos", 8, "unknown check 'gizmos'"),
        ('name"', 'name."', 0, ""),
        ('do not use"', 'do not use."', 2, "without a final period"),
        ("        ^^^^^\n", "", 13, "no carets under what is bad"),
        ("why:", "why: x\nwhy:", 4, "key 'why' stands twice"),
        ("severity: warning", "severity: [warning", 2, "expected"),
        ("  good:\n    - |\n      A widget is here.\n", "", 11, "missing key 'good' in examples"),
    ],
)
def test_errors_name_the_place(tmp_path, old, new, line, problem):
    assert old in GOOD
    write(tmp_path, GOOD.replace(old, new))
    if not problem:
        assert catalog.load([catalog.Folder(tmp_path)]).rules
        return
    with pytest.raises(FileError) as error:
        catalog.load([catalog.Folder(tmp_path)])
    assert error.value.path.endswith("house/gizmo.yaml")
    assert error.value.line == line
    assert problem in error.value.problem


def test_a_users_rule_finds_and_tells(tmp_path):
    write(tmp_path, GOOD)
    rules = catalog.load([catalog.Folder(tmp_path)]).rules
    ruleset = Ruleset(rules, frozenset({"house/gizmo"}), dt.date(2026, 11, 21))
    (finding,) = check(Source.of("The `gizmo` and the *gizmo*.\n"), ruleset).findings
    assert finding.message == "`gizmo` is a word we do not use"
    assert finding.span == (21, 26)


def test_the_path_is_the_id_and_twins_are_refused(tmp_path):
    write(tmp_path / "a", GOOD)
    write(tmp_path / "b", GOOD)
    folders = [catalog.Folder(tmp_path / "a"), catalog.Folder(tmp_path / "b")]
    with pytest.raises(FileError, match="'house/gizmo' is already defined"):
        catalog.load(folders)


def test_a_rule_without_family_is_refused(tmp_path):
    write(tmp_path, GOOD, "gizmo.yaml")
    with pytest.raises(FileError, match="named after its family"):
        catalog.load([catalog.Folder(tmp_path)])


def test_the_cache_is_used_and_forgotten_when_a_rule_changes(tmp_path):
    path, cache = write(tmp_path / "rules", GOOD), tmp_path / "cache" / "rules.json"
    folder = catalog.Folder(tmp_path / "rules")
    assert catalog.load([folder], cache).rules[0].message == "`{found}` is a word we do not use"
    stored = json.loads(cache.read_text())
    stored["rules"][0]["message"] = "from the cache"
    cache.write_text(json.dumps(stored))
    assert catalog.load([folder], cache).rules[0].message == "from the cache"
    path.write_text(GOOD.replace("a word we do not use", "a word we gave up"))
    assert catalog.load([folder], cache).rules[0].message == "`{found}` is a word we gave up"


@pytest.mark.parametrize(
    "rubbish", [b"", b"\x00\xff", b"[]", b'{"key": 1}', b"{" * 100_000, b'{"version": [], "rules": 3}']
)
def test_a_spoilt_cache_is_made_anew(tmp_path, rubbish):
    write(tmp_path / "rules", GOOD)
    cache = tmp_path / "rules.json"
    cache.write_bytes(rubbish)
    (rule,) = catalog.load([catalog.Folder(tmp_path / "rules")], cache).rules
    assert rule.id == "house/gizmo"
    assert json.loads(cache.read_text())["rules"][0]["id"] == "house/gizmo"


def test_a_warm_start_reads_no_yaml(tmp_path):
    """yaml is a tenth of a cold start; the cache is there to save it."""
    code = (
        "import sys; from pathlib import Path; from techlint import catalog;"
        f"catalog.load([catalog.builtin()], Path({str(tmp_path / 'rules.json')!r}));"
        "print('yaml' in sys.modules)"
    )
    runs = [subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True) for _ in range(2)]
    assert [run.stdout.strip() for run in runs] == ["True", "False"]


def test_a_wheel_is_known_by_its_list_of_files(tmp_path, monkeypatch):
    folder = catalog.Folder(tmp_path, builtin=True)
    seen = set()
    for record in (None, b"one", b"two"):
        monkeypatch.setattr(resources, "installed", lambda record=record: record)
        seen.add(catalog.load([folder]).version)
    assert len(seen) == 3
    (tmp_path / "words.txt").write_text("more")
    assert catalog.load([folder]).version in seen
    assert catalog.load([catalog.Folder(tmp_path)]).version not in seen
