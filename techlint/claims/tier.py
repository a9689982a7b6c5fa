"""How a claim is told: its kind, its words, its grade, and whether it is sure enough for a warning.

In: a candidate, its evidence, the chances of scorer.py. Out: plain values.
Must not know: how any of them was found, rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from techlint.lazy import lazy

if TYPE_CHECKING:
    from techlint.claims.analysis import Claim
    from techlint.claims.claim import Candidate
    from techlint.claims.gate import Gate
    from techlint.claims.reasons import Evidence
    from techlint.claims.tables import Figure

HARDLY_A_CLAIM = 0.12
TOLD = 0.06
"""Below this chance nothing is said at all."""
SURE = {
    "speedup": 0.3,
    "percent": 0.4,
    "share": 0.3,
    "adoption": 0.7,
    "cost": 0.5,
    "uptime": 0.35,
    "metric": 0.6,
    "effort": 0.3,
}
"""The chance from which a claim is a warning: comparisons are right more often than bare sizes and times."""
DECISIVE = frozenset(
    {"source given by the author", "link in its sentence", "citation in its sentence", "output that holds the number"}
)
"""Evidence that settles a claim whatever the model says: by the annotators' rule a link beside it backs it."""
NO_SOURCE = "link that is no source"
INDIRECT = ("figure", "told again", "the draft", "table beside", "own measurement")
"""Evidence that may or may not hold the number: the ledger calls it weak."""
UNSURE_FRAMES = frozenset({"takes"})
"""How long something takes is more often told of one occasion than claimed of all."""
BACKED = 0.25
UNBACKED = 0.4
DENSE = 3
"""A draft with so many likely claims and no source in it is taken at its word less."""
DENSE_BONUS = 1.6
COUNTING = frozenset({"survey", "news"})
"""Drafts that report their own count: a survey, the recap of a project."""
HARD_VETOES = frozenset(
    {
        "supposed",
        "invented",
        "hypothetical",
        "question",
        "price",
        "statistics",
        "survey",
        "idiom",
        "code",
        "exact size",
        "opinion",
        "future",
        "roll-out",
        "once",
        "derived",
        "none or all",
    }
)
NEVER = frozenset({"supposed", "hypothetical", "invented", "question", "roll-out", "code", "statistics"})
"""Vetoes that leave nothing to tell; the other hard ones leave a place worth a look."""
SOFT_VETOES = frozenset({"config", "goal", "definition", "set-up", "history", "command"})

KINDS = {"ratio": "speedup", "time": "metric", "size": "metric", "rate": "metric", "money": "cost", "nines": "uptime"}
TAIL = lazy(
    r"\s?(?:of\s)?(?:(?:the|its|their|all|your|our|in|on|web|global|total)\s){0,2}"
    r"(?:(?:less|more|lower|higher|faster|slower|smaller|larger|fewer|cheaper|better|bigger|shorter|longer)"
    r"(?:\s(?!(?:than|to|in|for|on|with|and|at|as|by)\b)[\w-]{2,18}){0,1}"
    r"|(?!than\b)[\w-]{2,18}(?:\s(?:reduction|improvement|increase|gain|drop|boost|overhead)s?\b)?)"
)


def kind(candidate: Candidate) -> str:
    """The rule that tells a claim."""
    quantity, frame, features = candidate.quantity, candidate.frame.name, candidate.features
    if frame == "uptime":
        return "uptime"
    if quantity.kind == "percent":
        return "share" if frame == "share" or ("of>" in features and "population>3" in features) else "percent"
    if quantity.kind == "count":
        return "adoption" if features & {"crowd=", "crowd>3"} else "metric"
    if quantity.kind == "span":
        return "effort" if frame in ("effort", "") or "learn@" in features else "metric"
    return KINDS[quantity.kind]


def words(text: str, candidate: Candidate) -> tuple[int, int]:
    """The smallest words that hold quantity and direction: the number and up to three words after it."""
    quantity = candidate.quantity
    tail = TAIL.match(text, quantity.end)
    end = (
        quantity.end + len(tail[0].rstrip())
        if tail and candidate.frame.name in ("comparison", "improvement", "share", "as much as")
        else quantity.end
    )
    return quantity.start, end


def grade(evidence: Evidence, bare: float) -> str:
    """What an editor reads in the ledger."""
    if evidence.reason in DECISIVE:
        return "supported"
    if bare >= UNBACKED:
        return "weak" if evidence.reason else "none"
    return "weak" if evidence.weak or evidence.reason.startswith(INDIRECT) or not evidence.reason else "supported"


def words_backed(evidence: Evidence) -> bool:
    """Whether a claim in words has something beside it that may back it."""
    return (
        bool(evidence.reason)
        and not evidence.weak
        and not evidence.reason.startswith(("the draft", "told again", "figure", "table beside"))
    )


def table(figures: tuple[Figure, ...], evidence: Evidence, gate: Gate) -> tuple[float, bool]:
    """The chance that a table's numbers are claims which nothing backs, and whether that is sure."""
    signs = evidence.features
    backed = bool(evidence.reason) and not evidence.weak
    own = (
        gate.measured
        or gate.own_numbers >= 3
        or gate.method_words >= 6
        or any(
            sign in signs
            for sign in (
                "method words 2",
                "method words 3",
                "method words 4",
                "method in a section beside",
                "draft: has set-up",
            )
        )
    )
    if backed or own:
        return 0.15 if not backed else 0.05, False
    few = len(figures) < 2 and not figures[0].told
    return (0.3, False) if few or "survey" in gate.sorts else (0.8, True)


def bare_enough(claim: Claim) -> bool:
    """Whether what was found beside a claim leaves a warning open."""
    told = claim.evidence.features
    if (
        claim.bare < UNBACKED
        or claim.evidence.reason.startswith((*INDIRECT, NO_SOURCE))
        or "own voice in sentence" in told
    ):
        return False  # a figure beside it may hold the number; an author's own number is arguable
    return claim.grade in ("none", "weak")


def _of_one_occasion(claim: Claim, *, dense: bool) -> bool:
    """Whether a time is more likely told of one occasion, or of a history, than claimed of all."""
    if claim.kind == "effort":
        return claim.frame != "effort"
    return claim.frame in UNSURE_FRAMES and not (dense and any(mark in claim.value for mark in "-–~<"))


PARTS = ("half", "a third", "a quarter", "a tenth", "a fraction", "one third", "one quarter", "one tenth")
"""Parts are said of anything: half the traffic, a tenth of the people."""


def _loose(claim: Claim) -> bool:
    """Whether a claim stands in no frame that says what its number measures: half of something, rows of something."""
    if claim.kind == "speedup":
        return not claim.frame or claim.value.lower().startswith(PARTS)
    return claim.kind == "metric" and claim.unit == "count" and claim.frame != "handles load"


def settle(claims: list[Claim], gate: Gate) -> list[Claim]:
    """Decide what is sure, with the whole draft in view; leave out what is hardly worth a word."""
    likely = [c for c in claims if c.chance >= BACKED and c.kind not in ("superlative", "attribution")]
    dense = len(likely) >= DENSE and gate.own_numbers < 3 and not gate.measured
    counted = bool(gate.sorts & COUNTING)
    told_once = "incident" in gate.sorts
    settled = []
    for claim in claims:
        if not claim.frame and claim.kind in ("superlative", "attribution", "benchmark-table"):
            settled.append(claim)
            continue
        chance = min(0.97, claim.chance * DENSE_BONUS) if dense and claim.grade == "none" else claim.chance
        hard = any(veto in HARD_VETOES for veto in claim.vetoes)
        never = any(veto in NEVER for veto in claim.vetoes)
        soft = sum(veto in SOFT_VETOES for veto in claim.vetoes)
        chance *= 0.05 if never else 0.15 if hard else 0.8**soft
        enough = chance >= SURE.get(claim.kind, SURE["metric"])
        told = enough and not hard and bare_enough(claim) and not _of_one_occasion(claim, dense=dense)
        sure = (
            told
            and not told_once
            and not _loose(claim)
            and not (counted and claim.kind in ("share", "percent", "adoption"))
        )
        settled.append(claim._replace(chance=chance, sure=sure))
    return settled
