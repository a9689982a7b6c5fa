"""What techlint writes for other programs, judged by the schemas that those programs publish (tests/schemas/)."""

import hashlib
import io
import json
import re

import jsonschema
import pytest
import xmlschema
import yaml
from check_jsonschema.builtin_schemas import get_builtin_schema
from conftest import ROOT
from test_formats import FINDING, TEXT

from techlint.finding import Edit, Finding, Fix, Severity
from techlint.report import Report, Suppressed
from techlint.reporters import write
from techlint.reporters.run import Run
from techlint.text import Source, Span

SCHEMAS = ROOT / "tests" / "schemas"
ODD = Finding(
    "text/odd", Severity.INFO, "odd \x1b \udcff \u202e ]]> & <x>", Span(0, 1), fix=Fix("cut", (Edit(Span(0, 1), ""),))
)
QUIET = Finding("text/test", Severity.ERROR, "silenced", Span(0, 1))


def schema(name):
    found = json.loads((SCHEMAS / name).read_text())
    return jsonschema.validators.validator_for(found)(found)


def odd_run(name):
    """A report of what is hard to write: emoji, CRLF, markup, control characters, bytes that were no text."""
    report = Report(Source.of(TEXT, "posts/ä b.md"), (FINDING, ODD), (Suppressed(QUIET, "on purpose"),))
    out = io.StringIO()
    write(name, Run((report, Report(Source.of("clean\n", "clean.md"))), everything=True), out)
    return out.getvalue()


@pytest.fixture(scope="module")
def seeds(tmp_path_factory):
    """What `techlint check` writes for the seeds, in some format."""
    from click.testing import CliRunner

    from techlint.cli import techlint

    def told(name):
        path = tmp_path_factory.mktemp("out") / "found"
        args = ["check", str(ROOT / "seeds"), "--all", "--isolated", "--exit-zero"]
        CliRunner().invoke(techlint, [*args, "--output-format", name, "-o", str(path)], catch_exceptions=False)
        return path.read_text(encoding="utf-8")

    return told


def test_the_schemas_are_what_their_readme_says():
    sums = re.findall(r"`(\S+)` \|.*`([0-9a-f]{64})` \|", (SCHEMAS / "README.md").read_text())
    assert {name for name, _ in sums} == {path.name for path in SCHEMAS.iterdir()} - {"README.md"}
    for name, wanted in sums:
        assert hashlib.sha256((SCHEMAS / name).read_bytes()).hexdigest() == wanted


def test_sarif(seeds):
    official = schema("sarif-2.1.0.json")
    for text in (odd_run("sarif"), seeds("sarif")):
        log = json.loads(text)
        official.validate(log)
        assert log["runs"][0]["results"]
    result = log["runs"][0]["results"][0]
    result["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    assert not official.is_valid(log)


def test_rdjson(seeds):
    whole, one = schema("rdjson.json"), schema("rdjsonl.json")
    for told in (odd_run, seeds):
        found = json.loads(told("rdjson"))
        whole.validate(found)
        lines = [json.loads(line) for line in told("rdjsonl").splitlines()]
        assert lines == found["diagnostics"] != []
        for line in lines:
            one.validate(line)
    found["diagnostics"][0]["severity"] = "GRAVE"
    assert not whole.is_valid(found)


def test_junit(seeds):
    official = xmlschema.XMLSchema(str(SCHEMAS / "junit-10.xsd"))
    for text in (odd_run("junit"), seeds("junit")):
        official.validate(text)
        assert "<failure" in text
    assert not official.is_valid(text.replace("<failure", "<fault").replace("</failure", "</fault"))


def test_the_action_is_an_action():
    official = jsonschema.Draft7Validator(get_builtin_schema("vendor.github-actions"))
    action = yaml.safe_load((ROOT / "action.yml").read_text())
    official.validate(action)
    assert not official.is_valid(action | {"runs": {"using": "composite"}})
