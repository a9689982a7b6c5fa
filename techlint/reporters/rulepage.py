"""A rule's page as HTML: what it finds, why, how often it was right, with its examples.

In: a Rule and its Manual. Out: Markup. Must not know: drafts, the rest of the page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from techlint.reporters.markup import Markup, address, join, sentence, tag, template, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from techlint.manual import Example, Manual
    from techlint.rule import Rule


def rule_page(rule: Rule, manual: Manual | None, key: str) -> Markup:
    """The page, as a section that can be read where it is or shown in a dialog."""
    return tag(
        "section",
        tag("h3", rule.id, id=f"{key}h"),
        tag("p", template(sentence(rule.why)), class_="lead"),
        tag("p", tag("b", "What to do"), " ", template(sentence(rule.help))),
        _manual(manual, rule.severity.value) if manual else "",
        tag("h4", "Silence it"),
        tag("p", tag("code", f"<!-- techlint: ignore[{rule.id}] reason -->")),
        id=key,
        class_="page",
        aria_labelledby=f"{key}h",
    )


def _manual(manual: Manual, severity: str) -> Iterator[Markup]:
    yield join(map(_paragraph, manual.explanation.strip().split("\n\n")))
    for title, examples in (("Found", manual.bad), ("Not found", manual.good)):
        if examples:
            yield tag("h4", title)
            yield join(_example(example, severity) for example in examples)
    if manual.references:
        yield tag("h4", "References")
        yield tag("ul", [tag("li", address(reference)) for reference in manual.references])
    if manual.measured:
        said = manual.measured
        yield tag("h4", "Measured")
        yield tag("p", f"{said.right} of {said.read} findings that were read were right: {said.on}.")


def _paragraph(text: str) -> Markup:
    if text.lstrip().startswith("```"):
        return tag("pre", "\n".join(line for line in text.split("\n") if not line.startswith("```")))
    return tag("p", words(" ".join(text.split())))


def _example(example: Example, severity: str) -> Markup:
    shown = [tag("pre", _marked(example, severity), tabindex="0")]
    if example.fixed is not None and "{{" not in example.shown:
        shown += [tag("p", "Fixed:"), tag("pre", example.fixed, tabindex="0")]
    return join(shown)


def _marked(example: Example, severity: str) -> Iterator[str]:
    """The draft with its marks. One with templates is shown as written: filled in, it would look like a secret."""
    if "{{" in example.shown:
        yield example.shown
        return
    text, at = example.text, 0
    for mark in sorted(example.marks, key=lambda mark: mark.span):
        start, end = max(mark.span.start, at), mark.span.end
        for _ in range(mark.more):
            line_end = text.find("\n", end + 1)
            end = line_end if line_end >= 0 else len(text)
        if end > start:
            yield text[at:start]
            yield tag("mark", text[start:end], class_=severity)
            at = end
    yield text[at:]
