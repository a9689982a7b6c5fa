"""The drafts we wrote: what techlint prints for each is what stands beside it."""

import pytest
from conftest import ROOT

SEEDS = sorted((ROOT / "seeds").glob("*.md"))


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_output_is_as_it_stands(cli, path):
    run = cli("check", "--isolated", "--as-of", "2026-11-21", f"seeds/{path.name}", cwd=ROOT)
    assert run.stdout.decode() == path.with_suffix(".out").read_text(encoding="utf-8")
    assert run.returncode == (0 if path.stem == "clean" else 1)


def test_each_family_has_a_draft():
    found = {line.split("[")[1].split("/")[0] for path in SEEDS for line in said(path) if "[" in line}
    assert {"claims", "api", "secrets", "text", "titles", "leftovers", "prose", "code"} <= found


def said(path):
    lines = path.with_suffix(".out").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.startswith(("error[", "warning["))]
