"""Fixes: what changes, what stays, and how it is written."""

import os
import random
import subprocess
import sys
import time

import pytest
from conftest import ROOT

from benchmarks import edits
from techlint import fixing
from techlint.finding import Edit, Finding, Fix, Severity
from techlint.fix import apply
from techlint.report import Report
from techlint.text import Source, Span
from tests.corpora import drafts

IDLE = "<!-- techlint: ignore[techlint/skipped-block] for nothing -->"


def finding(*edits, rule="text/test", safe=True):
    fix = Fix("do", tuple(Edit(Span(start, end), text) for start, end, text in edits), safe=safe)
    return Finding(rule, Severity.WARNING, "m", Span(*edits[0][:2]), fix=fix)


@pytest.mark.parametrize(
    ("text", "edits", "after"),
    [
        ("abc", [((0, 1, "X"),)], "Xbc"),
        ("abc", [((2, 3, "Z"),), ((0, 1, "X"),)], "XbZ"),
        ("abc", [((0, 2, "X"),), ((1, 3, "Y"),)], "Xc"),
        ("abc", [((0, 1, "X"), (2, 3, "Z")), ((2, 3, "Q"),)], "XbZ"),
        ("abc", [((1, 1, "-"),), ((1, 1, "-"),)], "a-bc"),
        ("abc", [((1, 1, "-"),), ((1, 1, "+"),)], "a+bc"),
        ("a\r\nb\r\n", [((2, 3, "x\ny"),)], "a\r\nx\r\ny\r\n"),
        ("a\nb\r\nc\n", [((4, 5, "C"),)], "a\nb\r\nC\n"),
    ],
)
def test_edits_are_applied_in_one_pass(text, edits, after):
    findings = [finding(*some, rule=f"text/{k}") for k, some in enumerate(sorted(edits, key=str))]
    assert apply(Source.of(text), findings).raw == after


def test_unsafe_fixes_are_applied_on_request_only():
    source, found = Source.of("abc"), [finding((0, 1, "X"), safe=False)]
    assert apply(source, found).raw == "abc"
    assert apply(source, found, unsafe=True).raw == "Xbc"


def test_fix_writes_the_file_and_reports_the_rest(cli, draft):
    path = draft(f"\ufeff# A\r\n\r\nText {IDLE} end\r\n\r\n<!-- techlint: ignore -->\r\n".encode())
    path.chmod(0o640)
    run = cli("draft.md", "--fix", "--output-format", "concise")
    assert path.read_bytes() == "\ufeff# A\r\n\r\nText  end\r\n\r\n<!-- techlint: ignore -->\r\n".encode()
    assert path.stat().st_mode & 0o777 == 0o640
    assert run.returncode == 1
    assert b"invalid-ignore" in run.stdout
    assert b"unused-ignore" not in run.stdout
    assert b"Fixed 1 finding in 1 of 1 drafts." in run.stderr
    before = path.read_bytes()
    cli("draft.md", "--fix")
    assert path.read_bytes() == before


def test_diff_changes_nothing(cli, draft):
    path = draft(f"# A\n\nText {IDLE} end\n")
    run = cli("draft.md", "--diff")
    assert run.returncode == 1
    assert f"-Text {IDLE} end\n+Text  end\n" in run.stdout.decode()
    assert IDLE in path.read_text()
    draft("# A\n", "clean.md")
    assert cli("clean.md", "--diff").returncode == 0


def test_fix_only_is_quiet(cli, draft):
    draft(f"# A\n\nText {IDLE} end\n\n<!-- techlint: ignore -->\n")
    run = cli("draft.md", "--fix-only")
    assert (run.returncode, run.stdout) == (0, b"")


def test_a_link_stays_a_link(cli, draft, tmp_path):
    target = draft(f"Text {IDLE} end\n", "real/post.md")
    (tmp_path / "link.md").symlink_to(target)
    cli("link.md", "--fix")
    assert (tmp_path / "link.md").is_symlink()
    assert target.read_text() == "Text  end\n"


def test_standard_input_is_fixed_to_standard_output(cli):
    run = cli("-", "--fix", stdin=f"Text {IDLE} end\n")
    assert run.stdout == b"Text  end\n"
    assert run.returncode == 0


def test_a_draft_that_someone_changed_meanwhile_is_left_alone(draft):
    path = draft("mine\n")
    before, after = Source.of("as read\n", str(path)), Source.of("as fixed\n", str(path))
    mended = fixing.Mended(before, after, (), Report(after))
    assert fixing.write(path, mended) == f"{path}: changed while it was being fixed; left alone"
    assert path.read_text() == "mine\n"
    assert list(path.parent.iterdir()) == [path]


def test_a_draft_that_is_gone_is_a_problem(tmp_path):
    source = Source.of("x", str(tmp_path / "gone.md"))
    said = fixing.write(tmp_path / "gone.md", fixing.Mended(source, source, (), Report(source)))
    assert "cannot be written: No such file or directory" in said


def test_random_edits_are_fixed_and_nothing_else_is_changed():
    rng, ruleset = random.Random(7), edits.every_rule()
    posts = [post for post in drafts(40) if len(post.text) < 30_000]
    fixed = 0
    for _ in range(60):
        source = edits.edited(rng.choice(posts), rng)
        applied, complaints = edits.trial(source, ruleset)
        assert complaints == [], source.path
        fixed += bool(applied)
    assert fixed > 5


def test_a_kill_at_any_moment_leaves_every_file_as_it_was_or_as_it_should_be(draft, tmp_path):
    before = {f"{n}.md": f"# A\n\nText {n} {IDLE} end\n".encode() * (n % 3 * 30 + 1) for n in range(12)}
    command = [sys.executable, "-m", "techlint", "--no-cache", "--fix-only", "."]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}

    def start():
        for name, data in before.items():
            draft(data, name)
        begun = time.monotonic()
        process = subprocess.Popen(command, cwd=tmp_path, env=environment, stderr=subprocess.DEVNULL)
        return process, begun

    process, begun = start()
    assert process.wait() == 0
    whole = time.monotonic() - begun
    after = {name: (tmp_path / name).read_bytes() for name in before}
    assert all(after[name] != before[name] for name in before)
    for moment in range(6):
        process, _ = start()
        time.sleep(whole * (0.4 + 0.6 * moment / 6))  # the first part is start-up
        process.kill()
        process.wait()
        for name, data in before.items():
            assert (tmp_path / name).read_bytes() in {data, after[name]}, name
    drafts_left = sorted(path.name for path in tmp_path.iterdir() if not path.name.startswith("."))
    assert drafts_left == sorted(before)
