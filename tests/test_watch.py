"""`--watch`: told at once, told again after every change, until interrupted."""

import os
import signal
import subprocess
import sys
import time

import pytest
from conftest import ROOT, RULE

FAULTY = "# A post\n\nText <!-- techlint: ignore[techlint/skipped-block] for nothing -->\n"


@pytest.fixture
def watching(tmp_path):
    """A watch in a folder with a draft: the process, and a way to wait for what it prints."""
    (tmp_path / "a.md").write_text("# A post\n\nA gizmo.\n")
    (tmp_path / "rules" / "house").mkdir(parents=True)
    (tmp_path / "click.py").write_text("print('hacked')")
    log = tmp_path / "log.txt"
    env = {**os.environ, "PYTHONPATH": str(ROOT), "TECHLINT_CACHE_DIR": str(tmp_path / ".cache")}
    command = [sys.executable, "-P", "-m", "techlint", "check", "--watch", "--output-format", "concise", "."]
    with log.open("wb") as out:
        process = subprocess.Popen(command, cwd=tmp_path, stdout=out, stderr=out, env=env)

    def wait(words, times=1):
        until = time.monotonic() + 60
        while log.read_text().count(words) < times:
            assert time.monotonic() < until, log.read_text()
            assert process.poll() is None, log.read_text()
            time.sleep(0.05)

    yield process, wait
    process.kill()
    process.wait()


def test_changes_of_drafts_configuration_and_rules_are_seen(watching, tmp_path):
    process, wait = watching
    wait("Nothing found in 1 draft.")
    wait("Watching")
    (tmp_path / "a.md").write_text(FAULTY + "\nA gizmo.\n")
    wait("a.md:3:6: warning[techlint/unused-ignore]")
    wait("Watching", 2)
    (tmp_path / "rules" / "house" / "gizmo.yaml").write_text(RULE)
    (tmp_path / "techlint.toml").write_text('rules = ["rules"]\n')
    wait("warning[house/gizmo] a gizmo")
    wait("Watching", 3)
    (tmp_path / "rules" / "house" / "gizmo.yaml").write_text(RULE.replace("a {found}", "one {found} more"))
    wait("one gizmo more")
    wait("Watching", 4)
    (tmp_path / "techlint.toml").write_text("ruls = []\n")
    wait("unknown key 'ruls'")
    wait("Watching", 5)
    (tmp_path / "b.md").write_text(FAULTY)
    (tmp_path / "techlint.toml").unlink()
    wait("b.md:3:6")
    wait("Watching", 6)
    assert "hacked" not in (tmp_path / "log.txt").read_text()
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 1, "the code of the last check"


def test_standard_input_cannot_be_watched(cli):
    run = cli("check", "--watch", "-", stdin="x")
    assert run.returncode == 2
    assert b"standard input cannot be watched" in run.stderr
