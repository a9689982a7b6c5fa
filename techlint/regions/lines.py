"""What one line looks like: a statement, a comment, a key, the end of a block, prose.

In: a line. Out: a Grade. Tables of what lines of code begin with: data/openers.tsv, data/commands.tsv, data/shapes.tsv.
Must not know: the lines around it.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from techlint.lazy import lazy
from techlint.record import NamedTuple

DATA = Path(__file__).with_name("data")


class Grade(NamedTuple):
    """What a line looks like, and in which languages.

    kinds: sure (a prompt and a command), strong (code beyond doubt), medium (code by its looks), closer (brackets that
    end a block), key (`name: value`), comment, hash (`# ...`: a comment, a heading), weak (code if its neighbours are),
    log (what a program printed), plain (could be anything), prose.
    """

    kind: str
    langs: tuple[str, ...] = ()

    @property
    def points(self) -> int:
        """How much the line says for a block of code."""
        return POINTS.get(self.kind, 0)


POINTS = {"sure": 6, "strong": 4, "log": 4, "closer": 3, "medium": 2, "key": 1}
PROSE = Grade("prose")
PLAIN = Grade("plain")

WORD = lazy(r"[A-Za-z_]\w*")
WORDS = lazy(r"(?<!\S)[(\"']?([A-Za-z][A-Za-z'’-]*)[.,;:!?)\"']*(?!\S)")
LITERAL = lazy(r'"[^"]{0,400}"|`[^`]{0,400}`|(?<!\w)\'[^\']{0,200}\'')
REMARK = lazy(r"(?:(?<=\s)|^)(?://|#|--)\s.*$|/\*.*?(?:\*/|$)")
MARKDOWN = lazy(r"\]\(\S|\]\[|\*\*\S|^#{2,6} |^\[[^\]]{1,99}\]: |^!\[|^[_*][A-Za-z]|^:::|\\[a-z]{3,}\{|\b__\w+ ")
ESCAPED = lazy(r"\\([_*=\[\]<>#~-])")
TRAILING = lazy(r"(?<=[\w;,{}()\[\]\"'])\s+(?://|#|/\*)\s.*$")
LONG = 400
"""Characters beyond which a line is read no further: minified code is rare, hostile lines are not."""
STOPWORDS = frozenset(
    "a an the and or but of to in on at by for from with without as is are was were be been being it its this that "
    "these those you your we our they their he she i me my us them who which what when where why how if then than so "
    "not no can could will would should may might must do does did have has had there here about into over also just "
    "only very more most some any all each every because while after before between "
    "que um uma para com não mas ou se os el los las una por con del es y la le les des une est et dans pour avec qui "
    "sur der die das und ist nicht mit ein eine für auf wenn wird".split()
)


@cache
def openers() -> dict[str, list[tuple[str, tuple[str, ...], str]]]:
    """First word -> (kind, languages, pattern)."""
    table: dict[str, list[tuple[str, tuple[str, ...], str]]] = {}
    for words, langs, kind, pattern in rows("openers.tsv"):
        for word in words.split():
            table.setdefault(word, []).append((kind, tuple(langs.split()), pattern))
    return table


@cache
def commands() -> dict[str, str]:
    """A shell command -> the pattern that what follows it must match."""
    return {word: pattern for words, pattern in rows("commands.tsv") for word in words.split()}


@cache
def beginnings() -> frozenset[str]:
    """The words that lines of code begin with."""
    return frozenset({*openers(), *commands()})


@cache
def shapes() -> tuple[re.Pattern[str], dict[str, Grade]]:
    """One pattern with a group for each shape of line, and what a group stands for."""
    table = {f"s{k}": row for k, row in enumerate(rows("shapes.tsv"))}
    pattern = lazy("|".join(f"(?P<{name}>{row[2]})" for name, row in table.items()))
    return pattern, {name: Grade(row[1], tuple(row[0].split())) for name, row in table.items()}


@cache
def rows(name: str) -> tuple[list[str], ...]:
    """The rows of a table; `#` opens a comment line."""
    text = (DATA / name).read_text(encoding="utf-8")
    return tuple(line.split("\t") for line in text.splitlines() if line and not line.startswith("#"))


def anchors(line: str) -> bool:
    """Whether a line is worth a second look: cheap, and enough to pass over nearly all prose."""
    bare = line.strip()
    last, first = bare[-1], bare[0]
    if last in ";{}" or first in MARKS or bare[:2] in STARTS or " = " in bare:
        return True
    if first in "-[" or first.isdigit():
        return _anchors_oddly(bare)
    word = bare.partition(" ")[0]
    if word in beginnings():
        return True
    if ":" in word:
        return word[0].islower() or "::" in word or line[0] == " "
    return "=" in word or "(" in word or " -" in bare or "<-" in bare or ":=" in bare or " \\" in bare


def _anchors_oddly(bare: str) -> bool:
    """The same for lines that begin with a dash, a bracket or a digit: records of YAML, sections, logs."""
    first, last = bare[0], bare[-1]
    if first == "-":
        return bare[1:2] != " " or last == ":" or ": " in bare
    if first == "[":
        return last == "]" or bare[1:5].upper() in ("INFO", "ERRO", "WARN", "DEBU", "NOTI")
    return bare[4:5] in ("-", "/") and bare[13:14] == ":"  # a day and an hour


MARKS = frozenset(".@$}]({\"'/&|➜❯├└│")
"""What prose lines do not begin with."""
STARTS = frozenset(("#[", "#!", "#i", ">>", "--", "<?"))
"""The same, of two characters."""


def grade(line: str) -> Grade:
    """Say what a line looks like."""
    whole = line.strip()
    bare = whole[:LONG]
    if not bare or bare[0] == bare[-1] == "$":
        return PLAIN  # `$ a = b $` is a formula
    if "\\" in bare:  # a converter escaped the code it took for prose: `size\_t n \= 0;`
        bare = ESCAPED.sub(r"\1", bare)
    if "//" in bare or " #" in bare or "/*" in bare:
        bare = TRAILING.sub("", bare)
    word = match[0] if (match := WORD.match(bare)) else ""
    if word and (found := _opener(word, bare)) and not (whole[-1] in ENDS and wordy(bare)):
        return found
    if bare.count("`") % 2:
        return PLAIN  # inline code over several lines
    pattern, grades = shapes()
    if (shape := pattern.match(bare)) and shape.lastgroup:
        found = grades[shape.lastgroup]
        if found.kind in ("sure", "comment", "hash", "closer", "log") or not (wordy(bare) or _ticked(bare)):
            return found
    if MARKDOWN.search(bare) or wordy(bare):
        return PROSE
    return Grade("weak") if CODISH.search(bare) else PLAIN


CODISH = lazy(
    r"[;{}\[\](]$|[\w)\]\"'],$|^[\w.\"'&*<>:\[\](){}]+$(?<![a-z.!?])|\w\(.*\)|\w[.:]{1,2}\w+\(|[=!<>]=|=>|->|&&|\|\||\w=\S|\s\\$|^\W+$"
)


def _opener(word: str, bare: str) -> Grade | None:
    for kind, langs, pattern in openers().get(word, ()):
        if re.match(pattern, bare):
            return Grade(kind, langs)
    after = commands().get(word)
    if after is not None and is_command(bare, word, after):
        return Grade("strong", ("bash",))
    return None


ENDS = frozenset(".!?。！？")
EQUATION = lazy(r" = .* \+ ")
FOREIGN = lazy("[\u0370-\u1fff\u2e80-\ud7ff]")
"""A letter of a script that commands are not written in."""
PROMISE = lazy(r"\s--?[A-Za-z]|\s[~.]?/|\w/\w|\s\S+\.\w{1,4}(?:\s|$)|[=|>$]|\\$")


def is_command(bare: str, word: str, after: str) -> bool:
    """Whether a line that begins with the name of a command is a call of it, not a sentence about it."""
    rest = bare[len(word) :].strip()
    if bare[-1] in ".:?!," and not rest.endswith((" .", "..", "/.")) and rest != ".":
        return False
    told = LITERAL.sub("", REMARK.sub("", rest))
    if sum(w in STOPWORDS for w in WORDS.findall(told)) > 1 or EQUATION.search(told) or _foreign(told):
        return False
    return bool(re.match(after, rest)) if after else bool(PROMISE.search(" " + rest))


def _foreign(bare: str) -> bool:
    """Whether a line is a sentence in another script: "go get 工具使用 git 来获取代码"."""
    return not bare.isascii() and len(FOREIGN.findall(bare)) > 3


def _ticked(bare: str) -> bool:
    """Whether a line holds a backtick and words around it: inline code in a sentence, perhaps of two lines."""
    return "`" in bare and any(word.lower() in STOPWORDS for word in WORDS.findall(bare))


def wordy(bare: str) -> bool:
    """Whether a line reads like a sentence once its strings and comments are gone."""
    rest = LITERAL.sub("", REMARK.sub("", bare)) if '"' in bare or "'" in bare or "`" in bare or "/" in bare else bare
    if _foreign(rest):
        return True
    words = WORDS.findall(rest)
    common = sum(word.lower() in STOPWORDS for word in words)
    return common > 2 or (common > 1 and len(words) > 5) or (common > 0 and len(words) > 2 and bare[-1] in ".?!:")
