"""When something outdated in code is no defect: the post says so itself.

In: a place in a fence and its surroundings. Out: whether the author knows. Must not know packs or rules.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from techlint.document import Heading
from techlint.lazy import lazy

if TYPE_CHECKING:
    from techlint.api.fences import Fence
    from techlint.api.sighting import Place
    from techlint.document import Document, Node

_COMMENTS = {
    "sql": ("--",), "hcl": ("#", "//"), "php": ("#", "//"), "ini": ("#", ";"), "html": ("<!--",), "css": ("/*",),
    **dict.fromkeys(("python", "shell", "yaml", "toml", "dockerfile", "ruby", "julia", "powershell"), ("#",)),
    **dict.fromkeys(
        "js rust go java kotlin groovy csharp dart swift cpp scss scala solidity".split(), ("//", "/*", "*")
    ),
}  # fmt: skip

_OLD = (
    r"deprecat\w*|obsolete|legacy|end[- ]of[- ]life|\beol\b|unmaintained|superseded|discontinued|out ?dated|"
    r"old[- ](?:way|style|syntax|api|code|version)|don['’]?t use|do not use|stop using|"
    r"will (?:not|no longer) work|breaking change|\bwrong\b|anti-?pattern|❌"
)
_CHANGED = (
    r"no longer|removed|renamed|replaced|archived|sunset|retired|instead of|in favou?r of|\bavoid|previously|formerly|"
    r"migrat\w+|\bbad\b|(?:^|\n|\. )\W{0,3}before:|"
    r"\bused to (?:be|work|call|write|exist|live|return|accept|take|need|require|do|have)\b"
)
_OLD_SAYS = lazy(_OLD, re.IGNORECASE)
_SAYS = lazy(f"{_OLD}|{_CHANGED}", re.IGNORECASE)
"""Words of change are about the code below only if they name it or introduce it: much is replaced in a post."""
_HEADING = lazy(
    r"\bmigrat\w+|\bupgrad\w+|\bdeprecat\w*|\bbreaking\b|\bremov(?:ed|al|ing)\b|\blegacy\b|"
    r"\bold (?:way|style|syntax|api|code|version|approach)\b|"
    r"\bwhat['’]?s new\b|\bobsolete\b|\bend[- ]of[- ]life\b|\bchange ?log\b|\brelease notes\b",
    re.IGNORECASE,
)
_HALF = lazy(r"^\W*(?:before|old)(?:\W*$| and |:)", re.IGNORECASE)
"""A heading over one half of a comparison; over the whole post it would silence all of it."""
_MOVING = lazy(r"\b(?:migrat(?:e|ing|ion)|upgrad(?:e|ing)|moving|switching) (?:guide|from|to|your)\b", re.IGNORECASE)
"""A post about the move itself shows both ways."""
_BEFORE = lazy(
    r"\b(?:before|old|deprecated|previously|legacy|bad|wrong|avoid|don['’]?t|instead of|no longer"
    r"|removed|obsolete)\b|❌",
    re.IGNORECASE,
)
_SENTENCE = lazy(r"(?<=[.!?])\s+")
_SILENCE = lazy(r"techlint:[^\n]*")
_AFTER = lazy(r"\b(?:after|new|good|better|now|correct|recommended|preferred)\b|✅", re.IGNORECASE)


def known(doc: Document, place: Place) -> bool:
    """Whether the author shows a place as outdated, or does not run it at all."""
    fence, start = place.fence, place.start
    return (
        _not_code(fence, start)
        or _removed_line(fence, start)
        or _before_half(fence, start)
        or _told_around(doc, fence, place.text)
    )


def _not_code(fence: Fence, start: int) -> bool:
    """A comment, or behind one on its line."""
    head = fence.text[fence.line(start)[0] : start]
    marks = _COMMENTS.get(fence.lang, ())
    return any(re.search(rf"(?:^|\s){re.escape(mark)}", head) for mark in marks)


def _removed_line(fence: Fence, start: int) -> bool:
    """The `-` line of a diff, marked as one or plain to see."""
    line = fence.text[fence.line(start)[0] :]
    return line.startswith("-") and (fence.diff or bool(re.search(r"^\+(?!\+)", fence.text, re.MULTILINE)))


def _before_half(fence: Fence, start: int) -> bool:
    """Code under a comment such as `# Before`, up to one such as `# After`; or with such a comment behind it."""
    marks = _COMMENTS.get(fence.lang, ("#", "//"))
    first, last = fence.line(start)
    comment = re.compile(
        rf"^[ \t]*(?:{'|'.join(re.escape(mark) for mark in marks)})(?P<words>[^\n]{{0,200}})", re.MULTILINE
    )
    behind = re.search(
        rf"\s(?:{'|'.join(re.escape(mark) for mark in marks)})(?P<words>[^\n]{{0,200}})$", fence.text[first:last]
    )
    if behind and _SAYS.search(_author(behind["words"])):
        return True
    for found in reversed(list(comment.finditer(fence.text, max(0, first - 3000), first))):
        if _BEFORE.search(_author(found["words"])):
            return True
        if _AFTER.search(found["words"]) or fence.text.count("\n", found.end(), first) > 12:
            return False
    return False


def _author(words: str) -> str:
    """Words without comments to techlint: `ignore[api/removed]` does not tell a reader that something was removed."""
    return _SILENCE.sub("", words) if "techlint:" in words else words


def _told_around(doc: Document, fence: Fence, text: str) -> bool:
    """The heading over it, the paragraph before it or the one after it says what became of it."""
    heading = doc.section(fence.node).heading
    words = heading.excerpt.text if heading and heading.excerpt else ""
    title = isinstance(heading, Heading) and heading.level == 1 and heading is doc.of("heading")[0]
    if _HEADING.search(words) or (_HALF.search(words) and not title):
        return True
    if _MOVING.search(doc.view(_title)):
        return True
    if fence.inline:
        text_around = next((up.excerpt.text for up in doc.ancestors(fence.node) if up.excerpt), "")
        return _SAYS.search(text_around) is not None
    before, after = _neighbours(doc, fence.node)
    word = max(re.findall(r"\w+", text), key=len, default="")
    for node in (before, after):
        if node is None or node.excerpt is None or isinstance(node, Heading):
            continue
        prose = _author(doc.source[node.span])
        if node is before and _introduces_old(prose.rsplit("\n\n")[-1][-240:]):
            return True
        if len(word) > 2 and word in prose and _SAYS.search(prose):
            return True
    return False


def _introduces_old(words: str) -> bool:
    """Whether the end of a paragraph says of the code below that it is old."""
    *_, last = _SENTENCE.split(words.rstrip())
    return bool(_OLD_SAYS.search(words) or (last.endswith(":") and _SAYS.search(last)))


def _title(doc: Document) -> str:
    """What the post is called: its title, or its first heading."""
    title = doc.front_matter.text("title") if doc.front_matter else ""
    first = next((node.excerpt.text for node in doc.of("heading") if node.excerpt), "")
    return f"{title}\n{first}"


def _neighbours(doc: Document, node: Node) -> tuple[Node | None, Node | None]:
    """The nearest text-bearing blocks before and after a fence."""
    parent = doc.parent(node)
    siblings = parent.children if parent else ()
    if not siblings:
        return None, None
    first = bisect_left(siblings, node.span.start, key=lambda sibling: sibling.span.start)
    at = next(k for k in range(first, len(siblings)) if siblings[k] is node)
    before = siblings[at - 1] if at else None
    after = siblings[at + 1] if at + 1 < len(siblings) else None
    return before, after
