"""Apply the comments that silence findings, and tell which of them are wrong, expired or idle.

In: a Document, its findings, the Ruleset. Out: the findings that stay and those silenced, with reasons.
Must not know: how comments are written (comments.py), output.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from techlint import comments
from techlint.errors import suggest
from techlint.finding import Edit, Fix, Hit
from techlint.report import Suppressed
from techlint.ruleset import names

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from techlint.comments import Silence
    from techlint.document import Document
    from techlint.finding import Finding
    from techlint.ruleset import Ruleset


def apply(doc: Document, told: list[Finding], ruleset: Ruleset) -> tuple[list[Finding], list[Suppressed]]:
    """Split findings into those that stay, with what there is to say of the comments, and those silenced."""
    silences = comments.read(doc)
    if not silences:
        return told, []
    told = [f for f in told if not any(f.span.within(s.span) for s in silences)]  # a comment is no part of the draft
    active = [s for s in silences if not s.problem and s.verb != "on" and not _expired(s, ruleset.today)]
    active.sort(key=lambda s: s.scope.end - s.scope.start)  # the nearest comment silences, the wide one is for the rest
    kept: list[Finding] = []
    suppressed: list[Suppressed] = []
    used: set[tuple[Silence, str]] = set()
    for finding in told:
        silence, name = next(((s, name) for s in active if (name := s.covers(finding))), (None, ""))
        if silence:
            suppressed.append(Suppressed(finding, silence.reason))
            used.add((silence, name))
        else:
            kept.append(finding)
    return [*kept, *_faults(silences, ruleset), *_idle(active, used, ruleset)], suppressed


def _expired(silence: Silence, today: dt.date) -> bool:
    return silence.until is not None and silence.until < today


def _faults(silences: tuple[Silence, ...], ruleset: Ruleset) -> Iterator[Finding]:
    invalid, expired = ruleset.by_id.get("techlint/invalid-ignore"), ruleset.by_id.get("techlint/expired-ignore")
    for silence in silences:
        unknown = [name for name in silence.rules if name not in ruleset.selectors]
        problem = silence.problem
        if unknown and not problem:
            problem = f"there is no rule '{unknown[0]}'{suggest(unknown[0], ruleset.selectors)}"
        if problem and invalid:
            yield invalid.tell(Hit(silence.span, {"problem": problem}))
        if expired and silence.until and _expired(silence, ruleset.today):
            yield expired.tell(Hit(silence.span, {"until": silence.until.isoformat()}))


def _idle(active: list[Silence], used: set[tuple[Silence, str]], ruleset: Ruleset) -> Iterator[Finding]:
    """Comments that silence nothing, though the rules they name did run."""
    rule = ruleset.by_id.get("techlint/unused-ignore")
    if not rule:
        return
    for silence in active:
        idle = [
            name
            for name in silence.rules
            if (silence, name) not in used and any(names(name, chosen) for chosen in ruleset.selected)
        ]
        if idle:
            whole = len(idle) == len(silence.rules)
            fix = Fix("remove the comment", (Edit(silence.span, ""),), safe=True) if whole else None
            yield rule.tell(Hit(silence.span, {"rules": ", ".join(idle)}, fix=fix))
