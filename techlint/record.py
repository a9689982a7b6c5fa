"""Classes that are a row of fields, and that cost a start little: Record and NamedTuple.

In: a class body of annotated fields, defaults behind them. Out: a class made of their values, in order or by name.
Must not know: anything of ours.

A dataclass writes its methods as Python and compiles them whenever it is imported, which takes half a millisecond; with
thirty of them that was a tenth of a short run. A NamedTuple takes a tenth of that: it is for what is compared, unpacked
or made by the thousand, a Record for the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, dataclass_transform

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple  # noqa: PLC0414, TID251 - type checkers know it by this name
    from typing import Self
else:
    from collections import _tuplegetter as field_at

    class _Row(type):
        def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> type:
            fields = tuple(body.get("__annotations__", ()))
            row = {"__slots__": (), "__match_args__": fields, "_fields": fields}
            row["_field_defaults"] = {field: body[field] for field in fields if field in body}
            return super().__new__(cls, name, bases, body | row | {f: field_at(k, "") for k, f in enumerate(fields)})

    class NamedTuple(tuple, metaclass=_Row):
        """As `typing.NamedTuple`, which writes Python for each class, and compiles that and its annotations."""

        __slots__ = ()

        def __new__(cls, *values: Any, **named: Any) -> Self:
            """Make a row of its values, in order or by name."""
            if named or len(values) != len(cls._fields):
                rest = cls._fields[len(values) :]
                given = cls._field_defaults | named if named else cls._field_defaults
                values += tuple([given[field] for field in rest if field in given])
                if len(values) != len(cls._fields) or not named.keys() <= set(rest):
                    raise TypeError(f"{cls.__name__} takes {', '.join(cls._fields)}")
            return tuple.__new__(cls, values)

        def _replace(self, **changes: Any) -> Self:
            values = tuple(map(changes.pop, self._fields, self))
            return type(self)(*values, **changes)

        def _asdict(self) -> dict[str, Any]:
            return dict(zip(self._fields, self, strict=True))

        def __getnewargs__(self) -> tuple[Any, ...]:
            return tuple(self)

        def __repr__(self) -> str:
            return f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in self._asdict().items())})"


@dataclass_transform(frozen_default=True, eq_default=False)
class Record:
    """A row of fields. Type checkers hold it to be frozen, and see to it that no value is missing."""

    _fields: ClassVar[tuple[str, ...]] = ()

    def __init_subclass__(cls) -> None:
        cls._fields = (*cls._fields, *cls.__annotations__)

    def __init__(self, *values: Any, **named: Any) -> None:
        for name, value in zip(self._fields, values, strict=False):
            setattr(self, name, value)
        for name, value in named.items():
            setattr(self, name, value)

    def _replace(self, **changes: Any) -> Self:
        """The same with other values for some fields, as a NamedTuple has it."""
        kept = {name: getattr(self, name) for name in self._fields if name not in changes}
        return type(self)(**kept, **changes)
