"""Tokens that show by their shape who issued them.

In: a text. Out: the tokens in it, each with the row of the table that knows it.
Must not know: where a token stands or what is said about it. The knowledge is rules/secrets/data/providers.tsv.
"""

from __future__ import annotations

import re
from functools import cache, cached_property
from math import log2
from typing import TYPE_CHECKING

from techlint import resources
from techlint.joined import Joined
from techlint.lazy import lazy
from techlint.literals import within
from techlint.record import NamedTuple, Record
from techlint.secrets.model import Claims
from techlint.secrets.values import entropy, illustration, public_sample
from techlint.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

CHARSETS = {
    "digit": "0-9",
    "lower": "a-z0-9",
    "upper": "A-Z0-9",
    "letter": "A-Za-z",
    "hex": "0-9a-f",
    "hexmixed": "0-9a-fA-F",
    "base32": "A-Z2-7",
    "base36": "a-z0-9A-Z",
    "base62": "A-Za-z0-9",
    "base64": "A-Za-z0-9+/",
    "base64url": r"A-Za-z0-9_\-",
    "slug": r"A-Za-z0-9\-",
    "azure": r"A-Za-z0-9_~.\-",
    "bech32": "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L",
}
PART = lazy(r"(?P<charset>[a-z]+\d*[a-z]*)(?:\{(?P<length>\d+(?:,\d+)?)\})?")
_MASK = bytes([120 if code < 128 and (chr(code).isalnum() or chr(code) in "_-+/=.~:") else 32 for code in range(256)])
"""An `x` for what may belong to a token, all charsets and separators of the table, and a blank for all else."""
_LONG = b"x" * 20
"""The shortest token has twenty characters."""
PADDING = "={1,2}"
LONGEST_LEAD = 14
ORDERLY = 0.75
"""The share of the entropy of random hexadecimal digits below which a body was not drawn at random."""


class Provider(Record):
    """One row of the table: `literals` are found first, `pattern` is matched only there."""

    name: str
    literals: tuple[str, ...]
    check: str
    grade: str
    source: str
    layout: str
    lead_layout: str

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """One of the literals and what follows it."""
        start = "|".join(re.escape(literal) for literal in self.literals)
        last = self.layout.split()[-1]
        return lazy(f"(?:{start})(?P<body>{compile_layout(self.layout)})(?![{_chars(last)}])")

    @cached_property
    def lead(self) -> re.Pattern[str] | None:
        """What must stand before the literal, if anything."""
        return lazy(f"(?<![A-Za-z0-9_]){compile_layout(self.lead_layout)}$") if self.lead_layout else None


class Token(NamedTuple):
    """A token found at `text[start:end]`; its first `prefix` characters are public knowledge."""

    start: int
    end: int
    prefix: int
    provider: Provider


def find(text: str) -> Iterator[Token]:
    """The tokens in a text, row by row; where two overlap the first row of the table wins.

    All literals of the table are looked for in the runs of the text that are long enough: few in prose.
    """
    runs = _runs(text)
    dense = Joined.of([text[start:end] for start, end in runs])
    taken = Claims()
    present = within(_literals(), dense.text)
    for provider in table() if present else ():
        for literal in [literal for literal in provider.literals if literal in present]:
            at = dense.text.find(literal)
            while at >= 0:
                token = _match(provider, literal, dense.text, at)
                if token and taken.add(Span(token.start, token.end)):
                    number = dense.at(token.start)
                    move = runs[number][0] - dense.starts[number]
                    yield token._replace(start=token.start + move, end=token.end + move)
                at = dense.text.find(literal, token.end if token else at + 1)


def _runs(text: str) -> list[tuple[int, int]]:
    """Where the runs of a text begin and end that are long enough for a token."""
    found = []
    mask = text.encode("latin-1", "replace").translate(_MASK) + b" "  # a byte for each character
    start = mask.find(_LONG)
    while start >= 0:
        end = mask.find(b" ", start)
        found.append((start, end))
        start = mask.find(_LONG, end)
    return found


@cache
def _literals() -> frozenset[str]:
    return frozenset(literal for provider in table() for literal in provider.literals)


@cache
def table() -> tuple[Provider, ...]:
    """The rows of providers.tsv."""
    lines = [
        line for line in resources.read_text("secrets/data/providers.tsv").splitlines() if line[:1] not in ("", "#")
    ]
    names = lines[0].split("\t")
    return tuple(_provider(dict(zip(names, line.split("\t"), strict=True))) for line in lines[1:])


def _provider(row: dict[str, str]) -> Provider:
    return Provider(
        name=row["name"],
        literals=tuple(row["prefix"].split()),
        check=row["check"],
        grade=row["grade"],
        source=row["source"],
        layout=row["layout"],
        lead_layout=row["lead"].strip("-"),
    )


def compile_layout(layout: str) -> str:
    """The regular expression of a layout such as `base62{22} _ base62{59}`."""
    return "".join(_part(part) for part in layout.split())


def _part(part: str) -> str:
    if part == "padding":
        return PADDING
    match = PART.fullmatch(part)
    if not match or match["charset"] not in CHARSETS:
        if "{" in part:
            raise ValueError(f"providers.tsv: unknown charset in {part!r}")
        return re.escape(part)
    return f"[{CHARSETS[match['charset']]}]" + (f"{{{match['length']}}}" if match["length"] else "")


def _chars(part: str) -> str:
    match = PART.fullmatch(part)
    return CHARSETS[match["charset"]] if match and match["charset"] in CHARSETS else "A-Za-z0-9"


def _match(provider: Provider, literal: str, text: str, at: int) -> Token | None:
    match = provider.pattern.match(text, at)
    if not match:
        return None
    start = at
    if provider.lead:
        lead = provider.lead.search(text[max(at - LONGEST_LEAD - 1, 0) : at])
        if not lead:
            return None
        start = at - len(lead[0])
    elif literal[0].isalnum() and at and (text[at - 1].isalnum() or text[at - 1] == "_"):
        return None
    if literal.endswith("="):  # `AccountKey=`: the name is no part of the secret
        start = match.start("body")
    token, prefix = text[start : match.end()], at - start + len(literal) if start <= at else 0
    return Token(start, match.end(), prefix, provider) if _issued(provider, token, prefix) else None


def _issued(provider: Provider, token: str, prefix: int) -> bool:
    """Whether a token of the right shape was drawn at random rather than typed as an illustration."""
    from techlint.secrets.checksums import FORMULAS

    if public_sample(token):
        return False
    if provider.check in FORMULAS:
        return FORMULAS[provider.check](token, prefix)
    body = token[prefix:]
    return entropy(body) >= ORDERLY * log2(min(len(body), 16)) and not illustration(body)
