"""Drafts -> results, in this process or, where it pays, in several.

In: Jobs and Settings. Out: for each job the data of its report, or what to tell the user instead, in order.
Must not know: how drafts are found, which results are known already.
"""

from __future__ import annotations

import gc
import os
import sys
from contextlib import suppress
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from techlint import compiled, store
from techlint.drafts import read
from techlint.errors import UsageError
from techlint.pipeline import check
from techlint.record import NamedTuple
from techlint.text import Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from concurrent.futures import ProcessPoolExecutor
    from typing import Self

    from techlint.collection import Surroundings
    from techlint.settings import Settings
    from techlint.store import Entry

    Checked = tuple[list[Entry | str], compiled.Known]

PARALLEL_FROM = 400_000
"""Bytes to check from which a second process pays: it costs about as long to start as 100 KB take to check."""
CHUNK = 75_000
"""Bytes handed to a process at a time."""
SAMPLE = "It is 2x faster than `x`.\n\n```python\nprint(1)\n```\n"
"""Asks for what nearly every draft will ask for."""


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


class Workers:
    """A context manager; inside it checks drafts, by this process or by several."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        if self._pool:
            self._pool.shutdown()

    def call(self, size: int) -> None:
        """Start processes, if they pay for so many bytes; they get ready while this one goes on."""
        processes = min(_processors(), size // CHUNK)
        if self._pool or processes < 2 or size < PARALLEL_FROM:
            return
        from concurrent.futures import ProcessPoolExecutor

        self._pool = ProcessPoolExecutor(processes, initializer=_get_ready, initargs=(self._settings,))
        self._pool.submit(_processors)  # processes start with the first task

    def check(self, jobs: Sequence[Job]) -> Iterator[tuple[Job, Entry | str]]:
        """Each job with the data of its report, or with what to tell the user instead; the longest drafts come first.

        So none of them is begun when the other processes have run out of work.
        """
        jobs = sorted(jobs, key=lambda job: -len(job.data))
        self.call(sum(len(job.data) for job in jobs))
        chunks = _chunks(jobs)
        checked = self._pool.map(_check_called, chunks) if self._pool else map(partial(_check, self._settings), chunks)
        ahead = iter(jobs)
        for entries, patterns in checked:
            compiled.learn(patterns)
            yield from zip(islice(ahead, len(entries)), entries, strict=True)


def _processors() -> int:
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _chunks(jobs: Iterable[Job]) -> Iterator[list[Job]]:
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


_settings: Settings | None = None


def _get_ready(settings: Settings) -> None:
    """Begin a worker process: keep what it works by, which would else come with each chunk, and load what it needs."""
    global _settings  # noqa: PLW0603 - the process has this one purpose
    _settings = settings
    with suppress(Exception):  # who is to check a draft will tell what is wrong with it
        check(Source.of(SAMPLE), settings.ruleset_for(Path("draft.md")))


def _check_called(jobs: list[Job]) -> Checked:
    if _settings is None:
        raise RuntimeError("this process never got ready")
    return _check(_settings, jobs)


def _check(settings: Settings, jobs: list[Job]) -> Checked:
    """Check some drafts; also tell which patterns were compiled for it. Garbage is collected then, if there is much.

    Amid a draft nearly everything is alive: the collector would look through it in vain for a tenth of the time.
    """
    gc.disable()
    try:
        return [_check_one(job, settings) for job in jobs], compiled.news()
    finally:
        gc.enable()


def _check_one(job: Job, settings: Settings) -> Entry | str:
    try:
        return store.dump(check(job.source, settings.ruleset_for(job.path), job.around))
    except UsageError:
        raise
    except Exception as error:  # noqa: BLE001 - a draft that trips techlint must not cost the others their findings
        return f"{job.path}: techlint itself failed here ({type(error).__name__}); please report this draft"
