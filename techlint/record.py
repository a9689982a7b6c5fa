"""Record: the base of classes that are a row of fields, as a frozen dataclass is, and that cost a start nothing.

In: a class body of annotated fields, defaults behind them. Out: a class made of their values, in order or by name.
Must not know: anything of ours.

A dataclass writes its methods as Python and compiles them whenever it is imported, which takes half a millisecond; with
thirty of them that was a tenth of a short run. A NamedTuple takes a fifth of that: it is for what is compared, unpacked
or made by the thousand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, dataclass_transform

if TYPE_CHECKING:
    from typing import Self


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
