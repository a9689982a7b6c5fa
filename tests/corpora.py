"""Real drafts, where there are any: beside the checkout, or where TECHLINT_CORPUS says."""

from __future__ import annotations

import os
from pathlib import Path

from techlint.text import Source

ROOT = Path(__file__).parent.parent
SHARED = next((up / "shared" for up in ROOT.parents[:2] if (up / "shared").is_dir()), ROOT / "shared")


def drafts(step: int = 1) -> list[Source]:
    """Our own seeds, then every `step`-th draft of the corpora at hand."""
    folders = [SHARED / "seeds", SHARED / "corpus" / "dev", SHARED / "corpus" / "speed"]
    if path := os.environ.get("TECHLINT_CORPUS"):
        folders = [Path(path)]
    found = [
        p
        for folder in folders
        if folder.is_dir()
        for p in sorted(folder.rglob("*"))
        if p.suffix in (".md", ".txt", ".mdx")
    ]
    paths = [*sorted((ROOT / "seeds").glob("*.md")), *found[::step]]
    return [Source.decode(str(path), path.read_bytes()) for path in paths]
