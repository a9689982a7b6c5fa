"""Where the built-in rules and their data lie: beside the package in a checkout, inside it in a wheel.

In: a name such as `text/data/scripts.json`. Out: its path, or what a data file says; likewise for the cache folder.
Must not know: what the files mean.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from techlint import __version__
from techlint.digest import digest
from techlint.files import replace_text


@cache
def rules_folder() -> Path:
    """The folder of the built-in rules."""
    package = Path(__file__).parent
    inside = package / "rules"
    return inside if inside.is_dir() else package.parent / "rules"


def code_folders() -> list[str]:
    """In a checkout the folder of techlint's own code, which changes without a new version; none in a wheel."""
    package = Path(__file__).parent
    return [] if rules_folder().is_relative_to(package) else [str(package)]


def installed() -> str:
    """In a wheel the digest of its list of files and their hashes, which names the state of all; "" in a checkout."""
    package = Path(__file__).parent
    record = package.parent / f"techlint-{__version__}.dist-info" / "RECORD"
    try:
        return digest(record.read_bytes()) if rules_folder().is_relative_to(package) else ""
    except OSError:
        return ""


def path(name: str) -> Path:
    """The path of a file below the rules folder."""
    return rules_folder() / name


@cache
def read_text(name: str) -> str:
    """What a data file holds, read once a process."""
    return path(name).read_text(encoding="utf-8")


@cache
def read_json(name: str) -> Any:
    """What a JSON data file says, read once a process. Callers must not change it."""
    import json

    return json.loads(read_text(name))


@cache
def read_words(name: str) -> tuple[str, ...]:
    """The entries of a word list: a line each; blank lines and `#` comments left out."""
    lines = (line.strip() for line in read_text(name).splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))


def cache_folder() -> Path:
    """Where techlint keeps what it can make again: `TECHLINT_CACHE_DIR`, else the platform's cache directory."""
    if chosen := os.environ.get("TECHLINT_CACHE_DIR"):
        return Path(chosen)
    home = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local") / "techlint" / "Cache"
    if sys.platform == "darwin":
        return home / "Library" / "Caches" / "techlint"
    return Path(os.environ.get("XDG_CACHE_HOME") or home / ".cache") / "techlint"


NO_CACHE = "TECHLINT_NO_CACHE"
"""Set in the environment, where the processes of one run find it, if nothing is to be read from the cache or kept."""


def read_cache(name: str) -> Any:
    """What a JSON file in the cache folder says; None if it is not there or damaged, or not to be read."""
    import json

    if os.environ.get(NO_CACHE):
        return None
    try:
        return json.loads((cache_folder() / name).read_bytes())
    except (OSError, ValueError, RecursionError, RuntimeError):
        return None


def write_cache(name: str, value: Any) -> None:
    """Keep a value for later runs, if it may be kept; a cache that cannot be written is no error."""
    import json

    if os.environ.get(NO_CACHE):
        return
    with suppress(OSError, RuntimeError):
        replace_text(cache_folder() / name, json.dumps(value, separators=(",", ":")))
