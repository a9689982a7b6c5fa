"""Rust sources read: what is public, by which path, and what only looks removed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("ast_grep_py", reason="sources are parsed by ast-grep")

from tools.harvest import rust, rustdoc, rustsource
from tools.harvest.surface import MAYBE


def names(**files: str) -> dict[str, tuple[object, ...]]:
    sources = {f"src/{name.replace('__', '/')}.rs": text for name, text in files.items()}
    return dict(rustsource.surface(sources, "demo").names)


def test_public_items_modules_and_methods() -> None:
    found = names(
        lib="pub mod net; mod hidden; pub(crate) fn inner() {} "
        "pub struct App; impl App { pub fn new() {} fn own() {} }",
        net="pub fn connect() {} fn secret() {}",
        hidden="pub fn unseen() {}",
    )
    assert set(found) == {"demo::App", "demo::App::new", "demo::net", "demo::net::connect"}


def test_a_reexport_is_the_item_under_its_new_path() -> None:
    found = names(
        lib="mod server; pub use server::{Server, run as start};", server="pub struct Server; pub fn run() {}"
    )
    assert set(found) == {"demo::Server", "demo::start"}


def test_glob_reexports_follow_modules_and_enums() -> None:
    found = names(lib="mod a; pub use a::*; pub use a::Kind::*;", a="pub fn one() {} pub enum Kind { Red }")
    assert {"demo::one", "demo::Kind", "demo::Kind::Red", "demo::Red"} <= set(found)


def test_items_inside_a_cfg_macro_are_items() -> None:
    found = names(lib="cfg_rt! { pub mod time; pub fn spawn() {} }", time="pub fn sleep() {}")
    assert {"demo::spawn", "demo::time::sleep"} <= set(found)


def test_a_module_that_is_public_under_one_feature_is_public() -> None:
    found = names(
        lib="cfg_sync! { pub mod sync; } cfg_not_sync! { mod sync; }",
        sync="pub fn channel() {}",
    )
    assert set(found) == {"demo::sync", "demo::sync::channel"}


def test_names_a_macro_defines_count_as_there() -> None:
    by_argument = names(lib="make!(Red, Green);")
    assert by_argument["demo::Red"] == MAYBE
    by_body = names(lib="macro_rules! make { () => { pub fn paint() {} } } make!();")
    assert by_body["demo::paint"] == MAYBE


def test_deprecated_reads_since_and_note_over_lines() -> None:
    found = names(
        lib='#[deprecated(since = "0.4.23", note = "use \\\n   `and_hms_opt()` instead")] pub fn and_hms() {}'
    )
    mark = found["demo::and_hms"]
    assert mark[1:3] == ("use `and_hms_opt()` instead", "0.4.23")


def test_a_notice_behind_a_feature_is_a_notice() -> None:
    told = 'deprecated(since = "3.1.0", note = "Replaced with `Command`")'
    text = f'#[cfg_attr(feature = "deprecated", {told})] pub type App = u8;'
    assert names(lib=text)["demo::App"][1:3] == ("Replaced with `Command`", "3.1.0")


def test_a_glob_of_procedural_macros_hides_no_items() -> None:
    surface = rustsource.surface({"src/lib.rs": "pub use demo_codegen::*; pub fn build() {}"}, "demo")
    assert not surface.open


def test_a_module_public_with_a_feature_and_private_without_is_public() -> None:
    found = names(lib="cfg_sync! { pub mod mpsc; } cfg_not_sync! { mod mpsc; }", mpsc="pub fn channel() {}")
    assert "demo::mpsc::channel" in found


def test_tests_hidden_items_and_raw_names() -> None:
    found = names(lib="#[cfg(test)] pub mod tests {} #[doc(hidden)] pub fn inner() {} pub trait Rng { fn r#gen(); }")
    assert set(found) == {"demo::Rng", "demo::Rng::gen"}


def test_a_reexport_of_another_crate_is_a_name_with_unknown_members() -> None:
    surface = rustsource.surface({"src/lib.rs": "pub use other::thing::Server; pub use extra::*;"}, "demo")
    assert set(surface.names) == {"demo::Server"}
    assert surface.open == {"demo", "demo::Server"}


def test_modules_that_hold_each_other_end() -> None:
    found = names(lib="pub mod a; pub use crate as me;", a="pub use crate::*; pub use super::a as again; pub fn f() {}")
    assert "demo::a::f" in found


def test_paths_behind_a_prelude_are_nobodys() -> None:
    assert rust.private("demo::prelude::Type::method", MAYBE)
    assert not rust.private("demo::prelude::Type", MAYBE)


def test_the_index_path_of_short_and_long_names() -> None:
    assert [rust.index_path(name) for name in ("a", "ab", "abc", "axum")] == ["1/a", "2/ab", "3/a/abc", "ax/um/axum"]


def test_documentation_pages_tell_items_and_methods(tmp_path: Path) -> None:
    told = '<div class="stab deprecated"><span>Deprecated since {}: use <code>{}</code></span></div>'
    (tmp_path / "mem").mkdir()
    head, docs = "<h2>sidebar</h2><h1>Function</h1>", '<details class="toggle top-doc">'
    (tmp_path / "mem" / "fn.uninitialized.html").write_text(head + told.format("1.39.0", "MaybeUninit") + docs, "utf-8")
    method = '<section id="method.{}"><h4>fn</h4></section>'
    (tmp_path / "primitive.str.html").write_text(
        "<h1>str</h1>" + docs + method.format("trim_left") + told.format("1.33.0", "trim_start") + method.format("len"),
        "utf-8",
    )
    found = rustdoc.surface(tmp_path).names
    assert {name: mark.since for name, mark in found.items()} == {
        "std::mem::uninitialized": "1.39.0",
        "str::trim_left": "1.33.0",
    }
