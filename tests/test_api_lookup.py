"""`techlint api NAME` and `techlint rules --stale`: what is known of a symbol, how, and since when nobody looked."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from techlint.api import lookup
from techlint.cli import techlint


def run(*args: str) -> tuple[int, str]:
    done = CliRunner().invoke(techlint, args, standalone_mode=False)
    assert done.exception is None
    return done.return_value, done.output


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("numpy.product", "numpy.prod"),
        ("axum::Server", "removed since axum 0.7.0 (2023-11"),
        ("alpine:3.19", "eol since alpine 3.19 (2025-11-01)"),
        ("actions/checkout@v2", "pack actions/actions/checkout"),
        ("apps/v1beta1/Deployment", "apps/v1/Deployment"),
        ("dk-compose-v1", "fact dk-compose-v1"),
        ("docker-compose up", "docker compose"),
    ],
)
def test_a_name_is_told_with_its_evidence(name: str, said: str) -> None:
    code, out = run("api", name)
    assert code == 0
    assert said in out
    assert "evidence" in out
    assert "checked 20" in out


def test_the_last_word_of_a_name_is_enough() -> None:
    code, out = run("api", "find_common_type")
    assert code == 0
    assert "find_common_type" in out


def test_nothing_known_is_said_so() -> None:
    code, out = run("api", "a.name.nobody.has")
    assert code == 1
    assert out == "nothing is known of a.name.nobody.has\n"


def test_json_is_whole() -> None:
    code, out = run("api", "numpy.product", "--output-format", "json")
    assert code == 0
    assert {"symbol", "status", "since", "date", "instead", "evidence", "source", "origin", "checked"} <= set(
        json.loads(out)[0]
    )


def test_stale_lists_the_oldest_first() -> None:
    code, out = run("rules", "--stale", "0")
    days = [line.split()[0] for line in out.splitlines()]
    assert code == 0
    assert days[0] == "never"
    assert days == sorted(days, key=lambda day: day.replace("never", ""))
    assert len(days) <= len(list(lookup.ages()))
    assert len(run("rules", "--stale", "36500")[1].splitlines()) == days.count("never")
