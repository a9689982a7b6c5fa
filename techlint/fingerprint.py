"""A name for a finding that outlives edits elsewhere: rule, sentence and occurrence; no line numbers.

In: a Report. Out: a fingerprint for each of its findings, in order.
Must not know: where fingerprints are kept. They are made of the draft as shown, in which secrets are starred out.
"""

from __future__ import annotations

from collections import Counter
from hashlib import blake2b
from typing import TYPE_CHECKING

from techlint.lazy import lazy

if TYPE_CHECKING:
    from techlint.report import Report
    from techlint.text import Span

REACH = 400
"""Characters looked at before and after a finding for the ends of its sentence."""
SENTENCE_END = lazy(r"[.!?][\"')\]]*\s|\n[ \t>]*\n|\n[ \t>]*(?=[-*+#|]|\d+[.)]\s|```|~~~)")
MARKUP = lazy(r"[\s*_`>#|-]+")


def fingerprints(report: Report, salt: bytes = b"") -> list[str]:
    """A fingerprint for each finding of a report; equal findings in equal sentences are told apart by their order."""
    seen: Counter[tuple[str, str]] = Counter()
    found = []
    for finding in report.findings:
        key = finding.rule, _sentence(report, finding.span)
        parts = f"{key[0]}\0{key[1]}\0{seen[key]}".encode("utf-8", "surrogateescape")
        found.append(blake2b(parts, digest_size=12, key=salt).hexdigest())
        seen[key] += 1
    return found


def _sentence(report: Report, span: Span) -> str:
    """The sentence in which a finding begins, without markup, case and line breaks: re-wrapping keeps it."""
    text = report.source.text
    before, after = text[max(span.start - REACH, 0) : span.start], text[span.start : span.start + REACH]
    ends = list(SENTENCE_END.finditer(before))
    first = ends[-1].end() if ends else 0
    last = SENTENCE_END.search(after)
    sentence = before[first:] + (after[: last.start() + 1] if last else after)
    return MARKUP.sub(" ", sentence).strip().casefold()
