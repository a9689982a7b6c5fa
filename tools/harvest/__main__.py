"""`python -m tools.harvest ECOSYSTEM [LIBRARY...] [--diff]`: read releases, write packs.

Each ecosystem is a module beside this file with a function `harvest(names, diff=...)`.
"""

from __future__ import annotations

import argparse
import importlib

ECOSYSTEMS = ("go", "java", "npm", "rust", "web")


def main() -> None:
    """Run one harvester."""
    parser = argparse.ArgumentParser(prog="python -m tools.harvest", description=__doc__)
    parser.add_argument("ecosystem", choices=ECOSYSTEMS)
    parser.add_argument("names", nargs="*", metavar="LIBRARY")
    parser.add_argument("--diff", action="store_true", help="print what would change and write nothing")
    options = parser.parse_args()
    importlib.import_module(f"tools.harvest.{options.ecosystem}").harvest(options.names, diff=options.diff)


if __name__ == "__main__":
    main()
