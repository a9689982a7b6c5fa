"""Java sources, class files and jars read: overloads, inheritance, what Maven and the JDK tell."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

pytest.importorskip("ast_grep_py", reason="sources are parsed by ast-grep")

from tools.harvest import classfile, java, javasource
from tools.harvest.surface import MAYBE, Mark


def names(*sources: str) -> dict[str, Mark]:
    return javasource.surface({f"F{number}.java": text for number, text in enumerate(sources)}).names


def test_public_types_and_members() -> None:
    found = names(
        "package a.b; public class C { public void run() {} void own() {} public C() {} "
        "public static int N = 1; class In {} }"
    )
    assert set(found) == {"a.b", "a.b.C", "a.b.C.run", "a.b.C.<init>", "a.b.C.N"}


def test_members_of_interfaces_annotations_and_enums_are_public() -> None:
    found = names(
        "package p; public interface I { void f(); } ",
        "package p; public enum E { ONE; }",
        "package p; public @interface A { int v(); }",
    )
    assert {"p.I.f", "p.E.ONE", "p.A.v"} <= set(found)


def test_one_overload_deprecated_is_not_the_member() -> None:
    text = """package p; public class C {
      @Deprecated public void f(int a) {}
      public void f(String a) {}
      /** Old. @deprecated As of release 3.2, use {@link #h()} */
      @Deprecated(since = "3.1") public void g() {}
    }"""
    found = names(text)
    assert found["p.C.f"].note is None
    assert found["p.C.g"].since == "3.1"
    assert "{@link #h()}" in (found["p.C.g"].note or "")


def test_a_tag_without_the_annotation_counts_and_names_its_version() -> None:
    found = names("package p; public class C { /** @deprecated as of Spring 4.3, in favor of D */ public void f() {} }")
    assert found["p.C.f"].since == "4.3"


def test_what_a_type_inherits_is_there_and_told_at_its_owner() -> None:
    found = names(
        "package p; public class Base { @Deprecated public void old() {} }",
        "package q; import p.Base; public class Child extends Base {}",
    )
    assert found["q.Child.old"] == MAYBE
    assert found["p.Base.old"].note is not None


def test_internal_and_shaded_packages_are_nobodys() -> None:
    assert java.private("org.mockito.cglib.proxy.Enhancer", MAYBE)
    assert java.private("org.x.internal.Y", MAYBE)
    assert not java.private("org.mockito.Mockito", MAYBE)


def test_a_class_gone_with_its_package_may_be_in_another_jar() -> None:
    old = {name: Mark("package") for name in ("p", "q")} | {"p.A": Mark("class"), "q.B": Mark("class")}
    told = {**old, "q.C": Mark("class", "use D")}
    releases = [
        java.Release("1.0.0", "2020-01-01", java.Surface(told)),
        java.Release("2.0.0", "2021-01-01", java.Surface({"p": Mark("package")})),
    ]
    rows = java.stayed(java.entries(releases, java.TASTE, {}), releases)
    assert [(row.symbol, row.status) for row in rows] == [("p.A", "removed"), ("q.C", "deprecated"), ("q.C", "removed")]


def jar_of(*days: tuple[int, int, int]) -> zipfile.ZipFile:
    file = zipfile.ZipFile(io.BytesIO(), "w")
    for number, day in enumerate(days):
        file.writestr(zipfile.ZipInfo(f"F{number}.java", (*day, 0, 0, 0)), "")
    return file


def test_the_day_of_a_jar_is_believed_unless_the_build_made_it_up() -> None:
    assert java.made(jar_of((2021, 2, 13), (2021, 2, 13), (2021, 2, 14))) == "2021-02-13"
    assert java.made(jar_of((1980, 2, 1))) == ""
    assert java.made(jar_of((2010, 1, 1))) == ""


@pytest.mark.skipif(shutil.which("javac") is None, reason="needs javac")
def test_a_class_file_tells_members_bases_and_deprecation(tmp_path: Path) -> None:
    source = tmp_path / "C.java"
    source.write_text(
        """package p; @Deprecated public class C extends Thread implements Cloneable {
          @Deprecated(since = "9", forRemoval = true) public void old() {}
          public static final long BIG = 1L << 40; protected double d = 2.5; private int hidden; void inner() {}
        }""",
        "utf-8",
    )
    subprocess.run(["javac", "-proc:none", "-nowarn", "-d", tmp_path, source], check=True, capture_output=True)
    parsed = classfile.ClassFile((tmp_path / "p" / "C.class").read_bytes())
    assert (parsed.name, parsed.visible, parsed.own.deprecated) == ("p/C", True, True)
    assert parsed.above == ["java/lang/Thread", "java/lang/Cloneable"]
    assert {member.name: (member.deprecated, member.since) for member in parsed.members} == {
        "old": (True, "9"),
        "BIG": (False, ""),
        "d": (False, ""),
        "<init>": (False, ""),
    }
