"""Configuration: `techlint.toml`, `.techlint.toml` or `[tool.techlint]` of `pyproject.toml` -> Config.

In: the folder of a draft, or a file named on the command line. Out: a Config (frozen); FileError naming file, line, key
and the nearest right name. What keys there are, and what they may say, is in `keys.py`.
Must not know: rules beyond their names, the command line.
"""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from techlint.errors import FileError
from techlint.finding import Severity
from techlint.record import NamedTuple

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping

    from techlint.shape import Way

NAMES = ("techlint.toml", ".techlint.toml", "pyproject.toml")


class PathRules(NamedTuple):
    """What holds for some paths besides: `[per-path."drafts/**"]`."""

    pattern: str
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = MappingProxyType({})


class Config(NamedTuple):
    """Every key of the configuration, with its default. Paths are absolute; `root` is the folder they start from."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    include: tuple[str, ...] = ("*.md", "*.markdown", "*.mdx", "*.qmd", "*.rmd", "*.Rmd", "*.ipynb")
    respect_gitignore: bool = True
    rules: tuple[Path, ...] = ()
    packs: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = MappingProxyType({})
    per_path: tuple[PathRules, ...] = ()
    as_of: dt.date | None = None
    site: str = ""
    fail_on: Severity = Severity.WARNING
    fail_on_drafts: Severity = Severity.ERROR
    output_format: str = "full"
    baseline: Path | None = None
    root: Path = Path()
    files: tuple[Path, ...] = ()
    """The files that the values were read from, the last word first."""


@cache
def for_folder(folder: Path) -> Config:
    """The configuration nearest to a folder: its own, or that of the folders above, or the user's, or the defaults."""
    for place in (folder, *folder.parents):
        for name in NAMES:
            path = place / name
            if path.is_file() and (found := _load(path, ())) is not None:
                return found
    home = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "techlint" / "techlint.toml"
    found = _load(home, ()) if home.is_file() else None
    return found._replace(root=Path.cwd()) if found else default()


def default() -> Config:
    """What holds where nothing is configured."""
    return Config(root=Path.cwd())


def from_file(path: Path) -> Config:
    """The configuration of a file that a user named."""
    if not path.is_file():
        raise FileError(str(path), 0, "no such configuration file")
    found = _load(path.resolve(), ())
    if found is None:
        raise FileError(str(path), 0, "no [tool.techlint] table")
    return found


def _load(path: Path, above: tuple[Path, ...]) -> Config | None:
    """Read a file; None for a pyproject.toml that does not speak of techlint."""
    import tomllib

    if path in above:
        raise FileError(_shown(path), 0, "extends itself: " + " -> ".join(_shown(p) for p in (*above, path)))
    try:
        text = path.read_text(encoding="utf-8")
        if path.name == "pyproject.toml" and "techlint" not in text:
            return None
        data = tomllib.loads(text)
    except (OSError, UnicodeDecodeError) as error:
        raise FileError(_shown(path), 0, f"cannot be read: {error}") from None
    except tomllib.TOMLDecodeError as error:
        m = re.search(r" \(at line (\d+), column \d+\)", str(error))
        line = int(m[1]) if m else len(text.splitlines())  # else it is the end of the document that comes too soon
        raise FileError(_shown(path), line, f"no TOML: {str(error).split(' (at ')[0]}") from None
    if path.name == "pyproject.toml":
        data = data.get("tool", {}).get("techlint")
        if data is None:
            return None
    return _Reader(path, text, "tool.techlint" if path.name == "pyproject.toml" else "").config(data, (*above, path))


def _shown(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)


class _Reader(NamedTuple):
    """Turns the data of one file into a Config; its errors know the line of the key."""

    path: Path
    text: str
    table: str

    def config(self, data: Mapping[str, Any], chain: tuple[Path, ...]) -> Config:
        from techlint.keys import CONFIG

        for problem in CONFIG.problems(data, ()):
            raise self._error(problem.way, problem.text)
        base = self._base(data, chain)
        readers = self._readers()
        values: dict[str, Any] = {"root": self.path.parent, "files": (self.path, *base.files)}
        for key, value in data.items():
            if not key.startswith("extend"):
                values[key.replace("-", "_")] = readers[key](value) if key in readers else value
        values["severity"] = {**base.severity, **values.get("severity", {})}
        values["per_path"] = (*base.per_path, *values.get("per_path", ()))
        for key in ("select", "ignore", "exclude"):
            if (more := f"extend-{key}") in data:
                values[key] = (*values.get(key, getattr(base, key)), *data[more])
        return base._replace(**values)

    def _readers(self) -> dict[str, Callable[[Any], Any]]:
        """How the value of each key is read, where it is not the value itself."""
        from techlint.keys import read_day

        return {
            **dict.fromkeys(("select", "ignore", "exclude", "include", "packs"), tuple),
            **dict.fromkeys(("fail-on", "fail-on-drafts"), Severity),
            "rules": self._folders,
            "severity": _severities,
            "per-path": _per_path,
            "as-of": read_day,
            "baseline": self._beside,
        }

    def _base(self, data: Mapping[str, Any], chain: tuple[Path, ...]) -> Config:
        if "extend" not in data:
            return Config()
        target = self._beside(data["extend"])
        if not target.is_file():
            raise self._error(("extend",), f"extends {data['extend']}, which is no file")
        return _load(target, chain) or Config()

    def _beside(self, name: str) -> Path:
        return (self.path.parent / Path(name).expanduser()).resolve()

    def _folders(self, names: list[str]) -> tuple[Path, ...]:
        for name in names:
            if not self._beside(name).is_dir():
                raise self._error(("rules",), f"rule folder '{name}' does not exist")
        return tuple(map(self._beside, names))

    def _error(self, way: Way, problem: str) -> FileError:
        return FileError(_shown(self.path), self._line(*map(str, way)), problem)

    def _line(self, *way: str) -> int:
        """The line of a key: tomllib keeps none, so it is looked up; 0 if it is written some unusual way."""
        key, wanted = way[-1] if way else "", ".".join(filter(None, (self.table, *way[:-1])))
        current = ""
        for number, line in enumerate(self.text.splitlines(), 1):
            text = line.strip()
            if m := re.fullmatch(r"\[+\s*(.+?)\s*\]+\s*(?:#.*)?", text):
                current = m[1].replace('"', "").replace("'", "")
                if current.rpartition(".")[2] == key or current == f"{wanted}.{key}".lstrip("."):
                    return number
            elif current == wanted and re.match(rf"[\"']?{re.escape(key)}[\"']?\s*[.=]", text):
                return number
        return 0


def _severities(data: Mapping[str, str]) -> dict[str, Severity]:
    return {rule: Severity(value) for rule, value in data.items()}


def _per_path(tables: Mapping[str, Any]) -> tuple[PathRules, ...]:
    return tuple(
        PathRules(pattern, tuple(entry.get("ignore", ())), _severities(entry.get("severity", {})))
        for pattern, entry in tables.items()
    )
