"""What the tests share: techlint as a command, in a folder and with a cache of its own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

RULE = """\
severity: warning
message: "a {found}"
why: "It is in the way"
help: "take it out"
explanation: |
  Gizmos are in the way.
since: 0.1.0
match:
  in: [prose, code]
  terms: [gizmo]
examples:
  bad:
    - |
      A gizmo.
        ^^^^^
  good:
    - |
      A widget.
"""
"""A rule of a user's own."""


@pytest.fixture
def cli(tmp_path):
    """Run `techlint` as a user would, in `tmp_path`; returns the completed process."""

    def run(*args, stdin="", env=None, cwd=tmp_path):
        home = tmp_path / ".home"
        home.mkdir(exist_ok=True)
        return subprocess.run(
            [sys.executable, "-m", "techlint", *map(str, args)],
            cwd=cwd,
            input=stdin.encode("utf-8", "surrogateescape") if isinstance(stdin, str) else stdin,
            capture_output=True,
            check=False,
            env={
                **{key: value for key, value in os.environ.items() if not key.startswith(("GITHUB_", "TECHLINT_"))},
                "HOME": str(home),
                "XDG_CONFIG_HOME": str(home / "config"),
                "TECHLINT_CACHE_DIR": str(tmp_path / ".cache"),
                "PYTHONPATH": str(ROOT),
                "PYTHONIOENCODING": "utf-8",
                **(env or {}),
            },
        )

    return run


@pytest.fixture
def draft(tmp_path):
    """Write a draft and return its path."""

    def write(text, name="draft.md"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(text, bytes):
            path.write_bytes(text)
        else:
            path.write_text(text, encoding="utf-8", newline="")
        return path

    return write
