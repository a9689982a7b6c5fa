"""Train `rules/claims/data/weights.json`, cross-validated by source repository.

    python -m tools.claims.train POSTS SENTENCES DRAFTS LABELS [--speed FOLDER] [--seeds FOLDER]

POSTS is a folder of posts, `index.json` beside it (file name -> [repository, path]), for SENTENCES, the labelled
sentences (`claims-sentences.jsonl`); DRAFTS and LABELS are whole labelled posts (`dev`, `dev-labels.jsonl`).
tools/claims/labels.jsonl holds our own labels of the speed corpus: post, line, hash of the sentence, label. No text of
any of them is kept.

Labels: n no claim, s supported, u unsupported, w weakly supported (counts as unsupported).

A claim is judged twice: alone, and then with the numbers around it in view. What those are likely to be is told to the
second model in training as it is in use: by models that have not seen their repository.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from pathlib import Path

from techlint.claims.neighbours import neighbours
from techlint.claims.scorer import bare_features
from tools.claims.logistic import Example, Model, train
from tools.claims.rows import Draft, Row, Seen, drafts, ours, sentences

FOLDS, INNER = 10, 4
OUT = Path(__file__).parents[2] / "rules/claims/data/weights.json"
ALONE, CLAIM, BARE = 20.0, 20.0, 0.05
"""How much large weights are punished, by model."""
PRECISION = 0.84
"""What a cut is chosen for, on repositories that are not tested."""
Around = dict[Seen, frozenset[str]]
NONE: frozenset[str] = frozenset()


def around(draft: Draft, alone: Model) -> Around:
    """Features of a draft's sentences by the numbers around them: headings are no neighbours, but have some."""
    numbered = [seen for seen in draft.seen if seen.pairs]
    chance = {seen: max(alone.probability(c.features) for c, _ in seen.pairs) for seen in numbered}
    plain = [seen for seen in numbered if not seen.heading]
    found = _features(plain, chance)
    for seen in numbered:
        if seen.heading:
            found[seen] = _features([s for s in numbered if s is seen or not s.heading], chance)[seen]
    return found


def _features(row: list[Seen], chance: dict[Seen, float]) -> Around:
    features = neighbours([seen.part for seen in row], [chance[seen] for seen in row])
    return dict(zip(row, features, strict=True))


def examples(row: Row, near: Around) -> list[frozenset[str]]:
    return [c.features | near.get(seen, NONE) for seen in row.seen for c, _ in seen.pairs]


def fit_claim(rows: list[Row], near: Around, ridge: float, *, again: bool = True) -> Model:
    """Which quantity of a labelled sentence is the claim is not told: first all are, then the likeliest."""
    known = [(row, found) for row in rows if row.claim is not None and (found := examples(row, near))]
    first: list[Example] = [
        (f, float(bool(r.claim)), 1 / len(found) if r.claim else 1.0) for r, found in known for f in found
    ]
    model = train(first, ridge=ridge)
    if not again:
        return model
    chosen = [(max(found, key=model.logit), 1.0, 1.0) for r, found in known if r.claim]
    return train(chosen + [(f, 0.0, 1.0) for r, found in known if not r.claim for f in found], ridge=ridge)


def fit_bare(rows: list[Row]) -> Model:
    known = [row for row in rows if row.bare is not None and row.seen]
    return train(
        [
            (bare_features(c, e), float(bool(r.bare)), 1 / sum(len(seen.pairs) for seen in r.seen))
            for r in known
            for seen in r.seen
            for c, e in seen.pairs
        ],
        ridge=BARE,
        each=True,
        least=10,
    )


def folds(rows: list[Row], count: int) -> dict[str, int]:
    size = Counter(row.group for row in rows)
    groups = sorted(size)
    random.Random(1).shuffle(groups)
    load = [0] * count
    fold_of = {}
    for group in sorted(groups, key=lambda g: -size[g]):
        fold_of[group] = load.index(min(load))
        load[fold_of[group]] += size[group]
    return fold_of


def unseen(rows: list[Row]) -> Around:
    """What the numbers around each sentence are likely to be, by models that have not seen its repository."""
    fold_of, found = folds(rows, INNER), Around()
    for k in range(INNER):
        alone = fit_claim([row for row in rows if fold_of[row.group] != k], {}, ALONE, again=False)
        for draft in {row.draft: None for row in rows if fold_of[row.group] == k}:
            found.update(around(draft, alone))
    return found


def fit(rows: list[Row]) -> tuple[Model, Model, Model]:
    """The models: a claim alone, a claim with its neighbours, nothing backs it."""
    alone = fit_claim(rows, {}, ALONE, again=False)
    return alone, fit_claim(rows, unseen(rows), CLAIM), fit_bare(rows)


def best_cut(rows: list[Row], judged: set[int]) -> float:
    """The cut that keeps most claims at PRECISION, by cross-validation on these rows; only `judged` ones count."""
    near, fold_of = unseen(rows), folds(rows, INNER)
    told: list[tuple[float, bool]] = []
    for k in range(INNER):
        model = fit_claim([row for row in rows if fold_of[row.group] != k], near, CLAIM, again=False)
        asked = [row for row in rows if fold_of[row.group] == k and id(row) in judged and row.seen]
        told.extend(
            (max(map(model.probability, examples(row, near))), row.claim) for row in asked if row.claim is not None
        )
    told.sort(reverse=True)
    right, cut = 0, 1.0
    for number, (chance, claim) in enumerate(told, 1):
        right += claim
        cut = chance if right / number >= PRECISION else cut
    return cut


Judged = tuple[Row, float, float, float]
"""A row, the chances that it is a claim and that nothing backs it, and the cut for the first."""


def validate(rows: list[Row], judged: set[int], *, nested: bool) -> list[Judged]:
    """Each row as models judge it that never saw its repository."""
    fold_of, out = folds(rows, FOLDS), []
    for k in range(FOLDS):
        kept = [row for row in rows if fold_of[row.group] != k]
        alone, claim, bare = fit(kept)
        cut = best_cut(kept, judged) if nested else 0.5
        for row in rows:
            if fold_of[row.group] != k:
                continue
            near = around(row.draft, alone) if row.seen else {}
            chances = [
                (claim.probability(c.features | near.get(seen, NONE)), bare.probability(bare_features(c, e)))
                for seen in row.seen
                for c, e in seen.pairs
            ]
            best = max(chances, default=(0.0, 1.0))
            out.append((row, *best, cut))
    return out


def report(done: list[Judged]) -> None:
    known = [(row, p, cut) for row, p, _, cut in done if row.claim is not None]
    true = sum(bool(row.claim) for row, *_ in known)
    found = sum(bool(row.claim and row.seen) for row, *_ in known)
    print(f"{len(known)} sentences, {true} claims, in {found} of them a quantity is found")
    for name, cuts in [(f"{c:.2f}", c) for c in (0.4, 0.45, 0.5, 0.55, 0.6)] + [("chosen on other repositories", None)]:
        told = [row for row, p, cut in known if p >= (cut if cuts is None else cuts)]
        right = sum(bool(row.claim) for row in told)
        of = f"R {right / found:.3f} where a quantity is found, {right / true:.3f} of all"
        print(f"claim at {name}: P {right / max(1, len(told)):.3f} {of}")
    for level in (0.4, 0.5, 0.6):
        asked = [(row, q) for row, _, q, _ in done if row.bare is not None and row.seen]
        right = sum((q >= level) == row.bare for row, q in asked)
        print(f"evidence at {level}: accuracy {right / len(asked):.3f} of {len(asked)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("posts", "sentences", "drafts", "labels"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--speed", type=Path)
    parser.add_argument("--seeds", type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    parser.add_argument("--nested", action="store_true", help="choose the cut inside each fold; takes twice as long")
    parser.add_argument("--no-validation", action="store_true", help="train and write only")
    parser.add_argument(
        "--hold-out-drafts", action="store_true", help="train without DRAFTS, so that they can be scored; no validation"
    )
    args = parser.parse_args()
    gold = sentences(args.posts, args.sentences)
    own = ours(args.speed) if args.speed else []
    if args.seeds:
        own += drafts(args.seeds, args.seeds / "labels.jsonl")
    if args.hold_out_drafts:
        write(args.out, [*gold, *own])
        return
    dev = drafts(args.drafts, args.labels, args.drafts.parent / f"{args.drafts.name}-index.jsonl")
    rows = [*gold, *own, *dev]
    print(f"{len(gold)} sentences, {len(own)} of our own, {len(dev)} of whole drafts")
    if not args.no_validation:
        done = validate(rows, {id(row) for row in gold}, nested=args.nested)
        in_gold = {id(row) for row in gold}
        print("labelled sentences, models trained on other repositories:")
        report([entry for entry in done if id(entry[0]) in in_gold])
        print("all:")
        report(done)
    write(args.out, rows)


def write(out: Path, rows: list[Row]) -> None:
    about = (
        "Logistic regressions over the features of frames.py, grammar.py, vetoes.py, claim.py, neighbours.py and"
        " scorer.py, by tools/claims/train.py"
    )
    models = {
        name: {
            "bias": round(m.bias, 3),
            "weights": {n: round(w, 3) for n, w in sorted(m.weights.items()) if abs(w) >= 0.02},
        }
        for name, m in zip(("alone", "claim", "bare"), fit(rows), strict=True)
    }
    out.write_text(json.dumps({"about": about, **models}, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")
    print(f"wrote {out.name}: {sum(len(m['weights']) for m in models.values())} weights")


if __name__ == "__main__":
    main()
