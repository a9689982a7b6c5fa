"""Secrets that show by their structure: private keys in PEM, JSON Web Tokens.

In: a text. Out: where they stand and how grave each is. Must not know: what surrounds them.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import TYPE_CHECKING, Any

from techlint.lazy import lazy
from techlint.record import NamedTuple
from techlint.secrets.decode import unbase64
from techlint.secrets.values import words

if TYPE_CHECKING:
    from collections.abc import Iterator

BEGIN, END = "-----BEGIN ", "PRIVATE KEY"
HEAD = lazy(r"-----BEGIN (?P<type>[A-Z0-9 ]{0,40})PRIVATE KEY(?: BLOCK)?-----")
LONGEST = 12_000
HEADERS = lazy(r"^[ \t>]*[A-Za-z][\w-]{0,30}:[^\n]{0,200}$", re.MULTILINE)
JUNK = lazy(r"\\n|\\r|[\"'][ \t]{0,4}[+.&]|[\s\"',\\>|#]")
LEAST_BODY = 60
DER_STARTS = ("MIIC", "MIIE", "MIIJ", "MIIB", "MIGH", "MHcC")
WORDS = frozenset({BEGIN.lower(), "mii", "migh", "mhcc", "eyj"})
"""Of which a draft with a key or token holds one, in lower case."""
DER = lazy(r"[A-Za-z0-9+/]{150,5000}={0,2}(?![\w+/])")
DER_VERSIONS = {b"\x02\x01\x00", b"\x02\x01\x01"}
"""What a key of PKCS 1, PKCS 8 or SEC 1 begins with inside its sequence; a public key or certificate does not."""
VERSION_AT = {
    "MIIC": slice(4, 7),
    "MIIE": slice(4, 7),
    "MIIJ": slice(4, 7),
    "MIIB": slice(4, 7),
    "MIGH": slice(3, 6),
    "MHcC": slice(2, 5),
}
JWT = lazy(r"eyJ[\w-]{8,2000}={0,2}\.(?P<payload>eyJ[\w-]{4,6000}={0,2})\.(?P<signature>[\w-]{20,1000})(?![\w-])")
DIGESTS = {"HS256": "sha256", "HS384": "sha384", "HS512": "sha512"}
AFTER_TOKEN = lazy(r"\.\.\.|…|\[")


class Structured(NamedTuple):
    """A key or token at `start:end`. `kind` is private-key or jwt; `what` is how a message calls it.

    `live` is False for what opens nothing alone; `until` is the day on which a token expires by its own words.
    """

    start: int
    end: int
    kind: str
    what: str
    live: bool = True
    until: dt.date | None = None


def private_keys(text: str) -> Iterator[Structured]:
    """PEM blocks that hold a whole private key, also inside strings with written-out line ends."""
    at = text.find(BEGIN)
    while at >= 0:
        head = HEAD.match(text, at)
        end = text.find("-----END ", head.end(), head.end() + LONGEST) if head else -1
        if head and end >= 0:
            close = text.find("-----", end + 9, end + 80)
            if close >= 0 and (found := _key(head, text[head.end() : end])):
                yield Structured(at, close + 5, "private-key", *found)
        at = text.find(BEGIN, at + 1)


def bare_keys(text: str) -> Iterator[Structured]:
    """Private keys in one run of base64 without the PEM lines, as property files and Java constants hold them."""
    for start in DER_STARTS:
        at = text.find(start)
        while at >= 0:
            match = DER.match(text, at) if not text[at - 1 : at].isalnum() else None
            if match and unbase64(match[0][:16])[VERSION_AT[start]] in DER_VERSIONS:
                yield Structured(at, match.end(), "private-key", "private key")
            at = text.find(start, match.end() if match else at + 1)


def _key(head: re.Match[str], inside: str) -> tuple[str, bool] | None:
    body = JUNK.sub("", HEADERS.sub("", inside))
    if len(body) < LEAST_BODY or "..." in body or "…" in body:
        return None
    from base64 import b64decode
    from binascii import Error

    encrypted = "ENCRYPTED" in head["type"] or "Proc-Type: 4,ENCRYPTED" in inside
    what = f"{head['type'].strip()} private key".strip()
    if head["type"].startswith("PGP"):
        return what, True
    try:
        raw = b64decode(body[: len(body) // 4 * 4], validate=True)
    except Error:
        return None
    whole = raw.startswith(b"openssh-key-v1\0") or (raw[:1] == b"\x30" and _length(raw) <= len(raw) + 2)
    return (what, not encrypted) if whole or (encrypted and len(set(raw)) > 16) else None


def _length(raw: bytes) -> int:
    """The length that a DER sequence announces; a cut-out key is shorter."""
    size = raw[1] if len(raw) > 1 else 0
    return size + 2 if size < 128 else int.from_bytes(raw[2 : 2 + (size & 127)], "big") + 2 + (size & 127)


def tokens(text: str) -> Iterator[Structured]:
    """JSON Web Tokens that somebody's key signed: not those whose key everybody knows."""
    at = text.find("eyJ")
    while at >= 0:
        match = JWT.match(text, at) if not (at and (text[at - 1].isalnum() or text[at - 1] in "_-.")) else None
        if match and not AFTER_TOKEN.match(text, match.end()) and _signed(match):
            yield Structured(at, match.end(), "jwt", "JSON Web Token", until=_expiry(match))
        at = text.find("eyJ", match.end() if match else at + 3)


SAMPLED = 1516239022
"""When jwt.io's own sample says that it was issued; who only changes its names keeps it."""


def sample(value: str) -> bool:
    """Whether a literal is a JSON Web Token that nobody's own key signed."""
    match = JWT.fullmatch(value) if value.startswith("eyJ") else None
    return match is not None and not _signed(match)


def _signed(match: re.Match[str]) -> bool:
    """Whether somebody's own key signed a token; False for samples."""
    head, payload = _object(match[0].partition(".")[0]), _object(match["payload"])
    algorithm = head.get("alg")
    if not isinstance(algorithm, str) or algorithm.lower() == "none" or not payload:
        return False
    if payload.get("role") == "anon" or payload.get("name") == "John Doe" or payload.get("iat") == SAMPLED:
        return False
    from hmac import digest as mac

    signed = match[0][: match.start("signature") - match.start() - 1].encode()
    digest = DIGESTS.get(algorithm)
    signature = unbase64(match["signature"])
    return not (digest and any(mac(key.encode(), signed, digest) == signature for key in words("demo_signing_keys")))


def _expiry(match: re.Match[str]) -> dt.date | None:
    when = _object(match["payload"]).get("exp")
    if not isinstance(when, int | float) or not 0 < when < 1e11:
        return None
    return (dt.datetime(1970, 1, 1, tzinfo=dt.UTC) + dt.timedelta(seconds=when)).date()


def _object(part: str) -> dict[str, Any]:
    try:
        said = json.loads(unbase64(part))
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}
