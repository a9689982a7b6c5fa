"""One Python module, read without running it: what it binds, exports, defines, and whether more may be there.

In: the text of a `.py` or `.pyi` file. Out: a Module. Both branches of an `if` and of a `try` count as there.
Must not know other modules: names that come from them are left as `module:name`.
"""

from __future__ import annotations

import ast
import re
import warnings
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from tools.harvest import notices

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from tools.harvest.wording import Notice

_OPENERS = re.compile(rb"\b(?:globals|exec|setattr|__getattr__|sys\.modules\[)")
_SPEAKS = re.compile(rb"deprecat|remov|obsolete|no longer|renam|replac|superseded", re.IGNORECASE)


class Bound(NamedTuple):
    """What a name stands for: `function`, `class` and `value` are made here; `from` is `target` elsewhere."""

    kind: str
    target: str = ""


@dataclass
class Class:
    """What a class body says. `bases` are names as written; `fields` may be the class's or only its instances'."""

    bases: list[str]
    members: set[str] = field(default_factory=set)
    fields: set[str] = field(default_factory=set)
    dynamic: bool = False


@dataclass
class Module:
    """One module; a stub and a source of the same name are one."""

    name: str
    package: bool
    binds: dict[str, Bound] = field(default_factory=dict)
    stars: list[str] = field(default_factory=list)
    exported: set[str] | None = None
    more: bool = False  # `__all__` is longer than what is written out: torch appends what its C library has
    classes: dict[str, Class] = field(default_factory=dict)
    notices: dict[str, Notice] = field(default_factory=dict)
    documented: dict[str, Notice] = field(default_factory=dict)
    open: bool = False

    def offered(self) -> set[str]:
        """Names that `from module import *` takes, as far as they are bound here."""
        if self.exported is not None:
            return self.exported
        return {name for name in self.binds if not name.startswith("_")}


def read(source: bytes, name: str, *, package: bool) -> Module:
    """Read one file; one that does not parse may hold anything."""
    module = Module(name, package)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError):  # Python 2 sources, templates
        module.open = True
        return module
    if _SPEAKS.search(source):
        module.notices = notices.from_tree(tree, name)
    module.open = bool(_OPENERS.search(source))
    hints: list[ast.stmt] = []
    for statement in _flat(tree.body, hints):
        _statement(statement, module)
    for statement in _flat(hints) if module.open else ():
        _statement(statement, module)
    return module


def _flat(body: Sequence[ast.stmt], hints: list[ast.stmt] | None = None) -> Iterator[ast.stmt]:
    """Yield the statements that run when a body runs, whatever the conditions.

    What only type checkers import is there for others only if a lazy module hands it out: it goes to `hints`.
    """
    for node in body:
        yield node
        if isinstance(node, ast.If) and dotted(node.test).endswith("TYPE_CHECKING") and hints is not None:
            hints += node.body
            yield from _flat(node.orelse, hints)
        elif isinstance(node, (ast.If, ast.Try, ast.With, ast.For, ast.While)):
            for part in (*getattr(node, "handlers", ()), node):
                for inner in ("body", "orelse", "finalbody"):
                    yield from _flat(getattr(part, inner, ()), hints)


def _statement(node: ast.stmt, module: Module) -> None:
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            module.binds[node.name] = Bound("function")
        case ast.ClassDef():
            module.binds[node.name] = Bound("class")
            _class(node, node.name, module)
        case ast.ImportFrom() | ast.Import():
            _imported(node, module)
        case ast.Assign():
            for target in node.targets:
                _assigned(target, node.value, module)
        case ast.AnnAssign(target=ast.Name()):
            _assigned(node.target, node.value or ast.Constant(None), module)
        case ast.AugAssign(target=ast.Name(id="__all__")):
            _export(node.value, module)
        case ast.Expr(value=ast.Call() as call):
            _called(call, module)


def _imported(node: ast.ImportFrom | ast.Import, module: Module) -> None:
    base = _base(node, module) if isinstance(node, ast.ImportFrom) else ""
    for alias in node.names:
        if alias.name == "*":
            module.stars.append(base)
        elif base:
            module.binds[alias.asname or alias.name] = Bound("from", f"{base}:{alias.name}")
        elif alias.asname:
            module.binds[alias.asname] = Bound("from", f"{alias.name}:")


def _base(node: ast.ImportFrom, module: Module) -> str:
    """Return the module that a `from` names, with its dots counted."""
    if not node.level:
        return node.module or ""
    parts = module.name.split(".")
    parts = parts[: len(parts) - node.level + module.package]
    return ".".join([*parts, *([node.module] if node.module else [])])


def _assigned(target: ast.expr, value: ast.expr, module: Module) -> None:
    if isinstance(target, (ast.Tuple, ast.List)):
        for one in target.elts:
            _assigned(one, ast.Constant(None), module)
        return
    if isinstance(target, ast.Attribute) and target.attr == "__doc__":
        _documented(dotted(target.value), dotted(value).removesuffix(".__doc__"), module)
    if not isinstance(target, ast.Name):
        return
    if target.id == "__all__":
        module.exported = None
        _export(value, module)
        return
    known = module.binds.get(target.id)
    alias = dotted(value)
    if alias and not (known and alias == target.id):
        module.binds[target.id] = Bound("from", f"{module.name}:{alias}")
    elif not known or known.kind == "from":  # `try: import x except: x = None`; `f = decorated(f)` is still f
        module.binds.setdefault(target.id, Bound("value"))


def _documented(name: str, like: str, module: Module) -> None:
    """Take over what a documentation says that is borrowed: `lu.__doc__ = _lu_impl.__doc__`."""
    if name in module.binds and (notice := module.notices.get(f"{module.name}:{like}")):
        module.binds[name] = Bound("function")
        module.notices[f"{module.name}:{name}"] = notice


def _export(value: ast.expr, module: Module) -> None:
    """Add to `__all__`; what is not written out may be any name."""
    parts = list(ast.walk(value))
    texts = {n.value for n in parts if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    module.exported = (module.exported or set()) | texts
    module.more = module.more or any(isinstance(n, (ast.Name, ast.Call)) for n in parts)


def _called(call: ast.Call, module: Module) -> None:
    """`__all__.extend([...])`, and `add_docstr(torch.svd, "...")`, which is how functions in C get theirs."""
    where = dotted(call.func)
    if where in ("__all__.extend", "__all__.append"):
        for value in call.args:
            _export(value, module)
    elif where.endswith("add_docstr") and len(call.args) > 1 and (name := dotted(call.args[0])):
        text = next((n.value for n in ast.walk(call.args[1]) if isinstance(n, ast.Constant)), None)
        if isinstance(text, str) and (notice := notices.from_doc(text)):
            module.documented[name] = notice


def _class(node: ast.ClassDef, name: str, module: Module) -> None:
    found = module.classes.setdefault(name, Class([]))
    found.bases += [dotted(b.value if isinstance(b, ast.Subscript) else b) or "?" for b in node.bases]
    for inner in _flat(node.body):
        match inner:
            case ast.FunctionDef(name=word) | ast.AsyncFunctionDef(name=word):
                found.members.add(word)
                found.fields.update(_set_on_self(inner))
            case ast.ClassDef(name=word):
                found.members.add(word)
                _class(inner, f"{name}.{word}", module)
            case ast.Assign():  # a value may come from an instance just as well
                found.fields.update(t.id for t in inner.targets if isinstance(t, ast.Name))
            case ast.AnnAssign(target=ast.Name(id=word)):
                found.fields.add(word)
    found.dynamic = found.dynamic or not found.members.isdisjoint(("__getattr__", "__getattribute__"))


def _set_on_self(node: ast.AST) -> Iterator[str]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Attribute) and isinstance(inner.ctx, ast.Store):
            yield inner.attr


def dotted(node: ast.expr | None) -> str:
    """Return `a.b.c` for an expression that is only that, else nothing."""
    if isinstance(node, ast.Attribute):
        head = dotted(node.value)
        return f"{head}.{node.attr}" if head else ""
    return node.id if isinstance(node, ast.Name) else ""
