"""Output formats. One format, one file, one function `write(run, out)`; FORMATS is the register.

In: a Run (reports and what to show of them). Out: text to a stream.
Must not know: how findings came about, exit codes.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Callable

    from techlint.reporters.run import Run

FORMATS: dict[str, str] = {
    "full": "techlint.reporters.full",
    "concise": "techlint.reporters.concise",
    "html": "techlint.reporters.html",
    "json": "techlint.reporters.json",
    "json-lines": "techlint.reporters.json_lines",
    "github": "techlint.reporters.github",
    "gitlab": "techlint.reporters.gitlab",
    "sarif": "techlint.reporters.sarif",
    "rdjson": "techlint.reporters.rdjson",
    "rdjsonl": "techlint.reporters.rdjsonl",
    "junit": "techlint.reporters.junit",
    "checkstyle": "techlint.reporters.checkstyle",
}
"""The name of a format -> the module that writes it, imported when asked for."""
FOR_PEOPLE = frozenset({"full", "concise", "html"})
"""They name the cell of a notebook; to the other formats a place is one in the file."""


def write(name: str, run: Run, out: TextIO) -> None:
    """Write a run in the format of that name."""
    function: Callable[[Run, TextIO], None] = import_module(FORMATS[name]).write
    function(run if name in FOR_PEOPLE else run.in_file(), out)
