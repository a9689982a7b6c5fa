"""`github`: workflow commands that GitHub turns into annotations, the best first, the rest in the step summary.

GitHub shows at most 10 errors, 10 warnings and 10 notices of a step and drops what comes after, so the budget is spent
by severity, on different rules first. Escaping as in actions/toolkit, packages/core/src/command.ts.
"""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from techlint.reporters.terminal import visible

if TYPE_CHECKING:
    from techlint.finding import Finding
    from techlint.report import Report
    from techlint.reporters.run import Run

COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}
BUDGET = 10
"""Annotations of one severity that GitHub shows for a step."""
ROWS = 2000
"""Rows of the summary table: GitHub refuses a summary of more than 1 MiB."""

Told = tuple["Report", "Finding"]


def write(run: Run, out: TextIO) -> None:
    """Write annotations within the budget; list every finding in the step summary, if there is one."""
    found = list(run)
    chosen = {id(finding) for told in _by_severity(found).values() for _, finding in _spend(told)}
    for report, finding in found:
        if id(finding) in chosen:
            out.write(_annotation(report, finding) + "\n")
    held_back = len(found) - len(chosen)
    if held_back:
        out.write(f"{held_back} more findings are in the step summary: GitHub shows {BUDGET} of each severity\n")
    if (summary := os.environ.get("GITHUB_STEP_SUMMARY")) and found:
        with Path(summary).open("a", encoding="utf-8", errors="replace") as file:
            file.write(_summary(found))


def _by_severity(found: list[Told]) -> dict[str, list[Told]]:
    groups: dict[str, list[Told]] = defaultdict(list)
    for told in found:
        groups[told[1].severity.value].append(told)
    return groups


def _spend(told: list[Told]) -> list[Told]:
    """The first finding of every rule and draft, then the second of each, and so on, as far as the budget goes."""
    seen: Counter[tuple[str, str]] = Counter()
    ranked = []
    for order, (report, finding) in enumerate(told):
        key = (finding.rule, report.source.path)
        ranked.append((seen[key], order))
        seen[key] += 1
    return [told[order] for _, order in sorted(ranked)[:BUDGET]]


def _annotation(report: Report, finding: Finding) -> str:
    start, end = report.source.position(finding.span.start), report.source.position(finding.span.end)
    where = {"file": report.source.path, "line": str(start.line), "endLine": str(end.line)}
    if start.line == end.line:  # GitHub ignores columns of annotations over several lines
        where |= {"col": str(start.column), "endColumn": str(max(end.column - 1, start.column))}
    where["title"] = f"techlint {finding.rule}"
    properties = ",".join(f"{key}={_escape_property(value)}" for key, value in where.items())
    words = "\n".join(filter(None, (finding.message, finding.help and f"help: {finding.help}", finding.url)))
    return f"::{COMMANDS[finding.severity.value]} {properties}::{_escape(words)}"


def _escape(text: str) -> str:
    clean = "".join(char if char == "\n" else visible(char) for char in text)
    return clean.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")


def _summary(found: list[Told]) -> str:
    counts = Counter(finding.severity.value for _, finding in found)
    total = ", ".join(f"{counts[severity]} {severity}" for severity in COMMANDS if counts[severity])
    rows = [
        f"| {_cell(report.source.path)}:{report.source.position(finding.span.start).line} | {finding.severity.value} "
        f"| `{finding.rule}` | {_cell(finding.message)} |"
        for report, finding in sorted(found, key=lambda told: told[1].severity.rank)[:ROWS]
    ]
    head = ["## techlint", "", total, "", "| place | severity | rule | finding |", "|---|---|---|---|"]
    return "\n".join([*head, *rows]) + "\n"


def _cell(text: str) -> str:
    """Text of a draft inside a Markdown table of ours: no markup of its own, no new cells."""
    escaped = "".join(map(visible, text)).replace("&", "&amp;").replace("<", "&lt;")
    for char in "\\`*_[]|#!":
        escaped = escaped.replace(char, f"&#{ord(char)};")
    return escaped
