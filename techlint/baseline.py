"""Known findings: a file that says which findings a repository has agreed to live with for now.

In: Reports. Out: Reports whose known findings are put aside, and the text of the file.
Must not know: how the file is asked for. One finding a line, sorted, so that it merges and reads well in a diff; it has
no line numbers and no words of the draft. It shrinks by itself and grows only on command.
"""

from __future__ import annotations

import secrets
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from techlint.errors import FileError
from techlint.fingerprint import fingerprints

if TYPE_CHECKING:
    from collections.abc import Iterable

    from techlint.report import Report

HEAD = "# techlint baseline: findings known and put up with, one a line. `techlint baseline` writes it anew.\n# salt: "


@dataclass(frozen=True, slots=True)
class Baseline:
    """Entries (draft, rule, fingerprint) and how often each is known; paths are relative to the file's folder."""

    path: Path
    salt: str
    known: Counter[tuple[str, str, str]]

    def split(self, report: Report) -> Report:
        """Move what is known from the findings of a report to its list of known ones."""
        left = Counter(self.known)
        findings, known = [], list(report.known)
        draft = self.name(report)
        for finding, mark in zip(report.findings, fingerprints(report, self.salt.encode()), strict=True):
            entry = (draft, finding.rule, mark)
            if left[entry] > 0:
                left[entry] -= 1
                known.append(finding)
            else:
                findings.append(finding)
        return report._replace(findings=tuple(findings), known=tuple(known))

    def name(self, report: Report) -> str:
        """How the file names a draft."""
        draft = Path(report.source.path).absolute()
        folder = self.path.absolute().parent
        return draft.relative_to(folder).as_posix() if draft.is_relative_to(folder) else draft.as_posix()

    def shrunk(self, reports: Iterable[Report], ran: frozenset[str]) -> Baseline:
        """The baseline without what these drafts, checked anew by the rules that ran, no longer have."""
        known = Counter(self.known)
        for report in reports:
            draft = self.name(report)
            found = Counter(
                (draft, finding.rule, mark)
                for finding, mark in zip(report.findings, fingerprints(report, self.salt.encode()), strict=True)
            )
            for entry in [entry for entry in known if entry[0] == draft and entry[1] in ran]:
                known[entry] = min(known[entry], found[entry])
        return replace(self, known=+known)

    def text(self) -> str:
        """The file."""
        lines = sorted("\t".join(entry) for entry in self.known.elements())
        return HEAD + self.salt + "\n" + "".join(f"{line}\n" for line in lines)


def read(path: Path) -> Baseline:
    """Read a baseline; raises FileError with the line that is wrong."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        raise FileError(str(path), 0, "no such baseline (`techlint baseline` writes one)") from None
    except (OSError, UnicodeDecodeError) as error:
        raise FileError(str(path), 0, f"cannot be read: {error}") from None
    salt, known = "", Counter[tuple[str, str, str]]()
    for number, line in enumerate(lines, 1):
        if line.startswith("# salt: "):
            salt = line.removeprefix("# salt: ").strip()
        elif line.strip() and not line.startswith("#"):
            parts = line.split("\t")
            if len(parts) != 3:
                raise FileError(str(path), number, "no entry: draft, rule and fingerprint, with tabs between")
            known[parts[0], parts[1], parts[2]] += 1
    return Baseline(path, salt, known)


def make(path: Path, reports: Iterable[Report]) -> Baseline:
    """A baseline of all that is found now, `info` included: what was not shown must not come up as new."""
    empty = Baseline(path, secrets.token_hex(8), Counter())
    known = Counter(
        (empty.name(report), finding.rule, mark)
        for report in reports
        for finding, mark in zip(report.findings, fingerprints(report, empty.salt.encode()), strict=True)
    )
    return replace(empty, known=known)
