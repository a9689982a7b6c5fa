"""The GitHub action: its steps, run as a runner would run them, and what GitHub would read of them."""

import os
import re
import subprocess

import yaml
from conftest import ROOT

COMMAND = re.compile(r"^::(error|warning|notice) (?P<properties>[^:]*)::(?P<message>.*)$")
EXPRESSION = re.compile(r"\$\{\{ ([\w.]+) \}\}")
DRAFT = "# A post\n\nText <!-- techlint: ignore[techlint/skipped-block] for nothing -->\n"


def run_steps(folder, inputs, summary):
    steps = yaml.safe_load((ROOT / "action.yml").read_text())["runs"]["steps"]
    values = {"github.action_path": str(ROOT), **{f"inputs.{name}": value for name, value in inputs.items()}}
    for step in steps:
        env = {
            name: re.sub(r"\$\{\{ ([\w.]+) \}\}", lambda m: values[m[1]], text) for name, text in step["env"].items()
        }
        run = subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]],
            cwd=folder,
            env={
                "PATH": os.environ["PATH"],
                "HOME": str(folder),
                "RUNNER_TEMP": str(folder / "temp"),
                "GITHUB_STEP_SUMMARY": str(summary),
                **env,
            },
            capture_output=True,
            text=True,
            check=False,
        )
        if run.returncode:
            break
    return run


def test_the_action_annotates_and_fails(tmp_path):
    posts = tmp_path / "posts"
    posts.mkdir()
    (posts / "a.md").write_text(DRAFT)
    (posts / "$(touch hacked).md").write_text("# Clean\n")
    summary = tmp_path / "summary.md"
    run = run_steps(tmp_path, {"paths": "posts $(touch hacked)", "since": "", "args": "--exit-zero"}, summary)
    assert run.returncode == 2, "a path that is not there is a mistake"
    assert not (tmp_path / "hacked").exists()
    run = run_steps(tmp_path, {"paths": "posts", "since": "", "args": ""}, summary)
    assert run.returncode == 1, run.stderr
    (command,) = filter(None, map(COMMAND.match, run.stdout.splitlines()))
    properties = dict(pair.split("=", 1) for pair in command["properties"].split(","))
    assert (properties["file"], properties["line"], properties["col"]) == ("posts/a.md", "3", "6")
    assert command["message"].startswith("this comment silences nothing")
    assert "`techlint/unused-ignore`" in summary.read_text()
