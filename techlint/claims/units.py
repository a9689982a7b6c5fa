"""What follows a number and what it is worth: units, magnitudes, numbers in words.

In: the parts of a number, the text after it. Out: its kind, its value.
Must not know: where numbers stand, what is claimed of them.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, TypeAlias

from techlint.lazy import lazy

Kind: TypeAlias = Literal["ratio", "percent", "time", "span", "size", "rate", "count", "money", "nines"]
"""`time` is fine (up to minutes), `span` coarse (hours to years)."""

MAGNITUDES = {"k": 1e3, "thousand": 1e3, "m": 1e6, "mn": 1e6, "million": 1e6, "b": 1e9, "bn": 1e9, "billion": 1e9}
MAGNITUDES |= {"hundred": 1e2, "t": 1e12, "trillion": 1e12}
WORDS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10}
WORDS |= {"eleven": 11, "twelve": 12, "fifteen": 15, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60}
WORDS |= {"a": 1, "an": 1, "several": 3, "many": 5, "multiple": 3, "hundreds of": 100, "dozens of": 24}
WORDS |= {"seventy": 70, "eighty": 80, "ninety": 90, "tens of": 20, "few": 3, "couple of": 2}

_COUNTED = r"(?:[A-Za-z][\w-]{1,20}+\s){0,2}?"
_EACH = r"(?:(?:per|a|each|every|an)\s|/\s?)(?:s|sec|second|min|minute|hour|day|week|month|year)\b"
_FINE = (
    r"(?:ns|nanoseconds?|us|µs|μs|microseconds?|ms|msecs?|millis|milliseconds?|s|secs?|seconds?|mins?|minutes?)"
    r"(?![\w/%]|-\w|\.\w)"
)
_DATA = r"[KkMGTP]i?[Bb]|[kmgt]b|bytes?|megabytes?|gigabytes?|terabytes?|petabytes?|kilobytes?|LOC|lines of code"
UNITS: tuple[tuple[Kind, str], ...] = (
    (
        "rate",
        (
            r"[\s-]?(?:[QRT]PS|[qrt]ps|IOPS|[fF][pP][sS]|[kKMGT]i?[bB](?:ps|/s(?:ec)?)|[KMG]?bit/s|[MGTP]?FLOPS?)\b"
            r"|\s(?:[\w()/-]{1,20}+\s){1,4}?IOPS\b"
            rf"|\s?(?:{_COUNTED}[A-Za-z][\w-]{{1,20}}+|[MGKT]i?B)\s?(?:/\s?(?:s|sec|second|min|hour|day)\b"
            rf"|(?i:\s{_EACH}))"
            rf"|\s?(?i:times\s)?(?i:{_EACH})"
        ),
    ),
    (
        "ratio",
        (
            r"\s?-?\s?(?:[x×](?![\w×])(?!\s?\d)(?!\s[A-Z]\w{0,9}\d)|倍|배)"
            r"|[\s-](?i:times)\b(?!\s(?:out|a|an|per|each|every|in a row|already|now|on|before|during|and"
            r"|when|until)\b)"
            r"|[\s-]?(?i:fold)\b"
        ),
    ),
    ("percent", r"\s?(?:[%％]|(?i:percent|per cent|percentage points?|pct)\b)\+?"),
    ("size", rf"[\s-]?(?:{_DATA})(?![\w/]|-\w)"),
    ("time", rf"[\s-]?{_FINE}\+?"),
    ("span", r"[\s-]?(?:h|hrs?|hours?|days?|weeks?|months?|years?)(?![\w/%]|-\w|\.\w)\+?"),
    ("nines", r"\s?(?:nines|9s|9['’]s)\b"),
)
UNIT = lazy("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in UNITS))
"""What stands right after a number; the group that matched is its kind, the first of those that would do."""
COUNTED = lazy(
    r"\s(?:of\s)?(?:the\s|its\s)?((?:[A-Za-z][\w.-]{1,20}\s){0,2}?)([A-Za-z][a-z-]{1,20}s|people"
    r"|staff|traffic|data)\b"
)

THOUSANDS = lazy(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?")


def value(digits: str, magnitude: str) -> float | None:
    """The value of a number in digits; None if it is none."""
    plain = digits.replace(",", "" if THOUSANDS.fullmatch(digits) else ".")
    try:
        return float(plain) * MAGNITUDES.get(magnitude.strip().lower(), 1)
    except ValueError:
        return None


@lru_cache(maxsize=512)
def spelt_value(words: str) -> float | None:
    """The value of a number in words; None if it is vague."""
    low = words.lower().strip()
    for name, size in (("trillion", 1e12), ("billion", 1e9), ("million", 1e6), ("thousand", 1e3), ("hundred", 1e2)):
        if name in low:
            return size
    return next((float(n) for w, n in WORDS.items() if low == w or low.endswith(" " + w)), None)
