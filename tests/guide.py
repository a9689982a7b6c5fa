"""Guides, followed: blocks with a title are files, `sh` blocks are typed, `output` is what must come out.

In: a page of `docs/`. Out: steps, in order. Must not know: which page, what techlint does.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from techlint.document import Code
from techlint.markdown import parse
from techlint.text import Source

TITLE = re.compile(r'title="([^"]+)"')
KEY = re.compile(r"(?P<path>[^#]+)#(?P<key>\w+)")


@dataclass(frozen=True)
class Block:
    """A fence of a page: its language, the file it is (or `output`), what it says, where it stands."""

    lang: str
    title: str
    text: str
    line: int


def fences(path):
    """The fences of a page, in order."""
    doc = parse(Source.of(path.read_text(encoding="utf-8"), str(path)))
    for node in doc.root.walk():
        if isinstance(node, Code) and node.fence:
            title = TITLE.search(node.info)
            line = doc.source.position(node.span.start).line
            yield Block(node.info.split()[0] if node.info else "", title[1] if title else "", node.excerpt.text, line)


def put(folder: Path, block: Block):
    """Write the file that a block is; `file#key` replaces one top-level key of it."""
    name = KEY.fullmatch(block.title)
    path = folder / (name["path"] if name else block.title)
    path.parent.mkdir(parents=True, exist_ok=True)
    text = block.text
    if name:
        old = path.read_text(encoding="utf-8")
        text = re.sub(rf"^{name['key']}:.*\n(?:[ \t].*\n)*", lambda _m: text, old, count=1, flags=re.MULTILINE)
        assert text != old
    path.write_text(text, encoding="utf-8")
