"""What the words of a notice say: since when, until when, what instead - or that only a part is meant.

In: the text of a decorator, directive, warning or error. Out: facts; the text itself is never kept in a pack.
"""

from __future__ import annotations

import builtins
import re
from typing import NamedTuple

_VERSION = r"v?(\d{1,4}\.\d{1,3}(?:\.\d{1,3})?)"
_SINCE = re.compile(
    r"(?:deprecated|changed|since|as of)(?: as)?(?: (?:since|in|from|of|with|at|as of|starting))?(?: the)?"
    r"(?: versions?| release| \w{1,30})? ?:{0,2} ?" + _VERSION,
    re.IGNORECASE,
)
_REMOVAL = re.compile(
    r"(?:remov\w{1,5}|error|dropped|deleted|disappear)(?:[^.]{0,40}?) (?:in|from|with|by|since)?"
    r"(?: version| release| \w{1,30})? ?" + _VERSION,
    re.IGNORECASE,
)

# Noise class "partial deprecation": a parameter, a way of calling or a behaviour is meant, not the symbol.
# Taught by: pandas `inplace`, numpy "passing a sequence", sqlalchemy "the X argument", flask "setting ...".
_PARTIAL = re.compile(
    r"^\W*(?:passing|keyword arg|positional|(?:calling|using|invoking|creating|constructing|instantiating)\b.{0,60}\b"
    r"(?:with|without|on|as|from)\b|support for|arguments?\b|parameters?\b|implicit|the default|it is deprecated to|"
    r"setting|accessing|strings?\b|specifying|providing|supplying|in a future|the (?:behavio|use of)|"
    r"returning|assigning|mixing|comparing|conversion|indexing|non-|omitting|leaving|starting with|from version|"
    r"(?:the )?[`'\"\w.:~*]{1,60} (?:param|arg|keyword|kwarg|option|flag|default|behavio|value|format|dtype|syntax))",
    re.IGNORECASE,
)
_PARTIAL_ANYWHERE = re.compile(
    r"soft[- ]?deprecat|not deprecated|\b(?:parameter|argument|kwarg|keyword)s? "
    r"(?:is|are|was|were|has been|have been|will be) (?:now )?(?:deprecated|ignored|removed)|"
    r"deprecated (?:argument|parameter|arg|alias(?:es)? of the (?:arg|param))",
    re.IGNORECASE,
)

_FUTURE = re.compile(
    r"will (?:return|change|default|become|raise|be treated)|future (?:version|release|behavio)", re.IGNORECASE
)

_CODE = (
    r"(?::\w{1,12}(?::\w{1,12})?:)?(?:(?P<quote>``|`|'|\"|“|\*\*)[~!]?(?P<code>[^`'\"“”*\n]{1,60})(?:``|`|'|\"|”|\*\*)"
    r"|[~.]?(?P<bare>[A-Za-z_]\w*(?:\.[A-Za-z_]\w*){0,8}(?:\([^()\n]{0,40}\))?))"
)
_ARTICLE = r"\s+(?:the\s+|a\s+|an\s+)?(?:new\s+)?(?:(?:method|function|class|module|attribute|property)\s+)?"
_USE = re.compile(r"\b(?:use|using|see|call|prefer|switch to|migrate to|import)" + _ARTICLE + _CODE, re.IGNORECASE)
_MOVED = re.compile(
    r"\b(?:in favou?r of|replaced (?:by|with)|renamed (?:to|as)|superseded by|moved to|alias (?:for|of))"
    + _ARTICLE
    + _CODE,
    re.IGNORECASE,
)
_FROM = re.compile(
    r"\bimport\s+`{0,2}(\w+)`{0,2}\s+from\s+(?:the\s+)?`{0,2}([A-Za-z_][\w.]{0,80})",
    re.IGNORECASE,
)
_FROM_CODE = re.compile(r"\bfrom\s+([A-Za-z_][\w.]{1,80})\s+import\s+(\w+)")
_CODE_SHAPE = re.compile(r"~?[A-Za-z_@][\w.]*(?:[(\[].*|(?: (?:in|is|not|or|and|[-+*/@=<>]=?) .+))?")
_ABBREVIATED = {
    "np": "numpy",
    "pd": "pandas",
    "plt": "matplotlib.pyplot",
    "tf": "tensorflow",
    "mpl": "matplotlib",
    "nx": "networkx",
    "sp": "sympy",
    "st": "streamlit",
    "gr": "gradio",
    "pl": "polars",
    "jnp": "jax.numpy",
    "sns": "seaborn",
}


_STOP = frozenset(
    {"the", "a", "an", "it", "this", "that", "of", "to", "with", "for", "instead", "in", "and", "or", "one"}
)


class Notice(NamedTuple):
    """What a release says about a symbol; versions and the replacement are empty if it does not say."""

    since: str
    removal: str
    replacement: str
    source: str


def read(text: str, source: str) -> Notice:
    """Turn a notice's words into facts."""
    flat = " ".join(text.split())
    since, removal = _SINCE.search(flat), _REMOVAL.search(flat)
    return Notice(since[1] if since else "", removal[1] if removal else "", replacement(flat), source)


def partial(text: str) -> bool:
    """Tell whether only a part (a parameter, a behaviour) is deprecated, or only gently."""
    flat = re.sub(r"^v?\d[\d.]*\s*:?\s*", "", " ".join(text.split()))
    future = _FUTURE.search(flat) and not re.search(r"deprecat|remov", flat, re.IGNORECASE)
    return bool(_PARTIAL.match(flat) or _PARTIAL_ANYWHERE.search(flat) or future)


def replacement(text: str) -> str:
    """Return the name to use instead, or nothing. A plain word comes as `?word`: it may be a name, or just a word."""
    flat = " ".join(text.split())[:1000]
    if told := _FROM.search(flat):
        return f"{told[2].rstrip('.')}.{told[1]}"
    if told := _FROM_CODE.search(flat):
        return f"{told[1]}.{told[2]}"
    names = [name for pattern in (_MOVED, _USE) for found in pattern.finditer(flat) if (name := _as_code(found))]
    return next((name for name in names if name[0] != "?"), names[0] if names else "")


def _as_code(found: re.Match[str]) -> str:
    if code := found["code"]:
        name = code.strip().lstrip("~!.")
        # a quoted phrase is code only if it looks like a name, a call or a short expression
        whole = name.count("(") == name.count(")") and name.count("[") == name.count("]")
        return _spelled_out(name) if whole and _CODE_SHAPE.fullmatch(name) else ""
    name = found["bare"].rstrip(".")
    if name.lower() in _STOP:
        return ""
    shaped = "." in name or "_" in name or "(" in name or re.search(r"[a-z][A-Z]", name)
    return _spelled_out(name) if shaped or hasattr(builtins, name) else f"?{name}"


def _spelled_out(name: str) -> str:
    head, dot, rest = name.partition(".")
    return f"{_ABBREVIATED[head]}.{rest}" if dot and head in _ABBREVIATED else name
