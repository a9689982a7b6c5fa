"""From code in a draft to Sightings: names, pins, gates, windows, hostile code. Packs are made by hand here."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING

import pytest

from techlint.api import analysis, formats, names, tables
from techlint.api.analysis import analyse
from techlint.api.evidence import Evidence
from techlint.api.fences import canonical, fences, guess
from techlint.api.languages import java
from techlint.checks import outdated
from techlint.markdown import parse
from techlint.text import Source

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from techlint.api.sighting import Sighting
    from techlint.finding import Hit

HEAD = """\
# library: {name}
# distribution: {name}
# language: x
# source: https://example.com/{name}
# licence: MIT
# releases: 1 .. 2
# harvested: 2026-11-21
# packages: org.{name}
# columns: symbol status since date back back_date replacement tier note
"""
PACKS = {
    "python/numpy": [
        "numpy.bool\tremoved\t1.24.0\t2022-12-18\t2.0.0\t2024-06-16\t\truntime",
        "numpy.product\tdeprecated\t1.25.0\t2023-06-17\t\t\tnumpy.prod\tnotice",
        "numpy.product\tremoved\t2.0.0\t2024-06-16\t\t\tnumpy.prod\truntime",
    ],
    "python/flask": [
        "flask.Flask.before_first_request\tremoved\t2.3.0\t2023-04-25\t\t\t\truntime",
        "flask.Markup\tremoved\t3.0.0\t2023-09-30\t\t\tmarkupsafe.Markup\truntime",
    ],
    "python/pydantic": [
        "pydantic.BaseModel.dict\tdeprecated\t2.0\t2023-06-30\t\t\tpydantic.BaseModel.model_dump\tnotice"
    ],
    "python/sklearn": [
        "sklearn.cross_validation\tremoved\t0.20.0\t2018-09-25\t\t\tsklearn.model_selection\truntime",
        "sklearn.grid_search.GridSearchCV\tremoved\t0.20.0\t2018-09-25\t\t\t\truntime",
    ],
    "rust/axum": [
        "axum::Server\tremoved\t0.7.0\t2023-11-27\t\t\taxum::serve\tstatic-exact",
        "axum::async_trait\tremoved\t0.8.0\t2025-01-01\t\t\t\tstatic-exact",
    ],
    "rust/sqlx": ["sqlx::mssql\tremoved\t0.7.0\t2023-07-03\t\t\t\tstatic-exact"],
    "rust/clap": ["clap::App\tremoved\t4.0.0\t2022-09-28\t\t\tclap::Command\tstatic-exact"],
    "npm/react-dom": ["react-dom.render\tremoved\t19.0.0\t2024-12-05\t\t\treact-dom/client.createRoot\texports"],
    "npm/@acme/core": [
        "@acme/core.Old\tremoved\t2.0.0\t2024-01-01\t\t\t\texports",
        "@acme/core.default\tremoved\t2.0.0\t2024-01-01\t\t\t\texports",
    ],
    "npm/discord.js": ["discord.js.Client.oldLogin\tremoved\t14.0.0\t2022-07-17\t\t\t\texports"],
    "go/_std": ["io/ioutil.ReadAll\tdeprecated\t1.16\t2021-02-16\t\t\tio.ReadAll\tnotice"],
    "go/example.com/shop": ["example.com/shop/cart.Open\tremoved\t2.0.0\t2024-01-01\t\t\t\tdeclared"],
    "java/shop": ["org.shop.Cart.open\tdeprecated\t3.0\t2024-01-01\t\t\t\tnotice"],
    "docker/node": ["node:16\teol\t16\t2023-09-11\t\t\t\tdeclared"],
    "docker/debian": ["debian:buster\teol\t10\t2024-06-30\t\t\t\tdeclared"],
    "kubernetes/kubernetes": [
        "apps/v1beta1/Deployment\tremoved\t1.16\t2019-09-18\t\t\tapps/v1/Deployment\tdeclared",
        "policy/v1beta1\tremoved\t1.25\t2022-08-23\t\t\t\tdeclared",
    ],
    "actions/actions/checkout": ["actions/checkout@v2\tdeprecated\tv2\t2023-09-04\t\t\tactions/checkout@v4\tdeclared"],
    "models/acme": ["acme-text-3\teol\t\t2024-01-04\t\t\t\tdeclared"],
}


@pytest.fixture(autouse=True)
def packs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name, rows in PACKS.items():
        ecosystem, _, library = name.partition("/")
        path = tmp_path / ecosystem / f"{library.replace('/', '+')}.tsv"
        path.parent.mkdir(exist_ok=True)
        path.write_text(HEAD.format(name=library) + "\n".join(rows) + "\n", encoding="utf-8")
    monkeypatch.setattr(tables, "folder", lambda: tmp_path)
    caches = (tables.libraries, tables.table, java.packages, formats.words, analysis.words)
    for cached in caches:
        cached.cache_clear()
    yield
    for cached in caches:
        cached.cache_clear()


def sightings(text: str) -> tuple[Sighting, ...]:
    return analyse(parse(Source.of(text)))


def found(text: str) -> list[tuple[str, str]]:
    return [(one.place.text, one.kind) for one in sightings(text)]


def fence(lang: str, code: str, before: str = "Some text.") -> str:
    return f"{before}\n\n```{lang}\n{code}\n```\n"


def hits(text: str, kind: str) -> list[Hit]:
    doc = parse(Source.of(text))
    return list(outdated.check(doc.root, doc, {"kind": kind}))


@pytest.mark.parametrize(
    ("lang", "code", "place"),
    [
        ("python", "import numpy\nnumpy.product([1])", "numpy.product"),
        ("python", "import numpy as n\nn.product([1])", "n.product"),
        ("python", "from numpy import (\n    array,\n    product as p,\n)", "product"),
        ("pycon", ">>> import numpy as np\n>>> np.product([1])\n1", "np.product"),
        ("python", "import numpy as np  # fast\n%timeit 1\nx = np.product", "np.product"),
        ("python", "from sklearn.cross_validation import train_test_split", "sklearn.cross_validation"),
        ("python", "import sklearn.cross_validation", "sklearn.cross_validation"),
        (
            "python",
            "from flask import Flask\napp = Flask(__name__)\n\n@app.before_first_request\ndef go(): ...",
            "app.before_first_request",
        ),
        ("python", "from pydantic import BaseModel\nclass User(BaseModel): ...\nu = User(a=1)\nu.dict()", "u.dict"),
        ("python", "from pydantic import BaseModel\ndef show(m: BaseModel):\n    m.dict()", "m.dict"),
        ("python", "import numpy as np\n@np.product\ndef go(): ...", "np.product"),
        ("rust", "axum::Server::bind(&addr).serve(app);", "axum::Server"),
        ("rust", "use axum::{routing::get, Server};\nServer::bind(&addr);", "Server"),
        ("rust", "use axum::{self as web, Router};\nweb::Server::bind(&addr);", "web::Server"),
        ("rust", "use sqlx::mssql::*;", "sqlx::mssql"),
        ("rust", "use sqlx::mssql::MssqlPool;", "sqlx::mssql"),
        ("rust", "use sqlx::{mssql::MssqlPool, Row};", "MssqlPool"),
        ("python", "import sklearn.cross_validation.deep as d", "sklearn.cross_validation"),
        ("rust", 'use clap::{App, Arg};\nlet m = App::new("x");', "App"),
        ("jsx", "import ReactDOM from 'react-dom';\nReactDOM.render(<App />, root);", "ReactDOM.render"),
        ("js", "import { render as draw } from 'react-dom';", "render"),
        ("js", "const { render } = require('react-dom')", "render"),
        ("ts", "import { Old } from '@acme/core';", "Old"),
        ("js", "import Acme from '@acme/core';\nnew Acme();", "Acme"),
        ("ts", "import { Client } from 'discord.js';\nconst c = new Client({});\nc.oldLogin();", "c.oldLogin"),
        ("go", 'import "io/ioutil"\nfunc main() { ioutil.ReadAll(r) }', "ioutil.ReadAll"),
        ("go", "b, err := ioutil.ReadAll(r)", "ioutil.ReadAll"),
        ("go", 'import c "example.com/shop/cart"\nfunc main() { c.Open() }', "c.Open"),
        ("java", "import org.shop.Cart;\nCart.open();", "Cart.open"),
        ("java", "import org.shop.Cart;\nCart cart = find();\ncart.open();", "cart.open"),
        ("dockerfile", "FROM node:16.3-alpine AS build", "node:16.3-alpine"),
        ("dockerfile", "FROM --platform=linux/amd64 docker.io/library/node:16", "docker.io/library/node:16"),
        ("yaml", "services:\n  web:\n    image: node:16", "node:16"),
        ("sh", "docker run -it --rm node:16 bash", "node:16"),
        ("dockerfile", "FROM python:3.99-slim-buster", "python:3.99-slim-buster"),
        ("yaml", "apiVersion: apps/v1beta1\nkind: Deployment", "apps/v1beta1"),
        ("yaml", "kind: Deployment\napiVersion: apps/v1beta1", "apps/v1beta1"),
        ("yaml", "apiVersion: policy/v1beta1\nkind: Whatever", "policy/v1beta1"),
        ("yaml", "- uses: actions/checkout@v2.3.4", "actions/checkout@v2.3.4"),
        ("python", 'model = "acme-text-3"', "acme-text-3"),
        ("", "FROM node:16\nRUN npm ci", "node:16"),
    ],
)
def test_it_is_found(lang: str, code: str, place: str) -> None:
    texts = [text for text, _ in found(fence(lang, code))]
    assert place in {text.removeprefix("@") for text in texts}


@pytest.mark.parametrize(
    ("lang", "code"),
    [
        ("python", "np.product([1])"),  # nothing shows that np is numpy
        ("python", "import numpy as np\n# np.product was fine once"),
        ("python", "import numpy as np\nprint('np.product')"),
        ("python", "import numpy as np\nmynp.product([1])\nself.np.product([1])"),
        ("python", "from flask import Flask\nclass Markup: ...\nMarkup()"),
        ("js", "import { Client } from 'discord.js';\nlet c = new Client({});\nc.login();"),
        ("python", "from pydantic import BaseModel\nm = BaseModel()\nm = other()\nm.dict()"),
        ("rust", "use hyper::Server;\nServer::bind(&addr);"),
        ("rust", "use axum::Router;\nstruct Server;\nServer::bind(&addr);"),
        ("rust", "// axum::Server::bind\nlet x = 1;"),
        ("js", "const render = () => 1;\nrender();"),
        ("js", "import { render } from './react-dom';\nrender();"),
        ("js", "import ReactDOM from 'react-dom/client';\nReactDOM.createRoot(el).render(x);"),
        ("go", 'import "example.com/other/cart"\nfunc main() { cart.Open() }'),
        ("java", "Cart.open();"),
        ("dockerfile", "FROM node:22-alpine"),
        ("dockerfile", "FROM node:160"),
        ("dockerfile", "FROM ghcr.io/me/node:16"),
        ("yaml", "apiVersion: apps/v1beta1\nkind: Other"),
        ("yaml", "apiVersion: apps/v1\nkind: Deployment\n---\napiVersion: v1\nkind: Service"),
        ("yaml", "- uses: actions/checkout@v20"),
        ("python", 'model = "acme-text-30"'),
    ],
)
def test_it_is_left_alone(lang: str, code: str) -> None:
    assert found(fence(lang, code)) == []


CALL = fence("rust", "axum::Server::bind(&addr);")


@pytest.mark.parametrize(
    "text",
    [
        fence("rust", "axum::Server::bind(&addr);", "## Migrating to axum 0.7"),
        fence("rust", "axum::Server::bind(&addr);", "The old way no longer compiles:"),
        fence("rust", "axum::Server::bind(&addr);", "In axum 0.6 you wrote:"),
        fence("rust", "axum::Server::bind(&addr);", "Previously we wrote:"),
        fence("rust", "axum::Server::bind(&addr);", "## Before"),
        fence("rust", "axum::Server::bind(&addr);", "## The old way"),
        fence("rust", "// Before\naxum::Server::bind(&addr);"),
        fence("rust", "axum::Server::bind(&addr); // removed in 0.7"),
        fence("diff", "use axum::Router;\n- axum::Server::bind(&addr);\n+ axum::serve(listener, app);"),
        fence("toml", 'axum = "0.6.20"') + CALL,
        fence("toml", 'axum = { version = "0.6", features = ["ws"] }') + CALL,
        CALL + "\n`Server` was removed in axum 0.7, so we use `axum::serve` now.\n",
        "Since 0.7 `axum::Server::bind` is gone, it was replaced by `axum::serve`.\n",
    ],
)
def test_the_author_knows(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        fence("toml", 'axum = "0.7"') + CALL,
        fence("rust", "// Before\nlet x = 1;\n// After\naxum::Server::bind(&addr);"),
        fence("rust", "axum::Server::bind(&addr);", "## Before you start"),
        fence("rust", "axum::Server::bind(&addr);", "# Old"),
        fence("rust", "axum::Server::bind(&addr);", "We replaced our broker, and no longer poll."),
        fence("rust", "axum::Server::bind(&addr);", "The address is an object used to find the server."),
        "We start axum with `axum::Server::bind` and wait.\n",
        CALL + "\nThe deprecated flags of another tool are no topic here.\n",
    ],
)
def test_the_author_does_not_know(text: str) -> None:
    assert [kind for _, kind in found(text)] == ["removed"]


def test_imports_serve_all_fences() -> None:
    text = fence("python", "import numpy as np") + fence("python", "np.product([1])")
    assert found(text) == [("np.product", "deprecated"), ("np.product", "removed")]


def test_a_name_may_mean_something_else_in_another_fence() -> None:
    text = fence("python", "import numpy as np") + fence("python", "np = 3\nnp.product")
    assert found(text) == []


@pytest.mark.parametrize(("use", "read"), [("np.zeros(3)", 0), ("np.bool(3)", 1), ("np.zeros(3).product()", 1)])
def test_code_is_read_only_where_its_words_may_make_a_known_name(
    use: str, read: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes: list[str] = []
    monkeypatch.setattr(names, "masked", lambda code, _lang: codes.append(code) or code)
    sightings(f"```python\nimport numpy as np\nx = {use}\n```\n")
    assert len(codes) == read


def test_a_table_knows_what_stands_below_a_name() -> None:
    flask = tables.table("python", "flask")
    assert flask
    assert flask.below("flask.") == ["Flask.before_first_request", "Markup"]
    assert flask.below("flask.Flask.") == ["before_first_request"]
    assert flask.below("flask.M.") == []


def test_a_pin_does_not_go_on_in_other_code() -> None:
    name, version = "<artifactId>shop</artifactId>", "<version>2.1</version>"
    doc = parse(Source.of(f"```xml\n{name}\n{version}\n```\n\n```toml\ncart = '1.5'\n```\n"))
    assert Evidence(doc, fences(doc)).pins == {"shop": ((2, 1, 9999),), "cart": ((1, 5, 9999),)}
    doc = parse(Source.of(f"```xml\n{name}\n```\n\n```xml\n{version}\n```\n"))
    assert Evidence(doc, fences(doc)).pins == {}


def test_a_usual_name_needs_the_library_in_the_post() -> None:
    assert ("np.product", "removed") in found(fence("python", "np.product([1])", "With NumPy this is short."))


def test_the_use_of_an_import_is_told_once() -> None:
    text = fence("python", "from flask import Markup\nMarkup('x')\nMarkup('y')")
    assert len(sightings(text)) == 1


@pytest.mark.parametrize(
    "code",
    ["use sqlx::mssql::MssqlPool;", "use sqlx::mssql::{MssqlPool, MssqlRow};", "use sqlx::{mssql::MssqlPool, Row};"],
)
def test_what_is_told_has_a_name(code: str) -> None:
    names = [one.name for one in sightings(fence("rust", code))]
    assert names
    assert "``" not in names


def test_a_path_in_an_import_is_told_once() -> None:
    assert len(sightings(fence("rust", "use sqlx::mssql::MssqlPool;"))) == 1


def test_of_a_fact_and_a_row_about_one_import_the_fact_is_told() -> None:
    text = fence("python", "from sklearn.grid_search import GridSearchCV\nfrom flask import Markup")
    assert [one.place.text for one in sightings(text)] == ["sklearn.grid_search", "Markup"]


def test_what_is_deprecated_is_so_until_it_is_removed() -> None:
    (old,) = hits(fence("python", "import numpy\nnumpy.product([1])"), "deprecated")
    (gone,) = hits(fence("python", "import numpy\nnumpy.product([1])"), "removed")
    assert str(old.since) == "2023-06-17"
    assert old.until == gone.since
    assert gone.until is None
    assert gone.values["when"] == " in numpy 2.0.0 (2024-06)"
    assert gone.values["instead"] == "; use `numpy.prod`"


def test_a_window_closes() -> None:
    (hit,) = hits(fence("python", "import numpy as np\nnp.bool"), "removed")
    assert (str(hit.since), str(hit.until)) == ("2022-12-18", "2024-06-16")


def test_a_rename_is_a_fix() -> None:
    text = fence("python", "import numpy as np\nnp.product([1])")
    (hit,) = hits(text, "removed")
    assert hit.fix is not None
    (edit,) = hit.fix.edits
    assert text[: edit.span.start] + edit.text + text[edit.span.end :] == text.replace("product", "prod")
    assert not hit.fix.safe


@pytest.mark.parametrize(
    ("lang", "code"),
    [
        ("python", "import numpy as np\nx = " + "(" * 40_000 + "np.product" + ")" * 40_000),
        ("python", "import numpy as np\nx = '" + "a" * 90_000 + "'\nnp.product"),
        ("rust", "use axum::{" * 5_000 + "Server"),
        ("rust", "use axum::{" + "a, " * 20_000 + "Server};"),
        ("js", "import {" * 10_000 + " render } from 'react-dom'"),
        ("js", "import a from 'react-dom'\n" + "{" * 50_000 + "a.render"),
        ("go", "import (" * 10_000 + '"io/ioutil"'),
        ("java", "import org.shop.Cart;\n" + "Cart<" * 15_000 + "Cart.open"),
        ("yaml", "apiVersion: apps/v1beta1\n" * 4_000 + "kind: Deployment\n" * 100),
        ("sh", "docker run " * 9_000 + "node:16"),
        ("dockerfile", "FROM node:16\n" * 5_000),
        ("python", "import numpy as np\n" + "np.product.\n" * 8_000),
        ("python", "x" * 1_000_000 + "np.product"),
    ],
)
def test_hostile_code_takes_no_time(lang: str, code: str) -> None:
    doc = parse(Source.of(fence(lang, code)))
    began = perf_counter()
    analyse(doc)
    assert perf_counter() - began < 3


@pytest.mark.parametrize(("alias", "name"), [("TS", "js"), ("console", "shell"), ("py3", "python"), ("cobol", "cobol")])
def test_languages_have_one_name(alias: str, name: str) -> None:
    assert canonical(alias) == name


@pytest.mark.parametrize(
    ("code", "lang"),
    [
        ("$ kubectl get pods", "shell"),
        ("use axum::Router;", "rust"),
        ("apiVersion: v1  \nkind: Pod", "yaml"),
        ("hello there", ""),
    ],
)
def test_unlabelled_code_shows_its_language(code: str, lang: str) -> None:
    assert guess(code) == lang
