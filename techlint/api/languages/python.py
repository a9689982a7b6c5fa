"""Python: `import a.b as c`, `from a import (b, c as d)`; prompts and magics are no code."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from techlint.api.names import Binding, Language
from techlint.api.tables import libraries
from techlint.lazy import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator

STANDARD = "_stdlib"
"""The pack of the standard library."""

_IMPORT = lazy(
    r"^[ \t]*(?:from[ \t]+(?P<base>\w[\w.]*)[ \t]+import[ \t]+(?P<items>\([^)]{0,1500}\)|[^\n#;]+)"
    r"|import[ \t]+(?P<modules>\w[^\n#;]*))",
    re.MULTILINE,
)
_ITEM = lazy(r"(?P<name>\w+(?:\.\w+)*)(?:[ \t]+as[ \t]+(?P<alias>\w+))?[ \t]*(?=$|,|\n|#|\)|\\)")
_PROMPT = lazy(r"^[ \t]*(?:>>>|\.\.\.|In \[\d+\]:)(?: |$)", re.MULTILINE)
_NO_CODE = lazy(r"^[ \t]*[%!].*$", re.MULTILINE)


def clean(code: str) -> str:
    """Blank prompts and, in a session, what the interpreter prints; lengths stay."""
    if _PROMPT.search(code):
        lines = (_PROMPT.sub(_blank, line) if _PROMPT.match(line) else " " * len(line) for line in code.split("\n"))
        code = "\n".join(lines)
    return _NO_CODE.sub(_blank, code)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found.group())


def bindings(code: str) -> Iterator[Binding]:
    """What the import statements of some code bind."""
    for found in _IMPORT.finditer(code):
        base = found["base"]
        text = found["items"] or found["modules"]
        at = found.start("items") if base else found.start("modules")
        if not base and not re.fullmatch(r"[\w.]+(?: +as +\w+)?(?: *, *[\w.]+(?: +as +\w+)?)*[ \\]*", text.strip()):
            continue  # prose that begins with "import"
        for item in _ITEM.finditer(re.sub(r"#[^\n]*", _blank, text)):
            name = item["name"]
            symbol = f"{base}.{name}" if base else name
            root = symbol.partition(".")[0]
            bound = item["alias"] or (name if base else root)
            place = (at + item.start("name"), at + item.end("name"))
            plain = not base and not item["alias"]
            origin = (found.start("base"), found.end("base")) if base else (place[0], place[0])
            if plain and "." in name:
                yield Binding("", _library(root), symbol, *place, origin)
                place = (place[0], place[0])
                symbol = root
            yield Binding(bound, _library(root), symbol, *place, origin)


def _library(root: str) -> str:
    return root if root in libraries("python") else STANDARD


_CHAIN = r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*){0,6}"

LANGUAGE = Language(
    name="python",
    ecosystem="python",
    separator=".",
    bindings=bindings,
    receivers=(
        lazy(
            rf"^[ \t]*(?:self\.)?(?P<name>\w+)(?:[ \t]*:[ \t]*[\w.\[\], ]{{1,60}})?[ \t]*=[ \t]*(?"
            rf":await )?(?P<made>{_CHAIN})\(",
            re.MULTILINE,
        ),
        lazy(rf"[(,][ \t]*(?P<name>\w+)[ \t]*:[ \t]*(?P<made>{_CHAIN})[ \t]*(?=[,)=])"),
        lazy(rf"^[ \t]*(?:async )?with (?P<made>{_CHAIN})\([^\n]{{0,200}}?\) as (?P<name>\w+):", re.MULTILINE),
    ),
    derived=lazy(rf"^[ \t]*class (?P<name>\w+)\((?P<made>{_CHAIN})", re.MULTILINE),
    usual={
        "np": ("numpy", "numpy"),
        "pd": ("pandas", "pandas"),
        "tf": ("tensorflow", "tensorflow"),
        "plt": ("matplotlib", "matplotlib.pyplot"),
        "sns": ("seaborn", "seaborn"),
        "nx": ("networkx", "networkx"),
        "st": ("streamlit", "streamlit"),
        "gr": ("gradio", "gradio"),
        "jnp": ("jax", "jax.numpy"),
    },
    defined=lazy(r"^[ \t]*(?:(?:async )?def|class)[ \t]+(\w+)|^[ \t]*(\w+)[ \t]*=(?!=)", re.MULTILINE),
    factories={
        "pandas.read_csv": "pandas.DataFrame",
        "pandas.read_excel": "pandas.DataFrame",
        "pandas.read_json": "pandas.DataFrame",
        "pandas.read_sql": "pandas.DataFrame",
        "pandas.read_parquet": "pandas.DataFrame",
        "pandas.merge": "pandas.DataFrame",
        "pandas.get_dummies": "pandas.DataFrame",
        "pandas.date_range": "pandas.DatetimeIndex",
        "numpy.array": "numpy.ndarray",
        "numpy.zeros": "numpy.ndarray",
        "numpy.arange": "numpy.ndarray",
        "sqlalchemy.create_engine": "sqlalchemy.engine.Engine",
        "networkx.complete_graph": "networkx.Graph",
    },
    owner=_library,
    clean=clean,
)
