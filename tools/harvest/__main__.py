"""`python -m tools.harvest ECOSYSTEM [LIBRARY...] [--diff]`: read releases and tables, write packs.

Go, Java, npm, Rust and the web are modules beside this file with a function `harvest(names, diff=...)`.
"""

from __future__ import annotations

import argparse
import importlib
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

from tools.harvest import actions, endoflife, environment, kubernetes, models, pack, python, releases, stdlib

COMPILED = ("go", "java", "npm", "rust", "web")
TABLES = ("actions", "docker", "kubernetes", "models", "stdlib")


def libraries() -> dict[str, releases.Library]:
    """Read libraries.toml: distribution -> Library."""
    tables = tomllib.loads(Path(__file__).with_name("libraries.toml").read_text(encoding="utf-8"))
    return {name: releases.Library(name, **_tuples(table)) for name, table in tables.items()}


def _tuples(table: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}


def harvest_python(names: list[str], *, diff: bool, most: int) -> None:
    """Harvest the named distributions, or all."""
    known = libraries()
    for name in names or known:
        library = replace(known[name], most=min(known[name].most, most))
        print(name, flush=True)
        try:
            found = releases.gather(library)
        except Exception as error:  # noqa: BLE001  one library must not stop the others; the cache keeps what was read
            print(f"  given up: {type(error).__name__}: {error}")
            continue
        if len(found) < 2:
            print("  fewer than two releases could be read")
            continue
        versions = environment.versions(name)

        def date_of(version: str, name: str = name, versions: list[str] = versions) -> str:
            full = next((v for v in (version, f"{version}.0", version.removesuffix(".0")) if v in versions), "")
            return environment.release_date(name, full) if full else ""

        for made in python.packs_of(python.Series(library, found, date_of)):
            pack.save(made, "python", diff=diff)


def harvest_tables(ecosystem: str, folder: Path | None, *, diff: bool) -> None:
    """Harvest an ecosystem that is a table or two: `folder` holds the clones some of them are read from."""
    if ecosystem == "stdlib":
        made = stdlib.packs()
    elif ecosystem == "kubernetes":
        made = kubernetes.packs(folder)
    elif ecosystem == "models":
        made = models.packs()
    elif folder is None:
        raise SystemExit(f"{ecosystem}: say with --from where its clones are")
    else:
        made = actions.packs(folder) if ecosystem == "actions" else endoflife.packs(folder)
    for where, one in made:
        pack.save(one, where, diff=diff)


def main() -> None:
    """Run one harvest."""
    parser = argparse.ArgumentParser(prog="python -m tools.harvest", description=__doc__)
    parser.add_argument("ecosystem", choices=[*COMPILED, "python", *TABLES])
    parser.add_argument("names", nargs="*", metavar="LIBRARY", help="all if none is named")
    parser.add_argument("--diff", action="store_true", help="print what would change, write nothing")
    parser.add_argument("--most", type=int, default=99, help="python: releases to read of each, for a quick first run")
    parser.add_argument(
        "--from", dest="folder", type=Path, help="docker: copy of endoflife.date; actions, kubernetes: clones"
    )
    args = parser.parse_intermixed_args()
    if args.ecosystem == "python":
        harvest_python(args.names, diff=args.diff, most=args.most)
    elif args.ecosystem in COMPILED:
        importlib.import_module(f"tools.harvest.{args.ecosystem}").harvest(args.names, diff=args.diff)
    else:
        harvest_tables(args.ecosystem, args.folder, diff=args.diff)


if __name__ == "__main__":
    main()
