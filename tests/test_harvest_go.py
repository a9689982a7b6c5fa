"""Go sources read by go/parser, go.mod notices, staticcheck's table."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from tools.harvest import go
from tools.harvest.surface import Mark, Release, Surface

needs_go = pytest.mark.skipif(shutil.which("go") is None, reason="needs the go command")


def look(root: Path, **files: str) -> dict[str, object]:
    for name, text in files.items():
        path = root / f"{name.replace('__', '/')}.go"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    script = Path(go.__file__).with_name("surface.go")
    done = subprocess.run(["go", "run", script, root, "ex.org/m"], capture_output=True, text=True, check=True)
    told: dict[str, object] = json.loads(done.stdout)
    return told


@needs_go
def test_what_a_module_exports(tmp_path: Path) -> None:
    told = look(
        tmp_path,
        a='package m\n\nimport "io"\n\n// Old does it.\n//\n// Deprecated: As of Go 1.16, use [New].\nfunc Old() {}\n\n'
        "func New() {}\n\nfunc own() {}\n\ntype T struct {\n\tio.Reader\n\tA int // Deprecated: use B\n\tb int\n}\n\n"
        "func (t *T) Run() {}\n\nfunc (t hidden) Not() {}\n\ntype hidden int\n\ntype Alias = io.Reader\n",
        sub__b="package sub\n\n// Deprecated: nobody needs it.\nconst (\n\tX = 1\n\tY = 2\n)\n",
        a_test="package m\n\nfunc TestX() {}\n",
        internal__c="package c\n\nfunc F() {}\n",
        cmd__tool__main="package main\n\nfunc G() {}\n",
    )
    names = told["names"]
    assert isinstance(names, dict)
    assert set(names) == {
        "ex.org/m",
        "ex.org/m.Old",
        "ex.org/m.New",
        "ex.org/m.T",
        "ex.org/m.T.A",
        "ex.org/m.T.Run",
        "ex.org/m.Alias",
        "ex.org/m/sub",
        "ex.org/m/sub.X",
        "ex.org/m/sub.Y",
    }
    assert names["ex.org/m.Old"][1:3] == ["As of Go 1.16, use [New].", "1.16"]
    assert names["ex.org/m.T.A"][1] == "use B"
    assert names["ex.org/m/sub.Y"][1] == "nobody needs it."
    assert sorted(told["open"]) == ["ex.org/m.Alias", "ex.org/m.T"]  # type: ignore[call-overload]


@needs_go
def test_deprecated_on_one_platform_only_is_not_deprecated(tmp_path: Path) -> None:
    told = look(
        tmp_path,
        a_linux="package m\n\n// Deprecated: use G.\nfunc F() {}\n",
        a_windows="package m\n\nfunc F() {}\n",
    )
    assert told["names"]["ex.org/m.F"][1] is None  # type: ignore[index]


def test_a_module_says_it_is_deprecated_in_go_mod() -> None:
    assert (
        go.module_notice("// Deprecated: use ex.org/m/v2\n// instead.\nmodule ex.org/m\n") == "use ex.org/m/v2 instead."
    )
    assert go.module_notice("module ex.org/m // Deprecated: use v2\n\ngo 1.20\n") == "use v2"
    assert go.module_notice("module ex.org/m\n\n// Deprecated: this is about a line below\ngo 1.20\n") == ""


def test_staticchecks_table_is_read_with_methods() -> None:
    text = '\t"io/ioutil.ReadAll": {"go1.16", "go1.16"},\n\t"(*regexp.Regexp).Copy": {"go1.12", DeprecatedUseNoLonger},'
    assert go.since_table(text) == {"io/ioutil.ReadAll": "1.16", "regexp.Regexp.Copy": "1.12"}


def test_a_package_that_became_a_module_of_its_own_lives_on(monkeypatch: pytest.MonkeyPatch) -> None:
    releases = [
        Release("v1.0.0", "2020-01-01", Surface({name: Mark("package") for name in ("m", "m/moved", "m/gone")})),
        Release("v1.1.0", "2021-01-01", Surface({"m": Mark("package")})),
    ]
    monkeypatch.setattr(go, "lives_elsewhere", lambda package, _module: package == "m/moved")
    rows = go.confirmed(go.entries(releases, go.TASTE, {}), releases, "m")
    assert [row.symbol for row in rows] == ["m/gone"]


def test_what_protoc_writes_is_nobodys() -> None:
    assert go.private("m/api.Reply.XXX_Size", Mark("function"))
    assert go.private("m/api.Reply.Descriptor", Mark("function"))
    assert not go.private("google.golang.org/grpc.WithInsecure", Mark("function"))
