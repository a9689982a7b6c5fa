"""What a sentence says about a quantity: the classes of words around it, as features and as a named frame.

In: a sentence, its tokens and one of its quantities. Out: a set of features, and the frame that explains them.
Must not know: where the sentence stands, evidence, weights.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from techlint.lazy import folded, lazy
from techlint.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from techlint.claims.lexicon import Token
    from techlint.claims.quantity import Quantity

CLAUSE = lazy(
    r"[;]\s| — | – | -- |\.\s|,\s(?:but|whereas|while|which|so|and (?:we|it|they|the|you|I))\b|\sbut\s|\swhile\s"
)
NEAR, FAR = 3, 8
"""Words to the left and right that count as beside a quantity, and as about it."""
IN_PAIRS = frozenset(
    (
        "perf perf_core change comparative_hard comparative nominal population crowd load handle take measure own than"
        " config goal you learn setup price world consume definition save"
    ).split()
)
"""Classes whose meaning depends on the kind of the quantity."""
LABEL = folded(
    r"^\W{0,4}([\w /()&+-]{3,50}):\s{0,2}(?:under|over|about|around|up to|less than|only|just|below|above)?\s{0,2}$"
)
AFTER = {
    "of>": lazy(r"[\s)+]{0,3}of\s"),
    "than>": lazy(r"\s?(?:\w+\s){0,2}than\b"),
    "as>": lazy(r"\s?as\s\w+"),
}
"""Features of a quantity that begin right after it, in lower case."""
BEFORE = lazy(r"\b(by|to|from|in|at|for)(?=\s(?:\w+\s)?(\w+\s)?$)")
"""Words right before it, or one word off; `by` may stand two off, which is the second group."""
RANGE = lazy(r"\bfrom\b.{0,60}\bto\b")
YEAR = lazy(r"\b20[12]\d\b")
COMPARED = lazy(r"\W{0,3}(?:\w+\s){0,2}(?:than|compared to|versus|vs\.?)\s(?:\w+\s)?[A-Z]")
RELATIVE = ("ratio", "percent")
UPTIME = folded(r"uptime|availab|durab|reliab")


class Frame(NamedTuple):
    """Features of a quantity in its sentence, and the name of the strongest frame it stands in ("" if none)."""

    name: str
    features: frozenset[str]


def clause(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the clause that holds `text[start:end]`."""
    low, high = 0, len(text)
    for mark in CLAUSE.finditer(text):
        if mark.end() <= start:
            low = mark.end()
        elif mark.start() >= end:
            high = mark.start()
            break
    return low, high


def frame(text: str, words: list[Token], quantity: Quantity) -> Frame:
    """Read the words around a quantity."""
    found = _around(text, words, quantity) | _shape(text, quantity)
    if label := LABEL.match(text[: quantity.start]):
        found.add("label<")
        if any("perf" in word.classes for word in words if word.end <= label.end(1)):
            found.add("label:perf")
    return Frame(_name(text, quantity, found), frozenset(found))


def _around(text: str, words: list[Token], quantity: Quantity) -> set[str]:
    low, high = clause(text, quantity.start, quantity.end)
    left = [word for word in words if word.end <= quantity.start]
    right = [word for word in words if word.start >= quantity.end]
    found: set[str] = set()
    for row, mark in ((left[::-1], "<"), (right, ">")):
        for distance, word in enumerate(row, 1):
            if not word.classes:
                continue
            about = distance <= FAR and low <= word.start and word.end <= high
            where = f"{mark}{NEAR if distance <= NEAR else FAR}" if about else "@"
            for name in word.classes:
                found.add(name + where)
                if about and name in IN_PAIRS:
                    found.add(f"{quantity.kind}:{name}")
    inside = [word for word in words if quantity.start <= word.start and word.end <= quantity.end]
    found.update([f"{name}=" for word in inside for name in word.classes])
    return found


def _shape(text: str, quantity: Quantity) -> set[str]:
    """What stands right beside the quantity, and what it is made of."""
    before, after = text[max(0, quantity.start - 60) : quantity.start], text[quantity.end : quantity.end + 40]
    low = after.lower()
    found = {f"kind={quantity.kind}"}
    tests = {
        "hedged": quantity.hedged,
        "big": quantity.value is not None and quantity.value >= 1000,
        "zero or all": quantity.kind == "percent" and quantity.value in (0, 100),
        "nearly all": quantity.kind == "percent" and quantity.value is not None and 99 <= quantity.value < 100,
        "vague number": quantity.text.lower().startswith(("a few", "few", "several", "a couple", "many", "multiple")),
        **{name: pattern.match(low) is not None for name, pattern in AFTER.items()},
        "from..to": "from" in text and RANGE.search(text[max(0, quantity.start - 60) : quantity.end + 60]) is not None,
        "paren<": before.rstrip(" ~≈<>").endswith("("),
        "equals<": before.rstrip().endswith(("=", "==")),
        "opens": quantity.start < 3,
        "closes": quantity.end >= len(text) - 2,
        "question": text.rstrip().endswith("?"),
        "code beside": "￼" in before[-12:] or "￼" in after[:12],
        "hyphened": "-" in quantity.text and quantity.kind in ("time", "span", "size"),
        "short": len(text) < 60,
        "long": len(text) > 220,
        "year": "20" in text and YEAR.search(text) is not None,
        "name>": COMPARED.match(after) is not None,
    }
    found.update([name for name, holds in tests.items() if holds])
    leads = [lead for lead in BEFORE.finditer(before) if lead[1] == "by" or not lead[2]]
    found.update(["to<" if lead[1] == "from" else f"{lead[1]}<" for lead in leads])
    return found


def _name(text: str, quantity: Quantity, found: set[str]) -> str:
    """The frame a reader would name: used to say what the claim is, and to tell strong claims from weak."""
    return next((name for name, holds in FRAMES if holds(text, quantity, found)), "")


def _comparison(_text: str, quantity: Quantity, found: set[str]) -> bool:
    sharp = found & {"comparative_hard>3", "than>", "perf>3"}
    return quantity.kind in RELATIVE and "comparative>3" in found and bool(sharp)


def _change(_text: str, quantity: Quantity, found: set[str]) -> bool:
    return quantity.kind in RELATIVE and bool(found & {"change<3", "change<8"}) and "from..to" not in found


def _uptime(text: str, quantity: Quantity, found: set[str]) -> bool:
    return quantity.kind == "nines" or ("nearly all" in found and UPTIME.search(text) is not None)


FRAMES: tuple[tuple[str, Callable[[str, Quantity, set[str]], bool]], ...] = (
    ("comparison", _comparison),
    ("as much as", lambda _, q, found: q.kind in RELATIVE and "as>" in found),
    ("improvement", lambda _, q, found: q.kind in RELATIVE and "nominal>3" in found),
    ("change", _change),
    ("from-to", lambda _, _q, found: "from..to" in found and bool(found & {"change<3", "change<8"})),
    (
        "share",
        lambda _, q, found: q.kind == "percent" and "of>" in found and bool(found & {"population>3", "population>8"}),
    ),
    ("labelled metric", lambda _, _q, found: "label:perf" in found),
    ("uptime", _uptime),
    ("crowd", lambda _, q, found: q.kind == "count" and bool(found & {"crowd=", "crowd>3"})),
    ("handles load", lambda _, q, found: q.kind in ("count", "rate") and bool(found & {"handle<3", "handle<8"})),
    ("effort", lambda _, q, found: q.kind == "span" and bool(found & {"learn<3", "learn<8", "learn>3", "learn>8"})),
    ("metric", lambda _, _q, found: bool(found & {"perf<3", "perf<8", "perf>3", "perf="})),
    ("takes", lambda _, _q, found: bool(found & {"take<3", "take<8"})),
)
"""The frames, the most telling first."""
