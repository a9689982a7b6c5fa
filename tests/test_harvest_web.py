"""The browsers' table read: what is deprecated, since which snapshot, and what every browser dropped."""

from __future__ import annotations

from typing import Any

from tools.harvest import web

BROWSERS = {
    name: {"releases": {"10": {"release_date": f"201{number}-01-01"}, "20": {"release_date": f"202{number}-01-01"}}}
    for number, name in enumerate(web.BROWSERS)
}


def compat(*, deprecated: bool = False, removed: str | None = None, description: str = "") -> dict[str, Any]:
    told: dict[str, Any] = {"version_added": "1"}
    if removed:
        told["version_removed"] = removed
    status = {"deprecated": deprecated}
    return {"__compat": {"status": status, "support": dict.fromkeys(web.BROWSERS, told), "description": description}}


def test_symbols_of_elements_attributes_properties_and_interfaces() -> None:
    table = {
        "html": {
            "elements": {"td": {**compat(), "bgcolor": compat(deprecated=True)}},
            "global_attributes": {"x": compat()},
        },
        "css": {"at-rules": {"viewport": compat(deprecated=True)}},
        "api": {"console": {"exception_static": compat(), "log": {"options_parameter": compat(deprecated=True)}}},
        "javascript": {"builtins": {"Object": {"defineGetter": compat(description="<code>__defineGetter__()</code>")}}},
    }
    found = {part: set(dict(web.features(part, table, BROWSERS))) for part in web.PARTS}
    assert found == {
        "html": {"td", "td.bgcolor", "*.x"},
        "css": {"@viewport"},
        "dom": {"console.exception"},
        "js": {"Object.__defineGetter__"},
    }


def test_dropped_by_every_browser_on_the_day_of_the_last() -> None:
    table = {"api": {"Old": compat(removed="20"), "Half": compat()}}
    half = table["api"]["Half"]["__compat"]["support"]
    half["chrome"] = {"version_added": "1", "version_removed": "10"}
    found = dict(web.features("dom", table, BROWSERS))
    assert found["Old"].gone == "2023-01-01"
    assert found["Half"].gone == ""


def test_never_supported_or_behind_a_flag_is_not_dropped() -> None:
    table = {"api": {"Never": compat(), "Flag": compat()}}
    table["api"]["Never"]["__compat"]["support"] = {name: {"version_added": False} for name in web.BROWSERS}
    flagged = {"version_added": "1", "flags": [{}], "version_removed": "9"}
    table["api"]["Flag"]["__compat"]["support"] = dict.fromkeys(web.BROWSERS, flagged)
    assert {feature.gone for feature in dict(web.features("dom", table, BROWSERS)).values()} == {""}


def test_rows_are_dated_by_the_first_snapshot_that_says_so_without_a_break() -> None:
    off, on, gone = (
        web.Feature(deprecated=False, gone=""),
        web.Feature(deprecated=True, gone=""),
        web.Feature(deprecated=True, gone="2023-01-01"),
    )
    snapshots = [
        ("2018-01-01", {"A": on, "B": off, "C": on, "C.m": on, "D": on}),
        ("2019-01-01", {"A": off, "B": on, "C": on, "C.m": on, "D": gone}),
        ("2020-01-01", {"A": on, "B": on, "C": on, "C.m": on}),
    ]
    found = [(row.symbol, row.status, row.date) for row in web.rows(snapshots)]
    assert found == [
        ("A", "deprecated", "2020-01-01"),
        ("B", "deprecated", "2019-01-01"),
        ("C", "deprecated", "2018-01-01"),
        ("D", "removed", "2023-01-01"),
    ]
