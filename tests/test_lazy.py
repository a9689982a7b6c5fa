"""Patterns that are compiled at their first use: each of them compiles, and behaves as a pattern."""

import importlib
import pkgutil
import re
from re import _parser

import pytest

import techlint
from techlint.compiled import load, translate
from techlint.lazy import Folded, _Lazy, lazy, lower
from techlint.markdown import lists


def modules():
    for found in pkgutil.walk_packages(techlint.__path__, "techlint."):
        if not found.name.endswith("__main__"):
            yield importlib.import_module(found.name)


def patterns(value, seen, kind=_Lazy):
    """The lazy patterns in a module's values, however deep in its tables."""
    if isinstance(value, kind):
        yield value
    elif isinstance(value, (tuple, list, set, frozenset)) and id(value) not in seen:
        seen.add(id(value))
        for entry in value:
            yield from patterns(entry, seen, kind)
    elif isinstance(value, dict) and id(value) not in seen:
        seen.add(id(value))
        for entry in value.values():
            yield from patterns(entry, seen, kind)


def test_every_pattern_compiles():
    found = [
        pattern for module in modules() for value in list(vars(module).values()) for pattern in patterns(value, set())
    ]
    assert len(found) > 100
    for pattern in found:
        flags = pattern.flags & ~re.UNICODE
        usual = re.compile(pattern.pattern, flags)
        kept = load(pattern.pattern, translate(pattern.pattern, flags))
        assert kept == usual
        assert (kept.groups, kept.groupindex) == (usual.groups, usual.groupindex)


def parts(value):
    """The parsed patterns inside of the arguments of an operation."""
    if isinstance(value, _parser.SubPattern):
        yield value
    elif isinstance(value, (tuple, list)):
        for one in value:
            yield from parts(one)


def backtracking(parsed):
    """What a parsed pattern holds that Python 3.11.0 to 3.11.4 match wrongly: possessive groups and atomic ones."""
    for op, values in parsed:
        inner = list(parts(values))
        if str(op) == "ATOMIC_GROUP":
            yield op
        if str(op) == "POSSESSIVE_REPEAT" and (len(inner[0]) > 1 or inner[0][0][0] not in SINGLE):
            yield op
        for part in inner:
            yield from backtracking(part)


SINGLE = {_parser.IN, _parser.LITERAL, _parser.NOT_LITERAL, _parser.ANY, _parser.CATEGORY}


@pytest.mark.parametrize("pattern", ["(?:ab?)*+", "(?>a|b)", "x(?:a(?:b++c)*+|d)", "(?:a|bc){2,3}+"])
def test_possessive_groups_are_seen(pattern):
    assert list(backtracking(_parser.parse(pattern)))


def test_no_pattern_of_ours_is_matched_wrongly_by_an_early_python():
    assert not list(backtracking(_parser.parse(r"\w*+[^a]++(b++)(?=c*+d)")))
    found = [
        pattern for module in modules() for value in list(vars(module).values()) for pattern in patterns(value, set())
    ]
    every = [(p.pattern, p.flags & ~re.UNICODE) for p in found] + [(lists.rest(3).pattern, 0)]
    assert [pattern for pattern, flags in every if list(backtracking(_parser.parse(pattern, flags)))] == []


def test_it_behaves_as_a_pattern():
    pattern = lazy(r"(?P<word>a+)b", re.IGNORECASE)
    assert pattern.search("xAAb")["word"] == "AA"
    assert pattern.sub("-", "ab ab") == "- -"
    assert pattern.groupindex == {"word": 1}
    assert pattern.flags & re.IGNORECASE


def test_what_asks_in_lower_case_finds_the_same_places():
    everything = [
        pattern
        for module in modules()
        for value in list(vars(module).values())
        for pattern in patterns(value, set(), Folded)
    ]
    assert len(everything) > 30
    for pattern in everything:
        plain = re.compile(pattern.pattern, re.IGNORECASE)
        # The words of a pattern, in every case, are what it is most likely to match.
        words = " ".join(re.findall(r"[A-Za-z' -]+", re.sub(r"\\.|\(\?\w?", " ", pattern.pattern)))
        for text in (words, words.upper(), words.title(), f"5x İ {words}"):
            assert [m.span() for m in pattern.finditer(text)] == [m.span() for m in plain.finditer(text)]


def test_lower_case_keeps_every_character_where_it_stood():
    for text in ("İstanbul ΣΑΣ ẞ", "".join(map(chr, range(1, 0xD800)))):
        assert len(lower(text)) == len(text)
