"""The language that an info string names.

In: what stands after a fence, in the dialect of any site generator. Out: one canonical lower-case word.
Must not know: Markdown, code.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from techlint.lazy import lazy

if TYPE_CHECKING:
    from collections.abc import Mapping

# `rust`, `rust,no_run`, `js title="x"`, `{r, echo=FALSE}`, `{.bash .no-copy}`, `{{< python >}}`, `python{1,3}`, `.js`,
# `lang-go`, `c++`, `objective-c`, `shell:run.sh`, `go {linenos=true}`
DIRECTIVE = lazy(r"\{(?:code|code-block|code-cell|sourcecode)\}\s*")
"""MyST: `{code-cell} ipython3` says the language behind the directive."""
NAME = lazy(r"[\s{<%.=]{0,8}(?:lang(?:uage)?-)?([A-Za-z0-9_][A-Za-z0-9_+#.-]{0,40})")


def language(info: str) -> str:
    """The language of an info string; "" if it names none."""
    if directive := DIRECTIVE.match(info):
        info = info[directive.end() :]
    found = NAME.match(info)
    if not found or (info.startswith("{") and "=" in info.partition(",")[0].partition(" ")[0]):
        return ""  # `{linenos=true}`: attributes alone
    name = found[1].lower().rstrip(".-")
    return aliases().get(name, name)


@cache
def aliases() -> Mapping[str, str]:
    """Other names of languages and the canonical ones."""
    lines = Path(__file__).with_name("languages.tsv").read_text(encoding="utf-8").splitlines()
    return {line.partition("\t")[0]: line.partition("\t")[2] for line in lines if not line.startswith("#")}
