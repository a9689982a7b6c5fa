"""`python -m tools.harvest web [html|css|dom|js]`: @mdn/browser-compat-data (CC0) -> rules/api/packs/web/*.tsv.

In: one snapshot of the table for each quarter that dates.tsv lists, and web.toml for what to write
instead. Out: packs of what it calls deprecated, dated by
the first snapshot that says so, and of what every browser has dropped, dated by the last browser that did.
"""

from __future__ import annotations

import json
import re
import tarfile
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from . import dates, pack, store, versions
from .pack import Entry

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

TABLE = "@mdn/browser-compat-data"
FORMER = "mdn-browser-compat-data"
BROWSERS = ("chrome", "edge", "firefox", "safari")
# Pack -> where its features stand in the table. A symbol is the path below.
PARTS = {
    "html": ("html.elements", "html.global_attributes"),
    "css": ("css.properties", "css.at-rules"),
    "dom": ("api",),
    "js": ("javascript.builtins", "javascript.functions", "javascript.statements"),
}
# Below this depth a feature is a way to use its parent: a parameter, a value.
DEPTH = {"html": 2, "css": 2, "dom": 2, "js": 3}


class Feature(NamedTuple):
    """What a snapshot says of a feature; `gone` is the day the last browser dropped it, empty if one has it."""

    deprecated: bool
    gone: str


def snapshot(version: str) -> dict[str, dict[str, Feature]]:
    """Return pack -> symbol -> feature of one version of the table."""
    name = TABLE if versions.key(version) >= (2, 0, 0) else FORMER

    def make() -> Any:
        table = _table(name, version)
        browsers = table.get("browsers", {})
        return {part: dict(features(part, table, browsers)) for part in PARTS}

    kept = store.remembered(store.folder("web") / f"{version}.json.gz", make)
    return {part: {symbol: Feature(*told) for symbol, told in kept[part].items()} for part in PARTS}


def _table(name: str, version: str) -> dict[str, Any]:
    """Return the table of a release: one data.json, or before 3.1 a file for each feature."""
    root = store.folder("web", "work")
    store.run(["npm", "pack", "--silent", f"{name}@{version}"], cwd=root)
    merged: dict[str, Any] = {}
    for archive in root.glob("*.tgz"):
        with tarfile.open(archive) as tar:
            for member in tar.getmembers():
                inside = member.name.partition("/")[2]
                one = inside in ("data.json", "build/data.json")
                if (one or re.match(r"(?:api|browsers|css|html|javascript)/[^.].*\.json$", inside)) and (
                    handle := tar.extractfile(member)
                ):
                    _merge(merged, json.loads(handle.read()))
        archive.unlink()
    return merged


def _merge(into: dict[str, Any], new: Mapping[str, Any]) -> None:
    for key, value in new.items():
        if isinstance(value, dict) and isinstance(into.get(key), dict):
            _merge(into[key], value)
        else:
            into[key] = value


def features(part: str, table: Mapping[str, Any], browsers: Mapping[str, Any]) -> Iterator[tuple[str, Feature]]:
    """Yield (symbol, feature) of a pack's part of the table."""
    for place in PARTS[part]:
        node: Any = table
        for key in place.split("."):
            node = node.get(key, {})
        prefix = {"html.global_attributes": "*.", "css.at-rules": "@"}.get(place, "")
        depth = DEPTH[part] - prefix.count(".")
        yield from _walk(node, prefix, depth, browsers)


def _walk(
    node: Mapping[str, Any], prefix: str, depth: int, browsers: Mapping[str, Any]
) -> Iterator[tuple[str, Feature]]:
    for key, inner in node.items():
        if key == "__compat" or not isinstance(inner, dict):
            continue
        described = inner.get("__compat", {}).get("description", "")
        name = f"__{key}__" if f"__{key}__" in described else key.removesuffix("_static")
        symbol = f"{prefix}{name}"
        # `x_parameter`, `options_foo_parameter`, `value_0`: how a thing is used, not the thing.
        if re.search(r"\s|_parameter|^(?:value|type|returns|accepts|support)_|_(?:support|context)$", key):
            continue
        if compat := inner.get("__compat"):
            deprecated = bool(compat.get("status", {}).get("deprecated"))
            yield symbol, Feature(deprecated, _gone(compat.get("support", {}), browsers))
        if depth > 1:
            yield from _walk(inner, f"{symbol}.", depth - 1, browsers)


def _gone(support: Mapping[str, Any], browsers: Mapping[str, Any]) -> str:
    """Return the day on which the last browser dropped a feature, empty if one has it or none ever had it."""
    last = ""
    for browser in BROWSERS:
        statements = support.get(browser, [])
        for told in statements if isinstance(statements, list) else [statements]:
            removed = told.get("version_removed")
            if told.get("version_added", "") in (False, None) or told.get("flags"):
                continue
            if not removed or removed == "preview":
                return ""
            release = browsers.get(browser, {}).get("releases", {}).get(str(removed).lstrip("\u2264"), {})
            last = max(last, release.get("release_date", ""))
    return last


def rows(snapshots: Sequence[tuple[str, Mapping[str, Feature]]]) -> Iterator[Entry]:
    """Yield the rows of a pack from (day, features) of snapshots, oldest first."""
    newest = snapshots[-1][1]
    for symbol, told in newest.items():
        if told.deprecated:
            first = len(snapshots) - 1
            while first and (before := snapshots[first - 1][1].get(symbol)) and before.deprecated:
                first -= 1
            if not _above(symbol, newest, lambda feature: feature.deprecated):
                yield Entry(symbol, "deprecated", date=snapshots[first][0], tier="declared")
        if told.gone and not _above(symbol, newest, lambda feature: feature.gone):
            yield Entry(symbol, "removed", date=told.gone, tier="declared")
    dropped = _dropped(snapshots)
    for symbol, day in dropped.items():
        if symbol.rpartition(".")[0] not in dropped:
            yield Entry(symbol, "removed", date=day, tier="declared")


def _above(symbol: str, known: Mapping[str, Feature], holds: Callable[[Feature], object]) -> bool:
    parent = symbol.rpartition(".")[0]
    return parent in known and bool(holds(known[parent]))


def _dropped(snapshots: Sequence[tuple[str, Mapping[str, Feature]]]) -> dict[str, str]:
    """Return symbol -> day for features the table forgot after every browser had dropped them."""
    last: dict[str, Feature] = {}
    for _, known in snapshots:
        last.update(known)
    newest = snapshots[-1][1]
    return {symbol: told.gone for symbol, told in last.items() if symbol not in newest and told.gone}


def harvest(names: Sequence[str], *, diff: bool = False) -> None:
    """Make the packs of these parts, or of all."""
    days = dates.of("web", TABLE)
    ordered = versions.stable(days)
    known = [(days[version], snapshot(version)) for version in ordered]
    instead: dict[str, str] = tomllib.loads(Path(__file__).with_name("web.toml").read_text("utf-8"))
    for part in names or PARTS:
        found = tuple(rows([(day, told[part]) for day, told in known]))
        made = pack.Pack(
            library=part,
            distribution="browsers",
            language={"dom": "javascript", "js": "javascript"}.get(part, part),
            source="https://github.com/mdn/browser-compat-data",
            licence="CC0-1.0",
            releases=f"{ordered[0]} .. {ordered[-1]}",
            harvested=store.today(),
            entries=pack.tidy(row._replace(replacement=instead.get(row.symbol, "")) for row in found),
        )
        pack.save(made, "web", diff=diff)
