"""The calendar, end to end: a post is judged on its own day, a draft on today, an archive on the day asked for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

CODE = "```python\nimport numpy as np\n\nx = np.product([1, 2])\ny = np.bool(1)\n```\n"


@pytest.fixture
def told(cli: Callable[..., Any], draft: Callable[..., Path]) -> Callable[..., list[tuple[str, str, int]]]:
    def run(date: str, *args: str) -> list[tuple[str, str, int]]:
        text = f"---\ntitle: A day\ndate: {date}\n---\n\n{CODE}" if date else CODE
        path = draft(text)
        out = cli("check", "--select", "api", "--all", "--output-format", "json", *args, path).stdout
        return [(f["rule"], f["severity"], f["location"]["row"]) for f in json.loads(out)]

    return run


@pytest.mark.parametrize(
    ("date", "args", "severities"),
    [
        ("2020-01-05", (), {("api/removed", "info")}),
        ("2023-01-05", (), {("api/removed", "warning"), ("api/removed", "info")}),
        ("2023-09-05", (), {("api/deprecated", "warning"), ("api/removed", "warning"), ("api/removed", "info")}),
        ("2025-01-05", (), {("api/removed", "warning")}),
        ("2020-01-05", ("--as-of", "2026-11-20"), {("api/removed", "warning")}),
        ("2020-01-05", ("--as-of", "2021-01-01"), set()),
        ("", (), {("api/removed", "warning")}),
    ],
)
def test_a_post_is_judged_on_its_day(
    told: Callable[..., list[tuple[str, str, int]]],
    date: str,
    args: tuple[str, ...],
    severities: set[tuple[str, str]],
) -> None:
    found = told(date, *args)
    assert {
        (rule, severity) for rule, severity, _ in found if rule != "api/deprecated" or severity != "info"
    } == severities


def test_what_came_back_is_no_longer_told(told: Callable[..., list[tuple[str, str, int]]]) -> None:
    """`np.bool` was an alias that NumPy 1.24 removed; since 2.0 the name is NumPy's own type again."""
    row = {"2023-01-05": True, "2025-01-05": False}
    for date, wrong in row.items():
        line = 5 + 5
        assert (
            any(rule == "api/removed" and severity == "warning" and at == line for rule, severity, at in told(date))
            == wrong
        )


def test_a_fix_writes_the_new_name(cli: Callable[..., Any], draft: Callable[..., Path]) -> None:
    path = draft(CODE)
    cli("check", "--select", "api/removed", "--fix", "--unsafe-fixes", path)
    assert "np.prod([1, 2])" in path.read_text(encoding="utf-8")
