"""Find a heading that repeats the title of the front matter where the site prints both.

In: the document, with the generator of its site. Out: a hit on the heading; unsure where the site is unknown.
Must not know: how the generator was found out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from techlint import titles
from techlint.document import Heading
from techlint.finding import Edit, Fix, Hit, Label
from techlint.text import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from techlint.document import Document, Node

PRINTS = frozenset(
    "hugo jekyll gatsby eleventy astro starlight zola pelican hexo hashnode dev.to medium ghost prints-title".split()
)
"""Generators whose layouts print the title: a heading with the same words stands below it a second time."""

NEEDS_HEADING = frozenset("mkdocs vitepress vuepress mdbook sphinx docusaurus body-heading".split())
"""Generators that print no title themselves, or take the heading for it."""


def check(_node: Node, doc: Document, _params: Mapping[str, Any]) -> Iterable[Hit]:
    """Yield the heading."""
    front = doc.front_matter
    title = front.text("title") if front else ""
    if not front or not title or doc.site in NEEDS_HEADING:
        return
    headings = [node for node in doc.root.children if isinstance(node, Heading)]
    for at, heading in enumerate(headings):
        if (heading.level == 1 or (heading.level == 2 and not at)) and titles.same(title, heading_text(doc, heading)):
            first = Label(front.fields["title"].span, "the title that the site prints")
            text = doc.source.text
            end = heading.span.end
            while end < len(text) and text[end] == "\n":
                end += 1
            fix = Fix("take the heading out", (Edit(Span(heading.span.start, end), ""),))
            yield Hit(heading.span, {"title": title, "site": doc.site}, (first,), fix, sure=doc.site in PRINTS)
            return


def heading_text(doc: Document, heading: Heading) -> str:
    """A heading as it stands, without the marks that make it one."""
    return doc.source[heading.span].split("\n", 1)[0].strip("# \t")
