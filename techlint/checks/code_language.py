"""Find fences that name no language, or another one than their code is in.

In: a code block; `params.kind` is wrong or missing. Out: a hit on the fence, with the name as a fix.
Must not know: how a language shows; techlint.code.identity knows it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from techlint.code.identity import contradicts, identify
from techlint.document import Code
from techlint.finding import Edit, Fix, Hit
from techlint.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from techlint.document import Document, Node

WORDS: Mapping[str, tuple[str, str]] = {
    "tree": ("a tree drawn with lines", "text"),
    "console": ("a session at a prompt", "console"),
    "bash": ("shell commands", "bash"),
    "diff": ("a diff", "diff"),
    "dockerfile": ("a Dockerfile", "dockerfile"),
    **{
        name.lower(): (name, name.lower())
        for name in "JSON TOML YAML PHP XML HTML CSS Go Python Java Rust Kotlin Swift C JavaScript SQL".split()
    },
    "nginx": ("nginx configuration", "nginx"),
    "csharp": ("C#", "csharp"),
    "cpp": ("C++", "cpp"),
}
"""Language -> what it is called, and what to write after the fence."""


def check(node: Node, doc: Document, params: Mapping[str, Any]) -> Iterable[Hit]:
    """Yield the fence of a block that should name what it holds."""
    if not isinstance(node, Code) or not node.fence or node.excerpt is None:
        return
    wrong = params["kind"] == "wrong"
    if wrong != bool(node.lang) or (not wrong and node.info.strip()):
        return
    found = contradicts(node.lang, node.excerpt.text) if wrong else identify(node.excerpt.text)
    if not found or (found == "tree" and not wrong):
        return
    name, use = WORDS[found]
    begin = doc.source.text.find(node.fence, node.span.start)
    end = begin + len(node.fence)
    label = node.info.split(maxsplit=1)[0] if wrong else ""
    at = Span(doc.source.text.find(label, end), 0) if wrong else Span(end, end)
    place = Span(at.start, at.start + len(label)) if wrong else Span(begin, end)
    fix = Fix(f"write {use}", (Edit(Span(at.start, at.start + len(label)), use),)) if node.exact else None
    yield Hit(place, {"label": label, "name": name, "use": use}, fix=fix)
