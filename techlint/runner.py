"""Paths -> Reports: find the drafts, read them, check each with its ruleset.

In: paths and Settings. Out: reports in the order of the drafts, and a line for everything that could not be checked.
Must not know: formats, exit codes.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from techlint.discovery import discover
from techlint.errors import UsageError
from techlint.pipeline import check
from techlint.text import Source

if TYPE_CHECKING:
    from collections.abc import Iterable

    from techlint.report import Report
    from techlint.settings import Settings

HEAD = 8192
"""Bytes looked at to tell a draft from a binary file."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to. `problems` are lines for the user, about what could not be checked."""

    reports: tuple[Report, ...]
    problems: tuple[str, ...]


def run(paths: Iterable[Path], settings: Settings, *, force_exclude: bool = False) -> Outcome:
    """Check drafts, and the drafts in folders. A draft that cannot be read does not cost the others theirs."""
    found = discover(paths, settings.config_for, force_exclude=force_exclude)
    problems = list(found.problems)
    reports = []
    for draft in found.drafts:
        try:
            data = draft.read_bytes()
        except OSError as error:
            problems.append(f"{draft}: {error.strerror or error}")
            continue
        if is_binary(data):
            problems.append(f"{draft}: this is a binary file, not a draft")
            continue
        try:
            reports.append(check(Source.decode(draft.as_posix(), data), settings.ruleset_for(draft)))
        except UsageError:
            raise
        except Exception as error:  # noqa: BLE001 - a draft that trips techlint must not cost the others their findings
            problems.append(f"{draft}: techlint itself failed here ({type(error).__name__}); please report this draft")
    problems += [line for report in reports for line in report.errors]
    return Outcome(tuple(reports), tuple(problems))


def run_text(data: bytes, name: str, settings: Settings) -> Outcome:
    """Check a draft that comes from elsewhere, as if it were the file `name`."""
    report = check(Source.decode(name, data), settings.ruleset_for(Path(name)))
    return Outcome((report,), report.errors)


def is_binary(data: bytes) -> bool:
    """Whether bytes are no text: they hold many characters that no text has. One stray NUL does not make a binary."""
    head = data[:HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False  # UTF-16
    odd = len(head) - len(head.translate(None, bytes([*range(9), 11, *range(14, 27), *range(28, 32), 127])))
    return odd * 50 > len(head) > 0 or head.startswith((b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"GIF8", b"\xff\xd8\xff"))
