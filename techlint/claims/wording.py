"""Claims made in words: superlatives, comparisons with an intensifier, sources nobody can look up.

In: a sentence. Out: Wording: where it stands and whether it is sure.
Must not know: numbers, evidence, documents.
"""

from __future__ import annotations

from functools import cache
from sys import maxsize
from typing import TYPE_CHECKING, Literal, TypeAlias

from techlint import resources
from techlint.lazy import Folded, folded, lazy, lower
from techlint.literals import within
from techlint.record import NamedTuple
from techlint.sieve import Sieve

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator

    from techlint.sieve import Clues

Sort: TypeAlias = Literal["superlative", "attribution"]

MIGHT = frozenset(
    "fast, quick, most, best, lead, zero, no , without, infinit, near, except, stell, phenom, outst, unpre, "
    "super, domin, premier, go-to, #1, match, parallel, rival, beat, regard, stud, survey, bench, research, "
    "analyst, expert, statist, according, chatter, evidence, data , known, report, proven, majority, engineer, "
    "better, slower, cheaper, impro, reduc, first, de facto, magnitude, agree, shown".split(", ")
)
"""A sentence without any of these, in lower case, claims nothing in words."""
HARMLESS = folded(
    r"\b(?:if (?:you|your|speed|latency)|not (?:the|a|necessarily|always)|isn['’]t|aren['’]t|never"
    r"|no such thing|myth|claims? to be|claimed|goal|aims?|designed to be|ensure|pick|choose"
    r"|choosing|select|finds?|finding|which is the|what is the"
    r"|one of|some of|should|arguably|probably|in my opinion|I think|I believe|looking for"
    r"|so-called|expected to|likely|supposed\w*|hard to|difficult to|easy to|wants?|need|trying|strive|hope|was once"
    r"|used to be)\b[^.]{0,40}$"
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
COMPARED = folded(
    r"\b(?:dramatically|drastically|vastly|significantly|substantially|exponentially)"
    r" (?:faster|slower|quicker|cheaper|better|worse) than\b"
)
CHANGES = ("improv(?:es|ed)", "reduc(?:es|ed)", "boost(?:s|ed)", "lower(?:s|ed)", "cuts?", "decreas(?:es|ed)")
INTENSIFIED = folded(
    rf"\b{INTENSE} (?:{BETTER}\b|(?:\w{{1,15}} )?(?:performance|speed|latency|memory"
    rf"|cost) (?:improvements?|gains?|boost|savings?|reductions?))"
    rf"|\b(?:have |has |had )?(?:{INTENSE} )?(?:improved|reduced|lowered|decreased|boosted"
    rf"|cut) (?:significantly|dramatically|drastically|substantially)|"
    + "|".join([rf"\b{INTENSE} {changes} \w{{2,20}}" for changes in CHANGES])
)
"""Each change is asked for with its intensifier: of `much` and `reduces` alone many texts have one."""
THAN_A_NAME = lazy(
    r"\b(?i:faster|slower|better (?:performance|throughput|latency)|higher throughput"
    r"|lower latency|less memory|more efficient) (?i:than) [A-Z]\w{1,20}"
)


COMPARISONS: dict[str, Folded | re.Pattern[str]] = {
    "compared": COMPARED,
    "intensified": INTENSIFIED,
    "than a name": THAN_A_NAME,
}
TIERS = ("sure", "unsure")
LISTS: tuple[tuple[Sort, str], ...] = (
    ("superlative", "claims/data/superlatives.txt"),
    ("attribution", "claims/data/attributions.txt"),
)
LISTED = frozenset(f"{tier} {sort}" for sort, _ in LISTS for tier in TIERS)


class Wording(NamedTuple):
    """A claim in words: its place in the sentence, and whether readers agreed nine times in ten that it is one."""

    sort: Sort
    start: int
    end: int
    sure: bool


def sites(clues: Clues) -> list[tuple[int, int]]:
    """Places of a block, in order, where its clues tell of claims in words: a sentence that holds none has none."""
    return sorted([(at, at + 1) for row in clues.values() for at in row]) if all(clues.values()) else [(0, maxsize)]


def wordings(text: str, clues: Clues | None = None) -> Iterator[Wording]:
    """The claims in words of a sentence, at most one of each sort; `clues` those of a text around it, if known."""
    worth = _worth(text, clues, LISTED)
    for sort, _ in LISTS:
        for tier in TIERS:
            found = sieve().patterns[f"{tier} {sort}"].search(text) if f"{tier} {sort}" in worth else None
            if found and not (sort == "superlative" and HARMLESS.search(text[: found.start()])):
                yield Wording(sort, found.start(), found.end(), tier == "sure")
                break


def comparison(text: str, clues: Clues | None = None) -> Wording | None:
    """A comparison with an intensifier and no number: sure where it says than what."""
    worth = _worth(text, clues, COMPARISONS.keys())
    compared = COMPARED.search(text) if "compared" in worth else None
    if compared and _stands(text, compared):
        return Wording("superlative", *compared.span(), sure=True)
    found = [COMPARISONS[name].search(text) for name in ("intensified", "than a name") if name in worth]
    first = min((m for m in found if m), key=lambda m: m.start(), default=None)
    return Wording("superlative", *first.span(), sure=False) if first and _stands(text, first) else None


def _worth(text: str, clues: Clues | None, names: Iterable[str]) -> Clues:
    """Which of some patterns a text may match; none without one of MIGHT."""
    low = lower(text)
    worth = sieve().worth(low) if clues is None else clues
    return {} if worth.keys().isdisjoint(names) or not within(MIGHT, low) else worth


def _stands(text: str, found: re.Match[str]) -> bool:
    """Whether what is said before a comparison lets it stand."""
    return not HARMLESS.search(text[: found.start()]) and not CHANCE.search(text)


@cache
def sieve() -> Sieve:
    """One pattern of the sure entries of each list, one of the others, and the comparisons."""
    patterns: dict[str, Folded | re.Pattern[str]] = {**COMPARISONS}
    for sort, name in LISTS:
        entries = [line.split("\t", 1) for line in resources.read_words(name)]
        for tier in TIERS:
            patterns[f"{tier} {sort}"] = folded(r"(?<!\w)(?:" + "|".join(p for t, p in entries if t == tier) + ")")
    return Sieve(patterns)
