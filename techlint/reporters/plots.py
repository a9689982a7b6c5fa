"""Small plots: bars of counts, and where in a draft its findings stand. Inline SVG; the numbers stand beside as text.

In: counts and places. Out: Markup. Must not know: pages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from techlint.finding import Severity
from techlint.reporters.markup import Markup, join, tag

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterable

WIDTH = 100
TICK = 0.4
LEAST = 2
"""Units that a count of one takes at least, so that it can be seen."""


def bar(counts: Counter[str], most: int = 0) -> Markup:
    """Counts by severity side by side; the whole width stands for `most`, or for all of them."""
    most, at, pieces = most or counts.total(), 0.0, []
    for severity in Severity:
        width = max(counts[severity.value] / most * WIDTH, LEAST) if counts[severity.value] else 0
        if width:
            pieces.append(_rect(severity.value, at, width))
            at += width
    return _svg("bar", pieces)


def strip(places: Iterable[tuple[float, str]]) -> Markup:
    """Where in a draft findings stand: (share of the draft before it, severity) for each."""
    ticks = {(round(share * (WIDTH - 1), 1), severity) for share, severity in places}
    order = [severity.value for severity in reversed(Severity)]  # the gravest on top
    ranked = sorted(ticks, key=lambda tick: (order.index(tick[1]), tick[0]))
    return _svg("strip", [_rect(severity, at, TICK) for at, severity in ranked])


def _rect(severity: str, at: float, width: float) -> Markup:
    return tag("rect", class_=severity, x=f"{at:.4g}", width=f"{width:.4g}", height="10")


def _svg(kind: str, children: Iterable[Markup]) -> Markup:
    frame = {"viewBox": f"0 0 {WIDTH} 10", "preserveAspectRatio": "none", "focusable": "false"}
    return tag("svg", join(children), class_=kind, aria_hidden="true", **frame)
