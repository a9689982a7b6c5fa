"""Which site generator a draft is written for, by the files in the folders above it.

In: the names in a folder and the first lines of a few of its files. Out: the generator in lower case, "" if unknown.
Must not know: drafts, rules. Runs nothing: configuration files are looked at as text.
"""

from __future__ import annotations

import os
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from techlint.lazy import lazy

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

HEAD = 4000
"""How many characters of a configuration file are looked at."""

DEPTH = 12
"""How many folders above a draft are looked into."""

BY_NAME = (
    ("hugo", lazy(r"^hugo\.(?:toml|ya?ml|json)$")),
    ("docusaurus", lazy(r"^docusaurus\.config\.(?:js|ts|mjs|cjs|mts)$")),
    ("mkdocs", lazy(r"^mkdocs\.ya?ml$")),
    ("mdbook", lazy(r"^book\.toml$")),
    ("vitepress", lazy(r"^\.vitepress$")),
    ("vuepress", lazy(r"^\.vuepress$")),
    ("eleventy", lazy(r"^(?:\.eleventy|eleventy\.config)\.(?:js|cjs|mjs|ts)$")),
    ("gatsby", lazy(r"^gatsby-config\.(?:js|ts|mjs|cjs)$")),
    ("astro", lazy(r"^astro\.config\.(?:js|ts|mjs|cjs|mts)$")),
    ("pelican", lazy(r"^pelicanconf\.py$")),
    ("jekyll", lazy(r"^_config\.toml$|^_posts$")),
)
"""A file or folder that only this generator has."""

BEGINNINGS = (
    *("hugo.", "docusaurus.", "mkdocs.", "book.", ".vitepress", ".vuepress", ".eleventy", "eleventy.", "gatsby-"),
    *("astro.", "pelicanconf", "_config.", "_posts"),
)
"""What those names begin with: a folder may hold a thousand others."""

BY_CONTENT = (
    ("starlight", "astro.config.mjs", lazy(r"@astrojs/starlight")),
    ("starlight", "astro.config.ts", lazy(r"@astrojs/starlight")),
    ("hexo", "_config.yml", lazy(r"^(?:new_post_name|post_asset_folder|source_dir|# Hexo)\b", re.MULTILINE)),
    ("jekyll", "_config.yml", lazy(r"")),
    ("hexo", "_config.yaml", lazy(r"^(?:new_post_name|post_asset_folder|source_dir|# Hexo)\b", re.MULTILINE)),
    ("jekyll", "_config.yaml", lazy(r"")),
    (
        "zola",
        "config.toml",
        lazy(r"^\s*(?:compile_sass|build_search_index|generate_feeds?|\[markdown\])", re.MULTILINE),
    ),
    (
        "hugo",
        "config.toml",
        lazy(r"^\s*(?:baseURL|languageCode|theme|paginate)\s*=", re.MULTILINE | re.IGNORECASE),
    ),
    ("hugo", "config.yaml", lazy(r"^(?:baseURL|languageCode|theme|paginate)\s*:", re.MULTILINE | re.IGNORECASE)),
    ("hugo", "config.yml", lazy(r"^(?:baseURL|languageCode|theme|paginate)\s*:", re.MULTILINE | re.IGNORECASE)),
)
"""A file whose name several generators share, and what only this one writes into it; the first that fits."""


def of_folder(names: Iterable[str], head: Callable[[str], str]) -> str:
    """The generator whose files a folder holds. `head` gives the beginning of a file by its name."""
    present = frozenset(names)
    for site, file, pattern in BY_CONTENT:
        if site == "starlight" and file in present and pattern.search(head(file)):
            return site
    telling = sorted(entry for entry in present if entry.startswith(BEGINNINGS))
    for site, name in BY_NAME:
        if any(name.match(entry) for entry in telling):
            return site
    for site, file, pattern in BY_CONTENT:
        if file in present and pattern.search(head(file)):
            return site
    return ""


def of_path(path: Path) -> str:
    """The generator of the nearest folder above a draft that has one; stops at the root of its repository."""
    return _of_folder(path.absolute().parent)


@lru_cache(maxsize=4096)
def _of_folder(folder: Path) -> str:
    for _ in range(DEPTH):
        site, last = _of_disk(folder)
        if site or last or folder == folder.parent:
            return site
        folder = folder.parent
    return ""


@lru_cache(maxsize=4096)
def _of_disk(folder: Path) -> tuple[str, bool]:
    """The generator of a folder on disk, and whether it is the root of a repository."""
    try:
        names = os.listdir(folder)  # noqa: PTH208 - of a thousand drafts a Path each takes longer than all else here
    except OSError:
        return "", False

    def head(name: str) -> str:
        try:
            with (folder / name).open(encoding="utf-8", errors="replace") as file:
                return file.read(HEAD)
        except OSError:
            return ""

    return of_folder(names, head), ".git" in names
