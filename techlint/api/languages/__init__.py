"""How each language imports and qualifies names; one language = one file."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from techlint.api.names import Language

LANGUAGES = {
    "python": "techlint.api.languages.python",
    "rust": "techlint.api.languages.rust",
    "js": "techlint.api.languages.javascript",
    "go": "techlint.api.languages.go",
    "java": "techlint.api.languages.java",
}


@cache
def language(name: str) -> Language:
    """The language of a name in LANGUAGES, imported when a draft first shows it."""
    found: Language = import_module(LANGUAGES[name]).LANGUAGE
    return found
