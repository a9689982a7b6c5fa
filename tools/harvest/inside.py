"""What runs inside a scratch environment: look at an installed library, print what it offers.

In: a request file (`roots`, `skip`, `depth`, `probe`). Out: a JSON file of public symbols, classes with their members,
documentation that speaks of deprecation, and the fate of each probed symbol.
Started by `environment.py` with the interpreter of that environment, so: Python 3.6, standard library only,
nothing of the project imported.
"""

import contextlib
import dis
import importlib
import importlib.util
import inspect
import io
import json
import os
import pkgutil
import re
import sys
import types
import warnings

SKIP = re.compile(
    r"(^|\.)(_|tests?$|conftest$|setup$|examples?$|benchmarks?$|vendor|vendored$|externals$|sandbox$|six$|packages$"
    r"|migrations$|templates$|project_template$|app_template$|experimental$)"
)
SPEAKS = re.compile(r"deprecat|obsolete|no longer (?:supported|available)|has been removed", re.IGNORECASE)
LOUD = (DeprecationWarning, FutureWarning, PendingDeprecationWarning)
PLAIN = (int, float, complex, str, bytes, tuple, frozenset, list, dict, set)
ROUTINES = (
    types.FunctionType,
    types.BuiltinFunctionType,
    types.MethodType,
    staticmethod,
    classmethod,
    property,
)


class Library:
    """One library as this interpreter sees it."""

    def __init__(self, roots, kin, skip, depth):
        self.roots = tuple(roots)
        self.kin = tuple(roots) + tuple(kin)  # tensorflow 1 defines its names in tensorflow_core
        self.skip = frozenset(skip)
        self.depth = depth
        self.symbols = {}  # symbol -> [kind, definition, exported, what an access warns of]
        self.classes = {}  # definition -> {member: definition}
        self.fields = {}  # definition -> names that only instances have
        self.dynamic = set()  # classes with __getattr__
        self.notes = {}  # definition -> documentation that speaks of deprecation
        self.failed = {}  # module -> why it cannot be imported here
        self.imported = {}

    # -- walking -----------------------------------------------------------------------------------------------

    def walk(self):
        for root in self.roots:
            self.look(root)

    def look(self, name):
        if (
            name in self.skip
            or name.count(".") > self.depth
            or SKIP.search(name[name.find(".") :] if "." in name else "")
        ):
            return
        module = self.load(name)
        if module is None:
            return
        # torch.nn.utils.weight_norm is a function, though a module has the same name
        self.symbols.setdefault(name, ["module", name, True, ""])
        self.note(name, getattr(module, "__doc__", None))
        self.names(name, module)
        for info in pkgutil.iter_modules(getattr(module, "__path__", None) or ()):
            if not info.name.startswith("_"):
                self.look(name + "." + info.name)

    def load(self, name):
        if name not in self.imported:
            print(name, file=sys.__stderr__, flush=True)  # the last line tells what took the process down
            self.imported[name] = None
            try:
                self.imported[name] = importlib.import_module(name)
            except BaseException as error:  # noqa: BLE001  third-party code at import: anything, SystemExit included
                self.failed[name] = why(error, name)
        return self.imported[name]

    def names(self, where, module):
        listed = getattr(module, "__all__", None)
        listed = {n for n in listed if isinstance(n, str)} if isinstance(listed, (list, tuple, set)) else None
        package = hasattr(module, "__path__")
        offered = (listed or set()).union(vars(module), dir(module))
        for name in sorted(n for n in offered if isinstance(n, str)):
            if name.startswith("_") or not name.isidentifier():
                continue
            with warnings.catch_warnings(record=True) as caught:
                warnings.simplefilter("always")
                try:
                    value = getattr(module, name)
                except BaseException:  # noqa: BLE001  a lazy attribute may fail in any way
                    continue
            warned = next((str(w.message) for w in caught if issubclass(w.category, LOUD)), "")
            exported = None if listed is None else name in listed
            with contextlib.suppress(Exception):  # lazy proxies fail when they are looked at
                self.record(where + "." + name, value, (exported, package, warned))

    def record(self, symbol, value, facts):
        exported, package, warned = facts
        kind = self.kind(symbol, value)
        if exported is None:
            exported = package and self.ours(value)
        if kind and (exported or warned or self.lives_in(symbol.rpartition(".")[0], value, package)):
            self.symbols[symbol] = [kind, self.define(symbol, kind, value), bool(exported), warned]
            if (
                kind == "alias"
                and "._" in value.__name__
                and symbol not in self.skip
                and symbol.count(".") < self.depth
            ):
                self.names(symbol, value)  # tensorflow.math is the public face of tensorflow._api.v2.math

    def kind(self, symbol, value):
        if "Removed" in type(value).__name__:
            return ""
        if isinstance(value, types.ModuleType):
            # numpy.os is an accident, but a module under another name of the same library is meant
            local = value.__name__.split(".")[0] in self.kin
            return "alias" if local and value.__name__ != symbol else ""
        if inspect.isclass(value):
            return "class"
        return "function" if callable(value) else "value"

    def ours(self, value):
        home = getattr(value, "__module__", None) or type(value).__module__
        return isinstance(value, PLAIN) or (isinstance(home, str) and home.split(".")[0] in self.kin)

    def lives_in(self, where, value, package):
        home = getattr(value, "__module__", None)
        if not isinstance(home, str) or isinstance(value, PLAIN):
            return False
        # scipy.signal.bsplines shows what scipy.signal._bsplines defines; flask.cli.reraise is an accident
        parent, _, leaf = where.rpartition(".")
        # sqlalchemy.engine.Engine is missing from __all__ and in every tutorial
        return home in (where, parent + "._" + leaf) or (package and home.startswith(where + "."))

    def define(self, symbol, kind, value):
        if kind == "alias":
            return value.__name__
        place = definition(value) or symbol
        if kind in ("class", "function"):
            self.note(place, told(value))
        if kind == "class" and place not in self.classes:
            with contextlib.suppress(Exception):
                self.describe(place, value)
        return place

    def describe(self, place, cls):
        members = self.classes[place] = {}
        for base in reversed(inspect.getmro(cls)):
            if base.__module__.split(".")[0] not in self.kin:
                continue
            home = definition(base)
            for name, value in list(vars(base).items()):
                if name in ("__getattr__", "__getattribute__"):
                    self.dynamic.add(place)
                if name.startswith("_"):
                    continue
                members[name] = home + "." + name
                if isinstance(value, ROUTINES) or inspect.isclass(value) or hasattr(value, "__get__"):
                    self.note(home + "." + name, told(value))
        self.fields[place] = sorted(instance_names(cls) - set(members))

    def note(self, place, text):
        if isinstance(text, str) and SPEAKS.search(text) and place not in self.notes:
            self.notes[place] = text[:6000]

    # -- probing -----------------------------------------------------------------------------------------------

    def probe(self, symbol):
        """Return [fate, what was said]: ok, missing, raises, dynamic, or unknown where this place cannot tell."""
        parts = symbol.split(".")
        value = self.load(parts[0])
        if value is None:
            return ["missing" if self.failed[parts[0]] == "absent" else "unknown", self.failed[parts[0]]]
        for index, part in enumerate(parts[1:], 1):
            held = vars(value).get(part)
            if not hasattr(value, "__path__"):
                return follow(value, parts[index:])
            if not (held is None or isinstance(held, types.ModuleType)):
                # a function may hide its module: `from sympy.plotting.plot import Series` works, plot or no plot
                found = follow(value, parts[index:])
                if found[0] != "missing" or index == len(parts) - 1:
                    return found
            name = ".".join(parts[: index + 1])
            module = self.load(name)
            if module is None:
                if self.failed[name] != "absent" and held is None:
                    return ["unknown", self.failed[name]]
                return follow(value, parts[index:])
            value = module
        return ["ok", ""]

    def ask(self, symbol):
        try:
            return self.probe(symbol)
        except Exception as error:  # noqa: BLE001  lazy proxies fail when they are looked at
            return ["unknown", str(error)[:200]]


def follow(value, rest):
    said = ""
    for index, part in enumerate(rest):
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            try:
                found = getattr(value, part)
            except AttributeError as error:
                if inspect.isclass(value) and index == len(rest) - 1:
                    if part in instance_names(value):
                        return ["ok", ""]
                    makers = {"__getattr__", "__getattribute__"}
                    if any(not makers.isdisjoint(vars(base)) for base in inspect.getmro(value)[:-1]):
                        return ["dynamic", str(error)[:300]]
                return ["missing", str(error)[:300]]
            except BaseException as error:  # noqa: BLE001  "has been removed" comes as any exception
                return ["raises", str(error)[:300]]
        said = next((str(w.message)[:400] for w in caught if issubclass(w.category, LOUD)), said)
        if "Removed" in type(found).__name__:  # openai leaves an object that only says so when it is used
            return ["raises", "has been removed: " + type(found).__name__]
        value = found
    return ["ok", said]


def why(error, name):
    """Say why an import failed: 'absent' if the module itself is not there."""
    if isinstance(error, ImportError):
        missing = getattr(error, "name", None)
        if isinstance(error, ModuleNotFoundError) and missing and (missing == name or name.startswith(missing + ".")):
            return "absent"
    said = str(error)[:200]
    return type(error).__name__ + ": " + said


def definition(value):
    home, name = getattr(value, "__module__", None), getattr(value, "__qualname__", None)
    if isinstance(home, str) and isinstance(name, str) and "<" not in name:
        return home + ":" + name
    return ""


def told(value):
    """Return what a value says about itself: PEP 702 message first, then its documentation."""
    inner = getattr(value, "__func__", value)
    inner = getattr(inner, "fget", inner) or inner
    try:
        message = inner.__dict__.get("__deprecated__") if hasattr(inner, "__dict__") else None
    except Exception:  # noqa: BLE001  proxies answer __dict__ with whatever they stand for
        message = None
    if isinstance(message, str):
        return ".. deprecated:: " + message
    try:
        text = inner.__doc__
    except Exception:  # noqa: BLE001  lazy descriptors may import on access
        return None
    if inspect.isclass(value):
        parents = inspect.getmro(value)[1:]
        if any(getattr(base, "__doc__", None) == text for base in parents):
            return None  # a docstring that is only inherited speaks of the parent
    return text


def instance_names(cls):
    """Return the names that methods of a class set on self, or that it annotates."""
    names = set()
    for base in inspect.getmro(cls)[:-1]:
        if base not in _NAMES:
            _NAMES[base] = own_instance_names(base)
        names |= _NAMES[base]
    return names


_NAMES = {}  # a class is asked for once for each lost member


def own_instance_names(cls):
    names = set(vars(cls).get("__annotations__") or ())
    slots = vars(cls).get("__slots__") or ()
    names.update([slots] if isinstance(slots, str) else slots)
    for value in list(vars(cls).values()):
        inner = getattr(value, "__func__", value)
        code = getattr(getattr(inner, "__wrapped__", inner), "__code__", None)
        if code is not None:
            names.update(i.argval for i in dis.get_instructions(code) if i.opname == "STORE_ATTR")
    return {name for name in names if isinstance(name, str) and not name.startswith("_")}


def prepare(roots):
    """Put libraries that need it into a state in which their modules can be imported."""
    os.environ.update(MPLBACKEND="Agg", TF_CPP_MIN_LOG_LEVEL="3", CUDA_VISIBLE_DEVICES="", SQLALCHEMY_WARN_20="1")
    if {"django", "rest_framework"} & set(roots):
        import django
        from django.conf import settings

        settings.configure(INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth"], SECRET_KEY="x")
        django.setup()


def main(request_path, answer_path):
    with open(request_path) as file:
        request = json.load(file)
    sys.path[:] = [p for p in sys.path if os.path.abspath(p) != os.path.dirname(os.path.abspath(__file__))]
    library = Library(request["roots"], request.get("kin", ()), request["skip"], request["depth"])
    with contextlib.redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with contextlib.suppress(Exception):
            prepare(request["roots"])
        if request["walk"]:
            library.walk()
        probed = {symbol: library.ask(symbol) for symbol in request["probe"]}
    answer = {key: value for key, value in vars(library).items() if key in request["keep"]}
    answer["dynamic"] = sorted(library.dynamic)
    answer["probed"] = probed
    with open(answer_path, "w") as file:
        json.dump(answer, file)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
    sys.stdout.flush()
    os._exit(0)  # threads that an import has started would keep the process alive
