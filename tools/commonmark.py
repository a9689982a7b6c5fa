"""The examples of the CommonMark specification, for tests.

They are licensed CC-BY-SA and so are not part of this repository: they come from the source distribution of mistune,
once, through pip, and are kept in `.cache/`. `python tools/commonmark.py` fetches them, say before going offline.
"""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ORIGIN = "mistune==3.4.0"
MEMBER = "mistune-3.4.0/tests/fixtures/commonmark.json"
SHA256 = "c4d08b845e375a4fa1ec476ffd4336a6b3a8e2c7b8b590a5722fc8af2c8b1874"
CACHE = Path(__file__).parent.parent / ".cache" / "commonmark-0.31.2.json"


def examples() -> list[str]:
    """The Markdown of all 652 examples of CommonMark 0.31.2. Raises RuntimeError if they are not to be had."""
    if not CACHE.is_file():
        CACHE.parent.mkdir(exist_ok=True)
        CACHE.write_bytes(_fetch())
    data = CACHE.read_bytes()
    if hashlib.sha256(data).hexdigest() != SHA256:
        raise RuntimeError(f"{CACHE} is not the file that was expected: remove it and run python tools/commonmark.py")
    return [example["markdown"] for example in json.loads(data)]


def _fetch() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-binary", ":all:", "-d", folder]
        done = subprocess.run([*command, ORIGIN], capture_output=True, text=True, check=False)
        if done.returncode:
            raise RuntimeError(f"cannot fetch the CommonMark examples: {done.stderr.strip()[-300:]}")
        (archive,) = Path(folder).glob("*.tar.gz")
        with tarfile.open(archive) as packed:
            member = packed.extractfile(MEMBER)
            if member is None:
                raise RuntimeError(f"{archive.name} holds no {MEMBER}")
            return member.read()


if __name__ == "__main__":
    print(f"{len(examples())} examples in {CACHE}")
