"""Any YAML, read by yaml.

In: a block of YAML. Out: fields with their places, None if it is no mapping; Broken with place and reason.
Must not know: what the fields are for.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any

import yaml

from techlint.document import Field
from techlint.frontmatter.broken import Broken
from techlint.lazy import lazy
from techlint.text import Span

SEPARATION = lazy(r"(?<=:)[ \t]*\t[ \t]*|[ \t]*\t[ \t]*$", re.MULTILINE)
FAST = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml takes a sixth of the time. It forgives tabs, drops a mark of byte order, says little of what is wrong."""
FLAT = 200
"""So many marks that may open a level, or fewer, are no deep nesting, which would break the stack of libyaml."""
PROBLEMS = {
    "mapping values are not allowed here": "a value with a colon in it wants quotes",
    "found character '\\t' that cannot start any token": "there is a tab where YAML wants spaces",
    "could not find expected ':'": "there is a line without `key:`",
}
"""What yaml says, in words for an author; all else as yaml says it."""


def read(text: str, inner: Span) -> dict[str, Field] | None:
    """The fields of a block. Raises Broken."""
    block = text[inner.start : inner.end]
    if "\t" in block:  # YAML allows tabs between a key and its value, PyYAML does not
        block = SEPARATION.sub(lambda found: " " * len(found[0]), block)
    elif block[:1] != "\ufeff" and sum(map(block.count, "[{-?")) <= FLAT:
        with suppress(yaml.YAMLError, UnicodeEncodeError, RecursionError, Broken):
            return _fields(FAST(block), inner.start)
    try:
        return _fields(yaml.SafeLoader(block), inner.start)
    except yaml.reader.ReaderError as error:
        raise Broken("there is a character that YAML does not allow", inner.start + error.position) from None
    except yaml.MarkedYAMLError as error:
        raise _broken(error, inner) from None
    except yaml.YAMLError as error:
        raise Broken(str(error).partition("\n")[0]) from None
    except RecursionError:
        raise Broken("it is nested too deeply") from None


def _fields(loader: yaml.SafeLoader, offset: int) -> dict[str, Field] | None:
    root = loader.get_single_node()
    if root is None:
        return {}
    if not isinstance(root, yaml.MappingNode):
        return None
    return {str(key.value): _field(loader, value, offset) for key, value in root.value}


def _field(loader: yaml.SafeLoader, node: yaml.Node, offset: int) -> Field:
    span = _span(node, offset)
    try:
        value: Any = loader.construct_object(node, deep=True)
    except (ValueError, TypeError, OverflowError) as error:  # `2024-13-01`
        raise Broken(str(error), span.start) from None
    # One level only: aliases make a few lines into a tree without end.
    items = zip(value, node.value, strict=False) if isinstance(node, yaml.SequenceNode) else ()
    return Field(value, span, tuple([Field(item, _span(place, offset)) for item, place in items]))


def _span(node: yaml.Node, offset: int) -> Span:
    return Span(offset + node.start_mark.index, offset + node.end_mark.index)


def _broken(error: yaml.MarkedYAMLError, inner: Span) -> Broken:
    """The place is where the trouble begins: for a quote that is never closed, the quote."""
    if error.context == "while scanning a quoted scalar" and error.context_mark:
        return Broken("a quote is opened and never closed", inner.start + error.context_mark.index)
    mark = error.problem_mark or error.context_mark
    problem = error.problem or str(error).partition("\n")[0]
    place = inner.start + mark.index if mark else inner.start
    return Broken(PROBLEMS.get(problem, problem), min(place, max(inner.start, inner.end - 1)))
