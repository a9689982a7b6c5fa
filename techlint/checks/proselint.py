"""Tell what one of proselint's checks finds in the prose of an English draft.

In: the document; `params.paths` are paths of proselint's checks, or beginnings of them, `params.before` a pattern of
what must follow. Out: hits; with `params.fix`, where its replacements are sure to be right, a fix where the place is
plain text.
Must not know: severities, how the search goes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from techlint.finding import Edit, Fix, Hit
from techlint.lazy import lazy
from techlint.profile import profile
from techlint.prose.whole import whole
from techlint.text import OBJECT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from techlint.document import Document, Node
    from techlint.prose.search import Search


def check(_node: Node, doc: Document, params: Mapping[str, Any]) -> Iterable[Hit]:
    """Yield the places of the checks that the rule names."""
    excerpt, paths = doc.view(whole), tuple(params["paths"])
    follows = lazy(params["before"]) if "before" in params else None
    search = doc.view(_search)
    for match in search.matches(paths) if search else ():
        if follows and not follows.match(excerpt.text, match.end):
            continue
        found = excerpt.text[match.start : match.end]
        span = excerpt.span(match.start, match.end)
        use = _cased(found, match.use)
        plain = (
            params.get("fix")
            and use
            and excerpt.literal(match.start, match.end)
            and OBJECT not in found
            and found.strip() == found
        )
        fix = Fix(f"write `{use}`", (Edit(span, use),)) if plain else None
        yield Hit(span, {"found": found, "use": use or "other words"}, fix=fix)


def _search(doc: Document) -> Search | None:
    """What may be found in the prose of an English draft, for all rules; each looks for its own."""
    prose = doc.view(whole).text
    if not prose or not doc.view(profile).english:
        return None
    from techlint.prose.search import Search

    return Search(prose, doc.view(profile).vocabulary)


def _cased(found: str, use: str) -> str:
    if set(use) & set("\\[("):  # a pattern, not words
        return ""
    if use.lower() == found.lower():  # it is the case that is wrong
        return use
    return use[0].upper() + use[1:] if use and found[:1].isupper() else use
