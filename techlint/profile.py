"""The profile of a draft: what it is written in and about, asked for by several checks and worked out once.

In: a Document. Out: its prose, language, scripts, apostrophes and whether it writes about writing itself.
Must not know: rules, findings.
"""

from __future__ import annotations

from collections import Counter
from functools import cache, cached_property
from typing import TYPE_CHECKING

from techlint import letters
from techlint.joined import Joined, starts_of
from techlint.lazy import folded, lazy, lower
from techlint.record import Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from techlint.document import Document, Node
    from techlint.text import Excerpt

WORD = lazy(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
LETTERS = lazy("[a-z]+")
APOSTROPHE = lazy(r"['’ʼ](?:(?<=[A-Za-z].)(?:s|t|re|ve|ll|d|m)\b|(?<=s.)(?=\s))")
ABOUT_LETTERS = folded(
    r"unicode|utf-?(?:8|16)|mojibake|encodings?\b|charset|emoji|i18n|internationali[sz]|locali[sz]|\bcjk\b|homoglyph"
    r"|homograph|zero-width|\bbidi|code ?points?\b|transliterat|\\u[0-9a-f]{4}"
)
"""Title words of a post that shows odd characters on purpose."""

ENGLISH_SHARE = 0.12
LEAD = 1.2


@cache
def _stopwords() -> Mapping[str, tuple[str, ...]]:
    """Function word, also as it begins a sentence -> the languages it belongs to."""
    owners: dict[str, list[str]] = {}
    for language, words in letters.rows("text/data/stopwords.tsv"):
        for word in words.split():
            owners.setdefault(word, []).append(language)
            owners.setdefault(word.capitalize(), []).append(language)
    return {word: tuple(languages) for word, languages in owners.items()}


def language_shares(counts: Mapping[str, int]) -> Mapping[str, float]:
    """For each language the share of words, given with their number, that are its function words."""
    total = sum(counts.values()) or 1
    shares: Counter[str] = Counter()
    stopwords = _stopwords()
    for word in counts.keys() & stopwords.keys():
        for language in stopwords[word]:
            shares[language] += counts[word]
    return {language: count / total for language, count in shares.items()}


def _leads(share: float, other: float) -> bool:
    """Whether a language with a share of function words is that of a text, of which another one has `other`."""
    return share >= ENGLISH_SHARE and share >= LEAD * other


class Profile(Record):
    """What a draft is written in. `prose` is all of it, a line for each heading, paragraph and cell: `blocks`."""

    blocks: tuple[tuple[Node, Excerpt], ...]
    prose: str
    title: str
    headings: str
    declared: str

    @cached_property
    def folded(self) -> str:
        """The prose in lower case, offset by offset the same."""
        return lower(self.prose)

    @cached_property
    def joined(self) -> Joined:
        """The same as the texts of the blocks."""
        return Joined(self.folded, starts_of([excerpt.text for _, excerpt in self.blocks]))

    def holding(self, words: Iterable[str]) -> list[tuple[Node, Excerpt]]:
        """The blocks that hold one of some words in lower case, in order."""
        return [self.blocks[number] for number in self.joined.holding(frozenset(words))]

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """What stands between blanks."""
        return tuple(self.prose.split())

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How often each token occurs."""
        return Counter(self.tokens)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """The runs of Latin letters in the prose, in lower case: where one is missing, no phrase with it occurs."""
        return frozenset(LETTERS.findall(self.folded))

    @cached_property
    def forms(self) -> Mapping[str, int]:
        """How often each word occurs, apostrophes inside it."""
        return Counter(WORD.findall(self.prose))

    @cached_property
    def scripts(self) -> Mapping[str, int]:
        """Letters of the prose by script."""
        return letters.scripts(self.prose)

    @cached_property
    def latin(self) -> float:
        """The share of Latin letters among all letters."""
        return 1 - self.foreign / sum(self.scripts.values()) if self.foreign else 1

    @cached_property
    def foreign(self) -> int:
        """The number of letters that are not Latin."""
        return 0 if self.prose.isascii() else sum(self.scripts.values()) - self.scripts[letters.LATIN]

    @cached_property
    def english(self) -> bool:
        """Whether the draft is English: by its own word in the front matter, else by its words."""
        if self.declared and not self.declared.startswith("en"):
            return False
        return self.latin > 0.5 and _leads(*self._shares)

    @cached_property
    def not_english(self) -> bool:
        """Whether the draft is plainly not English; of one too short to tell, neither this nor `english` is true."""
        english, other = self._shares
        return self.latin < 0.5 or _leads(other, english)

    @cached_property
    def _shares(self) -> tuple[float, float]:
        """The share of English function words, and the largest one of another language."""
        shares = dict(language_shares(self.counts))
        return shares.pop("en", 0.0), max(shares.values(), default=0.0)

    @cached_property
    def apostrophes(self) -> bool:
        """Whether a contraction or possessive has its own."""
        return APOSTROPHE.search(self.prose) is not None

    @cached_property
    def about_letters(self) -> bool:
        """Whether title or headings say that the draft is about characters, encodings or translation."""
        return bool(ABOUT_LETTERS.search(self.title) or ABOUT_LETTERS.search(self.headings))


def profile(doc: Document) -> Profile:
    """Make the profile of a document; call it through `doc.view(profile)`."""
    front = doc.front_matter
    blocks = tuple([(node, node.excerpt) for node in doc.of("prose") if node.excerpt])
    headings = [excerpt.text for node, excerpt in blocks if node.kind == "heading"]
    declared = (front.text("lang") or front.text("language") or front.text("locale")).lower() if front else ""
    return Profile(
        blocks=blocks,
        prose="\n".join([excerpt.text for _, excerpt in blocks]),
        title=(front.text("title") if front else "") or (headings[0] if headings else ""),
        headings="\n".join(headings),
        declared=declared,
    )
