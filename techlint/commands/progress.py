"""A progress line on standard error for runs that take long, in a terminal only.

In: how many drafts are done. Out: a line that is wiped when the run ends. Must not know: what a run does.
"""

from __future__ import annotations

import sys
from time import monotonic
from typing import Self

PATIENCE = 1.0
"""Seconds before the line appears."""


class Progress:
    """A context manager; inside it is called with the number of drafts done and the number in all."""

    def __enter__(self) -> Self:
        self._since, self._shown = monotonic(), False
        return self

    def __call__(self, done: int, total: int) -> None:
        """Show how far the run is."""
        if sys.stderr.isatty() and monotonic() - self._since > PATIENCE:
            sys.stderr.write(f"\r\x1b[KChecked {done} of {total} drafts")
            sys.stderr.flush()
            self._shown = True

    def __exit__(self, *_error: object) -> None:
        if self._shown:
            sys.stderr.write("\r\x1b[K")
