"""The guides, followed to the letter in an empty folder; and what every block of the documentation must be."""

import json
import re
import shlex
import tomllib
from pathlib import Path

import click
import jsonschema
import pytest
import yaml
from check_jsonschema.builtin_schemas import get_builtin_schema
from conftest import ROOT
from guide import fences, put
from test_schemas import VALIDATORS

from techlint import yamlfile
from techlint.cli import COMMANDS, techlint
from techlint.document import Heading, Link
from techlint.markdown import parse
from techlint.match.regex import Regex
from techlint.rulefile import RuleFile
from techlint.text import Source

PAGES = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md"))]
FOLLOWED = [ROOT / "docs" / "own-rules.md"]
LANGUAGES = {"sh", "text", "toml", "yaml", "json", "markdown", "lua", "rust", "ini", ""}
FOREIGN_TABLES = {
    "project",
    "build-system",
    "language-server",
    "language",
    "lib",
    "package",
    "dependencies",
    "id",
    "allowlist",
}
WORKFLOW = jsonschema.Draft7Validator(get_builtin_schema("vendor.github-workflows"))
GITLAB = jsonschema.Draft7Validator(get_builtin_schema("vendor.gitlab-ci"))


def blocks(*languages):
    found = [(page, block) for page in PAGES for block in fences(page) if block.lang in languages]
    return [pytest.param(block, id=f"{page.name}:{block.line}") for page, block in found]


@pytest.mark.parametrize("page", FOLLOWED, ids=lambda page: page.name)
def test_a_guide_can_be_followed(page, cli, tmp_path):
    said, steps = "", 0
    for block in fences(page):
        if block.lang == "sh":
            assert said == "", f"line {block.line}: what came before printed {said!r}"
            for line in block.text.splitlines():
                name, *args = shlex.split(line)
                assert name == "techlint"
                run = cli(*args)
                assert run.returncode < 2, run.stderr
                said += run.stdout.decode() + run.stderr.decode()
        elif block.title == "output":
            assert said == block.text, f"line {block.line}"
            said, steps = "", steps + 1
        elif block.title:
            put(tmp_path, block)
    assert steps >= 5


def test_every_block_says_what_it_is():
    assert {block.lang for page in PAGES for block in fences(page)} <= LANGUAGES


@pytest.mark.parametrize("block", blocks("toml"))
def test_toml(block):
    data = tomllib.loads(block.text)
    if not FOREIGN_TABLES & data.keys():
        VALIDATORS["config"].validate(data)


@pytest.mark.parametrize("block", blocks("yaml"))
def test_yaml(block):
    data = yaml.safe_load(block.text)
    if "jobs" in data:
        WORKFLOW.validate({("on" if key is True else key): value for key, value in data.items()})
    elif "repos" in data:
        assert [hook["id"] for repo in data["repos"] for hook in repo["hooks"]] == ["techlint"]
    elif "artifacts" in json.dumps(data):
        GITLAB.validate(data)
    elif "severity" in data:
        RuleFile(block.title, block.text, Regex)
        VALIDATORS["rule"].validate(yamlfile.load(block.title, block.text))
    elif "extends" not in data and "default" not in data:  # Vale's and markdownlint's own
        (key,) = data
        shape = VALIDATORS["rule"].schema["properties"][key]
        jsonschema.Draft7Validator(shape).validate(yamlfile.load(block.title, block.text)[key])


@pytest.mark.parametrize("page", ["rules.md", "coming-from.md"])
def test_the_rules_on_a_page_pass_their_examples(page, cli, tmp_path):
    texts = [block.text for block in fences(ROOT / "docs" / page) if "severity:" in block.text and block.lang == "yaml"]
    for number, text in enumerate(texts):
        (tmp_path / "rules" / "house").mkdir(parents=True, exist_ok=True)
        (tmp_path / "rules" / "house" / f"rule-{number}.yaml").write_text(text)
    run = cli("test", "rules")
    assert run.returncode == 0, run.stdout.decode()


@pytest.mark.parametrize("block", blocks("json"))
def test_json(block):
    data = json.loads(block.text)
    if "rule" in data:
        VALIDATORS["report"].validate([data])


def test_the_pattern_for_problems_reads_what_techlint_prints(cli, draft):
    (task,) = (
        json.loads(b.text) for b in fences(ROOT / "docs" / "editors.md") if b.lang == "json" and "tasks" in b.text
    )
    matcher = task["tasks"][0]["problemMatcher"]["pattern"]
    draft("# A\n\n[Insert a short introduction here]\n")
    run = cli("check", "--output-format", "concise", "draft.md")
    match = re.match(matcher["regexp"], run.stdout.decode())
    names = ("file", "line", "column", "severity", "code")
    assert [match[matcher[name]] for name in names] == ["draft.md", "3", "1", "warning", "leftovers/template"]


def commands(text):
    """The techlint commands in the lines of a shell block."""
    for line in text.splitlines():
        for part in re.split(r"&&|\||;|\s#\s", line.removeprefix("$ ")):
            words = shlex.split(part.split(" > ")[0].strip()) if part.count('"') % 2 == 0 else []
            while words and re.match(r"\w+=", words[0]):
                words = words[1:]
            if words and Path(words[0]).name == "techlint":
                yield words[1:]


def parsed(args):
    """Raise click's own error if a command line is not one of techlint's."""
    name, rest = (args[0], args[1:]) if args and args[0] in COMMANDS else ("check", args)
    command = techlint.get_command(click.Context(techlint), name)
    command.make_context(name, list(rest), parent=click.Context(techlint, info_name="techlint"))


def spoken(page):
    """The techlint commands in code spans: a name in capitals stands for a value, and arguments may be left out."""
    doc = parse(Source.of(page.read_text(encoding="utf-8"), str(page)))
    for node in doc.root.walk():
        if node.kind == "code_span" and node.excerpt.text.startswith("techlint "):
            yield shlex.split(re.split(r" > |\|", node.excerpt.text)[0])[1:]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_are_techlints(page):
    for block in fences(page):
        for args in commands(block.text) if block.lang == "sh" else ():
            parsed(args)
    for args in spoken(page):
        try:
            parsed(args)
        except click.MissingParameter:
            pass
        except click.BadParameter as error:
            if not any(f"'{word}' is not" in error.message for word in args if word.isupper()):
                raise


def test_a_wrong_option_would_be_seen():
    with pytest.raises(click.UsageError):
        parsed(["check", "--fixx", "posts"])
    with pytest.raises(click.UsageError):
        parsed(["check", "--output-format", "html5"])


def slug(heading):
    return re.sub(r"[^\w\- ]", "", heading.excerpt.text.lower()).strip().replace(" ", "-")


def anchors(path):
    doc = parse(Source.of(path.read_text(encoding="utf-8"), str(path)))
    return {slug(node) for node in doc.root.walk() if isinstance(node, Heading)}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page):
    doc = parse(Source.of(page.read_text(encoding="utf-8"), str(page)))
    for node in doc.root.walk():
        if isinstance(node, Link) and not node.url.startswith(("http", "mailto:")):
            path, _, anchor = node.url.partition("#")
            target = (page.parent / path) if path else page
            assert target.exists(), node.url
            assert not anchor or anchor in anchors(target), node.url


def test_every_page_is_reached():
    linked = {
        (page.parent / node.url.partition("#")[0]).resolve()
        for page in PAGES
        for node in parse(Source.of(page.read_text(encoding="utf-8"), str(page))).root.walk()
        if isinstance(node, Link)
    }
    assert {page for page in PAGES if page.parent == ROOT / "docs"} <= linked


def test_the_documentation_is_clean(cli):
    run = cli("check", "--isolated", "--output-format", "concise", *PAGES)
    assert run.returncode == 0, run.stdout.decode()
