"""Chromium and axe for the browser tests, from npm: downloads of browsers elsewhere may be out of reach.

In: `npm` on the path. Out: `.venv/browser/` with `chromium`, its libraries and `axe.min.js`. Run by tools/test-browser.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
NEEDS = ROOT / "tests" / "browser"
"""Where package.json says what is needed."""
PLACE = ROOT / ".venv" / "browser"
CHROMIUM = PLACE / "chromium"
AXE = PLACE / "axe.min.js"
DONE = PLACE / "package-lock.json"
"""Copied when all else is in place: it says which versions lie there."""


def environment() -> dict[str, str]:
    """What Chromium needs around it: libraries that a bare machine lacks, and a font if there is none."""
    found = {**os.environ, "LD_LIBRARY_PATH": str(PLACE / "lib")}
    if not Path("/etc/fonts").exists():
        found["FONTCONFIG_PATH"] = str(PLACE)
    return found


def main() -> None:
    """Fetch and unpack what is not there yet."""
    wanted = (NEEDS / "package-lock.json").read_bytes()
    if DONE.exists() and DONE.read_bytes() == wanted:
        return
    import brotli

    PLACE.mkdir(parents=True, exist_ok=True)
    npm = PLACE / "npm"
    npm.mkdir(exist_ok=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copy(NEEDS / name, npm)
    fetched = subprocess.run(["npm", "ci", "--ignore-scripts", "--no-fund", "--no-audit"], cwd=npm, check=False)
    if fetched.returncode:
        sys.exit("tools/browser.py: npm could not fetch Chromium, so the page cannot be tested")
    packed = npm / "node_modules" / "@sparticuz" / "chromium" / "bin"
    CHROMIUM.write_bytes(brotli.decompress((packed / "chromium.br").read_bytes()))
    CHROMIUM.chmod(0o755)
    for name in ("al2023", "fonts", "swiftshader"):
        with tarfile.open(fileobj=io.BytesIO(brotli.decompress((packed / f"{name}.tar.br").read_bytes()))) as archive:
            # Python before 3.11.4 has no filters; npm has checked these archives against the lock file.
            archive.extraction_filter = getattr(tarfile, "data_filter", None)
            archive.extractall(PLACE)
    shutil.copy(npm / "node_modules" / "axe-core" / "axe.min.js", AXE)
    shutil.rmtree(npm)
    DONE.write_bytes(wanted)


if __name__ == "__main__":
    main()
