"""Labelled sentences, found again in their drafts.

In: posts and labels (train.py says which). Out: Row: a labelled sentence with its quantities and its draft.
Must not know: models.

A row's group is the repository of its post, so that no model is tested on a repository it has seen: `repos.tsv` has
those of the speed corpus, as far as they are known; every other post is a group of its own.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from techlint.claims.claim import Candidate, candidates
from techlint.claims.evidence import Walk
from techlint.claims.gate import Gate
from techlint.claims.outline import look
from techlint.markdown import parse
from techlint.text import Source

if TYPE_CHECKING:
    from techlint.claims.reasons import Evidence

LABELS = Path(__file__).parent / "labels.jsonl"
REPOS = Path(__file__).parent / "repos.tsv"
LINES = 6
"""How far from its line a labelled sentence is looked for."""
Label = dict[str, Any]


@dataclass(frozen=True, eq=False)
class Seen:
    """A sentence of a draft: its lines, its words and their hash, its quantities; `part` as in the scene."""

    first: int
    last: int
    plain: str
    digest: str
    part: int
    heading: bool
    pairs: tuple[tuple[Candidate, Evidence], ...]


@dataclass(frozen=True, eq=False)
class Draft:
    """All sentences of a post, in order."""

    seen: tuple[Seen, ...]


@dataclass(frozen=True, eq=False)
class Row:
    """A labelled sentence; None where a question does not arise or has no answer.

    `seen` is empty for a claim in which no quantity is found: no model can find it, so it counts as missed.
    """

    group: str
    draft: Draft
    seen: tuple[Seen, ...]
    claim: bool | None
    bare: bool | None
    label: str = ""
    text: str = field(default="", repr=False)


def plain(text: str) -> str:
    return re.sub(r"[^a-z0-9%$]+", "", text.lower().replace("‹code›", ""))


def same(one: str, other: str) -> bool:
    return one == other or (len(one) > 15 and one in other) or (len(other) > 15 and other in one)


def digest(text: str) -> str:
    return hashlib.sha1(text.encode()).hexdigest()[:12]


def read(path: Path) -> Draft:
    source = Source.decode(str(path), path.read_bytes())
    scene = look(parse(source))
    gate = Gate(scene)
    walk = Walk(scene, gate)
    found = []
    for block in scene.blocks:
        for sentence in scene.sentences(block):
            pairs = tuple(
                (c, walk.evidence(sentence, c.quantity.text)) for c in candidates(sentence, block, scene, gate)
            )
            first, last = source.position(sentence.span.start).line, source.position(sentence.span.end).line
            text = plain(sentence.text.replace("￼", ""))
            shape = block.shape == "heading"
            found.append(Seen(first, last, text, digest(sentence.text), block.part, shape, pairs))
    return Draft(tuple(found))


def sentences(posts: Path, labels: Path) -> list[Row]:
    """The labelled sentences, found again in their posts; tables are judged elsewhere (tables.py)."""
    name_of = {tuple(where[:2]): name for name, where in json.loads((posts.parent / "index.json").read_text()).items()}
    by_post = defaultdict(list)
    for line in labels.read_text().splitlines():
        label = json.loads(line)
        if (label["repo"], label["path"]) in name_of and label["where"] not in ("cell", "table-cell"):
            by_post[name_of[label["repo"], label["path"]]].append(label)
    rows = []
    for name, group in by_post.items():
        draft = read(posts / name)
        for label in group:
            text, answer = plain(label["text"]), verdict(label)
            near = [s for s in draft.seen if s.pairs and abs(s.first - label["line"]) <= LINES]
            seen = tuple(s for s in near if same(s.plain, text))
            if answer and (seen or answer[0]):
                rows.append(Row(label["repo"], draft, seen, *answer, label["label"], label["text"]))
    return rows


def verdict(label: Label) -> tuple[bool | None, bool | None] | None:
    """Whether a sentence holds a claim with a number, and whether nothing backs it; None if it is no question."""
    if label["label"].startswith("verdict:"):
        letter = label["label"][-1]  # N no claim, S supported, T true finding
        if label["finding"]["tier"].startswith("Q"):
            return None  # a claim in words
        return letter != "N", None if letter == "N" else letter == "T"
    if not label["is_claim"]:
        return False, None
    return (True, label["support"] != "supported") if label["numeric"] else None


def ours(folder: Path) -> list[Row]:
    """The sentences of the speed corpus that we labelled."""
    repos = dict(line.split("\t") for line in REPOS.read_text().splitlines())
    by_post: dict[str, dict[str, str]] = defaultdict(dict)
    for line in LABELS.read_text().splitlines():
        label = json.loads(line)
        by_post[label["post"]][label["hash"]] = label["label"]
    rows = []
    for post, marks in by_post.items():
        draft, group = read(folder / f"{post}.md"), repos.get(post, f"speed {post}")
        for seen in draft.seen:
            if (mark := marks.get(seen.digest)) and seen.pairs:
                bare = None if mark == "n" else mark in "uw"
                rows.append(Row(group, draft, (seen,), mark != "n", bare, mark))
    return rows


def drafts(folder: Path, labels: Path, index: Path | None = None) -> list[Row]:
    """The sentences with numbers of whole labelled posts; `index` tells their repositories."""
    lines = index.read_text().splitlines() if index else []
    repos = {Path(post["file"]).stem: post["repo"] for post in map(json.loads, lines)}
    by_post = defaultdict(list)
    for line in labels.read_text().splitlines():
        label = json.loads(line)
        if label.get("family") == "claims":
            by_post[label["post"]].append(label)
    rows = []
    for path in sorted(folder.iterdir()):
        if path.suffix not in (".md", ".txt"):
            continue
        draft, group = read(path), repos.get(path.stem, path.stem)
        for seen in draft.seen:
            if not seen.pairs:
                continue
            on_line = [label for label in by_post[path.stem] if seen.first <= label["line"] <= seen.last]
            texts = [plain(label["text"]) for label in on_line]
            if any(text[:25] in seen.plain or seen.plain in text for text in texts):
                rows.append(Row(group, draft, (seen,), claim=True, bare=True))
            elif not on_line:
                alone = all(not evidence.reason for _, evidence in seen.pairs)
                claim, bare = (False, None) if alone else (None, False)
                rows.append(Row(group, draft, (seen,), claim, bare))
    return rows
