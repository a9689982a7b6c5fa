"""A Java class file -> what it declares: enough of the format to read the JDK's own table of releases (ct.sym).

In: bytes. Out: the class's name, its visible members and what is `@Deprecated`. Must not know what is done with them.
"""

from __future__ import annotations

import struct
from typing import NamedTuple

_VISIBLE = 0x0001 | 0x0004
_SYNTHETIC = 0x1000
# Sizes of constant pool entries by tag, without the tag; Utf8 (1) has its own length.
_SIZES = {3: 4, 4: 4, 5: 8, 6: 8, 7: 2, 8: 2, 9: 4, 10: 4, 11: 4, 12: 4, 15: 3, 16: 2, 17: 4, 18: 4, 19: 2, 20: 2}


class Declared(NamedTuple):
    """A class or a member: its name, whether it is deprecated and since when by its annotation."""

    name: str
    deprecated: bool
    since: str


class ClassFile:
    """One parsed class: `this`, `above` (super class and interfaces, with slashes) and `members`."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 8
        self.pool: dict[int, str | int] = {}
        self._constants()
        self.access = self._short()
        self.name = self._class(self._short())
        supers = [self._short(), *(self._short() for _ in range(self._short()))]
        self.above = [self._class(index) for index in supers if index]
        self.members = [*self._members("field"), *self._members("method")]
        self.own = Declared(self.name, *self._attributes())

    @property
    def visible(self) -> bool:
        """Whether the class is public or protected."""
        return bool(self.access & _VISIBLE)

    def _short(self) -> int:
        self.at += 2
        return int(struct.unpack_from(">H", self.data, self.at - 2)[0])

    def _constants(self) -> None:
        count, index = self._short(), 1
        while index < count:
            tag = self.data[self.at]
            self.at += 1
            if tag == 1:
                size = self._short()
                self.pool[index] = self.data[self.at : self.at + size].decode("utf-8", "replace")
                self.at += size
            else:
                if tag == 7:
                    self.pool[index] = struct.unpack_from(">H", self.data, self.at)[0]
                self.at += _SIZES[tag]
            index += 2 if tag in (5, 6) else 1

    def _class(self, index: int) -> str:
        return str(self.pool[int(self.pool[index])])

    def _members(self, _kind: str) -> list[Declared]:
        found = []
        for _ in range(self._short()):
            access, name, _ = self._short(), str(self.pool[self._short()]), self._short()
            deprecated = self._attributes()
            if access & _VISIBLE and not access & _SYNTHETIC:
                found.append(Declared(name, *deprecated))
        return found

    def _attributes(self) -> tuple[bool, str]:
        deprecated, since = False, ""
        for _ in range(self._short()):
            name = self.pool[self._short()]
            size = int(struct.unpack_from(">I", self.data, self.at)[0])
            start, self.at = self.at + 4, self.at + 4 + size
            if name == "Deprecated":
                deprecated = True
            elif name == "RuntimeVisibleAnnotations":
                found = self._annotation(self.data[start : self.at])
                deprecated, since = deprecated or found is not None, found or since
        return deprecated, since

    def _annotation(self, body: bytes) -> str | None:
        """Return `since` of a `@Deprecated` in an annotations attribute, None if there is none.

        Only simple values are walked over; an annotation with nested ones ends the search.
        """
        at, since = 2, None
        for _ in range(struct.unpack_from(">H", body)[0]):
            kind, pairs = struct.unpack_from(">HH", body, at)
            at += 4
            ours = self.pool[kind] == "Ljava/lang/Deprecated;"
            since = since or ("" if ours else None)
            for _ in range(pairs):
                name, tag, value = struct.unpack_from(">HBH", body, at)
                if chr(tag) not in "BCDFIJSZsce":
                    return since
                at += 7 if chr(tag) == "e" else 5
                if ours and self.pool[name] == "since":
                    since = str(self.pool[value])
        return since
