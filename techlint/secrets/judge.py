"""Whether a literal in a secret's place is worth a word, and which.

In: a Stretch and a Place in it. Out: "live" (it looks issued or generated: never publish it), "weak" (somebody thought
it up: readers will copy it), or "". Must not know: documents, rules, messages.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

from techlint.lazy import lazy
from techlint.secrets import guards, urls
from techlint.secrets.decode import unbase64
from techlint.secrets.mask import notorious
from techlint.secrets.names import Purpose
from techlint.secrets.structured import sample
from techlint.secrets.values import SHOUTED, Value, classify, words, wordy

if TYPE_CHECKING:
    from techlint.secrets.model import Place, Stretch

Grade = Literal["live", "weak", ""]

PROGRAMS = frozenset(
    "python py javascript js typescript ts jsx tsx java go golang rust rs ruby rb php csharp cs c# kotlin kt swift "
    "scala elixir ex c cpp c++ arduino "
    "hcl terraform tf toml perl lua dart groovy clojure powershell nix".split()
)
MARKUP = frozenset({"html", "vue", "svelte", "jsx", "tsx", "xml", "erb", "blade"})
DOTTED = lazy(r"[a-z]+(?:[_.][a-z]+)+")
ROLE = lazy(
    r"(?i)(?:db|database|mysql|postgres(?:ql)?|pg|redis|mongo(?:db)?|user|admin|root|smtp|e?mail|ftp|ldap|account|service|app|client|api|"
    r"new|some|real|actual|plain|bot|access|auth)(?:[_-][a-z]{1,12})?[_-](?:password|passwd|passphrase|pass|pw|secret|token|key)"
)
"""`mysql_password` beside `mysql_user` says which password belongs there."""
PATHLIKE = lazy(r"[\w-]+(?:/[\w.-]+)+")
HEADER = lazy(r"(?i)x-[a-z-]+|(?:git|https?|ssh):.*|[\w.+-]+@[\w-]+\.[\w.]+")
SECRETIVE = lazy(r"(?i)secret|pass|key|pw|sekret")
SENTENCE = lazy(r"[.?!:,]$|%s|\{|\b(?:is|are|must|should|please|the|not|required|invalid|enter)\b", re.IGNORECASE)
ATTRIBUTE = lazy(r""".*[(){}<>=].*|[\w-]+\.[a-z]{2,4}|[A-Z_]+|--?\w.*""")
KUBERNETES_NAME = lazy(r"[a-z0-9]+(?:-[a-z0-9]+)*")
IDENTIFIER_CALL = lazy(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)+(?:\(.*)?")
CALLED = lazy(r"\w{2,}\(\w*\)")
LOCAL = lazy(r"@(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[::1\]|[\w-]{1,40}\.local(?![\w.]))")
LEAST_HEADER = 16
LEAST_ISSUED = 12


def judge(stretch: Stretch, place: Place) -> Grade:
    """The grade of a literal where it stands."""
    value = _value(stretch, place)
    if not value.strip() or (" " in value and not _phrase(stretch, place, value)):
        return ""
    kind = classify(value, chosen=place.purpose.chosen or place.trusted)
    if kind is Value.RANDOM:
        return "live" if not _harmless(stretch, place, value) else ""
    if kind is not Value.WEAK or not value.isascii():
        return ""
    if place.position == "url" and _issued(value):
        return "live"
    return "weak" if _weak(stretch, place, value) else ""


def _issued(value: str) -> bool:
    """Whether the password of an address was generated: no word in it; such are letters and digits only."""
    return (
        len(value) >= LEAST_ISSUED
        and any(c.isdigit() for c in value)
        and not wordy(value)
        and len(set(value)) > LEAST_ISSUED // 2
    )


def _value(stretch: Stretch, place: Place) -> str:
    value = stretch.text[place.start : place.end]
    if place.position == "kubernetes":
        return unbase64(value).decode("utf-8", "replace")
    if place.position == "header" and place.name == "basic":
        return unbase64(value).decode("utf-8", "replace").partition(":")[2]
    return value


def _phrase(stretch: Stretch, place: Place, value: str) -> bool:
    """Whether a literal with blanks may be a secret: `keyboard cat` is one, a message is none."""
    if place.purpose is not Purpose.SIGNING or place.position not in {"assignment", "call", "fallback"}:
        return False
    said = place.trusted or (
        value != value.upper() and not (SENTENCE.search(value) or stretch.lang in guards.JSONS | MARKUP)
    )
    return len(value) <= 80 and "\t" not in value and said and stretch.kind != "prose"


def _harmless(stretch: Stretch, place: Place, value: str) -> bool:
    """A random value that may be published: a Firebase web key, a name in a manifest, what a query compares with."""
    if sample(value):
        return True
    if place.name.lower().endswith("apikey") and "authDomain" in guards.neighbourhood(stretch, place):
        return True
    if place.position in {"prose", "assignment", "config"} and CALLED.search(value):
        return True
    return place.position in {"assignment", "config"} and (PATHLIKE.fullmatch(value) is not None and "." in value)


def _weak(stretch: Stretch, place: Place, value: str) -> bool:
    """Whether a made-up literal is a secret that readers will copy."""
    if guards.taught_otherwise(stretch, place) or value.lower() in words("wrong") or HEADER.fullmatch(value):
        return False
    match place.position:
        case "prose":
            return place.purpose.chosen and _weak_sentence(value)
        case "header" | "query":
            return _weak_header(place, value)
        case "url" if place.name in urls.WEB and notorious(value):
            return not LOCAL.match(stretch.text, place.end)  # a documented login on the reader's own machine
        case "url" | "sql" | "call" | "command":
            return place.trusted or not (_metavariable(value) or ROLE.fullmatch(value))
        case _:
            return stretch.kind != "prose" and _weak_name(stretch, place, value)


def _metavariable(value: str) -> bool:
    """Whether a word of a command or an address stands for what the reader puts there."""
    return value.lower() in words("types") | words("names") or value.isupper() or value.endswith("]")


def _weak_sentence(value: str) -> bool:
    telling = re.search(r"\d|[^\w]", value)
    return len(value) >= 5 and bool(telling) and not ATTRIBUTE.fullmatch(value) and " " not in value


def _weak_header(place: Place, value: str) -> bool:
    if place.position == "query" or place.name == "basic":
        return place.position == "header"
    return len(value) >= LEAST_HEADER and any(c.isdigit() for c in value) and not value.startswith("eyJ")


def _weak_name(stretch: Stretch, place: Place, value: str) -> bool:
    """Assignments and settings: here only the name says that the value is a secret, so doubt is silence."""
    if _names_something(place, value) or stretch.lang in MARKUP | {"graphql", "gql"}:
        return False
    if value.lower() in words("types") and (value.isupper() or not _default_word(stretch, place, value.lower())):
        return False
    if _bare_letters(place.name) == _bare_letters(value) and not guards.serves(stretch, place):
        return False
    if place.purpose is Purpose.TOKEN and not re.search(r"\d", value):
        return False
    if stretch.lang in guards.JSONS and "." in place.name:  # a key of a translation
        return False
    return not (guards.compared(stretch, place) or guards.sample_request(stretch, place))


def _names_something(place: Place, value: str) -> bool:
    """Whether a value is the name of a thing rather than a secret: a variable, a path, a key of a store, a manifest."""
    if SHOUTED.fullmatch(value.strip("_")) or PATHLIKE.fullmatch(value):
        return True
    if DOTTED.fullmatch(value) and not SECRETIVE.search(value):
        return True
    if place.purpose is not Purpose.SIGNING and ROLE.fullmatch(value):
        return True
    return place.bare and (IDENTIFIER_CALL.fullmatch(value) is not None or _object_name(place, value))


def _default_word(stretch: Stretch, place: Place, low: str) -> bool:
    """`password` and `secret` are words for a type, and the most copied of all secrets."""
    if low not in {"password", "secret", "pass", "passwd", "key", "default"} or (
        place.name.isupper() and low == "default"
    ):
        return False
    if place.purpose is Purpose.SIGNING:
        return stretch.lang in PROGRAMS or (place.bare and stretch.lang not in {"", "text"})
    return place.purpose is Purpose.PASSWORD and (
        (place.bare and stretch.lang not in {"", "text"}) or guards.serves(stretch, place)
    )


def _object_name(place: Place, value: str) -> bool:
    """`secret: tls-cert` in a manifest names an object of the cluster."""
    name = place.name.lower().rpartition(".")[2]
    plain = re.fullmatch(r"(?:\w{1,30}[_.-])?(?:tls)?secret|imagepullsecret|credentials?|\w{1,30}-cluster-token", name)
    issued = re.search(r"(?:client|api|app|jwt|shared|session|webhook)[_.-]?secret$", name)
    looks = KUBERNETES_NAME.fullmatch(value) and not re.search(r"secret$|pass|\d{3}", value)
    return bool(plain and not issued and looks)


def _bare_letters(text: str) -> str:
    return re.sub(r"[\W_]", "", text).lower()
