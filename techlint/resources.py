"""Where the built-in rules and their data lie: beside the package in a checkout, inside it in a wheel.

In: a name such as `text/data/scripts.json`. Out: its path, or what a data file says.
Must not know: what the files mean.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any


@cache
def rules_folder() -> Path:
    """The folder of the built-in rules."""
    package = Path(__file__).parent
    inside = package / "rules"
    return inside if inside.is_dir() else package.parent / "rules"


def path(name: str) -> Path:
    """The path of a file below the rules folder."""
    return rules_folder() / name


@cache
def read_text(name: str) -> str:
    """What a data file holds, read once a process."""
    return path(name).read_text(encoding="utf-8")


@cache
def read_json(name: str) -> Any:
    """What a JSON data file says, read once a process. Callers must not change it."""
    import json

    return json.loads(read_text(name))


@cache
def read_words(name: str) -> tuple[str, ...]:
    """The entries of a word list: a line each; blank lines and `#` comments left out."""
    lines = (line.strip() for line in read_text(name).splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))
