"""A new user, with the README alone: from nothing to an annotated pull request, by its own commands and workflow."""

import os
import re
import subprocess

import pytest
import yaml
from conftest import ROOT
from guide import fences
from test_action import COMMAND, run_steps

OLD = "# A vector\n\n```python\nimport numpy as np\n\nnp.product([1, 2])\n```\n\nThat is all.\n"
NEW = "# A matrix\n\n[Insert a short introduction here]\n"
README = ROOT / "README.md"


def in_readme(*, after, lang):
    """The blocks of one language after a heading and before the next."""
    lines = README.read_text().splitlines()
    start = lines.index(f"## {after}") + 1
    end = next((number for number, line in enumerate(lines[start:], start) if line.startswith("## ")), len(lines))
    return [block.text for block in fences(README) if block.lang == lang and start < block.line <= end]


def git(folder, *args):
    options = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *options, *args], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def blog(tmp_path):
    """A repository with an old post, pushed to an origin."""
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", "origin.git")
    git(tmp_path, "clone", "--quiet", "origin.git", "blog")
    folder = tmp_path / "blog"
    (folder / "posts").mkdir()
    (folder / "posts" / "old.md").write_text(OLD)
    git(folder, "checkout", "--quiet", "-B", "main")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "posts")
    git(folder, "push", "--quiet", "origin", "main")
    return folder


def typed(folder, script):
    """What a shell prints for some lines; findings (exit code 1) are no mistake."""
    lines = [line if " && " in line or line.startswith("export") else f"{line} || [ $? -eq 1 ]" for line in script]
    env = {key: value for key, value in os.environ.items() if not key.startswith(("GITHUB_", "TECHLINT_", "PYTHON"))}
    home = folder.parent / "home"
    home.mkdir(exist_ok=True)
    run = subprocess.run(
        ["bash", "-e", "-c", "\n".join(lines)],
        cwd=folder,
        env={**env, "HOME": str(home), "PIP_CACHE_DIR": str(folder.parent / "pip")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout + run.stderr


def run_workflow(folder, workflow, summary):
    """Do what a runner does with a pull request from `change` into `main`; returns the last step's process."""
    for step in workflow["jobs"]["techlint"]["steps"]:
        given = {name: str(value).replace("${{ github.base_ref }}", "main") for name, value in step["with"].items()}
        if step["uses"].startswith("actions/checkout@"):
            depth = [] if given.get("fetch-depth") == "0" else ["--depth=1"]
            origin = f"file://{folder.parent / 'origin.git'}"
            git(folder.parent, "clone", "--quiet", *depth, "--branch=change", origin, "work")
            if not depth:
                git(folder.parent / "work", "checkout", "--quiet", "-B", "merge", "origin/main")
                git(folder.parent / "work", "merge", "--quiet", "--no-ff", "origin/change")
        else:
            assert step["uses"].startswith("OWNER/techlint@")
            run = run_steps(folder.parent / "work", {"paths": ".", "since": "", "args": "", **given}, summary)
    return run


def test_from_nothing_to_an_annotated_pull_request(blog, tmp_path):
    shell = in_readme(after="From nothing to an annotated pull request", lang="sh")
    script = [line for block in shell for line in block.replace("TECHLINT", str(ROOT)).splitlines()]
    said = typed(blog, script)
    assert "`np.product` was removed in numpy 2.0.0" in said
    assert "Wrote " in said
    config = blog / "techlint.toml"
    line = re.search(r'^Now name it in techlint.toml.*: (baseline = ".*")$', said, re.MULTILINE)[1]
    config.write_text(f"{line}\n{config.read_text()}")
    again = typed(blog, [script[1], "techlint check"])
    assert "Nothing found in 1 draft" in again

    (workflow,) = in_readme(after="From nothing to an annotated pull request", lang="yaml")
    (blog / ".github" / "workflows").mkdir(parents=True)
    (blog / ".github" / "workflows" / "techlint.yml").write_text(workflow)
    git(blog, "add", "--all")
    git(blog, "commit", "--quiet", "--message", "techlint")
    git(blog, "push", "--quiet", "origin", "main")

    git(blog, "checkout", "--quiet", "-b", "change")
    (blog / "posts" / "new.md").write_text(NEW)
    (blog / "posts" / "old.md").write_text(OLD + "\nTODO: say more\n")
    git(blog, "add", "--all")
    git(blog, "commit", "--quiet", "--message", "change")
    git(blog, "push", "--quiet", "origin", "change")

    summary = tmp_path / "summary.md"
    run = run_workflow(blog, yaml.safe_load(workflow), summary)
    assert run.returncode == 1, run.stderr
    told = [match for match in map(COMMAND.match, run.stdout.splitlines()) if match]
    places = {tuple(re.findall(r"(?:file|line)=([^,]+)", match["properties"])) for match in told}
    assert ("posts/new.md", "3") in places
    assert ("posts/old.md", "11") in places
    assert not any(file == "posts/old.md" and line == "6" for file, line in places), "old, and not touched"
    assert "posts/new.md" in summary.read_text()


def test_what_readme_shows_is_what_techlint_prints():
    shown = [block.text.strip() for block in fences(README) if block.lang == "text"]
    printed = "\n".join(path.read_text() for path in (ROOT / "seeds").glob("*.out"))
    assert shown
    assert all(text in printed for text in shown)
