"""The language of a block of code.

In: its lines and the votes of each. Out: the word that stands after a fence, "" where it is not certain.
Must not know: where the block stands.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from techlint.regions.lines import rows

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def name(lines: Sequence[str], votes: Mapping[str, float]) -> str:
    """The language with the most votes; what is particular to one language counts more than what several share."""
    text = "\n".join(lines)[:20_000]
    total = dict(votes)
    for lang, weight, pattern in rows("markers.tsv"):
        seen = len(re.findall(pattern, text, re.MULTILINE))
        if seen:
            total[lang] = total.get(lang, 0) + int(weight) * min(seen, 5)
    return max(total, key=lambda lang: total[lang], default="")
