"""Blocks of lines that belong together as one piece of lost code.

In: a Layout. Out: Block (first line, last line, votes for languages).
Must not know: how a line is graded, what the blocks are used for.
"""

from __future__ import annotations

import re
from collections import Counter

from techlint.lazy import lazy
from techlint.regions.keyed import REACH, RECORD, in_text, indentation, listed, nested
from techlint.regions.layout import Layout, State
from techlint.regions.lines import LITERAL, REMARK, Grade, anchors, grade

CODE = frozenset({"sure", "strong", "medium", "closer", "key", "log"})
GAP = 2
"""Blank lines that a block may hold in a row."""
AHEAD = 8
"""How many lines of anything may stand between brackets before the next line of code."""
ENOUGH = 6
"""Points that make a block; see lines.POINTS."""
HEADED = 2
"""Points more for a line under a comment: `# Build it` above `make build`."""
TALL = 4000
"""Lines after which a block is cut, so that no draft can make the scan slow."""

CALL = lazy(r"\w+(?:\.\w+)+\([^()]*\);?")
STARTERS = frozenset((State.OPEN, State.LISTED, State.ITEM))
ARGUMENTS = Grade("medium", ("bash",))
ENTRIES = Grade("weak", ("yaml",))
MARKED = lazy(r"[(){}\[\];=<>:\"'$/\\]|\w-\w|--")
"""What a line of code has that a heading such as "type erasure" has not."""
IMPORTS = lazy(
    r"^(?:import\b[^;'\"]{0,2000}from\s*['\"][^'\"\n]*['\"]|import\s*['\"][^'\"\n]*['\"]"
    r"|export const \w+ = .*);?[ \t]*$",
    re.MULTILINE,
)


class Block:
    """Lines `first` to `last` (inclusive, from 0) and what was counted in them."""

    def __init__(self, first: int, last: int) -> None:
        self.first, self.last = first, last
        self.kinds: Counter[str] = Counter()
        self.votes: dict[str, float] = {}
        self.points = self.depth = 0
        self.headed = self.runs_on = False

    def count(self, found: Grade, line: str) -> None:
        """Take a line in."""
        self.points += found.points + (HEADED if self.headed and found.points else 0)
        self.headed = found.kind in ("hash", "comment")
        self.kinds[found.kind] += 1
        for lang in found.langs:
            self.votes[lang] = self.votes.get(lang, 0.0) + (found.points or 1) / len(found.langs)
        self.depth = max(self.depth + balance(line), 0)
        self.runs_on = line.rstrip().endswith("\\")


class Grower:
    """Finds the blocks of a draft, from the first line to the last, each line in one block at most."""

    def __init__(self, layout: Layout) -> None:
        self.lines, self.states = layout.lines, layout.states
        self.grades: dict[str, Grade] = {}

    def blocks(self) -> list[Block]:
        """All blocks, in order."""
        found: list[Block] = []
        free = 0
        lines = enumerate(zip(self.states, self.lines, strict=True))
        for at in [at for at, (state, line) in lines if state in STARTERS and anchors(line)]:
            if at < free or not self._begins(at):
                continue
            block = self._grow(at, free)
            if self._holds(block):
                found.append(block)
            free = block.last + 1
        return found

    def grade(self, at: int) -> Grade:
        """What a line looks like, looked at once."""
        line = self.lines[at]
        if line not in self.grades:
            self.grades[line] = grade(line)
        return self.grades[line]

    def _begins(self, at: int) -> bool:
        if self.states[at] == State.ITEM:
            return self._begins_record(at)
        kind = self.grade(at).kind
        if kind not in ("sure", "strong", "medium", "log", "key") and self.lines[at].strip() not in "{[(":
            return False
        if kind == "key" and self.states[at] != State.OPEN:
            return False
        # A hard-wrapped sentence may begin a line with any word: "... before you\ngo get a coffee".
        above = self.lines[at - 1].strip() if at else ""
        wrapped = len(above) > 40 and above[-1] not in ".:!?;{}(),>" and self.grade(at - 1).kind in ("prose", "plain")
        return not wrapped

    def _begins_record(self, at: int) -> bool:
        """Whether an item is one of a YAML sequence: `- id: 1` and below it, indented, `name: x`."""
        below = self.lines[at + 1] if at + 1 < len(self.lines) else ""
        deeper = below.strip() and indentation(below) > indentation(self.lines[at])
        return bool(deeper and RECORD.match(self.lines[at]) and self.grade(at + 1).kind == "key")

    def _grow(self, seed: int, free: int) -> Block:
        first = seed
        while first > free and self._leads(first - 1):
            first -= 1
        block = Block(first, seed)
        for k in range(first, seed + 1):
            block.count(self.grade(k), self.lines[k])
        at, blanks, end = seed + 1, 0, min(len(self.lines), seed + TALL)
        while at < end:
            state = self.states[at]
            if state == State.BLANK:
                blanks += 1
                if blanks > GAP:
                    break
            elif state >= State.CLOSED or not self._joins(block, at, blanks):
                break
            else:
                block.count(self._grade_in(block, at, blanks), self.lines[at])
                block.last, blanks = at, 0
            at += 1
        return block

    def _grade_in(self, block: Block, at: int, blanks: int) -> Grade:
        """What a line looks like at the end of a block: the rest of a command that was broken over lines is code."""
        found = self.grade(at)
        if found.kind in CODE:
            return found
        if block.runs_on and not blanks:
            return ARGUMENTS
        return ENTRIES if "yaml" in block.votes and self._entry(block, at) else found

    def _entry(self, block: Block, at: int) -> bool:
        """Whether a line of any words stands in YAML: an entry of a sequence, a line of a text below `key: |`."""
        line = self.lines[at]
        if self.states[at] != State.ITEM:
            return in_text(self.lines[max(block.first, block.last - REACH) : block.last + 1], line)
        if RECORD.match(self.lines[block.first]) and self._begins_record(at):
            return True
        above = self.lines[block.last].rstrip()
        return line[0] in " \t" and (above[-1:] == ":" or self.states[block.last] == State.ITEM)

    def _leads(self, at: int) -> bool:
        """Whether the line above a block's first belongs to it: a comment, a decorator, the start of a call."""
        if self.states[at] not in (State.OPEN, State.LISTED, State.INDENTED):
            return False
        if not self.lines[at].strip(" -=*_"):
            return False  # the line under a heading
        kind, below = self.grade(at).kind, self.lines[at + 1]
        if kind == "plain" and below[0] == " " and below.lstrip()[:2] == "--":
            return True  # a command whose flags stand below it
        return kind in ("comment", "hash", "weak", "medium", "strong", "key", "closer")

    def _joins(self, block: Block, at: int, blanks: int) -> bool:
        """Whether a line below a block belongs to it."""
        kind = self.grade(at).kind
        if self.states[at] == State.MARKUP:
            return block.depth > 0 and self._resumes(at)
        if block.runs_on and not blanks:
            return True
        indented = self.lines[at][0] in " \t"
        if kind == "hash":
            return (block.depth > 0 and indented) or self._heads_code(at)
        if kind in CODE:
            return kind != "key" or not blanks or indented or "yaml" in block.votes
        if kind in ("weak", "comment"):
            return not blanks or block.depth > 0 or indented or kind == "comment" or self._heads_code(at)
        return ("yaml" in block.votes and self._entry(block, at)) or self._holds_anything(block, at, blanks)

    def _holds_anything(self, block: Block, at: int, blanks: int) -> bool:
        """Whether a line that does not look like code still belongs: between brackets, or what a command printed."""
        if block.depth > 0:
            return self._resumes(at)
        if blanks or self.grade(at).kind == "prose":
            return False
        return self.lines[at][0] in " \t" or self._opens_below(at) or "sure" in block.kinds

    def _opens_below(self, at: int) -> bool:
        """Whether the next line goes on with this one: a brace, as C# sets them, or a chain of calls."""
        below = self.lines[at + 1].strip() if at + 1 < len(self.lines) else ""
        return below == "{" or below[:2] == "|>" or (below[:1] == "." and below[1:2].isalpha())

    def _heads_code(self, at: int) -> bool:
        """Whether comments from here on lead to a line of code without a blank line between."""
        for k in range(at + 1, min(at + AHEAD, len(self.lines))):
            if self.states[k] == State.BLANK or self.states[k] >= State.CLOSED:
                return False
            kind = self.grade(k).kind
            if kind not in ("hash", "comment", "weak"):
                return kind in CODE
        return False

    def _resumes(self, at: int) -> bool:
        """Whether code goes on soon after a line that could be anything, and no sentence stands between."""
        for k in range(at, min(at + AHEAD, len(self.lines))):
            if self.states[k] >= State.CLOSED:
                return False
            if self.states[k] == State.BLANK:
                continue
            kind = self.grade(k).kind
            if kind in CODE:
                return True
            if kind == "prose" and self.lines[k].strip()[-1] in ".:!?" and self.lines[k][0].isupper():
                return False
        return False

    def _holds(self, block: Block) -> bool:
        """Whether what was gathered is enough to call it code."""
        kinds = block.kinds
        code = sum(kinds[kind] for kind in CODE)
        rest = kinds["plain"] + kinds["prose"]
        lines = self.lines[block.first : block.last + 1]
        if (not kinds["plain"] and nested(lines, kinds["key"])) or listed(lines):
            return True
        if self._only_imports(block):
            return False
        if self._alone(block) or self._literal(block):
            return True
        if kinds["sure"] + kinds["strong"] + kinds["log"] == 0 and kinds["medium"] < 3:
            return False
        if self.states[block.first] == State.LISTED and kinds["strong"] + kinds["sure"] < 2:
            return False
        return block.points >= ENOUGH and (rest <= code or kinds["sure"] > 0)

    def _literal(self, block: Block) -> bool:
        """Whether a block is a value in brackets: `{`, lines such as `name: 'x',` and `}`."""
        kinds, last = block.kinds, self.lines[block.last].strip()
        inner = kinds["weak"] + kinds["key"] + kinds["strong"] - 1
        bracketed = self.lines[block.first].strip() in ("{", "[") and last in ("}", "]", "};", "];")
        return bracketed and inner > 1 and not kinds["plain"] + kinds["prose"]

    def _alone(self, block: Block) -> bool:
        """Whether one line, a paragraph of its own, is a statement: `node := list.Copy()`."""
        at = block.first
        if block.last > at or self.states[at] != State.OPEN:
            return False
        if not MARKED.search(self.lines[at]):
            return False
        around = self.states[at - 1 : at] + self.states[at + 1 : at + 2]
        call = block.kinds["medium"] and CALL.fullmatch(self.lines[at].strip())
        return not any(around) and bool(block.kinds["strong"] + block.kinds["sure"] or call)

    def _only_imports(self, block: Block) -> bool:
        """Whether a block is what MDX sites import at their top: no program, and nothing to fence."""
        if self.lines[block.first][:7] not in ("import ", "export "):
            return False
        text = "\n".join(self.lines[block.first : block.last + 1])
        return not IMPORTS.sub("", text).strip()


def balance(line: str) -> int:
    """Opening less closing brackets, strings and comments aside."""
    if not any(c in line for c in "()[]{}"):
        return 0
    bare = REMARK.sub("", LITERAL.sub("", line)) if len(line) < 1000 else ""
    return sum(c in "([{" for c in bare) - sum(c in ")]}" for c in bare)
