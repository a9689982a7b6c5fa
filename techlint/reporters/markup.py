"""HTML that cannot be broken out of: text is escaped unless it is Markup already.

In: text of drafts, file names, rules. Out: Markup.
Must not know: findings, pages.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from techlint.lazy import lazy
from techlint.reporters.terminal import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

CODE = lazy(r"(?<!`)`([^`\n]+)`(?!`)")
ADDRESS = lazy(r"(https?://[^\s<>\"'`|\\]+[\w/#=&])")
PLACEHOLDER = lazy(r"\{(\w+)\}")


class Markup(str):
    """HTML as it goes into the page. Made here and nowhere else."""

    __slots__ = ()


def tag(name: str, *children: str | Iterable[str], **attributes: str | int | bool) -> Markup:
    """An element. `class_` and `for_` lose their underscore, others turn into hyphens; False leaves one out."""
    return Markup(f"<{name}{_attributes(attributes)}>{join(children)}</{name}>")


def join(children: Iterable[str | Iterable[str]]) -> Markup:
    """Children side by side, flattened, each escaped unless it is Markup."""
    return Markup("".join(_flat(children)))


def _flat(children: Iterable[str | Iterable[str]]) -> Iterable[str]:
    for child in children:
        if isinstance(child, Markup):
            yield child
        elif isinstance(child, str):
            yield shown(child)
        else:
            yield from _flat(child)


def _attributes(values: dict[str, str | int | bool]) -> str:
    pairs = ((key.rstrip("_").replace("_", "-"), value) for key, value in values.items() if value is not False)
    return "".join(f" {key}" if value is True else f' {key}="{escape(plain(str(value)))}"' for key, value in pairs)


def plain(text: str) -> str:
    """Text with what is invisible or turns the direction of writing spelled out."""
    return text if text.isprintable() else "".join(c if c in "\t\n" else visible(c) for c in text)


def shown(text: str) -> Markup:
    """Text as a page may show it; what is invisible or turns the direction of writing becomes a little label."""
    if text.isprintable():
        return Markup(escape(text, quote=False))
    return Markup("".join(map(_character, text)))


def _character(char: str) -> str:
    if char.isprintable() or char in "\t\n":
        return escape(char, quote=False)
    seen = visible(char)
    return seen if seen == char else f'<span class="odd">{escape(seen.strip("<>"))}</span>'


def words(text: str) -> Markup:
    """A message: what stands between backticks is code, an address is a link."""
    pieces = CODE.split(text)
    return join(tag("code", piece) if at % 2 else linked(piece) for at, piece in enumerate(pieces))


def linked(text: str) -> Markup:
    """Text in which addresses are links."""
    return join(address(piece) if at % 2 else piece for at, piece in enumerate(ADDRESS.split(text)))


def address(url: str) -> Markup:
    """An address as a link, if it is one that a browser may follow."""
    if not url.startswith(("https://", "http://")):
        return join([url])
    return tag("a", url, href=url, rel="noreferrer", class_="out")


def template(text: str) -> Markup:
    """Words of a rule in which placeholders stand for what it finds."""
    pieces = PLACEHOLDER.split(text)
    return join(tag("var", piece) if at % 2 else words(piece) for at, piece in enumerate(pieces))


def sentence(text: str) -> str:
    """Words with a capital and a period; none after an address, which would seem to be part of it."""
    ends = text.endswith((".", "!", "?")) or text.rpartition(" ")[2].startswith("http")
    return text[:1].upper() + text[1:] + ("" if ends else ".")


def count(number: int, word: str) -> str:
    """`1,204 findings`."""
    return f"{number:,} {word}{'' if number == 1 else 's'}"
