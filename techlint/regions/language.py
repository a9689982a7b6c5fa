"""The language of a block of code.

In: its lines and the votes of each. Out: the word that stands after a fence, "" where it is not certain.
Must not know: where the block stands.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from techlint.lazy import lazy, lower
from techlint.regions.lines import rows
from techlint.sieve import Sieve

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

MOST = 20_000
"""Characters of a block that are read."""


@cache
def _markers() -> tuple[Sieve, Mapping[str, tuple[str, int, re.Pattern[str]]]]:
    """What is particular to a language, by name: whose it is, what it counts, the pattern."""
    table = {
        str(number): (lang, int(weight), lazy(pattern, re.MULTILINE))
        for number, (lang, weight, pattern) in enumerate(rows("markers.tsv"))
    }
    return Sieve({name: pattern for name, (_, _, pattern) in table.items()}), table


def name(lines: Sequence[str], votes: Mapping[str, float]) -> str:
    """The language with the most votes; what is particular to one language counts more than what several share."""
    text = "\n".join(lines)[:MOST]
    total = dict(votes)
    sieve, markers = _markers()
    worth = sieve.worth(lower(text))
    for marker, (lang, weight, pattern) in markers.items():
        if marker in worth and (seen := len(pattern.findall(text))):
            total[lang] = total.get(lang, 0) + weight * min(seen, 5)
    return max(total, key=lambda lang: total[lang], default="")
