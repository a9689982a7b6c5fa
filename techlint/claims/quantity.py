"""Quantities in a sentence: where they stand, of what type, how big.

In: the text of one sentence. Out: Quantity objects, in order, none overlapping.
Must not know: what is claimed about them, documents.

Every pattern is bounded and every number is looked at once, with a short look to its left (hedge) and right (unit).
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple, TypeAlias

from techlint.lazy import Folded, folded, lazy, lower
from techlint.literals import within

Kind: TypeAlias = Literal["ratio", "percent", "time", "span", "size", "rate", "count", "money", "nines"]
"""`time` is fine (up to minutes), `span` coarse (hours to years)."""

MOST = 24
"""No sentence has more quantities; a longer row of them is a table that lost its markup."""

NUMBER_WORDS = tuple(
    "twice thrice half halv doubl tripl quadrupl third quarter tenth percent hundred thousand million billion trillion"
    " dozen order fold nines two three four five six seven eight nine ten twenty several many minute second sub".split()
)
"""A text that has neither a digit nor one of these, as a part of a word, has no quantity."""
MIGHT = folded(rf"\d|\b(?:{'|'.join(NUMBER_WORDS[:-1])}|sub-?(?:ms|milli|micro|second))")
"""A text without this has no quantity."""
DIGIT = lazy(r"\d")

MAGNITUDES = {"k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "million": 1e6, "b": 1e9, "bn": 1e9, "billion": 1e9}
MAGNITUDES |= {"hundred": 1e2, "t": 1e12, "trillion": 1e12}
WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
WORDS |= {"eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60}
WORDS |= {"a": 1, "an": 1, "several": 3, "many": 5, "multiple": 3, "hundreds of": 100, "dozens of": 24}
WORDS |= {"seventy": 70, "eighty": 80, "ninety": 90, "tens of": 20, "few": 3, "couple of": 2}

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
SPELT = folded(rf"(?<![\w-])(?P<spelt>{_SPELT})(?=[\s-])")

HEDGE = folded(
    r"(?:[~≈<>≤≥]|\b(?:about|around|approximately|approx\.?|roughly|nearly|almost|over|under|up to|at least|at most"
    r"|more than|less than|fewer than|as little as|as much as|as many as|well over|only|just|some)|\bsub-?)\s?$"
)
YEAR = lazy(r"(?:19|20)\d\d")
LOOK = 24
"""How far to the left a hedge may begin."""

_COUNTED = r"(?:[A-Za-z][\w-]{1,20}\s){0,2}?"
_EACH = r"(?:(?:per|a|each|every|an)\s|/\s?)(?:s|sec|second|min|minute|hour|day|week|month|year)\b"
_FINE = (
    r"(?:ns|nanoseconds?|us|µs|μs|microseconds?|ms|msecs?|millis|milliseconds?|s|secs?|seconds?|mins?|minutes?)"
    r"(?![\w/%]|-\w|\.\w)"
)
_DATA = r"[KkMGTP]i?[Bb]|[kmgt]b|bytes?|megabytes?|gigabytes?|terabytes?|petabytes?|kilobytes?|LOC|lines of code"
UNITS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "rate",
        lazy(
            r"[\s-]?(?:[QRT]PS|[qrt]ps|IOPS|[fF][pP][sS]|[kKMGT]i?[bB](?:ps|/s(?:ec)?)|[KMG]?bit/s|[MGTP]?FLOPS?)\b"
            r"|\s(?:[\w()/-]{1,20}\s){1,4}?IOPS\b"
            rf"|\s?(?:{_COUNTED}[A-Za-z][\w-]{{1,20}}|[MGKT]i?B)\s?(?:/\s?(?:s|sec|second|min|hour|day)\b"
            rf"|(?i:\s{_EACH}))"
            rf"|\s?(?i:times\s)?(?i:{_EACH})"
        ),
    ),
    (
        "ratio",
        lazy(
            r"\s?-?\s?(?:[x×](?![\w×])(?!\s?\d)(?!\s[A-Z]\w{0,9}\d)|倍|배)"
            r"|[\s-](?i:times)\b(?!\s(?:out|a|an|per|each|every|in a row|already|now|on|before|during|and"
            r"|when|until)\b)"
            r"|[\s-]?(?i:fold)\b"
        ),
    ),
    ("percent", lazy(r"\s?(?:[%％]|(?i:percent|per cent|percentage points?|pct)\b)\+?")),
    ("size", lazy(rf"[\s-]?(?:{_DATA})(?![\w/]|-\w)")),
    ("time", lazy(rf"[\s-]?{_FINE}\+?")),
    ("span", lazy(r"[\s-]?(?:h|hrs?|hours?|days?|weeks?|months?|years?)(?![\w/%]|-\w|\.\w)\+?")),
    ("nines", lazy(r"\s?(?:nines|9s|9['’]s)\b")),
)
COUNTED = lazy(
    r"\s(?:of\s)?(?:the\s|its\s)?((?:[A-Za-z][\w.-]{1,20}\s){0,2}?)([A-Za-z][a-z-]{1,20}s|people"
    r"|staff|traffic|data)\b"
)
FIXED: tuple[tuple[Kind, tuple[str, ...], Folded], ...] = (
    (
        "ratio",
        ("magnitude",),
        folded(r"\b(?:(?:an?|one|two|three|four|several|many|multiple|\d)\s)?orders?[ -]of[ -]magnitude\b"),
    ),
    (
        "ratio",
        ("twice", "thrice", "fold", "doubl", "tripl", "quadrupl", "hal", "third", "quarter", "tenth", "fraction"),
        folded(
            r"\b(?:twice|thrice)(?=\s(?:as|the|its|that|faster|more|less|slower))|\b(?:tenfold|twofold"
            r"|threefold|fourfold|fivefold)\b"
            r"|\b(?:doubl|tripl|quadrupl|halv)(?:e[sd]?|ing)(?=\s(?:the|its|our|your|their|throughput"
            r"|performance|speed|memory|cost|in|to|every)\b)"
            r"|\b(?:by|in|to|at|about|nearly|almost|roughly|than|up to)\s(?:a\s|one[- ])?(?:half|third"
            r"|two[- ]thirds|quarter)\b(?!\s(?:an?\s)?(?:second|hour|minute|day|of))"
            r"|\bhalf\s(?:the|as|that|its|their)\b|\b(?:an?|one)[ -](?:third|quarter|tenth|fraction)\s(?:of|the)\b"
        ),
    ),
    (
        "percent",
        ("developers", "compan", "users", "engineers", "teams", "organi", "projects", "people", "businesses"),
        folded(
            r"\b(?:nine|eight|seven|six|four|three|two|one|\d{1,2})[ -](?:out of|in)[ -](?:ten|five|four"
            r"|three|every (?:ten|five|four|three)|\d{1,2})\b"
            r"(?=\s(?:\w+\s){0,2}?(?:developers|companies|users|engineers|teams|organi[sz]ations|projects"
            r"|people|businesses))"
        ),
    ),
    (
        "time",
        ("second", "minutes", "days", "hours", "ms", "minute"),
        folded(
            r"\bfrom\s(?:hours|minutes|days|weeks|seconds)\sto\s(?:minutes|seconds|milliseconds|hours|days)\b"
            r"|\b(?:single|double|low|sub)[- ](?:digit[- ])?(?:ms|milliseconds?|microseconds?|seconds?|minutes?)\b"
            r"|\b(?:milliseconds?|microseconds?|nanoseconds?)\b(?=[\s-](?:latenc|response|level|scale"
            r"|search|instead|vs|rather))"
        ),
    ),
)
"""Kind, words of which one stands in every match, and the pattern."""


class Quantity(NamedTuple):
    """A number with its unit. `value` is None where it is not one number; `hedged` for `~`, `up to`, `over`..."""

    start: int
    end: int
    kind: Kind
    text: str
    value: float | None = None
    hedged: bool = False
    noun: str = ""


def might_count(low: str) -> bool:
    """Whether a text in lower case may hold a quantity: no more than a guess, at little cost."""
    return DIGIT.search(low) is not None or bool(within(NUMBER_WORDS, low))


def quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of a sentence."""
    low = lower(text)
    if not might_count(low) or not MIGHT.search(text):
        return ()
    found: list[Quantity] = []
    for kind, needed, pattern in FIXED:
        if not within(needed, low):
            continue
        found.extend(Quantity(*m.span(), kind, text[m.start() : m.end()]) for m in pattern.finditer(text))
    taken = [(q.start, q.end) for q in found]
    for number in NUMBER.finditer(text):
        if len(found) >= MOST:
            break
        if quantity := _read(text, number):
            found.append(quantity)
            taken.append((quantity.start, quantity.end))
    for number in SPELT.finditer(text):
        if len(found) >= MOST:
            break
        if not any(a < number.end() and number.start() < b for a, b in taken) and (quantity := _read(text, number)):
            found.append(quantity)
    return _apart(found)


def _apart(found: list[Quantity]) -> tuple[Quantity, ...]:
    """In order, and of two that overlap the first."""
    kept: list[Quantity] = []
    for quantity in sorted(found, key=lambda q: (q.start, -q.end)):
        if not kept or quantity.start >= kept[-1].end:
            kept.append(quantity)
    return tuple(kept)


def _read(text: str, number: re.Match[str]) -> Quantity | None:
    """The number with the unit that follows it and the hedge before it; None if it is no quantity."""
    groups = number.groupdict()
    digits = groups.get("number") or ""
    if (
        digits.count(".") > 1
        or (YEAR.fullmatch(digits) and text[number.end() : number.end() + 1] == "s")
        or (digits and text[number.start() - 1 : number.start()] == ".")
    ):
        return None  # a version
    value = _value(digits, groups.get("magnitude") or "") if digits else _spelt_value(number["spelt"])
    kind, end, noun = _unit(text, number, value)
    if kind is None:
        return None
    hedge = HEDGE.search(text[max(0, number.start() - LOOK) : number.start()])
    start = number.start() - (len(hedge[0]) if hedge else 0)
    return Quantity(start, end, kind, text[start:end].strip(), value, hedged=hedge is not None, noun=noun)


def _unit(text: str, number: re.Match[str], value: float | None) -> tuple[Kind | None, int, str]:
    """The kind of a number by what follows it, where it ends, and the noun it counts."""
    end = number.end()
    if number.groupdict().get("money"):
        return "money", end, ""
    at = end - 1 if text[end - 1] == " " else end
    for kind, pattern in UNITS:
        if unit := pattern.match(text, at, at + 64):
            return kind, unit.end(), ""
    counted = COUNTED.match(text, at, at + 64)
    if counted is None:
        return None, end, ""
    big = (
        value is not None
        and value >= (1000 if number.groupdict().get("number") else 100)
        and not YEAR.fullmatch(number.groupdict().get("number") or "")
    )
    return ("count", counted.end(), counted[2].lower()) if big else (None, end, "")


def _value(digits: str, magnitude: str) -> float | None:
    plain = (
        digits.replace(",", "") if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", digits) else digits.replace(",", ".")
    )
    try:
        return float(plain) * MAGNITUDES.get(magnitude.strip().lower(), 1)
    except ValueError:
        return None


def _spelt_value(words: str) -> float | None:
    low = words.lower().strip()
    for name, size in (("trillion", 1e12), ("billion", 1e9), ("million", 1e6), ("thousand", 1e3), ("hundred", 1e2)):
        if name in low:
            return size
    return next((float(n) for w, n in WORDS.items() if low == w or low.endswith(" " + w)), None)
