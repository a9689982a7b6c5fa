"""What the words around a number say against a warning: a condition, a limit, an example, nothing measured.

In: a claim, the text of its block. Out: the names of the reasons to tell it as info.
Must not know: titles, other blocks, evidence, weights.

vetoes.py asks of every number, and the models weigh what it says; this is asked of would-be warnings, and decides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from techlint.claims.clues import OWN
from techlint.claims.marks import LONGEST
from techlint.lazy import folded, lazy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from techlint.claims.analysis import Claim

BEFORE = 120
"""Characters before a number that may make a condition or a limit of it."""
AROUND = 45
"""Characters to either side of a number in which it is said what it measures."""
FAR_BEFORE = 200
TOLD = ("comparison", "improvement", "as much as")
"""Frames that say what a number compares; the others may hold anything's number."""

EXPLAINED = frozenset({"config", "definition"})
"""Vetoes of vetoes.py that make a number doubtful wherever they hold."""
CONDITION = folded(
    r"\b(?:if|even an?|unless|whenever|as long as|in case|assuming|provided|until"
    r"|when (?:[\w-]{1,20} ){1,4}(?:is|are|exceeds?|reach(?:es)?|drops?|hits?)"
    r"|(?:anything|everything|values|scores|rates|results) (?:below|above|under|over|beyond)"
    r"|an? [\w-]{2,20} (?:that|which|who|with|running) (?:[\w-]{1,20} ){0,1}"
    r"(?:hit|hits|uses|used|has|had|is|was|runs|takes)"
    r"|an? (?:[\w-]{2,20} ){1,2}(?:larger|greater|higher|bigger|smaller|lower|more|less|over|under|above|below)"
    r"(?: than)?"
    r"|(?:expect(?:s|ing)?|hop(?:e|es|ing)|aim(?:s|ing)?|want(?:s|ing)?) (?:[\w-]{1,20} ){0,4}to)\b[^.,;:!?]{0,60}$"
)
ANY = folded(
    r"(?:^|[.:;(—] )\W{0,4}(?:(?:on|in|for|with|at|even|if) )?(?:an?|any|one) (?:[\w-]{1,20} ){1,4}?"
    r"(?:(?:that|which|who|whose|with)\b[^.,;:!?]{0,45}|[\w-]{2,16}ing\b[^.,;:!?]{0,25})$"
)
"""Any service that does this: a number that explains, not one that was measured."""
MEASURED = folded(r"\b(?:profil|benchmark|measur|running|test)\w* (?:[\w-]{1,20} ){0,3}￼")
"""A command or a program that was measured, named in the sentence."""
MIGHT = folded(r"\bmight\b[^.,;:!?]{0,50}$")
THRESHOLD = folded(r"\bwhich\W{0,3}$|^\W{0,3}(?:at|above|below|beyond|under|over|past)\W{0,3}$")
EXAMPLE = folded(
    r"^\W{0,4}(?:consider (?:an?|the|this)\b|imagine\b|suppose\b|picture\b|assume\b|say,? (?:you|we|an?)\b"
    r"|let['’]?s (?:say|take|assume|consider)\b|take an? [\w-]{2,20} (?:that|which|with|running)\b)"
)
LIMIT = folded(
    r"\b(?:(?:had|have|has|needs?|required) to|must|shall|cannot|can['’]t|no (?:more|larger|longer|bigger|greater) than"
    r"|exceed(?:s|ed|ing)?|smaller than|demand(?:s|ed|ing)?|requir(?:es?|ed|ing|ements?)|minimum|maximum"
    r"|limit(?:s|ed)?|capped|quotas?|constraints?|budgets?|thresholds?)\b[^.;!?]{0,90}$"
)
MUST = folded(
    r"\b(?:(?:had|have|has|needs?|required) to|must|shall|exceed(?:s|ed|ing)?|threshold of|set to)\b[^.,;!?]{0,40}$"
)
"""What a share is limited by; `requires 30% less` is a claim, `requires 30 MB` is none."""
SET_UP = folded(
    r"\b(?:our|my|their|his|her|its|the) (?:[\w-]{1,20} )?(?:workload|set-?up|topology|data ?set|test data)"
    r" (?:was|were|is|had|has|consist(?:s|ed)|contain(?:s|ed)|of|with|peaked)\b"
    r"|\b(?:laptop|desktop|machine|node|instance|server|vm|phone)s? (?:[\w-]{1,20} ){0,3}(?:has|have|had|with)\b"
)
PERCENTILE = folded(r"\b(?:percentiles?|quantiles?|median)\b")
TEXTBOOK = folded(
    r"\bl[123]\b|\bdram\b|\bcache lines?\b|\bdisk seeks?\b|\bspeed of light\b|\bclock cycles?\b|\bmain memory\b"
    r"|\bround[- ]trips? (?:to|between|within)\b|\bmispredict"
)
OWN_TIME = folded(
    r"^\s?of (?:(?:our|my) (?:[\w-]{1,20} )?|(?:the |a )?(?=time\b|day\b|week\b|work\b))"
    r"(?:time|days?|weeks?|work|effort)\b"
)
SO_MUCH = folded(
    r"(?:\b(?:that['’]?s|that is|this is|which is|i\.e\.,?|equal to|equals|that makes)|[=(]|→)[^.;!?\d]{0,25}$"
    r"|,\san?\s(?:[\w-]{1,12}\s){0,3}$"
)
FROM_TO = lazy(r"\bfrom\s\S{0,3}\d[^.;]{0,40}?\bto\s\S{0,3}\d|\d\S{0,12}\s?(?:→|->)\s?\S{0,3}\d")
"""A change told by its two ends: its per cent is arithmetic."""
ENDS = lazy(r"^[^.;]{0,12}\sfrom\s(?:\w{2,14}\s)?\d[\d,.]*\s(?:[a-z]{3,}|to)\b")
"""The two ends behind a change, in things that are counted; seconds and megabytes may themselves want a source."""
ABSOLUTE = lazy(r"\d\s?(?:ns|µs|us|ms|s|secs?|seconds?|min(?:utes?)?|hours?|[KMGT]i?B|[kK]?[rRqQ][pP][sS])\b")
PART_OF_US = folded(
    r"^\s?of (?:the|their|our|its|my|his|her) (?:[\w-]{1,20} ){0,2}(?:team|organi[sz]ation|staff|employees|workforce"
    r"|company|engineers)\b"
)
"""A share of one team is told, not measured."""
WEIGHT = lazy(r"^\W{0,5}[^.:\n]{3,60}\($")
"""A label with its share of the whole: "Support (20%): ..." """
SUM = lazy(r"\d[^.=\n]{0,40}\s[-+−×x*/÷]\s[^.=\n]{0,60}=[^.\n]{0,60}$")
MINE = lazy(r"\b(?:I|I['’]ve|my|me|My)\b")
SAVED = folded(
    r"\bsav(?:e|es|ed|ing|ings)\b|\breduc|\bcuts?\b|\bcheaper\b|\bworth\b|\blos(?:e|es|t|ing|s|ses)\b"
    r"|\bper (?:request|query|token|call|run)\b"
)
"""What makes a claim of a sum of money: the others are prices."""
MEASURES = folded(
    r"latenc|throughput|response|\bload(?:s|ed|ing)?\b|start-?up|startup|\bboot|cold start|memory|\bram\b|overhead"
    r"|\bp\d\d\d?\b|\bquer(?:y|ies)\b|\bbuilds?\b|compil|binar(?:y|ies)|(?:image|bundle|container) size|footprint"
    r"|\bpauses?\b|inference|lookups?\b|performance|\bspeeds?\b"
)
"""Words that say that a bare time or size measures a program; without one it may be anything's."""
WORTH = folded(
    r"\bcosts?\b|\bbills?\b|\bsizes?\b|\busage\b|\btimes?\b|efficien|productiv|\btraffic\b|\bcpu\b|\bfaster\b"
    r"|conver|accura"
)
"""What a ratio may be of besides."""
IN_WORDS = folded(r"^(?:\w{2,8} )?(?:doubl|tripl|quadrupl|halv)")
SINGLE = lazy(r"^\D{0,8}1(?:\.0)?\s?[x×]$")
"""Once as much is the measure, not a measurement: "faster than 1x"."""
TIMES_PER = folded(r"\btimes (?:per|an?|each|every)\b")


def said(claim: Claim, block: str) -> Iterator[str]:
    """The reasons that stand in the claim's own block, whose text is `block`."""
    text, start = claim.sentence, claim.offset
    before, after = text[max(0, start - BEFORE) : start], text[start + len(claim.value) :]
    at = block.find(text) + start
    told = block[max(0, at - LONGEST) : at]
    if EXAMPLE.search(block[:BEFORE]):
        yield "made-up example"
    yield from _supposed(claim, before)
    yield from _private(claim, told, after)
    if claim.unit in ("ratio", "percent") and _arithmetic(before, told[-2 * BEFORE :], after):
        yield "worked out beside it"
    if claim.unit == "percent" and after.startswith(")") and WEIGHT.search(told):
        yield "weight of a part"
    if MEASURED.search(text[:start]):
        yield "measured in its sentence"
    yield from _bounded(claim, before)
    if _of_nothing(claim, text[max(0, start - AROUND) : start + len(claim.text) + AROUND], after[:AROUND]):
        yield "of nothing in particular"


def _supposed(claim: Claim, before: str) -> Iterator[str]:
    """Why a number may hold of nothing real."""
    if CONDITION.search(before) or THRESHOLD.search(before):
        yield "condition"
    if claim.frame not in TOLD and (MIGHT.search(before) or ANY.search(_from_start(claim.sentence, claim.offset))):
        yield "anything's number"
    if EXPLAINED & set(claim.vetoes) or (claim.unit == "percent" and PERCENTILE.search(claim.sentence)):
        yield "explained"


def _private(claim: Claim, told: str, after: str) -> Iterator[str]:
    """Why a number is nobody else's: told of one team, one evening, one bill, or in somebody's own words."""
    text = claim.sentence
    if claim.unit == "percent" and (PART_OF_US.search(after) or (OWN_TIME.search(after) and OWN.search(text))):
        yield "own time"
    if claim.kind in ("percent", "share") and MINE.search(text) and not MEASURES.search(text):
        yield "own story"
    if claim.kind == "cost" and not SAVED.search(text):
        yield "price"
    if told.count('"') % 2 or told.count("“") > told.count("”"):
        yield "quoted"


def _arithmetic(before: str, told: str, after: str) -> bool:
    """Whether a change is worked out from its ends beside it: "from 10 to 15 users. That is 50% more"."""
    if SUM.search(told):
        return True
    if SO_MUCH.search(before):
        return FROM_TO.search(told) is not None or len(ABSOLUTE.findall(told)) >= 2
    return ENDS.search(after) is not None


def _from_start(text: str, start: int) -> str:
    """The sentence before a number, or so much of it that its beginning is not mistaken."""
    return text[:start] if start < FAR_BEFORE else "x " + text[start - FAR_BEFORE : start]


def _bounded(claim: Claim, before: str) -> Iterator[str]:
    """Why a time, a size, a rate or a share is no measurement."""
    if claim.kind == "percent" and MUST.search(before):
        yield "limit"
    if claim.kind != "metric":
        return
    if LIMIT.search(before):
        yield "limit"
    if SET_UP.search(before):
        yield "set-up"
    if TEXTBOOK.search(claim.sentence):
        yield "textbook"


def _of_nothing(claim: Claim, around: str, after: str) -> bool:
    """Whether nothing beside a number says what it measures."""
    if claim.unit == "span":
        return claim.kind == "metric"
    if claim.kind == "metric":
        return bool(TIMES_PER.search(claim.value)) if claim.unit == "rate" else MEASURES.search(around) is None
    if claim.unit != "ratio":
        return False
    if SINGLE.match(claim.value):
        return True
    if claim.frame in TOLD:
        return False
    where = after if IN_WORDS.search(claim.value) else around
    return MEASURES.search(where) is None and WORTH.search(where) is None
