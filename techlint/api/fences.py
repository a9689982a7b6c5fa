"""The code of a draft, one value per fence, code span or lost region, with its language in one word.

In: a Document. Out: Fences. Must not know what is outdated.
"""

from __future__ import annotations

import re
from functools import cache, cached_property
from typing import TYPE_CHECKING

from techlint import resources
from techlint.lazy import lazy
from techlint.record import Record
from techlint.sieve import Sieve

if TYPE_CHECKING:
    from collections.abc import Mapping

    from techlint.document import Document, Node
    from techlint.text import Span

LONGEST = 100_000
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


class Fence(Record):
    """A piece of code: `text` as readers see it, `lang` canonical or "", `inline` for code spans."""

    node: Node
    text: str
    lang: str
    inline: bool = False
    diff: bool = False

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
    return next(_tells().found(text[:4000]), "")


@cache
def _tells() -> Sieve:
    rows = (row.split("\t") for row in resources.read_words("api/data/tells.tsv"))
    return Sieve({lang: lazy(tell, re.MULTILINE) for lang, tell in rows})


def fences(doc: Document) -> tuple[Fence, ...]:
    """The code of a draft, in order. Empty and enormous pieces are left out."""
    found = []
    for node in doc.of("code"):
        text = node.excerpt.text if node.excerpt else ""
        if not text.strip() or len(text) > LONGEST:
            continue
        if node.kind == "code_span":
            found.append(Fence(node, text, "", inline=True))
            continue
        lang = canonical(getattr(node, "lang", ""))
        diff = lang == "diff"
        if diff or lang in {"", "text"}:
            lang = guess(re.sub("^[+-]", "", text, flags=re.MULTILINE) if diff else text) or lang
        found.append(Fence(node, text, lang, diff=diff))
    return tuple(found)
