"""Secrets in HTTP headers: `Authorization: Basic ...`, `X-API-Key: ...`.

In: a stretch of any kind. Out: Places; of Basic the whole base64. Must not know: whether the literal is worth a word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from techlint.lazy import lazy
from techlint.secrets.model import Place
from techlint.secrets.names import Purpose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from techlint.secrets.model import Stretch

SCHEMES = ("basic ", "bearer ", "token ", "apikey ", "api-key ", "jwt ", "key ", "ssws ", "bot ")
VALUE = lazy(r"[A-Za-z0-9+/=_.\-~]{6,2000}")
AUTHORIZATION = lazy(r"""(?i)authorization["'`]?\]?\)?\s{0,3}(?:=>|[:=,])\s{0,20}(?:f|new \w{1,30}\()?["'`]?$""")
KEYS = (
    "x-api-key",
    "x-auth-token",
    "private-token",
    "x-vault-token",
    "x-access-token",
    "x-auth-key",
    "subscription-key",
    "x-goog-api-key",
    "x-n8n-api-key",
    "x-consul-token",
    "job-token",
)
WORDS = frozenset(("authorization", *KEYS))
GIVEN = lazy(r"""["'`]?\]?\s{0,3}(?:=>|[:=,])\s{0,10}["'`]?(?P<value>[\w+/=.\-~]{6,400})""")


def find(stretch: Stretch) -> Iterator[Place]:
    """The credentials in headers."""
    text = stretch.text
    if "authorization" in stretch.held:
        for scheme in SCHEMES:
            for at in stretch.finds(scheme):
                value = VALUE.match(text, at + len(scheme))
                if value and AUTHORIZATION.search(text[max(at - 50, 0) : at]):
                    purpose = Purpose.PASSWORD if scheme == "basic " else Purpose.TOKEN
                    yield Place(*value.span(), "header", scheme.strip(), purpose, bare=True)
    for name in KEYS:
        for at in stretch.finds(name):
            given = GIVEN.match(text, at + len(name))
            if given:
                yield Place(*given.span("value"), "header", name, Purpose.TOKEN, bare=True)
