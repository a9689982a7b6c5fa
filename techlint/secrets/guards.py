"""What the neighbourhood of a literal says about it: a bad example, a sample request, the old half of a diff.

In: a stretch and a Place. Out: yes or no. Must not know: what the literal is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from techlint.lazy import lazy
from techlint.secrets.names import Purpose

if TYPE_CHECKING:
    from techlint.secrets.model import Place, Stretch

BAD_EXAMPLE = lazy(
    r"(?i)❌|✗|✘|🚫|👎|⛔|\b(?:do\s?n[o']t|don’t|never|avoid|wrong|bad(?!\w)|insecure|unsafe|vulnerable|anti-?pattern|not\s+recommended|instead\s+of|before)\b"
)
COMMENT = lazy(r"(?:#|//|--|/\*|<!--|;|%|\*)[^\n]{0,160}$")
COMMENT_LINE = lazy(r"\s*(?:#|//|--|/\*|<!--|;|\*|❌|🚫)")
TEMPLATE = lazy(
    r"(?i)\.env\.(?:example|sample|template|dist)|env\.example|(?:example|sample)\.env|\.example\.(?:ya?ml|toml|json)"
)
SERVICE = lazy(
    r"(?i)\b(?:host|hostname|port|database|dbname|db|dialect|driver|datasource|jdbc|dsn|connect|connection|createPool|pool|charset|server|image|"
    r"broker|smtp|redis|postgres|mysql|mongo)\w{0,20}[\"']?\s{0,3}[:=(]"
)
PERSON = lazy(
    r"""(?i)["']?\b(?:e?mail|user(?:name|_?id)?|login|account|phone|name|nick\w{0,10}|handle)\w{0,12}["']?\s{0,3}[:=]"""
)
REQUEST = lazy(
    r"(?i)client\.post|\.send\(|requests\.post|curl|fetch\(|axios|json=|json!|mutation|register|sign_?up|sign_?in|log_?in|create_?user|insert|\.post\(|payload|formdata|"
    r"\.type\(|fill\(|sendKeys|send_keys|fill_in"
)
JSONS = frozenset({"json", "jsonc", "json5", "http", "graphql", "gql", "rest"})
QUERY = lazy(r"(?i)\bwhere\b")
ASSERTED = lazy(r"(?i)\bassert|\bexpect\(|\.should|==\s*$|\bif\b|\bcase\b|\bmatch\b")
AROUND = 3


def taught_otherwise(stretch: Stretch, place: Place) -> bool:
    """Whether the draft itself says not to copy this: an `.env.example`, the `-` line of a diff, a comment near it."""
    if TEMPLATE.search(stretch.text[:200]):
        return True
    start, end = stretch.line(place.start)
    line = stretch.text[start:end]
    if (
        line.startswith("-")
        and (stretch.lang in {"diff", "patch"} or line.startswith(("- ", "-  ")) is False)
        and stretch.lang in {"diff", "patch"}
    ):
        return True
    comment = COMMENT.search(stretch.text[place.end : end][:200])
    if comment and BAD_EXAMPLE.search(comment[0]):
        return True
    for _ in range(2):  # the comment stands above the line, or above the line that opens the call
        if not start:
            return False
        start, end = stretch.line(start - 1)
        above = stretch.text[start:end]
        if COMMENT_LINE.match(above):
            return bool(BAD_EXAMPLE.search(above))
    return False


def sample_request(stretch: Stretch, place: Place) -> bool:
    """Whether a password is a person's in a request, a test or a form rather than a service's in its settings."""
    if place.purpose is not Purpose.PASSWORD or place.position not in {"assignment", "config"}:
        return False
    around = neighbourhood(stretch, place)
    if SERVICE.search(around):
        return False
    if REQUEST.search(around) and not place.bare:
        return True
    return bool(PERSON.search(around)) and (stretch.lang in JSONS or (stretch.lang == "" and not place.bare))


def compared(stretch: Stretch, place: Place) -> bool:
    """Whether a literal is only looked for: `WHERE password = '...'`, an assertion, a condition."""
    start, _ = stretch.line(place.start)
    before = stretch.text[start : place.start]
    return bool(QUERY.search(before) or ASSERTED.search(before))


def serves(stretch: Stretch, place: Place) -> bool:
    """Whether a host, a port or a database is named beside it: settings of a service."""
    return bool(SERVICE.search(neighbourhood(stretch, place)))


def neighbourhood(stretch: Stretch, place: Place) -> str:
    """The lines around a place, three each way."""
    start, end = stretch.line(place.start)
    for _ in range(AROUND):
        start = stretch.line(start - 1)[0] if start else 0
        end = stretch.line(end + 1)[1] if end + 1 < len(stretch.text) else end
    return stretch.text[start:end]
