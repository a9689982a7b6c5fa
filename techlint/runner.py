"""Paths -> Reports: find the drafts, read them, check those that changed, several at a time where it pays.

In: paths and Settings. Out: reports in the order of the drafts, and a line for everything that could not be checked.
Must not know: formats, exit codes.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from techlint import store
from techlint.digest import digest
from techlint.discovery import discover
from techlint.drafts import NOTEBOOK, read
from techlint.errors import FileError
from techlint.pipeline import check
from techlint.record import NamedTuple
from techlint.resources import cache_folder
from techlint.surroundings import alone, survey
from techlint.workers import Job, Workers

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from techlint.report import Report
    from techlint.settings import Settings
    from techlint.store import Entry
    from techlint.text import Source

    Drafts = Mapping[Path, tuple[bytes, str]]
    """By path the bytes of a draft, and the beginning of the key of its result, which no draft around it changes."""

HEAD = 8192
"""Bytes looked at to tell a draft from a binary file."""


class Outcome(NamedTuple):
    """What a run came to. `problems` are lines for the user, about what could not be checked."""

    reports: tuple[Report, ...]
    problems: tuple[str, ...]
    sources: tuple[Source, ...] = ()
    """The drafts as they are, in the order of the reports: what fixes are applied to, and no output may show."""


class Scope(NamedTuple):
    """Which drafts to check: those at `paths`, of them those that `only` says, excludes applied to all if so said."""

    paths: tuple[Path, ...]
    force_exclude: bool = False
    only: Callable[[Path], bool] | None = None


def run(scope: Scope, settings: Settings, tick: Callable[[int, int], None] | None = None) -> Outcome:
    """Check drafts, and the drafts in folders. A draft that cannot be read does not cost the others theirs.

    `tick(done, all)` is called now and then, for a progress line.
    """
    found = discover(scope.paths, settings.config_for, force_exclude=scope.force_exclude)
    problems = list(found.problems)
    cache = cache_folder() / "results.json" if settings.use_cache else None
    drafts = {
        path: (data, f"{digest(data)} {settings.ruleset_for(path).key} ")
        for path, data in read_drafts(filter(scope.only, found.drafts), problems)
    }
    entries = store.read(cache) if cache else {}
    reports: dict[Path, Report] = {}
    pending = []
    with Workers(settings) as workers:
        workers.call(sum(_fresh(drafts, entries)))
        jobs = _jobs(drafts, settings)
        for job in jobs:
            report = _known(job, entries)
            if report is None:
                pending.append(job)
            else:
                reports[job.path] = report
        for done, (job, entry) in enumerate(workers.check(pending), 1):
            if isinstance(entry, str):
                problems.append(entry)
            else:
                reports[job.path] = store.restore(job.source, entry)
                if not entry["errors"]:
                    entries[_name(job.path)] = {"key": job.key, **entry}
            if tick:
                tick(done, len(pending))
    if cache and pending:
        store.write(cache, entries)
    checked = [job for job in jobs if job.path in reports]
    ordered = tuple(reports[job.path] for job in checked)
    problems += [line for report in ordered for line in report.errors]
    return Outcome(ordered, tuple(problems), tuple(job.source for job in checked))


def run_text(data: bytes, name: str, settings: Settings) -> Outcome:
    """Check a draft that comes from elsewhere, as if it were the file `name`."""
    source = read(name, data)
    report = check(source, settings.ruleset_for(Path(name)), alone(Path(name)))
    return Outcome((report,), report.errors, (source,))


def is_binary(data: bytes) -> bool:
    """Whether bytes are no text: they hold many characters that no text has. One stray NUL does not make a binary."""
    head = data[:HEAD]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False  # UTF-16
    odd = len(head) - len(head.translate(None, bytes([*range(9), 11, *range(14, 27), *range(28, 32), 127])))
    return odd * 50 > len(head) > 0 or head.startswith((b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"GIF8", b"\xff\xd8\xff"))


def read_drafts(drafts: Iterable[Path], problems: list[str]) -> Iterator[tuple[Path, bytes]]:
    """Read drafts; what cannot be read, or is no text, goes to `problems` as a line for the user."""
    for draft in drafts:
        try:
            data = draft.read_bytes()
        except OSError as error:
            problems.append(f"{draft}: {error.strerror or error}")
            continue
        if is_binary(data):
            problems.append(f"{draft}: this is a binary file, not a draft")
            continue
        try:
            if draft.name.lower().endswith(NOTEBOOK):
                read(draft.as_posix(), data)
        except FileError as error:
            problems.append(str(error))
        else:
            yield draft, data


def _fresh(drafts: Drafts, entries: dict[str, Entry]) -> Iterator[int]:
    """The sizes of the drafts that are to be checked whatever is around them."""
    for path, (data, key) in drafts.items():
        entry = entries.get(_name(path))
        if not (isinstance(entry, dict) and str(entry.get("key")).startswith(key)):
            yield len(data)


def _jobs(drafts: Drafts, settings: Settings) -> list[Job]:
    memory = cache_folder() / "summaries.json" if settings.use_cache else None
    around = survey({path: data for path, (data, _) in drafts.items()}, settings.config_for, memory)
    return [Job(path, data, around[path], f"{key}{around[path]}") for path, (data, key) in drafts.items()]


def _name(path: Path) -> str:
    return str(path.absolute())


def _known(job: Job, entries: dict[str, Entry]) -> Report | None:
    """The report of an earlier run, if nothing changed since."""
    try:
        entry = entries[_name(job.path)]
        return store.restore(job.source, entry) if entry["key"] == job.key else None
    except store.WRONG:
        return None
