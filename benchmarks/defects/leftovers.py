"""Defects of the family leftovers: fences, tables, lists and links that lose their marks, residue that is put in.

In: a parsed draft and a random generator. Out: an Injection, or None where the draft offers no place.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from benchmarks.defects import Injection, splice
from techlint.document import Code, Item
from techlint.regions.tables import SEPARATOR
from techlint.text import Span

if TYPE_CHECKING:
    import random

    from techlint.document import Document, Node

NO_PROGRAM = frozenset(
    "text txt plain plaintext none markdown md mdx mermaid pseudocode output diff html xml lean console log".split()
)
LINES = 4
CJK = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")

TEMPLATE = (
    "markdown formatted blog content",
    "[Insert diagram of the request flow here]",
    "Lorem ipsum dolor sit amet",
)
SCRAPE = ("Read in other languages:", "EN DE FR ES PT-BR ZH-HANS", "7 min read", "Share this post:", "Leave a Reply")
MARKS = ("turn0search3", ":contentReference[oaicite:2]{index=2}", "【7†source】", "[cite: 4, 9]", "[cite_start]")
TALK = ("As of my last knowledge update in 2024, this is so.", "As an AI language model, I cannot run this.")


def fence(doc: Document, rng: random.Random, *, flat: bool = False) -> Injection | None:
    """Take the fence from one block of at least four lines that names its language; `flat` also drops its layout."""
    blocks = [node for node in doc.of("code_block") if isinstance(node, Code) and _program(node)]
    blocks = [node for node in blocks if doc.parent(node) is doc.root]
    if not blocks:
        return None
    block = rng.choice(blocks)
    code = block.excerpt.text if block.excerpt else ""
    if flat:
        code = "\n".join(line.strip() for line in code.split("\n") if line.strip()) + "\n"
    text, places = splice(doc.source.text, [(block.span.start, block.span.end, f"\n{code}\n" if not flat else code)])
    return Injection(text, places, note=block.lang)


def _program(node: Code) -> bool:
    lines = node.excerpt.text.count("\n") if node.excerpt else 0
    return bool(node.fence) and node.closed and bool(node.lang) and node.lang not in NO_PROGRAM and lines >= LINES


def flat_fence(doc: Document, rng: random.Random) -> Injection | None:
    """Take the fence, the indentation and the blank lines."""
    return fence(doc, rng, flat=True)


def collapsed_table(doc: Document, rng: random.Random) -> Injection | None:
    """Run the cells of a table of three columns or more into each other."""
    rows = _table(doc, rng)
    if rows is None or len(rows[1][0]) < 3 or CJK.search("".join(rows[1][0])):
        return None
    span, cells = rows
    text, places = splice(doc.source.text, [(*span, "\n".join("".join(row) for row in cells) + "\n")])
    return Injection(text, places)


def split_table(doc: Document, rng: random.Random) -> Injection | None:
    """Put a blank line between the rows of a table."""
    rows = _table(doc, rng)
    if rows is None:
        return None
    span = rows[0]
    text, places = splice(doc.source.text, [(*span, doc.source[span].rstrip().replace("\n", "\n\n") + "\n")])
    return Injection(text, places)


def _table(doc: Document, rng: random.Random) -> tuple[Span, list[list[str]]] | None:
    """A table with bars at both ends of its rows, and its cells without marks and without the line of dashes."""
    found = []
    for node in doc.of("table"):
        lines = doc.source[node.span].rstrip().split("\n")
        if len(lines) > 3 and all(line.strip().startswith("|") and line.strip().endswith("|") for line in lines):
            found.append((node, lines))
    if not found:
        return None
    node, lines = rng.choice(found)
    kept = [line for line in lines if not SEPARATOR.fullmatch(line.strip())]
    return node.span, [[_bare(cell) for cell in line.strip().strip("|").split("|")] for line in kept]


def _bare(cell: str) -> str:
    return re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", re.sub(r"[*`_]|<[^>]+>", "", cell)).strip()


def bullets(doc: Document, rng: random.Random) -> Injection | None:
    """Turn the marks of a list into bullet characters."""
    lists = [node for node in doc.of("list") if doc.parent(node) is doc.root and _tight(node, doc)]
    if not lists:
        return None
    node = rng.choice(lists)
    changed = re.sub(r"^[-*+] +", "• ", doc.source[node.span], flags=re.MULTILINE)
    text, places = splice(doc.source.text, [(*node.span, changed)])
    return Injection(text, places)


def _tight(node: Node, doc: Document) -> bool:
    items = [child for child in node.children if isinstance(child, Item)]
    plain = all(re.match(r"[-*+] +\S", line) for line in doc.source[node.span].rstrip().split("\n"))
    return len(items) > 2 and plain


def unclosed(doc: Document, rng: random.Random) -> Injection | None:
    """Take the closing mark of the last fence."""
    blocks = [node for node in doc.of("code_block") if isinstance(node, Code) and node.fence and node.closed]
    if not blocks or doc.parent(blocks[-1]) is not doc.root or not doc.source.text[blocks[-1].span.end :].strip():
        return None
    del rng
    block = blocks[-1]
    cut = doc.source.text.rfind("\n", block.span.start, block.span.start + len(doc.source[block.span].rstrip()))
    text, _ = splice(doc.source.text, [(cut, block.span.end, "\n")])
    start = doc.source.text.find(block.fence, block.span.start)
    return Injection(text, (Span(start, start + 3),))


def wrapped(doc: Document, rng: random.Random) -> Injection | None:
    """Put the whole post into a Markdown fence."""
    del rng
    if not doc.of("heading"):
        return None
    return Injection(f"```markdown\n{doc.source.text.rstrip()}\n```\n", (Span(0, 11),))


def _line(doc: Document, rng: random.Random, lines: tuple[str, ...]) -> Injection | None:
    """Put a line of its own between two paragraphs."""
    nodes = [node for node in doc.of("paragraph") if doc.parent(node) is doc.root]
    if len(nodes) < 3:
        return None
    at = rng.choice(nodes[1:]).span.start
    line = rng.choice(lines)
    text, places = splice(doc.source.text, [(at, at, f"{line}\n\n")])
    return Injection(text, (Span(places[0].start, places[0].start + len(line)),), note=line[:20])


def template(doc: Document, rng: random.Random) -> Injection | None:
    """Put a placeholder in."""
    return _line(doc, rng, TEMPLATE)


def scrape(doc: Document, rng: random.Random) -> Injection | None:
    """Put a line of a page in."""
    return _line(doc, rng, SCRAPE)


def talk(doc: Document, rng: random.Random) -> Injection | None:
    """Put a sentence of an assistant in."""
    return _line(doc, rng, TALK)


def todo(doc: Document, rng: random.Random) -> Injection | None:
    """Put a note in."""
    return _line(doc, rng, ("TODO: measure this again", "FIXME explain the second step", "- TODO"))


def marks(doc: Document, rng: random.Random) -> Injection | None:
    """Put a citation mark behind a word."""
    nodes = [node for node in doc.of("paragraph") if node.excerpt and len(node.excerpt.text) > 80]
    spaces = [m.start() for node in nodes for m in re.finditer(r"(?<=[a-z]) (?=[a-z])", doc.source[node.span])]
    if not spaces:
        return None
    node = rng.choice(nodes)
    places = [m.start() for m in re.finditer(r"(?<=[a-z]) (?=[a-z])", doc.source[node.span])]
    if not places or any(child.kind in ("code_span", "link", "html_inline") for child in node.walk()):
        return None
    at = node.span.start + rng.choice(places) + 1
    mark = rng.choice(MARKS)
    text, spans = splice(doc.source.text, [(at, at, f"{mark} ")])
    return Injection(text, (Span(spans[0].start, spans[0].end - 1),), note=mark[:14])


def emptied(doc: Document, rng: random.Random) -> Injection | None:
    """Delete what stands under a heading."""
    sections = [s for s in doc.sections[2:] if s.heading and s.nodes and len(s.heading.span) and s.heading.level > 1]
    following = {s.heading.span.start: s for s in doc.sections if s.heading}
    usable = [
        s
        for s in sections
        if s.heading and s.span.end in following and following[s.span.end].heading.level <= s.heading.level  # type: ignore[union-attr]
    ]
    if not usable:
        return None
    section = rng.choice(usable)
    heading = section.heading
    if heading is None:
        return None
    text, _ = splice(doc.source.text, [(heading.span.end, section.span.end, "\n\n")])
    return Injection(text, (heading.span,))


def unlinked(doc: Document, rng: random.Random) -> Injection | None:
    """Take the target of a link."""
    links = [node for node in doc.of("link") if re.fullmatch(r"\[[^\]\n]+\]\([^()\s]+\)", doc.source[node.span])]
    if not links:
        return None
    node = rng.choice(links)
    shown = doc.source[node.span]
    text, places = splice(doc.source.text, [(*node.span, shown[: shown.rindex("](") + 2] + ")")])
    return Injection(text, places)


def conflict(doc: Document, rng: random.Random) -> Injection | None:
    """Leave a merge conflict."""
    return _line(doc, rng, ("<<<<<<< HEAD\nOne way.\n=======\nThe other.\n>>>>>>> draft",))
