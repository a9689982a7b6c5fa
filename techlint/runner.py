"""Paths -> Reports: find the drafts, read them, check those that changed, several at a time where it pays.

In: paths and Settings. Out: reports in the order of the drafts, and a line for everything that could not be checked.
Must not know: formats, exit codes.
"""

from __future__ import annotations

import gc
import sys
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from techlint import compiled, store
from techlint.digest import digest
from techlint.discovery import discover
from techlint.drafts import NOTEBOOK, read
from techlint.errors import FileError, UsageError
from techlint.pipeline import check
from techlint.record import NamedTuple
from techlint.resources import cache_folder
from techlint.surroundings import alone, survey

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from techlint.collection import Surroundings
    from techlint.report import Report
    from techlint.settings import Settings
    from techlint.store import Entry
    from techlint.text import Source

HEAD = 8192
"""Bytes looked at to tell a draft from a binary file."""
PARALLEL_FROM = 400_000
"""Bytes to check from which a second process pays: it costs about as long to start as 100 KB take to check."""
CHUNK = 150_000
"""Bytes handed to a process at a time."""


class Outcome(NamedTuple):
    """What a run came to. `problems` are lines for the user, about what could not be checked."""

    reports: tuple[Report, ...]
    problems: tuple[str, ...]
    sources: tuple[Source, ...] = ()
    """The drafts as they are, in the order of the reports: what fixes are applied to, and no output may show."""


class Job(NamedTuple):
    """A draft to check: its path as the user named it, its bytes, and what its result depends on."""

    path: Path
    data: bytes
    around: Surroundings
    key: str

    @property
    def source(self) -> Source:
        """The draft, decoded."""
        return read(self.path.as_posix(), self.data)


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
    jobs = _jobs(dict(read_drafts(filter(scope.only, found.drafts), problems)), settings)
    entries = store.read(cache) if cache else {}
    reports: dict[Path, Report] = {}
    pending = []
    for job in jobs:
        report = _known(job, entries)
        if report is None:
            pending.append(job)
        else:
            reports[job.path] = report
    for job, entry in _check_all(pending, settings, tick):
        if isinstance(entry, str):
            problems.append(entry)
        else:
            reports[job.path] = store.restore(job.source, entry)
            if not entry["errors"]:
                entries[_name(job.path)] = {"key": job.key, **entry}
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


def _jobs(drafts: Mapping[Path, bytes], settings: Settings) -> list[Job]:
    memory = cache_folder() / "summaries.json" if settings.use_cache else None
    around = survey(drafts, settings.config_for, memory)
    return [
        Job(path, data, around[path], f"{digest(data)} {ruleset.key} {around[path]}")
        for path, data in drafts.items()
        for ruleset in [settings.ruleset_for(path)]
    ]


def _name(path: Path) -> str:
    return str(path.absolute())


def _known(job: Job, entries: dict[str, Entry]) -> Report | None:
    """The report of an earlier run, if nothing changed since."""
    try:
        entry = entries[_name(job.path)]
        return store.restore(job.source, entry) if entry["key"] == job.key else None
    except store.WRONG:
        return None


def _check_all(
    jobs: Sequence[Job], settings: Settings, tick: Callable[[int, int], None] | None
) -> Iterator[tuple[Job, Entry | str]]:
    """Check drafts in this process, or in several; yields an entry for each, or what to tell the user instead."""
    chunks = list(_chunks(jobs))
    processes = min(_processes(), len(chunks)) if sum(len(job.data) for job in jobs) >= PARALLEL_FROM else 1
    done = 0
    with _pool(processes) as pool:
        for chunk, (results, patterns) in zip(chunks, pool(partial(_check_chunk, settings), chunks), strict=True):
            compiled.learn(patterns)
            yield from zip(chunk, results, strict=True)
            done += len(chunk)
            if tick:
                tick(done, len(jobs))


@contextmanager
def _pool(processes: int) -> Iterator[Callable[..., Iterator[Any]]]:
    """A `map` over so many processes; over this one, if one is enough."""
    if processes == 1:
        yield map
        return
    from concurrent.futures import ProcessPoolExecutor

    with ProcessPoolExecutor(processes) as pool:
        yield pool.map


def _processes() -> int:
    import os

    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _chunks(jobs: Sequence[Job]) -> Iterator[list[Job]]:
    chunk: list[Job] = []
    size = 0
    for job in jobs:
        chunk.append(job)
        size += len(job.data)
        if size >= CHUNK:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _check_chunk(settings: Settings, jobs: list[Job]) -> tuple[list[Entry | str], compiled.Known]:
    """Check some drafts; also tell which patterns were compiled for it. Garbage is collected then, if there is much.

    Amid a draft nearly everything is alive: the collector would look through it in vain for a tenth of the time.
    """
    gc.disable()
    try:
        return [_check(job, settings) for job in jobs], compiled.news()
    finally:
        gc.enable()


def _check(job: Job, settings: Settings) -> Entry | str:
    try:
        return store.dump(check(job.source, settings.ruleset_for(job.path), job.around))
    except UsageError:
        raise
    except Exception as error:  # noqa: BLE001 - a draft that trips techlint must not cost the others their findings
        return f"{job.path}: techlint itself failed here ({type(error).__name__}); please report this draft"
