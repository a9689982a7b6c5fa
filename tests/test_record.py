"""Records and rows: made, changed and compared as what they stand for, dataclasses and `typing.NamedTuple`."""

import pickle

import pytest

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


def test_a_row_has_all_its_values_and_no_others():
    assert Point(y=2, x=1) == Point(1, y=2) == (1, 2)
    for make in (
        Point,
        lambda: Point(y=1),
        lambda: Point(1, 2, 3),
        lambda: Point(1, x=2),
        lambda: Point(1, z=2),
    ):
        with pytest.raises(TypeError, match="Point takes x, y"):
            make()
    with pytest.raises(TypeError):
        Point(1)._replace(z=2)
    with pytest.raises(AttributeError):
        Point(1).x = 2


def test_a_record_takes_values_in_order_or_by_name():
    assert vars(Base("a", 2)) == vars(Base(size=2, name="a")) == {"name": "a", "size": 2}
    derived = Derived("a", more="b")
    assert (derived.name, derived.size, derived.more) == ("a", 1, "b")


def test_a_record_is_changed_by_making_another():
    derived = Derived("a", 2)
    changed = derived._replace(size=3)
    assert (type(changed), changed.name, changed.size, derived.size) == (Derived, "a", 3, 2)
    assert pickle.loads(pickle.dumps(changed)).size == 3
