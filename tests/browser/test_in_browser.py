"""The HTML page in Chromium: nothing of a draft runs, all of it can be reached by keyboard, reader and thumb."""

import re
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from tools import browser as tool

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
HOSTILE = "<img src=x onerror=window.hit=1></script><script>window.hit=1</script><svg onload=window.hit=1>"


def audit(page):
    """What axe has against a page: (rule, first element) for each violation."""
    page.evaluate(tool.AXE.read_text())
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [(violation["id"], violation["nodes"][0]["html"][:200]) for violation in found["violations"]]


def shown(page):
    return page.locator(".note:visible").count()


def focused(page):
    return page.evaluate("document.activeElement.id")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [{}, PHONE], ids=["desktop", "phone"])
def test_axe_finds_nothing(visit, seeds, scheme, size):
    page = visit(seeds, color_scheme=scheme, bypass_csp=True, **size)
    assert audit(page) == []
    page.locator("a.rule").first.click()
    assert audit(page) == []
    page.keyboard.press("Escape")
    page.locator("#keys").click()
    assert audit(page) == []


def test_axe_finds_nothing_without_script(visit, seeds):
    page = visit(seeds, java_script_enabled=True, bypass_csp=True)
    page.evaluate("document.documentElement.classList.remove('js')")
    assert audit(page) == []


def test_no_script_of_a_draft_runs(visit, make):
    text = (
        f"# A {HOSTILE}\n\nWe are 10x faster {HOSTILE} than {HOSTILE}\n\n```html\n{HOSTILE}\n```\n\n\u202eabc\u202c\n"
    )
    page = visit(make("hostile", {f"a{HOSTILE.replace('/', '')}.md": text, "b.md": "Fine.\n"}))
    assert shown(page) > 0
    assert page.evaluate("window.hit") is None
    assert page.locator("img, svg[onload]").count() == 0
    assert page.locator(".odd").first.inner_text() == "U+202E"
    page.locator("a.rule").first.click()
    assert page.evaluate("window.hit") is None


def test_the_policy_stops_what_would_get_in(chromium, seeds):
    context = chromium.new_context()
    page = context.new_page()
    asked = []
    page.on("requestfinished", lambda request: asked.append(request.url))
    page.goto(seeds)
    page.evaluate(
        """() => {
          const attempts = [
            () => { const e = document.createElement("script"); e.text = "window.hit = 1"; document.body.append(e); },
            () => document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='window.hit = 1'>"),
            () => document.body.setAttribute("onclick", "window.hit = 1"),
            () => document.body.append(Object.assign(new Image(), { src: "https://example.invalid/" })),
            () => {
              const e = document.createElement("style");
              e.textContent = "body { display: none }";
              document.body.append(e);
            },
          ];
          for (const attempt of attempts) try { attempt(); } catch {}
          document.body.click();
        }"""
    )
    page.wait_for_timeout(100)
    assert page.evaluate("window.hit") is None
    assert page.evaluate("getComputedStyle(document.body).display") == "block"
    assert asked == [seeds]
    context.close()


def test_j_and_k_go_through_the_findings(visit, seeds):
    page = visit(seeds)
    ids = page.evaluate("[...document.querySelectorAll('.note')].map(note => note.id)")
    page.keyboard.press("j")
    assert focused(page) == ids[0]
    expect(page.locator("#where")).to_have_text(f"1 of {len(ids)}")
    page.keyboard.press("n")
    page.keyboard.press("j")
    assert focused(page) == ids[2]
    expect(page.locator(f"#{ids[2]}")).to_be_in_viewport()
    page.keyboard.press("k")
    page.keyboard.press("p")
    page.keyboard.press("p")
    assert focused(page) == ids[0]


def test_brackets_go_through_the_drafts(visit, seeds):
    page = visit(seeds)
    page.keyboard.press("]")
    page.keyboard.press("]")
    assert focused(page) == "d2"
    page.keyboard.press("j")
    assert focused(page) == "d2n1"
    page.keyboard.press("[")
    assert focused(page) == "d1"


def test_the_buttons_do_what_the_keys_do(visit, seeds):
    page = visit(seeds, **PHONE)
    page.locator("#next").tap()
    expect(page.locator("#where")).to_have_text(re.compile("^1 of"))
    page.locator("#next").tap()
    expect(page.locator("#where")).to_have_text(re.compile("^2 of"))
    page.locator("#previous").tap()
    expect(page.locator("#where")).to_have_text(re.compile("^1 of"))


def test_single_keys_can_be_turned_off(visit, seeds):
    page = visit(seeds)
    page.keyboard.press("?")
    expect(page.locator("#help")).to_be_visible()
    assert focused(page) == "help-title"
    page.keyboard.press("j")
    page.locator("#single").click()
    page.keyboard.press("Escape")
    expect(page.locator("#help")).to_be_hidden()
    page.keyboard.press("j")
    assert not focused(page).startswith("d")


def test_typing_in_the_search_is_no_command(visit, seeds):
    page = visit(seeds)
    page.keyboard.press("/")
    assert focused(page) == "search"
    page.keyboard.type("jk?")
    expect(page.locator("#search")).to_have_value("jk?")
    expect(page.locator("#help")).to_be_hidden()
    expect(page.locator("#nothing")).to_be_visible()
    page.keyboard.press("Escape")
    assert focused(page) == ""


def test_filters_narrow_what_is_shown(visit, seeds):
    page = visit(seeds)
    everything = shown(page)
    errors = page.locator(".chip.error")
    number = int(errors.locator(".count").inner_text())
    errors.click()
    assert errors.get_attribute("aria-pressed") == "true"
    assert shown(page) == number == page.locator(".note[data-severity=error]").count()
    expect(page.locator("#state")).to_have_text(f"{number} of {everything} findings")
    listed = sum(map(int, page.locator(".drafts li:visible .count").all_inner_texts()))
    assert listed == number
    assert page.locator("article:visible").count() == page.locator(".drafts li:visible").count() < 8
    page.locator("#clear").click()
    assert shown(page) == everything
    page.locator(".chip[data-value=claims]").click()
    assert shown(page) == page.locator(".note[data-rule^='claims/']").count() > 0
    page.locator(".chip[data-value=api]").click()
    both = page.locator(".note[data-rule^='claims/'], .note[data-rule^='api/']").count()
    assert shown(page) == both
    page.locator("#rule").select_option("api/removed")
    assert shown(page) == page.locator(".note[data-rule='api/removed']").count() < both
    page.locator("#clear").click()
    page.locator("#search").fill("PANDAS removed")
    assert 0 < shown(page) < everything
    assert all("pandas" in text.lower() for text in page.locator(".note:visible").all_inner_texts())
    page.locator("#search").fill("seeds/titles.md")
    assert page.locator("article:visible").count() == 1


def test_marks_of_hidden_findings_lose_their_look(visit, make):
    text = "# A\n\nThis is 10x faster than the old one.\n\n```python\nimport numpy as np\n\nnp.product(x)\n```\n"
    page = visit(make("marks", {"a.md": text}))
    assert page.locator("mark.off").count() == 0
    page.locator(".chip[data-value=api]").click()
    assert page.locator("mark.off").all_inner_texts() == ["10x faster"]
    assert page.locator("article mark:not(.off)").all_inner_texts() == ["np.product"]
    assert page.locator("a.ref:visible").count() == shown(page) == 1


def test_show_narrows_to_a_rule_and_goes_there(visit, seeds):
    page = visit(seeds)
    button = page.locator(".only").first
    rule = button.get_attribute("data-rule")
    button.click()
    assert page.evaluate("document.activeElement.dataset.rule") == rule
    assert set(page.locator(".note:visible").evaluate_all("notes => notes.map(n => n.dataset.rule)")) == {rule}
    expect(page.locator("#rule")).to_have_value(rule)


def test_a_rules_page_opens_in_a_dialog_and_gives_focus_back(visit, seeds):
    page = visit(seeds)
    page.keyboard.press("j")
    link = page.locator(".note").first.locator("a.rule")
    rule = link.inner_text()
    link.focus()
    page.keyboard.press("Enter")
    sheet = page.get_by_role("dialog", name=rule)
    expect(sheet).to_be_visible()
    assert focused(page) == "sheet-title"
    for title in ("Found", "Not found", "References", "Silence it"):
        expect(sheet.get_by_role("heading", name=title, exact=True)).to_be_visible()
    assert sheet.locator("mark").count() > 0
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    assert page.evaluate("document.activeElement.matches('a.rule')")
    page.keyboard.press("r")
    expect(sheet).to_be_visible()
    sheet.get_by_role("button", name="Close").click()
    expect(sheet).to_be_hidden()
    ids = page.locator("[id]").evaluate_all("all => all.map(e => e.id)")
    assert len(ids) == len(set(ids))


def test_the_number_behind_a_mark_leads_to_its_note(visit, seeds):
    page = visit(seeds)
    page.locator("a.ref").nth(1).click()
    assert focused(page) == "d1n2"


@pytest.mark.parametrize("width", [320, 360])
def test_a_phone_never_scrolls_sideways(visit, make, seeds, width):
    phone = {**PHONE, "viewport": {"width": width, "height": 700}}
    wide = make(
        "wide", {"a" * 150 + ".md": f"# {'x' * 300} 10x faster than {'y' * 300}\n\n10x faster than `{'z' * 300}`\n"}
    )
    for address in (seeds, wide):
        page = visit(address, **phone)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.locator(".note a.rule").first.click()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.locator("#sheet").evaluate("d => d.scrollWidth <= d.clientWidth")


def test_buttons_are_big_enough_for_a_thumb(visit, seeds):
    page = visit(seeds, **PHONE)
    boxes = page.locator("button:visible, select, input:visible").evaluate_all(
        "all => all.map(e => [e.textContent, e.getBoundingClientRect().width, e.getBoundingClientRect().height])"
    )
    assert [box for box in boxes if min(box[1:]) < 24] == []


def test_the_page_can_be_read_without_script(visit, seeds):
    page = visit(seeds, java_script_enabled=False)
    assert shown(page) > 30
    assert page.locator(".scripted:visible, .steps:visible").count() == 0
    expect(page.locator("#rules")).to_be_visible()
    page.locator(".note a.rule").first.click()
    expect(page.locator(page.url[page.url.index("#") :])).to_be_in_viewport()


def test_what_a_screen_reader_is_told(visit, make):
    page = visit(make("reader", {"posts/a.md": "# A\n\nThe cache is 10x faster than the old one.\n"}))
    tree = page.locator("body").aria_snapshot()
    for part in (
        "complementary",
        "navigation",
        "main",
        "banner",
        "search",
        'heading "posts/a.md" [level=2]',
        'navigation "Go through the findings"',
    ):
        assert part in tree
    assert re.search(r'heading "warning: 10x faster has no source [^"]*" \[level=3\]', tree)
    assert re.search(r'link "(?:error|warning|info) 1"', tree)
    levels = page.locator("h1:visible, h2:visible, h3:visible").evaluate_all("all => all.map(e => +e.tagName[1])")
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_the_first_stop_of_the_tab_key_skips_to_the_drafts(visit, seeds):
    page = visit(seeds)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the drafts"
    page.keyboard.press("Enter")
    assert focused(page) == "drafts"


def test_dark_and_light_differ(visit, seeds):
    colors = {
        visit(seeds, color_scheme=scheme).evaluate("getComputedStyle(document.body).backgroundColor")
        for scheme in ("light", "dark")
    }
    assert len(colors) == 2


def test_a_thousand_drafts(visit, make):
    drafts = {f"posts/{n:04}.md": f"# Post {n}\n\nThe cache is 10x faster than the old one.\n" for n in range(1000)}
    page = visit(make("thousand", drafts))
    assert page.locator("article").count() == 1000
    page.locator("#search").fill("posts/0777.md")
    expect(page.locator("article:visible")).to_have_count(1)
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert focused(page).startswith("d778n")
