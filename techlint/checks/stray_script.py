"""Find a word of another script in a running English sentence: what a model, a translator or a paste left behind.

In: the document. Out: hits on the words; no fix, since only the author knows the English one.
Must not know: severities.

Guilty by default, acquitted by syntax. Authors show foreign words on purpose all the time (names, glosses, examples),
but then they quote, bracket, emphasise or link them, introduce them ("called", "the word"), name the language, or
write more than one. A leak does none of that: it stands where an English word should.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

from techlint import letters
from techlint.finding import Hit
from techlint.lazy import lazy
from techlint.place import characters, enclosed, place, sentence
from techlint.profile import profile
from techlint.record import NamedTuple
from techlint.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from techlint.document import Document, Node

LANGUAGES = {
    "Han": r"Chinese|Mandarin|Cantonese|Japanese|[Kk]anji|[Hh]anzi|Taiwan|China\b|Japan\b|CJK",
    "Kana": r"Japanese|[Kk]ana\b|[Kk]atakana|[Hh]iragana|Japan\b|CJK",
    "Hangul": r"Korean?\b|[Hh]angul|CJK",
    "Cyrillic": r"Russian?\b|Ukrain|Bulgaria|Serbia|Cyrillic|Belarus",
    "Arabic": r"Arabic|Persian|Farsi|Urdu|RTL|Iran\b",
    "Hebrew": r"Hebrew|Israel|RTL",
    "Greek": r"Greek|Greece",
    "Thai": r"Thai",
    "Devanagari": r"Hindi|Sanskrit|Devanagari|Marathi|Nepali|India\b",
    "Armenian": r"Armenian?",
    "Georgian": r"Georgian?",
}
ANY_LANGUAGE = lazy(
    r"\b(?:Chinese|Japanese|Korean|Russian|Arabic|Hebrew|Greek|Thai|Hindi|Ukrainian|Bulgarian|Persian|Farsi|Urdu"
    r"|Bengali|Tamil|Mandarin|Cantonese|Armenian|Georgian|Serbian|Sinhala|Vietnamese)\b"
)
ABOUT_LANGUAGE = lazy(
    r"\b(?:unicode|utf-?\d+|mojibake|code ?points?|i18n|l10n|internationali[sz]\w*|locali[sz]\w*|locales?|cjk|kanji"
    r"|hanzi|hangul|katakana|hiragana|cyrillic|ideograph\w*|graphemes?|bidi\w*|right-to-left|transliterat\w+"
    r"|tokeni[sz](?:er|ers|ation|e|es|ed)|ime|multilingual|translat\w+|non-(?:english|latin|ascii)|foreign|diacritics?"
    r"|homoglyphs?|speech|lyrics|haiku|poem|regex\w*|ocr|subtitles?|font\w*|charset\w*|emoticon\w*|kaomoji)\b",
    re.IGNORECASE,
)
INTRODUCED = lazy(
    r"\b(?:words?|terms?|characters?|chars?|letters?|symbols?|glyphs?|called|named|names?|titled?|phrases?|strings?"
    r"|quer(?:y|ies)|buttons?|labels?|reads|says|said|say|types?|typed|typing|enter(?:ed)?|spells?|spelled|written"
    r"|prompts?|inputs?|outputs?|answer(?:ed)?|song|band|company|brand|kudos|member|author|translat\w+"
    r"|search(?:ed)?(?: for)?|saw|print(?:s|ed)?|shows?|displays?)\b"
    r"(?:\s+(?:is|was|are|were|as|for|of|the|a|an|in|to|it)){0,4}[^A-Za-z]{0,9}$",
    re.IGNORECASE,
)
EXPLAINED = lazy(
    r"^\s*(?:means?\b|meaning\b|is (?:the|a) (?:word|name|term|character|letter|symbol)|stands for|translates"
    r"|\(|（|=|→)"
)
CREDITED = frozenset("by thanks from with meet hi hello dear and".split())
GREEK_WORDS = frozenset("το να με η ο".split())
"""Greek words as short as the symbols of a formula."""

HAN_IN_KOREAN = lazy("(?<![一-鿿(（])([一-鿿]{1,2})[가-힣]{1,8}|(?<=[가-힣])([一-鿿]{1,2})(?=[가-힣])")
HANJA_PREFIXES = frozenset("新旧舊前後反無非大小超對脫親故現再主高低多單全半準諸第美中日北韓英獨佛露女男父母兩各總元假")
"""Chinese characters that Korean writers put before a Korean word on purpose."""

KOREAN, FEW_HANJA = 200, 3
"""A draft in Korean has so many letters of it; one that uses Chinese characters on purpose has more runs of them."""

BASE, THRESHOLD = 3, 3
ON_PURPOSE = 6
"""A script with more runs than this in one draft is there because the author wants it."""

LONG = 25
LONG_UNSPACED = 6
FEWEST_WORDS = 3
LATIN_SHARE, FEW_LETTERS = 0.9, 40
"""A draft is in Latin letters if nearly all are, or if the others are hardly more than a word."""

NEAR = 45


class Run(NamedTuple):
    """A run of foreign letters at `start` to `end` of the prose of `node`."""

    node: Node
    start: int
    end: int

    @property
    def text(self) -> str:
        """All prose of its block."""
        return self.node.excerpt.text if self.node.excerpt else ""

    @property
    def word(self) -> str:
        """The foreign letters."""
        return self.text[self.start : self.end]

    @property
    def script(self) -> str:
        """Their script."""
        return letters.script(self.word[0])


def check(_node: Node, doc: Document, _params: Mapping[str, Any]) -> Iterable[Hit]:
    """Yield the stray words."""
    if not letters.foreign_run().search(doc.view(characters)):
        return
    about = doc.view(profile)
    if about.scripts.get("Hangul", 0) >= KOREAN:
        yield from _in_korean(doc)
    if about.about_letters or (about.latin < LATIN_SHARE and about.foreign > FEW_LETTERS) or not about.english:
        return
    often = Counter(letters.script(m[0][0]) for m in letters.foreign_run().finditer(doc.source.text))
    for run in _runs(doc):
        if often[run.script] <= ON_PURPOSE and not _acquitted(doc, run):
            points = _cell_points(doc, run) if run.node.kind == "table_cell" else _points(run, often[run.script])
            if points >= THRESHOLD and run.node.excerpt:
                yield Hit(run.node.excerpt.span(run.start, run.end), {"word": run.word, "script": run.script})


def _in_korean(doc: Document) -> Iterator[Hit]:
    """Chinese characters inside Korean words, in code and prose, of a draft that hardly has any."""
    text = doc.source.text
    if len(re.findall("[一-鿿]+", text)) <= FEW_HANJA:
        for match in HAN_IN_KOREAN.finditer(text):
            if match[1] not in HANJA_PREFIXES:
                yield Hit(Span(*match.span()), {"word": match[0], "script": "Han"})


def _runs(doc: Document) -> Iterator[Run]:
    for node in doc.of("prose"):
        if node.excerpt and not node.excerpt.text.isascii():
            for match in letters.foreign_run().finditer(node.excerpt.text):
                yield Run(node, *match.span())


def _acquitted(doc: Document, run: Run) -> bool:
    """Whether the run is marked as meant: emphasised, linked, quoted, bracketed, or no word at all."""
    if not run.node.excerpt or _no_word(run) or enclosed(run.text, run.start, run.end):
        return True
    start = run.node.excerpt.span(run.start, run.end).start
    where = place(doc, start)
    if where.kind != "prose" or where.inside("link", "image", "emphasis", "block_quote", "link_definition"):
        return True
    line = doc.source.text[doc.source.text.rfind("\n", 0, where.nodes[-1].span.start) + 1 : start]
    return "lang=" in line or (where.inside("strong") and run.node.kind != "heading")


def _no_word(run: Run) -> bool:
    """Whether the run is a symbol of a formula, or a look-alike letter, which is the homoglyph rule's."""
    before, after = run.text[run.start - 1 : run.start], run.text[run.end : run.end + 1]
    glued = (before.isascii() and before.isalpha()) or (after.isascii() and after.isalpha())
    short = len(run.word) < 3
    if run.script == "Greek" and short and run.word not in GREEK_WORDS:
        return True
    if run.script in ("Cyrillic", "Greek", "Armenian") and (len(run.word) == 1 or (glued and short)):
        return True
    return glued and all(char in letters.lookalikes() for char in run.word)


def _cell_points(doc: Document, run: Run) -> int:
    """A cell that holds nothing else, in a table that is not about languages."""
    table = next((node for node in doc.ancestors(run.node) if node.kind == "table"), run.node)
    words = " ".join(node.excerpt.text for node in table.walk() if node.excerpt)
    if len(letters.foreign_run().findall(words)) > 1 or ANY_LANGUAGE.search(words) or ABOUT_LANGUAGE.search(words):
        return 0
    if INTRODUCED.search(words) or re.search(r"\b(?:name|string|word|text|input|example)s?\b", words, re.IGNORECASE):
        return 0
    return BASE


def _points(run: Run, often: int) -> int:
    """How much speaks for a leak: three points are enough."""
    text = run.text
    around = sentence(text, run.start, run.end)
    left = re.search(r"([A-Za-z][\w'’-]*)[^\w]*$", text[around.start : run.start])
    right = re.match(r"[^\w]*([A-Za-z][\w'’-]*)", text[run.end : around.end])
    said = text[around.start : around.end]
    if not (left or right) or len(re.findall(r"[A-Za-z]{2,}", said)) < FEWEST_WORDS:
        return 0
    before, after = left[1] if left else "", right[1] if right else ""
    glued = re.match(r"[A-Za-z.,]", text[run.start - 1 : run.start]) or re.match(
        r"[A-Za-z]", text[run.end : run.end + 1]
    )
    points = BASE
    points += bool(glued and before[:1].islower())
    points += before[:1].islower() and after[:1].islower()
    points -= len(run.word) > (LONG_UNSPACED if run.script in letters.SPACED else LONG)
    runs = len(letters.foreign_run().findall(said))
    points -= runs if runs > 1 else 0
    introduced = INTRODUCED.search(text[max(around.start, run.start - NEAR) : run.start])
    points -= 3 * bool(introduced and not text[run.start - 1].isalpha())
    points -= 3 * bool(EXPLAINED.match(text[run.end : run.end + NEAR]))
    language = LANGUAGES.get(run.script) or ANY_LANGUAGE.pattern
    points -= 3 * bool(re.search(language, said) or ABOUT_LANGUAGE.search(said))
    points -= bool(re.search(language, text) or ABOUT_LANGUAGE.search(text))
    points -= 2 * bool(after[:1].isupper() and not glued)
    points -= 2 * bool(before[:1].isupper() and not after)
    points -= 2 * bool((before.lower() in CREDITED and not after) or re.match(r"\s*[/@]", text[run.end :]))
    points -= often > 2
    return points
