"""The harvest on tiny libraries made here: what it must find, and each kind of noise it must not."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tools.harvest import actions, custom, endoflife, kubernetes, models, notices, python, releases, stdlib, wording
from tools.harvest.environment import INSIDE
from tools.harvest.wording import Notice

if TYPE_CHECKING:
    from pathlib import Path

    from tools.harvest.pack import Entry

LIBRARY = releases.Library("lib", ("lib",), "MIT", "https://example.org")
OLD = {
    "__init__.py": "from lib import old_place\nfrom lib._impl import *\n__all__ = ['gone', 'kept', 'Box']",
    "_impl.py": """
def gone(): ...
def kept(): ...
class Base:
    def inherited(self): ...
class Box(Base):
    colour = "red"
    def open(self): ...
    def close(self): ...
    @property
    def size(self): return 1
""",
    "old_place.py": "import os\nfrom lib._impl import kept as helper\ndef moved_function(): ...\n",
}
NEW = {
    "__init__.py": """
from lib._impl import kept, Box
__all__ = ['kept', 'Box']
import warnings
def __getattr__(name):
    if name == 'gone_soon':
        warnings.warn('gone_soon is deprecated, use kept instead', DeprecationWarning, stacklevel=2)
        return kept
    if name == 'gone':
        raise AttributeError('`gone` was removed in lib 2.0. Use `kept` instead.')
    raise AttributeError(name)
""",
    "_impl.py": """
def kept(): ...
class Base:
    def inherited(self): ...
class Box(Base):
    def __init__(self): self.size = 1; self.colour = 'red'
    def close(self):
        '''Close.

        .. deprecated:: 2.0
            Use :meth:`Box.shut` instead.
        '''
    def shut(self): ...
""",
    "new_place.py": "def moved_function(): ...\n",
    "needs.py": "import a_module_that_nobody_has\n",
}


def look(folder: Path, files: dict[str, str], probe: tuple[str, ...] = ()) -> dict[str, Any]:
    """Write a package and run the real probe on it, in a process of its own."""
    package = folder / "lib"
    package.mkdir(parents=True)
    for name, text in files.items():
        (package / name).write_text(text)
    request = {"roots": ["lib"], "skip": [], "depth": 4, "walk": True, "probe": probe, "keep": releases.KEEP}
    (folder / "request.json").write_text(json.dumps(request))
    command = [sys.executable, str(INSIDE), str(folder / "request.json"), str(folder / "answer.json")]
    done = subprocess.run(command, env={"PYTHONPATH": str(folder)}, capture_output=True, text=True, check=False)
    assert (folder / "answer.json").exists(), done.stderr
    return dict(json.loads((folder / "answer.json").read_text()))


def release(version: str, date: str, answer: dict[str, Any]) -> releases.Release:
    return releases.as_release(version, {"date": date, "notices": {}, **answer})


@pytest.fixture(name="entries")
def harvested(tmp_path: Path) -> dict[tuple[str, str], Entry]:
    """Harvest `lib` 1.0 and 2.0, as the command would."""
    first = release("1.0", "2020-01-01", look(tmp_path / "old", OLD))
    second = release("2.0", "2024-01-01", look(tmp_path / "new", NEW))
    asked = tuple(releases.open_questions(LIBRARY, second, [first]))
    second = release("2.0", "2024-01-01", look(tmp_path / "asked", NEW, asked))
    series = python.Series(LIBRARY, [first, second], lambda version: "2024-01-01" if version == "2.0" else "")
    return {(entry.symbol, entry.status): entry for entry in python.entries_of(series)}


def test_what_is_gone_is_found_with_version_date_and_replacement(entries: dict[tuple[str, str], Entry]) -> None:
    gone = entries["lib.gone", "removed"]
    assert (gone.since, gone.date, gone.replacement, gone.tier) == ("2.0", "2024-01-01", "lib.kept", "runtime")
    assert entries["lib.Box.open", "removed"].tier == "runtime"


def test_a_removed_module_takes_its_children_along_but_not_where_they_went(
    entries: dict[tuple[str, str], Entry],
) -> None:
    assert ("lib.old_place", "removed") in entries
    assert entries["lib.old_place.moved_function", "removed"].replacement == "lib.new_place.moved_function"


def test_a_directive_is_a_notice(entries: dict[tuple[str, str], Entry]) -> None:
    closed = entries["lib.Box.close", "deprecated"]
    assert (closed.since, closed.replacement, closed.tier) == ("2.0", "lib.Box.shut", "notice")


@pytest.mark.parametrize(
    ("noise", "why"),
    [
        ("lib.Box.size", "a property that became an instance attribute is still there"),
        ("lib.Box.colour", "a class attribute that is now set in __init__ is still there"),
        ("lib.Box.inherited", "a member inherited from a private base is still there"),
        ("lib.old_place.helper", "an import under another name was never offered"),
        ("lib.old_place.os", "a module that happens to be imported was never offered"),
        ("lib._impl.gone", "a private module is not public"),
        ("lib.kept", "it never went"),
    ],
)
def test_noise_is_left_out(entries: dict[tuple[str, str], Entry], noise: str, why: str) -> None:
    assert not [entry for (symbol, _), entry in entries.items() if symbol == noise], why


def test_what_this_place_cannot_import_is_unknown_not_gone(tmp_path: Path) -> None:
    probed = look(tmp_path, NEW, ("lib.needs.thing", "lib.nothing", "lib.nothing.deeper", "lib.gone_soon"))["probed"]
    assert probed["lib.needs.thing"][0] == "unknown"
    assert probed["lib.nothing"][0] == probed["lib.nothing.deeper"][0] == "missing"
    assert probed["lib.gone_soon"][0] == "ok"
    assert "deprecated" in probed["lib.gone_soon"][1]


def test_a_function_hides_no_module(tmp_path: Path) -> None:
    """`lib.draw` is a function and a module: `from lib.draw import Line` works."""
    files = {"__init__.py": "from .draw import draw\n", "draw.py": "class Line: ...\ndef draw(): ...\n"}
    probed = look(tmp_path, files, ("lib.draw.Line", "lib.draw.Circle"))["probed"]
    assert (probed["lib.draw.Line"][0], probed["lib.draw.Circle"][0]) == ("ok", "missing")


def test_a_lazy_name_that_still_answers_is_not_removed(tmp_path: Path) -> None:
    old = {**OLD, "__init__.py": "def gone_soon(): ...\ndef kept(): ...\n__all__ = ['gone_soon', 'kept']\n"}
    first = release("1.0", "2020-01-01", look(tmp_path / "old", old))
    second = release("2.0", "2024-01-01", look(tmp_path / "new", NEW, ("lib.gone_soon",)))
    found = python.entries_of(python.Series(LIBRARY, [first, second], lambda _: ""))
    assert [(e.status, e.replacement) for e in found if e.symbol == "lib.gone_soon"] == [("deprecated", "lib.kept")]


def test_a_name_that_comes_back_is_a_window() -> None:
    has = {"lib.bool": ("class", "lib:bool", True, "")}
    there = release("1.0", "2020-01-01", surface(has))
    away = replace(there, version="1.5", date="2022-01-01", symbols={})
    away = replace(away, probed={"lib.bool": ("missing", "`lib.bool` was a deprecated alias")})
    back = replace(there, version="2.0", date="2024-01-01")
    (entry,) = python.entries_of(python.Series(LIBRARY, [there, away, back], lambda _: ""))
    assert (entry.since, entry.date, entry.back, entry.back_date) == ("1.5", "2022-01-01", "2.0", "2024-01-01")


@pytest.mark.parametrize(("before", "rows"), [(["lib:Box"], 1), ([], 0)])
def test_a_class_that_answers_any_name_tells_nothing_unless_it_always_did(before: list[str], rows: int) -> None:
    """pandas.DataFrame.append went, although DataFrame answers for its columns."""
    box = {"lib.Box": ("class", "lib:Box", True, "")}
    old = surface(box) | {"classes": {"lib:Box": {"append": "lib:Box.append"}}, "dynamic": before}
    new = surface(box) | {"classes": {"lib:Box": {}}, "dynamic": ["lib:Box"]}
    new["probed"] = {"lib.Box.append": ("dynamic", "no attribute 'append'")}
    series = [release("1.0", "2020-01-01", old), release("2.0", "2024-01-01", new)]
    assert len(python.entries_of(python.Series(LIBRARY, series, lambda _: ""))) == rows


def test_a_module_of_which_every_name_warns_is_deprecated_itself() -> None:
    """scipy.signal.bsplines; its names have rows of their own only where it is known where to take them from."""
    said = "Please import `{}` from the `lib.signal` namespace; `lib.old` is deprecated"
    shown = {"lib.old": ("module", "lib.old", True, ""), "lib.signal.cubic": ("function", "lib:cubic", True, "")}
    shown |= {f"lib.old.{n}": ("function", f"lib:{n}", True, said.format(n)) for n in ("cubic", "inner")}
    found = python.entries_of(python.Series(LIBRARY, [release("1.8", "2022-01-01", surface(shown))] * 2, lambda _: ""))
    assert [(e.symbol, e.status, e.replacement) for e in found] == [
        ("lib.old", "deprecated", ""),
        ("lib.old.cubic", "deprecated", "lib.signal.cubic"),
    ]


def test_a_name_that_was_last_only_answered_for_is_still_found_to_be_gone() -> None:
    """collections.Mapping: listed in 3.6, lazily there until 3.9, gone in 3.10."""
    told = "Using or importing the ABCs from 'lib' instead of from 'lib.abc' is deprecated"
    listed = release("3.6", "2016-12-23", surface({"lib.Mapping": ("class", "lib.abc:Mapping", True, "")}))
    lazy = replace(release("3.9", "2020-10-05", surface({})), probed={"lib.Mapping": ("ok", told)})
    gone = replace(release("3.10", "2021-10-04", surface({})), probed={"lib.Mapping": ("missing", "")})
    found = python.entries_of(python.Series(LIBRARY, [listed, lazy, gone], lambda _: ""))
    assert [(e.status, e.since) for e in found] == [("deprecated", "3.9"), ("removed", "3.10")]


def test_what_a_whole_family_inherits_is_told_once() -> None:
    names = ["Base", *(f"Layer{n}" for n in range(python.MANY + 1))]
    shown = surface({f"lib.{name}": ("class", f"lib:{name}", True, "") for name in names})
    old = release("1.0", "2020-01-01", shown | {"classes": {f"lib:{n}": {"inner": "lib:Base.inner"} for n in names}})
    new = release("2.0", "2024-01-01", shown | {"classes": {f"lib:{n}": {} for n in names}})
    new = replace(new, probed={f"lib.{name}.inner": ("missing", "") for name in names})
    found = python.entries_of(python.Series(LIBRARY, [old, new], lambda _: ""))
    assert [e.symbol for e in found] == ["lib.Base.inner"]


@pytest.mark.parametrize(("left", "told"), [(1, 0), (8, 4)])
def test_a_class_that_is_only_a_shell_here_has_lost_nothing(left: int, told: int) -> None:
    """plotly.graph_objects.FigureWidget without anywidget: another class of the same name, with nothing in it."""
    names = [f"add_{n}" for n in range(12)]
    shown = surface({"lib.Widget": ("class", "lib:Widget", True, "")})
    old = release("1.0", "2020-01-01", shown | {"classes": {"lib:Widget": {n: f"lib:Widget.{n}" for n in names}}})
    now = {n: f"lib:Widget.{n}" for n in names[:left]}
    new = release("2.0", "2024-01-01", shown | {"classes": {"lib:Widget": now}})
    new = replace(new, probed={f"lib.Widget.{n}": ("missing", "") for n in names[left:]})
    assert len(python.entries_of(python.Series(LIBRARY, [old, new], lambda _: ""))) == told


def test_a_module_with_a_capital_is_not_a_class() -> None:
    """PyPDF2 is deprecated as a whole, and PyPDF2.PdfFileReader has an heir of its own."""
    shown = {"lib": ("module", "lib", True, ""), "lib.Old": ("module", "lib.Old", True, "")}
    shown |= {"lib.Old.Reader": ("class", "lib.Old:Reader", True, ""), "lib.New": ("class", "lib:New", True, "")}
    notes = {"lib.Old": ".. deprecated:: 2.0", "lib.Old:Reader": ".. deprecated:: 2.0\n    Use `New` instead."}
    one = release("2.0", "2022-01-01", surface(shown) | {"notes": notes})
    found = python.entries_of(python.Series(LIBRARY, [one, one], lambda _: ""))
    assert [(e.symbol, e.replacement) for e in found] == [("lib.Old", ""), ("lib.Old.Reader", "lib.New")]


def surface(symbols: dict[str, tuple[str, str, bool, str]]) -> dict[str, Any]:
    return {"symbols": symbols, "classes": {}, "fields": {}, "notes": {}, "failed": {}, "dynamic": [], "probed": {}}


def test_a_namesake_is_not_a_replacement() -> None:
    """numpy.product is not numpy.ma.product, which was there all along."""
    both = {
        "lib.product": ("function", "lib:product", True, ""),
        "lib.ma.product": ("function", "lib.ma:product", True, ""),
    }
    old = release("1.0", "2020-01-01", surface(both))
    new = release("2.0", "2024-01-01", surface({"lib.ma.product": both["lib.ma.product"]}))
    new = replace(new, probed={"lib.product": ("missing", "")})
    (entry,) = python.entries_of(python.Series(LIBRARY, [old, new], lambda _: ""))
    assert (entry.symbol, entry.replacement) == ("lib.product", "")


# -- notices: what counts, and what only looks like one ------------------------------------------------------------


def read(source: str) -> dict[str, Notice]:
    return notices.from_tree(ast.parse(source), "m")


@pytest.mark.parametrize(
    ("source", "notice"),
    [
        (
            "@deprecated('2.1', alternative='new')\ndef f(): ...",
            Notice("2.1", "", "new", "decorator"),
        ),
        (
            "def f():\n    '''Sum.\n\n    .. deprecated:: 1.4\n       Use :func:`m.g` instead.\n    '''",
            Notice("1.4", "", "m.g", "directive"),
        ),
        (
            "def f():\n    warnings.warn('f is deprecated since 3.2, use `g`', DeprecationWarning)\n    return g()",
            Notice("3.2", "", "g", "warning"),
        ),
        (
            "def f():\n    warnings.warn('f is deprecated.', RemovedInDjango50Warning)",
            Notice("", "5.0", "", "warning"),
        ),
        (
            "def f():\n    deprecation_with_replacement('f', 'g', '3.0.0')\n    return g()",
            Notice("", "3.0.0", "g", "warning"),
        ),
        (
            "def f():\n    raise RuntimeError('f has been removed in version 2.0; use `g`')",
            Notice("", "2.0", "g", "refusal"),
        ),
        (
            "gone = 'f has been removed in version 2.0'\ndef f():\n    raise NotImplementedError(gone)",
            Notice("", "2.0", "", "refusal"),
        ),
    ],
)
def test_a_notice_is_read(source: str, notice: Notice) -> None:
    assert read(source) == {"m:f": notice}


@pytest.mark.parametrize(
    "source",
    [
        # partial: a parameter, a way of calling, a behaviour
        "def f(inplace):\n    warnings.warn('the `inplace` parameter is deprecated', FutureWarning)",
        "def f(x):\n    warnings.warn('passing a list is deprecated', DeprecationWarning)",
        "def f(x):\n    warnings.warn('Returning a tuple from a callable is deprecated', DeprecationWarning)",
        "def f(x):\n    warnings.warn('In a future version this will return a copy', FutureWarning)",
        "@deprecate_kwarg('old', 'new')\ndef f(new): ...",
        "@deprecate_positional_args\ndef f(new): ...",
        # a case, not the symbol
        "def f(x):\n    if x is None:\n        warnings.warn('f is deprecated', DeprecationWarning)",
        "def f(x):\n    return x\n    warnings.warn('f is deprecated', DeprecationWarning)",
        # a directive among the parameters
        "def f(x):\n    '''Sum.\n\n    Parameters\n    ----------\n    x : int\n        .. deprecated:: 1.2\n    '''",
        # soft, or of one overload
        "def f():\n    warnings.warn('f is soft deprecated', DeprecationWarning)",
        "def f():\n    warnings.warn('f is deprecated', PendingDeprecationWarning)",
        "@overload\n@deprecated('use g')\ndef f(x: int): ...",
        # not about deprecation at all
        "def f():\n    warnings.warn('slow', UserWarning)",
    ],
)
def test_what_only_looks_like_a_notice_is_passed_over(source: str) -> None:
    assert read(source) == {}


def test_an_alias_that_is_made_to_be_old_says_so() -> None:
    source = (
        "class Tag:\n    findAll: F = _deprecated_function_alias('findAll', 'find_all', '4.0.0')\n"
        "    find_all = _alias('find_all', 'find')\n    other = _deprecated_alias('else', 'find')"
    )
    assert read(source) == {"m:Tag.findAll": Notice("4.0.0", "", "find_all", "decorator")}


def test_a_class_is_deprecated_by_its_constructor() -> None:
    source = "class C:\n    def __init__(self):\n        warnings.warn('C is deprecated, use `D`', DeprecationWarning)"
    assert read(source) == {"m:C": Notice("", "", "D", "warning")}


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Please use `prod` instead.", "prod"),
        ("use ``key in index`` instead", "key in index"),
        ("`np.Inf` was removed. Use `np.inf` instead.", "numpy.inf"),
        ("Please import `find` from the `scipy.constants` namespace", "scipy.constants.find"),
        ("deprecated in favour of :class:`~sklearn.model_selection.KFold`", "sklearn.model_selection.KFold"),
        ("renamed to get_feature_names_out", "get_feature_names_out"),
        ("use len instead", "len"),
        ("Use .items instead.", "?items"),
        ("Use a specific dtype instead", "?specific"),
        ("use the new API", "?API"),
        ("Use 'app.config[\"X\"]' instead", ""),
    ],
)
def test_only_code_is_a_replacement(words: str, name: str) -> None:
    assert wording.replacement(words) == name


# -- choosing releases ----------------------------------------------------------------------------------------------


def test_the_turns_of_majors_and_the_newest_patch_are_read() -> None:
    known = ["1.0.0", "1.0.1", "1.1.0", "1.2.0", "1.3.0", "2.0.0", "2.1.0", "2.1.7"]
    assert releases.pick(known, replace(LIBRARY, most=4)) == ["1.0.0", "1.3.0", "2.0.0", "2.1.7"]
    assert releases.pick(known, replace(LIBRARY, most=99)) == ["1.0.0", "1.1.0", "1.2.0", "1.3.0", "2.0.0", "2.1.7"]
    assert releases.pick(known, replace(LIBRARY, start="2.0", most=9)) == ["2.0.0", "2.1.7"]


# -- tables ---------------------------------------------------------------------------------------------------------


def test_stubs_tell_when_a_name_ends() -> None:
    source = """
import sys
if sys.version_info < (3, 12):
    def getargs(): ...
if sys.version_info >= (3, 9) and sys.platform != "win32":
    def fresh(): ...
class C:
    if sys.version_info >= (3, 13):
        def new(self): ...
    else:
        def old(self): ...
    @deprecated("Deprecated since Python 3.10; use `g` instead.")
    def soon(self): ...
"""
    found = dict(stdlib.read_stub(ast.parse(source).body, "m", stdlib.Span()))
    assert found["m.getargs"].spans == (stdlib.Span(0, 12),)
    assert found["m.fresh"].spans == (stdlib.Span(9, 99),)
    assert found["m.C.old"].spans == (stdlib.Span(0, 13),)
    assert found["m.C.soon"].deprecated == ("Deprecated since Python 3.10; use `g` instead.", stdlib.Span())


def test_an_end_without_a_day_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "products").mkdir()
    (tmp_path / "products" / "debian.md").write_text("""---
title: Debian
category: os
releases:
  - {releaseCycle: "99", codename: "Trial", releaseDate: 2025-01-01, eol: false, latest: "99.1"}
  - {releaseCycle: "11", codename: "Bullseye", releaseDate: 2021-08-14, eol: 2024-08-14, eoes: 2026-08-31}
  - {releaseCycle: "7", codename: "Wheezy", releaseDate: 2013-05-04, eol: true}
---
text
""")
    found = {where: pack.entries for where, pack in endoflife.packs(tmp_path)}
    rows = [(e.symbol, e.date, e.replacement) for e in found["docker"]]
    assert rows == [("debian:11", "2026-08-31", "debian:99"), ("debian:bullseye", "2026-08-31", "debian:99")]


def test_kubernetes_lifecycles_are_read(tmp_path: Path) -> None:
    folder = tmp_path / "policy" / "v1beta1"
    folder.mkdir(parents=True)
    (folder / "register.go").write_text('const GroupName = "policy"\n')
    (folder / "zz_generated.prerelease-lifecycle.go").write_text("""
func (in *Budget) APILifecycleDeprecated() (major, minor int) {
	return 1, 21
}
func (in *Budget) APILifecycleReplacement() schema.GroupVersionKind {
	return schema.GroupVersionKind{Group: "policy", Version: "v1", Kind: "Budget"}
}
func (in *Budget) APILifecycleRemoved() (major, minor int) {
	return 1, 25
}
""")
    assert list(kubernetes.read(tmp_path)) == [
        kubernetes.Life("policy/v1beta1/Budget", (1, 21), (1, 25), "policy/v1/Budget")
    ]


def test_a_table_of_models_is_read_without_running_it() -> None:
    found = list(models.read_table('import x\nDEPRECATED_MODELS = {"old-1": "July 21st, 2025"}\nraise SystemExit\n'))
    assert [(e.symbol, e.status, e.date) for e in found] == [("old-1", "eol", "2025-07-21")]


def test_the_served_versions_of_a_custom_resource_are_read_though_it_is_a_template() -> None:
    template = """kind: CustomResourceDefinition
metadata:
  annotations: {{ .Values.notes }}
spec:
  group: acme.example.org
  names:
    kind: Order
  versions:
    - name: v1alpha2
      schema:
        - name: state
      served: false
    - additionalPrinterColumns:
        - name: v9
          served: true
      deprecated: true
      name: v1beta1
      served: true
    - name: v1
      served: true
  scope: Namespaced
"""
    told = {
        custom.Served("acme.example.org/v1/Order"),
        custom.Served("acme.example.org/v1beta1/Order", deprecated=True),
    }
    assert custom.served([template]) == told
    assert custom.served([f"kind: Deployment\n---\n{template}"]) == told
    assert custom.served([template.replace("CustomResourceDefinition", "List")]) == set()


def test_what_a_project_no_longer_serves_is_told_with_its_heir() -> None:
    old, mid, new = (custom.Served(f"acme.org/{version}/Order") for version in ("v1alpha1", "v1beta1", "v1"))
    lost = custom.Served("acme.org/v1alpha1/Cart")
    releases = [("0.1.0", "2020-01-01", {old, lost}), ("0.2.0", "2021-01-01", {mid._replace(deprecated=True), new})]
    found = [*custom.rows(releases), *custom.whole(custom.rows(releases), [mid.symbol, new.symbol])]
    assert {(row.symbol, row.status, row.since, row.replacement) for row in found} == {
        ("acme.org/v1alpha1/Order", "removed", "0.2.0", "acme.org/v1/Order"),
        ("acme.org/v1alpha1/Cart", "removed", "0.2.0", ""),
        ("acme.org/v1beta1/Order", "deprecated", "0.2.0", "acme.org/v1/Order"),
        ("acme.org/v1alpha1", "removed", "0.2.0", ""),
    }


def test_kinds_that_a_release_registers(tmp_path: Path) -> None:
    (tmp_path / "register.go").write_text("""
const GroupName = "policy"
var SchemeGroupVersion = schema.GroupVersion{Group: GroupName, Version: "v1beta1"}
func addKnownTypes(scheme *runtime.Scheme) error {
	scheme.AddKnownTypes(SchemeGroupVersion,
		&Budget{},
		&BudgetList{},
	)
}
""")
    assert list(kubernetes.registered(tmp_path)) == ["policy/v1beta1/Budget"]


def test_an_action_is_told_by_what_its_tags_and_branches_run_on(tmp_path: Path) -> None:
    clone = tmp_path / "acme+setup"
    clone.mkdir()
    git = ["git", "-C", str(clone), "-c", "user.name=a", "-c", "user.email=a@example.org"]
    subprocess.run(["git", "init", "-q", str(clone)], check=True)
    for runtime, tags in (("node12", ("v1", "v1.2.0")), ("node16", ("v2", "v2.0.0")), ("node20", ("v3.1.0",))):
        (clone / "action.yml").write_text(f"runs:\n  using: {runtime}\n")
        subprocess.run([*git, "add", "."], check=True)
        subprocess.run([*git, "commit", "-qm", runtime], check=True)
        for tag in tags:
            subprocess.run([*git, "tag", tag], check=True)
        if runtime == "node12":
            subprocess.run([*git, "branch", "releases/v1"], check=True)
    found = {one.library: one for _, one in actions.packs(tmp_path)}["acme/setup"]
    assert [(row.symbol, row.since, row.replacement) for row in found.entries] == [
        ("acme/setup@releases/v1", "node12", "acme/setup@v3.1.0"),
        ("acme/setup@v1", "node12", "acme/setup@v3.1.0"),
        ("acme/setup@v2", "node16", "acme/setup@v3.1.0"),
    ]
    subprocess.run([*git, "tag", "-d", "v3.1.0"], check=True, capture_output=True)
    found = {one.library: one for _, one in actions.packs(tmp_path)}["acme/setup"]
    assert [(row.symbol, row.replacement) for row in found.entries][-1] == ("acme/setup@v2", "")


def test_an_heir_is_of_the_same_kind(tmp_path: Path) -> None:
    (tmp_path / "products").mkdir()
    (tmp_path / "products" / "aws-lambda.md").write_text("""---
title: AWS Lambda
category: service
releases:
  - {releaseCycle: "java17.al2023", releaseDate: 2026-07-31, eoas: 2099-06-30, eol: 2099-08-31}
  - {releaseCycle: "python3.7", releaseDate: 2018-11-19, eoas: 2023-12-04, eol: 2027-03-03}
---
""")
    ((_, pack),) = endoflife.packs(tmp_path)
    old = next(entry for entry in pack.entries if entry.since == "python3.7")
    assert (old.date, old.replacement) == ("2023-12-04", "")
