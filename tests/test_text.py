"""Places: Source and Excerpt."""

import pytest

from techlint.text import Excerpt, Position, Source, Span


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"plain\n",
        b"\xef\xbb\xbfwith a BOM\r\n",
        b"mixed\r\nline\nends\r",
        b"bad \xff\xfe\x80 bytes\n",
        "UTF-16 \u4f60\n".encode("utf-16"),
        b"\xff\xfeodd",
        "\ufeff\ufeff two marks".encode(),
    ],
)
def test_bytes_survive_a_round_trip(data):
    source = Source.decode("draft.md", data)
    assert source.encode(source.raw) == data


def test_positions_count_characters_from_one():
    source = Source.of("a\r\n\U0001f600é x\n")
    assert source.text == "a\n\U0001f600é x\n"
    assert source.position(0) == Position(1, 1)
    assert source.position(source.text.index("x")) == Position(2, 4)
    assert source[source.line_span(2)] == "\U0001f600é x"


def test_raw_offsets_count_carriage_returns():
    source = Source.of("a\r\nb\nc\r\nd\re")
    for offset, char in enumerate(source.text):
        if char != "\n":
            assert source.raw[source.raw_offset(offset)] == char


def test_newline_is_that_of_most_lines():
    assert Source.of("a\r\nb\r\nc\n").newline == "\r\n"
    assert Source.of("a\r\nb\nc\n").newline == "\n"


def test_excerpt_maps_back_to_the_source():
    source = Source.of("Use **bold** &amp; `code` now")
    excerpt = Excerpt.join(
        [
            ("Use ", 0, 4, True),
            ("bold", 6, 10, True),
            (" ", 12, 13, True),
            ("&", 13, 18, False),
            (" ", 18, 19, True),
            ("", 19, 19, True),
            ("\ufffc", 19, 25, False),
            (" now", 25, 29, True),
        ]
    )
    assert excerpt.text == "Use bold & \ufffc now"
    assert source[excerpt.span(4, 8)] == "bold"
    assert source[excerpt.span(9, 10)] == "&amp;"
    assert source[excerpt.span(4, 10)] == "bold** &amp;"
    assert excerpt.literal(4, 8)
    assert not excerpt.literal(4, 10)
    assert not excerpt.literal(9, 10)
    assert excerpt.span(3, 3) == Span(3, 3)


def test_empty_excerpt_has_a_place():
    assert Excerpt.join([]).span(0, 0) == Span(0, 0)


def test_spans_that_touch_do_not_overlap():
    assert not Span(0, 3).overlaps(Span(3, 5))
    assert Span(0, 3).overlaps(Span(2, 5))
    assert Span(2, 2).overlaps(Span(0, 3))
