"""`techlint` and `python -m techlint`: what must be set before anything large is imported, then the command line.

In: arguments. Out: an exit code. Must not know: commands.
"""

from __future__ import annotations

import gc
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
    run()


if __name__ == "__main__":
    main()
