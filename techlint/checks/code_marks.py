"""Find marks in code that a word processor made: curly quotes, long dashes, no-break spaces. They do not run.

In: the document; `params.kind` is quotes, dashes or spaces. Out: hits with the plain mark as a fix.
Must not know: severities.

Comments and strings may hold any mark, and so may prose, markup and what a program printed (GNU tools quote ‘so’):
all of that is blanked before looking.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from techlint.document import Code
from techlint.finding import Edit, Fix, Hit
from techlint.lazy import lazy
from techlint.place import Mentions, place
from techlint.profile import profile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from techlint.document import Document, Node
    from techlint.text import Excerpt

TEXT = frozenset(
    "text txt plain plaintext markdown md mdx html xml svg output log logs diff patch vue svelte astro handlebars hbs "
    "erb none tex latex rst csv tsv email http mermaid adoc asciidoc org quote poetry".split()
)
"""Languages whose text is prose for a good part."""

DATA = frozenset("yaml yml toml ini cfg conf properties env".split())
"""Languages whose values need no quotes, so that a quote inside one is just a character."""

SHELL = frozenset(
    "bash sh shell zsh console shell-session shellsession terminal powershell ps1 cmd bat dockerfile docker fish "
    "sh-session shellscript".split()
)
SYMBOLIC = frozenset("julia agda lean lean4 haskell math output wolfram coq apl idris raku uiua bqn".split())
"""Languages in which a typographic minus is a name of its own."""

COMMAND = lazy(
    r"^\s*(?:[$#>%]\s+)?(?:sudo\s+)?(?:git|docker|podman|kubectl|helm|cargo|rustup|npm|npx|yarn|pnpm|pip3?|python3?|node"
    r"|go|curl|wget|ssh|scp|tar|ls|cd|cp|mv|rm|mkdir|cat|echo|grep|sed|awk|find|apt(?:-get)?|brew|dnf|yum|systemctl"
    r"|usermod|chmod|chown|export|make|cmake|java|mvn|gradle|terraform|ansible\S*|aws|az|gcloud|psql|mysql|redis-cli"
    r"|jupyter|gcc|clang|rustc|openssl|dotnet|flutter|kind|minikube|istioctl|linkerd|consul|vault|\./[\w.-]{1,40})\s"
)
LONG_TEXT = lazy(
    r'"""[\s\S]{0,20000}?"""|\'\'\'[\s\S]{0,20000}?\'\'\'|/\*[\s\S]{0,20000}?\*/|<!--[\s\S]{0,5000}?-->'
    r"|`[^`]{0,5000}`|<<-?\s*['\"]?(\w+)['\"]?\n[\s\S]{0,20000}?\n\s*\1\b"
)
COMMENT = lazy(
    r"(?:(?<!:)//|(?<![\w$&])#(?!\[|!|include|define|if|end)|(?<!\S)--\s|/\*|^\s*\*|<!--|;;)[^\n]*", re.MULTILINE
)
SHELL_COMMENT = lazy(r"(?<=\s)#\s[^\n]*|^\s*#[^\n]*", re.MULTILINE)
STRING = lazy(r'"(?:[^"\\\n]|\\.){0,400}"|\'(?:[^\'\\\n]|\\.){0,400}\'')

PROGRAM_LINE = lazy(
    r"[;{}]\s*$|\w\([^)\n]*\)|^\s*(?:import|from|def|class|func|fn|let|const|var|return|package|use|for|if|public|private)\b"
    r"[^.!?\n]*$|^\s*[\w.]+\s*:?=\s*\S|^\s*(?:[$#]|>>>)\s+\w|^\s*<\w|^\s*\"[\w-]+\":",
    re.MULTILINE,
)
PROGRAM_SHARE = 0.3
"""So many of its lines must look like program text before a block without a language is taken for one."""

PAIR = lazy('[“”„]([^“”„"\n]{0,200})[“”]')
WORD_QUOTED, WORD_CURLY = lazy(r'"[\w./:=-]{1,80}"'), lazy(r"“[\w./:=-]{1,80}”")
OPENED = lazy(r"(?:^|(?<=[\s=(\[{,:+<&!|]))[‘’]([^‘’'\n]{1,80})[’‘](?=[\s,;)\]}:]|$)", re.MULTILINE)
AFTER_OPERATOR = lazy(r"(?:[=(\[{,:+<&!]|^\s*(?:import|from|require|include)|^)\s*$")
CLOSED = lazy(r"(?<![\w'])'([\w $./:@-]{1,80})’|(?<![\w\"])\"([^\"“”\n]{1,200})”|“([^\"“”\n]{1,200})\"")
TOOL = lazy(r"\s*[\w./-]{1,60}: $")
LIFETIME = lazy(r"(?<=[<&])’(?=[a-z]\w*[ ,>)])")
REGEX = lazy(
    r"replace\(|RegExp\(|re\.(?:sub|compile)|\[[^\]\n\w]{0,20}[“”‘’][^\]\n\w]{0,20}\]|\btr\b|smart|curly|typograph",
    re.IGNORECASE,
)
"""A line that deals with such quotes."""

DASH = lazy("(?<=\\s)(?:[\u2010-\u2015\u2212](?=[A-Za-z])|[\u2013\u2014](?=[\\s\u200a][A-Za-z][\\w-]{0,40}[= ]))")
OPTION = lazy("[\\s\u200a]?([A-Za-z][\\w-]*)(?:[= ]|$)", re.MULTILINE)
LONG_OPTION = lazy("rm$|(?=.*[aeiou])[a-z][\\w-]{2,}", re.IGNORECASE)
"""A word, not a bunch of letters such as `aG` or `xzf`: it had two hyphens, which editors turn into one dash."""

MINUS = lazy("(?<=[\\w)\\]] )\u2212(?= ?[\\w(])")

LONGEST_LINE = 300
"""So much of a line is looked at before and after a mark."""

ABOUT = lazy(r"unicode|U\+|curly|smart quote|typograph|non?-break|nbsp|en dash|em dash|quotation", re.IGNORECASE)
ODD_SPACES = "\u00a0\u2000-\u200a\u202f\u3000"
INDENT = lazy(f"^[ \t]*[{ODD_SPACES}][ \t{ODD_SPACES}]*(?=\\S)", re.MULTILINE)
BETWEEN = lazy(f"(?<=[\\w)=,;:{{(])[{ODD_SPACES}]+(?=[\\w({{=\"\x01'$./-])")
TREE = lazy("[├└│]")


def check(_node: Node, doc: Document, params: Mapping[str, Any]) -> Iterable[Hit]:
    """Yield the marks of one kind."""
    for node, excerpt in doc.view(_marked):
        yield from KINDS[params["kind"]](node, excerpt)


def _marked(doc: Document) -> tuple[tuple[Code, Excerpt], ...]:
    """The code that holds more than ASCII, unless the words around it or the draft are about such marks."""
    code = [(node, node.excerpt) for node in doc.of("code") if isinstance(node, Code)]
    odd = [(node, excerpt) for node, excerpt in code if excerpt and not excerpt.text.isascii()]
    if not odd or doc.view(profile).about_letters:
        return ()
    told = Mentions(ABOUT)
    return tuple(
        (node, excerpt)
        for node, excerpt in odd
        if node.kind != "code_span" or (len(excerpt.text) >= 4 and not told(place(doc, node.span.start)))
    )


def _blank(match: re.Match[str]) -> str:
    """As many stand-ins as there were characters, line ends kept."""
    return re.sub(r"[^\n]", "\x01", match[0])


def _bare(text: str, *, commands: bool) -> str:
    """The code with comments and strings blanked."""
    text = LONG_TEXT.sub(_blank, text) if not commands else text
    text = (SHELL_COMMENT if commands else COMMENT).sub(_blank, text)
    return STRING.sub(_blank, text)


def _program(node: Code, text: str) -> bool:
    """Whether the block is program text: by its language, else by its looks."""
    if node.lang:
        return node.lang not in TEXT
    if node.kind == "code_span":
        return re.search(r"[=(]|^\S+ \S", text) is not None
    lines = [line for line in text.split("\n") if line.strip()]
    alike = sum(PROGRAM_LINE.search(line) is not None or COMMAND.match(line) is not None for line in lines)
    return bool(lines) and alike / len(lines) >= PROGRAM_SHARE


def _hit(node: Code, excerpt: Excerpt, span: tuple[int, int], swaps: tuple[tuple[int, str], ...]) -> Hit:
    """A hit on `text[span]` whose fix puts other characters at some offsets."""
    edits = tuple(Edit(excerpt.span(at, at + 1), mark) for at, mark in swaps)
    found = excerpt.text[slice(*span)]
    fix = Fix("put plain marks", edits, safe=bool(node.lang) and node.kind == "code_block" and not node.lost)
    return Hit(excerpt.span(*span), {"found": found, "right": swaps[0][1]}, fix=fix)


def _quotes(node: Code, excerpt: Excerpt) -> Iterator[Hit]:
    text = excerpt.text
    if not re.search("[“”„‘’]", text):
        return
    if not _program(node, text):
        yield from _mixed(node, excerpt)
        return
    shell = node.lang in SHELL or (not node.lang and COMMAND.match(text) is not None)
    bare = _bare(text, commands=shell)
    taken = -1
    found = sorted(_quoted(node, bare), key=lambda place: place[0])
    for start, end, mark in found:
        line = _line_before(text, start) + text[start : end + LONGEST_LINE].split("\n", 1)[0]
        if start <= taken or REGEX.search(line):
            continue
        taken = end
        swaps = tuple((at, mark) for at in sorted({start, end - 1}) if text[at] in "“”„‘’")
        if swaps:
            yield _hit(node, excerpt, (start, end), swaps)


def _mixed(node: Code, excerpt: Excerpt) -> Iterator[Hit]:
    """Curly pairs in a block without a language whose other words are quoted straight: output that was re-typed."""
    if node.kind == "code_block" and not node.lang and WORD_QUOTED.search(excerpt.text):
        for match in WORD_CURLY.finditer(excerpt.text):
            start, end = match.span()
            yield _hit(node, excerpt, (start, end), ((start, '"'), (end - 1, '"')))


def _quoted(node: Code, bare: str) -> Iterator[tuple[int, int, str]]:
    """Where quotes stand as the program's own: (start, end, the plain quote)."""
    for match in PAIR.finditer(bare):
        if node.lang not in DATA or re.search(r"[:=\[,-]\s*$", _line_before(bare, match.start())):
            yield *match.span(), '"'
    for match in OPENED.finditer(bare):
        before = _line_before(bare, match.start())
        if TOOL.match(before) and node.lang not in DATA:
            continue  # `cat: ‘x’: No such file or directory` is what a tool prints
        if before.strip() and (AFTER_OPERATOR.search(before) or COMMAND.match(before)):
            yield *match.span(), "'"
    for match in CLOSED.finditer(bare):
        yield *match.span(), "'" if match[1] else '"'
    if node.lang == "rust":
        for match in LIFETIME.finditer(bare):
            yield *match.span(), "'"


def _line_before(text: str, at: int) -> str:
    """What stands before an offset in its line; of a very long line only the end."""
    return text[max(text.rfind("\n", max(at - LONGEST_LINE, 0), at) + 1, at - LONGEST_LINE, 0) : at]


def _dashes(node: Code, excerpt: Excerpt) -> Iterator[Hit]:
    text = excerpt.text
    if not re.search("[\u2010-\u2015\u2212]", text):
        return
    shell = node.lang in SHELL
    bare = _bare(text, commands=True)
    at = 0
    for line in bare.split("\n"):
        if not line.isascii() and (shell or COMMAND.match(line)) and not re.match("\\s*[\u2010-\u2015]", line):
            for match in DASH.finditer(line):
                option = OPTION.match(line, match.end())
                if option and (COMMAND.match(line) or option[1]):
                    long = match[0] in "–—" and LONG_OPTION.match(option[1]) is not None
                    start = at + match.start()
                    yield _hit(node, excerpt, (start, start + 1), ((start, "--" if long else "-"),))
        at += len(line) + 1
    if node.lang and node.lang not in TEXT | SYMBOLIC | SHELL:
        for match in MINUS.finditer(_bare(text, commands=False)):
            yield _hit(node, excerpt, match.span(), ((match.start(), "-"),))


def _spaces(node: Code, excerpt: Excerpt) -> Iterator[Hit]:
    """One hit a block, at the first place; the fix mends all of them."""
    text = excerpt.text
    if node.lang in TEXT or TREE.search(text) or not re.search(f"[{ODD_SPACES}]", text):
        return
    bare = _bare(text, commands=node.lang in SHELL)
    found = list(INDENT.finditer(bare)) if node.kind == "code_block" else []
    if node.kind == "code_span":
        if COMMAND.match(text.replace("\u00a0", " ")) or re.search("[<>=]", text):
            found += BETWEEN.finditer(text)
    elif node.lang:
        found += BETWEEN.finditer(bare)
    if not found or (node.kind == "code_block" and not node.lang and len(found) < 2):
        return
    offsets = sorted({at for match in found for at in range(*match.span()) if text[at] not in " \t"})
    yield _hit(node, excerpt, (offsets[0], offsets[0] + 1), tuple((at, " ") for at in offsets))


KINDS: Mapping[str, Callable[[Code, Excerpt], Iterator[Hit]]] = {
    "quotes": _quotes,
    "dashes": _dashes,
    "spaces": _spaces,
}
