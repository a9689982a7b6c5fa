"""Where a harvest keeps what it has read, and how it downloads: one thing at a time, by the registries' own clients.

In: package names and versions. Out: files in the cache folder (TECHLINT_HARVEST_CACHE), read again on the next run.
Must not know what is in a package.
"""

from __future__ import annotations

import datetime as dt
import gzip
import json
import os
import subprocess
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

AGENT = "techlint-harvest (https://pypi.org/project/techlint)"


class MissingError(LookupError):
    """A registry that does not have what was asked for."""


def today() -> str:
    """Return the day of this harvest."""
    return dt.datetime.now(tz=dt.UTC).date().isoformat()


def folder(*parts: str) -> Path:
    """Return a folder inside the cache, made if it is not there."""
    base = os.environ.get("TECHLINT_HARVEST_CACHE") or Path.home() / ".cache" / "techlint-harvest"
    path = Path(base, *parts)
    path.mkdir(parents=True, exist_ok=True)
    return path


def get(url: str) -> bytes:
    """Download one URL; MissingError if the server does not have it."""
    request = urllib.request.Request(url, headers={"User-Agent": AGENT})
    try:
        with urllib.request.urlopen(request, timeout=120) as answer:
            body: bytes = answer.read()
            return body
    except urllib.error.HTTPError as error:
        raise MissingError(f"{url}: {error.code}") from error


def run(command: Sequence[str], cwd: Path | None = None, env: dict[str, str] | None = None) -> str:
    """Run a registry's client and return what it prints; MissingError if it fails."""
    done = subprocess.run(
        command, cwd=cwd, env={**os.environ, **(env or {})}, capture_output=True, text=True, timeout=600, check=False
    )
    if done.returncode:
        raise MissingError(f"{' '.join(command)}: {done.stderr.strip()[-300:]}")
    return done.stdout


def remembered(path: Path, make: Callable[[], Any]) -> Any:
    """Return the JSON value kept at `path` (gzip), or make it and keep it."""
    if path.exists():
        return json.loads(gzip.decompress(path.read_bytes()))
    value = make()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(json.dumps(value, separators=(",", ":")).encode(), mtime=0))
    return value
