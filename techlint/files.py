"""Write a file at one stroke.

In: a path and its new content. Out: the file as it was or as it should be, never half of it.
Must not know: what is written.
"""

from __future__ import annotations

import os
from pathlib import Path


def replace_text(path: Path, text: str) -> None:
    """Put text into a file; runs beside this one read the old or the new. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_bytes(path, text.encode())


def replace_bytes(path: Path, data: bytes, *, durable: bool = False) -> None:
    """Put bytes into a file, which keeps its mode; a link stays a link: what it points to is replaced. Raises OSError.

    `durable` waits until the bytes are on the disk, so that not even a power cut costs the file its content.
    """
    target = Path(os.path.realpath(path))
    beside = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        with beside.open("wb") as file:
            file.write(data)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        if target.exists():
            beside.chmod(target.stat().st_mode & 0o7777)
        beside.replace(target)
    except BaseException:  # an interrupt, too, must leave nothing behind
        beside.unlink(missing_ok=True)
        raise
