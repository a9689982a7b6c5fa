"""What the words of a block are searched for, and one pass that says which of it a block may hold.

In: the text of a block. Out: names of what is worth a search: its clues.
Must not know: where blocks stand, what follows from what they hold.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from techlint.claims import quantity, wording
from techlint.claims.lexicon import needles
from techlint.lazy import folded, lazy
from techlint.sieve import Sieve

if TYPE_CHECKING:
    import re

    from techlint.lazy import Folded

SUPPOSE = folded(
    r"\b(?:let['’]?s (?:say|imagine|assume|suppose|take an example)|imagine|suppose (?:you|we|that"
    r"|the|a)|consider (?:this|the following) (?:scenario|example)|consider an? (?:simple |typical |single )?"
    r"(?:service|system|team|company|user|request|workload|case|scenario|server|query|situation|product|shop)"
    r"|picture (?:this|a)|hypothetical|for the sake of|here['’]?s an (?:analogy|example)"
    r"|worked example|toy example|in this (?:hypothetical|scenario)"
    r"|fictional|say (?:you|we) have|assume (?:we|you))\b"
)
INVENTED = lazy(
    r"\b(?:(?:[Ss]ervice|[Uu]ser|[Nn]ode|[Ss]erver|[Tt]eam|[Hh]ost|[Cc]lient|[Vv]ariant|[Cc]ompany"
    r"|[Pp]rocess) [A-E]|Acme|Alice|Bob)\b(?!/)"
)
MADE_UP: dict[str, Folded | re.Pattern[str]] = {"supposed": SUPPOSE, "invented": INVENTED}
"""Signs that what a block tells never happened."""
OWN = lazy(
    r"\b(?:we|our|us|I|my|We|Our|My)\b|\bin (?:our|my|these|this) (?:tests?|benchmarks?"
    r"|experiments?|measurements?|runs?|setup|cluster|evaluation)\b"
)
OWN_DID = folded(
    r"\b(?:we|I)(?:['’]ve| have|['’]re)?\s+(?:\w+ly\s+)?(?:measured|saw|seen|see|observed|found"
    r"|got|ran|tested|benchmarked|reduced|cut|improved|achieved|reached"
    r"|noticed|managed|brought|dropped|sped|recorded|report|profiled|watched)|\b(?:our"
    r"|my) (?:tests?|benchmarks?|experiments?|measurements?|results?|numbers?|evaluation"
    r"|profil\w+)"
)
EXPERIMENT = folded(
    r"\b(?:in|for|during|of) (?:our|the|this|these|my|each|all) (?:\w{2,20} )?(?:experiment|benchmark|evaluation"
    r"|measurement|load test|test run)s?\b"
    r"|\b(?:we|I) (?:\w+ly )?(?:benchmark(?:ed)?|measured?|compared?|profiled|timed|ran|reran)\b"
    r"|\b(?:benchmark|experiment|measurement|test)s? (?:was|were|is|are) (?:run|performed|executed|conducted|done"
    r"|repeated)\b"
    r"|\b(?:the|these|our|following) (?:benchmark |test )?results? (?:show|are|were|of|for|below|above|indicate)"
)
REFERS = folded(
    r"\b(?:fig(?:ure|\.)?|graph|chart|table|plot|diagram|screenshot|below|above|following|as shown"
    r"|shown|illustrat\w+|results|here|output|see)\b"
)
NAMED = lazy(
    r"\b(?:according to|reported by|report(?:s|ed)? that|data (?:from|shows)|stud(?:y|ies) (?:by"
    r"|from)|survey (?:by|from)|research (?:by|from)|per (?:the )?[A-Z]"
    r"|published by|cited by|estimates? (?:by|from|that)|says|said|found that)\b"
)
ASKED = folded(r"\b(?:respondents?|responded|responses|surveyed|the survey|participants?)\b")
CITATION = lazy(
    r"\[\d{1,2}\](?!\()|\((?:[A-Z][\w&.-]{1,30}(?: et al\.?)?,? (?:19|20)\d\d[a-z]?|#\d{2,6})\)"
    r"|\b(?:et al\.|RFC ?\d{3,5}|arXiv:?\s?\d|doi:|Working Paper No|PR ?#\d+)"
)
STUDIES = {"own measurement": OWN_DID, "experiment": EXPERIMENT, "asked": ASKED}
"""Signs that the whole draft is asked for; the others are asked of the blocks around a claim."""
SIGNS = Sieve({"own": OWN, "named": NAMED, "refers": REFERS, "citation": CITATION})
SETUP = folded(
    r"\b(?:test|testing|benchmark\w*|experiment\w*|evaluation|measurement)s?[- ](?:environment"
    r"|set-?up|hardware|config\w*|method\w*|bed|details)\b"
    r"|\bhow (?:we|i) (?:tested|measured|benchmarked)\b|\bmethodology\b|\bthe experiment\b|\breproduc\w+"
    r"|^\W{0,3}(?:(?:the|our|my) ){0,1}(?:(?:hardware|software|system|machine|server)\b[ &,and]{0,5}){1,2}"
    r"(?:used|set-?up|environment|config\w*|spec\w*)?\W{0,3}$"
    r"|\b(?:our|my) (?:set-?up|environment|hardware|machine)\b"
)
"""Titles over a measurement's machine and method: a tutorial's "Project setup" and "Hardware acceleration" are none."""
PROSE = frozenset({"prose", "item", "heading"})
"""Shapes of blocks that have sentences."""


@cache
def sieve() -> Sieve:
    """What is asked of each block: patterns of numbers and claims in words, MADE_UP, STUDIES, SETUP, and "method"."""
    patterns = {**quantity.IN_WORDS.patterns, **wording.sieve().patterns, **MADE_UP, **STUDIES, "set-up": SETUP}
    return Sieve(patterns, {"method": needles("method")})
