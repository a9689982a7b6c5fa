"""How a sentence speaks of its quantities: who does what, when, on what condition, and which word governs the number.

In: a sentence, its tokens, one of its quantities. Out: features.
Must not know: where the sentence stands, evidence, weights.

`manner` is read once a sentence, `role` once a quantity. Only words that say nothing of a subject matter are looked at
as words; all others count by their classes (words.tsv).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from techlint.lazy import folded, lazy

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from techlint.claims.lexicon import Token
    from techlint.claims.quantity import Quantity

GOVERNING = frozenset(
    (
        "at with under in of by to from within for than over after every per on is are was were be takes take took as"
        " and or the a an this that these its their our your my between into through until during before against"
        " across without has have had can use uses used reaching"
    ).split()
)
"""Words whose place right before a number says what it is: a condition, a limit, a result, a name's part."""
MODALS = frozenset({"can", "could", "may", "might", "will", "would", "should", "must", "cannot"})
CONDITIONS = frozenset(
    {"if", "when", "whenever", "unless", "once", "while", "suppose", "where", "until", "even", "assuming", "given"}
)
PAST = frozenset(
    (
        "was were did had took got saw went fell rose grew cut ran found made gave came became brought spent lost kept"
        " held left began hit shrank sped built won paid"
    ).split()
)
PRESENT = frozenset(
    "is are has have takes does gets runs makes gives costs uses needs means reaches delivers handles drops".split()
)
NO_PARTICIPLE = frozenset({"the", "a", "an", "is", "are", "be", "been", "being", "was", "were", "of", "by", "to"})
"""After these a word in -ed is no verb in the past tense."""
SUBJECTS = {
    "indefinite": frozenset({"a", "an", "each", "every", "any", "some", "most", "many"}),
    "own": frozenset({"we", "i", "our", "my"}),
    "you": frozenset({"you", "your"}),
    "definite": frozenset({"the", "its", "their"}),
    "pronoun": frozenset({"this", "that", "these", "it", "they"}),
}
SPOKEN = frozenset(
    (
        "visit incident require explain market loss used spec survey source_named measure own change perf price config"
        " goal example than setup take learn bookkeeping world crowd promo comparative consume save"
    ).split()
)
"""Classes that matter wherever in the sentence they stand, each for some kinds of quantity."""
BREAKS = ",;:()—–"
NAME = lazy(r"[A-Z](?<=[a-z,;:)] [A-Z])[A-Za-z0-9.+-]")
"""A word with a capital inside of a sentence; begins with one class of characters, which `re` is quick to find."""
OPENS_WITH_NAME = lazy(r"\W{0,4}(?:[A-Z][a-z]*[A-Z\d]|[A-Z][\w.+-]{1,30}(?:['’]s)? (?:[a-z]{1,20}s|is|was|can|has)\b)")
CAPTION = folded(r"\W{0,4}(?:fig(?:ure|\.)?|table|chart|graph)\b")
LABELLED = lazy(r"[^.:]{3,40}: ")
CONDITION = folded(
    r"(?:\W{0,2}\w{1,20})?\W{0,2}(?:condition|scenario|case|test|run|set-?up|load|level|rate|mark|workload|configuration"
    r"|experiment|interval|window|timeout|limit|threshold|budget|target|SLA|plan|tier|discount|refund|trial|version"
    r"|series|edition|package)s?\b"
)
"""What follows a number that only names a case: "the 600 RPS run", "a 30 second timeout"."""
SPEEDS = frozenset(
    (
        "faster slower quicker cheaper better worse lower higher less fewer more throughput performance speed speedup"
        " improvement"
    ).split()
)
SIZES = frozenset("larger bigger smaller longer shorter wider taller size number".split())
SHARES = (1, 5, 20, 60, 95, 100)


def manner(text: str, words: Sequence[Token]) -> Iterator[str]:
    """What holds of a whole sentence."""
    tenses = _tenses(words)
    yield from [f"sentence {tense}" for tense in tenses]
    if not tenses and MODALS.isdisjoint([word.word for word in words]):
        yield "verbless"
    first = words[0].word if words else ""
    yield from [f"subject {name}" for name, row in SUBJECTS.items() if first in row]
    yield f"names {min(3, len(NAME.findall(text)))}"
    if OPENS_WITH_NAME.match(text):
        yield "opens with a name"
    if CAPTION.match(text):
        yield "caption"
    if LABELLED.match(text):
        yield "labelled"


def spoken(words: Sequence[Token]) -> frozenset[str]:
    """The classes of SPOKEN that a sentence has."""
    return SPOKEN & {name for word in words for name in word.classes}


def role(text: str, words: Sequence[Token], quantity: Quantity) -> Iterator[str]:
    """What a quantity is in its sentence."""
    left = [word for word in words if word.end <= quantity.start]
    right = [word for word in words if word.start >= quantity.end]
    kind = quantity.kind
    governor = _governor(text, left, quantity)
    yield from (f"after {governor}", f"after {governor}/{kind}")
    if governor in ("a", "an", "the", "this", "that", "our", "its", "your", "their", "these"):
        yield f"attribute {'of one' if governor in ('a', 'an') else 'of a known one'}"
        if right and text[quantity.end : right[0].start].strip() == "":
            yield f"attribute/{kind}"
    if CONDITION.match(text[quantity.end : quantity.end + 60]):
        yield from ("names a case", f"names a case/{kind}")
    yield from _scope(text, left, right)
    if text.rfind("(", 0, quantity.start) > text.rfind(")", 0, quantity.start):
        yield "in brackets"
    if kind == "ratio" and right:
        follows = right[1].word if right[0].word in ("as", "the") and len(right) > 1 else right[0].word
        yield from (name for name, row in (("of a speed", SPEEDS), ("of a size", SIZES)) if follows in row)
    yield from _size(quantity)


def _governor(text: str, left: Sequence[Token], quantity: Quantity) -> str:
    """The word or sign right before a quantity."""
    between = text[left[-1].end if left else 0 : quantity.start].strip()
    if between:
        return between[-1] if between[-1] in "(:,;=+-–—/\"“‘'*|[→" else "a sign"
    if not left:
        return "nothing"
    word = left[-1].word
    return word if word in GOVERNING else "a number" if word[:1].isdigit() else "a word"


def _scope(text: str, left: Sequence[Token], right: Sequence[Token]) -> Iterator[str]:
    """Modal verbs, conditions, tense and verb forms over a quantity, in its clause and in its sentence."""
    start = next(
        (k + 1 for k in range(len(left) - 2, -1, -1) if _breaks(text, left[k], left[k + 1])),
        0,
    )
    stop = next((k + 1 for k in range(len(right) - 1) if _breaks(text, right[k], right[k + 1])), len(right))
    before = [word.word for word in left]
    yield from [f"{word} in sentence" for word in MODALS.intersection(before)]
    yield from [f"{word} in clause" for word in MODALS.intersection(before[start:])]
    if not MODALS.isdisjoint([word.word for word in right]):
        yield "modal behind"
    if not CONDITIONS.isdisjoint(before):
        yield "condition in sentence"
    if not CONDITIONS.isdisjoint(before[max(0, start - 1) :]):
        yield "condition in clause"
    if start < len(before) and before[start] in CONDITIONS:
        yield "clause opens with a condition"
    yield from [f"clause {tense}" for tense in _tenses([*left[start:], *right[:stop]])]
    near = before[-5:]
    if "to" in near[:-1]:
        yield "infinitive before"
    if any(word.endswith("ing") and len(word) > 5 for word in near):
        yield "gerund before"


def _breaks(text: str, one: Token, other: Token) -> bool:
    """Whether a clause ends between two words."""
    return other.word in ("but", "while", "and") or any(sign in BREAKS for sign in text[one.end : other.start])


def _tenses(words: Sequence[Token]) -> set[str]:
    found = set()
    before = "the"
    for word in words:
        form = word.word
        if form in PAST or (form.endswith("ed") and len(form) > 4 and before not in NO_PARTICIPLE):
            found.add("past")
        elif form in PRESENT:
            found.add("present")
        before = form
    return found


def _size(quantity: Quantity) -> Iterator[str]:
    """How a quantity is written, and how big it is among those of its kind."""
    kind, value, low = quantity.kind, quantity.value, quantity.text.lower()
    if quantity.hedged:
        yield f"hedged/{kind}"
    if kind in ("count", "rate"):
        yield "in digits" if any(sign.isdigit() for sign in low) else "in words"
    if value is None:
        return
    if kind == "percent":
        yield f"share {sum(value >= bound for bound in SHARES)}"
    if "." in low:
        yield "decimal"
    elif value >= 10 and value % 10 == 0:
        yield "round"
    if kind == "money":
        yield f"money {0 if value < 1e3 else 1 if value < 1e6 else 2}"
    if kind == "time" and low.endswith(("ms", "µs", "μs", "us", "ns")):
        yield "fine time"
