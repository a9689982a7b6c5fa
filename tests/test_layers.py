"""Imports point one way: a module may import only from layers below its own."""

import ast
from pathlib import Path

import techlint

LAYERS = (
    "errors files digest record",
    "compiled literals joined",
    "lazy needles text",
    "sieve",
    "shape",
    "finding document manual resources notebook",
    "drafts rule report sentences languages trees yamlfile letters titles",
    "fingerprint frontmatter dialects regions place profile ruleset site mojibake",
    "markdown match",
    "claims leftovers secrets api prose code collection ledger",
    "checks",
    "examples comments mask fix",
    "rulekeys",
    "rulefile",
    "catalog engine suppress undecoded reporters",
    "keys",
    "config",
    "discovery pipeline store schemas",
    "settings testing baseline surroundings changes",
    "workers",
    "fixing ignoring runner",
    "lsp",
    "commands",
    "cli",
    "__main__",
)
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names.split()}
PACKAGE = Path(techlint.__file__).parent


def imported_layers(path: Path) -> set[str]:
    """The top-level modules of techlint that a file imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "techlint":
            parts = node.module.split(".")[1:]
            found |= {parts[0]} if parts else {alias.name for alias in node.names}
    return found - {"__version__"}


def test_imports_point_down():
    wrong = []
    for path in PACKAGE.rglob("*.py"):
        own = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
        if own == "__init__":
            continue
        wrong += [
            f"{path.relative_to(PACKAGE)} imports {other}"
            for other in imported_layers(path) - {own}
            if LEVEL[other] >= LEVEL[own]
        ]
    # A command may use the command line's own register to print its completion script.
    assert wrong == ["commands/completion.py imports cli"]


def test_only_one_package_knows_mistune():
    knowing = {
        path.relative_to(PACKAGE).parts[0]
        for path in PACKAGE.rglob("*.py")
        if any(line.lstrip().startswith(("import mistune", "from mistune")) for line in path.read_text().splitlines())
    }
    assert knowing == {"markdown"}
