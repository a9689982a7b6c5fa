"""Hosted AI models: what the providers' own SDKs and documentation say of shutdowns in, one pack for each provider out.

Anthropic's SDK carries its table (`DEPRECATED_MODELS`); it is read from the newest release on PyPI, not imported.
Other providers publish theirs as documentation: `models.toml` holds those facts, each with the page it was read on.
"""

from __future__ import annotations

import ast
import re
import tempfile
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tools.harvest.environment import run, uv
from tools.harvest.pack import Entry, Pack, PackError, tidy

if TYPE_CHECKING:
    from collections.abc import Iterator

_DAY = re.compile(r"(\w+) (\d{1,2})(?:st|nd|rd|th)?, (\d{4})")
ANTHROPIC = "https://docs.claude.com/en/docs/about-claude/model-deprecations"


def packs() -> Iterator[tuple[str, Pack]]:
    """Yield one pack for each provider."""
    yield "models", _pack("anthropic", ANTHROPIC, tidy(_anthropic()))
    table = tomllib.loads(Path(__file__).with_name("models.toml").read_text(encoding="utf-8"))
    for provider, rows in table.items():
        entries = (
            Entry(model, "eol", "", day.isoformat(), replacement=instead, tier="declared")
            for day, instead, names in rows["shutdowns"]
            for model in names
        )
        yield "models", _pack(provider, rows["source"], tidy(entries))


def _anthropic() -> Iterator[Entry]:
    with tempfile.TemporaryDirectory(prefix="harvest-") as folder:
        run([uv(), "pip", "install", "-q", "--no-deps", "--target", folder, "anthropic"])
        path = Path(folder, "anthropic", "resources", "messages", "messages.py")
        yield from read_table(path.read_text(encoding="utf-8"))


def read_table(source: str) -> Iterator[Entry]:
    """Yield the rows of a module's `DEPRECATED_MODELS = {model: "July 21st, 2025"}`."""
    for node in ast.parse(source).body:
        match node:
            case ast.Assign(targets=[ast.Name(id="DEPRECATED_MODELS")], value=ast.Dict() as table):
                for model, words in ast.literal_eval(table).items():
                    yield Entry(model, "eol", "", _day(words), tier="declared")


def _day(words: str) -> str:
    found = _DAY.search(words)
    if not found:
        raise PackError(f"not a day: {words!r}")
    named = f"{found[1]} {found[2]} {found[3]}"
    return datetime.strptime(named, "%B %d %Y").replace(tzinfo=UTC).date().isoformat()


def _pack(provider: str, source: str, entries: tuple[Entry, ...]) -> Pack:
    return Pack(
        library=provider,
        distribution=f"{provider} API",
        language="any",
        source=source,
        licence="facts only",
        releases=datetime.now(UTC).date().isoformat(),
        harvested=datetime.now(UTC).date().isoformat(),
        entries=entries,
    )
