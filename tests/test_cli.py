"""The command line as a user meets it: what is printed where, and exit codes."""

import json

import pytest
from conftest import RULE

CLEAN = "# A quiet post\n\nNothing to see here.\n"
FAULTY = "# A post\n\n<!-- techlint: ignore[techlint/skipped-block] for nothing -->\nNothing is wrong here.\n"


def test_clean_draft(cli, draft):
    draft(CLEAN)
    run = cli("check", "draft.md")
    assert (run.returncode, run.stdout) == (0, b"")
    assert run.stderr == b"Nothing found in 1 draft.\n"


def test_findings(cli, draft):
    draft(FAULTY)
    run = cli("draft.md", "--output-format", "concise")
    assert run.returncode == 1
    assert run.stdout.decode().startswith("draft.md:3:1: warning[techlint/unused-ignore] this comment silences nothing")
    assert run.stderr == b"Found 1 warning in 1 draft.\n"


def test_folders_are_walked_with_gitignore(cli, draft):
    for name in ("posts/a.md", "posts/b.mdx", "posts/drafts/c.markdown", "node_modules/x.md", "out/d.md", "e.txt"):
        draft(FAULTY, name)
    draft("out/\n", ".gitignore")
    run = cli("check", ".", "--output-format", "json")
    assert {found["filename"] for found in json.loads(run.stdout)} == {
        "posts/a.md",
        "posts/b.mdx",
        "posts/drafts/c.markdown",
    }
    assert cli("check", "out/d.md").returncode == 1, "a file given by name is read, ignored or not"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["missing.md"], "techlint: missing.md: no such file or folder"),
        (["empty"], "techlint: empty: no drafts here (looked for *.md"),
        (["picture.md"], "techlint: picture.md: this is a binary file, not a draft"),
        (["draft.md", "--select", "claim"], "techlint: there is no rule or family 'claim' (did you mean 'claims'?)"),
        (["draft.md", "--config", "nowhere.toml"], "techlint: nowhere.toml: no such configuration file"),
        (["draft.md", "--config", "bad.toml"], "techlint: bad.toml:2: unknown key 'selct' (did you mean 'select'?)"),
        (["draft.md", "--config", "broken.toml"], "techlint: broken.toml:1: no TOML: "),
        (
            ["draft.md", "--rules", "rules"],
            "techlint: rules/house/gizmo.yaml:1: 'severity' must be one of error, warning, info, not 'grave'",
        ),
        (["draft.md", "--output-format", "fulll"], "Error: Invalid value for '--output-format'"),
        (["draft.md", "--as-of", "yesterday"], "'yesterday' is no day: write YYYY-MM-DD, or today"),
        (["explain", "text/mojibak"], "techlint: there is no rule 'text/mojibak' (did you mean 'text/mojibake'?)"),
    ],
)
def test_bad_input_is_one_clear_line(cli, draft, tmp_path, args, said):
    draft(CLEAN)
    draft(b"\x89PNG\r\n\x1a\n\x00\x00", "picture.md")
    draft("# nothing\nselct = ['claims']\n", "bad.toml")
    draft("select = [\n", "broken.toml")
    draft(RULE.replace("severity: warning", "severity: grave"), "rules/house/gizmo.yaml")
    (tmp_path / "empty").mkdir()
    run = cli(*args)
    assert run.returncode == 2
    assert said in run.stderr.decode()
    assert b"Traceback" not in run.stderr


def test_one_bad_path_does_not_cost_the_others(cli, draft):
    draft(FAULTY)
    run = cli("check", "missing.md", "draft.md", "--output-format", "concise")
    assert run.returncode == 2
    assert b"draft.md:3:1" in run.stdout


def test_standard_input(cli):
    run = cli("check", "-", "--stdin-filename", "posts/new.md", "--output-format", "concise", stdin=FAULTY)
    assert run.returncode == 1
    assert run.stdout.startswith(b"posts/new.md:3:1:")


@pytest.mark.parametrize(
    ("args", "code"), [(["--exit-zero"], 0), (["--fail-on", "error"], 0), (["--fail-on", "warning"], 1)]
)
def test_exit_codes(cli, draft, args, code):
    draft(FAULTY)
    assert cli("draft.md", *args).returncode == code


@pytest.mark.parametrize(
    ("front", "args", "code"),
    [
        ("draft: true", [], 0),
        ("published: false", [], 0),
        ("status: Draft", [], 0),
        ("draft: false", [], 1),
        ("draft: true", ["--fail-on", "warning"], 1),
    ],
)
def test_warnings_in_a_post_marked_as_a_draft_are_shown_and_fail_nothing(cli, draft, front, args, code):
    draft(f"---\ntitle: A\n{front}\n---\n{FAULTY}")
    for _ in range(2):  # the second time from the cache
        run = cli("draft.md", "--output-format", "concise", *args)
        assert run.returncode == code
        assert b"techlint/unused-ignore" in run.stdout


def test_an_error_fails_a_draft_too_and_the_configuration_decides(cli, draft):
    draft("# A\n\n<<<<<<< HEAD\nOne.\n=======\nTwo.\n>>>>>>> other\n", "_drafts/a.md")
    draft(FAULTY, "_drafts/b.md")
    assert cli("_drafts/a.md").returncode == 1
    assert cli("_drafts/b.md").returncode == 0
    draft('fail-on-drafts = "warning"\n', "techlint.toml")
    assert cli("_drafts/b.md").returncode == 1


def test_output_file_and_statistics(cli, draft, tmp_path):
    draft(FAULTY)
    cli("draft.md", "--output-format", "json-lines", "-o", "out/found.jsonl")
    assert json.loads((tmp_path / "out" / "found.jsonl").read_text())["rule"] == "techlint/unused-ignore"
    assert cli("draft.md", "--statistics").stdout.split() == [
        b"1",
        b"in",
        b"1",
        b"drafts",
        b"warning",
        b"techlint/unused-ignore",
    ]


def test_test_says_what_is_wrong(cli, draft):
    wrong = RULE.replace("      A gizmo.\n        ^^^^^", "      The gizmo.\n      ^^^").replace(
        "A widget.", "A gizmo."
    )
    draft(wrong, "rules/house/gizmo.yaml")
    draft(RULE.replace("A gizmo.", "A thing."), "rules/house/thing.yaml")
    run = cli("test", "rules")
    said = run.stdout.decode()
    assert run.returncode == 1
    assert "rules/house/gizmo.yaml:13: wrong place: wanted 'The' at 1:1; got 'gizmo' at 1:5" in said
    assert "rules/house/gizmo.yaml:17: noisy: should not be found: 'gizmo' at 1:3" in said
    assert "rules/house/thing.yaml:13: missing: not found: 'thing' at 1:3" in said


def test_explain_shows_examples_with_carets(cli):
    said = cli("explain", "techlint/unused-ignore").stdout.decode()
    assert said.startswith("# techlint/unused-ignore (warning)")
    assert "^^^^^^" in said
    assert "Why it matters:" in said


def test_init_writes_a_configuration_that_works(cli, draft, tmp_path):
    draft(CLEAN)
    assert cli("init").returncode == 0
    assert cli("init").returncode == 2, "an existing file is kept"
    assert not (tmp_path / "techlint.schema.json").exists()
    assert cli("init", "--force", "--schema").returncode == 0
    assert (tmp_path / "techlint.toml").read_text().startswith("#:schema ./techlint.schema.json\n")
    assert json.loads((tmp_path / "techlint.schema.json").read_text())["type"] == "object"
    assert cli("check").returncode == 0


def test_show_settings_names_the_file(cli, draft, tmp_path):
    draft(CLEAN)
    draft('[tool.techlint]\nignore = ["titles"]\n', "pyproject.toml")
    said = cli("check", "draft.md", "--show-settings").stdout.decode()
    assert f"# draft.md: {tmp_path / 'pyproject.toml'}" in said
    assert 'ignore = ["titles"]' in said


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(cli, shell):
    assert b"_TECHLINT_COMPLETE" in cli("completion", shell).stdout


def test_help_and_version(cli):
    assert b"Commands:" in cli("--help").stdout
    assert cli("--version").stdout.startswith(b"techlint ")
