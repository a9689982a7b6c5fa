"""Outdated APIs: one rule a kind, all told from one analysis of the draft.

In: a draft and the kind its rule tells. Out: Hits that say what, since when, instead of what, and where it is written.
Must not know what day it is: hits carry the days on which they hold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from techlint.finding import Edit, Fix, Hit

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from techlint.api.sighting import Sighting
    from techlint.document import Document, Node


def check(_node: Node, doc: Document, params: Mapping[str, Any]) -> Iterator[Hit]:
    """Yield the sightings of one kind."""
    if not doc.of("code"):
        return  # most drafts of some kinds hold none: what follows is not even imported
    from techlint.api.analysis import analyse
    from techlint.api.sighting import day

    for one in doc.view(analyse):
        if one.kind == params["kind"]:
            yield Hit(
                one.place.fence.span(one.place.start, one.place.end),
                {"name": one.name, "when": _when(one), "instead": _instead(one), "source": one.said.source},
                fix=_fix(one),
                sure=one.sure,
                since=day(one.said.date),
                until=day(one.said.until),
            )


def _when(one: Sighting) -> str:
    """` in axum 0.7.0 (2023-11)`, as much of it as is known."""
    said = one.said
    named = said.library if said.library.lower() not in one.name.lower() or said.since else ""
    version = " ".join(word for word in (named, said.since) if word)
    told = f" in {version}" if said.since else f" of {named}" if named and one.kind == "superseded" else ""
    return f"{told} ({said.date[:7]})" if said.date else told


def _instead(one: Sighting) -> str:
    return f"; use {one.said.instead}" if one.said.instead else ""


def _fix(one: Sighting) -> Fix | None:
    """A rename can be written for the author; a harvested one is not safe, since the new name may differ in details."""
    fence, start, end, _ = one.place
    if not one.rename or not one.sure or not fence.node.exact:
        return None
    return Fix(f"write {one.rename}", (Edit(fence.span(start, end), one.rename),), safe=one.certain)
