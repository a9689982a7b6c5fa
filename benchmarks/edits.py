"""Edits posts at random, fixes them, and looks for changes that nobody asked for.

Usage: `python -m benchmarks.edits POSTS [-n N] [--seed S]`. Exit code 1 and a line for each complaint.

A trial damages a random post, by an injected defect or by a blind edit (stretches deleted, doubled, moved, stray
markup, other line ends), then applies all fixes, unsafe ones too, pass by pass. What must hold of each pass: lines
change only where an applied fix stands; where no fix was about the structure, every other block stays the block it was;
line ends and byte order mark stay. What must hold at the end: a second run changes nothing.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
from collections import Counter
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.inject import DEFECTS
from techlint import pipeline
from techlint.catalog import builtin, load
from techlint.fix import apply
from techlint.fixing import ROUNDS, mend
from techlint.markdown import parse
from techlint.ruleset import Ruleset
from techlint.text import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from techlint.finding import Finding

MARKUP = (
    "`",
    "```\n",
    "\\",
    "\n~~~\n",
    "**",
    "|",
    "\n- ",
    "\n> ",
    "[",
    "](",
    "<",
    "<!-- ",
    "-->",
    "\n\n",
    "\t",
    "$$",
    "{{",
)
STRUCTURAL = ("leftovers/", "code/")
"""Rules whose fixes mean to change what a block is."""


def main() -> int:
    """Run trials over a folder of posts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("posts", type=Path)
    parser.add_argument("-n", type=int, default=500)
    parser.add_argument("--seed", type=int, default=20261121)
    args = parser.parse_args()
    paths, rng, ruleset = sorted(args.posts.glob("*.md")), random.Random(args.seed), every_rule()
    tally: Counter[str] = Counter()
    for number in range(args.n):
        path = rng.choice(paths)
        source = edited(Source.decode(str(path), path.read_bytes()), rng)
        applied, complaints = trial(source, ruleset)
        tally.update(fixes=len(applied), fixed=bool(applied), wrong=bool(complaints))
        for line in complaints:
            print(f"{number} {path.name}: {line}")
    print(f"{args.n} edits, {tally['fixed']} posts fixed, {tally['fixes']} fixes, {tally['wrong']} wrong")
    return int(tally["wrong"] > 0)


def every_rule() -> Ruleset:
    """All rules of techlint, whatever their severity."""
    rules = load([builtin()]).rules
    return Ruleset(rules, frozenset(rule.id for rule in rules), dt.date(2026, 11, 20))


def edited(source: Source, rng: random.Random) -> Source:
    """A post with one random edit, at times with other line ends or a byte order mark."""
    raw = source.raw
    if rng.random() < 0.5:
        injection = rng.choice(list(DEFECTS.values())).inject(parse(source), rng)
        raw = injection.text if injection else raw
    else:
        raw = blind(raw, rng)
    if rng.random() < 0.2:
        raw = raw.replace("\r\n", "\n").replace("\n", "\r\n")
    mark = b"\xef\xbb\xbf" if not source.bom and rng.random() < 0.1 else b""
    return Source.decode(source.path, mark + source.encode(raw))


def blind(raw: str, rng: random.Random) -> str:
    """An edit that knows nothing of the text."""
    start = rng.randrange(len(raw) + 1)
    end = min(len(raw), start + rng.randrange(1, 200))
    other = rng.randrange(len(raw) + 1)
    match rng.randrange(4):
        case 0:
            return raw[:start] + raw[end:]
        case 1:
            return raw[:end] + raw[start:end] + raw[end:]
        case 2:
            return raw[:other] + raw[start:end] + raw[other:]
        case _:
            return raw[:start] + rng.choice(MARKUP) + raw[start:]


def trial(source: Source, ruleset: Ruleset) -> tuple[tuple[Finding, ...], list[str]]:
    """Fix a post to the end; gives the fixes that were applied and what went wrong with them."""
    first = report = pipeline.check(source, ruleset)
    now, complaints = source, list[str]()
    for _ in range(ROUNDS):
        fixed = apply(now, report.findings, unsafe=True)
        if not fixed.applied:
            break
        after = Source.decode(now.path, now.encode(fixed.raw))
        rules = sorted({finding.rule for finding in fixed.applied})
        complaints += [f"{problem} ({', '.join(rules)})" for problem in wrong(now, after, fixed.applied)]
        gentle = [f for f in report.findings if not f.rule.startswith(STRUCTURAL)]
        complaints += structure_lost(now, gentle)
        now, report = after, pipeline.check(after, ruleset)
    mended = mend(source, first, ruleset, unsafe=True)
    if mended.after.raw != now.raw:
        complaints.append("fixing at one go differs from fixing pass by pass")
    again = mend(mended.after, mended.report, ruleset, unsafe=True)
    if again.applied:
        complaints.append(f"a second run fixes more: {', '.join(sorted({f.rule for f in again.applied}))}")
    return mended.applied, complaints


def wrong(before: Source, after: Source, applied: tuple[Finding, ...]) -> Iterator[str]:
    """What changed in a pass though no fix stands there."""
    allowed = {
        line
        for finding in applied
        for edit in (finding.fix.edits if finding.fix else ())
        for line in range(before.position(edit.span.start).line, before.position(edit.span.end).line + 1)
    }
    old, new = before.raw.split("\n"), after.raw.split("\n")
    for tag, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        touched = set(range(start + 1, max(end, start + 1) + 1))
        if tag == "insert":
            touched |= {start + 1 + step for step in slides(new, first, last)}
        elif tag == "delete":
            touched |= {line + step for step in slides(old, start, end) for line in touched}
        if tag != "equal" and not touched & (allowed | {line + 1 for line in allowed}):
            yield f"line {start + 1} changed, where no fix stands"
    if before.raw.count("\n") == before.raw.count("\r\n") > 0 and after.raw.count("\n") != after.raw.count("\r\n"):
        yield "line ends changed"
    if before.bom != after.bom:
        yield "byte order mark changed"


def slides(lines: list[str], start: int, end: int) -> Iterator[int]:
    """By how many lines a stretch may be moved and the text stay the same: which of two equal lines is the new one?"""
    up = 0
    while start - up > 0 and lines[start - up - 1] == lines[end - up - 1]:
        up += 1
        yield -up
    down = 0
    while end + down < len(lines) and lines[start + down] == lines[end + down]:
        down += 1
        yield down


def structure_lost(before: Source, findings: list[Finding]) -> Iterator[str]:
    """Blocks that no fix touched, and that are other blocks after it."""
    fixed = apply(before, findings, unsafe=True)
    edits = [edit.span for finding in fixed.applied if finding.fix for edit in finding.fix.edits]
    after = Source.decode(before.path, before.encode(fixed.raw))
    kept = [
        (node.kind, before[node.span])
        for node in parse(before).root.children
        if not any(span.start <= node.span.end and node.span.start <= span.end for span in edits)
    ]
    left = Counter((node.kind, after[node.span]) for node in parse(after).root.children)
    lost = Counter(kept) - left
    yield from (f"a {kind} is another block now: {text[:60]!r}" for kind, text in lost)


if __name__ == "__main__":
    raise SystemExit(main())
