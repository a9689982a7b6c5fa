"""What `techlint check` prints instead of findings: counts per rule, or the settings of each path."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from typing import TYPE_CHECKING, Any, TextIO

import click

from techlint.config import PathRules
from techlint.keys import KEYS
from techlint.schemas import UNSET

if TYPE_CHECKING:
    from pathlib import Path

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
        for name in KEYS:
            value = getattr(found, name.replace("-", "_"), None)
            if not name.startswith("extend"):
                click.echo(f"# {name} is not set" if value in UNSET else f"{name} = {_shown(value)}")
        ruleset = settings.ruleset_for(path / "draft.md" if path.is_dir() else path)
        click.echo(f"# {len(ruleset.selected)} of {len(ruleset.rules)} rules selected\n")
    return 0


def _shown(value: Any) -> str:
    """A value as TOML has it."""
    if isinstance(value, bool | dt.date):
        return str(value).lower()
    if isinstance(value, tuple) and value and isinstance(value[0], PathRules):
        return _shown({entry.pattern: {"ignore": entry.ignore, "severity": entry.severity} for entry in value})
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_shown, value)) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_shown(key)} = {_shown(entry)}" for key, entry in value.items()) + "}"
    return json.dumps(str(value), ensure_ascii=False)
