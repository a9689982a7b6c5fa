"""`techlint` and `python -m techlint`: what must be set before anything large is imported, then the command line.

In: arguments. Out: an exit code. Must not know: commands.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys


def main() -> None:
    """Run the command line."""
    # A run makes many small trees and keeps few. The collector would go through all that is imported a dozen times at
    # the start, and take a tenth of a long run.
    gc.set_threshold(100_000, 20, 20)
    from techlint import compiled

    if "--no-cache" not in sys.argv:
        compiled.keep()
    with compiled.of_libraries():
        from techlint.cli import main as run
    try:
        run()
    except SystemExit as end:
        if isinstance(end.code, int):
            leave(end.code)
        raise


def leave(code: int) -> None:
    """End the process at once: taking apart all that was imported, piece by piece, costs a tenth of a short run.

    Nothing is lost: what is to be told of the end is told, what was printed is out. Where another thread still runs, a
    profiler or debugger looks on, or an output cannot be written, this returns and the process ends as usual.
    """
    import threading

    if threading.active_count() > 1 or sys.getprofile() or sys.gettrace():
        return
    atexit._run_exitfuncs()  # noqa: SLF001 - each is called once, here or at the usual end
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except (OSError, ValueError, AttributeError):  # the last where an output was closed from the start: it is None
        return
    os._exit(code)


if __name__ == "__main__":
    main()
