"""What changed since a revision: which lines of which drafts.

In: a revision, a folder inside a git repository. Out: for each changed file the lines that are new in it.
Must not know: findings. git is asked, nothing of the repository is run.
"""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from techlint.errors import UsageError
from techlint.lazy import lazy
from techlint.text import Span

if TYPE_CHECKING:
    from techlint.finding import Finding
    from techlint.report import Report
    from techlint.text import Source

PLAIN = (
    "--unified=0",
    "--find-renames",
    "--no-color",
    "--no-ext-diff",
    "--no-textconv",
    "--src-prefix=a/",
    "--dst-prefix=b/",
)
"""A diff that no setting of the repository or the user changes, and that runs no program of theirs."""
HUNK = lazy(r"^@@ -\S+ \+(\d+)(?:,(\d+))? @@")


@dataclass(frozen=True, slots=True)
class Changes:
    """Changed lines by absolute path; None for a file that is wholly new. `root` is the repository."""

    root: Path
    lines: dict[Path, frozenset[int] | None]

    def touches(self, draft: Path) -> bool:
        """Whether a draft changed at all."""
        return draft.resolve() in self.lines

    def keeps(self, finding: Finding, report: Report) -> bool:
        """Whether a finding, or what it rests on, stands in a block that changed."""
        changed = self.lines.get(Path(report.source.path).resolve(), frozenset())
        if changed is None:
            return True
        places = [finding.span, *(label.span for label in finding.related)]
        return any(_block(report.source, span) & changed for span in places)


def since(revision: str, folder: Path, *, staged: bool = False) -> Changes:
    """The changes from where this branch left `revision` (three dots, as pull requests count) to the work tree."""
    root = Path(_git(folder, "rev-parse", "--show-toplevel").strip())
    if revision.startswith("-"):
        raise UsageError(f"'{revision}' is no revision")
    compare = ["--cached", "HEAD"] if staged else [_git(folder, "merge-base", revision, "HEAD").strip()]
    diff = _git(root, "-c", "core.quotePath=false", "diff", *PLAIN, *compare)
    lines: dict[Path, frozenset[int] | None] = dict(_read_diff(diff, root))
    if not staged:
        others = _git(root, "ls-files", "--others", "--exclude-standard", "-z")
        lines.update((root / name, None) for name in others.split("\0") if name)
    return Changes(root, lines)


def _read_diff(diff: str, root: Path) -> dict[Path, frozenset[int]]:
    found: dict[Path, set[int]] = {}
    path: Path | None = None
    for line in diff.split("\n"):
        if line.startswith("+++ "):
            name = line[4:].removesuffix("\t").strip('"')
            path = None if name == "/dev/null" else root / name.removeprefix("b/")
            if path:
                found.setdefault(path, set())
        elif path and (m := HUNK.match(line)):
            start, count = int(m[1]), int(m[2] or 1)
            found[path].update(range(start, start + count) if count else (start, start + 1))
    return {path: frozenset(lines) for path, lines in found.items()}


def _block(source: Source, span: Span) -> set[int]:
    """The lines of the paragraph, or run of lines without a blank one, in which a span stands."""
    text = source.text
    start = text.rfind("\n\n", 0, span.start) + 2 if "\n\n" in text[: span.start] else 0
    end = text.find("\n\n", max(span.end, span.start))
    file, place = source.in_file(Span(min(start, span.start), end if end >= 0 else len(text)))
    return set(range(file.position(place.start).line, file.position(place.end).line + 1))


def _git(folder: Path, *arguments: str) -> str:
    try:
        run = subprocess.run(  # noqa: S603 - fixed arguments; the revision is one argument and no shell is there
            ["git", *arguments],  # noqa: S607 - the user's own git is meant
            cwd=folder,
            capture_output=True,
            check=False,
        )
    except OSError as error:
        raise UsageError(f"git cannot be run: {error.strerror}") from None
    if run.returncode:
        said = run.stderr.decode("utf-8", "replace").strip().splitlines()
        raise UsageError(f"git: {said[0] if said else 'failed'}")
    return run.stdout.decode("utf-8", "surrogateescape")
