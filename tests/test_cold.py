"""A start without a cached result imports what the draft needs, and nothing else: imports are most of its time."""

import os
import subprocess
import sys

import pytest

PROSE = "# Tea for two\n\nWe pour the water slowly. Then we wait for four minutes, and the tea is ready.\n"
CODE = "# A sum\n\nRun this:\n\n```python\ntotal = sum(prices)\nprint(total)\n```\n"
SHOW = """
import atexit, dataclasses, sys
made, usual = [], dataclasses._process_class
dataclasses._process_class = lambda cls, *rest: made.append(f"@{cls.__module__}.{cls.__name__}") or usual(cls, *rest)
from techlint.__main__ import main
atexit.register(lambda: print(*sorted(sys.modules), *made, file=sys.stderr))
main()
"""
OTHERS = (
    "asyncio concurrent.futures difflib email hashlib hmac http importlib.metadata logging multiprocessing pathspec "
    "proselint pygls random re2 shutil socket ssl subprocess tempfile tomllib yaml zlib"
).split()
"""Modules that cost a millisecond or many."""
OWN = (
    "baseline changes fixing ignoring lsp manual rulefile rulekeys schemas secrets.checksums testing yamlfile "
    "commands.explain commands.mend commands.show match.count match.structure match.swap match.symbol match.terms "
    "reporters.html reporters.json reporters.sarif reporters.wire frontmatter.full frontmatter.toml_block"
).split()


def modules(tmp_path, text):
    """What a run with parsed rules at hand has imported; dataclasses, which are compiled, with an `@` before them."""
    draft = tmp_path / "draft.md"
    draft.write_text(text)
    environment = os.environ | {"TECHLINT_CACHE_DIR": str(tmp_path / "cache")}
    for _ in range(2):
        (tmp_path / "cache" / "results.json").unlink(missing_ok=True)
        run = subprocess.run(
            [sys.executable, "-c", SHOW, "check", "--isolated", draft],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 0, run.stderr
    return set(run.stderr.splitlines()[-1].split())


@pytest.mark.parametrize("text", [PROSE, CODE])
def test_a_cold_start_imports_little(tmp_path, text):
    found = modules(tmp_path, text)
    assert "techlint.engine" in found
    assert found.isdisjoint(OTHERS), sorted(found.intersection(OTHERS))
    own = {f"techlint.{name}" for name in OWN}
    assert found.isdisjoint(own), sorted(found & own)
    nodes = {f"@techlint.document.{name}" for name in "Node Heading Code Link Image Cell Item".split()}
    assert {name for name in found if name.startswith("@techlint.")} == nodes


def test_prose_needs_no_knowledge_of_code(tmp_path):
    found = modules(tmp_path, PROSE)
    code = ("techlint.api", "techlint.code.syntax", "techlint.trees", "ast_grep_py")
    assert [name for name in found if name.startswith(code)] == []


@pytest.mark.parametrize(
    ("out", "code", "said"),
    [
        (">&-", 2, "standard output is closed"),
        (">/dev/full", 2, "the output cannot be read or written: No space left on device"),
        ("2>&-", 1, ""),
        ("| head -c 1", 0, ""),
    ],
)
@pytest.mark.skipif(sys.platform != "linux", reason="what a shell does with outputs")
def test_the_end_is_a_line_where_an_output_is_gone(tmp_path, out, code, said):
    draft = tmp_path / "draft.md"
    draft.write_text("# Tea\n\nTODO: say more.\n" * 50)
    command = f"{sys.executable} -m techlint check --isolated --no-cache {draft} {out}"
    run = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False)
    assert run.returncode == code
    assert said in run.stderr
    assert "Traceback" not in run.stderr
    assert "internal error" not in run.stderr
