"""What the browser tests share: Chromium, and pages made by techlint to look at in it."""

import io
import sys
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

from techlint import catalog  # noqa: E402
from techlint.pipeline import check  # noqa: E402
from techlint.reporters import write  # noqa: E402
from techlint.reporters.run import Run  # noqa: E402
from techlint.settings import Settings  # noqa: E402
from techlint.text import Source  # noqa: E402
from tools import browser as tool  # noqa: E402 - the checkout's own folder is on the path only now


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(tool.CHROMIUM), args=["--no-sandbox", "--disable-dev-shm-usage"], env=tool.environment()
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def make(tmp_path_factory):
    """Write the page of some drafts, given as path and text; returns its address."""
    folder = tmp_path_factory.mktemp("pages")
    settings = Settings(isolated=True, use_cache=False)
    rules = settings.ruleset_for(folder / "draft.md")

    def write_page(name, drafts):
        out = io.StringIO()
        reports = tuple(check(Source.of(text, path), rules) for path, text in drafts.items())
        manual = lambda rule: catalog.manual([catalog.builtin()], rule.id)  # noqa: E731
        write("html", Run(reports, rules=rules.rules, manual=manual, everything=True), out)
        path = folder / f"{name}.html"
        path.write_text(out.getvalue(), encoding="utf-8", errors="replace")
        return path.as_uri()

    return write_page


@pytest.fixture(scope="session")
def seeds(make):
    """The page of the drafts that come with techlint."""
    return make("seeds", {f"seeds/{path.name}": path.read_text() for path in sorted((ROOT / "seeds").glob("*.md"))})


@pytest.fixture
def visit(chromium):
    """Open a page in a window of its own; fails if it reports an error or asks for anything."""
    contexts, wrong = [], []

    def open_page(address, **options):
        context = chromium.new_context(
            **{"reduced_motion": "reduce", "viewport": {"width": 1280, "height": 900}} | options
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("dialog", lambda dialog: wrong.append(f"dialog: {dialog.message}"))
        page.on("request", lambda request: wrong.append(request.url) if request.url != address else None)
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []
