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
_BRANCH = re.compile(r"v\d{1,3}\.x|releases?/v\d{1,3}")
_INSIDE = re.compile(r"([\w-]+)/action\.ya?ml")
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
    refs = _refs(clone, "/".join(name.split("/")[2:])) if clone else {}
    tags = sorted((ref for ref in refs if _VERSION.fullmatch(ref)), key=_number)
    newest = max(tags, key=_number, default="")
    rows = []
    runtimes = table["runtimes"]
    ended = {ref: runtimes[using]["date"] for ref, using in refs.items() if using in runtimes}
    still = newest in ended and not runtimes[refs[newest]].get("runs")
    for ref, using in refs.items():
        # a version before one that has ended has ended too: checkout@v1 is a plugin and names no Node.js
        later = [tag for tag in tags if ref in tags and _number(tag) > _number(ref)]
        days = [ended[one] for one in (ref, *later) if one in ended]
        # the newest version is told only where its Node.js is gone: then there is none to use instead
        if days and (ref != newest or still):
            instead = table["moved"].get(name, "") or ("" if still else f"{name}@{newest}")
            day = min(days).isoformat()
            rows.append(
                Entry(f"{name}@{_written(ref)}", "deprecated", using, day, replacement=instead, tier="declared")
            )
    for tag, day in table["removed"].get(name, {}).items():
        instead = f"{name}@{newest}" if newest else f"{name}@v4"
        rows.append(Entry(f"{name}@{tag}", "removed", tag, day.isoformat(), replacement=instead, tier="declared"))
    if gone := table["archived"].get(name):
        day, instead = gone["date"].isoformat(), gone.get("replacement", "")
        rows += [
            Entry(f"{name}@{v}", "deprecated", v, day, replacement=instead, tier="declared") for v in gone["versions"]
        ]
    return tidy(rows), f"{tags[0]} .. {newest}" if tags else "announced"


def _number(ref: str) -> tuple[int, ...]:
    """`v1`, `1.2.0`, `v1.x`, `releases/v1` as numbers; `latest` has none."""
    return tuple(map(int, re.findall(r"\d+", ref)))


def _written(ref: str) -> str:
    """How people write a version: by its major tag, also where the tag itself is longer."""
    return f"v{_number(ref)[0]}" if _VERSION.fullmatch(ref) else ref


def _refs(clone: Path, inside: str) -> dict[str, str]:
    """Return what each major tag (else the newest tag of each major), and each branch of a version, runs on."""
    listed = git(clone, "tag").split()
    tags = [tag for tag in listed if _VERSION.fullmatch(tag)]
    majors = {tag for tag in tags if _MAJOR.fullmatch(tag)}
    for tag in sorted(tags, key=_number):
        if f"v{_number(tag)[0]}" not in majors:
            majors.discard(next((m for m in majors if _number(m)[0] == _number(tag)[0]), ""))
            majors.add(tag)
    branches = git(clone, "for-each-ref", "--format=%(refname:lstrip=2)", "refs/heads").split()
    refs = {*majors, *(branch for branch in branches if _BRANCH.fullmatch(branch)), *({"latest"} & set(listed))}
    used: dict[str, str] = {}
    for ref in refs:
        if using := _USING.search(text := _action_file(clone, ref, inside)) or _PLUGIN.search(text):
            used[ref] = using[1]
    return used


def _action_file(clone: Path, ref: str, inside: str) -> str:
    at = f"{inside}/" if inside else ""
    return git(clone, "show", f"{ref}:{at}action.yml") or git(clone, "show", f"{ref}:{at}action.yaml")


def git(clone: Path, *command: str) -> str:
    said = subprocess.run(["git", "-C", str(clone), *command], capture_output=True, check=False)
    return said.stdout.decode(errors="replace") if said.returncode == 0 else ""


def _clones(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the actions of each clone: the one in its root, or else those in folders (`haskell/actions/setup`)."""
    for path in sorted(folder.iterdir()):
        repo = path / "repo" if (path / "repo").is_dir() else path
        if "+" not in path.name:
            continue
        name = path.name.replace("+", "/", 1)
        if _action_file(repo, "HEAD", ""):
            yield name, repo
        else:
            listed = git(repo, "ls-tree", "-r", "--name-only", "HEAD").splitlines()
            yield from ((f"{name}/{found[1]}", repo) for file in listed if (found := _INSIDE.fullmatch(file)))


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
