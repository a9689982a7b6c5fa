"""What a sentence says about a quantity: the classes of words around it, as features and as a named frame.

In: a sentence, its tokens and one of its quantities. Out: a set of features, and the frame that explains them.
Must not know: where the sentence stands, evidence, weights.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from techlint.claims.lexicon import Token
    from techlint.claims.quantity import Quantity

CLAUSE = re.compile(r"[;]\s| — | – | -- |\.\s|,\s(?:but|whereas|while|which|so|and (?:we|it|they|the|you|I))\b|\sbut\s|\swhile\s")
NEAR, FAR = 3, 8
"""Words to the left and right that count as beside a quantity, and as about it."""
IN_PAIRS = frozenset(
    "perf perf_core change comparative_hard comparative nominal population crowd load handle take measure own than config goal you learn"
    " setup price world consume definition save".split()
)
"""Classes whose meaning depends on the kind of the quantity."""
LABEL = re.compile(r"^\W{0,4}([\w /()&+-]{3,50}):\s{0,2}(?:under|over|about|around|up to|less than|only|just|below|above)?\s{0,2}$", re.IGNORECASE)
STRONG = frozenset({"comparison", "change", "improvement", "from-to", "share", "labelled metric", "as much as"})


@dataclass(frozen=True, slots=True)
class Frame:
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
    found = set(_around(text, words, quantity))
    found.update(_shape(text, quantity))
    if label := LABEL.match(text[: quantity.start]):
        found.update(f"label:{name}" for word in words if word.end <= label.end(1) for name in word.classes & IN_PAIRS)
    return Frame(_name(text, quantity, found), frozenset(found))


def _around(text: str, words: list[Token], quantity: Quantity) -> set[str]:
    low, high = clause(text, quantity.start, quantity.end)
    left = [w for w in words if w.end <= quantity.start]
    right = [w for w in words if w.start >= quantity.end]
    found: set[str] = set()
    for row, mark in ((reversed(left), "<"), (iter(right), ">")):
        for distance, word in enumerate(row, 1):
            inside = low <= word.start and word.end <= high
            for name in word.classes:
                if inside and distance <= NEAR:
                    found.add(f"{name}{mark}{NEAR}")
                elif inside and distance <= FAR:
                    found.add(f"{name}{mark}{FAR}")
                else:
                    found.add(f"{name}@")
                if inside and distance <= FAR and name in IN_PAIRS:
                    found.add(f"{quantity.kind}:{name}")
    for word in words:
        if quantity.start <= word.start and word.end <= quantity.end:
            found.update(f"{name}=" for name in word.classes)
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
        "of>": re.match(r"[\s)+]{0,3}of\s", low) is not None,
        "than>": re.match(r"\s?(?:\w+\s){0,2}than\b", low) is not None,
        "as>": re.match(r"\s?as\s\w+", low) is not None,
        "by<": re.search(r"\bby\s(?:\w+\s){0,2}$", before) is not None,
        "to<": re.search(r"\b(?:to|from)\s(?:\w+\s)?$", before) is not None,
        "from..to": re.search(r"\bfrom\b.{0,60}\bto\b", text[max(0, quantity.start - 60) : quantity.end + 60]) is not None,
        "in<": re.search(r"\bin\s(?:\w+\s)?$", before) is not None,
        "at<": re.search(r"\bat\s(?:\w+\s)?$", before) is not None,
        "for<": re.search(r"\bfor\s(?:\w+\s)?$", before) is not None,
        "paren<": before.rstrip(" ~≈<>").endswith("("),
        "label<": LABEL.match(text[: quantity.start]) is not None,
        "equals<": before.rstrip().endswith(("=", "==")),
        "opens": quantity.start < 3,
        "closes": quantity.end >= len(text) - 2,
        "question": text.rstrip().endswith("?"),
        "code beside": "￼" in before[-12:] or "￼" in after[:12],
        "hyphened": "-" in quantity.text and quantity.kind in ("time", "span", "size"),
        "short": len(text) < 60,
        "long": len(text) > 220,
        "year": re.search(r"\b20[12]\d\b", text) is not None,
        "name>": re.match(r"\W{0,3}(?:\w+\s){0,2}(?:than|compared to|versus|vs\.?)\s(?:\w+\s)?[A-Z]", after) is not None,
    }
    found.update(name for name, holds in tests.items() if holds)
    return found


def _name(text: str, quantity: Quantity, found: set[str]) -> str:
    """The frame a reader would name: used to say what the claim is, and to tell strong claims from weak."""
    kind = quantity.kind
    relative = kind in ("ratio", "percent")
    if relative and ("comparative>3" in found and ("comparative_hard>3" in found or "than>" in found or "perf>3" in found)):
        return "comparison"
    if relative and "as>" in found:
        return "as much as"
    if relative and "nominal>3" in found:
        return "improvement"
    if (relative or "from..to" in found) and ("change<3" in found or "change<8" in found):
        return "change" if "from..to" not in found else "from-to"
    if kind == "percent" and "of>" in found and ("population>3" in found or "population>8" in found):
        return "share"
    if "label:perf" in found:
        return "labelled metric"
    if kind == "nines" or (kind == "percent" and "nearly all" in found and re.search(r"uptime|availab|durab|reliab", text, re.IGNORECASE)):
        return "uptime"
    if kind == "count" and ("crowd=" in found or "crowd>3" in found):
        return "crowd"
    if kind in ("count", "rate") and ("handle<3" in found or "handle<8" in found):
        return "handles load"
    if kind == "span" and ("learn<8" in found or "learn<3" in found or "learn>8" in found or "learn>3" in found):
        return "effort"
    if "perf<3" in found or "perf<8" in found or "perf>3" in found or "perf=" in found:
        return "metric"
    if "take<3" in found or "take<8" in found:
        return "takes"
    return ""
