"""Tables and lists that lost their markup: cells run together, rows torn apart, bullets that Markdown does not know.

In: a Layout. Out: (kind, first line, last line) of each, lines from 0, inclusive.
Must not know: programming languages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from techlint.lazy import lazy
from techlint.regions.layout import State
from techlint.regions.lines import STOPWORDS, WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from techlint.regions.layout import Layout

Piece = tuple[str, int, int]

CODE = lazy(r"`[^`]*`")
SEPARATOR = lazy(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)+\|?|\|\s*:?-{2,}:?\s*\|")
ROW, THREE = bytes([State.ROW]), bytes([State.OPEN] * 3)
PROSE = frozenset((State.OPEN, State.LISTED))
BULLETS = frozenset("•◦▪‣●○■□➤➢▸►✦❖⁃∙")
ROWS = 3
"""A header and two rows: fewer lines are no table to us."""
WIDE, LONG = 200, 600
"""Characters beyond which a line is no head and no row of a collapsed table."""
MARKUP = ("|", "](", "]:", "`", ";", "{", "}", "://", "</")
REACH = 400
"""Lines a table may have."""


def tables(layout: Layout) -> Iterator[Piece]:
    """Tables that fell apart, in order."""
    at = 0
    while (at := _candidate(layout.states, at)) >= 0:
        first, broken, last = at, False, at
        if layout.states[at] == State.ROW:
            broken, last = _torn(layout, at)
        elif glued(layout.lines[at].strip()) and _fresh(layout, at):
            broken, last = _collapsed(layout, at)
            first -= broken and _heads(layout, at - 1)
        elif spaced(layout.lines[at]) > 1:
            broken, last = _aligned(layout, at)
        if broken:
            yield "table", first, last
        at = last + 1  # past what was looked at, broken or not: each line is looked at once


def _candidate(states: bytes, start: int) -> int:
    """The next line that is a row, or has two more lines of a paragraph below it; -1 if there is none."""
    row, text = states.find(ROW, start), states.find(THREE, start)
    return max(row, text) if min(row, text) < 0 else min(row, text)


def bulleted(text: str) -> bool:
    """Whether a text holds a bullet that Markdown does not know: where it does not, there are no such lists."""
    return not text.isascii() and any(map(text.__contains__, BULLETS))


def lists(layout: Layout) -> Iterator[Piece]:
    """Runs of lines that begin with a bullet Markdown does not know."""
    at, lines = 0, layout.lines
    while at < len(lines):
        last = at
        if _bullet(layout, at):
            while last + 1 < len(lines) and _bullet(layout, last + 1):
                last += 1
            if last > at:
                yield "list", at, last
        at = last + 1


def _bullet(layout: Layout, at: int) -> bool:
    if layout.states[at] not in PROSE:
        return False
    bare = layout.lines[at].lstrip()
    return bare[:1] in BULLETS and len(bare) > 2


# Collapsed: `MetricRustGo` / `Cold start~5ms~10ms`

JOINT = lazy(
    r"(?<=[a-z0-9)%+])(?=[A-Z][a-z])|(?<=[a-z)%])(?=[~$≈<>≥≤✅❌✓✗−])|(?<=[✅❌✓✗])(?=[\w✅❌✓✗~$-])"
    r"|(?<=[a-z])(?=\d)|(?<=[a-z]{2})(?=[A-Z]{2})|(?<=[%x+])(?=[\d~$+-])|(?<=\d[mnµ]s)(?=[\d~$])"
    r"|(?<=\d[MGKT]B)(?=[\d~$A-Z])|(?<=[A-Z]{2})(?=[A-Z][a-z]{3})|(?<=\d\.\d)(?=\d\.\d)|(?<=\.\d\d)(?=\d{1,4}\.\d)"
    r"|(?<=[0-9])(?=[~$≈])|(?<=\d[KMGkx])(?=\d)|(?<=\d,\d{3})(?=\d)|(?<=\d)(?=[A-Z][a-z]{2})"
)
PAIR = lazy(r"[A-Z\d~$≈<>≥≤✅❌✓✗−+-](?:(?<=[\w)%+✅❌✓✗].)|(?<=[✅❌✓✗])\w)")
"""Two characters that may be a joint, or nearly; found in a twentieth of the time."""

NAMES = lazy(
    r"\b(?:(?:Java|Type|Coffee)Script|Git(?:Hub|Lab|Ops)|(?:Postgre|My|Maria|No|New)?(?:SQL|DB)\b|YouTube|LinkedIn|"
    r"Open[A-Z]\w+|[A-Z][a-z]{1,4}Ops|Graph(?:QL|DB)|Web[A-Z]\w+|MongoDB|mac(?:OS)|i(?:Phone|Pad|OS)|MacBook|Power\w+|"
    r"Word[Pp]ress|TensorFlow|PyTorch|NumPy|FastAPI|SQLite|Cloud[A-Z]\w+|Dynamo\w+|BigQuery|StackOverflow|RabbitMQ|"
    r"CircleCI|VSCode|IntelliJ|ChatGPT|LaTeX|DuckDB|ClickHouse|CockroachDB|[a-z]+OS|Kotlin\w*|[A-Z][a-z]+"
    r"(?:API|SQL|DB|QL|JS|ML|VM|AI|UI|CD|QL|MQ|Hub|Lab))(?![a-z])|(?<![\d.])\d{1,3}(?:\.\d{1,3}){2,3}(?![\d.])"
)
TOKEN = lazy(r"[A-Za-z_]\w*")
ENDS = ".,:;?!\\"


def joints(line: str) -> int:
    """How many cells of a line run into the next."""
    if not PAIR.search(line):
        return 0
    return len(JOINT.findall(NAMES.sub(lambda name: "x" * len(name[0]), line)))


def glued(bare: str) -> bool:
    """Whether a line could stand in a collapsed table: words run together, no sentence, no markup."""
    if bare.count(" ") > 11 or len(bare) > WIDE or bare[-1] in ENDS or bare[0] in "#-*>(:":
        return False
    return not any(mark in bare for mark in MARKUP) and joints(bare) > (0 if bare[0].isupper() else 1)


def _wordy(line: str, most: int) -> bool:
    """Whether a line has more of the common words of sentences than that."""
    return sum(word.lower() in STOPWORDS for word in WORDS.findall(line)) > most


def _fresh(layout: Layout, at: int) -> bool:
    """Whether a line begins something rather than going on with the sentence above it."""
    above = layout.lines[at - 1].strip() if at else ""
    return not above or above[-1] in ".:!?" or _heads(layout, at - 1)


def _heads(layout: Layout, at: int) -> bool:
    """Whether the line above a collapsed table is its head, though no capital tells its cells apart."""
    if at < 0 or layout.states[at] != State.OPEN:
        return False
    bare = layout.lines[at].strip()
    return len(bare) < WIDE and bare[-1] not in ENDS and bare.count(" ") < 8 and not any(m in bare for m in MARKUP)


def _collapsed(layout: Layout, first: int) -> tuple[bool, int]:
    """Whether a collapsed table begins here, and the last line that was looked at."""
    last, counts, plain, prose = first, [joints(layout.lines[first].strip())], 0, 0
    for at in range(first + 1, min(first + REACH, len(layout.lines))):
        bare = layout.lines[at].strip()
        if layout.states[at] != State.OPEN or len(bare) > LONG or any(mark in bare for mark in MARKUP):
            break
        count = joints(bare)
        if bare[-1] in ".:;!\\" and not count:
            break
        counts.append(count)
        prose += _wordy(bare, 2) and (bare[0].islower() or _wordy(layout.lines[first], 0))
        plain += TOKEN.fullmatch(bare) is not None
        last = at
    rows = counts[1:]
    full = sum(count > 0 for count in rows)
    enough = len(counts) >= ROWS and full >= 0.7 * len(rows) and sum(counts) >= 1.3 * len(counts)
    sound = enough and prose < 0.5 * len(rows) and plain < 0.7 * len(rows) and counts[0] <= 3 * max(rows)
    return sound, last


# Aligned: cells with tabs or runs of blanks between them, of which Markdown makes one

GAP = lazy(r"(?<![.!?:;,\s])(?:[ ]*\t+[ ]*| {2,})(?=\S)")
LONGEST_CELL = 60
"""Characters: beyond it stands a sentence, set with two blanks after its end."""


def spaced(line: str) -> int:
    """How many cells a line has that only tabs or runs of blanks hold apart; runs of blanks must part three."""
    bare = line.strip()
    if "\t" not in bare and "  " not in bare:
        return 1
    parts = GAP.split(bare) if len(bare) < WIDE and not any(mark in bare for mark in MARKUP) else [bare]
    sound = len(parts) > (1 if "\t" in bare else 2) and max(map(len, parts)) < LONGEST_CELL
    return len(parts) if sound else 1


def _aligned(layout: Layout, first: int) -> tuple[bool, int]:
    """Whether a table of as many cells in each line begins here, and its last line."""
    columns, last = spaced(layout.lines[first]), first
    while (
        last + 1 < min(first + REACH, len(layout.lines))
        and layout.states[last + 1] == State.OPEN
        and spaced(layout.lines[last + 1]) == columns
    ):
        last += 1
    return last - first + 1 >= ROWS, last


# Torn apart: rows over two lines, rows apart from each other, no line of dashes


def _torn(layout: Layout, first: int) -> tuple[bool, int]:
    """Whether the table that begins here fell apart, and its last line."""
    rows, broken = [first], False
    at = first + 1
    columns = cells(layout.lines[first])
    ruled = SEPARATOR.fullmatch(layout.lines[first].strip()) is not None
    last = first
    apart = 0
    while at < min(first + REACH, len(layout.lines)):
        bare = layout.lines[at].strip()
        state = layout.states[at]
        if state == State.BLANK:
            ahead = at + 1
            if not (ahead < len(layout.lines) and layout.states[ahead] == State.ROW):
                break
            apart += cells(layout.lines[ahead]) == columns
            if cells(layout.lines[ahead]) != columns:
                break
        elif (state == State.ROW or bare.endswith("|")) and _halves(layout, at, columns):
            broken, last = True, at + 1
            at += 1
        elif state == State.ROW:
            ruled = ruled or SEPARATOR.fullmatch(bare) is not None
            rows.append(at)
            last = at
        else:
            break
        at += 1
    return (broken and ruled) or _scattered(layout, rows, apart), last


def _halves(layout: Layout, at: int, columns: int) -> bool:
    """Whether this line and the next are the two halves of one row."""
    if at + 1 >= len(layout.lines) or layout.states[at + 1] not in (State.OPEN, State.LISTED, State.MARKUP, State.ITEM):
        return False
    below = layout.lines[at + 1].strip()
    return below.endswith("|") and cells(layout.lines[at]) + cells(below) == columns


def _scattered(layout: Layout, rows: list[int], apart: int) -> bool:
    """Whether rows stand apart so that no table comes of them."""
    if len(rows) < ROWS or not apart:
        return False
    for at in rows[1:]:
        if SEPARATOR.fullmatch(layout.lines[at].strip()):
            return layout.states[at - 1] == State.BLANK or (at < rows[-1] and layout.states[at + 1] == State.BLANK)
    return False


def cells(line: str) -> int:
    """How many cells a row has; code spans and escaped bars do not count."""
    bare = CODE.sub("", line.strip()).replace("\\|", "")
    return bare.strip("|").count("|") + 1
