"""Notebooks: the draft in them, places in cells and in the file, fixes that touch nothing else, what is no notebook."""

import io
import json
import random
import subprocess
from pathlib import Path
from time import process_time

import pytest

from techlint.drafts import read
from techlint.errors import FileError
from techlint.finding import Edit, Finding, Fix, Severity
from techlint.fix import apply
from techlint.markdown import parse
from techlint.pipeline import check
from techlint.reporters import write
from techlint.reporters.run import Run
from techlint.secrets.forge import expand
from techlint.settings import Settings
from techlint.text import Span

TOKEN = expand("{{ghp_:1}}")[0]
RULES = Settings(isolated=True, use_cache=False)


def markdown(source):
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def code(source, *outputs):
    return {"cell_type": "code", "execution_count": 1, "metadata": {}, "outputs": list(outputs), "source": source}


def printed(*lines):
    return {"name": "stdout", "output_type": "stream", "text": list(lines)}


def notebook(*cells, language="python", **dump):
    book = {
        "cells": list(cells),
        "metadata": {"kernelspec": {"display_name": "K", "language": language, "name": "k"}},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return (json.dumps(book, **{"indent": 1, "ensure_ascii": False, **dump}) + "\n").encode()


def found(data, select=""):
    source = read("nb.ipynb", data)
    rules = RULES if not select else Settings(isolated=True, use_cache=False, select=(select,))
    return check(source, rules.ruleset_for(Path("nb.ipynb")))


def render(name, report, **options):
    out = io.StringIO()
    write(name, Run((report,), everything=True, **options), out)
    return out.getvalue()


def test_cells_make_one_draft():
    data = notebook(markdown(["# A\n", "\n", "Text."]), code(["x = 1\n"]), markdown("More.\n"), code(""))
    assert read("nb.ipynb", data).text == "# A\n\nText.\n\n```python\nx = 1\n```\n\nMore.\n\n"


def test_the_draft_leads_back_to_the_file():
    text = 'Wörds "quoted" \\ and\ttabs 😀 e\u0301 </p>\nsecond line\n'
    for ascii_only in (False, True):
        data = notebook(markdown(text), code(text), ensure_ascii=ascii_only)
        source = read("nb.ipynb", data)
        file = source.origin.file
        assert source.encode(source.raw) == data
        for part in source.origin.parts:
            assert source[part.span] == text
            for at in range(part.span.start, part.span.end):
                span = source.origin.span(Span(at, at + 1))
                assert json.loads(f'"{file[span]}"') == source.text[at]


@pytest.mark.parametrize("escape", ["\\ud83d\\ude00", "\\u00e9", "\\/", "\\r\\n", "\\n", "\\r", "\\u000a"])
def test_every_escape_is_one_place(escape):
    data = notebook(markdown("aXYZb")).replace(b"XYZ", escape.encode())
    source = read("nb.ipynb", data)
    character = source.text[1]
    assert source.text.startswith(f"a{character}b\n")
    assert source.origin.file[source.origin.span(Span(1, 2))] == escape


def test_lines_of_windows_are_lines():
    data = notebook(markdown(["# A\r\n", "\r\n", "Words.\r\n"])).replace(b"\n", b"\r\n")
    source = read("nb.ipynb", data)
    assert source.text == "# A\n\nWords.\n\n"
    assert source.encode(source.raw) == data


def test_nbformat_3():
    book = {
        "metadata": {"name": "old"},
        "nbformat": 3,
        "nbformat_minor": 0,
        "worksheets": [
            {
                "cells": [
                    {"cell_type": "heading", "level": 2, "metadata": {}, "source": ["Old"]},
                    {"cell_type": "markdown", "metadata": {}, "source": "Text."},
                    {"cell_type": "code", "collapsed": False, "input": ["1 + 1"], "language": "julia", "outputs": []},
                ]
            }
        ],
    }
    source = read("nb.ipynb", json.dumps(book).encode())
    assert source.text == "## Old\n\nText.\n\n```julia\n1 + 1\n```\n\n"
    assert source.place(source.text.index("Old")) == "cell 1:1:4"


@pytest.mark.parametrize(
    ("lines", "language", "blocks"),
    [
        ("x = 1", "rust", "```rust\nx = 1\n```\n\n"),
        ("!pip a\n%pip b\nx = 1\n", "python", "```bash\npip a\npip b\n```\n\n```python\nx = 1\n```\n\n"),
        ("%%bash\nls\n", "python", "```bash\nls\n```\n\n"),
        ("%%time\nx = 1\n", "python", "```python\nx = 1\n```\n\n"),
        ("%%writefile a.cfg\nx = 1\n", "python", "```\nx = 1\n```\n\n"),
        ("%env A\nx = !ls\n?x\na %= 2", "python", "```python\n#env A\nx = 0 #ls\n#x\na %= 2\n```\n\n"),
        ("s = '```'", "python", "````python\ns = '```'\n````\n\n"),
        ("!ls", "rust", "```rust\n!ls\n```\n\n"),
    ],
)  # fmt: skip
def test_code_is_of_its_language(lines, language, blocks):
    source = read("nb.ipynb", notebook(code(lines.splitlines(keepends=True)), language=language))
    assert source.text == blocks


def test_lines_left_out_are_counted():
    source = read("nb.ipynb", notebook(markdown("# A"), code("%%bash\nls\nwrong\n"), code("!a\nb = 1\nwrong2\n")))
    assert source.place(source.text.index("wrong")) == "cell 2:3:1"
    assert source.place(source.text.index("wrong2")) == "cell 3:3:1"


def test_a_fence_left_open_ends_with_its_cell():
    doc = parse(read("nb.ipynb", notebook(markdown("```python\nx = 1"), markdown("# A heading"))))
    assert [node.excerpt.text for node in doc.of("heading")] == ["A heading"]
    closed = parse(read("nb.ipynb", notebook(markdown("~~~~\nx\n~~~\n~~~~~\n"), markdown("# A heading"))))
    assert [node.excerpt.text for node in closed.of("heading")] == ["A heading"]


def test_front_matter_in_a_raw_cell():
    raw = {"cell_type": "raw", "metadata": {}, "source": ["---\n", "title: A title\n", "---\n"]}
    doc = parse(read("nb.ipynb", notebook(raw, markdown("Text."), raw)))
    assert doc.front_matter.text("title") == "A title"
    assert doc.source.text.count("A title") == 1


def test_places_for_people_and_for_programs():
    data = notebook(markdown("# A"), markdown(["Words.\n", "The cache is 10x faster than the old one.\n"]))
    report = found(data)
    assert "nb.ipynb:cell 2:2:14: warning[claims/speedup]" in render("concise", report)
    full = render("full", report)
    assert "--> nb.ipynb:cell 2:2:14\n" in full
    assert "2 | The cache is 10x faster" in full
    row = next(n for n, line in enumerate(data.decode().split("\n"), 1) if "10x" in line)
    (object_,) = [f for f in json.loads(render("json", report)) if f["rule"] == "claims/speedup"]
    line = data.decode().split("\n")[row - 1]
    start, end = object_["location"], object_["end_location"]
    assert (start["row"], line[start["column"] - 1 : end["column"] - 1]) == (row, "10x faster")
    assert f"line={row},endLine={row},col={start['column']}," in render("github", report)
    region = json.loads(render("sarif", report))["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert region == {"startLine": row, "startColumn": start["column"], "endLine": row, "endColumn": end["column"]}
    for name in ("gitlab", "rdjson", "checkstyle", "junit"):
        assert str(row) in render(name, report)


def test_fixes_of_programs_are_text_of_the_file():
    report = found(notebook(markdown('We say "github" here, the the end.')))
    for finding in json.loads(render("json", report)):
        for edit in finding["fix"]["edits"] if finding["fix"] else []:
            assert edit["location"]["row"] == edit["end_location"]["row"] > 1


def test_a_page_names_cells():
    html = render("html", found(notebook(markdown("# A"), code("import numpy as np\nnp.product(x)\n"))))
    assert '<p class="cell">cell 2</p>' in html
    assert '<span class="n" id="d1l5">2</span>' in html or '<span class="n" id="d1l6">2</span>' in html
    assert "```python" not in html.partition('id="rules"')[0]


def test_what_code_printed_is_not_the_authors():
    lines = ("The cache is 10x faster than the the old one Ã© TODO\n", "<<<<<<< HEAD\n", "github {% raw %}\n")
    report = found(notebook(markdown("# A\n\nWords."), code("x = 1", printed(*lines)), markdown("Words {% x %}.")))
    assert report.findings == ()


@pytest.mark.parametrize(
    "output",
    [
        printed(f"token: {TOKEN}\n"),
        {"output_type": "execute_result", "data": {"text/plain": [f"'{TOKEN}'"]}, "metadata": {}},
        {"output_type": "error", "ename": "E", "evalue": "", "traceback": ["\\u001b[0;31m", f"KeyError: {TOKEN}"]},
    ],
)
def test_secrets_that_code_printed_are_found_and_masked(output):
    report = found(notebook(markdown("# A"), code("x = 1", output)))
    assert [finding.rule for finding in report.findings] == ["secrets/provider-token"]
    assert "cell 2 output" in render("concise", report)
    for name in ("full", "concise", "json", "sarif", "html", "github", "gitlab", "rdjson"):
        assert TOKEN not in render(name, report)
    assert TOKEN not in report.source.raw
    assert TOKEN not in report.source.origin.file.raw


def test_comments_silence_in_text_and_code():
    silent = markdown("<!-- techlint: ignore[claims/speedup] ours -->\nThe cache is 10x faster than the old one.")
    line = code("import numpy as np\nnp.product(x)  # techlint: ignore[api] pinned\n")
    report = found(notebook(silent, line))
    assert report.findings == ()
    assert len(report.suppressed) == 2


def test_rules_see_the_whole_document():
    report = found(
        notebook(markdown("# A post on caches"), markdown("Words."), markdown("# A post on caches")), "titles"
    )
    (finding,) = report.findings
    assert report.source.place(finding.span.start).startswith("cell 3:")


@pytest.mark.parametrize("ascii_only", [False, True])
@pytest.mark.parametrize("indent", [None, 1, 4])
def test_a_fix_touches_nothing_else(cli, tmp_path, ascii_only, indent):
    cells = [markdown(['# Ä "title"\n', "\n", "On github, the the end – 😀.\n"]), code("x = 1", printed("github\n"))]
    data = notebook(*cells, ensure_ascii=ascii_only, indent=indent)
    (tmp_path / "nb.ipynb").write_bytes(data)
    run = cli("check", "nb.ipynb", "--fix")
    assert run.returncode == 0, run.stdout
    after = (tmp_path / "nb.ipynb").read_bytes()
    assert after == data.replace(b"On github, the the end", b"On GitHub, the end")


def test_a_text_with_everything_survives_being_written():
    source = read("nb.ipynb", notebook(markdown("one two three")))
    text = 'a "b" \\c\nd\té 😀'
    finding = Finding("a/b", Severity.INFO, "m", Span(4, 7), fix=Fix("f", (Edit(Span(4, 7), text),), safe=True))
    after = json.loads(apply(source, [finding]).raw)
    assert after["cells"][0]["source"] == f"one {text} three"


def test_no_fix_reaches_over_the_edge_of_a_cell():
    source = read("nb.ipynb", notebook(markdown("one"), markdown("two"), code("x", printed("out\n"))))
    at = source.text.index
    spans = (Span(0, at("two")), Span(3, 4), Span(at("```"), at("x")), Span(at("out"), at("out") + 3))
    for span in spans:
        finding = Finding("a/b", Severity.INFO, "m", span, fix=Fix("f", (Edit(span, ""),), safe=True))
        assert apply(source, [finding]).applied == ()
    inside = Finding("a/b", Severity.INFO, "m", Span(0, 3), fix=Fix("f", (Edit(Span(0, 3), ""),), safe=True))
    assert len(apply(source, [inside]).applied) == 1


def test_random_edits_change_their_characters_and_nothing_else():
    dice = random.Random(11)
    alphabet = ["a", "\n", '"', "\\", "é", "😀", "\t", "`", "\r\n", "\u2028"]
    for _ in range(200):
        texts = ["".join(dice.choices(alphabet, k=dice.randint(1, 12))) + "z" for _ in range(3)]
        cells = [markdown(texts[0].splitlines(keepends=True)), code(texts[1]), markdown(texts[2])]
        source = read("nb.ipynb", notebook(*cells, ensure_ascii=dice.random() < 0.5, indent=dice.choice([None, 2])))
        part = dice.choice(source.origin.parts)
        start = dice.randint(part.span.start, part.span.end - 1)
        end = dice.randint(start, part.span.end - 1)
        new = "".join(dice.choices(alphabet, k=dice.randint(0, 3))).replace("\r\n", "\n")
        edit = Edit(Span(start, end), new)
        fixed = apply(source, [Finding("a/b", Severity.INFO, "m", edit.span, fix=Fix("f", (edit,), safe=True))])
        before, after = json.loads(source.raw), json.loads(fixed.raw)
        number = int(part.name.split()[1]) - 1
        old = "".join(before["cells"][number].pop("source")).replace("\r\n", "\n")
        got = "".join(after["cells"][number].pop("source")).replace("\r\n", "\n")
        assert before == after
        at = start - part.span.start
        assert got == old[:at] + new + old[at + end - start :]


def test_diff_shows_the_file_and_applies(cli, tmp_path):
    data = notebook(markdown(["Hosted on github.\n", "End.\n"]))
    (tmp_path / "nb.ipynb").write_bytes(data)
    run = cli("check", "nb.ipynb", "--fix", "--diff")
    assert run.returncode == 1
    subprocess.run(["git", "apply", "-"], cwd=tmp_path, input=run.stdout, check=True)
    assert (tmp_path / "nb.ipynb").read_bytes() == data.replace(b"github", b"GitHub")


def test_add_ignore_writes_comments_into_text_cells(cli, tmp_path):
    data = notebook(markdown(["# A\n", "\n", "The cache is 10x faster than the old one.\n"]))
    (tmp_path / "nb.ipynb").write_bytes(data)
    cli("check", "nb.ipynb", "--add-ignore", "measured")
    assert cli("check", "nb.ipynb").returncode == 0
    source = "".join(json.loads((tmp_path / "nb.ipynb").read_bytes())["cells"][0]["source"])
    assert "<!-- techlint: ignore[claims/speedup] measured -->\nThe cache" in source
    listed = json.loads(cli("suppressions", "nb.ipynb", "--output-format", "json").stdout)
    assert [entry["rules"] for entry in listed] == [["claims/speedup"]]


def test_the_walker_finds_notebooks(cli, tmp_path):
    (tmp_path / "posts" / ".ipynb_checkpoints").mkdir(parents=True)
    data = notebook(markdown("The cache is 10x faster than the old one."))
    (tmp_path / "posts" / "nb.ipynb").write_bytes(data)
    (tmp_path / "posts" / ".ipynb_checkpoints" / "nb-checkpoint.ipynb").write_bytes(data)
    run = cli("check", "posts", "--output-format", "concise")
    assert run.stdout.decode().count("\n") == 1
    assert run.stdout.startswith(b"posts/nb.ipynb:cell 1:1:14: ")
    again = cli("check", "posts", "--output-format", "concise")  # from the cache
    assert again.stdout == run.stdout


def test_a_baseline_knows_a_notebook(cli, tmp_path):
    (tmp_path / "nb.ipynb").write_bytes(notebook(markdown("The cache is 10x faster than the old one.")))
    assert cli("baseline", "nb.ipynb", "--output-file", "known.json").returncode == 0
    moved = notebook(markdown("New words."), markdown("The cache is 10x faster than the old one."))
    (tmp_path / "nb.ipynb").write_bytes(moved)
    assert cli("check", "nb.ipynb", "--baseline", "known.json").returncode == 0


def test_since_tells_what_changed(cli, tmp_path):
    def git(*arguments):
        subprocess.run(["git", "-c", "user.name=n", "-c", "user.email=e", *arguments], cwd=tmp_path, check=True)

    git("init", "-q")
    old = markdown("The cache is 10x faster than the old one.")
    (tmp_path / "nb.ipynb").write_bytes(notebook(old, markdown("Words.")))
    git("add", ".")
    git("commit", "-qm", "x")
    (tmp_path / "nb.ipynb").write_bytes(notebook(old, markdown("The queue is 10x faster than the old one.")))
    run = cli("check", "--since", "HEAD", "--output-format", "concise")
    assert run.stdout.startswith(b"nb.ipynb:cell 2:1:14: ")
    assert run.stdout.count(b"\n") == 1


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "bad.ipynb:1: no notebook: this is no JSON: Expecting value"),
        (b'{"cells": [\n {"a": 1,}\n]}', "bad.ipynb:2: no notebook: this is no JSON: "),
        (b"# A post\n", "bad.ipynb:1: no notebook: this is no JSON: Expecting value"),
        (b"[]", "bad.ipynb: no notebook: it has no cells"),
        (b'{"cells": {}}', "bad.ipynb: no notebook: it has no cells"),
        (b'"text"', "bad.ipynb: no notebook: it has no cells"),
        (b"[" * 100_000, "bad.ipynb: no notebook: its JSON cannot be read"),
        (b'{"cells": []} ' + b"9" * 5000, "bad.ipynb:1: no notebook: this is no JSON: Extra data"),
        (b'{"cells": [' + b"9" * 5000 + b"]}", "bad.ipynb: no notebook: its JSON cannot be read"),
    ],
)
def test_what_is_no_notebook_is_said_in_a_line(cli, tmp_path, data, said):
    (tmp_path / "bad.ipynb").write_bytes(data)
    (tmp_path / "good.md").write_text("# A\n\nThe cache is 10x faster than the old one.\n")
    run = cli("check", ".", "--output-format", "concise")
    assert run.returncode == 2
    lines = [line for line in run.stderr.decode().splitlines() if "bad.ipynb" in line]
    assert len(lines) == 1
    assert said in lines[0]
    assert b"good.md:3:14" in run.stdout
    stdin = cli("check", "-", "--stdin-filename", "bad.ipynb", stdin=data)
    assert stdin.returncode == 2
    assert said in stdin.stderr.decode()
    assert b"Traceback" not in stdin.stderr


@pytest.mark.parametrize(
    "cells",
    [
        [],
        [1, None, [], "x"],
        [{}],
        [{"cell_type": 3, "source": 4}],
        [{"cell_type": "markdown"}],
        [{"cell_type": "code", "source": [1, None, "x"], "outputs": "none"}],
        [{"cell_type": "code", "source": "x", "outputs": [{"text": 5}, {"data": []}, 7]}],
        [{"cell_type": "heading", "level": "9", "source": "x"}],
        [{"cell_type": "markdown", "source": "\ud800 \udc80 \x00"}],
    ],
)
def test_odd_notebooks_do_no_harm(cells):
    for metadata in ({}, [], {"kernelspec": []}, {"language_info": {"name": "a\nb"}}):
        data = json.dumps({"cells": cells, "metadata": metadata}).encode()
        report = found(data)
        for name in ("full", "json", "html"):
            render(name, report)
        assert report.errors == ()


def test_a_word_that_is_a_mapping_key_is_no_cell():
    data = json.dumps({"metadata": {"source": "# No"}, "cells": [markdown('# Yes "cells": [{"source": 1}]')]}).encode()
    assert read("nb.ipynb", data).text == '# Yes "cells": [{"source": 1}]\n\n'


def test_a_twin_key_counts_last_as_for_everyone():
    data = b'{"cells": [{"cell_type": "markdown", "source": "one", "source": "two"}]}'
    assert read("nb.ipynb", data).text == "two\n\n"


@pytest.mark.parametrize("name", ["post.md", "post.mdx", "dir/nb.ipynb", "NB.IPYNB"])
def test_standard_input_is_what_its_name_says(cli, name):
    words = "The cache is 10x faster than the old one."
    is_notebook = name.lower().endswith("ipynb")
    data = notebook(markdown(words)) if is_notebook else f"{words}\n".encode()
    run = cli("check", "-", "--stdin-filename", name, "--output-format", "concise", stdin=data)
    assert run.returncode == 1
    place = "cell 1:1:14" if is_notebook else "1:14"
    assert run.stdout.decode().startswith(f"{name}:{place}: warning[claims/speedup]")


def test_standard_input_is_fixed_as_what_it_is(cli):
    data = notebook(markdown("Hosted on github."))
    run = cli("check", "-", "--stdin-filename", "nb.ipynb", "--fix", stdin=data)
    assert run.stdout == data.replace(b"github", b"GitHub")


def test_a_plain_file_of_another_name_is_text():
    assert read("a.md", b'{"cells": []}').text == '{"cells": []}'
    with pytest.raises(FileError):
        read("a.ipynb", b"text")


def test_a_large_notebook_is_quick():
    picture = {"output_type": "display_data", "data": {"image/png": "iVBORw0KGgo" * 400_000}, "metadata": {}}
    data = notebook(*(code(f"x = {n}\n" * 20, printed("line\n" * 50)) for n in range(500)), code("1", picture))
    start = process_time()
    source = read("nb.ipynb", data)
    assert process_time() - start < 5
    assert len(source.origin.parts) == 1001
