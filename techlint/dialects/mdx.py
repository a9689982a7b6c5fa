"""What MDX adds to Markdown, as patterns; imported for drafts that need them only.

Each is linear: no quantifier gives back what it took, and whoever matches bounds how far.
"""

from __future__ import annotations

from techlint.lazy import lazy

TRIGGER = r"|<[A-Z]|</[A-Z]|import\s|export\s"
"""Signs to look at, besides those of every Markdown."""

IMPORTS = lazy(
    r"(?:\s*(?:import|export)\s[^\n]{0,400}(?:\n(?!\s*\n)[^\n]{0,400}){0,30}?\sfrom\s+['\"][^'\"\n]+['\"];?[ \t]*\n)+"
)
ESM = lazy(r"(?:import|export)\s[^\n]*+(?:\n(?![ \t]*\n)[^\n]*+)*")
BRACES = r"\{(?:[^{}]++|\{(?:[^{}]++|\{[^{}]*+\})*\})*\}"
EXPRESSION = lazy(BRACES)
TAG = lazy(r"</?[A-Z][\w.]*+(?:[^<>{}\"'`]++|\"[^\"]*+\"|'[^']*+'|" + BRACES + r")*>")
