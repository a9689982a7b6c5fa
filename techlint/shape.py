"""Shapes: what the data of a file may look like, said once for the validator, the JSON Schema and the documentation.

In: plain data (dicts, lists, scalars), as TOML, YAML or JSON hold it. Out: problems, each with the way to the value
that is wrong; or a JSON Schema (draft 7); or words for people.
Must not know: files, lines, what a key means to techlint.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from techlint.errors import suggest
from techlint.record import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

Way = tuple[str | int, ...]
"""Keys and indices that lead to a value."""


class Problem(NamedTuple):
    """What is wrong with the value at the end of `way`; with `at_key`, the key itself is."""

    way: Way
    text: str
    at_key: bool = False


class Shape(Protocol):
    """A closed or open set of values."""

    @property
    def name(self) -> str:
        """Words for people: `list of strings`."""

    def problems(self, value: Any, way: Way) -> Iterator[Problem]:
        """Yield what is wrong with a value, the gravest first."""

    def schema(self) -> dict[str, Any]:
        """The same as JSON Schema."""


def called(way: Way) -> str:
    """The key that a value belongs to, quoted."""
    return f"'{next((str(step) for step in reversed(way) if isinstance(step, str)), 'it')}'"


class Text(NamedTuple):
    """A string; with `says` it holds more than blanks. `pattern` is a hint for editors, of what `refuse` refuses."""

    name: str = "string"
    says: bool = False
    pattern: str = ""
    refuse: Callable[[str], str] | None = None
    """What is wrong with a string; empty if nothing is."""

    def problems(self, value: Any, way: Way) -> Iterator[Problem]:
        """Yield what is wrong with a value."""
        if not isinstance(value, str) or (self.says and not value.strip()):
            yield Problem(way, f"{called(way)} must be a {'string that says something' if self.says else self.name}")
        elif self.refuse and (text := self.refuse(value)):
            yield Problem(way, text)

    def schema(self) -> dict[str, Any]:
        """The same as JSON Schema."""
        pattern = self.pattern or (r"\S" if self.says else "")
        return {"type": "string", **({"pattern": pattern} if pattern else {})}


class Plain(NamedTuple):
    """A set of values that a predicate tells, with what JSON Schema says of it."""

    name: str
    fits: Callable[[Any], bool]
    schema_of_it: dict[str, Any]
    wanted: str = ""
    """What it must be, for a value that does not fit."""

    def problems(self, value: Any, way: Way) -> Iterator[Problem]:
        """Yield what is wrong with a value."""
        if not self.fits(value):
            yield Problem(way, f"{called(way)} must be {self.wanted}")

    def schema(self) -> dict[str, Any]:
        """The same as JSON Schema."""
        return dict(self.schema_of_it)


FLAG = Plain("`true` or `false`", lambda value: isinstance(value, bool), {"type": "boolean"}, "true or false")
NUMBER = Plain(
    "number",
    lambda value: isinstance(value, int) and not isinstance(value, bool) and value >= 0,
    {"type": "integer", "minimum": 0},
    "a whole number",
)
NULL = Plain("null", lambda value: value is None, {"type": "null"}, "null")
ANYTHING = Plain("anything", lambda _value: True, {})


class Choice(NamedTuple):
    """One of some words; where they are many, `noun` says what they name."""

    words: tuple[str, ...]
    noun: str = ""

    @property
    def name(self) -> str:
        """Words for people."""
        return ", ".join(f"`{word}`" for word in self.words)

    def problems(self, value: Any, way: Way) -> Iterator[Problem]:
        """Yield what is wrong with a value."""
        if not isinstance(value, str) or value not in self.words:
            said = f"unknown {self.noun}" if self.noun else f"{called(way)} must be one of {', '.join(self.words)}, not"
            yield Problem(way, f"{said} '{value}'{suggest(str(value), self.words)}")

    def schema(self) -> dict[str, Any]:
        """The same as JSON Schema."""
        return {"enum": list(self.words)}


class Words(NamedTuple):
    """A list of strings; with `known`, of these and no others; with `filled`, at least one, and none empty.

    `definition` names the part of the schema that says more of an entry, for editors to propose.
    """

    known: tuple[str, ...] = ()
    filled: bool = False
    name: str = "list of strings"
    definition: str = ""

    def problems(self, value: Any, way: Way) -> Iterator[Problem]:
        """Yield what is wrong with a value."""
        fine = isinstance(value, list) and all(isinstance(entry, str) for entry in value)
        if not fine or (self.filled and not (value and all(value))):
            yield Problem(way, f"{called(way)} must be a {self.name}")
        elif self.known:
            for number, entry in enumerate(value):
                if entry not in self.known:
                    text = f"unknown '{entry}' in {called(way)[1:-1]}{suggest(entry, self.known)}"
                    yield Problem((*way, number), text)

    def schema(self) -> dict[str, Any]:
        """The same as JSON Schema."""
        entry: dict[str, Any] = {"enum": sorted(self.known)} if self.known else {"type": "string"}
        if self.definition:
            entry = {"$ref": f"#/definitions/{self.definition}"}
        if self.filled:
            entry["minLength"] = 1
        return {"type": "array", "items": entry, **({"minItems": 1} if self.filled else {})}


class Each(NamedTuple):
    """A list of values of one shape."""

    of: Shape
    name: str = "list"

    def problems(self, value: Any, way: Way) -> Iterator[Problem]:
        """Yield what is wrong with a value."""
        if not isinstance(value, list):
            yield Problem(way, f"{called(way)} must be a list")
            return
        for number, entry in enumerate(value):
            yield from self.of.problems(entry, (*way, number))

    def schema(self) -> dict[str, Any]:
        """The same as JSON Schema."""
        return {"type": "array", "items": self.of.schema()}


class Mapped(NamedTuple):
    """A table whose keys the author chooses and whose values have one shape."""

    of: Shape
    name: str
    problem: str
    """What is said of a value that is no such table."""
    filled: bool = False

    def problems(self, value: Any, way: Way) -> Iterator[Problem]:
        """Yield what is wrong with a value."""
        if not isinstance(value, dict) or (self.filled and not value):
            yield Problem(way, self.problem)
            return
        for key, entry in value.items():
            yield from self.of.problems(entry, (*way, key))

    def schema(self) -> dict[str, Any]:
        """The same as JSON Schema."""
        return {
            "type": "object",
            "additionalProperties": self.of.schema(),
            **({"minProperties": 1} if self.filled else {}),
        }


class Key(NamedTuple):
    """A key of a table: the shape of its value, what it means, an example as its file would have it."""

    shape: Shape
    meaning: str
    example: str = ""
    required: bool = False


class Table(NamedTuple):
    """A table of known keys. `one_of` groups keys of which exactly one must be there."""

    keys: Mapping[str, Key]
    name: str
    problem: str = ""
    one_of: tuple[str, ...] = ()
    one_of_problem: str = ""
    only: bool = False
    """Whether exactly one key may stand in it."""

    def problems(self, value: Any, way: Way) -> Iterator[Problem]:
        """Yield what is wrong with a value."""
        if not isinstance(value, dict) or (self.only and len(value) != 1):
            yield Problem(way, self.problem or f"{called(way)} must be a mapping")
            return
        for key in value:
            if key not in self.keys:
                where = f" in {self.name}" if self.name else ""
                yield Problem((*way, key), f"unknown key '{key}'{where}{suggest(key, self.keys)}", at_key=True)
        yield from (
            Problem(way, f"missing key '{name}'" + (f" in {self.name}" if way else ""))
            for name, key in self.keys.items()
            if key.required and name not in value
        )
        for name, key in self.keys.items():
            if name in value:
                yield from key.shape.problems(value[name], (*way, name))
        if self.one_of and sum(name in value for name in self.one_of) != 1:
            yield Problem(way, self.one_of_problem)

    def schema(self) -> dict[str, Any]:
        """The same as JSON Schema, with the meaning of each key."""
        found: dict[str, Any] = {
            "type": "object",
            "additionalProperties": False,
            "properties": {name: _described(key) for name, key in self.keys.items()},
        }
        if required := [name for name, key in self.keys.items() if key.required]:
            found["required"] = required
        if self.one_of:
            found["oneOf"] = [{"required": [name]} for name in self.one_of]
        if self.only:
            found |= {"minProperties": 1, "maxProperties": 1}
        return found


class Either(NamedTuple):
    """A value of one of some shapes."""

    shapes: tuple[Shape, ...]
    name: str
    problem: str
    """What is said of a value of none of these shapes."""

    def problems(self, value: Any, way: Way) -> Iterator[Problem]:
        """Yield what is wrong with a value: what the one shape says that takes its type, if there is one."""
        found = [list(shape.problems(value, way)) for shape in self.shapes]
        if all(found):
            inner = [problems for problems in found if any(p.way != way or p.at_key for p in problems)]
            yield from inner[0] if inner else [Problem(way, self.problem)]

    def schema(self) -> dict[str, Any]:
        """The same as JSON Schema."""
        return {"anyOf": [shape.schema() for shape in self.shapes]}


def _described(key: Key) -> dict[str, Any]:
    return {"description": key.meaning, **key.shape.schema()}
