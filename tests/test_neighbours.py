"""Rules across drafts: in one run, in several processes, from the cache, and when only changed files are given."""

import json
import subprocess

import pytest


@pytest.fixture
def blog(draft, tmp_path):
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    draft('---\ntitle: "Pools and queues"\nslug: pools\n---\n\nOne.\n', "posts/one.md")
    draft("---\ntitle: Pools & queues\n---\n\nTwo.\n", "posts/two.md")
    draft("---\ntitle: Pools and queues\n---\n\nThree.\n", "notes/three.md")
    draft('---\ntitle: "A pool"\nslug: pools\n---\n\nFour.\n', "posts/four.md")
    return tmp_path


def found(run):
    return sorted((f["filename"], f["rule"], f["location"]["row"]) for f in json.loads(run.stdout))


SAME = [
    ("posts/four.md", "titles/same-address", 2),
    ("posts/one.md", "titles/same-address", 2),
]
SELECT = ["--select", "titles", "--output-format", "json"]


@pytest.mark.usefixtures("blog")
def test_clashes_are_told_on_both_sides_and_only_within_a_folder(cli):
    told = found(cli("check", ".", *SELECT))
    assert told == SAME
    run = cli("check", "posts", *SELECT)
    assert run.returncode == 1
    assert found(run) == SAME


@pytest.mark.usefixtures("blog")
def test_one_changed_file_is_compared_with_the_others(cli, draft):
    assert found(cli("check", "posts/two.md", *SELECT)) == []
    draft("---\ntitle: A pool\n---\n\nTwo.\n", "posts/two.md")
    run = cli("check", "posts/two.md", *SELECT)
    assert found(run) == [("posts/two.md", "titles/same-title", 2)]
    assert "posts/four.md" in json.loads(run.stdout)[0]["message"]


@pytest.mark.usefixtures("blog")
def test_a_neighbour_that_changes_changes_a_cached_result(cli, draft):
    assert found(cli("check", "posts/one.md", *SELECT)) == [SAME[1]]
    assert found(cli("check", "posts/one.md", *SELECT)) == [SAME[1]]
    draft("---\ntitle: A pool\nslug: pool\n---\n\nFour.\n", "posts/four.md")
    assert found(cli("check", "posts/one.md", *SELECT)) == []


@pytest.mark.usefixtures("blog")
def test_a_clash_can_be_silenced(cli, draft):
    draft('---\ntitle: "A"\nslug: pools\n---\n<!-- techlint: ignore-file[titles] moved -->\n', "posts/four.md")
    assert found(cli("check", "posts/four.md", *SELECT)) == []


def test_many_drafts_are_checked_in_several_processes_with_the_same_result(cli, draft):
    body = "Some text that says nothing much about anything at all.\n\n" * 400
    for number in range(30):
        draft(f"# Post {number // 2}\n\n{body}\n<!-- techlint: ignore -->\n", f"p{number:02}.md")
    args = ["check", ".", "--select", "techlint,titles/same-title", "--output-format", "json"]
    alone, together = cli(*args, "--no-cache", env={"PYTHONHASHSEED": "1"}), cli(*args, "--no-cache")
    assert alone.stdout == together.stdout
    rules = [rule for _, rule, _ in found(together)]
    assert (rules.count("techlint/invalid-ignore"), rules.count("titles/same-title")) == (30, 30)
    cached = cli(*args), cli(*args)
    assert cached[0].stdout == cached[1].stdout == together.stdout
