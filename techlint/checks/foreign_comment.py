"""Find comments in another script in the code of an English draft: readers of the draft cannot read them.

In: the document. Out: hits on the comments. Must not know: severities.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from techlint import letters
from techlint.checks.stray_script import ABOUT_LANGUAGE, ANY_LANGUAGE
from techlint.finding import Hit
from techlint.lazy import lazy
from techlint.place import around, place
from techlint.profile import profile

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from techlint.document import Document, Node
    from techlint.text import Excerpt

COMMENT = lazy(r"(?:(?<![:\"'\w/])//|(?<![\"'\w&$#{])#(?![!\[{])|(?<![\"'\w-])-- |/\*|<!--)[^\n]{0,300}")
FEWEST_LETTERS = 2


def check(_node: Node, doc: Document, _params: Mapping[str, Any]) -> Iterable[Hit]:
    """Yield the comments that hold foreign words."""
    about = doc.view(profile)
    blocks = [(node, node.excerpt) for node in doc.of("code_block") if node.excerpt and _foreign(node.excerpt.text)]
    if blocks and not about.about_letters and about.english and about.latin >= 0.9:
        for node, excerpt in blocks:
            yield from _in_block(node, excerpt, doc)


def _foreign(text: str) -> bool:
    return not text.isascii() and letters.foreign_run().search(letters.beyond_ascii(text)) is not None


def _in_block(node: Node, excerpt: Excerpt, doc: Document) -> Iterable[Hit]:
    near = around(place(doc, node.span.start))
    if ANY_LANGUAGE.search(near) or ABOUT_LANGUAGE.search(near):
        return
    for match in COMMENT.finditer(excerpt.text):
        runs = [run[0] for run in letters.foreign_run().finditer(match[0])]
        scripts = {letters.script(run[0]) for run in runs} - {"Greek"}
        if scripts and sum(map(len, runs)) >= FEWEST_LETTERS and not re.search("[\"'`]", match[0]):
            end = match.start() + len(match[0].rstrip())
            yield Hit(excerpt.span(match.start(), end), {"script": min(scripts), "comment": match[0][:40]})
