"""Claims made in words: superlatives, comparisons with an intensifier, sources nobody can look up.

In: a sentence. Out: Wording: where it stands and whether it is sure.
Must not know: numbers, evidence, documents.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from techlint import resources
from techlint.lazy import lazy

if TYPE_CHECKING:
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
"""A sentence without any of these is not worth searching."""
HARMLESS = lazy(
    r"\b(?:if (?:you|your|speed|latency)|not (?:the|a|necessarily|always)|isn['’]t|aren['’]t|never"
    r"|no such thing|myth|claims? to be|claimed|goal|aims?|designed to be|ensure|pick|choose"
    r"|choosing|select|finds?|finding|which is the|what is the"
    r"|one of|some of|should|arguably|probably|in my opinion|I think|I believe|looking for"
    r"|so-called|wants?|need|trying|strive|hope|was once|used to be|supposed)\b[^.]{0,40}$",
    re.IGNORECASE,
)
CHANCE = lazy(r"\bprobabilit|\brandom\b|\bodds\b", re.IGNORECASE)
INTENSE = (
    r"(?:significant(?:ly)?|dramatic(?:ally)?|drastic(?:ally)?|substantial(?:ly)?|massive(?:ly)?|vastly|considerabl[ey]"
    r"|exponentially|radically|tremendous(?:ly)?|enormous(?:ly)?|far|much|way)"
)
BETTER = (
    r"(?:faster|slower|quicker|cheaper|lighter|leaner|smaller|lower (?:latency|memory|CPU|costs?"
    r"|overhead)|higher (?:throughput|performance)|less (?:memory|CPU|overhead|latency)"
    r"|more (?:efficient|performant|scalable|cost-effective|reliable|secure)|better|worse)"
)
COMPARED = lazy(
    rf"\b(?:dramatically|drastically|vastly|significantly|substantially|exponentially) {BETTER} than\b", re.IGNORECASE
)
INTENSIFIED = lazy(
    rf"\b{INTENSE} (?:{BETTER}\b|(?:\w{{1,15}} )?(?:performance|speed|latency|memory"
    rf"|cost) (?:improvements?|gains?|boost|savings?|reductions?))"
    rf"|\b(?:have |has |had )?(?:{INTENSE} )?(?:improved|reduced|lowered|decreased|boosted"
    rf"|cut) (?:significantly|dramatically|drastically|substantially)"
    rf"|\b{INTENSE} (?:improv(?:es|ed)|reduc(?:es|ed)|boost(?:s|ed)|lower(?:s|ed)|cuts?|decreas(?:es|ed)) \w{{2,20}}"
    r"|\b(?:faster|slower|better (?:performance|throughput|latency)|higher throughput"
    r"|lower latency|less memory|more efficient) than (?-i:[A-Z])\w{1,20}",
    re.IGNORECASE,
)


class Wording(NamedTuple):
    """A claim in words: its place in the sentence, and whether readers agreed nine times in ten that it is one."""

    sort: Sort
    start: int
    end: int
    sure: bool


def wordings(text: str) -> Iterator[Wording]:
    """The claims in words of a sentence, at most one of each sort."""
    if not _might(text):
        return
    yield from _first(text, "superlative", _patterns("claims/data/superlatives.txt"))
    yield from _first(text, "attribution", _patterns("claims/data/attributions.txt"))


def comparison(text: str) -> Wording | None:
    """A comparison with an intensifier and no number: sure where it says than what."""
    if not _might(text):
        return None
    for pattern, sure in ((COMPARED, True), (INTENSIFIED, False)):
        found = pattern.search(text)
        if found and not HARMLESS.search(text[: found.start()]) and not CHANCE.search(text):
            return Wording("superlative", found.start(), found.end(), sure)
    return None


@lru_cache(maxsize=4096)
def _might(text: str) -> bool:
    folded = text.lower()
    return any(word in folded for word in MIGHT)


def _first(text: str, sort: Sort, patterns: tuple[tuple[re.Pattern[str], bool], ...]) -> Iterator[Wording]:
    for pattern, sure in patterns:
        found = pattern.search(text)
        if found and not (sort == "superlative" and HARMLESS.search(text[: found.start()])):
            yield Wording(sort, found.start(), found.end(), sure)
            return


@cache
def _patterns(name: str) -> tuple[tuple[re.Pattern[str], bool], ...]:
    """One pattern of the sure entries of a list, one of the others."""
    entries = [line.split("\t", 1) for line in resources.read_words(name)]
    return tuple(
        (re.compile(r"(?<!\w)(?:" + "|".join(p for t, p in entries if t == tier) + ")", re.IGNORECASE), tier == "sure")
        for tier in ("sure", "unsure")
    )
