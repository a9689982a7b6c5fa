"""Configuration files: which holds, what wins, and what is said of a mistake."""

import pytest

from techlint import config
from techlint.errors import FileError
from techlint.finding import Severity


@pytest.fixture(autouse=True)
def _fresh(monkeypatch, tmp_path):
    config.for_folder.cache_clear()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "nowhere"))


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_the_nearest_file_wins(tmp_path):
    write(tmp_path / "techlint.toml", 'ignore = ["claims"]\n')
    write(tmp_path / "blog" / ".techlint.toml", 'ignore = ["titles"]\n')
    write(tmp_path / "blog" / "deep" / "pyproject.toml", "[project]\nname = 'x'\n")
    assert config.for_folder(tmp_path / "blog" / "deep").ignore == ("titles",)
    assert config.for_folder(tmp_path / "other").ignore == ("claims",)


def test_extend_adds_and_overrides(tmp_path):
    write(tmp_path / "base.toml", 'ignore = ["claims"]\nfail-on = "error"\n[severity]\ntitles = "info"\n')
    write(tmp_path / "techlint.toml", 'extend = "base.toml"\nextend-ignore = ["text"]\n[severity]\ntext = "error"\n')
    found = config.for_folder(tmp_path)
    assert found.ignore == ("claims", "text")
    assert found.fail_on is Severity.ERROR
    assert found.severity == {"titles": Severity.INFO, "text": Severity.ERROR}


def test_per_path(tmp_path):
    write(tmp_path / "techlint.toml", '[per-path."drafts/**"]\nignore = ["titles"]\nseverity = {claims = "info"}\n')
    (entry,) = config.for_folder(tmp_path).per_path
    assert (entry.pattern, entry.ignore, entry.severity) == ("drafts/**", ("titles",), {"claims": Severity.INFO})


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("\nselekt = []\n", 2, "unknown key 'selekt' (did you mean 'select'?)"),
        ('select = "claims"\n', 1, "'select' must be a list of strings"),
        ('[severity]\n\nclaims = "warn"\n', 3, "'claims' must be one of error, warning, info"),
        ('fail-on = "never"\n', 1, "'fail-on' must be one of"),
        ('output-format = "jsn"\n', 1, "did you mean 'json'?"),
        ('as-of = "soon"\n', 1, "'as-of' must be a day"),
        ('rules = ["none"]\n', 1, "rule folder 'none' does not exist"),
        ('[per-path."x/**"]\nselect = []\n', 2, "unknown key 'select'"),
        ('extend = "gone.toml"\n', 1, "extends gone.toml, which is no file"),
        ('extend = "techlint.toml"\n', 0, "extends itself"),
        ("a = 1\nb = [\n", 2, "no TOML"),
        ('respect-gitignore = "yes"\n', 1, "must be true or false"),
    ],
)
def test_mistakes_name_file_line_and_key(tmp_path, text, line, problem):
    write(tmp_path / "techlint.toml", text)
    with pytest.raises(FileError) as error:
        config.for_folder(tmp_path)
    assert error.value.path == "techlint.toml"
    assert error.value.line == line
    assert problem in error.value.problem


def test_pyproject_lines_are_found_in_its_table(tmp_path):
    write(tmp_path / "pyproject.toml", "[tool.other]\nselect = 1\n\n[tool.techlint]\nselect = 1\n")
    with pytest.raises(FileError) as error:
        config.for_folder(tmp_path)
    assert error.value.line == 5
