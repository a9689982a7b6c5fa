"""The site in Chromium, opened from the disk without a network: its search finds rules by any part of their names."""

import subprocess
import sys

import pytest
from conftest import ROOT


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return folder


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_search_works_from_the_disk(chromium, site, scheme):
    context = chromium.new_context(offline=True, color_scheme=scheme)
    page = context.new_page()
    asked, errors = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto((site / "reference" / "rules" / "claims" / "speedup.html").as_uri())
    page.click("[data-md-component=search-query]")
    page.keyboard.type("mojibake")
    found = page.locator(".md-search-result__item h1", has_text="text/mojibake")
    found.first.wait_for(timeout=20_000)
    found.first.click()
    page.wait_for_url("**/text/mojibake.html*")
    assert errors == []
    assert not [address for address in asked if not address.startswith(("file:", "data:", "blob:", "about:"))]
    context.close()
