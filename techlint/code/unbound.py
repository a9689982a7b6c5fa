"""Names of modules that a complete program uses and never imports.

In: the code of one language in a draft. Out: where such a name stands first, and the import that is missing.
Must not know: drafts, rules.

A block counts as complete if it imports something and every other name in it comes from somewhere: from the block, from
another block of the draft, from the language. With a second unknown name it is an excerpt, and so are its imports.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from techlint import resources, trees
from techlint.code.mending import ELLIPSIS
from techlint.lazy import lazy
from techlint.record import NamedTuple

if TYPE_CHECKING:
    import ast
    from collections.abc import Callable, Iterator, Mapping, Sequence

LARGEST = 20_000


class Unbound(NamedTuple):
    """`name` at `offset` of a block is used and not imported; `statement` would."""

    block: int
    offset: int
    name: str
    statement: str


def unbound(lang: str, blocks: Sequence[str]) -> Iterator[Unbound]:
    """The modules that are used and imported nowhere, each at its first use."""
    if lang in FINDERS and sum(map(len, blocks)) <= LARGEST * 5:
        known = _modules()[lang]
        for block, offset, name in FINDERS[lang](blocks):
            yield Unbound(block, offset, name, known[name])


@cache
def _modules() -> Mapping[str, Mapping[str, str]]:
    """Language -> name -> the statement that imports it."""
    found: dict[str, dict[str, str]] = {}
    for row in resources.read_words("code/data/modules.tsv"):
        lang, names, statement = row.split("\t")
        found.setdefault(lang, {}).update((name, statement.format(name=name)) for name in names.split())
    return found


def _python(blocks: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    import builtins

    known = _modules()["python"].keys()
    if known.isdisjoint(name for block in blocks for name in DOTTED.findall(block)):
        return
    complete = {block for block in blocks if IMPORT.search(block) and not ELLIPSIS.search(block)}
    used = {name for block in complete for name in USED.findall(block)} & known
    if used <= {name for block in blocks for name in _imported(block)}:
        return
    parsed = [_parse(block) for block in blocks]
    if any("import *" in block for block in blocks):
        return
    bound = set(dir(builtins)) | {"__file__", "__name__", "self"}
    for block, tree in zip(blocks, parsed, strict=True):
        bound |= _bound(tree) if tree else set(NAME.findall(block))  # what cannot be read may bind anything in it
    told: set[str] = set()
    for number, (block, tree) in enumerate(zip(blocks, parsed, strict=True)):
        if tree is None or block not in complete:
            continue
        free = _free(tree, bound)
        if all(name in known and place for name, place in free.items()):
            lines = block.split("\n")
            for name, (line, column) in sorted(free.items(), key=lambda item: item[1]):
                if name not in told:
                    told.add(name)
                    before = lines[line - 1].encode()[:column].decode(errors="replace")
                    yield number, sum(len(text) + 1 for text in lines[: line - 1]) + len(before), name


def _imported(block: str) -> Iterator[str]:
    """Names that a block imports in plain lines, up to the first string that may go on over lines.

    They are bound: either the block is Python, or it cannot be read and all names in it are.
    """
    for names in IMPORTED.findall(LONG_STRING.split(block, maxsplit=1)[0]):
        yield from names.split(", ")


def _parse(block: str) -> ast.Module | None:
    import ast
    import warnings

    if len(block) > LARGEST:
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(block)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _bound(tree: ast.Module) -> set[str]:
    """Every name that some code gives a value to, in any scope."""
    import ast

    found: set[str] = set()
    for node in ast.walk(tree):
        match node:
            case ast.alias():
                found.add((node.asname or node.name).partition(".")[0])
            case ast.Name(ctx=ast.Store() | ast.Del()):
                found.add(node.id)
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                found.add(node.name)
            case ast.arg():
                found.add(node.arg)
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                found.add(name)
            case _:
                pass
    return found


def _free(tree: ast.Module, bound: set[str]) -> dict[str, tuple[int, ...]]:
    """The names that nothing binds: name -> line and column (in bytes) of its first use as `name.part`, () if none."""
    import ast

    first: dict[str, tuple[int, ...]] = {}
    bare: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            place = (node.value.lineno, node.value.col_offset)
            first[node.value.id] = min(first.get(node.value.id, place), place)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            bare.add(node.id)
    return {name: first.get(name, ()) for name in bare - bound}


def _go(blocks: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Each Go file has imports of its own; blocks without a package clause and imports are excerpts."""
    known = _modules()["go"]
    for number, block in enumerate(blocks):
        if len(block) > LARGEST or not PACKAGE.search(block) or not GO_IMPORT.search(block) or ELLIPSIS.search(block):
            continue
        tree = trees.root(block, "go")
        if tree is None or tree.find(kind="ERROR"):
            continue
        specs = [node.text().split() for node in tree.find_all(kind="import_spec")]
        taken = {spec[-1].strip('"`').rpartition("/")[2] for spec in specs} | {spec[0] for spec in specs}
        uses = [node.child(0) for node in tree.find_all(any=[{"kind": kind} for kind in ("selector_expression", TYPE)])]
        places = {use.range().start.index: use.text() for use in uses if use and use.text() in known}
        others = tree.find_all(kind="identifier") if places else []
        taken |= {node.text() for node in others if node.range().start.index not in places}  # a variable of that name
        for offset, name in sorted(places.items()):
            if name not in taken and re.match(rf"{name}\.[A-Z]", block[offset : offset + 40]):
                taken.add(name)
                yield number, offset, name


IMPORT = lazy(r"^[ \t]*(?:import[ \t]+\w|from[ \t]+[\w.]+[ \t]+import\b)", re.MULTILINE)
IMPORTED = lazy(
    r"^[ \t]*(?:from[ \t]+[\w.]+[ \t]+)?import[ \t]+(?:[\w.]+[ \t]+as[ \t]+)?([A-Za-z_]\w*(?:, [A-Za-z_]\w*)*)"
    r"(?![\w.]|[ \t]+as\b)",
    re.MULTILINE,
)
LONG_STRING = lazy(r"\"\"\"|'''|\\\n")
USED = lazy(r"\b([A-Za-z_]\w*)(?=\s*[.)#\\])")
"""A name that a dot may follow, be it behind a bracket, a remark or on the next line."""
DOTTED = lazy(r"\b([a-z]\w*)\.\w")
NAME = lazy(r"[A-Za-z_]\w*")
PACKAGE = lazy(r"^package \w+$", re.MULTILINE)
GO_IMPORT = lazy(r"^import (?:\(|\w* ?\")", re.MULTILINE)
TYPE = "qualified_type"
FINDERS: Mapping[str, Callable[[Sequence[str]], Iterator[tuple[int, int, str]]]] = {"python": _python, "go": _go}
