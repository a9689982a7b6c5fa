"""A pack, built from the pyproject.toml that docs/rules.md shows, installed and used; its code is never run."""

import subprocess
import sys
import zipfile

import pytest
from conftest import ROOT, RULE
from guide import fences

TRAP = "raise SystemExit('the code of a pack was run')\n"


@pytest.fixture
def installed(tmp_path, cli):
    """Build and unpack a pack; returns a function that runs techlint where it is installed."""
    (shown,) = [block.text for block in fences(ROOT / "docs" / "rules.md") if block.title == "pyproject.toml"]

    def install(entry="techlint_acme:rules", rules="rules"):
        folder = tmp_path / "pack"
        (folder / "techlint_acme" / rules / "house").mkdir(parents=True)
        (folder / "techlint_acme" / rules / "house" / "gizmo.yaml").write_text(RULE)
        (folder / "techlint_acme" / "__init__.py").write_text(TRAP)
        assert "techlint_acme:rules" in shown
        (folder / "pyproject.toml").write_text(shown.replace("techlint_acme:rules", entry))
        build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(folder)]
        subprocess.run(build, check=True, capture_output=True)
        (wheel,) = tmp_path.glob("*.whl")
        zipfile.ZipFile(wheel).extractall(tmp_path / "site")
        path = f"{ROOT}:{tmp_path / 'site'}"
        return lambda *args: cli(*args, env={"PYTHONPATH": path})

    return install


@pytest.mark.parametrize(
    ("entry", "rules"), [("techlint_acme:rules", "rules"), ("techlint_acme.sub:rules", "sub/rules")]
)
def test_a_pack_is_used_and_not_run(installed, draft, entry, rules):
    run = installed(entry, rules)
    draft("# A\n\nA gizmo.\n")
    draft('packs = ["acme"]\n', "techlint.toml")
    found = run("check", "draft.md", "--output-format", "concise")
    assert found.stdout.decode() == "draft.md:3:3: warning[house/gizmo] a gizmo\n", found.stderr
    assert b"house/gizmo" in run("explain", "house/gizmo").stdout


def test_mistakes_in_a_packs_name_and_entry_are_told(installed, draft):
    run = installed("techlint_acme:nowhere")
    draft("# A\n")
    draft('packs = ["acmee"]\n', "techlint.toml")
    said = run("check", "draft.md")
    assert (said.returncode, said.stderr) == (2, b"techlint: pack 'acmee' is not installed (did you mean 'acme'?)\n")
    draft('packs = ["acme"]\n', "techlint.toml")
    said = run("check", "draft.md")
    assert said.returncode == 2
    assert b"pack 'acme' has no rule folder at techlint_acme:nowhere" in said.stderr
