"""Why a quantity is no claim after all, or not surely one.

In: a candidate and its surroundings. Out: the names of the vetoes that hold.
Must not know: evidence, weights; scorer.py learns what a veto weighs, certain.py keeps vetoed claims from warning.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from techlint.lazy import folded, lazy
from techlint.sieve import Sieve

if TYPE_CHECKING:
    from collections.abc import Iterator

    from techlint.claims.quantity import Quantity

BESIDE = 60
"""How far from the quantity, in characters, the words of most vetoes may stand."""

IN_SENTENCE = Sieve(
    {
        "hypothetical": folded(
            r"\b(?:if (?:you|your|we|one|a|an|each|every|they|those|it|that|all|there|the|your)\b|suppose"
            r"|imagine|assum(?:e|es|ing)\b|let['’]?s say|say (?:you|we|a|your)\b"
            r"|hypothetical\w*|what if\b|picture this|analogy|would (?:take|need|cost|be|require|have"
            r"|increase|give|mean|only|still|result|save|allow)\b"
            r"|could (?:be|take|mean|cost|reach|have|see|result|potentially)\b"
            r"|might (?:discover|find|notice|reveal|turn|use|cause|get|be|take|have|see"
            r"|say|mean|need|tell|show|see)\b|think of|as if\b|like (?:putting|having|asking|saying))"
            r"|^\W{0,4}(?:if|whether)\b"
        ),
        "opinion": folded(
            r"\b(?:I (?:think|believe|guess|suspect|hope|expect|would|feel|bet)|in my (?:opinion"
            r"|experience)|probably|perhaps|maybe|presumably|feels? like)\b"
        ),
        "future": folded(
            r"\b(?:will (?:be|have|reach|take|grow|need|become)|going to|by 20[2-9]\d|expected to"
            r"|projected|forecast|predict\w*|plans? to|roadmap|we (?:hope|aim|plan|estimate)|next (?:year"
            r"|month|quarter))\b"
        ),
        "question": folded(r"\?\W{0,3}$"),
        "price": folded(
            r"/\s?(?:mo(?:nth)?|yr|year|user|seat)\b|\b(?:per (?:month|year|seat|user|license)\b|trial\b"
            r"|pric(?:e|es|ing|ed)\b(?![- ]perf)|subscri(?:be|ption)\w*|discount\w*|coupon|refund"
            r"|raised\b|valu(?:ed|ation)\b|salar\w+|fund(?:ing|raising|s|ed)?\b|donat\w+"
            r"|free tier|stock\b|revenue\b|membership|%\s?off\b|ticket)"
        ),
        "history": folded(
            r"\b(?:years? (?:of experience|ago|old|later|running|experience)|(?:months?|weeks?|days?"
            r"|hours?|minutes?) (?:ago|later|earlier|before|after)|since (?:19|20)\d\d|in (?:the )?(?:last"
            r"|past|next|previous|first|coming)\b"
            r"|(?:last|past|next|previous|first|recent) (?:few |several |couple of |\d{1,3} "
            r"|\w{1,12} )?(?:years?|months?|weeks?|days?|hours?)|anniversary|birthday|attend\w+|session"
            r"|conference|workshop|meetup|talk)\b"
        ),
        "statistics": folded(
            r"\b(?:confidence (?:level|interval)|p-value|statistical(?:ly)? significan\w+|null hypothesis"
            r"|sample size|standard deviation|probabilit\w+|quantile)\b"
        ),
        "funnel": folded(r"\bdrop-?offs?\b|\bfunnel\b"),
        "survey": folded(
            r"\b(?:respondents?|responses?|participants?|responded|surveyed|identif(?:y|ied) (?:as"
            r"|themselves)|\d people)\b"
        ),
    }
)
BY_QUANTITY = Sieve(
    {
        "config": folded(
            r"\b(?:defaults?|configur\w+|set (?:it |this )?(?:to|at)|is set|time-?outs?|intervals?|TTL"
            r"|retention|window|expir\w+|every (?:\d{1,4} |few )?(?:ms|s|seconds?|minutes?|hours?|days?"
            r"|weeks?)"
            r"|rate[- ]limit\w*|will limit|limits?|limited|quota\w*|or (?:higher|newer|later|more)"
            r"|thresholds?|deadline|cron|flag|multiplier|batch size|chunk size|valid for|lifetimes?|capped"
            r"|block size"
            r"|trigger\w*|retr(?:y|ies)|back-?off|poll\w*|maximum|minimum|max|min|up to \d+ (?:characters"
            r"|items)|allow\w*|reserv\w+|allocat\w+|request(?:s|ed)? at least"
            r"|requires? (?:at least )?\d|samples? \d)\b"
        ),
        "goal": folded(
            r"\b(?:goals?|targets?|target(?:ing|ed)|aims?|aim(?:ed|ing)|SLOs?|SLAs?|objectives?|want(?:s"
            r"|ed)?|should|must|ideally|strive|acceptable|rule of thumb|keep (?:it|them|your|the|this)"
            r"|alert\w*"
            r"|ensure|make sure|milestone|needs? to|need|look for|no more than|try to|avoid|recommend\w*"
            r"|good enough|budget)\b"
        ),
        "definition": folded(
            r"\b(?:means? (?:that|you|the)|defined as|equals?|stands for|refers to|by definition"
            r"|theoretical\w*|formula|calculat\w+|multipl(?:y|ied) by|divided by|dimension\w*|chance of"
            r"|false (?:positive|negative)|exponential\w*|linear\w*|quadratic\w*|O\([^)]{1,12}\)"
            r"|for example|for instance|e\.g\.?|i\.e\.?|such as|say,)"
        ),
        "set-up": folded(
            r"\b(?:data ?sets?|vCPUs?|tokens|repetitions|iterations|simulat\w+|contain\w*|consist\w*"
            r"|generated|(?:we|I) (?:ran|run|used|use|rented|loaded|chose|created|wrote|have|had|picked)"
            r"|running (?:on|with)|with \d{1,6} (?:threads|clients|connections|workers|nodes)|epochs"
            r"|benchmark(?:ed)? (?:with|on|at)|parameters|resolution|equipped|features a|comes with"
            r"|specification)\b"
        ),
        "roll-out": folded(
            r"\b(?:canary|roll-?outs?|roll out|feature flag|send \S{1,9} of traffic|route|gradual\w*|shard\w*)\b"
        ),
        "idiom": folded(
            r"\b(?:10x|100x) (?:engineer|developer|programmer|rule|growth)|\b100\s?% (?:sure|certain"
            r"|of the (?:time|credit)|there|perfect|free|open|safe|test|code|coverage|valid|compatible"
            r"|ownership|control|remote)"
            r"|80/20|50/50|half (?:of )?the (?:picture|story|battle|work|point|fun|problem|other)"
            r"|(?:double|twice)[- ](?:check|click|edged|quote|free|spend)|once or twice|think twice"
            r"|9\d(?:\.\d+)?% of the time"
            r"|years? running|first half|second half|hours a day|24 hours|in seconds|half-life"
            r"|a few seconds|in (?:a few|several) (?:ways|places)"
            r"|\d% of (?:this|the) (?:article|post|talk|book|blog|series|chapter)|\b(?:last|remaining|other) \d{1,2}%"
        ),
        "derived": lazy(r"\b\d{1,9} (?:of|out of|/) \d{1,9}\b|\b\d{1,9}/\d{1,9}\b|=\s?$"),
        "code": lazy(r"[{}]\s|=>|/dev/|[a-z_]{2}\(\w|\b[0-9a-f]{12}"),
    }
)
COMMANDS = folded(
    r"^\W{0,4}(?:aim|target|strive|create|run|use|add|set|open|click|install|make|try|send|wait|choose|keep"
    r"|configure|avoid|ensure|adjust|define|specify|pick|select|schedule|allow|limit|check"
    r"|consider"
    r"|read|visit|join|get|save|learn|start|enable|go|take|give|expect|visit|subscribe|sign)\b"
)

HARD = frozenset(
    {"supposed", "invented", "hypothetical", "question", "price", "statistics", "survey", "idiom", "code", "exact size"}
) | {"example", "funnel", "quoted", "opinion", "future", "roll-out", "once", "derived", "none or all", "goal"}
"""Vetoes that keep a claim from being a warning."""
NEVER = frozenset({"supposed", "hypothetical", "invented", "question", "roll-out", "code", "statistics"})
"""Vetoes that leave nothing to tell; the other hard ones leave a place worth a look."""
ADVICE = frozenset({"goal", "command"})
"""Both together leave nothing to tell either: "aim for 99.9%"."""
SOFT = frozenset({"config", "definition", "set-up", "history", "command"})


def of_sentence(text: str) -> Iterator[str]:
    """The names of the vetoes that the words of a sentence raise against all of its quantities."""
    yield from IN_SENTENCE.found(text)
    if COMMANDS.match(text):
        yield "command"


def vetoes(text: str, quantity: Quantity) -> Iterator[str]:
    """The names of those that the words beside one of the quantities of a sentence raise against it."""
    yield from BY_QUANTITY.found(text[max(0, quantity.start - BESIDE) : quantity.end + BESIDE // 2])
    yield from _introduced(text[: quantity.start])
    yield from _valued(quantity)


def _introduced(before: str) -> Iterator[str]:
    """What the words before a quantity make of it: somebody else's words, or an example."""
    if before.count('"') % 2 or before.count("“") > before.count("”"):
        yield "quoted"
    if before.rstrip().endswith(("(e.g.", "(e.g.,", "(say", "(say,")):
        yield "example"


def _valued(quantity: Quantity) -> Iterator[str]:
    """What its value alone says against a quantity."""
    value = quantity.value
    if quantity.kind == "percent" and value in (0, 100):
        yield "none or all"
    if quantity.kind == "size" and value is not None and value >= 100_000 and not quantity.hedged:
        yield "exact size"
    if quantity.kind == "span" and value is not None and value <= 1:
        yield "once"
