"""Titles across drafts, the site a draft is for, and the keys by which titles are compared."""

import pytest

from techlint import site, titles
from techlint.collection import Collection, Summary, habit, summarise


def titled(path, title, more=""):
    return summarise(path, f'---\ntitle: "{title}"\n{more}---\n\nText.\n')


def clashes(*summaries):
    collection = Collection(tuple(summaries))
    return [(s.path, clash.kind, clash.others) for s in summaries for clash in collection.clashes(s)]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Sizing a pool", "Sizing a Pool!"),
        ("Rust – what’s new", "Rust: what's new"),
        ("Sizing a `pool`", "**Sizing** a pool"),
        ("Part 3: Pools", "Pools (Part 3)"),
        ("Tips &amp; tricks", "Tips & tricks"),
    ],
)
def test_titles_that_read_the_same_are_the_same(one, two):
    assert titles.same(one, two)


@pytest.mark.parametrize(
    ("one", "two"), [("C and C++", "C and C"), ("Rust 1.53", "Rust 1.54"), ("Part 1: A", "Part 2: A")]
)
def test_titles_that_differ_differ(one, two):
    assert not titles.same(one, two)


def test_the_name_of_the_site_may_follow():
    assert titles.same("Sizing a pool | Example Blog", "Sizing a pool")


def test_one_title_twice_is_told_on_both_sides():
    found = clashes(titled("posts/a.md", "Sizing a pool"), titled("posts/b.md", "Sizing a pool!"))
    assert found == [
        ("posts/a.md", "same-title", ("posts/b.md",)),
        ("posts/b.md", "same-title", ("posts/a.md",)),
    ]


@pytest.mark.parametrize(
    ("one", "two"),
    [
        (titled("posts/a.md", "Rust async, part 1"), titled("posts/b.md", "Rust async, part 2")),
        (titled("posts/a.md", "What's new in 2025"), titled("posts/b.md", "What's new in 2026")),
        (titled("en/pool.md", "Sizing a pool", "lang: en\n"), titled("de/pool.md", "Sizing a pool", "lang: de\n")),
        (titled("docs/pool.md", "Sizing a pool"), titled("blog/pool.md", "Sizing a pool")),
        (titled("posts/a.md", "Monitoring with Prometheus"), titled("posts/b.md", "Logging with Prometheus")),
        (titled("posts/a/index.md", "Alpha"), titled("posts/b/index.md", "Beta")),
    ],
)
def test_what_is_no_clash(one, two):
    assert clashes(one, two) == []


def test_a_series_may_share_its_name():
    assert clashes(*(titled(f"posts/{month}.md", "What happened this month") for month in "abc")) == []


def test_dates_and_bundles_are_no_folders():
    one, two = titled("posts/2024/05/a/index.md", "Sizing a pool"), titled("posts/2026-01-02-b.md", "Sizing a pool")
    assert [kind for _, kind, _ in clashes(one, two)] == ["same-title", "same-title"]


def test_nearly_one_title():
    one = titled("posts/a.md", "Monitoring connection pools with Prometheus")
    assert [k for _, k, _ in clashes(one, titled("posts/b.md", "Monitoring conection pools with Prometheus"))] == [
        "near-title"
    ] * 2


def test_one_address_twice():
    one, two = titled("posts/a.md", "Alpha", "slug: pool\n"), titled("posts/b.md", "Beta", "slug: pool\n")
    assert [kind for _, kind, _ in clashes(one, two)] == ["same-address", "same-address"]
    assert (
        clashes(
            titled("posts/a.md", "Alpha", "permalink: /:title/\n"),
            titled("posts/b.md", "Beta", "permalink: /:title/\n"),
        )
        == []
    )


def test_summaries_survive_a_cache():
    summary = titled("posts/a.md", "Sizing a pool", "slug: pool\nlang: en\n")
    assert Summary.from_json(summary.to_json()) == summary


def test_the_span_is_the_title():
    text = '---\ntitle: "Sizing a pool"\n---\n\nText.\n'
    summary = summarise("a.md", text)
    assert "Sizing a pool" in text[slice(*summary.span)]
    text = "Intro.\n\n# Sizing a pool\n\n```sh\n# no title\n```\n"
    assert text[slice(*summarise("a.md", text).span)] == "Sizing a pool"


def test_habits():
    told = [summarise(f"{n}.md", "---\ntitle: A b\n---\n\n# A b\n") for n in range(12)]
    bare = [summarise(f"{n}.md", "---\ntitle: A b\n---\n\nText.\n") for n in range(12)]
    assert habit(told) == "body-heading"
    assert habit(bare) == "prints-title"
    assert habit(told[:6] + bare[:6]) == ""
    assert habit(told[:3]) == ""


@pytest.mark.parametrize(
    ("names", "heads", "generator"),
    [
        (["hugo.toml"], {}, "hugo"),
        (["mkdocs.yml"], {}, "mkdocs"),
        (["docusaurus.config.js"], {}, "docusaurus"),
        ([".eleventy.js"], {}, "eleventy"),
        (["gatsby-config.ts"], {}, "gatsby"),
        (["astro.config.mjs"], {"astro.config.mjs": "export default defineConfig({})"}, "astro"),
        (["astro.config.mjs"], {"astro.config.mjs": "import starlight from '@astrojs/starlight'"}, "starlight"),
        (["config.toml", "content"], {"config.toml": 'baseURL = "https://example.com"\n'}, "hugo"),
        (["config.toml", "content"], {"config.toml": 'base_url = "x"\ncompile_sass = true\n'}, "zola"),
        (["_config.yml"], {"_config.yml": "title: My blog\n"}, "jekyll"),
        (["_config.yml"], {"_config.yml": "title: My blog\nnew_post_name: :title.md\n"}, "hexo"),
        ([".vitepress", "index.md"], {}, "vitepress"),
        (["README.md", "config.toml"], {"config.toml": "[server]\nport = 1\n"}, ""),
    ],
)
def test_the_site_by_its_files(names, heads, generator):
    assert site.of_folder(names, lambda name: heads.get(name, "")) == generator


def test_the_search_ends_at_the_repository(tmp_path):
    (tmp_path / "hugo.toml").touch()
    (tmp_path / "repo" / ".git").mkdir(parents=True)
    (tmp_path / "repo" / "posts").mkdir()
    assert site.of_path(tmp_path / "repo" / "posts" / "a.md") == ""
    assert site.of_path(tmp_path / "other.md") == "hugo"
