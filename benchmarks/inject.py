"""Injects known defects into good posts and counts what is found.

Usage: `python -m benchmarks.inject POSTS [--kind K] [-n N] [-v] [--by-note]`.

For each kind: the posts damaged, the share of damaged places that a finding covers (severity warning or error), the
share of posts with at least one, and, where the right text is known, the share of places whose fix puts it back. The
findings that the post had before do not count. `-v` shows what was missed.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.defects import Defect, leftovers, text
from techlint import pipeline
from techlint.catalog import builtin, load
from techlint.markdown import parse
from techlint.ruleset import Ruleset
from techlint.text import Source

if TYPE_CHECKING:
    from benchmarks.defects import Injection
    from techlint.finding import Finding

SEED = 20261120
DEFECTS = {
    "stray word": Defect(("text/stray-script",), text.stray),
    "mojibake": Defect(("text/mojibake",), text.mojibake),
    "homoglyph": Defect(("text/homoglyph",), text.homoglyph),
    "apostrophes": Defect(("text/lost-apostrophe",), text.apostrophes),
    "curly quotes": Defect(("text/quotes-in-code",), text.quotes),
    "lost fence": Defect(("leftovers/lost-fence",), leftovers.fence),
    "flat fence": Defect(("leftovers/lost-fence",), leftovers.flat_fence),
    "collapsed table": Defect(("leftovers/collapsed-table",), leftovers.collapsed_table),
    "split table": Defect(("leftovers/split-table",), leftovers.split_table),
    "bullets": Defect(("leftovers/lost-list",), leftovers.bullets),
    "unclosed fence": Defect(("leftovers/unclosed-fence",), leftovers.unclosed),
    "wrapped post": Defect(("leftovers/wrapping-fence",), leftovers.wrapped),
    "template": Defect(("leftovers/template",), leftovers.template),
    "scrape": Defect(("leftovers/scrape",), leftovers.scrape),
    "model marks": Defect(("leftovers/model-marks",), leftovers.marks),
    "model talk": Defect(("leftovers/model-talk",), leftovers.talk),
    "todo": Defect(("leftovers/todo",), leftovers.todo),
    "empty section": Defect(("leftovers/empty-section",), leftovers.emptied),
    "unlinked": Defect(("leftovers/broken-link",), leftovers.unlinked),
    "merge conflict": Defect(("leftovers/merge-marker",), leftovers.conflict),
}


def main() -> int:
    """Print a row for each kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("posts", type=Path)
    parser.add_argument("--kind", choices=DEFECTS, action="append")
    parser.add_argument("-n", type=int, default=300, help="posts to damage for each kind")
    parser.add_argument("-v", "--verbose", action="store_true")
    parser.add_argument("--by-note", action="store_true", help="also count by what was injected, such as the language")
    args = parser.parse_args()
    posts = sorted(args.posts.glob("*.md"))
    random.Random(SEED).shuffle(posts)
    print(f"{'kind':16} {'posts':>6} {'any':>6} {'places':>7} {'recall':>7} {'fixed':>6}")
    for name in args.kind or DEFECTS:
        measure(name, posts, args)
    return 0


def measure(name: str, posts: list[Path], args: argparse.Namespace) -> None:
    """Damage posts with one kind until there are enough, and print what was found."""
    defect, rng = DEFECTS[name], random.Random(SEED)
    rules = tuple(rule for rule in load([builtin()]).rules if rule.id in defect.rules)
    ruleset = Ruleset(rules, frozenset(defect.rules), dt.date(2026, 11, 20))
    damaged = some = places = covered = known = fixed = 0
    notes: dict[str, list[bool]] = {}
    for path in posts:
        source = Source.decode(str(path), path.read_bytes())
        injection = defect.inject(parse(source), rng)
        if injection is None:
            continue
        damaged += 1
        found = [f for f in pipeline.check(Source.of(injection.text), ruleset).findings if f.severity != "info"]
        hits = [covers(found, injection, at) for at in range(len(injection.places))]
        some += any(hits)
        places += len(hits)
        covered += sum(hits)
        known += len(injection.rights)
        fixed += sum(mends(found, injection, at) for at in range(len(injection.rights)))
        notes.setdefault(injection.note, []).append(any(hits))
        if args.verbose and not all(hits):
            show(path, injection, hits.index(False))
        if damaged >= args.n:
            break
    share = f"{fixed / known:6.3f}" if known else "     -"
    print(f"{name:16} {damaged:6} {some / max(damaged, 1):6.3f} {places:7} {covered / max(places, 1):7.3f} {share}")
    for note, hits in sorted(notes.items(), key=lambda pair: -len(pair[1])) if args.by_note else ():
        print(f"    {note:20} {sum(hits):4} of {len(hits):4} {sum(hits) / len(hits):6.2f}")


def covers(found: list[Finding], injection: Injection, at: int) -> bool:
    """Whether a finding touches a damaged place; a place where something was deleted is touched at its edge."""
    start, end = injection.places[at]
    return any(
        f.span.start <= max(end - 1, start) and (start < f.span.end or start == end == f.span.end) for f in found
    )


def mends(found: list[Finding], injection: Injection, at: int) -> bool:
    """Whether a fix puts back what stood at a place."""
    span = injection.places[at]
    edits = [edit for f in found if f.fix for edit in f.fix.edits if edit.span.overlaps(span)]
    return any(injection.rights[at] in edit.text for edit in edits)


def show(path: Path, injection: Injection, at: int) -> None:
    """Print a missed place."""
    start, end = injection.places[at]
    print(f"missed {path.stem} {injection.note} {injection.text[max(start - 70, 0) : end + 50]!r}")


if __name__ == "__main__":
    raise SystemExit(main())
