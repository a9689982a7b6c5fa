"""Train `rules/claims/data/weights.json`, cross-validated by source repository.

    python -m tools.claims.train POSTS SENTENCES DRAFTS LABELS [--speed FOLDER]

POSTS is a folder of posts, `index.json` beside it (file name -> [repository, path]), for SENTENCES, the labelled
sentences (`claims-sentences.jsonl`); DRAFTS and LABELS are whole labelled posts (`dev`, `dev-labels.jsonl`).
tools/claims/labels.jsonl holds our own labels of the speed corpus: post, line, hash of the sentence, label. No text of
any of them is kept.

Labels: n no claim, s supported, u unsupported, w weakly supported (counts as unsupported).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

from techlint.claims.claim import Candidate, candidates
from techlint.claims.evidence import Walk
from techlint.claims.gate import Gate
from techlint.claims.outline import look
from techlint.claims.reasons import Evidence
from techlint.claims.scorer import bare_features
from techlint.markdown import parse
from techlint.text import Source
from tools.claims.logistic import Model, train

FOLDS = 10
OUT = Path(__file__).parents[2] / "rules/claims/data/weights.json"
LABELS = Path(__file__).parent / "labels.jsonl"
Pair = tuple[Candidate, Evidence]


@dataclass(frozen=True)
class Row:
    """A labelled sentence: None where a question does not arise or has no answer."""

    group: str
    pairs: tuple[Pair, ...]
    claim: bool | None
    bare: bool | None
    level: str = ""


@dataclass(frozen=True)
class Seen:
    """A sentence of a post with its quantities."""

    first: int
    last: int
    plain: str
    digest: str
    pairs: tuple[Pair, ...]


def plain(text: str) -> str:
    return re.sub(r"[^a-z0-9%$]+", "", text.lower().replace("‹code›", ""))


def same(one: str, other: str) -> bool:
    return one == other or (len(one) > 15 and one in other) or (len(other) > 15 and other in one)


def digest(text: str) -> str:
    return hashlib.sha1(text.encode()).hexdigest()[:12]


def read(path: Path) -> list[Seen]:
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
            found.append(Seen(first, last, plain(sentence.text.replace("￼", "")), digest(sentence.text), pairs))
    return found


def sentences(posts: Path, labels: Path) -> list[Row]:
    """The labelled sentences, found again in their posts."""
    name_of = {tuple(where[:2]): name for name, where in json.loads((posts.parent / "index.json").read_text()).items()}
    by_post = defaultdict(list)
    for line in labels.read_text().splitlines():
        label = json.loads(line)
        if (label["repo"], label["path"]) in name_of and label["where"] not in ("cell", "table-cell"):
            by_post[name_of[label["repo"], label["path"]]].append(label)
    rows = []
    for name, group in by_post.items():
        seen = read(posts / name)
        for label in group:
            text = plain(label["text"])
            hits = [s for s in seen if s.pairs and abs(s.first - label["line"]) <= 6 and same(s.plain, text)]
            pairs = tuple(pair for s in hits for pair in s.pairs)
            if pairs and (answer := verdict(label)):
                rows.append(Row(label["repo"], pairs, *answer))
    return rows


def verdict(label: dict) -> tuple[bool | None, bool | None] | None:
    if label["label"].startswith("verdict:"):
        letter = label["label"][-1]  # N no claim, S supported, T true finding
        return letter != "N", None if letter == "N" else letter == "T"
    if not label["is_claim"]:
        return False, None
    return (True, label["support"] != "supported") if label["numeric"] else None


def ours(folder: Path) -> list[Row]:
    by_post = defaultdict(dict)
    for line in LABELS.read_text().splitlines():
        label = json.loads(line)
        by_post[label["post"]][label["hash"]] = label["label"]
    rows = []
    for post, marks in by_post.items():
        for seen in read(folder / f"{post}.md"):
            mark = marks.get(seen.digest)
            if mark and seen.pairs:
                rows.append(
                    Row(
                        f"speed {post}",
                        seen.pairs,
                        mark != "n",
                        None if mark == "n" else mark in "uw",
                        {"u": "must", "w": "may"}.get(mark, "none"),
                    )
                )
    return rows


def drafts(folder: Path, labels: Path) -> list[Row]:
    by_post = defaultdict(list)
    for line in labels.read_text().splitlines():
        label = json.loads(line)
        if label.get("family") == "claims":
            by_post[label["post"]].append(label)
    rows = []
    for path in sorted(folder.iterdir()):
        if path.suffix not in (".md", ".txt"):
            continue
        for seen in read(path):
            if not seen.pairs:
                continue
            on_line = [label for label in by_post[path.stem] if seen.first <= label["line"] <= seen.last]
            hits = [
                label
                for label in on_line
                if plain(label["text"])[:25] in seen.plain or seen.plain in plain(label["text"])
            ]
            if hits:
                rows.append(Row(path.stem, seen.pairs, claim=True, bare=True, level=strictest(hits)))
            elif not on_line:
                alone = all(not evidence.reason for _, evidence in seen.pairs)
                rows.append(Row(path.stem, seen.pairs, False if alone else None, None if alone else False, "none"))
    return rows


def strictest(labels: list[dict]) -> str:
    return "must" if any(label["level"] == "must" for label in labels) else "may"


def fit_claim(rows: list[Row]) -> Model:
    """Which quantity of a labelled sentence is the claim is not told: first all are, then the likeliest."""
    known = [row for row in rows if row.claim is not None]
    model = train(
        [(c.features, float(r.claim), 1 / len(r.pairs) if r.claim else 1.0) for r in known for c, _ in r.pairs],
        ridge=0.1,
    )
    chosen = [(max((c.features for c, _ in r.pairs), key=model.logit), 1.0, 1.0) for r in known if r.claim]
    return train(chosen + [(c.features, 0.0, 1.0) for r in known if not r.claim for c, _ in r.pairs], ridge=0.1)


def fit_bare(rows: list[Row]) -> Model:
    known = [row for row in rows if row.bare is not None]
    return train(
        [(bare_features(c, e), float(r.bare), 1 / len(r.pairs)) for r in known for c, e in r.pairs],
        ridge=0.05,
        least=10,
    )


def folds(rows: list[Row]) -> dict[str, int]:
    size = Counter(row.group for row in rows)
    groups = sorted(size)
    random.Random(1).shuffle(groups)
    load = [0] * FOLDS
    fold_of = {}
    for group in sorted(groups, key=lambda g: -size[g]):
        fold_of[group] = load.index(min(load))
        load[fold_of[group]] += size[group]
    return fold_of


def validate(rows: list[Row]) -> list[tuple[Row, float, float]]:
    """Each row with the chances that models gave which never saw its repository."""
    fold_of, out = folds(rows), []
    for k in range(FOLDS):
        kept = [row for row in rows if fold_of[row.group] != k]
        claim, bare = fit_claim(kept), fit_bare(kept)
        for row in rows:
            if fold_of[row.group] == k:
                chances = [(claim.probability(c.features), bare.probability(bare_features(c, e))) for c, e in row.pairs]
                best = max(chances, key=lambda both: both[0])
                out.append((row, best[0], max(a * b for a, b in chances) if row.bare is None else best[1]))
    return out


def report(done: list[tuple[Row, float, float]]) -> None:
    for cut in (0.3, 0.4, 0.5, 0.6):
        known = [(row, p) for row, p, _ in done if row.claim is not None]
        right = sum(p >= cut and row.claim for row, p in known)
        told, true = sum(p >= cut for _, p in known), sum(bool(row.claim) for row, _ in known)
        print(f"claim at {cut}: P {right / told:.3f} R {right / true:.3f} of {len(known)} sentences, {true} claims")
    for cut in (0.4, 0.5, 0.6):
        known = [(row, q) for row, _, q in done if row.bare is not None]
        right = sum((q >= cut) == row.bare for row, q in known)
        print(f"evidence at {cut}: accuracy {right / len(known):.3f} of {len(known)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("posts", "sentences", "drafts", "labels"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--speed", type=Path)
    parser.add_argument("--seeds", type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument(
        "--hold-out-drafts", action="store_true", help="train without DRAFTS, so that they can be scored; no validation"
    )
    args = parser.parse_args()
    gold, own, dev = (
        sentences(args.posts, args.sentences),
        ours(args.speed) if args.speed else [],
        drafts(args.drafts, args.labels),
    )
    if args.seeds:
        own += drafts(args.seeds, args.seeds / "labels.jsonl")
    if args.hold_out_drafts:
        write(args.out, [*gold, *own])
        return
    rows = [*gold, *own, *dev]
    print(f"{len(gold)} sentences, {len(own)} of our own, {len(dev)} of whole drafts")
    done = validate(rows)
    in_gold = {id(row) for row in gold}
    print("labelled sentences, models trained on other repositories:")
    report([entry for entry in done if id(entry[0]) in in_gold])
    print("all:")
    report(done)
    write(args.out, rows)


def write(out: Path, rows: list[Row]) -> None:
    claim, bare = fit_claim(rows), fit_bare(rows)
    about = "Logistic regressions over the features of frames.py, claim.py and scorer.py, by tools/claims/train.py"
    models = {
        name: {
            "bias": round(m.bias, 3),
            "weights": {n: round(w, 3) for n, w in sorted(m.weights.items()) if abs(w) >= 0.02},
        }
        for name, m in (("claim", claim), ("bare", bare))
    }
    out.write_text(json.dumps({"about": about, **models}, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"wrote {out.name}: {sum(len(m['weights']) for m in models.values())} weights")


if __name__ == "__main__":
    main()
