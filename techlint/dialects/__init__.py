"""What is no Markdown - shortcodes, templates, JSX, attributes, maths - hidden without moving an offset.

In: a draft. Out: text of the same length and lines for the Markdown parser, what was hidden, and the code that stood in
`{% highlight %}` and the like.
Must not know: mistune, nodes, rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from techlint.dialects.scan import Block, Masked, Scan

if TYPE_CHECKING:
    from techlint.document import FrontMatter
    from techlint.text import Source

__all__ = ["Block", "Masked", "mask"]

SIGNS = ("{", "$", ":::", "[!")
"""One of them occurs wherever there is something to hide, but for ESM and JSX."""


def mask(source: Source, front: FrontMatter | None) -> Masked:
    """Hide what is no Markdown."""
    text = source.text
    mdx = source.path.endswith(".mdx")
    body = front.span.end if front else 0
    scan = Scan(text)
    if front:
        scan.hide("front_matter", *front.span)
        if not mdx and text.startswith(("import ", "\nimport "), body):
            body = scan.leading_esm(body)
    if text.startswith("\ufeff") and not front:
        scan.out.append(" ")
        scan.done = 1
    if mdx or any(sign in text for sign in SIGNS):
        scan.run(body, mdx=mdx)
    return scan.result()
