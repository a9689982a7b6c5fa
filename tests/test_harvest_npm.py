"""npm declarations read by the TypeScript compiler: one tiny package for each kind of noise."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest

from tools.harvest import dates, npm
from tools.harvest.pack import Entry
from tools.harvest.surface import Mark, Release, Surface

SCRIPT = Path(npm.__file__).with_name("surface.js")


@cache
def modules() -> str:
    """Where a TypeScript compiler is: the harvest's own, or what node finds."""
    base = Path(os.environ.get("TECHLINT_HARVEST_CACHE") or Path.home() / ".cache" / "techlint-harvest")
    return str(base / "typescript" / "node_modules")


@cache
def compiles() -> bool:
    if not shutil.which("node"):
        return False
    env = {**os.environ, "NODE_PATH": modules()}
    return (
        subprocess.run(["node", "-e", "require('typescript')"], env=env, capture_output=True, check=False).returncode
        == 0
    )


needs_typescript = pytest.mark.skipif(not compiles(), reason="needs node and its typescript package")


def look(root: Path, specifiers: tuple[str, ...] = ("demo",), **files: str) -> dict[str, object]:
    package = root / "node_modules" / "demo"
    package.mkdir(parents=True)
    (package / "package.json").write_text(json.dumps({"name": "demo", "types": "index.d.ts"}), "utf-8")
    for name, text in files.items():
        (package / f"{name}.d.ts").write_text(text, "utf-8")
    env = {**os.environ, "NODE_PATH": modules()}
    done = subprocess.run(["node", SCRIPT, root, *specifiers], env=env, capture_output=True, text=True, check=True)
    told: dict[str, object] = json.loads(done.stdout)
    return told


def notes(told: dict[str, object]) -> dict[str, str | None]:
    names = told["names"]
    assert isinstance(names, dict)
    return {name: mark[1] for name, mark in names.items()}


@needs_typescript
def test_exports_members_and_namespaces(tmp_path: Path) -> None:
    text = """
    export class A { run(): void; private hide(): void }
    export namespace B { const c: 1 }
    declare const d: 2;
    export {};
    """
    told = look(tmp_path, index=text)
    assert set(notes(told)) == {"demo", "demo.A", "demo.A.run", "demo.B", "demo.B.c"}


@needs_typescript
def test_deprecated_on_every_declaration_only(tmp_path: Path) -> None:
    text = """
    /** @deprecated Use {@link fresh} instead. */ export declare function old(): void;
    export declare function part(a: string): void;
    /** @deprecated pass a string */ export declare function part(a: number): void;
    export declare function fresh(): void;
    """
    assert notes(look(tmp_path, index=text)) == {
        "demo": None,
        "demo.old": "Use {@link fresh} instead.",
        "demo.part": None,
        "demo.fresh": None,
    }


@needs_typescript
def test_a_base_out_of_sight_and_a_star_of_a_missing_package_leave_the_name_open(tmp_path: Path) -> None:
    text = 'import { Base } from "far"; export class A extends Base {} export * from "farther";'
    told = look(tmp_path, index=text)
    assert set(told["open"]) == {"demo", "demo.A"}  # type: ignore[call-overload]
    assert told["missing"] == [["demo", "far"], ["demo", "farther"]]


@needs_typescript
def test_an_inherited_member_is_told_at_its_owner_only(tmp_path: Path) -> None:
    text = "export class A {\n  /** @deprecated */\n  old(): void\n}\nexport class B extends A {}"
    told = look(tmp_path, index=text)
    assert notes(told)["demo.A.old"] == ""
    assert told["names"]["demo.B.old"][0] == "maybe"  # type: ignore[index]


@needs_typescript
def test_a_class_tells_what_it_takes_from_an_interface(tmp_path: Path) -> None:
    text = """
    export interface Cycle {
      /** @deprecated */
      will(): void
    }
    export class C {}
    export interface C extends Cycle {}
    """
    assert notes(look(tmp_path, index=text))["demo.C.will"] == ""


@needs_typescript
def test_members_of_conditional_types_and_indexed_interfaces_are_unknown(tmp_path: Path) -> None:
    text = "export type P<T> = T extends string ? { a: 1 } : { b: 2 }; export interface Q { [key: string]: number }"
    assert set(look(tmp_path, index=text)["open"]) == {"demo.P", "demo.Q"}  # type: ignore[call-overload]


@needs_typescript
def test_export_assignment_and_a_subpath(tmp_path: Path) -> None:
    told = look(
        tmp_path,
        ("demo", "demo/extra"),
        index="declare function f(): void; declare namespace f { const g: 1 } export = f;",
        extra="export declare const h: 1;",
    )
    assert {"demo.g", "demo/extra", "demo/extra.h"} <= set(notes(told))


def test_what_can_be_imported() -> None:
    manifest = {"exports": {".": "./a.js", "./b": "./b.js", "./c/*": "./c/*.js", "./package.json": "./package.json"}}
    assert npm.subpaths("demo", manifest, ["x"]) == ["demo", "demo/b", "demo/x"]


@pytest.mark.parametrize(
    ("asked", "version"), [("^1.2.3", "1.2.3"), (">=4.0.0 <5", "4.0.0"), ("*", ""), ("workspace:^", "")]
)
def test_the_version_a_range_starts_at(asked: str, version: str) -> None:
    assert npm.base(asked) == version


def test_private_names_and_helper_types() -> None:
    private = ("react.__SECRET_INTERNALS", "a.b._x", "core.\u0275z", "r.unstable_batch", "r.UNSAFE_hook")
    assert all(npm.private(name, Mark("value")) for name in private)
    assert not npm.private("react.createFactory", Mark("function"))
    assert npm.unsure("q.TValue", Mark("type"))
    assert not npm.unsure("react.SFC", Mark("type"))


def test_what_a_patch_of_declarations_brings_counts_from_the_next_own_release() -> None:
    empty = Surface({})
    releases = [Release("18.3.31", "", empty), Release("19.0.0", "2024-12-05", empty)]
    rows = (
        Entry("react.FormEvent", "deprecated", "18.3.31", tier="notice"),
        Entry("react.VFC", "deprecated", "18.3.31", tier="notice"),
        Entry("react.VFC", "removed", "19.0.0", "2024-12-05", tier="exports"),
    )
    assert [row[:4] for row in npm.own_versions(rows, releases)] == [
        ("react.FormEvent", "deprecated", "19.0.0", "2024-12-05"),
        ("react.VFC", "removed", "19.0.0", "2024-12-05"),
    ]


def test_the_nearest_day_may_be_late_and_is_never_early() -> None:
    days = {"1.2.0": "2020-01-01", "1.4.0": "2021-01-01"}
    asked = ["1.2.9", "1.3.0", "1.4.0", "2.0.0"]
    assert [dates.nearest(days, version) for version in asked] == [
        "2020-01-01",
        "2021-01-01",
        "2021-01-01",
        "",
    ]
    assert dates.nearest({}, "1.0.0") == ""


def test_a_default_export_and_its_module_are_one_name() -> None:
    old = Surface({"demo": Mark("module"), "demo.trim": Mark("function"), "demo.type": Mark("function")})
    new = Surface({"demo": Mark("module"), "demo.default": Mark("value"), "demo.default.trim": Mark("member")})
    releases = [Release("1.0.0", "2020-01-01", npm.folded(old)), Release("2.0.0", "2021-01-01", npm.folded(new))]
    assert [row.symbol for row in npm.entries(releases, npm.TASTE, {})] == ["demo.type"]


def test_days_of_later_versions_are_those_by_which_the_registry_had_them(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    had = {"1.0.0": "2024-12-05T1", "2.0.0": "2025-09-01T1", "2.1.0": "2025-06-01T1", "3.0.0": "2026-01-01T1"}
    monkeypatch.setenv("TECHLINT_HARVEST_CACHE", str(tmp_path))
    monkeypatch.setattr(npm.store, "run", lambda *_: json.dumps(had))
    monkeypatch.setattr(npm.dates, "of", lambda *_: {"1.0.0": "2019-01-01"})
    assert npm.days_of("demo") == {
        "1.0.0": "2019-01-01",
        "2.0.0": "2025-06-01",
        "2.1.0": "2025-06-01",
        "3.0.0": "2026-01-01",
    }


def test_what_went_to_another_path_is_told_with_it() -> None:
    gone = Entry("demo.use", "removed", "2.0.0", "2021-01-01", tier="exports")
    names = ("demo", "demo/react", "demo/react.use", "demo/react/core.use")
    assert npm.elsewhere(gone, Surface(dict.fromkeys(names, Mark("function"))), "demo") == "demo/react.use"
    both = (*names, "demo/vue.use")
    assert npm.elsewhere(gone, Surface(dict.fromkeys(both, Mark("function"))), "demo") == ""
