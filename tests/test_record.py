"""Records and rows: made, changed and compared as what they stand for, dataclasses and `typing.NamedTuple`."""

import pickle

from techlint.record import NamedTuple, Record


class Point(NamedTuple):
    """A place."""

    x: int
    y: int = 0

    @property
    def mirrored(self):
        return Point(self.y, self.x)


class Base(Record):
    name: str
    size: int = 1


class Derived(Base):
    more: str = ""


def test_a_row_is_a_tuple_with_names():
    point = Point(3)
    assert (point, point.x, point.y) == ((3, 0), 3, 0)
    assert point.mirrored == Point(0, 3)
    assert point._replace(y=5) == Point(3, 5)
    assert (Point._fields, Point._field_defaults) == (("x", "y"), {"y": 0})
    assert (repr(point), Point.__doc__, Point.__qualname__) == ("Point(x=3, y=0)", "A place.", "Point")
    assert pickle.loads(pickle.dumps(point)) == point


def test_a_record_takes_values_in_order_or_by_name():
    assert vars(Base("a", 2)) == vars(Base(size=2, name="a")) == {"name": "a", "size": 2}
    derived = Derived("a", more="b")
    assert (derived.name, derived.size, derived.more) == ("a", 1, "b")


def test_a_record_is_changed_by_making_another():
    derived = Derived("a", 2)
    changed = derived._replace(size=3)
    assert (type(changed), changed.name, changed.size, derived.size) == (Derived, "a", 3, 2)
    assert pickle.loads(pickle.dumps(changed)).size == 3
