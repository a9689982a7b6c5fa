"""Claims made in words: superlatives, comparisons with an intensifier, sources nobody can look up.

In: a sentence. Out: Wording: where it stands and whether it is sure.
Must not know: numbers, evidence, documents.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from techlint import resources
from techlint.lazy import Folded, folded, lazy, lower
from techlint.literals import within

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

Sort: TypeAlias = Literal["superlative", "attribution"]

MIGHT = (
    *("fast", "quick", "most", "best", "lead", "zero", "no ", "without", "infinit", "near", "except", "stell"),
    *(
        "phenom",
        "outst",
        "unpre",
        "super",
        "domin",
        "premier",
        "go-to",
        "#1",
        "match",
        "parallel",
        "rival",
        "beat",
        "regard",
    ),
    *("stud", "survey", "bench", "research", "analyst", "expert", "statist", "according", "chatter", "evidence"),
    *("data ", "known", "report", "proven", "majority", "engineer", "better", "slower", "cheaper", "impro", "reduc"),
    *("first", "de facto", "magnitude", "agree", "shown"),
)
"""A sentence without any of these, in lower case, is not worth searching."""
HARMLESS = folded(
    r"\b(?:if (?:you|your|speed|latency)|not (?:the|a|necessarily|always)|isn['’]t|aren['’]t|never"
    r"|no such thing|myth|claims? to be|claimed|goal|aims?|designed to be|ensure|pick|choose"
    r"|choosing|select|finds?|finding|which is the|what is the"
    r"|one of|some of|should|arguably|probably|in my opinion|I think|I believe|looking for"
    r"|so-called|wants?|need|trying|strive|hope|was once|used to be|supposed)\b[^.]{0,40}$"
)
CHANCE = folded(r"\bprobabilit|\brandom\b|\bodds\b")
INTENSE = (
    r"(?:significant(?:ly)?|dramatic(?:ally)?|drastic(?:ally)?|substantial(?:ly)?|massive(?:ly)?|vastly|considerabl[ey]"
    r"|exponentially|radically|tremendous(?:ly)?|enormous(?:ly)?|far|much|way)"
)
BETTER = (
    r"(?:faster|slower|quicker|cheaper|lighter|leaner|smaller|lower (?:latency|memory|CPU|costs?"
    r"|overhead)|higher (?:throughput|performance)|less (?:memory|CPU|overhead|latency)"
    r"|more (?:efficient|performant|scalable|cost-effective|reliable|secure)|better|worse)"
)
COMPARED = folded(rf"\b(?:dramatically|drastically|vastly|significantly|substantially|exponentially) {BETTER} than\b")
INTENSIFIED = folded(
    rf"\b{INTENSE} (?:{BETTER}\b|(?:\w{{1,15}} )?(?:performance|speed|latency|memory"
    rf"|cost) (?:improvements?|gains?|boost|savings?|reductions?))"
    rf"|\b(?:have |has |had )?(?:{INTENSE} )?(?:improved|reduced|lowered|decreased|boosted"
    rf"|cut) (?:significantly|dramatically|drastically|substantially)"
    rf"|\b{INTENSE} (?:improv(?:es|ed)|reduc(?:es|ed)|boost(?:s|ed)|lower(?:s|ed)|cuts?|decreas(?:es|ed)) \w{{2,20}}"
)
INTENSIFIERS = tuple(
    "significant dramatic drastic substantial massive vastly considerabl exponential radically tremendous enormous far"
    " much way".split()
)
"""Stand in whatever COMPARED or INTENSIFIED matches."""
THAN_A_NAME = lazy(
    r"\b(?i:faster|slower|better (?:performance|throughput|latency)|higher throughput"
    r"|lower latency|less memory|more efficient) (?i:than) [A-Z]\w{1,20}"
)


class Wording(NamedTuple):
    """A claim in words: its place in the sentence, and whether readers agreed nine times in ten that it is one."""

    sort: Sort
    start: int
    end: int
    sure: bool


def wordings(text: str) -> Iterator[Wording]:
    """The claims in words of a sentence that holds one of MIGHT, at most one of each sort."""
    yield from _first(text, "superlative", _patterns("claims/data/superlatives.txt"))
    yield from _first(text, "attribution", _patterns("claims/data/attributions.txt"))


def comparison(text: str) -> Wording | None:
    """A comparison with an intensifier and no number, in a sentence as above: sure where it says than what."""
    low = lower(text)
    intense, named = bool(within(INTENSIFIERS, low)), " than " in low
    compared = COMPARED.search(text) if intense and named else None
    if compared and _stands(text, compared):
        return Wording("superlative", *compared.span(), sure=True)
    found = [INTENSIFIED.search(text) if intense else None, THAN_A_NAME.search(text) if named else None]
    first = min((m for m in found if m), key=lambda m: m.start(), default=None)
    return Wording("superlative", *first.span(), sure=False) if first and _stands(text, first) else None


def _stands(text: str, found: re.Match[str]) -> bool:
    """Whether what is said before a comparison lets it stand."""
    return not HARMLESS.search(text[: found.start()]) and not CHANCE.search(text)


def _first(text: str, sort: Sort, patterns: tuple[tuple[Folded, bool], ...]) -> Iterator[Wording]:
    for pattern, sure in patterns:
        found = pattern.search(text)
        if found and not (sort == "superlative" and HARMLESS.search(text[: found.start()])):
            yield Wording(sort, found.start(), found.end(), sure)
            return


@cache
def _patterns(name: str) -> tuple[tuple[Folded, bool], ...]:
    """One pattern of the sure entries of a list, one of the others."""
    entries = [line.split("\t", 1) for line in resources.read_words(name)]
    return tuple(
        (folded(r"(?<!\w)(?:" + "|".join(p for t, p in entries if t == tier) + ")"), tier == "sure")
        for tier in ("sure", "unsure")
    )
