"""Releases compared: what becomes a row, what is noise, which releases are read, what a notice says."""

from __future__ import annotations

import pytest

from tools.harvest import notes, versions
from tools.harvest.history import Taste, entries
from tools.harvest.surface import MAYBE, Mark, Release, Surface

TASTE = Taste(".", "exports", unsure=lambda _name, mark: mark.kind == "member")


def release(version: str, names: dict[str, Mark], open_names: tuple[str, ...] = ()) -> Release:
    return Release(version, f"20{version[:2]}-01-01", Surface({"lib": Mark("module"), **names}, frozenset(open_names)))


def rows(*releases: Release) -> list[tuple[str, ...]]:
    return [tuple(row[:4]) for row in entries(releases, TASTE, {})]


def test_a_name_that_went_and_one_that_is_deprecated() -> None:
    old = release("10.0.0", {"lib.gone": Mark("function"), "lib.old": Mark("function")})
    new = release("11.0.0", {"lib.old": Mark("function", "use `lib.fresh` instead")})
    assert rows(old, new) == [
        ("lib.gone", "removed", "11.0.0", "2011-01-01"),
        ("lib.old", "deprecated", "11.0.0", "2011-01-01"),
    ]


def test_deprecated_then_removed_is_two_rows_with_the_replacement_in_both() -> None:
    marks = [Mark("function"), Mark("function", "renamed to `lib.fresh`")]
    found = entries(
        [*(release(f"1{i}.0.0", {"lib.old": mark}) for i, mark in enumerate(marks)), release("12.0.0", {})], TASTE, {}
    )
    assert [(row.status, row.since, row.replacement) for row in found] == [
        ("deprecated", "11.0.0", "lib.fresh"),
        ("removed", "12.0.0", "lib.fresh"),
    ]


def test_a_name_that_came_back_is_not_removed() -> None:
    there = {"lib.x": Mark("function")}
    assert rows(release("10.0.0", there), release("11.0.0", {}), release("12.0.0", there)) == []


def test_a_notice_taken_back_is_no_notice() -> None:
    told, plain = {"lib.x": Mark("function", "old")}, {"lib.x": Mark("function")}
    assert rows(release("10.0.0", told), release("11.0.0", plain)) == []


def test_members_of_what_went_need_no_rows() -> None:
    old = release("10.0.0", {"lib.A": Mark("class"), "lib.A.b": Mark("function")})
    assert [row[0] for row in rows(old, release("11.0.0", {}))] == ["lib.A"]


def test_what_may_live_on_out_of_sight_is_not_removed() -> None:
    old = release("10.0.0", {"lib.A": Mark("class"), "lib.A.b": Mark("function")})
    assert rows(old, release("11.0.0", {"lib.A": Mark("class")}, ("lib.A",))) == []
    assert rows(old, release("11.0.0", {"lib.A": Mark("class"), "lib.A.b": MAYBE})) == []


def test_what_goes_inside_a_series_is_doubtful_where_releases_keep_their_word() -> None:
    old = release("10.0.0", {"lib.x": Mark("function")})
    strict = Taste(".", "exports", semver=True)
    assert entries([old, release("10.4.0", {})], strict, {}) == ()
    assert [row.since for row in entries([old, release("11.0.0", {})], strict, {})] == ["11.0.0"]


def test_unsure_kinds_are_removed_only_after_a_notice() -> None:
    owner = {"lib.A": Mark("class")}
    quiet = release("10.0.0", {**owner, "lib.A.b": Mark("member")})
    told = release("10.0.0", {**owner, "lib.A.b": Mark("member", "use c()")})
    assert rows(quiet, release("11.0.0", owner)) == []
    assert [row[1] for row in rows(told, release("11.0.0", owner))] == ["deprecated", "removed"]


def test_a_version_in_a_notice_counts_unless_it_is_later_than_the_release() -> None:
    before = release("10.0.0", {"lib.x": Mark("function"), "lib.y": Mark("function")})
    after = release("12.0.0", {"lib.x": Mark("function", "old", "11.3"), "lib.y": Mark("function", "old", "99")})
    found = entries([before, after], TASTE, {"11.3": "2011-06-01"})
    assert [(row.since, row.date) for row in found] == [("11.3", "2011-06-01"), ("12.0.0", "2012-01-01")]


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("Use {@link fs.stat} or {@link fs.access} instead.", "fs.stat"),
        ("since 2.0, replaced by `new_thing()`", "new_thing()"),
        ("Use [os.ReadFile] for this.", "os.ReadFile"),
        ("use `rng` instead, which is shorter", "rng"),
        ("Please use Foo.bar() from now on", "Foo.bar()"),
        ("This was a bad idea. Use something else", ""),
        ("no longer maintained", ""),
        ("Use it with care", ""),
    ],
)
def test_what_a_notice_tells_to_use(note: str, expected: str) -> None:
    assert notes.instead(note) == expected


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("passing a string is deprecated", True),
        ("The `inplace` parameter will go", True),
        ("this overload will be removed", True),
        ("soft deprecated, still supported", True),
        ("use `parameterize` instead", False),
        ("removed in 3.0", False),
    ],
)
def test_a_notice_about_a_way_to_use_a_name_is_partial(note: str, expected: bool) -> None:  # noqa: FBT001
    assert notes.partial(note) is expected


def test_versions_sort_and_drop_what_is_not_stable() -> None:
    listed = ["1.10.0", "1.9.0", "2.0.0-beta.1", "v1.2.3", "5.4.0.Final", "31.1-jre", "0.1"]
    assert versions.stable(listed) == ["0.1", "v1.2.3", "1.9.0", "1.10.0", "5.4.0.Final", "31.1-jre"]
    assert versions.minors(["1.0.0", "1.0.1", "1.1.3", "1.1.4", "2.0.0"]) == ["1.0.0", "1.1.3", "1.1.4", "2.0.0"]


def test_the_walk_finds_the_release_that_removed_a_name_with_few_reads() -> None:
    listed = [f"1.{minor}.0" for minor in range(64)]
    read: list[str] = []

    def surface(version: str) -> Surface:
        read.append(version)
        gone = versions.key(version) >= (1, 41, 0)
        return Surface({"lib": Mark("module")} if gone else {"lib": Mark("module"), "lib.x": Mark("function")})

    seen = versions.walk(listed, surface, budget=20)
    assert {"1.40.0", "1.41.0"} <= seen.keys()
    assert len(read) <= 8
    assert versions.walk(listed, surface, budget=3).keys() == {"1.0.0", "1.32.0", "1.63.0"}


def test_the_walk_goes_round_a_release_that_cannot_be_read() -> None:
    there = Surface({"lib": Mark("module")})
    listed = ["1.0.0", "1.1.0", "1.2.0", "1.3.0", "2.0.0"]
    seen = versions.walk(listed, lambda version: None if version in ("1.0.0", "1.3.0") else there, budget=9)
    assert list(seen) == ["1.1.0", "1.2.0", "2.0.0"]
