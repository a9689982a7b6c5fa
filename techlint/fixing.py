"""Fix drafts: apply fixes until nothing more can be, and write the result back whole or not at all.

In: a checked draft. Out: its new text and what is left to find in it; a file that is either as it was or as it should
be. Must not know: how fixes came about, what is printed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from techlint.drafts import read
from techlint.files import replace_bytes
from techlint.fix import apply
from techlint.pipeline import check

if TYPE_CHECKING:
    from pathlib import Path

    from techlint.finding import Finding
    from techlint.report import Report
    from techlint.ruleset import Ruleset
    from techlint.text import Source

ROUNDS = 10
"""How often fixes may make room for further fixes; a draft that is not done by then is left as it is after the last."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A draft after its fixes: `applied` are the findings they solved, `report` is what is found in `after`."""

    before: Source
    after: Source
    applied: tuple[Finding, ...]
    report: Report


def mend(source: Source, report: Report, ruleset: Ruleset, *, unsafe: bool) -> Mended:
    """Apply the fixes of a report to its draft, and those of what is found then, to a fixed point."""
    now = source
    applied: list[Finding] = []
    for _ in range(ROUNDS):
        fixed = apply(now, report.findings, unsafe=unsafe)
        if not fixed.applied or fixed.raw == now.raw:
            break
        applied.extend(fixed.applied)
        now = read(source.path, source.encode(fixed.raw))
        report = check(now, ruleset)
    return Mended(source, now, tuple(applied), report)


def write(path: Path, mended: Mended) -> str:
    """Put the new text into the file; returns "" or, if that could not be, why.

    A file that someone else changed meanwhile is left alone.
    """
    try:
        if path.read_bytes() != mended.before.encode(mended.before.raw):
            return f"{path}: changed while it was being fixed; left alone"
        replace_bytes(path, mended.after.encode(mended.after.raw), durable=True)
    except OSError as error:
        return f"{path}: cannot be written: {error.strerror or error}"
    return ""


def diff(mended: Mended, shown_before: Source) -> str:
    """What changed, as a unified diff of both texts with their secrets starred out; "" if nothing did."""
    from difflib import unified_diff

    name = mended.before.path
    if mended.before.raw == mended.after.raw:
        return ""
    sources = (source.origin.file if source.origin else source for source in (shown_before, mended.report.source))
    before, after = (source.text.splitlines(keepends=True) for source in sources)
    lines = unified_diff(before, after, f"a/{name}", f"b/{name}")
    return "".join(line if line.endswith("\n") else line + "\n\\ No newline at end of file\n" for line in lines)
