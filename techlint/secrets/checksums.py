"""Offline formulas that tell an issued token from one typed by hand.

In: a token and the length of its prefix. Out: whether its checksum or inner structure holds.
Must not know: which provider uses which formula (rules/secrets/data/providers.tsv says so).

A failure means "altered by hand", which is silence; a pass by accident is as rare as 1 in 2^32 (crc32), 2^16 (crc16).
"""

from __future__ import annotations

import base64
import binascii
import json
import zlib
from typing import TYPE_CHECKING

from techlint.secrets.decode import unbase64

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
BASE36 = "0123456789abcdefghijklmnopqrstuvwxyz"


def encode(number: int, alphabet: str, width: int) -> str:
    """A number in the digits of `alphabet`, padded on the left with its first."""
    digits = ""
    while number:
        number, rest = divmod(number, len(alphabet))
        digits = alphabet[rest] + digits
    return digits.rjust(width, alphabet[0])


def crc32_base62(token: str, prefix: int) -> bool:
    """GitHub, npm, Vercel: the last six characters are the base62 CRC-32 of the body between prefix and them."""
    return encode(zlib.crc32(token[prefix:-6].encode()), BASE62, 6) == token[-6:]


def crc32_base36(token: str, _prefix: int) -> bool:
    """GitLab's routable tokens: seven base36 digits are the CRC-32 of all before them."""
    return encode(zlib.crc32(token[:-7].encode()), BASE36, 7) == token[-7:]


def crc16_nkey(token: str, _prefix: int) -> bool:
    """NATS: base32 whose last two bytes are the CRC-16/XMODEM of the rest, little end first."""
    try:
        raw = base64.b32decode(token + "=" * (-len(token) % 8))
    except binascii.Error:
        return False
    return binascii.crc_hqx(raw[:-2], 0) == int.from_bytes(raw[-2:], "little")


def aws_id(token: str, prefix: int) -> bool:
    """AWS: base32 that is not one of the documentation's own (they end in EXAMPLE)."""
    return not token.endswith("EXAMPLE") and len(set(token[prefix:])) > 6


def pypi_macaroon(token: str, _prefix: int) -> bool:
    """PyPI: a macaroon of version 2 whose location is the index's host."""
    raw = unbase64(token[len("pypi-") :])
    return raw[:1] == b"\x02" and b"pypi.org" in raw[:24]


def discord_id(token: str, _prefix: int) -> bool:
    """Discord: the first part is a user's number in base64."""
    return unbase64(token.partition(".")[0]).isdigit()


def grafana_json(token: str, _prefix: int) -> bool:
    """Grafana: base64 of an object with the keys `n` (name) and `k` (key)."""
    try:
        says = json.loads(unbase64(token.removeprefix("glc_")))
    except ValueError:
        return False
    return isinstance(says, dict) and {"n", "k"} <= says.keys()


FORMULAS: Mapping[str, Callable[[str, int], bool]] = {
    "crc32-base62": crc32_base62,
    "crc32-base36": crc32_base36,
    "crc16-nkey": crc16_nkey,
    "aws-id": aws_id,
    "pypi-macaroon": pypi_macaroon,
    "discord-id": discord_id,
    "grafana-json": grafana_json,
}
