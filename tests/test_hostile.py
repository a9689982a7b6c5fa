"""Drafts made to hurt: the whole run, all rules on, ends in seconds and says something sensible."""

import time

import pytest

SIZE = 300_000
DRAFTS = {
    "brackets": "[" * SIZE,
    "spaces in a heading": "# a" + " " * SIZE + "b",
    "claims": "It is 10x faster. " * (SIZE // 18),
    "doubled words": "the " * (SIZE // 4),
    "mojibake": "â€™" * (SIZE // 3),
    "templates": "{{" * (SIZE // 2),
    "quotes": '"' * SIZE,
    "passwords": 'password="' * (SIZE // 10),
    "open front matter": "---\n" + "a: [" * 50_000 + "\n---\n",
    "nested code": "```python\n" + "f(" * 30_000 + ")" * 30_000 + "\n```\n",
    "bytes that are no text": b"\xff\xfe" * (SIZE // 2),
}


@pytest.mark.parametrize("name", DRAFTS)
def test_a_run_ends_soon(cli, draft, name):
    draft(DRAFTS[name])
    started = time.monotonic()
    run = cli("draft.md", "--output-format", "concise")
    assert run.returncode in {0, 1}, run.stderr[-500:]
    assert time.monotonic() - started < 15
    assert max((len(line) for line in run.stdout.splitlines()), default=0) < 1_500


def test_a_rule_tells_a_thousand_findings_of_a_draft_and_says_that_there_are_more(cli, draft):
    draft("the " * 5000)
    run = cli("draft.md", "--output-format", "concise", "--select", "prose/doubled-word")
    *told, last = run.stdout.decode().splitlines()
    assert len(told) == 999
    assert last.endswith("1,000 of these are told in a file, there may be more")
    assert not any("there may be more" in line for line in told)


def test_every_secret_is_masked_however_many_there_are(cli, draft):
    draft("".join(f"```sh\npsql postgres://admin:kT9{k:05}xQz@db.prod.internal/a\n```\n\n" for k in range(1100)))
    run = cli("draft.md", "--output-format", "concise", "--select", "secrets")
    assert run.stdout.count(b"[secrets/") == 1100
    assert b"kT9" not in run.stdout
