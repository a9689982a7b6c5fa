"""A secret reaches no output: every format, every option that shows text, every file that techlint writes."""

import pytest

from techlint.reporters import FORMATS
from techlint.secrets.forge import FORGES, forge
from techlint.secrets.providers import table
from tests.corpora import SHARED

LITERALS = [literal for provider in table() for literal in provider.literals]
LEAST = 6
"""Shorter values occur inside ordinary words, so that finding their letters would prove nothing."""


def secret_of(literal, seed):
    """The part of a forged token that is secret: a name such as `AccountKey=` is none."""
    value = forge(literal, seed)
    return value[len(literal) :] if literal.endswith("=") else value


def draft_of_tokens():
    lines = ["# Keys", ""]
    lines += [f"- in prose {forge(literal, 7)} and on" for literal in LITERALS]
    lines += ["", "```bash", *(f'echo "{forge(literal, 8)}"' for literal in LITERALS), "```", ""]
    lines += ["```yaml", *(f"api_key: {forge(name, 9)}" for name in ("password", "hex", "aws-secret")), "```", ""]
    lines += ["```", forge("pem", 9), "```", "", "```python", 'password = "qwe my own"', "", "```"]
    lines += ["```python", 'db = connect(host="db", password="correct-horse-9")', "```", ""]
    secrets = [secret_of(literal, seed) for literal in LITERALS for seed in (7, 8)]
    secrets += [forge(name, 9) for name in ("password", "hex", "aws-secret")]
    secrets += [*forge("pem", 9).split("\n")[1:-1], "correct-horse-9"]
    return "\n".join(lines) + "\n", secrets


def cases():
    """The labelled cases, where they are at hand: (draft, its secrets that are no notorious words)."""
    path = SHARED / "cases" / "secrets.yaml"
    if not path.exists():
        return []
    from techlint.secrets.mask import notorious
    from tools.secrets_cases import WANTED, draft, load

    wanted = [case for case in load(path) if case["label"] in WANTED]
    return [(draft(case), [s for s in case["secrets"] if not notorious(s) and len(s) >= LEAST]) for case in wanted]


def leaks(text, secrets):
    """The secrets that a text holds, also as JSON or a PEM line would write them."""
    lines = {secret: [line for line in secret.split("\\n") if len(line) > 40] for secret in secrets}
    return [s[:8] + "..." for s in secrets if s in text or any(line in text for line in lines[s])]


@pytest.fixture
def drafts(draft):
    """Drafts full of secrets, and the secrets."""
    text, secrets = draft_of_tokens()
    draft(text, "tokens.md")
    for number, (body, hidden) in enumerate(cases()):
        draft(body, f"case-{number:03}.md")
        secrets += hidden
    return secrets


def test_the_drafts_hold_what_is_looked_for(drafts, tmp_path):
    text = "\n".join(path.read_text() for path in tmp_path.glob("*.md"))
    assert len(leaks(text, drafts)) == len(drafts) > 2 * len(LITERALS)


@pytest.mark.parametrize("name", FORMATS)
def test_no_format_shows_a_secret(cli, drafts, name):
    done = cli("check", "--isolated", "--all", "--no-cache", "--output-format", name, ".")
    assert done.returncode == 1
    assert b"secrets/" in done.stdout
    assert leaks((done.stdout + done.stderr).decode(), drafts) == []


@pytest.mark.parametrize(
    "options",
    [
        ["--statistics"],
        ["--diff", "--unsafe-fixes"],
        ["--select", "text,titles"],
        ["--ignore", "secrets"],
        ["--show-settings"],
        ["--output-file", "findings.txt"],
    ],
    ids=" ".join,
)
def test_no_option_shows_a_secret(cli, drafts, options):
    done = cli("check", "--isolated", "--all", *options, ".")
    assert leaks((done.stdout + done.stderr).decode(), drafts) == []


def test_no_file_that_techlint_writes_holds_a_secret(cli, drafts, tmp_path):
    before = set(tmp_path.rglob("*.md"))
    cli("check", "--all", "--output-file", "findings.sarif", "--output-format", "sarif", ".")
    cli("baseline", ".")
    written = [path for path in tmp_path.rglob("*") if path.is_file() and path not in before]
    assert written
    for path in written:
        assert leaks(path.read_bytes().decode("utf-8", "replace"), drafts) == [], path


def test_a_secret_repeated_in_prose_is_masked_there(cli, draft):
    key = forge("ghp_", 3)
    draft(f"# Keys\n\nteh the the {key} is\n\n```bash\nexport T={key}\n```\n")
    done = cli("check", "--isolated", "--all", ".")
    assert key not in (done.stdout + done.stderr).decode()


def test_fixed_drafts_hold_no_live_token(cli, draft):
    key = forge("ghp_", 4)
    path = draft(f"# Keys\n\n```bash\nexport TOKEN={key}\n```\n")
    cli("check", "--isolated", "--fix", "--unsafe-fixes", ".")
    assert key not in path.read_text()
    assert "YOUR_GITHUB_TOKEN" in path.read_text()


def test_every_forge_makes_something():
    assert all(forge(name, 1) for name in FORGES)
