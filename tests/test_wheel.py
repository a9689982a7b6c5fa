"""The wheel: built, installed in a new virtual environment, run on a draft as a new user would."""

import json
import subprocess
import sys
import venv
import zipfile

import pytest
from conftest import ROOT

DRAFT = "# A post\n\nText <!-- techlint: ignore[techlint/skipped-block] for nothing -->\n"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True)
    (path,) = folder.glob("*.whl")
    return path


def test_the_wheel_holds_rules_types_and_licence(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    shipped = {name for name in names if name.startswith("techlint/rules/") and name.endswith(".yaml")}
    assert {f"techlint/{path.relative_to(ROOT)}" for path in (ROOT / "rules").rglob("*.yaml")} == shipped
    assert "techlint/py.typed" in names
    assert {f"techlint/reporters/page/page.{kind}" for kind in ("html", "css", "js")} <= set(names)
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert not [name for name in names if name.startswith(("tests/", "seeds/", "tools/", "benchmarks/"))]


def test_a_new_user_installs_and_checks(wheel, tmp_path):
    venv.create(tmp_path / "env", with_pip=True)
    python = tmp_path / "env" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--quiet", str(wheel)], check=True, capture_output=True)
    (tmp_path / "draft.md").write_text(DRAFT)
    run = subprocess.run(
        [tmp_path / "env" / "bin" / "techlint", "check", "draft.md", "--output-format", "json"],
        cwd=tmp_path,
        capture_output=True,
        check=False,
        env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)},
    )
    assert run.returncode == 1, run.stderr
    assert [found["rule"] for found in json.loads(run.stdout)] == ["techlint/unused-ignore"]
    examples = subprocess.run(
        [tmp_path / "env" / "bin" / "techlint", "test"], capture_output=True, check=False, cwd=tmp_path
    )
    assert examples.returncode == 0, examples.stdout
    record = "from techlint import resources; print(len(resources.installed()))"
    size = subprocess.run([python, "-c", record], capture_output=True, check=True, cwd=tmp_path).stdout
    assert int(size) == 32
