"""Quantities in a sentence: where they stand, of what type, how big.

In: the text of one sentence. Out: Quantity objects, in order, none overlapping.
Must not know: what is claimed about them, documents.

Every pattern is bounded and every number is looked at once, with a short look to its left (hedge) and right (unit).
"""

from __future__ import annotations

from sys import maxsize
from typing import TYPE_CHECKING, cast

from techlint.claims import units
from techlint.lazy import Folded, folded, lazy, lower
from techlint.record import NamedTuple
from techlint.sieve import Sieve

if TYPE_CHECKING:
    import re

    from techlint.claims.units import Kind
    from techlint.sieve import Clues

    Site = tuple[int, int]

MOST = 24
"""No sentence has more quantities; a longer row of them is a table that lost its markup."""

TELLING = folded(
    r"\b(?:twice|thrice|half|halv|doubl|tripl|quadrupl|third|quarter|tenth|percent|hundred|thousand|million|billion"
    r"|trillion|dozen|order|fold|nines|two|three|four|five|six|seven|eight|nine|ten|twenty|several|many|minute|second"
    r"|sub-?(?:ms|milli|micro|second))"
)
"""Without a digit a text has a quantity only if it has one of these: "a few hours" tells none."""
DIGIT = lazy(r"\d")

_NUMBER = r"\d{1,12}(?:[.,]\d{1,9}){0,4}"
_MAGNITUDE = r"(?:\s?(?:[kKMB]|bn|mn|million|billion|trillion|thousand|hundred)(?![A-Za-z0-9]))?"
_SPELT = (
    r"(?:(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty"
    r"|seventy|eighty|ninety|several|many|multiple|a few|few|a couple of)(?:[- ](?:hundred"
    r"|thousand|million|billion))?"
    r"|a (?:hundred|thousand|million|billion|trillion)"
    r"|(?:tens|hundreds|dozens)\sof(?:\s(?:thousands|millions|billions)(?:\sof)?)?"
    r"|(?:thousands|millions|billions|trillions)(?:\sof)?)"
)
_UNITS_BETWEEN = r"(?:\s?(?:x|×|%|ms|s|KB|MB|GB|k|K|M))?"
NUMBER = lazy(
    rf"(?<![\w#/@])(?:(?<![\w][.,-])"
    rf"|(?<=[Ss]ub-))(?P<money>[$€£]\s?)?(?P<sign>[+−-])?(?P<number>{_NUMBER})(?P<magnitude>{_MAGNITUDE})(?P<plus>\+?)"
    rf"(?:{_UNITS_BETWEEN}(?:\s?(?:-|–|—|~|to|or|and)\s?|\s?(?:-"
    rf"|–)\s?)[$€£~]?(?P<upper>{_NUMBER})(?P<upper_magnitude>{_MAGNITUDE})\+?)?"
)
SIGNS = 3
"""So many characters of a number may stand before its first digit: a currency, a blank, a sign."""
DIGITS = lazy(rf"\d\d{{0,11}}(?:[.,]\d{{1,9}}){{0,4}}({_MAGNITUDE})\+?")
"""What is in whatever NUMBER matches, right before its unit; it begins with a digit, which `re` is quick to find."""
MONEY = frozenset("$€£")
FACTOR = lazy(r"\s?-?\s?[x×](?![\w×])|[\s-](?i:times)\b")
"""What is no factor before some words is one where its sentence ends."""
SPELT = folded(rf"(?<![\w-])(?P<spelt>{_SPELT})(?=[\s-])")

HEDGE = folded(
    r"(?:[~≈<>≤≥]|\b(?:about|around|approximately|approx\.?|roughly|nearly|almost|over|under|up to|at least|at most"
    r"|more than|less than|fewer than|as little as|as much as|as many as|well over|only|just|some)|\bsub-?)\s?$"
)
YEAR = lazy(r"(?:19|20)\d\d")
LOOK = 24
"""How far to the left a hedge may begin."""

PHRASES: dict[str, Folded] = {
    "ratio": folded(
        r"\b(?:(?:an?|one|two|three|four|several|many|multiple|\d)\s)?orders?[ -]of[ -]magnitude\b"
        r"|\b(?:twice|thrice)(?=\s(?:as|the|its|that|faster|more|less|slower))|\b(?:tenfold|twofold"
        r"|threefold|fourfold|fivefold)\b"
        r"|\b(?:doubl|tripl|quadrupl|halv)(?:e[sd]?|ing)(?=\s(?:the|its|our|your|their|throughput"
        r"|performance|speed|memory|cost|in|to|every)\b)"
        r"|\b(?:by|in|to|at|about|nearly|almost|roughly|than|up to)\s(?:(?:a\s|one[- ])?half|two[- ]thirds"
        r"|three[- ]quarters|(?:a\s|one[- ])(?:third|quarter))\b"
        r"(?!-|\s(?:part(?:y|ies)\b|(?:an?\s)?(?:second|hour|minute|day|of)))"
        r"|\bhalf\s(?:the|as|that|its|their)\b|\b(?:an?|one)[ -](?:third|quarter|tenth|fraction)\s(?:of|the)\b"
    ),
    "percent": folded(
        r"\b(?:nine|eight|seven|six|four|three|two|one|\d{1,2})[ -](?:out of|in)[ -](?:ten|five|four"
        r"|three|every (?:ten|five|four|three)|\d{1,2})\b"
        r"(?=\s(?:\w+\s){0,2}?(?:developers|companies|users|engineers|teams|organi[sz]ations|projects"
        r"|people|businesses))"
    ),
    "time": folded(
        r"\bfrom[ \xa0](?:hours|minutes|days|weeks|seconds)\sto\s(?:minutes|seconds|milliseconds|hours|days)\b"
        r"|\b(?:single|double|low|sub)[- ](?:digit[- ])?(?:ms|milliseconds?|microseconds?|seconds?|minutes?)\b"
        r"|\b(?:milliseconds?|microseconds?|nanoseconds?)\b(?=[\s-](?:latenc|response|level|scale"
        r"|search|instead|vs|rather))"
    ),
}
"""What is a quantity without a number before a unit."""
IN_WORDS = Sieve({**PHRASES, "spelt": SPELT})


class Quantity(NamedTuple):
    """A number with its unit. `value` is None where it is not one number; `hedged` for `~`, `up to`, `over`..."""

    start: int
    end: int
    kind: Kind
    text: str
    value: float | None = None
    hedged: bool = False
    noun: str = ""


def sites(text: str, clues: Clues, digit: int = maxsize) -> list[Site]:
    """Stretches of a block, by their beginnings, in which quantities may stand: a sentence that meets none has none.

    `clues` say where the words of IN_WORDS stand in it, `digit` where its first digit does.
    """
    found: list[Site] = []
    big = False
    for number in DIGITS.finditer(text, digit):
        start, end = number.span()
        big = big or end - start > 3 or number[1] != ""
        if _may_end(text, end, big=big) or not MONEY.isdisjoint(text[max(0, start - 2) : start]):
            found.append((start, end))
    low = lower(text) if clues else ""
    for at in clues.get("spelt", ()):
        spelt = SPELT.compiled.match(low, at)
        if spelt and _may_end(text, spelt.end(), big=(units.spelt_value(spelt[0]) or 0) >= 100):
            found.append(spelt.span())
    if clues.get("spelt") == [] or any(PHRASES[kind].compiled.search(low) for kind in clues if kind != "spelt"):
        found.append((0, len(text)))
    return sorted(found)


def _may_end(text: str, end: int, *, big: bool) -> bool:
    """Whether a number that ends here may be a quantity, however the sentence ends after it."""
    return _unit(text, end, big=big) is not None or FACTOR.match(text, end) is not None


def quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of a sentence."""
    low = lower(text)
    digit, worth = DIGIT.search(low), IN_WORDS.worth(low)
    if not digit and not (worth and TELLING.compiled.search(low)):
        return ()
    found = [
        Quantity(*m.span(), cast("Kind", kind), text[m.start() : m.end()])
        for kind, pattern in PHRASES.items()
        if kind in worth
        for m in pattern.compiled.finditer(low)
    ]
    taken = [(q.start, q.end) for q in found]
    for number in NUMBER.finditer(text, max(0, digit.start() - SIGNS)) if digit else ():
        if len(found) >= MOST:
            break
        if quantity := _read(text, number, number["number"]):
            found.append(quantity)
            taken.append((quantity.start, quantity.end))
    for number in SPELT.compiled.finditer(low) if "spelt" in worth else ():
        if len(found) >= MOST:
            break
        if not any(a < number.end() and number.start() < b for a, b in taken) and (quantity := _read(text, number, "")):
            found.append(quantity)
    return _apart(found) if found else ()


def _apart(found: list[Quantity]) -> tuple[Quantity, ...]:
    """In order, and of two that overlap the first."""
    kept: list[Quantity] = []
    for quantity in sorted(found, key=lambda q: (q.start, -q.end)):
        if not kept or quantity.start >= kept[-1].end:
            kept.append(quantity)
    return tuple(kept)


def _read(text: str, number: re.Match[str], digits: str) -> Quantity | None:
    """The number with the unit that follows it and the hedge before it; None if it is no quantity."""
    start, end = number.span()
    if digits and (
        digits.count(".") > 1
        or (text[end : end + 1] == "s" and YEAR.fullmatch(digits))
        or text[start - 1 : start] == "."
    ):
        return None  # a version
    unit: tuple[Kind, int, str] | None = ("money", end, "") if digits and number["money"] else _unit(text, end)
    if unit is None:
        return None
    kind, end, noun = unit
    value = units.value(digits, number["magnitude"]) if digits else units.spelt_value(number[0])
    if kind == "count" and (value is None or value < (1000 if digits else 100) or YEAR.fullmatch(digits)):
        return None
    hedge = HEDGE.search(text[max(0, start - LOOK) : start])
    start -= len(hedge[0]) if hedge else 0
    return Quantity(start, end, kind, text[start:end].strip(), value, hedged=hedge is not None, noun=noun)


def _unit(text: str, end: int, *, big: bool = True) -> tuple[Kind, int, str] | None:
    """The kind of a number by what follows its end, where that ends, and the noun it counts, if it is big enough."""
    at = end - 1 if text[end - 1] == " " else end
    if unit := units.UNIT.match(text, at, at + 64):
        return cast("Kind", unit.lastgroup), unit.end(), ""
    counted = units.COUNTED.match(text, at, at + 64) if big else None
    return ("count", counted.end(), counted[2].lower()) if counted else None
