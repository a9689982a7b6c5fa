"""Measure the secrets analysis on labelled snippets: `python -m tools.secrets_cases ../shared/cases/secrets.yaml [-v]`.

In: the cases (live, bad-practice, placeholder, benign, debatable) and the expander that stands beside them.
Out: precision, recall, and how many of the live ones are told as errors. Each case becomes a draft with one fence.
"""

from __future__ import annotations

import argparse
import importlib.util
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from techlint.markdown import parse
from techlint.secrets.analyse import secrets_of
from techlint.text import Source

if TYPE_CHECKING:
    from techlint.secrets.model import Secret

ERRORS = {"provider-token", "cloud-key-pair", "private-key", "jwt", "connection-url", "auth-header", "generated-secret"}
WANTED = {"live", "bad-practice"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", type=Path)
    parser.add_argument("-v", "--verbose", action="store_true")
    args = parser.parse_args()
    counts: Counter[str] = Counter()
    for case in load(args.cases):
        verdict, found = score(case)
        counts[verdict] += 1
        counts[f"{case['label']} {verdict}"] += 1
        if args.verbose and verdict in {"missed", "false", "too weak"}:
            print(f"{verdict}: {case['id']} {case['label']} {[(s.kind, s.values.get('masked')) for s in found]}")
    right = counts["found"] + counts["too weak"]
    live = counts["live found"] + counts["live too weak"] + counts["live missed"]
    print(f"precision {right / max(right + counts['false'], 1):.3f}")
    print(f"recall {right / max(right + counts['missed'], 1):.3f}")
    print(f"live as errors {counts['live found']} of {live}")
    print({key: n for key, n in sorted(counts.items()) if " " in key})


def load(path: Path) -> list[dict[str, Any]]:
    """The cases with their templates expanded; the expander is the file beside them."""
    spec = importlib.util.spec_from_file_location("secrets_expand", path.with_name("secrets_expand.py"))
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path}: no secrets_expand.py beside it")
    expander = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(expander)
    cases: list[dict[str, Any]] = expander.load(path)
    return cases


def draft(case: dict[str, Any]) -> str:
    """A case as the draft that holds it."""
    if case["lang"] == "prose":
        return f"# Notes\n\n{case['text']}\n"
    if case["lang"] == "inline":
        return f"# Notes\n\nRun `{case['text']}` and go on.\n"
    return f"# Notes\n\nHere it is:\n\n```{case['lang']}\n{case['text']}\n```\n"


def score(case: dict[str, Any]) -> tuple[str, list[Secret]]:
    """found, missed, too weak, false, silent or unscored."""
    source = Source.of(draft(case))
    found = list(secrets_of(parse(source)))
    if case["label"] not in WANTED | {"placeholder", "benign"}:
        return "unscored", found
    if case["label"] not in WANTED:
        return ("false" if found else "silent"), found
    lines = {line for secret in case["secrets"] for line in touched(source, secret)}
    hits = [
        s for s in found if lines & set(range(source.position(s.span.start).line, source.position(s.span.end).line + 1))
    ]
    if len(hits) < len(found):
        return "false", found
    if not hits:
        return "missed", found
    if case["label"] == "live" and not any(hit.kind in ERRORS for hit in hits):
        return "too weak", found
    return "found", found


def touched(source: Source, secret: str) -> set[int]:
    """The lines on which a secret stands."""
    lines: set[int] = set()
    at = source.text.find(secret)
    while at >= 0:
        lines |= set(range(source.position(at).line, source.position(at + len(secret)).line + 1))
        at = source.text.find(secret, at + 1)
    return lines


if __name__ == "__main__":
    main()
