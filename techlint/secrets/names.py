"""Identifiers that name a secret.

In: an identifier as code and configuration write it. Out: the Purpose of what it holds, if that is a secret.
Must not know: values. The word lists are rules/secrets/data/names.json.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache

from techlint import resources
from techlint.lazy import lazy

SPLIT = lazy(r"[A-Z]+(?![a-z])|[A-Z]?[^\W\d_A-Z]+|\d+")
LITERALS = frozenset(
    "pass pwd psw secret token key credential salt pepper bearer masterauth _pw adminpw rootpw _pat senha".split()
)
"""Lower-case text of which every name of a secret holds one: what a search looks for first."""
COMPOUND = lazy(
    r".{2,}(?P<tail>password|passwd|passphrase|secretkey|secret|apikey|accesskey|authtoken|accesstoken|token)"
)


class Purpose(StrEnum):
    """What a secret is for, which decides how it should be kept and what counts as a stand-in for it."""

    PASSWORD = "a password"  # noqa: S105 - the word, not one
    SIGNING = "a signing key"
    TOKEN = "an API key or token"  # noqa: S105 - the word, not one

    @property
    def chosen(self) -> bool:
        """Whether people think such a secret up themselves, so that `my-secret-key` is no stand-in but the thing."""
        return self is not Purpose.TOKEN


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(resources.read_json("secrets/data/names.json")[name])


@cache
def purpose(name: str) -> Purpose | None:
    """What an identifier names: `DB_PASSWORD` a password, `secretKeyBase` a signing key, `passwordField` nothing."""
    words = [word.lower() for word in SPLIT.findall(name)]
    while len(words) > 1 and (words[-1].isdigit() or words[-1] in _words("after_key")):
        words.pop()
    if not words:
        return None
    last, before = words[-1], words[-2] if len(words) > 1 else ""
    if before in _words("public") or (len(words) > 2 and words[-3] in _words("public") and last in {"token", "key"}):
        return None
    if last in {"key", "keys"}:
        return _key("secret" if words[-3:-1] == ["secret", "or"] else before)
    return _word(last, before) or _compound(last, before)


def _key(before: str) -> Purpose | None:
    if before in _words("key_of_secret") or before.endswith("secret"):
        return Purpose.SIGNING
    return Purpose.TOKEN if before in _words("key_of_token") else None


def _word(last: str, before: str) -> Purpose | None:
    if last in _words("password"):
        return Purpose.PASSWORD
    if last in _words("secret"):
        return Purpose.TOKEN if before in _words("issued_secret") else Purpose.SIGNING
    return Purpose.TOKEN if last in _words("token") else None


def _compound(last: str, before: str) -> Purpose | None:
    """Words written as one: `dbpassword`, `mysecret`."""
    match = COMPOUND.fullmatch(last)
    return _word(match["tail"], before) if match else None
