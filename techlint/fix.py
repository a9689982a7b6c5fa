"""Findings -> new text: sort their fixes, skip those that overlap, apply the rest in one pass.

In: a Source and findings. Out: the file's new text, with its own line ends, and what was applied.
Must not know: files, rules.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from techlint.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from techlint.finding import Edit, Finding, Fix
    from techlint.text import Source


class Fixed(NamedTuple):
    """`raw` is the new text with the file's own line ends; `applied` are the findings it solves."""

    raw: str
    applied: tuple[Finding, ...]


def apply(source: Source, findings: Iterable[Finding], *, unsafe: bool = False) -> Fixed:
    """Apply every fix that may be applied and does not overlap an earlier one. The rest of the file stays as it is."""
    fixable = [f for f in findings if f.fix and (f.fix.safe or unsafe) and possible(source, f.fix)]
    fixable.sort(key=lambda f: (min(e.span for e in f.fix.edits) if f.fix else f.span, f.rule))
    taken: list[Edit] = []
    applied = []
    for finding in fixable:
        edits = finding.fix.edits if finding.fix else ()
        if not any(_clash(edit, other) for edit in edits for other in taken):
            taken.extend(edit for edit in edits if edit not in taken)
            applied.append(finding)
    pieces, at = [], 0
    changes = (source.change(edit.span, edit.text) for edit in sorted(taken, key=lambda edit: edit.span))
    for start, end, text in filter(None, changes):
        pieces += [source.raw[at:start], text]
        at = end
    return Fixed("".join([*pieces, source.raw[at:]]), tuple(applied))


def possible(source: Source, fix: Fix) -> bool:
    """Whether each edit of a fix stands in one place of the file: a notebook's draft has words between its cells."""
    return source.origin is None or all(source.origin.writable(edit.span) for edit in fix.edits)


def _clash(edit: Edit, other: Edit) -> bool:
    """Whether two edits cannot both be made; the same edit twice is one."""
    if edit == other:
        return False
    (start, end), (other_start, other_end) = edit.span, other.span
    if start == end or other_start == other_end:  # an insertion clashes with what it stands inside or beside
        return start <= other_end and other_start <= end
    return start < other_end and other_start < end
