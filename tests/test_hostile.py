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
