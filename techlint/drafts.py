"""The bytes of a file -> the draft in it: by its name a text, or a notebook.

In: a path and bytes. Out: a Source; FileError where a notebook is none. Texts always become a Source.
Must not know: Markdown, where the bytes come from.
"""

from __future__ import annotations

from techlint.text import Source

NOTEBOOK = ".ipynb"


def read(path: str, data: bytes) -> Source:
    """Read the draft in a file."""
    source = Source.decode(path, data)
    if not path.lower().endswith(NOTEBOOK):
        return source
    from techlint.notebook import assemble

    return assemble(source)
