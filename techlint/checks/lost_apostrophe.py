"""Find English words that lost their apostrophe: `doesnt`, and, where a draft has none left, `Rusts`, `its a`.

In: the document. Out: hits on the words with the whole word as a fix. Must not know: severities.

Three tiers of evidence. A word that exists only with an apostrophe is wrong everywhere. A word that also is another
one (`wont`, `lets`, `Well`) is wrong where its neighbours say so. A name with an `s` is a possessive only in a draft
of some length that has no apostrophe at all: one in twelve drafts has none and is fine, so a second sign is needed.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import product
from typing import TYPE_CHECKING, Any

from techlint import letters, resources
from techlint.finding import Edit, Fix, Hit
from techlint.lazy import lazy
from techlint.place import enclosed, place
from techlint.profile import profile

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from techlint.document import Document, Node
    from techlint.profile import Profile
    from techlint.text import Excerpt

FEWEST_WORDS = 200
"""Below, a draft without an apostrophe says nothing."""

SPLIT = lazy(
    r"\b(?:don|doesn|didn|isn|wasn|aren|weren|hasn|haven|hadn|couldn|wouldn|shouldn)[?\ufffd ]t\b"
    r"|\b(?:can|won)[?\ufffd]t\b|\b(?:it|that|what|there|let|here|who)[?\ufffd]s\b"
    r"|\b(?:we|they|you)[?\ufffd](?:re|ve|ll)\b|\bI[?\ufffd](?:m|ve|ll|d)\b",
    re.IGNORECASE,
)
ACUTE = lazy(r"[´`](?<=[a-z].)(?=(?:s|t|re|ve|ll|d|m)\b)")
ASKED = lazy(r"\?(?:t|s|re|ve|ll|m) ")
SIGNS = ("n t ", "\ufffd", "´", "`")
"""Some part of what `SPLIT` and `ACUTE` find, as are the places of `ASKED`."""

WORD = lazy(r"(?<![\w/.#@_-])[A-Za-z]+(?![\w(/_-]|\.\w)")
POSSESSIVE = lazy(r"[A-Z][A-Za-z]+s")
NO_NOUN = frozenset(
    "is are was were and or but in on of to for with from by at as that which who have has had do does can will would "
    "may might should must not if when than then so because while also it they we you i the a an this these those "
    "there here use uses used compete be been get gets aside alike".split()
)
PLURAL_SIGNS = frozenset("the these those many several all some most few both two three other such".split())
NEVER = frozenset(
    "Its Yes This Us Has Does Is As Was Thus Plus Less Across Always Perhaps Unless Various Previous".split()
)
ITS = lazy(
    r"\b([Ii]ts)(?= (?:(?:a|an|the|not|been|going|worth|because|okay|ok|fine)\b"
    r"|(?:more|less|like|also|just|really|important|possible|impossible|hard|easy|difficult|never|always|clear|too|only"
    r"|likely|quite|pretty|basically|very|all) (?:like|about|than|of|a|an|the|to|that|not|important|hard|easy|difficult"
    r"|likely|clear|worth|going)\b))(?! \w+\s*[-–—])"
)
BEFORE, AFTER = ("", "(", '"', "“", "—"), ("", ",", ".", "!", "?", ":", ";", ")", '"', "”")
FEWEST_NAMED = 3


@cache
def _words(tier: str) -> Mapping[str, str]:
    return {lost: whole for found, lost, whole in letters.rows("text/data/contractions.tsv") if found == tier}


@cache
def _any_lost() -> re.Pattern[str]:
    return lazy(r"(?<![\w/.#@-])(?:" + "|".join(_words("1")) + r")(?![\w(/-]|\.\w)", re.IGNORECASE)


@cache
def _neighbours() -> tuple[tuple[str, re.Pattern[str], str], ...]:
    """Words that are others without their apostrophe, where the words around leave no choice, what is right."""
    verbs = "|".join(resources.read_words("text/data/bare-verbs.txt"))
    return tuple(
        (word, lazy(pattern.replace("VERB", f"(?:{verbs})")), right)
        for word, pattern, right in letters.rows("text/data/neighbours.tsv")
    )


def _attributes() -> tuple[str, ...]:
    return resources.read_words("text/data/attributes.txt")


@cache
def _owned() -> re.Pattern[str]:
    """A plural between a word for one and an attribute: `a persons name`."""
    before, after = "[Aa]n?|[Tt]his|[Ee]ach|[Ee]very|[Aa]nother", "|".join(_attributes())
    return lazy(rf"\b(?:{before}) ({'|'.join(sorted(_plurals()))})(?= (?:\w{{1,20}} )?(?:{after})\b)")


@cache
def _names() -> frozenset[str]:
    return frozenset(resources.read_words("text/data/names.txt"))


def check(_node: Node, doc: Document, _params: Mapping[str, Any]) -> Iterable[Hit]:
    """Yield the words."""
    about = doc.view(profile)
    bare = not about.apostrophes and len(about.tokens) > FEWEST_WORDS
    clues = _clues_in(about)
    if not (bare or clues) or not about.english:
        return
    suspicious = [excerpt for _, excerpt in about.holding(map(str.lower, clues))]
    certain = [hit for excerpt in suspicious for hit in _certain(doc, excerpt)]
    yield from certain
    if bare:
        for _, excerpt in about.blocks:
            yield from _in_bare_draft(doc, excerpt, strong=bool(certain))


def _clues_in(about: Profile) -> set[str]:
    """What may be wrong in a draft: most hold nothing of the kind."""
    folded, words = about.folded, _watched().intersection(about.tokens)
    clues = {sign for sign in SIGNS if sign in folded}.union(ASKED.findall(folded), words - _plurals())
    owners = [f" {word} " for word in words & _plurals()]
    if any(_owned().search(excerpt.text) for _, excerpt in about.holding(owners)):
        clues.update([sign for attribute in _attributes() if (sign := f"s {attribute}") in folded])
    return clues


@cache
def _watched() -> frozenset[str]:
    """What may stand between blanks: words that are no others, with the marks that may cling to them, and the rest."""
    lost = {form for word in _words("1") for form in (word, word.capitalize())}
    return _plurals().union(map("".join, product(BEFORE, lost, AFTER)), [word for word, _, _ in _neighbours()])


@cache
def _plurals() -> frozenset[str]:
    """The words without which `_owned` finds nothing."""
    return frozenset(f"{owner}s" for owner in resources.read_words("text/data/owners.txt"))


def _certain(doc: Document, excerpt: Excerpt) -> Iterator[Hit]:
    """The words that are wrong in any draft."""
    text = excerpt.text
    for match in _any_lost().finditer(text):
        if match[0].islower() or match[0].istitle():
            yield _hit(doc, excerpt, match.span(), _cased(match[0], _words("1")[match[0].lower()]))
    for word, pattern, right in _neighbours():
        for match in pattern.finditer(text) if word in text else ():
            yield _hit(doc, excerpt, match.span(1), _cased(match[1], right))
    for match in _owned().finditer(text):
        yield _hit(doc, excerpt, match.span(1), f"{match[1][:-1]}'s")
    for match in SPLIT.finditer(text):
        yield _hit(doc, excerpt, match.span(), re.sub("[?\ufffd ]", "'", match[0]))
    for match in ACUTE.finditer(text):
        yield _hit(doc, excerpt, match.span(), "'")


def _in_bare_draft(doc: Document, excerpt: Excerpt, *, strong: bool) -> Iterator[Hit]:
    """The words that are wrong where no apostrophe is left."""
    text = excerpt.text
    for match in ITS.finditer(text):
        yield _hit(doc, excerpt, match.span(1), _cased(match[1], "it's"))
    for match in WORD.finditer(text):
        word = match[0]
        right = _words("2").get(word)
        if right and word in ("cant", "wont"):
            right = (
                right if re.match(r" [a-z]", text[match.end() :]) and not _after_article(text, match.start()) else None
            )
        if right is None and POSSESSIVE.fullmatch(word) and _owns(doc, text, match, strong=strong):
            right = f"{word[:-1]}'s"
        if right:
            yield _hit(doc, excerpt, match.span(), right)


def _after_article(text: str, start: int) -> bool:
    before = re.search(r"([A-Za-z]+) $", text[max(start - 24, 0) : start])
    return before is not None and before[1].lower() in ("the", "a", "of", "his", "their", "its", "is", "and")


def _owns(doc: Document, text: str, match: re.Match[str], *, strong: bool) -> bool:
    """Whether a capitalised word in `s` is the owner of the noun after it."""
    word, owner = match[0], match[0][:-1]
    if owner.isupper() or word in NEVER:
        return False
    noun = re.match(r" ([a-z][\w-]*)", text[match.end() : match.end() + 40])
    before = re.search(r"([A-Za-z]+) $", text[max(match.start() - 24, 0) : match.start()])
    if not noun or noun[1] in NO_NOUN or (before and before[1].lower() in PLURAL_SIGNS):
        return False
    if owner in _names():
        return word not in _names()
    forms = doc.view(profile).forms
    often = forms.get(owner, 0)
    lower = owner.lower() in forms or word.lower() in forms
    return strong and often >= FEWEST_NAMED and forms.get(word, 0) * 2 <= often and not lower


def _cased(found: str, right: str) -> str:
    return right[0].upper() + right[1:] if found[0].isupper() else right


def _hit(doc: Document, excerpt: Excerpt, span: tuple[int, int], right: str) -> Hit:
    """A hit; one in a link or quotation is somebody else's words, worth a look only."""
    place_ = excerpt.span(*span)
    quoted = place(doc, place_.start).inside("link", "block_quote") or enclosed(excerpt.text, *span)
    fix = Fix(f"write `{right}`", (Edit(place_, right),)) if excerpt.literal(*span) else None
    return Hit(place_, {"word": excerpt.text[slice(*span)], "right": right}, fix=fix, sure=not quoted)
