"""Tables read as tables: which of their cells state a measured number.

In: a table block, or a region of lines that was a table before a converter glued it. Out: the quantified cells.
Must not know: evidence, sentences.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from techlint.claims.lexicon import tokens
from techlint.claims.quantity import quantities
from techlint.document import Cell
from techlint.lazy import folded, lazy
from techlint.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from techlint.claims.quantity import Quantity
    from techlint.document import Document, Node
    from techlint.text import Span

LONGEST_CELL = 80
TELLING = frozenset({"perf_core", "comparative_hard", "nominal"})
"""Classes of words by which a cell names its own metric."""
METRIC = folded(
    r"\b(?:latenc\w+|throughput|memory|ram|cpu|gpu|start-?up|cold start|size|time|speed\w*|perf\w*"
    r"|overhead|[rqt]ps|iops|p\d\d+|improve\w*|gain|benefit|impact|trade-?off|reduction"
    r"|ops|footprint|image|benchmark\w*|score|saving\w*|faster|accuracy|recall|precision"
    r"|learning curve|build|uptime|availability|requests?|load|users?|downloads?|usage|adoption"
    r"|market ?share|share|sites?|rating|popularity|scalability|efficien\w+|cost|tokens|support"
    r"|community|integration|compile|binary|duration|response|bandwidth|success|detect\w*"
    r"|conversion|energy"
    r"|security|ecosystem|customers?|performance|sec|ms|mb|%)(?!\w)"
)
"""What a column or row of measured numbers is called."""
SPECIFIED = folded(
    r"\b(?:pric\w*|plans?|tiers?|fees?|trial|default\w*|limit\w*|max\w*|min\w*|versions?|types?"
    r"|range|window|requirement\w*|required|recommended|config\w*|settings?|options?|flags?"
    r"|parameters?|params|quota\w*"
    r"|interval|timeout|ttl|released?|date|year|since|founded|storage|disk|vcpus?|cores?|instance"
    r"|hardware|spec\w*|dimension\w*|context|length|license|value|example|input|output|step|phase"
    r"|week|day|month|target|goal|threshold|severity"
    r"|meaning|description|code|status|formula|port|capacity|bits?|bytes|format|encoding|duration"
    r"|deadline|schedule|frequency|retention|slo|sla|budget)\b"
)
"""What a column or row of settings, prices and specifications is called."""
OFFERED = folded(
    r"^\W{0,3}(?:plans?|tiers?|pric(?:e|es|ing)|editions?|packages?)\W{0,3}$|\brate limits?\b|\bmarkup\b|\bcharges?\b"
    r"|\bprobabilit|\b(?:required|targets?|goals?|expected|desired|acceptable|threshold)\b"
)
"""A column of a table that lists what one can buy, or wants."""
PRICE = folded(r"\bpric(?:e|es|ing)\b|\bper (?:month|year|user|seat)\b")
MACHINE = folded(r"\bv?cpus?\b|\bcores?\b")
"""A cell that counts processors describes a machine."""
BARE_NUMBER = lazy(r"^\W{0,3}\d[\d.,]{0,12}\s?(?:[kKMB]|million|billion)?\+?\W{0,3}$")
UNITS_IN_TITLE = folded(
    r"\((?:ms|s|sec|seconds|µs|us|ns|MB|GB|KB|MiB|%|req/s|rps|ops/s|ops|x|tokens/s|QPS)\)|\b(?:rps"
    r"|qps|tps|iops|ops/sec|req/sec|ms|MB/s)\b"
)
COUNTED_TITLE = folded(
    r"\b(?:throughput|latency|requests?|users?|customers?|downloads?|stars|load test|concurren\w+|benchmark)\b"
)
JUDGED = lazy(r"[^\W\d_]{3}[^%]{0,60}\d{1,3}\s?%|\d{1,3}\s?%\W{0,3}\(|\d{1,3}\s?[-–]\s?\d{1,3}\s?%")
"""A share with a word or a range: `12.5 %` alone in a cell may be a sum that shows a format."""
EXACT = folded(r"\d\s?(?:b|bytes?|bits?)$")
"""The bytes of a header, the bits of a key: specified, not measured."""
EACH = folded(r"\s?(?:/|per\b|an? (?:month|year|user|seat)\b)")
"""What follows a price."""


class Figure(NamedTuple):
    """A cell that states a number: where it stands and what it says. `told` if the cell names its own metric."""

    span: Span
    text: str
    title: str
    told: bool = False


def figures(table: Node) -> tuple[Figure, ...]:
    """The cells of a table that state a measured number."""
    rows = [
        [cell for cell in row.children if isinstance(cell, Cell)] for row in table.children if row.kind == "table_row"
    ]
    if not rows:
        return ()
    header = [_text(cell) for cell in rows[0]] if rows[0] and rows[0][0].head else []
    if any(OFFERED.search(title) for title in header):
        return ()
    return tuple(found for row in rows[1 if header else 0 :] for found in _row(row, header))


def _row(row: list[Cell], header: list[str]) -> Iterator[Figure]:
    first = _text(row[0]) if row else ""
    for cell in row:
        text = _text(cell)
        column = header[cell.column] if cell.column < len(header) else ""
        if not text or len(text) > LONGEST_CELL or "￼" in text[:1]:
            continue
        numbers = quantities(text)
        if not numbers and not BARE_NUMBER.match(text):
            continue
        name = f"{column} {first if cell.column else ''}"
        told = any(not TELLING.isdisjoint(word.classes) for word in tokens(text))
        if cell.column == 0 and len(header) > 1 and not told:
            continue
        if (
            MACHINE.search(text)
            or PRICE.search(name)
            or (SPECIFIED.search(name) and not METRIC.search(first if cell.column else ""))
        ):
            continue
        if _states(text, name, numbers, told=told):
            yield Figure(cell.span, text, name.strip(), told)


def _states(text: str, name: str, numbers: tuple[Quantity, ...], *, told: bool) -> bool:
    """Whether a cell states a measured number, by itself or with its titles."""
    found = [
        q
        for q in numbers
        if (q.kind != "span" or METRIC.search(name))
        and not (q.kind == "percent" and q.value in (0, 100))
        and not EXACT.search(q.text)
        and not (q.kind == "money" and EACH.match(text[q.end :]))
    ]
    if found:
        relative = any(q.kind in ("ratio", "percent") for q in found)
        return told or METRIC.search(name) is not None or (relative and JUDGED.search(text) is not None)
    if BARE_NUMBER.match(text) is None:
        return False
    return UNITS_IN_TITLE.search(name) is not None or COUNTED_TITLE.search(name) is not None


def _text(cell: Cell) -> str:
    return cell.excerpt.text.strip() if cell.excerpt else ""


def collapsed(doc: Document) -> tuple[Span, ...]:
    """The spans of tables that lost their markup."""
    return tuple(region.span for region in doc.regions if region.kind == "table")
