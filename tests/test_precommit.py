"""The hooks, run by the real pre-commit and by prek on a git repository made here."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT

CONFIG = """\
repos:
  - repo: {repo}
    rev: {rev}
    hooks:
      - id: techlint
"""
DRAFT = "# A post\n\nText <!-- techlint: ignore[techlint/skipped-block] for nothing -->\n"


def git(folder, *args):
    options = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    run = subprocess.run(["git", *options, *args], cwd=folder, check=True, capture_output=True, text=True)
    return run.stdout.strip()


@pytest.fixture
def blog(tmp_path):
    """A blog that uses the hook of this checkout, as it stands in the work tree."""
    hook = tmp_path / "hook"
    hook.mkdir()
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    for name in listed.stdout.splitlines():
        if (ROOT / name).exists() and not name.startswith(("benchmarks/", "docs/", "tests/")):
            (hook / name).parent.mkdir(parents=True, exist_ok=True)
            (hook / name).write_bytes((ROOT / name).read_bytes())
    git(hook, "init", "--quiet")
    git(hook, "add", "--all", "--force")
    git(hook, "commit", "--quiet", "--message", "hook")
    blog = tmp_path / "blog"
    blog.mkdir()
    git(blog, "init", "--quiet")
    config = CONFIG.format(repo=hook, rev=git(hook, "rev-parse", "HEAD"))
    (blog / ".pre-commit-config.yaml").write_text(config)
    (blog / "draft.md").write_text(DRAFT)
    (blog / "notes.txt").write_text(DRAFT)
    git(blog, "add", "--all")
    return blog


@pytest.mark.parametrize("tool", ["pre-commit", "prek"])
def test_the_hook_stops_a_faulty_draft_and_passes_a_clean_one(blog, tmp_path, tool):
    command = [str(Path(sys.executable).parent / tool), "run", "--all-files"]
    home = {"HOME": str(tmp_path), "PRE_COMMIT_HOME": str(tmp_path / "pc"), "PREK_HOME": str(tmp_path / "prek")}
    env = {**os.environ, **home}
    run = subprocess.run(command, cwd=blog, env=env, capture_output=True, text=True, check=False)
    assert run.returncode == 1, run.stdout + run.stderr
    assert "techlint/unused-ignore" in run.stdout
    assert "draft.md:3:6" in run.stdout
    assert "notes.txt" not in run.stdout
    (blog / "draft.md").write_text("# A post\n\nText\n")
    git(blog, "add", "--all")
    run = subprocess.run(command, cwd=blog, env=env, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_both_names_are_one_file():
    assert (ROOT / "pre-commit-hooks.yaml").read_text() == (ROOT / ".pre-commit-hooks.yaml").read_text()
