"""Text decoded with the wrong table: find it and say what it was.

UTF-8 is the evidence: characters that, written back as the bytes of an old table, happen to be well-formed UTF-8 are
almost never there by chance. Where a typographic neighbourhood could be chance (`É…`, `på…”`), a second, certain
place in the same text decides.

In: a string. Out: Garble values in order, with the right text. Must not know: documents, rules.
"""

from __future__ import annotations

import html
import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

from techlint.lazy import lazy
from techlint.letters import beyond_ascii
from techlint.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

TYPOGRAPHY = frozenset("”“’‘…–—»«‹›„")
"""Marks that stand after a letter of their own right: a letter and these alone prove nothing."""

PUNCTUATION = ((0x2010, 0x205E), (0x20AC, 0x20AC), (0x2122, 0x2122), (0x2190, 0x22FF), (0x2500, 0x27BF))
"""What an author types besides letters: the only three-byte characters believed of rarer tables."""

LEADING = {2: (0xC2, 0xDF), 3: (0xE1, 0xEF), 4: (0xF0, 0xF3)}
"""The first byte of a character of so many bytes, from and to."""

DEPTH = 3
"""How often text may have been garbled over and over."""


class Garble(NamedTuple):
    """`text[start:end]` should read `right`; None if that cannot be told. `certain` is False for a mere guess."""

    start: int
    end: int
    right: str | None
    certain: bool = True


class Table(NamedTuple):
    """An old encoding: what it makes of each byte, and a pattern for well-formed runs."""

    name: str
    byte_of: Mapping[str, int]
    run: re.Pattern[str]

    def bytes(self, text: str) -> bytes:
        """Write the characters back as the bytes they were."""
        return bytes([self.byte_of[char] for char in text])


@cache
def _table(name: str) -> Table:
    chars: dict[int, str] = {}
    for byte in range(0x80, 0x100):
        char = bytes([byte]).decode(name, "replace")
        chars[byte] = chr(byte) if char == "\ufffd" else char
    byte_of = {char: byte for byte, char in chars.items()}
    trail = {chars[byte] for byte in range(0x80, 0xC0)}
    if name == "cp1252":  # what read the bytes may have been Latin-1 as well: control characters
        byte_of |= {chr(byte): byte for byte in range(0x80, 0xA0)}
        trail |= set(map(chr, range(0x80, 0xA0)))

    def either(first: int, last: int) -> str:
        return "".join(re.escape(chars[byte]) for byte in range(first, last + 1))

    more = "".join(map(re.escape, sorted(trail)))
    shapes = [(either(*LEADING[size]), f"[{more}]{{{size - 1}}}") for size in LEADING]
    begin = f"[{''.join(lead for lead, _ in shapes)}](?:{'|'.join(f'(?<=[{lead}]){rest}' for lead, rest in shapes)})"
    unit = "|".join(f"[{lead}]{rest}" for lead, rest in shapes)
    return Table(name, byte_of, lazy(f"{begin}(?:{unit})*"))


def _units(table: Table, run: str) -> list[tuple[str, str]]:
    """Cut a run into (garbled, right) pairs; an empty list if its bytes are no UTF-8 after all."""
    data = table.bytes(run)
    try:
        decoded = data.decode()
    except UnicodeDecodeError:
        return []
    units, at = [], 0
    for char in decoded:
        size = len(char.encode())
        units.append((run[at : at + size], char))
        at += size
    return units


def _plausible(char: str) -> bool:
    return unicodedata.category(char) not in ("Cn", "Co", "Cs", "Cc")


def _western(units: list[tuple[str, str]], before: str) -> bool:
    """Whether a run in Windows-1252 or Latin-1 is beyond doubt: one of its units is."""
    return any(_western_unit(unit, char, units, before if not at else "") for at, (unit, char) in enumerate(units))


def _western_unit(unit: str, char: str, units: list[tuple[str, str]], before: str) -> bool:
    typographic = [mark in TYPOGRAPHY for mark in unit[1:]]
    several = len(units) > 1
    if len(unit) == 2:
        return _western_pair(unit, char, units, before)
    if len(unit) == 4:
        return True
    if unit[0] == "â":
        return several or not all(typographic)
    if unit[0] == "ï":
        return several or char in "\ufeff\ufe0f\ufffd" or "\uff00" < char < "\uffef"
    return char.isalpha() and (several or not any(typographic))


def _western_pair(unit: str, char: str, units: list[tuple[str, str]], before: str) -> bool:
    typographic = unit[1] in TYPOGRAPHY
    if unit[0] in "ÂÃ":
        return not typographic or before.islower() or before.isdigit()
    if unit[0] in "ÄÅ":
        return not typographic
    if unit[0] == "Æ":
        return char in "ơư" and before.isalpha()
    return len(units) > 1 and char.isalpha() and _one_alphabet(units)  # É®, ×£: one is chance, two are not


def _one_alphabet(units: list[tuple[str, str]]) -> bool:
    names = {unicodedata.name(char, "?").split()[0] for _, char in units if char.isalpha()}
    return len(names) == 1


def _rare(units: list[tuple[str, str]], before: str) -> bool:
    """Whether a run in a rarer table is beyond doubt."""
    if all(any(first <= ord(char) <= last for first, last in PUNCTUATION) for _, char in units):
        return True
    if len(units) == 1 and len(units[0][0]) == 2:  # √© and Ă¶ inside a word
        return units[0][1] in "áàâäãåæçéèêëíìîïñóòôöõøœšúùûüýÿžß" and before.isascii() and before.islower()
    return len(units) > 2 and all(len(unit) == 2 for unit, _ in units) and _one_alphabet(units)


TABLES: tuple[tuple[str, str, Callable[[list[tuple[str, str]], str], bool]], ...] = (
    ("cp1252", "".join(map(chr, range(0xC2, 0xF4))), _western),
    ("mac_roman", "‚√\uf8ff", _rare),
    ("cp437", "Γ├┬≡", _rare),
    ("cp850", "Ô├┬", _rare),
    ("cp1250", "âĂĹ", _rare),
    ("cp1251", "вРСГр", _rare),
    ("koi8_r", "пяБьц", _rare),
)
"""A table, the characters with which its findings begin, and its judge."""

WESTERN = lazy("[Â-ßâ-ó][\x80-¿€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")
"""Any finding in Windows-1252 or Latin-1 begins so. Letters with accents are common: this saves the table."""

LEADS = lazy("[\x80-\x9fÂ-ßá-ó‚√Γ├┬≡ÔĂĹвРСГрпяБьц\uf8ff鈥]")
"""Some character that every finding begins with."""

CONTROL = lazy("[\x80-\x9f]")
CUT_QUOTE = lazy(r"â€(?=[\s.,;:)!?]|$)")
CUT_SPACE = lazy(r"Â(?<=[a-z0-9.,;:!?)].)(?= )")
CHINESE = lazy("鈥[\u4e00-\u9fff]")
ESCAPED = lazy(r"&(?:acirc|Acirc|Atilde|#226|#194|#195);(?:&(?:[A-Za-z]{2,8}|#\d{2,5});){1,3}")


def find(text: str) -> Iterator[Garble]:
    """Yield the garbled places of a text, in order, none inside another."""
    found = sorted(_candidates(text), key=lambda garble: (garble.start, -garble.end))
    yield from _apart(found, sure=any(garble.certain for garble in found))


def _apart(found: list[Garble], *, sure: bool) -> Iterator[Garble]:
    """The garbles that stand apart from each other; the mere guesses among them only if there is reason to be sure."""
    end = 0
    for garble in found:
        if garble.start >= end and (garble.certain or sure):
            yield garble
            end = garble.end


def _candidates(text: str) -> Iterator[Garble]:
    if "&" in text:
        yield from _escaped(text)
    held = set(beyond_ascii(text))
    if not LEADS.search("".join(held)):
        return
    for name, leads, certain in TABLES:
        if held.isdisjoint(leads) or (name == "cp1252" and not WESTERN.search(text)):
            continue
        table = _table(name)
        for match in table.run.finditer(text):
            units = _units(table, match[0])
            if not units or not all(_plausible(char) for _, char in units):
                continue
            proven = certain(units, text[match.start() - 1 : match.start()])
            if proven or (name == "cp1252" and match[0][0] in "ÂÃÄÅâÎÏÐÑ"):
                right = "".join(char for _, char in units)
                yield Garble(*match.span(), repair(right, again=True), proven)
    yield from _remains(text)


def _escaped(text: str) -> Iterator[Garble]:
    """Garbled text that was written as HTML entities afterwards."""
    for match in ESCAPED.finditer(text):
        plain = html.unescape(match[0])
        if [garble.end - garble.start for garble in find(plain)] == [len(plain)]:
            yield Garble(*match.span(), repair(plain))


def _remains(text: str) -> Iterator[Garble]:
    """What is left when a byte of the garbled text was lost on the way."""
    for match in CONTROL.finditer(text):
        right = match[0].encode("latin-1").decode("cp1252", "ignore")
        yield Garble(*match.span(), right or None)
    for match in CUT_QUOTE.finditer(text):
        yield Garble(*match.span(), "”")
    for match in CUT_SPACE.finditer(text):
        yield Garble(*match.span(), "")
    for match in CHINESE.finditer(text):
        right = match[0].encode("gb18030").decode("utf-8", "replace")
        yield Garble(*match.span(), None if "\ufffd" in right else right)


def repair(text: str, *, again: bool = False) -> str:
    """Undo what can be undone, over and over: text garbled twice is garbled text.

    `again` says that the text came out of a repair, so that mere guesses are right.
    """
    for _ in range(DEPTH):
        found = sorted(_candidates(text), key=lambda garble: (garble.start, -garble.end))
        sure = again or any(garble.certain for garble in found)
        garbles = [garble for garble in _apart(found, sure=sure) if garble.right is not None]
        for garble in reversed(garbles):
            text = text[: garble.start] + (garble.right or "") + text[garble.end :]
        if not garbles:
            break
    return text
