"""Deprecation notices in Python sources and docstrings, read without running anything.

In: a package directory, or docstrings that an import has shown. Out: definition (`module:Class.name`) -> Notice.
Must not know versions of other releases, nor what is public.
"""

from __future__ import annotations

import ast
import re
import warnings
from typing import TYPE_CHECKING

from tools.harvest.wording import Notice, partial, read

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

_SKIP = re.compile(r"(^|/)(tests?|conftest\.py|_vendor|vendored|externals|examples?|benchmarks?|docs?|sandbox)(/|$)")
_LOUD = re.compile(r"(?<!Pending)Deprecat|FutureWarning|RemovedIn|Removed[A-Z]|MovedIn|ExpiredDep|VisibleDep")
_DECORATOR = re.compile(
    r"_?(deprecated|deprecate|deprecated_?(function|func|method|class|attribute|property|in_version|alias|constant)|"
    r"deprecate_?(function|func|method|class|with_doc)|deprecated_20|moved_20|obsolete|_?deprecated_api|"
    r"deprecated_since|removed_in\w*|deprecation|moved_function|be_deprecated|deprecate_privatize\w*)",
    re.IGNORECASE,
)
_ALIAS = re.compile(r"_?deprecated?_?(?:\w{1,20}_)?(?:alias|attribute|property|name)")
_DIRECTIVE = re.compile(
    r"^([ \t]*)\.\. deprecated::[ \t]*([^\n]*)\n?((?:\n|\1[ \t]+[^\n]*(?:\n|\Z)){0,12})", re.MULTILINE
)
_PARAMETERS = re.compile(
    r"^\s*(Parameters|Attributes|Args|Arguments|Returns|Keyword Args)\s*:?\s*$|:param|:arg", re.MULTILINE
)
_FIRST = re.compile(
    r"\W{0,6}(?:DEPRECATED\b(?! (?:argument|parameter))|\*?Deprecated\b(?:\*\]| since|:|\.|,| in| as of)|"
    r"This (?:function|class|method|module|attribute|property) (?:is|has been|was) (?:now )?deprecated\b)"
    r"|[^\n]{0,200}\(deprecated\)\s*$"
    r"|[^\n]{0,200}\n\s{1,20}Warning: THIS (?:FUNCTION|CLASS) IS DEPRECATED",
    re.MULTILINE,
)
_PARAGRAPH = re.compile(
    r"\n[ \t]*\n[ \t]*(This (?:function|class|method|module|attribute|property) (?:is|has been) (?:now )?deprecated\b"
    r"(?:[^\n]+\n?){1,6})"
)
_WARNING = re.compile(
    r"^[ \t]*\.\. warning::\s{0,20}([^\n]{0,80}\b(?:is|are) (?:now )?deprecated\b(?:[^\n]+\n?){1,6})", re.MULTILINE
)
_GONE = re.compile(
    r"(has been|was|is now|were|now) (removed|deprecated)|no longer (supported|available)|deprecated since",
    re.IGNORECASE,
)
_VERB = re.compile(r"deprecat|remov|instead|renam|moved|no longer|obsolete|replac|superseded", re.IGNORECASE)
_PLAIN_VERSION = re.compile(r"v?(\d{1,4}(?:\.\d{1,3}){1,2})")


def from_doc(text: str | None) -> Notice | None:
    """Read a docstring. A directive among the parameters speaks of one of them and is passed over."""
    if not text:
        return None
    opening = bool(_FIRST.match(text.lstrip()))
    # torch's C functions carry nothing else
    warned = _WARNING.search(text) or _PARAGRAPH.search(text)
    found = _DIRECTIVE.search(text)
    if warned and not _PARAMETERS.search(text[: warned.start()]):
        return None if partial(warned[1]) else read(warned[1], "directive")
    if found:
        head, said = text[: found.start()], f"{found[2]} {found[3]}"
        high_up = not _PARAMETERS.search(head) and len(" ".join(head.split())) <= 420
        version = _PLAIN_VERSION.match(found[2].strip())
        notice = read(said, "directive")
        if (opening or high_up) and not partial(said):
            return notice._replace(since=version[1] if version else notice.since)
    elif opening and not partial(text.strip()[:1200]):
        return read(text.strip()[:1200], "docstring")
    return None


def from_tree(tree: ast.Module, module: str) -> dict[str, Notice]:
    """Read one module: decorators, docstrings, warnings and refusals at the head of a body."""
    tree = _with_constants(tree)
    found: dict[str, Notice] = {}
    imports = (ast.Import, ast.ImportFrom, ast.Assign)
    head = [s for s in tree.body if not isinstance(s, imports) and not _is_text(s)][:3]
    if notice := from_doc(ast.get_docstring(tree)) or _from_body(head):
        found[module] = notice
    found.update({f"{module}:{name}": notice for name, notice in _aliases(tree.body, "")})
    for name, node in _definitions(tree.body, ""):
        if any(_callee(d).endswith("overload") for d in node.decorator_list):
            continue
        notice = _from_decorators(node.decorator_list) or from_doc(ast.get_docstring(node))
        if notice is None and not isinstance(node, ast.ClassDef):
            notice = _from_body(node.body[1:] if ast.get_docstring(node) else node.body)
        if notice:
            leaf = name.rpartition(".")[2]
            if leaf in ("__init__", "__new__"):
                if notice.source in ("warning", "decorator", "refusal"):
                    found.setdefault(f"{module}:{name.rpartition('.')[0]}", notice)
            else:
                found[f"{module}:{name}"] = notice
    return found


def from_package(site: Path, root: str) -> dict[str, Notice]:
    """Read all sources of an import root below a site-packages directory."""
    found: dict[str, Notice] = {}
    top = site / root
    files = sorted(top.rglob("*.py")) if top.is_dir() else [site / f"{root}.py"]
    for path in files:
        place = path.relative_to(site).as_posix()
        if _SKIP.search(place) or not path.exists():
            continue
        module = place.removesuffix(".py").replace("/", ".").removesuffix(".__init__")
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                tree = ast.parse(path.read_bytes())
        except (SyntaxError, ValueError, RecursionError):  # Python 2 sources, templates
            continue
        found.update(from_tree(tree, module))
    return found


def _with_constants(tree: ast.Module) -> ast.Module:
    """Put the texts of module-level constants where they are used: scipy raises `NotImplementedError(err_msg)`."""
    texts = {
        node.targets[0].id: text
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and (text := _text(node.value))
    }

    class Put(ast.NodeTransformer):
        def visit_Name(self, node: ast.Name) -> ast.expr:
            known = texts.get(node.id) if isinstance(node.ctx, ast.Load) else None
            return ast.copy_location(ast.Constant(known), node) if known else node

    return ast.fix_missing_locations(Put().visit(tree)) if texts else tree


_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def _definitions(body: Sequence[ast.stmt], prefix: str) -> Iterator[tuple[str, _Definition]]:
    for node in body:
        if isinstance(node, _Definition):
            yield prefix + node.name, node
            if isinstance(node, ast.ClassDef):
                yield from _definitions(node.body, f"{prefix}{node.name}.")
        elif isinstance(node, (ast.If, ast.Try, ast.With)):
            yield from _definitions([s for s in ast.iter_child_nodes(node) if isinstance(s, ast.stmt)], prefix)


def _aliases(body: Sequence[ast.stmt], prefix: str) -> Iterator[tuple[str, Notice]]:
    """Yield names that are made to be old: `findAll = _deprecated_function_alias("findAll", "find_all", "4.0.0")`."""
    for node in body:
        if isinstance(node, ast.ClassDef):
            yield from _aliases(node.body, f"{prefix}{node.name}.")
        target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
        value = getattr(node, "value", None)
        if isinstance(target, ast.Name) and _ALIAS.fullmatch(_callee(value).rpartition(".")[2]):
            old, new, *rest = [*_words(value), "", ""]
            if old == target.id and new.isidentifier():
                since = next((text for text in rest if _PLAIN_VERSION.fullmatch(text)), "")
                yield f"{prefix}{old}", Notice(since, "", new, "decorator")


def _from_decorators(decorators: Sequence[ast.expr]) -> Notice | None:
    for decorator in decorators:
        if not _DECORATOR.fullmatch(_callee(decorator).rpartition(".")[2]):
            continue
        words = " ".join(_words(decorator))
        if partial(words):
            return None
        notice = read(words, "decorator")
        given = _keywords(decorator)
        versions = [v for v in _words(decorator) if _PLAIN_VERSION.fullmatch(v.strip())]
        return Notice(
            given.get("since") or given.get("deprecated_in") or (versions[0] if versions else "") or notice.since,
            given.get("removal") or given.get("removed_in") or notice.removal,
            _short(given.get("alternative") or given.get("alternative_import") or given.get("new_name"))
            or notice.replacement,
            "decorator",
        )
    return None


def _from_body(body: Sequence[ast.stmt]) -> Notice | None:
    """Look at the unconditional head of a body; a warning behind an `if` speaks of a case, not of the symbol."""
    for index, node in enumerate(body[:6]):
        if isinstance(node, ast.Return) and index == 0:
            return None
        if isinstance(node, ast.Raise):
            words = " ".join(_words(node.exc)) if isinstance(node.exc, ast.Call) else ""
            return read(words, "refusal") if _GONE.search(words) and not partial(words) else None
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and (notice := _from_warning(node.value)):
            return notice
    return None


def _from_warning(call: ast.Call) -> Notice | None:
    name = _callee(call).rpartition(".")[2]
    texts = _words(call)
    words = " ".join(texts)
    if name.endswith("_with_replacement") and len(texts) > 1:  # PyPDF2: old name, new name, version of removal
        return Notice("", texts[2] if len(texts) > 2 else "", texts[1], "warning")
    values = [*call.args, *(k.value for k in call.keywords)]
    category = " ".join(_callee(value) for value in values)
    loud = bool(_LOUD.search(category)) or (
        bool(re.search(r"\bdeprecated\b", words, re.IGNORECASE)) and "Pending" not in category
    )
    speaking = re.fullmatch(
        r"_?(warn_?deprecat\w*|deprecat\w*_?warn\w*|show_deprecat\w*|\w*deprecated)", name, re.IGNORECASE
    )
    if not (speaking or (name in ("warn", "warn_explicit") and loud)):
        return None
    if partial(words) or not _VERB.search(words):
        return None
    notice = read(words, "warning")
    given = _keywords(call)
    removal = re.search(r"RemovedIn[A-Za-z]*?(\d)_?(\d)", category)
    return notice._replace(
        since=given.get("since") or notice.since,
        removal=given.get("removal") or (f"{removal[1]}.{removal[2]}" if removal else notice.removal),
        replacement=_short(given.get("alternative")) or notice.replacement,
    )


def _short(text: str | None) -> str:
    return text.strip("`'\" ") if text and len(text) < 80 and " " not in text.strip() else ""


def _callee(node: ast.expr | None) -> str:
    if isinstance(node, ast.Call):
        return _callee(node.func)
    if isinstance(node, ast.Attribute):
        return f"{_callee(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def _words(node: ast.expr | None) -> list[str]:
    """Return the texts that are written out as arguments of a call, in order."""
    if not isinstance(node, ast.Call):
        return []
    values = [*node.args, *(k.value for k in node.keywords)]
    return [text for value in values if (text := _text(value))]


def _keywords(node: ast.expr) -> dict[str, str]:
    return {k.arg: _text(k.value) for k in node.keywords if k.arg} if isinstance(node, ast.Call) else {}


def _text(node: ast.expr) -> str:
    """Return the text an expression spells out; what is filled in at run time is `{}` or missing."""
    text = ""
    match node:
        case ast.Constant(value=str(value)):
            text = value
        case ast.JoinedStr(values=values):
            text = "".join(_text(v) if isinstance(v, ast.Constant) else "{}" for v in values)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            text = _text(left) + _text(right)
        case ast.BinOp(left=left, op=ast.Mod()):
            text = _text(left)
        case ast.Call(func=ast.Attribute(value=value, attr="format")):
            text = _text(value)
        case ast.Call(args=[first, *_]):
            text = _text(first)
    return text


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
