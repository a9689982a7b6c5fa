"""GitHub Actions: clones of actions and GitHub's announcements in, packs for actions, runner labels, commands out.

An action's tag is deprecated from the day on which GitHub no longer runs the Node.js that its `action.yml` names.
Clones are looked for as `<folder>/<owner>+<name>[/repo]` or `<folder>/<owner>/<name>`; nothing is checked out or run.
"""

from __future__ import annotations

import re
import subprocess
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tools.harvest.pack import Entry, Pack, tidy

if TYPE_CHECKING:
    from collections.abc import Iterator

_MAJOR = re.compile(r"v\d{1,3}")
_VERSION = re.compile(r"v?\d{1,3}(\.\d{1,4}){0,2}")
_PLUGIN = re.compile(r"^\s*(plugin):", re.MULTILINE)
_USING = re.compile(r"^\s*using:\s*['\"]?(\w+)", re.MULTILINE)
CHANGELOG = "https://github.blog/changelog/label/actions/"


def packs(folder: Path) -> Iterator[tuple[str, Pack]]:
    """Yield a pack for each action that is cloned or announced, one for runner labels, one for workflow commands."""
    table = tomllib.loads(Path(__file__).with_name("actions.toml").read_text(encoding="utf-8"))
    clones = {table["spelled"].get(name, name): clone for name, clone in _clones(folder)}
    names = {*clones, *table["removed"], *table["archived"]}
    for name in sorted(names):
        entries, versions = _action(name, clones.get(name), table)
        if entries:
            yield "actions", _pack(name, f"https://github.com/{'/'.join(name.split('/')[:2])}", (versions, entries))
    for library, rows in (("_runners", table["runners"]), ("_commands", table["commands"])):
        entries = tidy(_announced(symbol, row) for symbol, row in rows.items())
        yield "actions", _pack(library, CHANGELOG, ("announced", entries))


def _announced(symbol: str, row: dict[str, Any]) -> Entry:
    day = row["date"].isoformat()
    return Entry(symbol, row.get("status", "eol"), "", day, replacement=row.get("replacement", ""), tier="declared")


def _action(name: str, clone: Path | None, table: dict[str, Any]) -> tuple[tuple[Entry, ...], str]:
    tags = _majors(clone) if clone else {}
    newest = max(tags, key=_number, default="")
    rows = []
    ended = {tag: table["runtimes"][using]["date"] for tag, using in tags.items() if using in table["runtimes"]}
    for tag in tags:
        # a version before one that has ended has ended too: checkout@v1 is a plugin and names no Node.js
        days = [day for other, day in ended.items() if _number(other) >= _number(tag)]
        if days and tag != newest:
            day, instead = min(days).isoformat(), f"{name}@{newest}"
            major = f"v{_number(tag)[0]}"  # what people write, also where the tag itself is longer
            rows.append(Entry(f"{name}@{major}", "deprecated", tags[tag], day, replacement=instead, tier="declared"))
    for tag, day in table["removed"].get(name, {}).items():
        instead = f"{name}@{newest}" if newest else f"{name}@v4"
        rows.append(Entry(f"{name}@{tag}", "removed", tag, day.isoformat(), replacement=instead, tier="declared"))
    if gone := table["archived"].get(name):
        day, instead = gone["date"].isoformat(), gone.get("replacement", "")
        rows += [
            Entry(f"{name}@{v}", "deprecated", v, day, replacement=instead, tier="declared") for v in gone["versions"]
        ]
    return tidy(rows), f"{min(tags, key=_number)} .. {newest}" if tags else "announced"


def _number(tag: str) -> tuple[int, ...]:
    return tuple(int(part) for part in tag.lstrip("v").split("."))


def _majors(clone: Path) -> dict[str, str]:
    """Return what each major tag (else the newest tag of each major) runs on."""
    listed = _git(clone, "tag")
    tags = [tag for tag in listed.split() if _VERSION.fullmatch(tag)]
    majors = {tag for tag in tags if _MAJOR.fullmatch(tag)}
    for tag in sorted(tags, key=_number):
        if f"v{_number(tag)[0]}" not in majors:
            majors.discard(next((m for m in majors if _number(m)[0] == _number(tag)[0]), ""))
            majors.add(tag)
    used: dict[str, str] = {}
    for tag in majors:
        text = _git(clone, "show", f"{tag}:action.yml") or _git(clone, "show", f"{tag}:action.yaml")
        if using := _USING.search(text) or _PLUGIN.search(text):
            used[tag] = using[1]
    return used


def _git(clone: Path, *command: str) -> str:
    said = subprocess.run(["git", "-C", str(clone), *command], capture_output=True, check=False)
    return said.stdout.decode(errors="replace") if said.returncode == 0 else ""


def _clones(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.iterdir()):
        repo = path / "repo" if (path / "repo").is_dir() else path
        if "+" in path.name and (_git(repo, "show", "HEAD:action.yml") or _git(repo, "show", "HEAD:action.yaml")):
            yield path.name.replace("+", "/", 1), repo


def _pack(library: str, source: str, content: tuple[str, tuple[Entry, ...]]) -> Pack:
    return Pack(
        library=library,
        distribution="GitHub Actions",
        language="yaml",
        source=source,
        licence="facts only",
        releases=content[0],
        harvested=datetime.now(UTC).date().isoformat(),
        entries=content[1],
    )
