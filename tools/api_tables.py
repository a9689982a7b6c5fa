"""Measure matching from end to end on tables that others made: each row becomes a small draft that must be found.

    python -m tools.api_tables pluto versions.yaml            Kubernetes rows of FairwindsOps/pluto
    python -m tools.api_tables actions popular_actions.go     outdated actions of rhysd/actionlint
    python -m tools.api_tables python names.txt               qualified Python names, one a line
    python -m tools.api_tables numpy NPY201.py                `np.x` in the fixtures of ruff

The tables are fetched by whoever measures, and stay outside of the project.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from techlint.api.analysis import analyse
from techlint.markdown import parse
from techlint.text import Source

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def pluto(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield (name, language, code) for each row; one that names no kind is about any."""
    import yaml

    for row in yaml.safe_load(text)["deprecated-versions"]:
        version, kind = row["version"], row["kind"]
        yield f"{version} {kind}", "yaml", f"apiVersion: {version}\nkind: {kind or 'Policy'}\nmetadata:\n  name: x"


def actions(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield (name, language, code) for each action in actionlint's set of outdated ones."""
    body = text[text.index("OutdatedPopularActionSpecs") :]
    for name in re.findall(r'^\s*"([\w./-]+@[\w./-]+)":\s*\{\},', body, re.MULTILINE):
        yield name, "yaml", f"jobs:\n  build:\n    steps:\n      - uses: {name}"


def python(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield (name, language, code) for each qualified name."""
    for name in dict.fromkeys(text.split()):
        yield name, "python", f"import {name.partition('.')[0]}\n{name}()"


def numpy(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield (name, language, code) for each `np.x`."""
    for name in dict.fromkeys(re.findall(r"\bnp\.\w+", text)):
        yield name, "python", f"import numpy as np\n{name}"


TABLES: dict[str, Callable[[str], Iterator[tuple[str, str, str]]]] = {
    "pluto": pluto,
    "actions": actions,
    "python": python,
    "numpy": numpy,
}


def main() -> int:
    """Print the share that is found and what is not."""
    kind, *paths = sys.argv[1:]
    rows = [row for path in paths for row in TABLES[kind](Path(path).read_text(encoding="utf-8"))]
    missed = [name for name, lang, code in rows if not analyse(parse(Source.of(f"```{lang}\n{code}\n```\n")))]
    print(f"{kind}: {len(rows) - len(missed)} of {len(rows)} found")
    print(*missed, sep="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
