"""Values that look issued and never were, for examples and tests: no token-shaped literal is ever stored.

In: a text with templates such as `{{ghp_:1}}` (a prefix of the provider table, or a name of FORGES; then a seed).
Out: the same with each replaced by a value, always the same one for the same template.
Must not know: rules, how examples are run.
"""

from __future__ import annotations

import base64
import binascii
import json
import random
import re
import string
import zlib
from functools import cache
from typing import TYPE_CHECKING

from techlint.lazy import lazy
from techlint.secrets.checksums import BASE36, BASE62, encode
from techlint.secrets.providers import CHARSETS, PART, Provider, table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

TEMPLATE = lazy(r"\{\{(?P<what>[\w.:/=~-]{2,60}):(?P<seed>\d{1,4})\}\}")
LETTERS = string.ascii_letters + string.digits
BASE64 = LETTERS + "+/"
PRINTABLE = "".join(map(chr, range(33, 127)))


def expand(text: str) -> tuple[str, list[tuple[int, int, int]]]:
    """Fill in the templates; also tells (start, end, growth) of each, in offsets of the text with templates."""
    pieces, edits, at = [], [], 0
    for match in TEMPLATE.finditer(text):
        value = forge(match["what"], int(match["seed"]))
        if value:
            pieces += [text[at : match.start()], value]
            edits.append((match.start(), match.end(), len(value) - len(match[0])))
            at = match.end()
    return "".join(pieces) + text[at:], edits


@cache
def forge(what: str, seed: int) -> str:
    """A value of a kind; "" if there is no such kind."""
    dice = random.Random(f"{what}:{seed}")  # noqa: S311 - the same value every time is the point
    if what in FORGES:
        return FORGES[what](dice)
    provider = next((row for row in table() if what in row.literals), None)
    return _token(provider, what, dice) if provider else ""


def _pick(dice: random.Random, alphabet: str, size: int) -> str:
    return "".join(dice.choice(alphabet) for _ in range(size))


def _token(provider: Provider, literal: str, dice: random.Random) -> str:
    lead = _layout(provider.lead_layout, dice) if provider.lead_layout else ""
    token = lead + literal + _layout(provider.layout, dice)
    seal = SEALS.get(provider.check)
    return seal(token, len(literal), dice) if seal else token


def _layout(layout: str, dice: random.Random) -> str:
    made = []
    for part in layout.split():
        match = PART.fullmatch(part)
        if part == "padding":
            made.append("==")
        elif match and match["charset"] in CHARSETS:
            least, _, most = (match["length"] or "1").partition(",")
            alphabet = "".join(re.findall(f"[{CHARSETS[match['charset']]}]", PRINTABLE))
            made.append(_pick(dice, alphabet, min(int(most or least), int(least) + 40)))
        else:
            made.append(part)
    return "".join(made)


def _crc62(token: str, prefix: int, _dice: random.Random) -> str:
    return token[:-6] + encode(zlib.crc32(token[prefix:-6].encode()), BASE62, 6)


def _crc36(token: str, _prefix: int, _dice: random.Random) -> str:
    return token[:-7] + encode(zlib.crc32(token[:-7].encode()), BASE36, 7)


def _nkey(token: str, _prefix: int, _dice: random.Random) -> str:
    raw = base64.b32decode(token + "=" * (-len(token) % 8))[:-2]
    return base64.b32encode(raw + binascii.crc_hqx(raw, 0).to_bytes(2, "little")).decode().rstrip("=")


def _pypi(_token: str, _prefix: int, dice: random.Random) -> str:
    raw = b"\x02\x01\x08pypi.org\x02\x20" + _pick(dice, LETTERS, 32).encode() + b"\x00\x00\x06 " + dice.randbytes(32)
    return "pypi-" + base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _discord(token: str, _prefix: int, dice: random.Random) -> str:
    number = str(dice.randrange(10**17, 10**18)).encode()
    return base64.b64encode(number).decode().rstrip("=") + "." + token.partition(".")[2]


def _grafana(token: str, _prefix: int, dice: random.Random) -> str:
    said = json.dumps({"k": _pick(dice, LETTERS, 32), "n": "blog", "id": 1}, separators=(",", ":"))
    return ("glc_" if token.startswith("glc_") else "") + base64.b64encode(said.encode()).decode().rstrip("=")


def _password(dice: random.Random) -> str:
    middle = _pick(dice, string.ascii_uppercase, 4) + _pick(dice, string.digits, 4) + _pick(dice, "#%+*_", 2)
    return dice.choice("bcdfgh") + "".join(dice.sample(middle, len(middle))) + dice.choice("klmnpq")


def _jwt(dice: random.Random) -> str:
    parts: tuple[dict[str, object], ...] = (
        {"alg": "HS256", "typ": "JWT"},
        {"sub": f"user-{dice.randrange(10**6)}", "iat": 1_760_000_000},
    )
    coded = [base64.urlsafe_b64encode(json.dumps(part).encode()).decode().rstrip("=") for part in parts]
    return ".".join([*coded, base64.urlsafe_b64encode(dice.randbytes(32)).decode().rstrip("=")])


def _der(dice: random.Random) -> str:
    inner = b"\x02\x01\x00" + dice.randbytes(600)
    return base64.b64encode(b"\x30\x82" + len(inner).to_bytes(2, "big") + inner).decode()


def _pem(dice: random.Random) -> str:
    body = _der(dice)
    lines = [body[at : at + 64] for at in range(0, len(body), 64)]
    return "\n".join(["-----BEGIN " + "PRIVATE KEY-----", *lines, "-----END " + "PRIVATE KEY-----"])


FORGES: Mapping[str, Callable[[random.Random], str]] = {
    "password": _password,
    "alphanumeric": lambda dice: _pick(dice, LETTERS, 20) + "7",
    "aws-secret": lambda dice: _pick(dice, BASE64, 40),
    "hex": lambda dice: _pick(dice, "0123456789abcdef", 32),
    "basic": lambda dice: base64.b64encode(f"admin:{_password(dice)}".encode()).decode(),
    "jwt": _jwt,
    "der": _der,
    "pem": _pem,
    "pem-line": lambda dice: _pem(dice).replace("\n", "\\n"),
}
SEALS: Mapping[str, Callable[[str, int, random.Random], str]] = {
    "crc32-base62": _crc62,
    "crc32-base36": _crc36,
    "crc16-nkey": _nkey,
    "pypi-macaroon": _pypi,
    "discord-id": _discord,
    "grafana-json": _grafana,
}
"""What makes a token pass the formula of the same name in checksums.py."""
