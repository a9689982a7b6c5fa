"""What the XML formats share: text that XML 1.0 can hold.

In: text of a draft. Out: text and attributes that any XML parser takes. Must not know: formats.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from techlint.reporters.terminal import visible

if TYPE_CHECKING:
    from collections.abc import Mapping


def clean(text: str) -> str:
    """The text with what XML forbids (control characters, lone surrogates) made visible."""
    return "".join(char if char == "\n" or char.isprintable() else visible(char) for char in text)


def content(text: str) -> str:
    """Text for between tags."""
    return escape(clean(text))


def attributes(values: Mapping[str, object]) -> str:
    """Attributes for inside a tag, each with a blank before it."""
    return "".join(f" {name}={quoteattr(clean(str(value)))}" for name, value in values.items())
