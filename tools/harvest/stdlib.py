"""The Python standard library: interpreters at hand and typeshed in, the pack `_stdlib` out.

Removed up to the newest interpreter here: asked at run time, in each. Removed later, or deprecated: what typeshed
declares, read from the copy that travels with mypy. Names of Python 2 come from a Python 2.7, where there is one.
"""

from __future__ import annotations

import ast
import json
import re
import tomllib
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tools.harvest import environment, python, releases, wording
from tools.harvest.pack import Entry, Pack, tidy
from tools.harvest.releases import Library, Release

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

NOT_LIBRARY = frozenset({"antigravity", "ensurepip", "idlelib", "lib2to3", "pip", "pkg_resources", "pydoc_data"}) | {
    "setuptools",
    "test",
    "this",
    "turtledemo",
    "wheel",
}
LIST_MODULES = (
    "import pkgutil, sys; print(*sys.builtin_module_names, *[m.name for m in pkgutil.iter_modules()], sep='\\n')"
)
PYTHON_2 = r"""
import json, pkgutil, sys, types, warnings
warnings.simplefilter("ignore")
found = [name for place, name, _ in pkgutil.iter_modules() if "site-packages" not in place.path]
names = set(sys.builtin_module_names) | set(found)
out = []
for name in sorted(names):
    if name.startswith("_") and name != "__builtin__" or name in %r: continue
    try: module = __import__(name)
    except BaseException: continue
    shown = "builtins" if name == "__builtin__" else name
    out.append(shown)
    listed = getattr(module, "__all__", None)
    for key in listed or dir(module):
        value = getattr(module, key, None)
        ours = getattr(value, "__module__", None) == name
        if not key.startswith("_") and (listed or ours) and not isinstance(value, types.ModuleType):
            out.append(shown + "." + key)
open(sys.argv[1], "w").write(json.dumps(out))
"""
_MENTIONED = re.compile(r"[Dd]eprecated (?:since|in) (?:Python )?(3\.\d+)")


@dataclass(frozen=True)
class Span:
    """Minor versions of Python 3 in which a branch of a stub holds: low <= minor < high."""

    low: int = 0
    high: int = 99


def packs() -> Iterator[tuple[str, Pack]]:
    """Yield the pack `_stdlib`."""
    born = dates()
    found = _gather()
    newest = found[-1]
    library = Library("python", (), "PSF-2.0", "https://docs.python.org/3/whatsnew/")
    lived = python.entries_of(python.Series(library, found, lambda version: born.get(version, "")))
    declared = tuple(_declared(_typeshed(), born, newest))
    told = {(e.symbol, e.status) for e in lived}
    entries = [*lived, *(e for e in declared if (e.symbol, e.status) not in told), *_python_2(found, born)]
    yield (
        "python",
        Pack(
            library="_stdlib",
            distribution="Python standard library",
            language="python",
            source=library.source,
            licence=library.licence,
            releases=f"2.7 {' '.join(r.version for r in found)} typeshed",
            harvested=datetime.now(UTC).date().isoformat(),
            entries=python.without_children(tidy(entries)),
        ),
    )


def table() -> dict[str, Any]:
    """Read pythons.toml."""
    return tomllib.loads(Path(__file__).with_name("pythons.toml").read_text(encoding="utf-8"))


def dates() -> dict[str, str]:
    """Return when each Python came out."""
    return {version: day.isoformat() for version, day in table()["released"].items()}


def _gather() -> list[Release]:
    pythons = [p for v in ("3.6", *environment.INTERPRETERS) if (p := environment.interpreter(v))]
    roots: set[str] = set()
    for interpreter in pythons:
        listed = environment.run([interpreter, "-S", "-c", LIST_MODULES]).stdout.split()
        roots.update(name for name in listed if not name.startswith("_"))
    library = Library("python", tuple(sorted(roots - NOT_LIBRARY)), "PSF-2.0", "", depth=3)
    found: list[Release] = []
    for interpreter in pythons:
        version = re.search(r"(\d+\.\d+)$", interpreter)
        assert version
        found.append(_look(library, Path(interpreter), version[1], found))
    return found


def _look(library: Library, interpreter: Path, version: str, earlier: list[Release]) -> Release:
    question = {"roots": library.roots, "kin": (), "skip": library.skip, "depth": library.depth, "keep": releases.KEEP}
    stored = environment.look(interpreter, {**question, "walk": True, "probe": []})
    stored |= {"date": dates()[version], "probed": {}, "notices": {}}
    first = releases.as_release(version, stored)
    asked = releases.open_questions(library, first, earlier)
    answer = environment.look(interpreter, {**question, "walk": False, "probe": asked})
    print(f"  {version}: {len(first.symbols)} symbols, {len(asked)} asked for", flush=True)
    return replace(first, probed={symbol: (fate, said) for symbol, (fate, said) in answer["probed"].items()})


def _python_2(found: Sequence[Release], born: dict[str, str]) -> Iterator[Entry]:
    """Yield what Python 2.7 had and the newest interpreter has not."""
    old = environment.interpreter("2.7")
    new = environment.interpreter(found[-1].version)
    if not old or not new:
        return
    answer = environment.CACHE / "python2.json"
    environment.CACHE.mkdir(parents=True, exist_ok=True)
    environment.run([old, "-c", PYTHON_2 % (sorted(NOT_LIBRARY),), str(answer)])
    names = [name for name in json.loads(answer.read_text()) if not any(_had(name, r) for r in found)]
    roots = sorted({name.partition(".")[0] for name in names})
    question: dict[str, Any] = {
        "roots": roots,
        "kin": [],
        "skip": [],
        "depth": 3,
        "keep": [],
        "walk": False,
        "probe": names,
    }
    fates = environment.look(Path(new), question)["probed"]
    heirs = table()["python2"]
    for name in names:
        if fates[name][0] == "missing":
            instead = heirs.get(name, "")
            yield Entry(name, "removed", "3.0", born["3.0"], replacement=instead, tier="runtime")


def _had(name: str, release: Release) -> bool:
    return release.offers(name) or release.probed.get(name, ("",))[0] == "ok"


# -- typeshed ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Stub:
    """What a stub says of a symbol: branches in which it exists, and a deprecation with its branch."""

    spans: tuple[Span, ...] = ()
    deprecated: tuple[str, Span] | None = None
    overloaded: bool = False


def _typeshed() -> dict[str, Stub]:
    spec = find_spec("mypy")
    if spec is None or spec.origin is None:
        raise SystemExit("typeshed is read from mypy, which is not installed")
    folder = Path(spec.origin).parent / "typeshed" / "stdlib"
    stubs: dict[str, Stub] = {}
    for line in (folder / "VERSIONS").read_text().splitlines():
        if ended := re.match(r"([\w.]+):\s*3\.(\d+)-3\.(\d+)", line):
            stubs[ended[1]] = Stub((Span(int(ended[2]), int(ended[3]) + 1),))
    for path in sorted(folder.rglob("*.pyi")):
        module = path.relative_to(folder).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__")
        if not any(part.startswith("_") for part in module.split(".")):
            for name, stub in read_stub(ast.parse(path.read_text(encoding="utf-8")).body, module, Span()):
                known = stubs.get(name, Stub())
                stubs[name] = Stub(
                    known.spans + stub.spans, known.deprecated or stub.deprecated, known.overloaded or stub.overloaded
                )
    return stubs


def read_stub(body: Sequence[ast.stmt], prefix: str, span: Span) -> Iterator[tuple[str, Stub]]:
    """Yield (symbol, Stub) for each definition below a module or class, branch by branch."""
    for node in body:
        match node:
            case ast.If():
                yes, no = _branches(node.test, span)
                yield from read_stub(node.body, prefix, yes)
                yield from read_stub(node.orelse, prefix, no)
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                name = f"{prefix}.{node.name}"
                marks = [ast.unparse(d).partition("(")[0].rpartition(".")[2] for d in node.decorator_list]
                message = next((_message(d) for d in node.decorator_list if "deprecated" in ast.unparse(d)[:24]), "")
                yield name, Stub((span,), (message, span) if message else None, "overload" in marks)
                if isinstance(node, ast.ClassDef):
                    yield from read_stub(node.body, name, span)
            case ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]):
                yield f"{prefix}.{name}", Stub((span,))
            case ast.ImportFrom():
                yield from ((f"{prefix}.{a.asname}", Stub((span,))) for a in node.names if a.asname)


def _branches(test: ast.expr, span: Span) -> tuple[Span, Span]:
    """Narrow a span by `sys.version_info >= (3, n)`, alone or in an `and`; other conditions narrow nothing."""
    parts = test.values if isinstance(test, ast.BoolOp) and isinstance(test.op, ast.And) else [test]
    yes, no = span, span
    for part in parts:
        found = re.fullmatch(r"sys\.version_info (>=|<) \(3, (\d+)(?:, \d+)*\)", ast.unparse(part))
        if found:
            minor = int(found[2])
            above, below = replace(yes, low=max(yes.low, minor)), replace(yes, high=min(yes.high, minor))
            yes = above if found[1] == ">=" else below
            no = (below if found[1] == ">=" else above) if len(parts) == 1 else span
    return yes, no


def _message(decorator: ast.expr) -> str:
    first = decorator.args[0] if isinstance(decorator, ast.Call) and decorator.args else None
    return str(first.value) if isinstance(first, ast.Constant) else ""


def _declared(stubs: dict[str, Stub], born: dict[str, str], newest: Release) -> Iterator[Entry]:
    known = table()["since"]
    newest_minor = int(newest.version.partition(".")[2])
    for symbol, stub in stubs.items():
        if any(part.startswith("_") for part in symbol.split(".")):
            continue
        end = max(span.high for span in stub.spans)
        if newest_minor < end < 99 and f"3.{end}" in born and newest.offers(symbol):
            yield Entry(symbol, "removed", f"3.{end}", born[f"3.{end}"], tier="declared")
        if stub.deprecated and not stub.overloaded and newest.offers(symbol):
            message, span = stub.deprecated
            told = _MENTIONED.search(message)
            since = told[1] if told else f"3.{span.low}" if span.low else known.get(symbol, "")
            if since in born and not wording.partial(message):
                instead = wording.replacement(message)
                instead = "" if instead.startswith("?") else instead
                yield Entry(symbol, "deprecated", since, born[since], replacement=instead, tier="declared")
