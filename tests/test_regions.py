"""Regions: program text outside fences, in each language; prose that only looks like it; hostile drafts."""

import random
import time
from pathlib import Path

import pytest
import yaml

from techlint.regions import find
from techlint.regions.tables import JOINT, NAMES, PAIR

SAMPLES = yaml.safe_load(Path(__file__).with_name("regions.yaml").read_text(encoding="utf-8"))
LOST = {lang: code.rstrip("\n") for lang, code in SAMPLES["lost"].items()}
MORE = [(entry.get("kind", "code"), entry["code"].rstrip("\n")) for entry in SAMPLES["more"]]
GOOD = [text.rstrip("\n") for text in SAMPLES["good"]]


@pytest.mark.parametrize("lang", LOST)
def test_lost_code_is_one_region_with_its_language(lang: str) -> None:
    code = LOST[lang]
    text = f"This is how it begins:\n\n{code}\n\nAnd that is all there is to it.\n"
    regions = find(text)
    assert [(r.kind, r.lang, text[r.span.start : r.span.end]) for r in regions] == [("code", lang, code)]


@pytest.mark.parametrize("lang", [lang for lang in LOST if lang not in ("php", "toml", "kotlin")])
def test_lost_code_without_indentation_and_blank_lines_is_found(lang: str) -> None:
    code = "\n".join(line.strip() for line in LOST[lang].splitlines() if line.strip())
    text = f"This is how it begins, with a sentence before it.\n{code}\nAnd that is all there is to say about it.\n"
    regions = find(text)
    assert [text[r.span.start : r.span.end] for r in regions] == [code]


@pytest.mark.parametrize(("kind", "code"), MORE)
def test_lost_code_of_any_kind_is_one_region(kind: str, code: str) -> None:
    text = f"This is how it begins:\n\n{code}\n\nAnd that is all there is to it.\n"
    assert [(r.kind, text[r.span.start : r.span.end]) for r in find(text)] == [(kind, code)]


@pytest.mark.parametrize("text", GOOD)
def test_what_is_no_lost_code_is_left_alone(text: str) -> None:
    assert find(f"Some words first.\n\n{text}\n\nSome words after.\n") == ()


def test_a_comment_that_looks_like_a_heading_belongs_to_the_commands_below_it() -> None:
    text = 'So:\n\n# Build optimized release\nRUSTFLAGS="-C lto" cargo build --release\n\n# Next steps\n\nRead on.\n'
    (region,) = find(text)
    assert text[region.span.start : region.span.end].splitlines()[0] == "# Build optimized release"
    assert "Next" not in text[region.span.start : region.span.end]


def test_an_attribute_opens_the_block() -> None:
    text = (
        "Tests follow.\n#[cfg(test)]\nmod tests {\nuse super::*;\n#[test]\nfn works() {\nassert!(true);\n}\n}\nDone.\n"
    )
    (region,) = find(text)
    assert text[region.span.start : region.span.end].startswith("#[cfg(test)]")
    assert text[region.span.end :] == "\nDone.\n"


def test_what_a_program_printed_is_output() -> None:
    text = "It fails:\n\n2026-01-02T10:00:00 ERROR no route\n2026-01-02T10:00:01 ERROR no route\n\nThat is bad.\n"
    assert [(r.kind, r.lang) for r in find(text)] == [("output", "")]


@pytest.mark.parametrize(
    "text",
    [
        "a" * 1_000_000,
        "a b; " * 200_000,
        "((((" * 250_000,
        "let x = " * 125_000,
        "-" * 1_000_000,
        '"' * 1_000_000,
        "\n".join(["x = f(y)"] * 100_000),
        "\n".join(["name: value"] * 100_000),
        "\n".join(["fn f() {"] * 100_000),
        "\n".join(["# a", "b"] * 50_000),
        "\n".join(["// a", ""] * 50_000),
        "\n".join(" " * (k % 3000) + "- x" for k in range(3_000)),
        "\n".join(["<div"] * 100_000),
        "\n".join(["- " * 200] * 2_000),
        "`" * 500_000 + "\n" + "~" * 500_000,
    ],
    ids=lambda text: text[:12],
)
def test_hostile_drafts_take_a_moment_not_a_day(text: str) -> None:
    start = time.process_time()
    find(text)
    assert time.process_time() - start < 12


def test_no_joint_is_missed_by_the_first_look() -> None:
    chance = random.Random(1)
    for _ in range(20_000):
        line = "".join(chance.choices("abX LZ19.,%x~$-✅−msGB", k=9))
        assert PAIR.search(line) or not JOINT.search(NAMES.sub(lambda name: "x" * len(name[0]), line))


def test_a_long_sentence_that_begins_with_a_name_of_code_is_prose() -> None:
    sentence = "Promise.race() is like the other one, and it is what we want when one of them is enough for us. " * 6
    assert find(f"Words.\n\n{sentence}\n\nMore.\n") == ()
