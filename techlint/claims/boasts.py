"""Why a superlative is let pass: mentioned, not used; a tagline, a wish; told of one occasion, or in numbers.

In: a claim, its block, the texts above it. Out: the names of the reasons to tell it as info.
Must not know: the draft, evidence, weights.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from techlint.lazy import folded, lazy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from techlint.claims.analysis import Claim
    from techlint.claims.scene import Block

QUOTES = "\"'“”‘’`«»"
NUMBERED = lazy(r"\W{0,2}[(:]\W{0,3}\d")
"""A number right behind a superlative says how fast is fast."""
ONCE = folded(r"\b(?:this|that|it|which) was (?:\w{2,10} )?$")
"""What was quick once is told, not claimed."""
WISHED = folded(
    r"\b(?:requirements?|required|criteria|need(?:s|ed)? (?:an?|to|something)|looking for|wish ?list"
    r"|must(?:[- ]haves?)?"
    r"|claim(?:s|ed|ing)? to|purport\w*|goals?|mission|vision|slogan|motto|dubbed)\b"
)
"""Words before a superlative that make it a wish, or somebody else's boast."""


def boasted(claim: Claim, block: Block, above: tuple[str, ...]) -> Iterator[str]:
    """The reasons; `above` are the titles over a claim and what introduces its list."""
    before, after = claim.sentence[: claim.offset], claim.sentence[claim.offset + len(claim.text) :]
    if _mentioned(before.rstrip(), after):
        yield "mentioned"
    if block.links and block.links[0].span.start <= block.node.span.start + 3:
        yield "tagline of a link"
    if ONCE.search(before):
        yield "told of one occasion"
    if NUMBERED.match(after):
        yield "told in numbers"
    if any(WISHED.search(text) for text in (before, *above)):
        yield "wished for"


def _mentioned(before: str, after: str) -> bool:
    """Whether words are mentioned, not used: they stand in quotation marks, or open a slogan that does."""
    return before[-1:] != "" and before[-1:] in QUOTES and any(mark in after for mark in QUOTES)
