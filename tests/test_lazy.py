"""Patterns that are compiled at their first use: each of them compiles, and behaves as a pattern."""

import importlib
import pkgutil
import re

import techlint
from techlint.lazy import _Lazy, lazy


def modules():
    for found in pkgutil.walk_packages(techlint.__path__, "techlint."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def patterns(value, seen):
    """The lazy patterns in a module's values, however deep in its tables."""
    if isinstance(value, _Lazy):
        yield value
    elif isinstance(value, (tuple, list, set, frozenset)) and id(value) not in seen:
        seen.add(id(value))
        for entry in value:
            yield from patterns(entry, seen)
    elif isinstance(value, dict) and id(value) not in seen:
        seen.add(id(value))
        for entry in value.values():
            yield from patterns(entry, seen)


def test_every_pattern_compiles():
    found = [
        pattern for module in modules() for value in list(vars(module).values()) for pattern in patterns(value, set())
    ]
    assert len(found) > 100
    for pattern in found:
        assert re.compile(pattern.pattern, pattern.flags & ~re.UNICODE)


def test_it_behaves_as_a_pattern():
    pattern = lazy(r"(?P<word>a+)b", re.IGNORECASE)
    assert pattern.search("xAAb")["word"] == "AA"
    assert pattern.sub("-", "ab ab") == "- -"
    assert pattern.groupindex == {"word": 1}
    assert pattern.flags & re.IGNORECASE
