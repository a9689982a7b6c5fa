"""How far a link can back a number.

In: a link and the sentence it stands by. Out: a Grade.
Must not know: quantities, documents, the network: no link is ever opened.
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache
from typing import TYPE_CHECKING

from techlint.lazy import folded, lazy
from techlint.sieve import Sieve

if TYPE_CHECKING:
    from techlint.claims.scene import Target


class Grade(IntEnum):
    """What a link is, the weakest first: a page of the site, a home page, a page about the thing, a page, a source."""

    NONE = 0
    HOME = 1
    ENTITY = 2
    PAGE = 3
    SOURCE = 4


SOURCE = folded(
    r"/pull/|/pulls?\b|/issues?/|/commit|/compare/|/blob/|/tree/|gist\.|arxiv|doi\.org|dl\.acm"
    r"|ieeexplore|usenix|openreview|semanticscholar"
    r"|\.pdf\b|bench|perf|report|survey|stud(?:y|ies)|paper|result|statistic|stats|dashboard"
    r"|grafana|research|whitepaper|case-stud"
    r"|release|changelog|reproduc|/data\b|trends|npm-stat|pypistats|techempower|tpc\.org|mlperf"
    r"|insights|measur|experiment|incident|postmortem"
)
NAVIGATION = folded(
    r"^mailto:|sign-?up|/pricing|/contact|/join\b|slack\.com|discord\.(?:gg|com/invite)"
    r"|//(?:www\.)?(?:twitter|x|linkedin|facebook|instagram)\.com"
    r"|/login|/demo\b|/careers|t\.me/|amazon\.[a-z.]{2,6}/dp|/dp/|[?&](?:tag|ref|aff)="
    r"|/tags?/|/categor|/downloads?/?$|/register|/subscribe|/author"
)
ENTITY = folded(
    r"wikipedia\.org/wiki|/docs?/|//docs?\.|/products?/|/reference/|developer\.mozilla|/learn/"
    r"|/glossary/|/features?/|/solutions?/|/overview"
    r"|/intro|quickstart|crunchbase|/use-cases?|npmjs\.com/package|crates\.io/crates"
    r"|pypi\.org/project|docs\.rs|/guides?/|/tutorials?/|/manual/|/api/"
    r"|^https?://(?:www\.)?github\.com/[^/]+/[^/#?]+/?$"
)
ADDRESS = Sieve({"navigation": NAVIGATION, "source": SOURCE, "entity": ENTITY})
CUE = folded(
    r"\b(?:according|report\w*|benchmark\w*|stud(?:y|ies)|survey\w*|measure\w*|results?|data|paper"
    r"|announce\w*|source|found|says?|show\w*"
    r"|estimate\w*|analysis|details|statistics|case study|experiment\w*|test(?:s|ed)?|numbers"
    r"|methodology|reference)\b"
)
MEASURES = folded(r"bench|stat|techempower|tracker")
"""The names of sites that hold little but measurements."""
SCHEME = lazy(r"^[a-z][a-z0-9+.-]{1,12}://(?:www\.)?([^/?#]{1,200})/?([^?#]{0,400})", re.IGNORECASE)
STOP = frozenset(
    (
        "best tools post posts blog with from guide review html news docs what this that your more"
        " using about https http"
    ).split()
)


def grade(link: Target, sentence: str) -> Grade:
    """How far `link` can back a number in `sentence`."""
    url = link.url.strip()
    found = _grade(url, link.text)
    if found is not None:
        return found
    shared = _words(url) & _words(sentence)
    return Grade.PAGE if len(shared) >= 2 else Grade.HOME


@lru_cache(maxsize=2048)
def _grade(url: str, words: str) -> Grade | None:
    """The grade of a link; None of one within the site that is no source: its words must be the sentence's."""
    signs = frozenset(ADDRESS.found(url))
    if not url or "navigation" in signs:
        return Grade.NONE
    if url.startswith("#"):
        return Grade.PAGE
    address = SCHEME.match(url)
    if address and not address[2]:
        return Grade.SOURCE if MEASURES.search(address[1]) else Grade.HOME
    if "source" in signs or CUE.search(words):
        return Grade.SOURCE
    if not address:
        return None
    return Grade.ENTITY if "entity" in signs else Grade.PAGE


def _words(text: str) -> set[str]:
    return {word for word in re.findall(r"[a-z]{4,24}", text.lower()) if word not in STOP}
