"""The family text beyond the examples of its rules: what is let be, whole drafts, tables, fixes, hostile input."""

import datetime as dt
import time
from itertools import pairwise

import pytest

from techlint import catalog, fix, letters, pipeline, resources
from techlint.ruleset import Ruleset
from techlint.text import Source

CATALOG = catalog.load([catalog.builtin()])
RULES = tuple(rule for rule in CATALOG.rules if rule.family in ("text", "titles"))
RULESET = Ruleset(RULES, frozenset(rule.id for rule in RULES), dt.date(2026, 11, 20))

BARE = (
    "The pool is a small part of the system and most teams forget that it is there until the first spike of the year. "
    "When it runs dry the service waits, the callers wait for the service, and the load balancer takes the whole node "
    "out of the rotation. "
) * 5
"""A draft of more than 200 words without an apostrophe."""


def check(text, site=""):
    return pipeline.check(Source.of(text), RULESET._replace(site=site)).findings


def told(text, site=""):
    """(rule, text) of each finding that is no info."""
    return [(f.rule, Source.of(text)[f.span]) for f in check(text, site) if f.severity != "info"]


@pytest.mark.parametrize(
    "text",
    [
        "The flag 🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f and ❤️ and 👨‍👩‍👧 are fine.",
        "```\nsrc\n├──\u00a0main.rs\n└──\u00a0lib.rs\n```",
        "```console\n$ cat x\ncat: ‘x’: No such file or directory\n```",
        "A very long API name: Docu\u00admentRegistry\u00adObserver\u00adFactory stays breakable here.",
        "Ceci est un article sur les pools de connexions : c’est l’été, et l’équipe n’a plus d’idées.",
        "この記事はコネクションプールの調整について書いています。Rust を使います。",
        "# Unicode in names\n\nThe letter pаyload is not what you think it is, and 处理 is not a word of it.",
        "The company 三菱UFJ銀行 runs COBOL, and the band name is Сплин, as they say in the office.",
        "Let λ be the rate of the arrivals and μ the rate of the service; then ρ = λ/μ is the load.",
        "> Each worker 处理 one request, said the model that we asked for the text.\n\nThat is what it said to us.",
        "The key is `處理`, the title is *处理*, the link is [处理](a.md), and (处理) is the name of it.",
        "The Rusts and Gos of this world compete, and Teslas and BMWs do not." + BARE,
        "La función está lista. ¡No olvides suscribirte al canal! Es una cosa muy buena para todos los días.",
    ],
)
def test_what_is_meant_is_let_be(text):
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "word", "right"),
    [
        ("Rusts memory model is the reason.", "Rusts", "Rust's"),
        ("In production its not a small thing.", "its", "it's"),
        ("The client cant see the retry.", "cant", "can't"),
        ("Im sure of that.", "Im", "I'm"),
        ("You dont see it.", "dont", "don't"),
    ],
)
def test_a_draft_without_apostrophes_lost_them(text, word, right):
    draft = f"{BARE}\n\n{text}\n"
    assert ("text/lost-apostrophe", word) in told(draft)
    fixed = fix.apply(Source.of(draft), check(draft), unsafe=True).raw
    assert right in fixed


@pytest.mark.parametrize("text", ["Rusts memory model is the reason.", "In production its not a small thing."])
def test_one_apostrophe_acquits_possessives(text):
    assert told(f"{BARE}\n\n{text} That's all, and it's the end.\n") == []


def test_somebody_elses_words_are_info():
    found = check("The issue [it doesnt work](https://example.com/1) is the one that we are going to look at.")
    assert [(f.rule, f.severity.value) for f in found] == [("text/lost-apostrophe", "info")]


@pytest.mark.parametrize("glue", ["exhausted真 or", "is真 exhausted", "is 真 exhausted"])
def test_a_leaked_word_is_found_glued_or_not(glue):
    assert ("text/stray-script", "真") in told(f"The gauge tells you whether the pool {glue} only slow.")


def test_chinese_in_a_korean_word():
    korean = "이 글은 연결 풀의 크기를 정하는 방법을 다룬다. 서버는 요청을 처리하고 응답을 보낸다. " * 8
    assert told(korean + "典형적인 쿼리를 본다.") == [("text/stray-script", "典형적인")]
    assert told(korean + "新기술을 쓴다. 회사(會社)에서.") == []


def test_the_same_draft_is_judged_by_its_site():
    draft = "---\ntitle: Sizing a pool\n---\n\n# Sizing a pool\n\nText.\n"
    severities = {site: [f.severity.value for f in check(draft, site)] for site in ("hugo", "", "mkdocs")}
    assert severities == {"hugo": ["warning"], "": ["info"], "mkdocs": []}


DEFECTS = (
    "The scheduler doesnâ€™t care. The pаyload is here.\u200b It is fast，and it is small. See 𝗯𝗲𝗳𝗼𝗿𝗲 "
    "and &amp;lt;b&amp;gt;.\n\n```bash\ngit commit –m “fix” # it’s â€™\n```\n\n```yaml\na:\n\u00a0 b: 1\n```\n\n"
    "```js\nif (a &amp;&amp; b) { x(); }\n```\n"
)


@pytest.mark.parametrize("unsafe", [False, True])
def test_fixes_leave_nothing_to_fix(unsafe):
    once = fix.apply(Source.of(DEFECTS), check(DEFECTS), unsafe=unsafe).raw
    twice = fix.apply(Source.of(once), check(once), unsafe=unsafe).raw
    assert once not in (DEFECTS, twice + "x")
    assert twice == once


def test_fixes_touch_nothing_else():
    fixed = fix.apply(Source.of(DEFECTS), check(DEFECTS), unsafe=True).raw
    assert fixed == (
        "The scheduler doesn’t care. The payload is here. It is fast, and it is small. See before and &lt;b&gt;.\n\n"
        '```bash\ngit commit -m "fix" # it’s ’\n```\n\n```yaml\na:\n  b: 1\n```\n\n```js\nif (a && b) { x(); }\n```\n'
    )


def test_tables_are_sound():
    blocks = [(int(first, 16), int(last, 16)) for first, last, _ in letters.rows("text/data/scripts.tsv")]
    assert all(first <= last for first, last in blocks)
    assert all(before[1] < after[0] for before, after in pairwise(blocks))
    assert all(latin.isascii() and letters.script(odd) != letters.LATIN for odd, latin in letters.lookalikes().items())
    for _, lost, whole in letters.rows("text/data/contractions.tsv"):
        assert lost == whole.replace("'", "")
        assert "'" in whole
    for name in ("scripts.tsv", "lookalikes.tsv", "contractions.tsv", "stopwords.tsv", "neighbours.tsv"):
        assert resources.read_text(f"text/data/{name}").startswith("# ")


@pytest.mark.parametrize(
    "unit",
    [
        "真 so it is ", "a\u200b", "a\u00ad", "\u202e", "pаy ", "\x1b[31m", "“a” ", "`x = “a` ", "its a ", "don?t ",
        "&amp;lt; ", "[email protected] ", "## a b\n\n", "The same words again and again in one text of ours.\n\n",
        "```js\n// 连接 “x”\n```\n", "𝗯𝗲 ", "，a", "典형 ",
    ],
)  # fmt: skip
def test_hostile_drafts_end_in_time(unit):
    started = time.process_time()
    check(unit * (20_000 // len(unit)))
    assert time.process_time() - started < 6


def test_letters_are_counted_by_script():
    text = "Straße 12, ленты и 東京, λ = µ\udc80 ñ!"
    expected = {}
    for char in filter(str.isalpha, text):
        expected[letters.script(char)] = expected.get(letters.script(char), 0) + 1
    assert {name: count for name, count in letters.scripts(text).items() if count} == expected
