"""What a literal in a secret's place is: a reference, a stand-in, a word somebody thought up, a random string.

In: the literal. Out: its Value.
Must not know: where the literal stands. The word lists are rules/secrets/data/words.json.
"""

from __future__ import annotations

import re
from collections import Counter
from enum import Enum, auto
from functools import cache
from math import log2

from techlint import resources
from techlint.lazy import lazy
from techlint.secrets.decode import unbase64


class Value(Enum):
    """The four classes; only the last two are worth a word."""

    REFERENCE = auto()
    STAND_IN = auto()
    WEAK = auto()
    RANDOM = auto()


REFERENCE = lazy(
    r"""
      \$\{?[\w.:?\-!*@].* | \$\(.* | \$\$.* | `.*`                  # the shell's, and Compose's
    | %[\w.:-]+%? | %\(\w+\)s                                        # templates
    | \{\{.* | \{%.* | \{[\w.:%\s()\[\]"'-]{0,80}\} | \#\{.* | @[\w.]+@ | \([^)]*\) | \(\(.*
    | \*.*\* | <[^<>]{0,120}>.* | .{0,60}<[\w\s.:/_-]{1,60}> | \[[^\]]{0,120}\]           # <token>, [REDACTED]
    | (?:op|vault|ssm|aws|gcp|gcpsm|sm|secretsmanager|keyring|file|env|awskms|azurekms|secret|secrets|akv|https?)://?.*
    | (?:vault|arn|env|ssm|secretRef|file|ref):[\w/].* | ENC\[.* | ENC\(.* | @Microsoft\.KeyVault.* | !\w.*
    | (?:/|\./|\.\./|~/|[A-Za-z]:\\)[\w./\\@-]*                     # a path
    | (?:process|import\.meta|os|std|System|Environment|settings|config|conf|env|ENV|secrets|vars?|local|data|
       module|self|this|args|request|req|params|ctx|Rails|Deno|Bun|core|inputs?|outputs?|values|Values|parameters|
       resource|random_\w+|app|options|opts)\b[.:\[(].*
    """,
    re.VERBOSE | re.DOTALL,
)
HASHED = lazy(
    r"\$(?:2[abxy]|argon2\w*|[156y]|scrypt|pbkdf2[\w-]*|apr1)\$|\{(?:SSHA|SHA|CRYPT|noop|bcrypt|MD5|pbkdf2)|(?:pbkdf2|scrypt|argon2|bcrypt)[:_]|"
    r"(?:sha(?:1|256|384|512)|md5)[$:-]|\*[0-9A-F]{40}$|SCRAM-SHA|s2k:"
)
INTERPOLATED = lazy(r"\$\{|\{\{|#\{|\$\(|<%|%s|%[dv]\b|\{\w*\}")
RUN = lazy(r"(.)\1{5,}")
SHOUTED = lazy(r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")
WORD = lazy(r"[a-z]+")
HEX = lazy(r"[0-9a-f]{24,}|[0-9A-F]{24,}")
LOWER = lazy(r"[a-z0-9]{20,}")
BASE64 = lazy(r"[A-Za-z0-9+/]{8,}={0,2}")
NUMBERED = lazy(r"[A-Za-z]+(?:[-_.][A-Za-z]+){0,4}[-_.@#]?\d{1,4}[!.]?")
DATE = lazy(r"\d{4}-\d\d-\d\d|\d+\.\d+\.\d+")
SHH = lazy(r"s+h+!*")
UUID = lazy(r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")
MINE = ("my-", "my_", "my ")
SHORT, TELLING = 20, 5
"""A word of three letters says something in a short text; in a longer random one it turns up by chance."""
RUNS = lazy("[A-Z]?[a-z]{4,}")
LEET = str.maketrans("0134578@$!", "oieastbasi")


def entropy(text: str) -> float:
    """Shannon's entropy of the characters, in bits a character; 0 for no text."""
    size = len(text)
    return -sum(n / size * log2(n / size) for n in Counter(text).values()) if size else 0.0


@cache
def words(name: str) -> frozenset[str]:
    """One of the lists of words.json."""
    return frozenset(resources.read_json("secrets/data/words.json")[name])


@cache
def _any_of(name: str) -> re.Pattern[str]:
    return lazy("|".join(re.escape(word) for word in sorted(words(name))))


def illustration(text: str) -> bool:
    """Whether a token of the right shape says itself that it is none: `xxxx`, `EXAMPLE`, `1234567`, `000000`.

    Only words that a random text of a hundred characters will not hold by chance.
    """
    low = text.lower()
    return bool(RUN.search(low) or _any_of("illustration").search(low) or _any_of("sequences").search(low))


def public_sample(text: str) -> bool:
    """Whether a token or secret is printed as an example by its provider or by a standard."""
    from hashlib import sha256  # loads OpenSSL, for the few drafts that hold something like a secret

    return sha256(text.encode(errors="replace")).hexdigest() in words("public_samples")


def classify(value: str, *, chosen: bool = True) -> Value:
    """The class of a literal. `chosen`: a secret that people think up (a password), not one issued to them."""
    text = value.strip()
    if REFERENCE.fullmatch(text) or HASHED.match(text) or INTERPOLATED.search(text):
        return Value.REFERENCE
    if _is_stand_in(text, chosen=chosen):
        return Value.STAND_IN
    if not looks_random(text):
        return Value.WEAK
    hidden = _plain(text)
    return classify(hidden, chosen=chosen) if hidden else Value.RANDOM


def _is_stand_in(text: str, *, chosen: bool) -> bool:
    low = text.lower()
    if chosen and SHH.fullmatch(low):  # "shhhhh" is what a well-known README signs its tokens with, and readers copy it
        return False
    if len(text) < 3 or SHOUTED.fullmatch(text) or len(set(low)) <= 2 or RUN.search(low) or public_sample(text):
        return True
    said = set(WORD.findall(low))
    if _any_of("stand_in").search(low) or not words("stand_in_words").isdisjoint(said):
        return True
    if low.startswith("your") or (low.startswith(MINE) and not words("mine").isdisjoint(said)):
        return True
    return not chosen and bool(_any_of("sequences").search(low) or _any_of("issued_stand_in").match(low))


def looks_random(text: str) -> bool:
    """Whether a machine or a password manager made this up: many kinds of characters, no words."""
    size = len(text)
    if size < 9 or " " in text or DATE.match(text) or UUID.fullmatch(text):
        return False
    digits = sum(c.isdigit() for c in text)
    upper = sum(c.isupper() for c in text)
    lower = sum(c.islower() for c in text)
    kinds = (digits > 0) + (upper > 0) + (lower > 0) + (size > digits + upper + lower)
    if HEX.fullmatch(text):
        return entropy(text) > 3.0 and digits >= 3
    if wordy(text):
        return False
    if LOWER.fullmatch(text):
        return digits >= 3 and lower >= 6 and entropy(text) > 3.5
    if size >= 16:
        return (kinds >= 3 and digits >= 2 and entropy(text) > 3.2) or (upper > 2 and lower > 2 and entropy(text) > 4.0)
    return kinds >= 3 and digits >= 1 and not NUMBERED.fullmatch(text) and entropy(text) > 2.9


def wordy(text: str) -> bool:
    """Whether words show: one of the list, also in leet, or half of the text in runs of small letters."""
    low = text.lower()
    said = _any_of("typed").findall(low) + _any_of("typed").findall(low.translate(LEET))
    if said and (len(text) < SHORT or len(max(said, key=len)) >= TELLING):
        return True
    return sum(map(len, RUNS.findall(text))) * 2 > len(text)


def _plain(text: str) -> str:
    """What base64 of a printable word says; "" for real random bytes."""
    if not BASE64.fullmatch(text) or len(text) % 4 or len(text) >= 64:
        return ""
    try:
        said = unbase64(text).decode("ascii")
    except UnicodeDecodeError:
        return ""
    return said if said.isprintable() and not looks_random(said) else ""
