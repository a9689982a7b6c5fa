"""The code of a draft, one value per fence, code span or lost region, with its language in one word.

In: a Document. Out: Fences. Must not know what is outdated.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from techlint.document import Document, Node
    from techlint.text import Span

LONGEST = 200_000
"""Code beyond this many characters is data, not something a reader types; it is not analysed."""

_NAMES: Mapping[str, tuple[str, ...]] = {
    "python": ("py", "python3", "pycon", "ipython", "ipython3", "py3", "jupyter", "pytb", "python2", "numpy"),
    "js": ("javascript", "jsx", "ts", "tsx", "typescript", "mjs", "node", "vue", "svelte", "es6", "react", "nodejs"),
    "rust": ("rs",),
    "go": ("golang",),
    "java": (),
    "kotlin": ("kt", "kts"),
    "groovy": ("gradle",),
    "shell": ("bash", "sh", "console", "zsh", "terminal", "shell-session", "fish", "ksh", "cmd", "shellscript"),
    "dockerfile": ("docker", "containerfile"),
    "yaml": ("yml", "docker-compose", "compose", "kubernetes", "k8s"),
    "json": ("jsonc", "json5"),
    "toml": (),
    "ini": ("cfg", "conf", "properties", "env", "dotenv", "editorconfig"),
    "html": ("erb", "django", "jinja", "jinja2", "htm", "blade", "handlebars", "liquid", "xhtml"),
    "css": ("less",),
    "scss": ("sass",),
    "sql": ("mysql", "postgresql", "postgres", "psql", "plsql", "pgsql", "sqlite", "tsql", "plpgsql"),
    "hcl": ("terraform", "tf"),
    "xml": ("pom", "maven", "csproj"),
    "csharp": ("cs", "c#", "dotnet"),
    "php": (),
    "ruby": ("rb", "irb"),
    "dart": ("flutter",),
    "swift": (),
    "julia": ("jl",),
    "cpp": ("c++", "cxx", "cc", "hpp"),
    "scala": (),
    "powershell": ("ps1", "posh", "pwsh"),
    "solidity": ("sol",),
    "text": ("txt", "plain", "plaintext", "none", "output", "log"),
}
_CANONICAL = {alias: name for name, aliases in _NAMES.items() for alias in (name, *aliases)}

_TELLS = tuple(
    (lang, re.compile(pattern, re.MULTILINE))
    for lang, pattern in (
        ("dockerfile", r"^FROM [\w./:@${}-]+(?: AS \w+)?$"),
        ("yaml", r"^(?:apiVersion: ?\S+$|services:$|runs-on:|on:$|jobs:$|version: ?['\"]\d)|^ *- uses: "),
        ("rust", r"^ *(?:use [a-z_]\w*::|pub (?:fn|struct|enum) |fn \w+\(|let mut |#\[\w+)"),
        ("go", r"^(?:package \w+$|func (?:\(|\w+\()|import \($)"),
        ("java", r"^ *(?:import (?:static )?[a-z]\w*(?:\.\w+)+(?:\.\*)?;$|public (?:final |abstract )?(?:class|interface) )"),
        ("php", r"^<\?php|^ *\$\w+(?:->\w+|\[| = )"),
        ("python", r"^ *(?:>>> |from [\w.]+ import |import [\w.]+(?: as \w+)?$|def \w+\(.*\):|class \w+(?:\(.*\))?:$)"),
        ("js", r"^ *(?:import .{1,200} from ['\"]|(?:const|let|var) [\w{]|export (?:default|const|function)\b|function \w*\()"),
        ("shell", r"^(?:[$#] \w|#!/bin/|(?:sudo|npm|pip3?|docker(?:-compose)?|kubectl|git|curl|apt-get|apt|brew|cargo|go) \w)"),
        ("sql", r"^(?:SELECT|INSERT INTO|CREATE TABLE|ALTER TABLE|GRANT|UPDATE \w+ SET) "),
        ("toml", r"^\[(?:dependencies|package|tool\.[\w.]+)\]$"),
        ("julia", r"^(?:using [A-Z]\w+|function \w+[(!].{0,200}\n(?:.{0,200}\n){0,40}end$)"),
        ("hcl", r"^(?:resource|provider|variable|data|module) \"\w+\".{0,80}\{$"),
        ("swift", r"^ *(?:import (?:UIKit|Foundation|SwiftUI)$|func \w+\(.{0,200}\) -> |let \w+ ?: ?[A-Z])"),
        ("html", r"^ *<(?:!DOCTYPE|html|head|body|div|script|table)\b"),
    )
)


@dataclass(frozen=True, eq=False)
class Fence:
    """A piece of code: `text` as readers see it, `lang` canonical or "", `inline` for code spans."""

    node: Node
    text: str
    lang: str
    inline: bool = False
    diff: bool = False
    marks: dict[str, object] = field(default_factory=dict, repr=False)

    @cached_property
    def words(self) -> frozenset[str]:
        """Every identifier in it: what cannot be in here need not be looked for."""
        return frozenset(re.findall(r"\w+", self.text))

    def span(self, start: int, end: int) -> Span:
        """Where `text[start:end]` stands in the draft."""
        assert self.node.excerpt is not None  # noqa: S101 - Fences are made of nodes that have one
        return self.node.excerpt.span(start, end)

    def line(self, offset: int) -> tuple[int, int]:
        """The offsets of the line that holds `offset`, without its end."""
        start = self.text.rfind("\n", 0, offset) + 1
        end = self.text.find("\n", offset)
        return start, end if end >= 0 else len(self.text)


def canonical(lang: str) -> str:
    """One word for a language, however an info string spells it."""
    return _CANONICAL.get(lang.lower(), lang.lower())


def guess(text: str) -> str:
    """The language that unlabelled code shows by its first telling lines; "" if none."""
    head = text[:4000]
    return next((lang for lang, tell in _TELLS if tell.search(head)), "")


def fences(doc: Document) -> tuple[Fence, ...]:
    """The code of a draft, in order. Empty and enormous pieces are left out."""
    found = []
    for node in doc.of("code"):
        text = node.excerpt.text if node.excerpt else ""
        if not text.strip() or len(text) > LONGEST:
            continue
        lang = canonical(getattr(node, "lang", ""))
        if node.kind == "code_span":
            found.append(Fence(node, text, "", inline=True))
            continue
        diff = lang == "diff"
        if diff or lang in {"", "text"}:
            lang = guess(re.sub("^[+-]", "", text, flags=re.MULTILINE) if diff else text) or lang
        found.append(Fence(node, text, lang, diff=diff))
    return tuple(found)
