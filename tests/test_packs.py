"""Every shipped pack can be used as it is: it parses, is sorted, has known words and valid dates."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tools.harvest.pack import (
    ECOSYSTEMS,
    PACKS,
    Entry,
    Pack,
    PackError,
    compare,
    file_of,
    parse,
    problems,
    read,
    render,
    tell,
    tidy,
)

if TYPE_CHECKING:
    from pathlib import Path

FILES = sorted(PACKS.glob("*/*.tsv"))
GONE = Entry("numpy.product", "removed", "2.0.0", "2024-06-16", replacement="numpy.prod", tier="runtime")
NOTED = Entry("numpy.product", "deprecated", "1.25.0", "2023-06-17", replacement="numpy.prod", tier="notice")
PACK = Pack(
    library="numpy",
    distribution="numpy",
    language="python",
    source="https://numpy.org",
    licence="BSD-3-Clause",
    releases="1.25.0 .. 2.3.0",
    harvested="2026-11-21",
    entries=(NOTED, GONE),
)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_shipped_pack_is_whole(path: Path) -> None:
    pack = read(path)
    assert list(problems(pack)) == []
    assert render(pack) == path.read_text(encoding="utf-8")
    assert path.parent.name in ECOSYSTEMS
    assert path == file_of(path.parent.name, pack.library)
    assert pack.entries


def test_a_pack_survives_the_round_trip() -> None:
    assert parse(render(PACK)) == PACK
    assert list(problems(PACK)) == []


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        (GONE._replace(status="gone"), "unknown status"),
        (GONE._replace(tier="hearsay"), "unknown tier"),
        (GONE._replace(date="2024-13"), "not a date"),
        (GONE._replace(date="June 2024"), "not a date"),
        (GONE._replace(symbol="numpy product"), "not a symbol"),
        (GONE._replace(since="", date=""), "neither version nor date"),
        (GONE._replace(back="2.1"), "go together"),
        (GONE._replace(replacement="numpy.product"), "replaced by itself"),
        (GONE._replace(note="x" * 400), "longer than a line"),
    ],
)
def test_a_bad_row_is_named(entry: Entry, complaint: str) -> None:
    assert any(complaint in line for line in problems(PACK._replace(entries=(entry,))))


def test_order_and_repetition_are_seen() -> None:
    twice = (NOTED, NOTED._replace(since="1.26.0"))
    assert any("out of order" in line for line in problems(PACK._replace(entries=(GONE, NOTED))))
    assert any("twice" in line for line in problems(PACK._replace(entries=twice)))
    assert tidy([GONE, NOTED, GONE]) == (NOTED, GONE)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("numpy.product\tremoved\n", "numpy.tsv:1: no '# library:' line"),
        (render(PACK).replace("# columns: symbol", "# columns: name"), "numpy.tsv: columns are"),
        (render(PACK).replace("# licence:", "# license:"), "numpy.tsv:1: no '# licence:' line"),
        (render(PACK) + "a" + "\tb" * 9 + "\n", "numpy.tsv:11: 10 columns"),
    ],
)
def test_a_broken_file_is_one_clear_line(text: str, complaint: str) -> None:
    with pytest.raises(PackError, match="^" + re.escape(complaint)):
        parse(text, "numpy.tsv")


def test_a_new_harvest_is_told_as_a_diff() -> None:
    new = PACK._replace(entries=(NOTED._replace(since="1.24.0"), Entry("numpy.x", "removed", "2.0.0", tier="runtime")))
    lines = list(tell(compare(PACK, new)))
    assert [line[0] for line in lines] == ["~", "-", "+"]
    assert "was deprecated 1.25.0" in lines[0]


def test_names_become_files() -> None:
    assert file_of("npm", "@angular/core").name == "@angular+core.tsv"
    with pytest.raises(PackError, match="unknown ecosystem"):
        file_of("perl", "CGI")
