"""A hook of MkDocs: adds the pages that are made from techlint itself, the README as the front page, the schemas.

In: the configuration and files of MkDocs. Out: the same with more in them; nothing is written into `docs/`.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.structure.files import File

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))  # MkDocs loads a hook by its path, and `tools` is not installed

from techlint.schemas import SCHEMAS  # noqa: E402
from tools.docs import blocks, reference, rules  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Put the families and their rules where the navigation says `rules`."""
    for section in config.nav or []:
        if section == {"Rules": ["rules"]}:
            section["Rules"] = [f"{rules.FOLDER}/index.md", *rules.navigation()]
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add what is made."""
    for path, text in made():
        files.append(File.generated(config, path, content=text))
    return files


def on_page_markdown(markdown: str, **_more: Any) -> str:
    """Make the tables in hand-written pages anew; what lies above `docs/` lies beside it on the site."""
    return (
        blocks.renewed(markdown).replace("](../CHANGELOG.md", "](changelog.md").replace("](../README.md", "](index.md")
    )


def made() -> Iterator[tuple[str, str]]:
    """The files that are made, by path from the root of the site."""
    yield from rules.pages()
    yield "reference/configuration.md", reference.configuration()
    yield "reference/cli.md", reference.command_line()
    for name, make in SCHEMAS.items():
        yield f"schemas/{name}.json", json.dumps(make(), indent=2, ensure_ascii=False)
    yield "index.md", re.sub(r"\]\(docs/", "](", (ROOT / "README.md").read_text(encoding="utf-8"))
    yield "changelog.md", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
