"""Find characters that nobody sees or that every font shows differently.

In: the document; `params.kind` is hidden, bidi, control, private or replacement. Out: hits, with a fix where nothing
can be lost. Must not know: severities.

Emoji are built with joiners and selectors, Persian and Indic words need joiners, flags are made of tag characters: all
of these are let be, and so is every post that talks about such characters.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from techlint import letters
from techlint.finding import Edit, Fix, Hit
from techlint.lazy import lazy
from techlint.place import Mentions, characters, place
from techlint.profile import profile
from techlint.text import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from techlint.document import Document, Node
    from techlint.place import Place

HIDDEN = lazy(
    "[\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u2028\u2029\u2060-\u2064\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0"
    "\U000e0001-\U000e007f\U000e0100-\U000e01ef]+"
)
BIDI = lazy("[\u202a-\u202e\u2066-\u2069]+")
CONTROL = lazy("\x1b(?:\\[[0-9;?]{0,20}[A-Za-z])?|[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f]+")
PRIVATE = lazy("[\ue000-\uf8ff\U000f0000-\U0010fffd]+")
REPLACEMENT = lazy("\ufffd+")

EMOJI = lazy(
    "[#*0-9\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u21ff\u2300-\u23ff\u2460-\u24ff\u25a0-\u27bf\u2900-\u297f"
    "\u2b00-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff\ufe0f\u200d]"
)
JOINING = lazy("[\u0600-\u109f\u1780-\u18af]")
RIGHT_TO_LEFT = lazy("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
UNSPACED = frozenset({"Thai", "Lao", "Khmer", "Myanmar", "Tibetan", "Han", "Kana", "Hangul"})
"""Scripts in which a zero-width space says where a line may break."""

ABOUT = lazy(
    r"zero[- ]width|invisible|unicode|U\+[0-9A-F]{4}|joiner|separator|terminator|soft[- ]hyphen|byte order mark|\bBOM\b"
    r"|homoglyph|bidi|right-to-left|trojan|escape (?:code|sequence)|ansi|nerd ?font|powerline|private use|glyph|decod"
    r"|encod|utf-?(?:8|16)|surrogate|replacement char|charset|mojibake|binary",
    re.IGNORECASE,
)
NAMES = {
    "\u00ad": "soft hyphen", "\u200b": "zero-width space", "\u200c": "zero-width non-joiner",
    "\u200d": "zero-width joiner", "\u200e": "left-to-right mark", "\u200f": "right-to-left mark",
    "\u2028": "line separator", "\u2029": "paragraph separator", "\u2060": "word joiner", "\u3164": "Hangul filler",
    "\ufeff": "byte order mark",
}  # fmt: skip
HARMLESS = frozenset("\u200b\u2060\ufeff\u200e\u200f\u2028")
"""What may go without a question: nothing that is read or meant is lost."""

SYMBOLS = {"\uf0e0": "→", "\uf0b7": "•", "\uf0a7": "▪", "\uf0fc": "✓", "\uf0d8": "➢"}
"""Wingdings and Symbol letters that word processors leave behind, and what they looked like."""

SOFT_HYPHENS_ON_PURPOSE = 3


def check(_node: Node, doc: Document, params: Mapping[str, Any]) -> Iterable[Hit]:
    """Yield the characters of one kind."""
    pattern, judge = KINDS[params["kind"]]
    text = doc.source.text
    if not pattern.search(doc.view(characters)):
        return
    about_characters = Mentions(ABOUT)
    for match in pattern.finditer(text):
        where = place(doc, match.start())
        if not doc.view(profile).about_letters and not about_characters(where):
            yield from judge(doc, match, where)


def _hit(doc: Document, span: Span, instead: str | None = None, *, safe: bool = False) -> Hit:
    found = doc.source[span]
    name = NAMES.get(found[0], "")
    code = " ".join(f"U+{ord(char):04X}" for char in dict.fromkeys(found))
    fix = None
    if instead is not None:
        fix = Fix(f"put `{instead}`" if instead.strip() else "take it out", (Edit(span, instead),), safe=safe)
    return Hit(span, {"character": f"{name} ({code})" if name else code}, fix=fix)


def _hidden(doc: Document, match: re.Match[str], where: Place) -> Iterator[Hit]:
    text = doc.source.text
    if where.kind == "html" and re.match(r"<!--\W*more", text[max(match.start() - 8, 0) : match.end() + 8]):
        return
    kept = [at for at in range(*match.span()) if not _needed(text, at)]
    if "\u00ad" in match[0] and where.kind != "code" and doc.view(_soft_hyphens) >= SOFT_HYPHENS_ON_PURPOSE:
        kept = [at for at in kept if text[at] != "\u00ad"]
    if not kept:
        return
    span = Span(kept[0], kept[-1] + 1)
    found = text[span.start : span.end]
    before, after = text[span.start - 1 : span.start], text[span.end : span.end + 1]
    instead = ""
    if "\u2029" in found:
        instead = "\n\n"
    elif "\u2028" in found and before.isalnum() and after.isalnum():
        instead = " "
    safe = set(found) <= HARMLESS and not set(before + after) & set("*_~`") and "\u2028" not in (before, after)
    yield _hit(doc, span, instead, safe=safe)


def _soft_hyphens(doc: Document) -> int:
    return doc.source.text.count("\u00ad")


def _needed(text: str, at: int) -> bool:
    """Whether a hidden character does its work: in an emoji, a flag, or a script that is written with it."""
    char, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    base = text[max(at - 4, 0) : at].rstrip("\ufe0e\ufe0f\u200d")[-1:]
    if char in "\ufe0e\ufe0f":
        return bool(EMOJI.match(base) or EMOJI.match(before))
    if char in "\u200c\u200d":
        return bool(JOINING.match(before) or (char == "\u200d" and EMOJI.match(base) and EMOJI.match(after)))
    if char in "\u200e\u200f\u061c":
        return RIGHT_TO_LEFT.search(text, max(at - 40, 0), at + 40) is not None
    if char == "\u200b":
        return any(letters.script(near) in UNSPACED for near in text[max(at - 4, 0) : at + 5])
    if "\ufe00" <= char <= "\ufe0d" or char >= "\U000e0100":
        return bool(before) and letters.script(before) != letters.LATIN
    return "\U000e0020" <= char <= "\U000e007f" and "\U0001f3f4" in text[max(at - 8, 0) : at]


def _bidi(doc: Document, match: re.Match[str], where: Place) -> Iterator[Hit]:
    isolates_only = match[0].strip("\u2066-\u2069") == "" or not re.search("[\u202a-\u202e]", match[0])
    line = doc.source[doc.source.line_span(doc.source.position(match.start()).line)]
    if isolates_only and where.kind != "code" and RIGHT_TO_LEFT.search(line):
        return
    yield _hit(doc, Span(*match.span()), "")


def _control(doc: Document, match: re.Match[str], where: Place) -> Iterator[Hit]:
    if match[0][0] == "\x1b" and where.kind == "code" and where.block:
        first = doc.source.text.find("\x1b", where.block.span.start)
        if first != match.start():  # a coloured output has dozens: one finding a block
            return
    yield _hit(doc, Span(*match.span()), " " if match[0] in "\x0b\x0c" else "")


def _private(doc: Document, match: re.Match[str], where: Place) -> Iterator[Hit]:
    if where.kind not in ("prose", "front_matter") or re.search("[\ue200-\ue206]", match[0]):
        return  # \ue200 to \ue206 are citation marks of a chat window: another rule names them
    yield _hit(doc, Span(*match.span()), SYMBOLS.get(match[0]))


def _replacement(doc: Document, match: re.Match[str], where: Place) -> Iterator[Hit]:
    if where.kind in ("prose", "front_matter", "url"):
        yield _hit(doc, Span(*match.span()))


KINDS: Mapping[str, tuple[re.Pattern[str], Callable[[Document, re.Match[str], Place], Iterator[Hit]]]] = {
    "hidden": (HIDDEN, _hidden),
    "bidi": (BIDI, _bidi),
    "control": (CONTROL, _control),
    "private": (PRIVATE, _private),
    "replacement": (REPLACEMENT, _replacement),
}
