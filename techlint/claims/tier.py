"""How a claim is told: its kind, its words, its grade, and whether it is sure enough for a warning.

In: a candidate, its evidence, the chances of scorer.py. Out: plain values.
Must not know: how any of them was found, rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from techlint.lazy import lazy

if TYPE_CHECKING:
    from techlint.claims.claim import Candidate
    from techlint.claims.gate import Gate
    from techlint.claims.reasons import Evidence
    from techlint.claims.tables import Figure
    from techlint.claims.wording import Wording

HARDLY_A_CLAIM = 0.12
TOLD = 0.06
"""Below this chance nothing is said at all."""
DECISIVE = frozenset(
    {"source given by the author", "link in its sentence", "citation in its sentence", "output that holds the number"}
)
"""Evidence that settles a claim whatever the model says: by the annotators' rule a link beside it backs it."""
NO_SOURCE = "link that is no source"
INDIRECT = ("figure", "told again", "the draft", "table beside", "own measurement")
"""Evidence that may or may not hold the number: the ledger calls it weak."""
BACKED = 0.25
UNBACKED = 0.4
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


OWN_TABLE = frozenset(
    {"method words 2", "method words 3", "method words 4", "method in a section beside", "draft: has set-up"}
)
MEASURED_PART = 12
"""A table with fewer than one measured cell in so many compares features; a number in it describes one of them."""


def table(figures: tuple[Figure, ...], cells: int, evidence: Evidence, gate: Gate) -> tuple[float, bool]:
    """The chance that nothing backs the measured numbers among a table's `cells`, and whether that is sure."""
    backed = bool(evidence.reason) and not evidence.weak
    own = gate.measured or gate.own_numbers >= 3 or gate.method_words >= 6 or evidence.features & OWN_TABLE
    if backed or own:
        return 0.15 if not backed else 0.05, False
    few = (len(figures) < 2 and not figures[0].told) or len(figures) * MEASURED_PART < cells
    unread = any(foreign(figure.title + figure.text) for figure in figures[:2])
    return (0.3, False) if few or unread or "survey" in gate.sorts else (0.8, True)


def foreign(text: str) -> bool:
    """Whether most letters are not Latin: the words that tell a claim from a setting are then not known."""
    letters = [c for c in text if c.isalpha()]
    return sum(c > "\u024f" for c in letters) * 2 > len(letters)


def wording_sure(wording: Wording, evidence: Evidence, gate: Gate) -> bool:
    """Whether a claim in words is sure: a table beside it names no study, but it may hold what a superlative says."""
    if not wording.sure or words_backed(evidence):
        return False
    return wording.sort == "attribution" or not (
        gate.measured or "survey" in gate.sorts or evidence.reason.startswith(INDIRECT)
    )
