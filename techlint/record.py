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
    from collections import namedtuple

    class _Row(type):
        def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> type:
            if not bases:
                return super().__new__(cls, name, bases, body)
            fields = body.get("__annotations__", {})
            defaults = [body[field] for field in fields if field in body]
            made = namedtuple(name, fields, defaults=defaults, module=body["__module__"])  # noqa: PYI024 - see below
            for key, value in body.items():
                if key not in fields and key != "__module__":
                    setattr(made, key, value)
            return made

    class NamedTuple(metaclass=_Row):
        """`typing.NamedTuple`, but for its look at each annotation: it compiles those that are strings, as ours are."""


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
