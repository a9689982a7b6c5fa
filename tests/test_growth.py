"""Ten times the text takes about ten times the work: nothing in a run looks at everything again for everything."""

import datetime as dt
import gc
import time

import pytest

from techlint import catalog, engine, pipeline
from techlint.claims import analyse
from techlint.finding import Severity
from techlint.markdown import parse
from techlint.rule import Rule
from techlint.ruleset import Ruleset
from techlint.text import Source

PARAGRAPH = """\
## Part {n}: what we measured in round {n}

The cache of version 1.{n} is 2.{n}x faster than the old one, and [the report](https://example.org/{n}) says why. In our
tests on a machine with {n} cores it took {n} ms; most teams see a lower latency, though nobody said how much.

- First, `cache.get({n})` asks the *index*, which answers in 5{n} ms.
- Then the password of user{n} is read from `CONFIG_{n}`.

```python
import cache
value_{n} = cache.get("key-{n}", timeout={n})
```

| what | before | after |
|---|---|---|
| start of {n} | 1{n} ms | 2{n} ms |

"""
SLOWEST = 2.5
"""How much more than ten times ten times the text may take: a clock on a busy machine is no good judge, and what grows
with the square takes ten times as much."""


def text(size):
    """A draft of about so many characters, no part of it like another."""
    return "".join(PARAGRAPH.format(n=n) for n in range(size // len(PARAGRAPH)))


@pytest.fixture(scope="module")
def ruleset():
    rules = catalog.load([catalog.builtin()]).rules
    return Ruleset(rules, frozenset(rule.id for rule in rules), dt.date(2026, 1, 1))


def cost(run, made):
    """The least processor time of three runs, in seconds."""
    best = float("inf")
    for _ in range(3):
        fresh = made()
        started = time.process_time()
        run(fresh)
        best = min(best, time.process_time() - started)
    return best


def test_a_whole_check_grows_with_the_text(ruleset):
    small, large = (Source.of(text(size)) for size in (30_000, 300_000))
    run = lambda source: pipeline.check(source, ruleset)  # noqa: E731
    run(small)
    assert cost(run, lambda: large) < 10 * SLOWEST * cost(run, lambda: small)


def test_claims_grow_with_the_text():
    small, large = (Source.of(text(size)) for size in (30_000, 300_000))
    analyse(parse(small))
    assert cost(analyse, lambda: parse(large)) < 10 * SLOWEST * cost(analyse, lambda: parse(small))


def test_the_work_of_rules_is_one_call_a_node():
    """Counted, not timed: a rule is called once for each node of the kinds it wants, if its words occur at all."""
    calls = []

    class Counting:
        kinds, needs = frozenset({"paragraph"}), frozenset({"cache"})

        def __call__(self, node, _doc):
            calls.append(node)
            return ()

    rule = Rule("prose/counting", Severity.INFO, message="", help="", why="", check=Counting())
    doc = parse(Source.of(text(30_000)))
    engine.run(doc, [rule])
    assert calls == list(doc.of("paragraph"))
    calls.clear()
    engine.run(parse(Source.of("Nothing of it.\n\n" * 50)), [rule])
    assert not calls


def test_no_draft_waits_for_the_garbage_collector(ruleset):
    """What holds itself is freed late, and looking for it took a tenth of a long run."""
    source = Source.of("> quoted\n\n" + text(5_000), "post.md")
    pipeline.check(source, ruleset)
    gc.collect()
    gc.disable()
    try:
        pipeline.check(source, ruleset)
        assert gc.collect() == 0
    finally:
        gc.enable()
