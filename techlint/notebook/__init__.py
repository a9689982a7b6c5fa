"""A Jupyter notebook as one Markdown draft: its cells in order, code in fences, each character with its place.

In: the Source of an .ipynb file (nbformat 3 or 4), or cells as an editor holds them. Out: a Source whose `origin`
leads back. FileError for other files.
Must not know: Markdown beyond fences, rules.

Text cells stand as they are, code in fences with the kernel's language, raw cells only where the first one is front
matter. What code printed follows it as an output: kept for secrets, hidden from whoever reads the draft.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

from techlint.errors import FileError
from techlint.joined import Joined
from techlint.lazy import lazy
from techlint.notebook.code import blocks
from techlint.notebook.places import Text, placed, whole
from techlint.record import NamedTuple
from techlint.text import Excerpt, Origin, Part, Source, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

TEXTS = frozenset({"markdown", "heading", "html"})
FENCE = lazy(r" {0,3}(`{3,}(?=[^`\n]*$)|~{3,})([^\n]*)")


class Cell(NamedTuple):
    """A cell as an editor holds it: `kind` is markdown, code or raw, `lang` the language of its code."""

    kind: str
    text: str
    lang: str = ""


def assemble(file: Source) -> Source:
    """The draft in a notebook."""
    return _draft(file, _cells(file), partial(_spell, ascii_only=_is_ascii(file)))


def of_cells(path: str, cells: Sequence[Cell]) -> Source:
    """The draft in the cells of an open notebook. Its file is their texts, one below the other, a line end between."""
    texts, starts = Joined.of([cell.text for cell in cells])
    read = (_Cell(cell.kind, whole(cell.text, start), cell.lang) for cell, start in zip(cells, starts, strict=False))
    return _draft(Source.of(texts, path), read, str)


def _draft(file: Source, cells: Iterable[_Cell], spell: Callable[[str], str]) -> Source:
    made = _Draft()
    for number, cell in enumerate(cells, 1):
        made.add(number, cell)
    places = Excerpt.join(made.pieces)
    return file._replace(text=places.text, origin=Origin(file, places, tuple(made.parts), spell))


@dataclass(frozen=True, slots=True)
class _Cell:
    kind: str
    text: Text
    lang: str = ""
    level: int = 0
    outputs: tuple[Text, ...] = ()


@dataclass
class _Draft:
    """The draft as far as it is put together."""

    pieces: list[tuple[str, int, int, bool]] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    size: int = 0

    def add(self, number: int, cell: _Cell) -> None:
        name = f"cell {number}"
        text = cell.text.value
        if cell.kind == "code":
            for block in blocks(cell.text, cell.lang):
                fence = _fence(block.text.value)
                self.put(Part(name, block.row, self.size, Span(0, 0)), f"{fence}{block.lang}\n", block.text, fence)
            for output in cell.outputs:
                self.put(Part(f"{name} output", 1, self.size, Span(0, 0), output=True), "", output, "")
        elif cell.kind in TEXTS or (cell.kind == "raw" and not self.size and text.startswith("---")):
            head = "#" * cell.level + " " if cell.level else ""
            self.put(Part(name, 1, self.size, Span(0, 0)), head, cell.text, _unclosed(text))

    def put(self, part: Part, before: str, text: Text, after: str) -> None:
        """Put a part below what is there: something before it, the text, and something on a line after it."""
        if not text.value.strip():
            return
        self._glue(before, text.start)
        start = self.size
        self.pieces += text.pieces
        self.size += len(text.value)
        self.parts.append(part._replace(span=Span(start, self.size)))
        gap = "" if text.value.endswith("\n") else "\n"
        self._glue(f"{gap}{after}\n\n" if after else f"{gap}\n", text.end)

    def _glue(self, text: str, at: int) -> None:
        self.pieces.append((text, at, at, False))
        self.size += len(text)


def _cells(file: Source) -> Iterator[_Cell]:
    """The cells of either format. What is not as it should be is passed over, as Jupyter does not promise much."""
    try:
        json.loads(file.text)
        book = placed(file.text)
    except json.JSONDecodeError as error:
        raise FileError(file.path, error.lineno, f"no notebook: this is no JSON: {error.msg}") from None
    except (RecursionError, ValueError):
        raise FileError(file.path, 0, "no notebook: its JSON cannot be read") from None
    sheets = _list(_get(book, "worksheets")) or [book]
    if not any(isinstance(_get(sheet, "cells"), list) for sheet in sheets):
        raise FileError(file.path, 0, "no notebook: it has no cells")
    lang = _language(_get(book, "metadata"))
    for sheet in sheets:
        for cell in _list(_get(sheet, "cells")):
            yield _cell(cell, lang)


def _cell(cell: Any, lang: str) -> _Cell:
    kind, level = _get(cell, "cell_type"), _get(cell, "level")
    own = _get(cell, "language")
    text = Text.join(_get(cell, "source") or _get(cell, "input"))
    outputs = tuple(_outputs(_list(_get(cell, "outputs")))) if isinstance(kind, Text) and kind.value == "code" else ()
    return _Cell(
        kind.value if isinstance(kind, Text) else "",
        text,
        own.value if isinstance(own, Text) else lang,
        level if kind and isinstance(level, int) and 0 < level < 7 else 0,
        outputs,
    )


def _outputs(outputs: list[Any]) -> Iterator[Text]:
    """What code printed, as text."""
    for output in outputs:
        for told in (_get(output, "text"), _get(_get(output, "data"), "text/plain"), _get(output, "traceback")):
            if told:
                yield Text.join(told)


def _language(metadata: Any) -> str:
    kernel, info = _get(metadata, "kernelspec"), _get(metadata, "language_info")
    found = _get(kernel, "language") or _get(info, "name")
    return found.value if isinstance(found, Text) and found.value.isprintable() else "python"


def _get(value: Any, key: str) -> Any:
    return value.get(key) if isinstance(value, dict) else None


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _fence(code: str) -> str:
    """A fence that the code does not hold."""
    fence = "```"
    while fence in code:
        fence += "`"
    return fence


def _unclosed(text: str) -> str:
    """What closes the fence that a text leaves open: a cell ends with its cell."""
    fence = ""
    for line in text.split("\n"):
        found = FENCE.match(line)
        if found and not fence:
            fence = found[1]
        elif found and found[1].startswith(fence) and not found[2].strip():
            fence = ""
    return fence


def _is_ascii(file: Source) -> bool:
    """Whether the file spells all that is not ASCII as escapes."""
    return file.raw.isascii() and "\\u" in file.raw


def _spell(text: str, *, ascii_only: bool) -> str:
    return json.dumps(text, ensure_ascii=ascii_only)[1:-1]
