"""Find its and it's taken for each other, where no other reading makes sense.

In: a draft. Out: a hit on the word, with the other as a fix. Must not know: which rule asks.
`text/lost-apostrophe` tells of drafts that have no apostrophe left; those are let be here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from techlint.finding import Edit, Fix, Hit
from techlint.lazy import lazy
from techlint.profile import profile

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator, Mapping

    from techlint.document import Document, Node
    from techlint.profile import Profile
    from techlint.text import Excerpt

OWNED = lazy(
    r"\b(?P<its>[Ii]t['’]s) own(?= [a-z])"
    r"|\b(?:of|from|into|within|via|per|according to|based on|depending on) (?P<of>it['’]s) "
    r"(?!(?:not|no|been|being|just|only|all|so|very|too|still|also|always|never|now|like|about|supposed|the|a|an|that|what"
    r"|how|why|when|where|kind|sort|more|less|most|better|worse|hard|easy|possible|impossible|clear|true|in|on|at|to"
    r"|because|if|as|and|or|but|going|made|done|up|down|out|over|there|here)\b|\w{1,30}(?:ing|ed|ly|able|ful|ous|al)\b)"
    r"(?=[a-z]{3})"
)
"""`it's own`; a preposition, `it's` and what looks like a noun."""
IS = lazy(
    r"(?P<its>[Ii](?<![\w'’-].)ts) (?:(?:not|been|because|the|going to) (?=[a-z])"
    r"|an? (?!(?:priori|posteriori|la|cappella)\b)(?=[a-z])"
    r"|(?:better|nice|possible|impossible|important|necessary|good) to (?=[a-z])"
    r"|worth (?:noting|mentioning|pointing|remembering|considering|trying|knowing|checking|it|a|the)\b)"
)
"""What can only stand after `it is` or `it has`. `its best to` and `its easy to` may be half of something else."""


def check(_node: Node, doc: Document, _params: Mapping[str, Any]) -> Iterable[Hit]:
    """Yield every `it's` that must be `its`, and the other way round."""
    about = doc.view(profile)
    for node, excerpt, found, word in _swapped(about):
        group = "its" if found["its"] else "of"
        span = excerpt.span(*found.span(group))
        plain = node.exact and excerpt.literal(*found.span(group))
        use = word if found[group][0] == "i" else word.capitalize()
        fix = Fix(f"write {use}", (Edit(span, use),), safe=True) if plain else None
        yield Hit(span, {"found": found[group], "use": use}, fix=fix)


def _swapped(about: Profile) -> Iterator[tuple[Node, Excerpt, re.Match[str], str]]:
    for node, excerpt in about.holding(("it's", "it’s")):
        yield from ((node, excerpt, found, "its") for found in OWNED.finditer(excerpt.text))
    its = about.holding(("its ",))
    if its and about.apostrophes:
        mark = max("'’", key=about.prose.count)
        for node, excerpt in its:
            yield from ((node, excerpt, found, f"it{mark}s") for found in IS.finditer(excerpt.text))
