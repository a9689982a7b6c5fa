"""Defects of the family text: stray words, garbled text, look-alikes, lost apostrophes, marks of a word processor."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from benchmarks.defects import Injection, splice
from techlint.document import Code
from techlint.place import enclosed, place
from techlint.profile import profile

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator

    from techlint.document import Document, Node
    from techlint.text import Excerpt

STRAY = {  # words that no list of the rule knows
    "Han": "显然 逐步 务必 大幅 尤为 频繁 灵活 预先 默认 立即 依赖 缓存 线程 请求 服务 编译 部署 复杂 高效 稳定 "
    "明显 随着 毕竟 往往 均 亦",
    "Hangul": "결국 매우 성능 서버 빠르게 안정적으로 때문에 따라서 요청 캐시",
    "Kana": "つまり しかし すぐに サーバー とても キャッシュ そして ほとんど",
    "Cyrillic": "однако сервер быстро поэтому просто запрос всегда кэш данные обычно",
    "Arabic": "بسرعة الخادم لذلك دائما",
    "Thai": "อย่างรวดเร็ว เซิร์ฟเวอร์ เสมอ",
    "Devanagari": "हमेशा सर्वर इसलिए",
    "Hebrew": "תמיד השרת",
    "Greek": "πάντα γρήγορα διακομιστής",
    "Armenian": "սերվեր միշտ",
}
TWINS = dict(zip("aceopxyiABCEHKMOPTXS", "асеорхуіАВСЕНКМОРТХЅ", strict=True))
APOSTROPHE = re.compile(r"(?<=[A-Za-z])['’](?=(?:s|t|re|ve|ll|d|m)\b)|(?<=s)['’](?=\s)", re.IGNORECASE)
FEWEST_WORDS = 250


def _english(doc: Document) -> bool:
    about = doc.view(profile)
    return about.english and len(about.tokens) >= FEWEST_WORDS and about.latin > 0.99 and not about.about_letters


def _paragraphs(doc: Document) -> Iterator[tuple[Node, Excerpt]]:
    for node in doc.of("paragraph"):
        if node.excerpt and node.exact and not any(up.kind == "block_quote" for up in doc.ancestors(node)):
            yield node, node.excerpt


def stray(doc: Document, rng: random.Random) -> Injection | None:
    """A foreign word glued to an English one, between two, or in the place of one."""
    if not _english(doc):
        return None
    gaps = []
    for _, excerpt in _paragraphs(doc):
        for match in re.finditer("(?<=[a-z]) (?=[a-z])", excerpt.text):
            span = excerpt.span(*match.span())
            marked = enclosed(excerpt.text, *match.span()) or place(doc, span.start).inside(
                "link", "emphasis", "strong"
            )
            if doc.source[span] == " " and not marked:
                gaps.append(span)
    if not gaps:
        return None
    span = rng.choice(gaps)
    script = rng.choice(["Han"] * 4 + ["Cyrillic"] * 2 + list(STRAY))
    word = rng.choice(STRAY[script].split())
    style = rng.choice(["glued", "between", "instead"])
    after = re.compile("[a-z]+").match(doc.source.text, span.end)
    change = {
        "glued": (span.start, span.end, word + " "),
        "between": (span.start, span.end, f" {word} "),
        "instead": (span.start, after.end() if after else span.end, " " + word),
    }[style]
    text, places = splice(doc.source.text, [change])
    return Injection(text, places, note=f"{script} {style}")


def mojibake(doc: Document, _rng: random.Random) -> Injection | None:
    """All that is not ASCII in the prose, as UTF-8 read as Windows-1252."""
    about = doc.view(profile)
    if about.prose.isascii() or about.about_letters or not about.english:
        return None
    changes, rights = {}, {}
    for node in doc.of("prose"):
        for at, char in enumerate(node.excerpt.text if node.excerpt else ""):
            span = node.excerpt.span(at, at + 1) if node.excerpt else None
            if not char.isascii() and span and doc.source[span] == char and char != "\ufffc":
                changes[span.start] = (span.start, span.end, "".join(map(_windows, char.encode())))
                rights[span.start] = char
    if len(changes) < 2:
        return None
    text, places = splice(doc.source.text, list(changes.values()))
    return Injection(text, places, tuple(right for _, right in sorted(rights.items())))


def _windows(byte: int) -> str:
    return bytes([byte]).decode("cp1252", "ignore") or chr(byte)


def homoglyph(doc: Document, rng: random.Random) -> Injection | None:
    """One letter of a word as its Cyrillic twin."""
    if not _english(doc):
        return None
    words = []
    for _, excerpt in _paragraphs(doc):
        for match in re.finditer(r"\b[A-Za-z]{3,}\b", excerpt.text):
            span = excerpt.span(*match.span())
            if doc.source[span] == match[0] and any(char in TWINS for char in match[0]):
                words.append(span)
    if not words:
        return None
    span = rng.choice(words)
    word = doc.source[span]
    at = rng.choice([at for at, char in enumerate(word) if char in TWINS])
    text, places = splice(doc.source.text, [(span.start, span.end, word[:at] + TWINS[word[at]] + word[at + 1 :])])
    return Injection(text, places, (word,))


def apostrophes(doc: Document, _rng: random.Random) -> Injection | None:
    """Every apostrophe of the prose deleted."""
    if not _english(doc):
        return None
    changes: dict[int, tuple[int, int, str]] = {}
    for node in doc.of("prose"):
        for match in APOSTROPHE.finditer(node.excerpt.text if node.excerpt else ""):
            span = node.excerpt.span(*match.span()) if node.excerpt else None
            if span and doc.source[span] == match[0]:
                changes[span.start] = (span.start, span.end, "")
    if len(changes) < 6:
        return None
    text, places = splice(doc.source.text, list(changes.values()))
    return Injection(text, places)


def quotes(doc: Document, _rng: random.Random) -> Injection | None:
    """The straight quotes of one block of code as a word processor would have them."""
    for node in doc.of("code_block"):
        if (
            not isinstance(node, Code)
            or not node.excerpt
            or node.lang in ("", "text", "html", "xml", "markdown", "diff")
        ):
            continue
        code, changes = node.excerpt.text, []
        if not code.isascii() or code.count('"') < 2:
            continue
        for match in re.finditer('"', code):
            opening = match.start() == 0 or code[match.start() - 1] in " \n\t([{=,:+!&|<>"
            span = node.excerpt.span(*match.span())
            changes.append((span.start, span.end, "“" if opening else "”"))
        text, places = splice(doc.source.text, changes)
        return Injection(text, places[:1], note=node.lang)
    return None
