"""`python -m tools.docs` rewrites the tables in `docs/` that are made from techlint itself."""

from __future__ import annotations

from pathlib import Path

from tools.docs.blocks import renewed

DOCS = Path(__file__).parents[2] / "docs"

for path in sorted(DOCS.rglob("*.md")):
    before = path.read_text(encoding="utf-8")
    after = renewed(before)
    if after != before:
        path.write_text(after, encoding="utf-8")
        print(f"Rewrote {path.relative_to(DOCS.parent)}")
