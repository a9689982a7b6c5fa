"""Paths of the command line -> the drafts to check.

In: paths and the Config of each folder. Out: drafts in order, and a line for every path that gives none.
Must not know: what is in the files.
"""

from __future__ import annotations

import os
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING

from techlint.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from pathspec import GitIgnoreSpec

    from techlint.config import Config

SKIPPED_FOLDERS = frozenset({"node_modules", "__pycache__", "venv", "dist", "build", "vendor", "target", "_site"})
"""Folders that hold no drafts of the author's own; hidden ones are left out as well. A path given by name is read."""


class Found(NamedTuple):
    """The drafts to check, each once, in order; and what is wrong with the paths that gave none."""

    drafts: tuple[Path, ...]
    problems: tuple[str, ...]


def discover(paths: Iterable[Path], config_for: Callable[[Path], Config], *, force_exclude: bool = False) -> Found:
    """Find the drafts. Files named by the user are taken as they are, unless excluded and `force_exclude`."""
    drafts: dict[Path, None] = {}
    problems: list[str] = []
    for path in paths:
        if path.is_dir():
            found = list(_walk(path, config_for))
            if not found:
                kinds = ", ".join(config_for(path.resolve()).include)
                problems.append(f"{path}: no drafts here (looked for {kinds})")
            drafts.update(dict.fromkeys(found))
        elif path.exists():
            if not (force_exclude and _excluded(path.resolve(), config_for(path.resolve().parent))):
                drafts[path] = None
        else:
            problems.append(f"{path}: no such file or folder")
    return Found(tuple(drafts), tuple(problems))


def _walk(top: Path, config_for: Callable[[Path], Config]) -> Iterator[Path]:
    pending = [(top, _ignores_above(top.resolve()) if config_for(top.resolve()).respect_gitignore else ())]
    while pending:
        folder, ignores = pending.pop()
        here = folder.resolve()
        config = config_for(here)
        if config.respect_gitignore and (spec := _read_gitignore(here)):
            ignores = (*ignores, (here, spec))
        folders = []
        for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
            if entry.name.startswith("."):
                continue
            is_folder = entry.is_dir(follow_symlinks=False)
            path = here / entry.name
            if _ignored(path, ignores, is_folder=is_folder) or _excluded(path, config):
                continue
            if is_folder and entry.name not in SKIPPED_FOLDERS:
                folders.append((folder / entry.name, ignores))
            elif entry.is_file() and any(fnmatch(entry.name, pattern) for pattern in config.include):
                yield folder / entry.name
        pending.extend(reversed(folders))


def matches(path: Path, pattern: str, root: Path) -> bool:
    """Whether a glob of a configuration names a path: from the configuration's folder, `**` over folders."""
    if not path.is_relative_to(root):
        return False
    relative = path.relative_to(root).as_posix()
    return any(
        fnmatch(part, pattern.rstrip("/")) or fnmatch(part, pattern.replace("**/", ""))
        for part in (relative, *(p.as_posix() for p in Path(relative).parents if p != Path()), path.name)
    )


def _excluded(path: Path, config: Config) -> bool:
    return any(matches(path, pattern, config.root) for pattern in config.exclude)


Ignores = tuple[tuple[Path, "GitIgnoreSpec"], ...]


def _ignores_above(folder: Path) -> Ignores:
    """The `.gitignore` files between the repository's root and a folder, the folder's own left out."""
    roots = [place for place in (folder, *folder.parents) if (place / ".git").exists()]
    if not roots:
        return ()
    between = [place for place in folder.parents if place.is_relative_to(roots[0])]
    found = ((place, _read_gitignore(place)) for place in reversed(between))
    return tuple((place, spec) for place, spec in found if spec)


def _read_gitignore(folder: Path) -> GitIgnoreSpec | None:
    path = folder / ".gitignore"
    if not path.is_file():
        return None
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(path.read_text(encoding="utf-8", errors="replace").splitlines())


def _ignored(path: Path, ignores: Ignores, *, is_folder: bool) -> bool:
    """Whether git ignores a path: the nearest file that speaks of it has the last word."""
    for place, spec in reversed(ignores):
        verdict = spec.check_file(path.relative_to(place).as_posix() + ("/" if is_folder else "")).include
        if verdict is not None:
            return verdict
    return False
