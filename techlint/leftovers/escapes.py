r"""Markdown's backslashes in code, where nothing is escaped: `size\_t`. Converters leave them.

In: a Document. Out: its blocks whose backslashes are no part of the code, and where they stand.
Must not know: rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from techlint.document import Code
from techlint.lazy import lazy

if TYPE_CHECKING:
    from techlint.document import Document, Node
    from techlint.text import Span

CERTAIN = lazy(r"(?<=[A-Za-z0-9}])\\_(?=[A-Za-z0-9$\\])|\\>\\>|\\<\\<")
STAR = lazy(r"(?<=[( ])\\\*(?=[A-Za-z_]\w{0,60}(?:\.\w{1,60})?[,)])|(?<=\d)\\\*(?=[a-z]{1,20}\.[A-Z])")
r"""A pointer or a product: `(\*int)`, `30\*time.Minute`. What a shell's glob escapes looks otherwise."""
TIMES = lazy(r"(?<=[\w)\]] )\\\*(?= [\w(])")
r"""`x \* y`: a shell's `expr` writes it so."""
SHELLS = frozenset("bash console fish powershell sql makefile".split())
ESCAPES = lazy(r"\\[_<>\[\]*~=]")
TEX = frozenset("tex latex bibtex regex regexp markdown mdx rst sed perl".split())


def blocks(doc: Document) -> frozenset[Node]:
    """The blocks that a converter escaped: where two of a draft are beyond doubt, all that hold a backslash are."""
    code = [node for node in doc.of("code_block") if isinstance(node, Code) and (node.fence or node.lost)]
    code = [node for node in code if node.lang not in TEX and node.excerpt and "\\" in node.excerpt.text]
    certain = [node for node in code if node.excerpt and _certain(node.lang, node.excerpt.text)]
    return frozenset(code if len(certain) > 1 else certain)


def _certain(lang: str, code: str) -> bool:
    starred = lang not in SHELLS and (STAR.search(code) or (lang and TIMES.search(code)))
    return bool(CERTAIN.search(code) or starred)


def places(node: Node) -> tuple[Span, ...]:
    """Where a block's escapes stand, each with the character it escapes."""
    if node.excerpt is None:
        return ()
    return tuple(node.excerpt.span(*match.span()) for match in ESCAPES.finditer(node.excerpt.text))
