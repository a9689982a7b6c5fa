"""Adopting techlint on an old blog: baselines, changed lines, the list of suppressions."""

import json
import subprocess

import pytest

FAULT = "<!-- techlint: ignore -->"


def git(folder, *args):
    options = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *options, *args], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def repo(tmp_path):
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    return tmp_path


def rows(run):
    return [(f["filename"], f["location"]["row"]) for f in json.loads(run.stdout)]


JSON = ["--output-format", "json"]


def test_a_baseline_outlives_edits_elsewhere_and_shrinks(cli, draft, tmp_path):
    draft(f"# A\n\nOne {FAULT} here.\n\nTwo {FAULT} there.\n")
    assert cli("baseline").returncode == 0
    base = tmp_path / "techlint-baseline.txt"
    lines = base.read_text().splitlines()
    assert [line.split("\t")[:2] for line in lines[2:]] == [["draft.md", "techlint/invalid-ignore"]] * 2
    draft('baseline = "techlint-baseline.txt"\n', "techlint.toml")
    assert cli("draft.md").returncode == 0
    draft(f"# New first line\n\n# A\n\nA new {FAULT} one.\n\nOne\n{FAULT}   here.\n\nTwo {FAULT} there.\n")
    assert rows(cli("draft.md", *JSON)) == [("draft.md", 5)]
    assert base.read_text().splitlines() == lines, "what is still there stays known"
    draft(f"# A\n\nTwo {FAULT} there.\n")
    assert cli("draft.md").returncode == 0
    assert len(base.read_text().splitlines()) == 3, "what is solved is forgotten"
    draft(f"# A\n\nOne {FAULT} here.\n\nTwo {FAULT} there.\n")
    assert rows(cli("draft.md", *JSON)) == [("draft.md", 3)]


def test_a_broken_baseline_names_the_line(cli, draft):
    draft("# A\n")
    draft("# salt: x\nnonsense\n", "base.txt")
    run = cli("draft.md", "--baseline", "base.txt")
    assert run.returncode == 2
    assert run.stderr.decode().startswith("techlint: base.txt:2: no entry")
    assert b"no such baseline" in cli("draft.md", "--baseline", "gone.txt").stderr


def test_since_tells_what_changed(cli, draft, repo):
    draft(f"# Old\n\nAn old {FAULT} fault.\n\nAnother old\nline {FAULT} of two.\n", "old.md")
    draft(f"# Quiet\n\nAn old {FAULT} fault.\n", "quiet.md")
    git(repo, "add", "--all")
    git(repo, "commit", "--quiet", "--message", "old")
    git(repo, "switch", "--quiet", "--create", "work")
    draft(f"# Old\n\nAn old {FAULT} fault.\n\nAnother changed\nline {FAULT} of two.\n", "old.md")
    draft(f"# New\n\nA new {FAULT} fault.\n", "new.md")
    assert rows(cli("check", "--since", "main", *JSON)) == [("new.md", 3), ("old.md", 6)]
    git(repo, "add", "old.md")
    assert rows(cli("check", "--staged", *JSON)) == [("old.md", 6)]
    git(repo, "mv", "quiet.md", "renamed.md")
    assert rows(cli("check", "--since", "main", *JSON)) == [("new.md", 3), ("old.md", 6)]


def test_since_in_the_wrong_place_is_one_line(cli, draft):
    draft("# A\n")
    for revision in ("main", "--output=x"):
        run = cli("check", f"--since={revision}")
        assert run.returncode == 2
        assert run.stderr.decode().count("\n") == 1


def test_suppressions_are_listed(cli, draft, repo):
    draft("# A\n\n<!-- techlint: ignore[text] quoted until=2031-01-01 -->\nText.\n")
    git(repo, "add", "--all")
    git(repo, "commit", "--quiet", "--message", "a")
    (entry,) = json.loads(cli("suppressions", "--output-format", "json").stdout)
    assert (entry["filename"], entry["row"], entry["rules"]) == ("draft.md", 3, ["text"])
    assert (entry["reason"], entry["until"]) == ("quoted", "2031-01-01")
    assert entry["since"] != "not committed"
    assert b"draft.md:3: ignore[text] until 2031-01-01 since " in cli("suppressions").stdout


def test_add_ignore_silences_what_is_found(cli, draft):
    path = draft(
        "---\ntitle: Ten years of Javascript\n---\n\nWe like the the idea, and we said so to all of you.\n\n"
        "- one more of of these, as it is\n\n> On Github, as they say.\n"
    )
    select = ["--select", "prose,techlint"]
    run = cli("draft.md", *select, "--add-ignore", "quoted as it was")
    assert (run.returncode, run.stderr.decode().splitlines()[0]) == (0, "Silenced 4 findings.")
    text = path.read_text()
    assert "---\n\n<!-- techlint: ignore-file[prose/product-name] quoted as it was -->\n" in text
    assert "<!-- techlint: ignore[prose/doubled-word] quoted as it was -->\nWe like" in text
    assert cli("draft.md", *select).returncode == 0


def test_a_baseline_keeps_what_was_not_looked_for(cli, draft, tmp_path):
    draft("# A\n\nIt is a very, very nice page, and Github has it.\n")
    draft('baseline = "techlint-baseline.txt"\n', "techlint.toml")
    cli("baseline")
    before = (tmp_path / "techlint-baseline.txt").read_text()
    assert before.count("\t") >= 2
    assert cli("draft.md").returncode == 0
    assert cli("draft.md", "--select", "titles").returncode == 0
    assert (tmp_path / "techlint-baseline.txt").read_text() == before
    assert cli("draft.md", "--all").returncode == 0
