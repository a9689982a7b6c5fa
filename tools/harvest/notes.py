"""What a deprecation notice says: what to write instead, and whether it is about the whole name at all.

In: the words of a notice. Out: a name or a yes/no; never the words themselves (they are the library's own).
"""

from __future__ import annotations

import re

_LEAD = (
    r"(?:\b(?:use|using|prefer|see|call|import|switch(?:ed)? to|migrate to|moved? (?:in)?to|renamed (?:to|as)|"
    r"replaced (?:by|with)|superseded by|in favou?r of|instead of this use|replacement is|alias (?:for|of|to)|"
    r"equivalent to|now called|changed to|recommended to use|consider)\b"
    r"(?: (?:the|a|an|new|method|methods|function|functions|type|class|property|option|macro|trait|instead|either|"
    r"to|it|as|its|from|package|constructor|interface|static|module)\b){0,4}:? ?)"
)
_CODE = (
    r"(?:\{@(?:link|linkcode|linkplain|code|literal) +(?P<link>[^{}|\n]{1,80}?)(?:[ |][^{}\n]{0,80})?\}"
    r"|\[`(?P<linked>[^`\n]{1,80})`\]|\[(?P<bracket>[A-Za-z_][\w.:*/()]{1,80})\]|`(?P<tick>[^`\n]{1,80})`"
    r"|<code>(?P<html>[^<\n]{1,80})</code>|'(?P<quote>[\w.:/@#()-]{2,80})'|\"(?P<double>[\w.:/@#()-]{2,80})\")"
)
_BARE = r"(?P<bare>[A-Za-z_@$][\w$]*(?:(?:\.|::|/|#|-)[\w$@]+)*(?:\(\))?)"
_MARKED = re.compile(_LEAD + _CODE, re.IGNORECASE)
_PLAIN = re.compile(_LEAD + _BARE, re.IGNORECASE)
_INSTEAD = re.compile(_CODE + r" (?:instead|should be used|is preferred)", re.IGNORECASE)
_NAME = re.compile(r"[\w@$.:#/<>()\[\]&*!,=\"' {}-]{2,60}")

# A bare word after "use" is a name only if it looks like one: Upper case inside, a dot, a call, an underscore.
_LOOKS_LIKE_CODE = re.compile(r"[A-Za-z_@$][\w$]*(?:(?:\.|::|/|#)[\w$@]+|_\w+|[a-z][A-Z]\w*)|\w+\(\)")
_PROSE = re.compile(
    r"(?:This|That|These|The|It|If|In|Instead|See|Use|For|Please|Java|JavaScript|TypeScript|Spring|Node)\b"
)

_PARTIAL = re.compile(
    r"(?:passing|calling|providing|specifying|setting|supplying)\b"
    r"|using (?:the|this) (?:\S+ ){0,3}(?:option|parameter|argument)\b"
    r"|(?:the |this )?(?:[`'\"]?[\w.]+[`'\"]? ){0,2}"
    r"(?:parameters?|arguments?|options?|overload|signature|type parameter)\b"
    r"|(?:only )?when (?:called|used|passed)\b"
    r"|(?:string|object|function|callback|array|boolean) (?:form|syntax|argument|option)",
    re.IGNORECASE,
)
_SOFT = re.compile(
    r"soft[- ]deprecat|not (?:actually |yet )?deprecated|un-?deprecated|no longer deprecated", re.IGNORECASE
)


def partial(note: str) -> bool:
    """Tell whether a notice is about a way to use the name (a parameter, an overload), not about the name."""
    return bool(_PARTIAL.match(note.strip()) or _SOFT.search(note[:300]))


def instead(note: str) -> str:
    """Return the name a notice tells to use, empty if it names none.

    >>> instead("Use {@link fs.stat} or {@link fs.access} instead.")
    'fs.stat'
    """
    text = re.sub(r"\s+", " ", note)[:600]
    for pattern in (_MARKED, _INSTEAD):
        if found := pattern.search(text):
            return _clean(next(value for value in found.groupdict().values() if value))
    found = _PLAIN.search(text)
    word = found["bare"] if found else ""
    return _clean(word) if _LOOKS_LIKE_CODE.match(word) and not _PROSE.match(word) else ""


def _clean(name: str) -> str:
    name = re.sub(r"\s+", " ", name).strip(" .,;:")
    if "(" in name and ")" not in name:
        name = name.partition("(")[0]
    name = name.removeprefix("#").replace("#", ".") if not name.startswith("#[") else name
    return name if _NAME.fullmatch(name) and not name.startswith(("http", "/")) else ""
