"""JavaScript and TypeScript, JSX included: `import`, `require`, dynamic `import()`; `node:` is optional."""

from __future__ import annotations

from typing import TYPE_CHECKING

from techlint.api.names import Binding, Language
from techlint.lazy import lazy

if TYPE_CHECKING:
    from collections.abc import Iterator

_IMPORT = lazy(
    r"\b(?:import|export)\s{1,20}(?:type\s{1,20})?(?P<what>[^'\";()]{1,1500}?)\s{1,20}from\s{0,2"
    r"0}['\"](?P<module>[^'\"\n]{1,200})['\"]"
)
_REQUIRE = lazy(
    r"\b(?:const|let|var)\s{1,20}(?P<what>\{[^{}]{0,1500}\}|[\w$]+)\s{0,20}=\s{0,20}(?:await\s{1,"
    r"20}import|require)\s{0,9}\(\s{0,9}"
    r"['\"](?P<module>[^'\"\n]{1,200})['\"]\s{0,9}\)(?:\.(?P<member>\w+))?"
)
_NAMED = lazy(
    r"(?:type\s{1,20})?(?P<name>[\w$]+)(?:\s{1,20}as\s{1,20}|\s{0,20}:\s{0,20})?(?P<alias>(?<=[\s"
    r":])[\w$]+)?\s{0,20}(?:,|\}|$)"
)
_DEFAULT = lazy(r"^(?:\*\s{1,20}as\s{1,20})?(?P<name>[\w$]+)\s{0,20}(?:,|$)")

NODE = "_node"
"""The pack of node's own modules."""
_NODE_MODULES = frozenset(
    "assert async_hooks buffer child_process cluster console constants crypto dgram dns domain events fs fs/promises "
    "http http2 https inspector module net os path perf_hooks process punycode querystring readline repl stream "
    "string_decoder sys timers tls tty url util v8 vm worker_threads zlib".split()
)


def library(module: str) -> str:
    """The package of a module path: `@scope/name/sub` is `@scope/name`."""
    if module.startswith("node:") or module in _NODE_MODULES:
        return NODE
    return "/".join(module.split("/")[: 2 if module.startswith("@") else 1])


def bindings(code: str) -> Iterator[Binding]:
    """What imports bind: default export and namespace both stand for the module, `module.default` for the former."""
    for found in (*_IMPORT.finditer(code), *_REQUIRE.finditer(code)):
        module = found["module"].removeprefix("node:")
        owner, base = library(found["module"]), found.span("module")
        if module.startswith((".", "/")):
            continue
        what, shift = found["what"], found.start("what")
        if (default := _DEFAULT.match(what)) and default["name"] not in {"type", "typeof"}:
            member = found.groupdict().get("member")
            symbol = f"{module}.{member}" if member else module
            place = (shift + default.start("name"), shift + default.end("name"))
            yield Binding(default["name"], owner, symbol, *place, base)
            if "member" not in found.groupdict() and not what.startswith("*"):
                yield Binding("", owner, f"{module}.default", *place, base)
        opened = what.find("{")
        if opened >= 0:
            for named in _NAMED.finditer(what, opened + 1):
                place = (shift + named.start("name"), shift + named.end("name"))
                yield Binding(named["alias"] or named["name"], owner, f"{module}.{named['name']}", *place, base)


_CHAIN = r"[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*){0,6}"

LANGUAGE = Language(
    name="js",
    ecosystem="npm",
    separator=".",
    bindings=bindings,
    receivers=(
        lazy(
            rf"\b(?:const|let|var)\s{{1,20}}(?P<name>\w+)(?:\s{{0,9}}:\s{{0,9}}[\w.<>\[\]]{{1,6"
            rf"0}})?\s{{0,20}}=\s{{0,20}}(?:await\s{{1,9}})?"
            rf"(?:new\s{{1,9}})?(?P<made>{_CHAIN})(?:<[\w.]{{1,40}}>)?\("
        ),
        lazy(
            rf"[(,]\s{{0,20}}(?:private |public |readonly ){{0,3}}(?P<name>\w+)\??: ?(?P<made"
            rf">{_CHAIN})\s{{0,9}}(?=[,)])"
        ),
    ),
    derived=lazy(rf"\bclass (?P<name>\w+) extends (?P<made>{_CHAIN})"),
    usual={},
    defined=lazy(r"\b(?:function\*?|class|const|let|var)\s{1,20}(\w+)|[(,]\s{0,20}(\w+)\s{0,20}(?=[,)][^;\n]{0,80}=>)"),
    factories={},
)
