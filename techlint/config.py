"""Configuration: `techlint.toml`, `.techlint.toml` or `[tool.techlint]` of `pyproject.toml` -> Config.

In: the folder of a draft, or a file named on the command line. Out: a Config (frozen); FileError naming file, line, key
and the nearest right name. Must not know: rules beyond their names, the command line.
"""

from __future__ import annotations

import datetime as dt
import os
import re
from dataclasses import dataclass, field, fields, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from techlint.errors import FileError, suggest
from techlint.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

NAMES = ("techlint.toml", ".techlint.toml", "pyproject.toml")


@dataclass(frozen=True, slots=True)
class PathRules:
    """What holds for some paths besides: `[per-path."drafts/**"]`."""

    pattern: str
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Config:
    """Every key of the configuration, with its default. Paths are absolute; `root` is the folder they start from."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    include: tuple[str, ...] = ("*.md", "*.markdown", "*.mdx", "*.qmd", "*.rmd", "*.Rmd")
    respect_gitignore: bool = True
    rules: tuple[Path, ...] = ()
    packs: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    per_path: tuple[PathRules, ...] = ()
    as_of: dt.date | None = None
    site: str = ""
    fail_on: Severity = Severity.WARNING
    fail_on_drafts: Severity = Severity.ERROR
    output_format: str = "full"
    baseline: Path | None = None
    root: Path = field(default_factory=Path.cwd)
    files: tuple[Path, ...] = ()
    """The files that the values were read from, the last word first."""


KEYS = tuple(f.name.replace("_", "-") for f in fields(Config) if f.name not in {"root", "files"})
EXTRA_KEYS = ("extend", "extend-select", "extend-ignore", "extend-exclude")
PATH_KEYS = ("ignore", "severity")


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
    return replace(found, root=Path.cwd()) if found else Config()


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
        known = (*KEYS, *EXTRA_KEYS)
        for key in data:
            if key not in known:
                raise self._error(key, f"unknown key '{key}'{suggest(key, known)}")
        base = self._base(data, chain)
        values: dict[str, Any] = {"root": self.path.parent, "files": (self.path, *base.files)}
        for key, read in self._readers().items():
            if key in data:
                values[key.replace("-", "_")] = read(data, key)
        values["severity"] = {**base.severity, **values.get("severity", {})}
        values["per_path"] = (*base.per_path, *values.get("per_path", ()))
        for key in ("select", "ignore", "exclude"):
            if (more := f"extend-{key}") in data:
                values[key] = (*values.get(key, getattr(base, key)), *self._texts(data, more))
        return replace(base, **values)

    def _readers(self) -> dict[str, Callable[[Mapping[str, Any], str], Any]]:
        """How the value of each key is read."""
        return {
            **dict.fromkeys(("select", "ignore", "exclude", "include", "packs"), self._texts),
            "respect-gitignore": self._flag,
            "rules": self._folders,
            "severity": self._severity,
            "per-path": self._per_path,
            "as-of": self._day,
            "site": self._text,
            **dict.fromkeys(("fail-on", "fail-on-drafts"), self._fail_on),
            "output-format": self._format,
            "baseline": self._file,
        }

    def _base(self, data: Mapping[str, Any], chain: tuple[Path, ...]) -> Config:
        if "extend" not in data:
            return Config()
        target = (self.path.parent / Path(self._text(data, "extend")).expanduser()).resolve()
        if not target.is_file():
            raise self._error("extend", f"extends {data['extend']}, which is no file")
        return _load(target, chain) or Config()

    def _error(self, key: str, problem: str, table: str = "") -> FileError:
        return FileError(_shown(self.path), self._line(key, table), problem)

    def _line(self, key: str, table: str = "") -> int:
        """The line of a key: tomllib keeps none, so it is looked up; 0 if it is written some unusual way."""
        wanted = ".".join(filter(None, (self.table, table)))
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

    def _text(self, data: Mapping[str, Any], key: str) -> str:
        if not isinstance(data[key], str):
            raise self._error(key, f"'{key}' must be a string")
        return str(data[key])

    def _flag(self, data: Mapping[str, Any], key: str) -> bool:
        if not isinstance(data[key], bool):
            raise self._error(key, f"'{key}' must be true or false")
        return bool(data[key])

    def _texts(self, data: Mapping[str, Any], key: str) -> tuple[str, ...]:
        value = data[key]
        if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
            raise self._error(key, f"'{key}' must be a list of strings")
        return tuple(value)

    def _format(self, data: Mapping[str, Any], key: str) -> str:
        from techlint.reporters import FORMATS

        return self._one_of(key, data[key], list(FORMATS))

    def _fail_on(self, data: Mapping[str, Any], key: str) -> Severity:
        return Severity(self._one_of(key, data[key], list(Severity)))

    def _one_of(self, key: str, value: Any, known: list[Any], table: str = "") -> str:
        if value not in known:
            choices = ", ".join(map(str, known))
            near = suggest(str(value), [str(k) for k in known])
            raise self._error(key, f"'{key}' must be one of {choices}, not '{value}'{near}", table)
        return str(value)

    def _day(self, data: Mapping[str, Any], key: str) -> dt.date:
        value = data[key]
        if isinstance(value, dt.date):
            return value
        if value == "today":
            return dt.date.today()  # noqa: DTZ011 - the author's own day is meant
        raise self._error(key, "'as-of' must be a day such as 2026-11-21, or \"today\"")

    def _file(self, data: Mapping[str, Any], key: str) -> Path:
        return (self.path.parent / Path(self._text(data, key)).expanduser()).resolve()

    def _folders(self, data: Mapping[str, Any], key: str) -> tuple[Path, ...]:
        folders = {name: (self.path.parent / Path(name).expanduser()).resolve() for name in self._texts(data, key)}
        for name, folder in folders.items():
            if not folder.is_dir():
                raise self._error(key, f"rule folder '{name}' does not exist")
        return tuple(folders.values())

    def _severity(self, data: Mapping[str, Any], key: str, table: str = "severity") -> dict[str, Severity]:
        if not isinstance(data[key], dict):
            raise self._error(key, "'severity' is a table from rules to error, warning or info")
        return {rule: Severity(self._one_of(rule, value, list(Severity), table)) for rule, value in data[key].items()}

    def _per_path(self, data: Mapping[str, Any], key: str) -> tuple[PathRules, ...]:
        tables = data[key]
        if not isinstance(tables, dict) or not all(isinstance(entry, dict) for entry in tables.values()):
            raise self._error(key, "'per-path' is a table from path patterns to tables")
        found = []
        for pattern, entry in tables.items():
            for name in entry:
                if name not in PATH_KEYS:
                    raise self._error(name, f"unknown key '{name}'{suggest(name, PATH_KEYS)}", f"per-path.{pattern}")
            ignore = self._texts(entry, "ignore") if "ignore" in entry else ()
            table = f"per-path.{pattern}.severity"
            found.append(
                PathRules(pattern, ignore, self._severity(entry, "severity", table) if "severity" in entry else {})
            )
        return tuple(found)
