"""Star out secrets wherever they could leave: in the draft as shown, in messages, in fixes.

In: a Source and the spans of its secrets. Out: the same things, safe to print.
Must not know: which rule found a secret, or what is printed where.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from techlint.finding import Label

if TYPE_CHECKING:
    from techlint.finding import Finding
    from techlint.text import Origin, Source, Span

LEAST_SECRET = 4
"""Shorter values are not starred out in messages: they would be found inside ordinary words."""


class Mask:
    """Stars out the secrets of one draft: in the draft at equal length, in words wherever they occur."""

    def __init__(self, source: Source, spans: tuple[Span, ...]) -> None:
        self._source, self._spans = source, sorted(spans)
        values = {source[span] for span in spans if span.end - span.start >= LEAST_SECRET}
        self._values = sorted(values, key=len, reverse=True)

    def source(self) -> Source:
        """The draft with every secret starred out; line ends stay, so that all places hold."""
        if not self._spans:
            return self._source
        text, pieces, at = self._source.text, [], 0
        for span in self._spans:
            start = max(span.start, at)
            if span.end > start:
                pieces += [text[at:start], "".join(c if c == "\n" else "*" for c in text[start : span.end])]
                at = span.end
        masked = "".join(pieces) + text[at:]
        return self._source._replace(text=masked, raw=masked, origin=self._origin())

    def _origin(self) -> Origin | None:
        """The file that the draft was put together from, without its secrets."""
        origin = self._source.origin
        if origin is None:
            return None
        file = Mask(origin.file, tuple(map(origin.span, self._spans))).source()
        return origin._replace(file=file)

    def text(self, text: str) -> str:
        """Some words with every secret in them starred out."""
        for value in self._values:
            text = text.replace(value, "*" * len(value))
        return text

    def finding(self, finding: Finding) -> Finding:
        """A finding that is safe to print; a fix that would write a secret is not offered."""
        if not self._values:
            return finding
        fix = finding.fix
        if fix and any(self.text(edit.text) != edit.text for edit in fix.edits):
            fix = None
        return finding._replace(
            message=self.text(finding.message),
            label=self.text(finding.label),
            help=self.text(finding.help),
            related=tuple(Label(label.span, self.text(label.text)) for label in finding.related),
            fix=fix,
        )
