"""Formats for other programs, each read by its schema or by a parser of its kind."""

import io
import json
from xml.etree import ElementTree as ET

import jsonschema
import pytest

from techlint.finding import Edit, Finding, Fix, Label, Severity
from techlint.report import Report, Suppressed
from techlint.reporters import write
from techlint.reporters.run import Run
from techlint.text import Source, Span

TEXT = "# Ünï 干脆\r\n\r\n\U0001f600 é <b> wrong & \x1b[0m \udcff end\r\n"
START = Source.of(TEXT).text.index("wrong")
FINDING = Finding(
    "text/test",
    Severity.WARNING,
    'found "wrong" & <b> \x07',
    Span(START, START + 5),
    why="It matters",
    help="do this",
    related=(Label(Span(2, 5), "first told here"),),
    fix=Fix("write right", (Edit(Span(START, START + 5), "right"),), safe=True),
    url="https://example.org/",
)
QUIET = Finding("text/test", Severity.ERROR, "silenced", Span(0, 1))


def render(name, *findings):
    report = Report(Source.of(TEXT, "posts/ä b.md"), findings, (Suppressed(QUIET, "on purpose"),))
    out = io.StringIO()
    write(name, Run((report, Report(Source.of("clean\n", "clean.md")))), out)
    return out.getvalue()


SARIF = {
    "type": "object",
    "required": ["version", "runs", "$schema"],
    "properties": {
        "version": {"const": "2.1.0"},
        "runs": {
            "items": {
                "required": ["tool", "results"],
                "properties": {
                    "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
                    "results": {
                        "items": {
                            "required": ["message", "ruleId", "locations"],
                            "properties": {"level": {"enum": ["none", "note", "warning", "error"]}},
                        }
                    },
                },
            }
        },
    },
}


def test_sarif():
    log = json.loads(render("sarif", FINDING))
    jsonschema.validate(log, SARIF)
    told, silenced = log["runs"][0]["results"]
    region = told["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": 3, "startColumn": 9, "endLine": 3, "endColumn": 14}
    assert told["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "posts/%C3%A4%20b.md"
    assert len(told["partialFingerprints"]["techlint/v1"]) == 24
    assert told["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"] == "right"
    assert silenced["suppressions"] == [{"kind": "inSource", "justification": "on purpose"}]


def test_gitlab_fingerprints_outlive_moves():
    (found,) = json.loads(render("gitlab", FINDING))
    assert found.keys() == {"description", "check_name", "fingerprint", "severity", "location"}
    assert found["severity"] in {"info", "minor", "major", "critical", "blocker"}
    assert found["location"] == {"path": "posts/ä b.md", "lines": {"begin": 3, "end": 3}}
    moved = Source.of("New first paragraph.\n\n" + TEXT, "posts/ä b.md")
    start = moved.text.index("wrong")
    finding = Finding("text/test", Severity.WARNING, "m", Span(start, start + 5))
    out = io.StringIO()
    write("gitlab", Run((Report(moved, (finding,)),)), out)
    assert json.loads(out.getvalue())[0]["fingerprint"] == found["fingerprint"]


def test_rdjson_columns_count_bytes():
    result = json.loads(render("rdjson", FINDING))
    assert result["source"] == {"name": "techlint"}
    (found,) = result["diagnostics"]
    line = Source.of(TEXT).text.split("\n")[2].encode("utf-8", "surrogateescape")
    assert found["location"]["range"]["start"] == {"line": 3, "column": line.index(b"wrong") + 1}
    assert found["severity"] == "WARNING"
    assert found["suggestions"][0]["text"] == "right"
    assert json.loads(render("rdjsonl", FINDING)) == found


def test_junit():
    suites = ET.fromstring(render("junit", FINDING))
    assert (suites.get("tests"), suites.get("failures")) == ("2", "1")
    failed, passed = suites
    assert failed.get("name") == "posts/ä b.md"
    assert failed[0][0].get("message").startswith('found "wrong" & <b> ')
    assert passed[0].tag == "testcase"
    assert len(passed[0]) == 0


def test_checkstyle():
    root = ET.fromstring(render("checkstyle", FINDING))
    ((error,),) = root
    assert (error.get("line"), error.get("column"), error.get("severity")) == ("3", "9", "warning")
    assert error.get("source") == "techlint.text/test"


@pytest.mark.parametrize("name", ["sarif", "gitlab", "rdjson", "rdjsonl", "junit", "checkstyle"])
def test_an_empty_run_is_a_valid_file(name):
    out = io.StringIO()
    write(name, Run(()), out)
    if name in {"junit", "checkstyle"}:
        assert len(ET.fromstring(out.getvalue())) == 0
    elif name != "rdjsonl":
        json.loads(out.getvalue())
    else:
        assert out.getvalue() == ""
