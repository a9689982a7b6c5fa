"""Find names of products that are not written as their makers write them.

In: a draft. Out: a hit on each name, with the official form as a fix.
Must not know: which rule asks. Names in code, addresses, paths, handles and identifiers are left alone: there a name is
written as the machine wants it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from techlint import resources
from techlint.finding import Edit, Fix, Hit
from techlint.lazy import lazy, lower
from techlint.profile import profile
from techlint.record import NamedTuple
from techlint.text import Excerpt

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from techlint.document import Document, Node

JOINED = "/@#\\_:=$&+~"
"""Beside one of these a name is part of an address, a path, a handle or an identifier."""
TICKET = lazy(r"#\d{2,}\b")
"""In a line of release notes that quotes the title of a ticket, the words are another author's."""
MACHINE = lazy(
    r"\b(?:install|package|module|crate|gem|import|command|binary|tag|user|branch|folder|directory|file|named|called"
    r"|repo|repository|namespace|image|container|service|process|daemon|channel|subdomain)"
    r"s?(?:[ ]*|:[ ]+(?:[a-z][\w.-]{0,30}, ){0,6})\Z",
    re.IGNORECASE,
)
"""Words before a name in lower case that make it a name for machines."""
COMMAND = lazy(
    r"[ ]+(?:command|cli|client|binary|daemon|executable|image|package|subcommand|container|pod|namespace|process)s?\b"
    r"|: https?:",
    re.IGNORECASE,
)
"""Words after it that do."""


class Names(NamedTuple):
    """What the table says: the official name by spelling (folded, or exact where only that is wrong).

    `relaxed` names may stand in lower case.
    """

    official: Mapping[str, str]
    relaxed: frozenset[str]


@cache
def _names() -> Names:
    official: dict[str, str] = {}
    relaxed = set()
    for line in resources.read_text("prose/data/product-names.tsv").splitlines():
        if line.startswith("#") or not line.strip():
            continue
        name, strictness, others = (*line.split("\t"), "")[:3]
        variants = [spelling for spelling in others.split(",") if spelling]
        if strictness == "listed":
            official.update(dict.fromkeys(variants, name))
        else:
            official.update((spelling.casefold(), name) for spelling in (name, *variants))
        if strictness == "mixed":
            relaxed.add(name)
    return Names(official, frozenset(relaxed))


@cache
def _spellings() -> frozenset[str]:
    return frozenset(spelling.lower() for spelling in _names().official)


@cache
def _compile(spelling: str) -> re.Pattern[str]:
    """A spelling in lower case, as a whole word: begins with its letters, which `re` is quick to find."""
    name = re.escape(spelling)
    return lazy(rf"{name}(?<![\w.-]{name})(?!\w)")


def check(root: Node, doc: Document, _params: Mapping[str, Any]) -> Iterable[Hit]:
    """Yield every name that is written otherwise, in the prose and in the title in front matter."""
    present = sorted(doc.held(_spellings()))
    if present and doc.front_matter and doc.front_matter.text("title"):
        yield from _in_block(root, Excerpt.verbatim(doc.source, doc.front_matter.fields["title"].span), present)
    for node, excerpt in doc.view(profile).holding(present):
        yield from _in_block(node, excerpt, present)


def _in_block(node: Node, excerpt: Excerpt, present: Iterable[str]) -> Iterable[Hit]:
    names = _names()
    if excerpt.text.isupper():
        return
    folded = lower(excerpt.text)
    named = [name for name in present if name in folded]
    for m in _apart([m for name in named for m in _compile(name).finditer(folded)]):
        found = excerpt.text[slice(*m.span())]
        use = names.official.get(found) or names.official.get(found.casefold())
        if use in {None, found} or _is_for_machines(excerpt.text, m) or (found.islower() and use in names.relaxed):
            continue
        span = excerpt.span(*m.span())
        fixable = node.exact and excerpt.literal(*m.span())
        fix = Fix(f"write {use}", (Edit(span, use),), safe=True) if fixable and use else None
        sure = not (found.islower() and TICKET.search(excerpt.text))
        yield Hit(span, {"found": found, "use": use or ""}, fix=fix, sure=sure)


def _apart(found: list[re.Match[str]]) -> Iterable[re.Match[str]]:
    """Matches in order; of those that overlap the first, and the longest that begins there."""
    end = 0
    for m in sorted(found, key=lambda m: (m.start(), -m.end())):
        if m.start() >= end:
            end = m.end()
            yield m


def _is_for_machines(text: str, m: re.Match[str]) -> bool:
    before, found, after = text[: m.start()][-120:], text[slice(*m.span())], text[m.end() : m.end() + 3]
    if before and before[-1] in JOINED:
        return True
    if re.match(r"[-/@#\\_=&$+~(]|[.:]\w", after):
        return True
    if before[-1:] in {'"', "'", "“", "‘", "`"} and after[:1] in {'"', "'", "”", "’", "`"}:
        return True
    if found.isupper() and before.rstrip().endswith((":", "=")):
        return True  # a value: "(Scope: CLOUDFRONT)"
    named = MACHINE.search(before) or COMMAND.match(text, m.end())
    return found.islower() and named is not None
