"""Times techlint beside its peers, in one run on one machine, and writes the table of docs/benchmarks.md.

Usage: `python -m benchmarks.speed POSTS [--vale FOLDER] [--runs N] [--write FILE]`.

POSTS is a folder of many posts. Peers are taken from PATH; those that are not there are named as missing. `--vale` is a
folder with `google.ini` and `many.ini` (Microsoft, write-good, proselint) and their styles. Every figure is the least
of N runs: what else a machine does can only add. CPU time is that of all processes a command starts; memory is that of
the largest of them. All of techlint's rules are on; its cache of parsed rules is warm, as it is after the first run
ever, its cache of results is empty except where a row says otherwise.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TECHLINT = ("techlint", "check", "--isolated", "--output-format", "concise")
NOTHING = (sys.executable, "-c", "pass")
SHORT = 12_000
"""Bytes of the post that stands for one; the posts nearest to it are taken."""


@dataclass(frozen=True)
class Cost:
    """Seconds on the clock, seconds of CPU, megabytes of memory."""

    wall: float
    cpu: float
    memory: float


def main() -> int:
    """Measure, and print or write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("posts", type=Path)
    parser.add_argument("--vale", type=Path, help="folder of Vale's configurations")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--write", type=Path)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TECHLINT_CACHE_DIR"] = str(Path(folder) / "cache")
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        page = "\n".join(report(args, Path(folder))) + "\n"
    if args.write:
        args.write.write_text(page, encoding="utf-8")
    else:
        print(page, end="")
    return 0


def report(args: argparse.Namespace, folder: Path) -> Iterator[str]:
    """The page, line by line."""
    posts = sorted(args.posts.glob("*.md"))
    tools = {name: command for name, command in commands(args.vale) if shutil.which(command[0])}
    absent = [name for name, _ in commands(args.vale) if name not in tools]
    short = sorted(posts, key=lambda post: abs(post.stat().st_size - SHORT))[:3]
    yield from heading(posts, tools, absent)
    yield "\n## One post\n"
    sizes = ", ".join(f"{post.stat().st_size / 1000:.1f} KB" for post in short)
    yield f"The mean of three posts ({sizes}).\n"
    yield from table(("", "wall ms", "CPU ms", "MB"))
    for name, command in {"`python -c pass`": NOTHING, **tools}.items():
        costs = [measure(command, post, args.runs) for post in short]
        wall, cpu = (sum(values) / len(short) * 1000 for values in zip(*((c.wall, c.cpu) for c in costs), strict=True))
        yield row(name, f"{wall:.0f}", f"{cpu:.0f}", f"{max(c.memory for c in costs):.0f}")
    yield f"\n## {len(posts)} posts at once\n"
    yield from table(("", "wall s", "CPU s", "MB"))
    for name, command in tools.items():
        cost = measure(command, args.posts, 2 if command is TECHLINT else 1)
        yield row(name, f"{cost.wall:.1f}", f"{cost.cpu:.1f}", f"{cost.memory:.0f}")
    yield from again(args.posts, folder)
    yield from growth(posts, folder, args.runs)
    yield from more_rules(short[0], folder, args.runs)


def commands(vale: Path | None) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Each tool by name, as its users run it, without what it may have cached."""
    yield "techlint", TECHLINT
    yield "proselint", ("proselint", "check")
    yield "markdownlint-cli2", ("markdownlint-cli2",)
    yield "rumdl", ("rumdl", "check", "--no-cache", "--isolated")
    yield "typos", ("typos", "--isolated", "--no-ignore")
    if vale:
        yield "Vale, Google", ("vale", "--config", str(vale / "google.ini"), "--output", "line")
        yield (
            "Vale, Microsoft + write-good + proselint",
            ("vale", "--config", str(vale / "many.ini"), "--output", "line"),
        )


def measure(command: tuple[str, ...], target: Path, runs: int, before: Callable[[], object] | None = None) -> Cost:
    """The least cost of running a command on a file or folder."""
    where = f"{target}/*.md" if target.is_dir() and command[0] == "markdownlint-cli2" else str(target)
    costs = []
    for number in range(runs + (runs > 1)):  # the first fills the caches of the system and of rules, and does not count
        (before or forget)()
        cost = run((*command, where) if command is not NOTHING else command)
        if number or runs == 1:
            costs.append(cost)
    return Cost(min(c.wall for c in costs), min(c.cpu for c in costs), min(c.memory for c in costs))


def run(command: tuple[str, ...]) -> Cost:
    """The cost of one run; findings are no failure, a crash is."""
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode < 0:
        raise SystemExit(f"{command[0]} was ended by signal {-process.returncode}")
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1000)


def forget() -> None:
    """Empty techlint's cache of results, and what it knows of the drafts around."""
    for name in ("results.json", "summaries.json"):
        (Path(os.environ["TECHLINT_CACHE_DIR"]) / name).unlink(missing_ok=True)


def again(posts: Path, folder: Path) -> Iterator[str]:
    """What a second run costs."""
    copy = shutil.copytree(posts, folder / "posts")
    run((*TECHLINT, str(copy)))
    changed = sorted(copy.glob("*.md"))[len(list(copy.glob("*.md"))) // 2]

    def change() -> None:
        changed.write_text(changed.read_text(encoding="utf-8") + "\nOne more line.\n", encoding="utf-8")

    yield "\n## techlint, the same posts again\n"
    yield from table(("", "wall s", "CPU s"))
    for name, before in (("nothing changed", lambda: None), ("one post changed", change)):
        cost = measure(TECHLINT, copy, 3, before)
        yield row(name, f"{cost.wall:.2f}", f"{cost.cpu:.2f}")


def growth(posts: list[Path], folder: Path, runs: int) -> Iterator[str]:
    """What techlint costs for the same megabyte of posts, cut into drafts of one length, of ten times that, of all.

    Each draft is a run of its own. A longer draft made of other posts would tell how the posts differ: some are in
    Chinese, some hold forty imports.
    """
    yield "\n## techlint, a megabyte in drafts of different length\n"
    yield from table(("drafts", "KB each", "CPU ms each", "CPU ms beyond an empty draft, per 10 KB"))
    draft = folder / "long.md"
    draft.write_text("", encoding="utf-8")
    empty = measure(TECHLINT, draft, runs).cpu
    whole = "\n\n".join(post.read_text(encoding="utf-8", errors="replace") for post in posts[:200])[:1_000_000]
    for drafts in (100, 10, 1):
        size = len(whole) // drafts
        costs = []
        for start in range(0, size * drafts, size):
            draft.write_text(whole[start : start + size], encoding="utf-8")
            costs.append(measure(TECHLINT, draft, 2).cpu)
        each = sum(costs) / drafts
        yield row(
            str(drafts), f"{size // 1000}", f"{each * 1000:.0f}", f"{(each - empty) * 1000 / (size / 10_000):.1f}"
        )


RULE = """\
severity: warning
message: "no {{found}}"
why: "It is in the way"
help: "take it out"
explanation: |
  A rule to be counted.
since: 0.1.0
match:
  in: [prose]
  terms: [gizmo{0}, widget{0}]
examples:
  bad:
    - |
      A gizmo{0}.
        {1}
  good:
    - |
      A thing.
"""


def more_rules(post: Path, folder: Path, runs: int) -> Iterator[str]:
    """What further rules of a user's own cost on one post."""
    yield "\n## techlint, with rules of a user's own\n"
    yield from table(("rules more", "CPU ms"))
    yield row("0", f"{measure(TECHLINT, post, runs).cpu * 1000:.0f}")
    for count in (100, 1000):
        house = folder / f"rules{count}" / "house"
        house.mkdir(parents=True)
        for number in range(count):
            text = RULE.format(number, "^" * len(f"gizmo{number}"))
            (house / f"r{number}.yaml").write_text(text, encoding="utf-8")
        command = (*TECHLINT, "--rules", str(house.parent))
        yield row(str(count), f"{measure(command, post, runs).cpu * 1000:.0f}")


def heading(posts: list[Path], tools: dict[str, tuple[str, ...]], absent: list[str]) -> Iterator[str]:
    """What was run, on what."""
    size = sum(post.stat().st_size for post in posts) / 1e6
    yield "---\nbenchmark: benchmarks/speed.py\n---\n\n# Benchmarks\n"
    yield "<!-- written by `python -m benchmarks.speed POSTS --write docs/benchmarks.md` -->\n"
    yield f"{len(posts)} posts of public blogs, {size:.1f} MB; {os.cpu_count()} processors, {platform.system()}, Python"
    yield f"{platform.python_version()}. Each figure is the least of several runs; CPU time is that of"
    yield "all processes of a command, memory that of the largest. All rules of techlint are on, nothing is known from"
    yield "an earlier run but the parsed rules. Other tools look for other things: this compares waiting, not worth.\n"
    programs = dict.fromkeys((name.partition(",")[0], command[0]) for name, command in tools.items())
    yield "Versions: " + "; ".join(f"{name} {version(program)}" for name, program in programs) + "."
    if absent:
        yield f"\nNot at hand and so not measured: {', '.join(absent)}."


def version(program: str) -> str:
    """What a program says of itself."""
    for question in ("--version", "version"):
        said = subprocess.run((program, question), capture_output=True, text=True, check=False)
        words = said.stdout.partition("\n")[0].split()
        if found := next((word.strip("v,") for word in words if word.strip("v,")[:1].isdigit()), ""):
            return found
    return "(built from source)"


def table(names: tuple[str, ...]) -> tuple[str, str]:
    """The head of a table."""
    return row(*names), "|" + "---|" * len(names)


def row(*cells: str) -> str:
    """One row of a table."""
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    raise SystemExit(main())
