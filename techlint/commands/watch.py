"""`techlint check --watch`: check again whenever a draft, the configuration or a rule changes, until interrupted.

In: what to check, and the command line to do it with. Out: the exit code of the last check.
Must not know: what a check does. Each is a process of its own, so that nothing of the last one is remembered.
"""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

import click

from techlint import config
from techlint.discovery import discover
from techlint.errors import UsageError
from techlint.settings import folders

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from techlint.settings import Settings

PAUSE = 0.5
"""Seconds between two looks."""


def watch(paths: tuple[Path, ...], settings: Settings) -> int:
    """Check now and after every change, with the options of the command line; ends when the user interrupts it."""
    # -P: a folder called techlint, or a click.py, among the drafts is not ours to run
    command = [sys.executable, "-P", "-m", "techlint", *(word for word in sys.argv[1:] if word != "--watch")]
    seen, code = None, 0
    try:
        while True:
            if seen != (now := state(paths, settings)):
                if sys.stdout.isatty():
                    click.clear()
                code = subprocess.run(command, check=False).returncode  # noqa: S603 - techlint itself, as it was called
                now = state(paths, settings)  # fixes have changed drafts, too
                click.echo("Watching; Ctrl-C ends.", err=True)
            seen = now
            time.sleep(PAUSE)
    except KeyboardInterrupt:
        return code


def state(paths: tuple[Path, ...], settings: Settings) -> frozenset[tuple[str, int, int]]:
    """What tells whether anything changed: drafts, configuration files, rules of the user's own."""
    config.for_folder.cache_clear()
    try:
        return frozenset(_stamps(paths, settings))
    except UsageError as error:  # a mistake in a configuration that is being written: the check will say so
        return frozenset({(str(error), 0, 0)})


def _stamps(paths: tuple[Path, ...], settings: Settings) -> Iterator[tuple[str, int, int]]:
    drafts = discover(paths, settings.config_for).drafts
    for found in {settings.config_for(draft.resolve().parent).files: draft for draft in drafts}.values():
        now = settings.config_for(found.resolve().parent)
        yield from map(_stamp, now.files)
        for folder in folders(now)[1:]:
            yield from (_stamp(entry) for entry in folder.path.rglob("*"))
    yield from map(_stamp, drafts)


def _stamp(path: Path) -> tuple[str, int, int]:
    try:
        found = path.stat()
    except OSError:  # gone between two looks
        return str(path), 0, 0
    return str(path), found.st_mtime_ns, found.st_size
