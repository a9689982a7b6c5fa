"""Which claims of a draft are sure enough for a warning, with the whole draft in view.

In: the claims as they were read one by one, the gate. Out: the same claims with their chance and whether they are sure.
Must not know: how any of them was found, rules.

One claim alone is a guess; the other claims of a draft say how it treats its numbers. A draft that backs none of many
is told so; in one that backs most of them a bare number is likely backed by something that was not seen.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from techlint.claims.tier import INDIRECT, NO_SOURCE, UNBACKED, foreign
from techlint.claims.vetoes import ADVICE, HARD, NEVER, SOFT
from techlint.lazy import lazy
from techlint.record import NamedTuple

if TYPE_CHECKING:
    from techlint.claims.analysis import Claim
    from techlint.claims.gate import Gate

SURE, DOUBTFUL = 2.0, 3.3
"""The certainty, a logit, from which a claim is a warning; the second where something beside it may back it.

Chosen on the labelled drafts, by models trained without them. In posts read afterwards fewer were right: see `measured`
in the rules."""
COMPANY = 3.0
"""How much of a claim's certainty comes from the share of the draft's other claims that nothing backs."""
CROWD = 0.5
"""How much the number of such claims adds where a draft links no source at all: nobody can check any of them."""
USUAL = 0.45
"""That share where there are no other claims; it counts as one more claim, so that a single other does not decide."""
LIKELY_CLAIM, LIKELY_BARE = 0.3, 0.3
A_CLAIM = 0.6
"""From here 6 in 7 sentences of repositories that the models had not seen were claims."""
CLEAR = 1.0
"""Less certainty is asked for where a number is clearly a claim and no source is named: only what backs it is left to
doubt."""
GLUED = 1.0
"""Less certainty is asked for where a converter glued a table into a line: its rows are measured numbers."""
COUNTING = frozenset({"survey", "news"})
"""Drafts that report their own count: a survey, the recap of a project."""
OWN = frozenset(
    {"own voice in sentence", "own voice in paragraph", "timed code", "experiment in section"}
    | {f"{sign} in {place}" for sign in ("own measurement", "experiment") for place in ("sentence", "paragraph")}
    | {"own measurement in section", "own measurement in list intro", "experiment in list intro"}
    | {f"draft: own numbers {many}" for many in (1, 2, 3)}
)
"""Signs that an author tells of his own work: how it was measured may stand elsewhere, and its number is arguable."""
WORLD = frozenset({"share", "adoption", "cost", "effort"})
"""Kinds that no measurement or picture of the author's own backs."""
PARTS = ("half", "a third", "a quarter", "a tenth", "a fraction", "one third", "one quarter", "one tenth")
"""Parts are said of anything: half the traffic, a tenth of the people."""
VAGUE = ("few", "a few", "several", "a couple", "many", "multiple")
ROUGHLY = lazy(r"^(?:\w{2,8} ){0,2}(?:dozens|hundreds|thousands|millions|billions)\b")
"""Thousands of anything can be handled: that is a figure of speech more often than a figure."""
NAMED = lazy(
    r"\b(?:[Aa]ccording to|(?:[Rr]eported|[Pp]ublished|[Mm]easured) by"
    r"|(?:[Dd]ata|[Ss]tudy|[Ss]tudies|[Ss]urvey|[Rr]eport|[Rr]esearch|[Aa]nalysis) (?:from|by)) (?:the |a )?[A-Z]"
    r"|\b[A-Z]\w{2,20} (?:reports?|says|estimates?|found)\b"
)
"""A source with a name: arguable, for a reader can look it up."""
SELDOM = lazy(r"\b(?:hour|day|week|month|quarter|year)s?$")
"""What happens so many times a week is a habit, not a throughput."""
USED = lazy(
    r"\b(?:use[sd]?|using|trust\w*|adopt\w*|serv\w+|rel(?:y|ies)|install\w*|download\w*|subscri\w+|users|customers"
    r"|visitors|sites|websites|stars)\b"
)


class Company(NamedTuple):
    """The likely claims of a draft: how many sentences hold one, how bare they are together, how many stand bare."""

    claims: int
    bare: float
    crowd: int

    def certainty(self, chance: float, *, counted: bool) -> float:
        """The logit of a chance, seen with the others; `counted` if the claim is one of them."""
        others = self.bare - chance * counted
        crowd = self.crowd - (counted and chance >= LIKELY_BARE)
        share = (others + USUAL) / (self.claims - counted + 1)
        return _logit(chance) + COMPANY * share + CROWD * math.log1p(max(0, crowd))


def settle(claims: list[Claim], gate: Gate) -> list[Claim]:
    """Decide what is sure."""
    read = [claim._replace(chance=_weighed(claim)) if claim.vetoes else claim for claim in claims]
    company = _company(read)
    return [claim._replace(sure=True) if claim.unit and _sure(claim, company, gate) else claim for claim in read]


def _weighed(claim: Claim) -> float:
    """The chance of a claim with what its sentence says against it."""
    never = any(veto in NEVER for veto in claim.vetoes) or set(claim.vetoes) >= ADVICE
    hard = any(veto in HARD for veto in claim.vetoes)
    return claim.chance * (0.05 if never else 0.15 if hard else 0.8 ** sum(veto in SOFT for veto in claim.vetoes))


def _company(claims: list[Claim]) -> Company:
    best: dict[int, float] = {}
    for claim in claims:
        if claim.unit and claim.claimed > LIKELY_CLAIM:
            best[claim.at] = max(best.get(claim.at, 0.0), claim.chance)
    sourced = any("draft: sources 0" not in claim.evidence.features for claim in claims if claim.unit)
    crowd = 0 if sourced else sum(chance >= LIKELY_BARE for chance in best.values())
    return Company(len(best), sum(best.values()), crowd)


def _sure(claim: Claim, company: Company, gate: Gate) -> bool:
    if any(veto in HARD for veto in claim.vetoes) or "incident" in gate.sorts or claim.grade == "supported":
        return False
    if gate.sorts & COUNTING and claim.kind in ("share", "percent", "adoption"):
        return False
    if gate.measured and claim.kind not in WORLD:
        return False  # a report of measurements tells its results in the first lines, long before it shows them
    if claim.bare < UNBACKED or _loose(claim) or _of_one_occasion(claim) or foreign(claim.sentence):
        return False
    certainty = company.certainty(claim.chance, counted=claim.claimed > LIKELY_CLAIM)
    clear = claim.claimed >= A_CLAIM and not NAMED.search(claim.sentence)
    eased = CLEAR * clear + GLUED * (claim.kind == "benchmark-table")
    return certainty >= (DOUBTFUL if doubtful(claim) else SURE) - eased


def doubtful(claim: Claim) -> bool:
    """Whether something may back a claim: a picture of numbers, code beside it, an own measurement, a source's name."""
    signs, reason = claim.evidence.features, claim.evidence.reason
    if signs & OWN or NAMED.search(claim.sentence):
        return True
    if reason.startswith(NO_SOURCE):
        return True
    measured = claim.kind not in WORLD and (not reason.startswith("figure") or "telling figure" in signs)
    return measured and reason.startswith(INDIRECT)


def _of_one_occasion(claim: Claim) -> bool:
    """Whether a time is more likely told of one occasion, or of a history, than claimed of all."""
    if claim.kind == "effort":
        return claim.frame != "effort"
    return claim.frame == "takes" and not any(mark in claim.value for mark in "-–~<")


def _loose(claim: Claim) -> bool:
    """Whether nothing says what a claim's number measures: half of something, rows of something, several times."""
    value = claim.value.lower()
    if value.startswith(VAGUE):
        return True
    if claim.kind == "speedup":
        return claim.frame in ("", "from-to") or value.startswith(PARTS)
    if claim.kind == "adoption":
        return not USED.search(claim.sentence.lower()) or ROUGHLY.search(value) is not None
    if claim.unit == "rate":
        return SELDOM.search(value) is not None
    return claim.unit == "count" and (claim.frame != "handles load" or ROUGHLY.search(value) is not None)


def _logit(chance: float) -> float:
    held = min(max(chance, 1e-3), 1 - 1e-3)
    return math.log(held / (1 - held))
