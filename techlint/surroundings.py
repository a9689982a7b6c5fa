"""What a draft's check must know of the drafts around it: the site they are for, and what they share.

In: the drafts of a run, and all drafts of their repositories, of which the others are only summed up. Out:
Surroundings for each draft of the run. Must not know: rules, how a draft is checked.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from techlint import site, store
from techlint.collection import Collection, Summary, Surroundings, habit, summarise
from techlint.discovery import discover
from techlint.drafts import read
from techlint.errors import FileError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from techlint.config import Config

LARGEST = 1_000_000
"""A larger file is no neighbour worth reading."""


def survey(
    drafts: Mapping[Path, bytes], config_for: Callable[[Path], Config], memory: Path | None, *, live: bool = False
) -> dict[Path, Surroundings]:
    """Look around each draft. `memory` is a file in which summaries are kept from run to run.

    `live` drafts are as an editor holds them: what is known of their files does not hold for them.
    """
    kept = store.read(memory) if memory else {}
    summaries: dict[Path, Summary] = {}
    before = dict(kept)
    groups: dict[Path | None, list[Path]] = {}
    for draft in drafts:
        groups.setdefault(_root(draft.absolute().parent), []).append(draft)
    found: dict[Path, Surroundings] = {}
    for root, members in groups.items():
        own = {path.absolute(): path for path in members}
        everyone = _all_drafts(root, config_for) | own.keys() if root else own.keys()
        for path in sorted(everyone):
            data = drafts[own[path]] if path in own else None
            summary = _summary(path, root, data, {} if live and data is not None else kept)
            if summary:
                summaries[path] = summary
        collection = Collection(tuple(summaries[path] for path in sorted(everyone) if path in summaries))
        custom = habit(collection.summaries)
        for path, draft in own.items():
            clashes = tuple(collection.clashes(summaries[path])) if path in summaries else ()
            found[draft] = Surroundings(site.of_path(path) or custom, clashes)
    if memory and kept != before:
        store.write(memory, kept)
    return found


@cache
def _root(folder: Path) -> Path | None:
    """The repository that a folder is in."""
    return next((place for place in (folder, *folder.parents) if (place / ".git").exists()), None)


def _all_drafts(root: Path, config_for: Callable[[Path], Config]) -> set[Path]:
    return {path.absolute() for path in discover([root], config_for).drafts}


def _summary(path: Path, root: Path | None, data: bytes | None, kept: dict[str, store.Entry]) -> Summary | None:
    """Sum a draft up, or remember what was summed up when it had the same size and time."""
    name = path.relative_to(root).as_posix() if root else path.as_posix()
    state = _state(path, name)
    entry = kept.get(str(path))
    try:
        if entry and state and entry["state"] == state:
            return Summary.from_json(entry["summary"])
    except store.WRONG:
        pass
    if data is None and state and state[1] <= LARGEST:
        data = _read(path)
    if data is None:
        return None
    try:
        summary = summarise(name, read(name, data).text)
    except FileError:  # a broken notebook has no title
        return None
    if state:
        kept[str(path)] = {"state": state, "summary": summary.to_json()}
    return summary


def _state(path: Path, name: str) -> list[Any] | None:
    """What tells whether a file changed; None for a draft that is on no disk yet."""
    try:
        stat = path.stat()
    except OSError:
        return None
    return [stat.st_mtime_ns, stat.st_size, name]


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def alone(draft: Path) -> Surroundings:
    """The surroundings of a draft that is looked at by itself."""
    return Surroundings(site.of_path(draft))
