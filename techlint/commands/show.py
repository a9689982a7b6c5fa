"""What `techlint check` prints instead of findings: counts per rule, or the settings of each path."""

from __future__ import annotations

from collections import Counter
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from techlint.config import Config

if TYPE_CHECKING:
    from techlint.reporters.run import Run
    from techlint.settings import Settings


def show_statistics(run: Run, out: TextIO) -> None:
    """Print how often each rule found something, and in how many drafts, the most frequent first."""
    counts = Counter((finding.rule, finding.severity.value) for _, finding in run)
    drafts = Counter(key for report in run.reports for key in {(f.rule, f.severity.value) for f in run.shown(report)})
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    out.writelines(f"{count:6} in {drafts[key]:5} drafts  {key[1]:8} {key[0]}\n" for key, count in ranked)


def show_settings(paths: tuple[Path, ...], settings: Settings) -> int:
    """Print every setting that holds for each path, and the files it comes from."""
    for path in paths:
        folder = path.resolve() if path.is_dir() else path.resolve().parent
        found = settings.config_for(folder)
        origin = ", ".join(map(str, found.files)) or "defaults"
        click.echo(f"# {path}: {origin}")
        for entry in fields(Config):
            if entry.name != "files":
                click.echo(f"{entry.name.replace('_', '-')} = {_shown(getattr(found, entry.name))}")
        ruleset = settings.ruleset_for(path / "draft.md" if path.is_dir() else path)
        click.echo(f"# {len(ruleset.selected)} of {len(ruleset.rules)} rules selected\n")
    return 0


def _shown(value: Any) -> str:
    """A value as TOML would have it, nearly."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_shown, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f'"{key}" = {_shown(entry)}' for key, entry in value.items()) + "}"
    if isinstance(value, Path | str):
        return f'"{value}"'
    return str(value) if value is not None else '""'
