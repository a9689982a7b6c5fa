"""Code of patterns that is kept from run to run: the same patterns come out, whatever is in the file."""

import os
import re
import subprocess
import sys
from random import Random

import pytest

from techlint import compiled
from techlint.compiled import Shelf, load, read, translate

PATTERN, FLAGS = r"(?P<word>\w+) (?P=word)|[äö-ü]{2,5}+(?<!x)", re.IGNORECASE | re.MULTILINE


@pytest.fixture
def path(tmp_path):
    place = tmp_path / "kept.patterns"
    place.with_suffix(".pyc").touch()
    shelf = Shelf(place)
    shelf.take(PATTERN, int(FLAGS))
    shelf.write()
    return place


def test_a_pattern_comes_back_as_it_was(path):
    shelf = Shelf(path)
    assert set(shelf.known) == {(PATTERN, int(FLAGS))}
    again = shelf.take(PATTERN, int(FLAGS))
    assert shelf.new == {}
    assert again == re.compile(PATTERN, FLAGS)
    assert again.groupindex == {"word": 1}
    found = again.search("say the THE")
    assert found
    assert (found.lastgroup, found["word"], found.re.pattern) == ("word", "the", PATTERN)


def test_patterns_that_differ_in_flags_are_two(path):
    assert Shelf(path).take(PATTERN, 0) == re.compile(PATTERN)


def test_a_wrong_pattern_says_so_as_ever(path):
    with pytest.raises(re.error, match="unterminated"):
        Shelf(path).take("(a", 0)


def test_a_damaged_file_holds_nothing(path):
    whole, random = path.read_bytes(), Random(7)
    for _ in range(300):
        data = bytearray(whole)
        data[random.randrange(len(data))] ^= 1 << random.randrange(8)
        path.write_bytes(data)
        assert read(path) == {}
    for length in range(0, len(whole), 7):
        path.write_bytes(whole[:length])
        assert read(path) == {}
    path.unlink()
    assert read(path) == {}
    path.mkdir()
    assert read(path) == {}


def test_another_python_holds_nothing(path, monkeypatch):
    monkeypatch.setattr(sys, "version", "4.0")
    assert read(path) == {}


@pytest.mark.parametrize(
    "kept",
    [
        None,
        (),
        (0, b"", (None,)),
        (0, b"\x01", (None,)),
        (0, b"\xff" * 400, (None, "a")),
        ("0", translate("a", 0)[1], (None,)),
        (0, translate("a", 0)[1], [None]),
        (0, translate("a", 0)[1], ()),
        (2**40, translate("a", 0)[1], (None,)),
    ],
)
def test_code_of_another_shape_is_compiled_anew(path, kept):
    shelf = Shelf(path)
    shelf.known[PATTERN, 0] = kept
    assert shelf.take(PATTERN, 0) == re.compile(PATTERN)
    shelf.write()
    assert load(PATTERN, Shelf(path).known[PATTERN, 0]) == re.compile(PATTERN)


@pytest.mark.parametrize("step", ["translate", "load"])
@pytest.mark.parametrize("surprise", [ImportError, AttributeError, TypeError, RuntimeError])
def test_another_re_compiles_as_ever(path, monkeypatch, step, surprise):
    def another(*_):
        raise surprise

    monkeypatch.setattr(compiled, step, another)
    shelf = Shelf(path)
    assert shelf.take("a+", 0) is None
    monkeypatch.setattr(compiled, "_shelf", shelf)
    assert compiled.compile_pattern("a+").findall("aab") == ["aa"]
    assert compiled.compile_pattern(PATTERN, int(FLAGS)) == re.compile(PATTERN, FLAGS)
    with compiled.of_libraries():
        assert re.compile("b+b").findall("abb") == ["bb"]


def test_patterns_of_libraries_are_kept_while_asked_for(path, monkeypatch):
    shelf = Shelf(path)
    monkeypatch.setattr(compiled, "_shelf", shelf)
    re.purge()
    with compiled.of_libraries():
        assert re.compile("c+c", re.MULTILINE).findall("acc") == ["cc"]
        assert re.compile(b"c+d").findall(b"ccd") == [b"ccd"]
        with pytest.raises(re.error):
            re.compile("(")
    re.compile("d+d")
    assert set(shelf.new) == {("c+c", int(re.MULTILINE)), (b"c+d", 0)}


def test_what_no_version_needs_goes(path, monkeypatch):
    monkeypatch.setattr(compiled, "MOST", 1)
    shelf = Shelf(path)
    shelf.take("a", 0)
    shelf.write()
    assert set(read(path)) == {("a", 0)}


def test_nothing_is_kept_where_python_keeps_no_modules(path):
    path.with_suffix(".pyc").unlink()
    shelf = Shelf(path)
    shelf.take("a", 0)
    shelf.write()
    assert ("a", 0) not in read(path)


def test_a_folder_that_cannot_be_written_is_no_error(path):
    shelf = Shelf(path / "below a file")
    shelf.take("a", 0)
    shelf.write()


@pytest.mark.parametrize(("options", "kept"), [((), True), (("--no-cache",), False)])
def test_the_command_keeps_code_beside_the_modules(tmp_path, options, kept):
    draft = tmp_path / "draft.md"
    draft.write_text("# A title\n\nIt is ten times faster than the old one.\n")
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"PYTHONPYCACHEPREFIX": str(tmp_path / "modules"), "TECHLINT_CACHE_DIR": str(tmp_path / "cache")}
    told = {
        subprocess.run(
            [sys.executable, "-m", "techlint", "check", "--isolated", *options, draft],
            env=environment,
            capture_output=True,
            check=False,
        ).stdout
        for _ in range(2)
        if not (tmp_path / "cache" / "results.json").unlink(missing_ok=True)
    }
    assert len(told) == 1
    assert bool(list(tmp_path.rglob("*.patterns"))) is kept


def test_what_one_process_found_out_another_keeps(path, monkeypatch):
    monkeypatch.setattr(compiled, "_shelf", Shelf(path))
    compiled.compile_pattern("b+")
    found = compiled.news()
    assert [pattern for pattern, _ in found] == ["b+"]
    assert compiled.news() == {}
    monkeypatch.setattr(compiled, "_shelf", Shelf(path))
    compiled.learn(found)
    compiled.write()
    assert ("b+", 0) in read(path)
