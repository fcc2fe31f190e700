"""A form on somebody else's site: as high as its content, out of reach of the page around, and silent."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.embedded import (
    CONTENT_HEIGHT,
    ENQUIRY,
    HEIGHTS,
    HOSTILE_STYLE,
    LOOK,
    UNHARMED,
)
from tests.browser.hosting import (
    Host,
    allow,
    element,
    heard,
    hosting,
    inside,
    listen,
    wait_until_heard,
)
from tests.browser.site import Site


@pytest.fixture(scope="module")
def host(site: Site) -> Iterator[Host]:
    with hosting(site.url) as running:
        for path in site.seeded.forms.values():
            allow(site.addresses, path, running.url)
        yield running


@pytest.fixture
def around(page: Page) -> Page:
    listen(page)
    return page


def content_height(page: Page) -> int:
    return int(page.frames[1].evaluate(CONTENT_HEIGHT))


def test_it_is_as_high_as_its_content_and_stays_so(around: Page, host: Host, site: Site):
    around.goto(host.page(element(site.seeded.forms[ENQUIRY])))
    wait_until_heard(around, "ready")
    form = inside(around)
    expect(form.get_by_role("heading", level=1)).to_be_visible()

    def fits() -> None:
        around.wait_for_timeout(300)
        [[height, _]] = around.evaluate(HEIGHTS)
        assert height == content_height(around)
        scrolls = "[document.scrollingElement.scrollHeight, innerHeight, document.scrollingElement.scrollWidth, innerWidth]"
        tall, window, wide, width = around.frames[1].evaluate(scrolls)
        assert (tall, wide) == (window, width)

    fits()
    form.locator("textarea").first.evaluate("(area) => { area.style.blockSize = '600px'; }")
    fits()
    around.set_viewport_size({"width": 900, "height": 700})
    fits()
    told = [one["height"] for one in heard(around, "height")]
    assert told[-1] == content_height(around)
    assert len(told) < 15


def test_a_strict_content_policy_of_the_site_is_enough(around: Page, host: Host, site: Site):
    around.goto(host.page(element(site.seeded.forms[ENQUIRY])))
    wait_until_heard(around, "ready")
    expect(inside(around).locator("form#wedforms-form")).to_be_visible()
    assert around.evaluate(HEIGHTS)[0][1] > 300
    assert heard(around, "refused") == []


def test_hostile_style_of_the_site_does_not_reach_it(around: Page, host: Host, site: Site):
    around.goto(host.page(element(site.seeded.forms[ENQUIRY]), css=HOSTILE_STYLE))
    wait_until_heard(around, "ready")
    around.wait_for_timeout(300)
    [[height, width]] = around.evaluate(HEIGHTS)
    assert height == content_height(around)
    assert width > 250
    assert around.locator("wed-form").evaluate(LOOK) == UNHARMED
    inside(around).locator("[data-field] input:visible").first.click()


def test_five_forms_on_one_page_do_not_mix(around: Page, host: Host, site: Site):
    paths = list(site.seeded.forms.values())[:5]
    around.goto(host.page("".join(element(path) for path in paths)))
    wait_until_heard(around, "ready", times=5)
    around.wait_for_timeout(500)
    inner = {
        frame.url.split("/")[5].partition("?")[0]: frame.evaluate(CONTENT_HEIGHT)
        for frame in around.frames[1:]
    }
    outer = [height for height, _ in around.evaluate(HEIGHTS)]
    assert outer == [inner[path.split("/")[3]] for path in paths]
    assert len(inner) == 5


def test_a_site_that_is_not_allowed_reads_a_calm_sentence_with_a_way_on(
    browser: Browser, site: Site
):
    # A profile of its own: that the browser tells of a refused frame is no fault here.
    page = browser.new_page()
    with hosting(site.url, name="127.0.0.1") as stranger:
        listen(page)
        page.goto(stranger.page(element(site.seeded.forms[ENQUIRY])))
        told = page.get_by_text("This form cannot be shown on this page.")
        expect(told).to_be_visible(timeout=15_000)
        link = page.get_by_role("link", name="Open it in a new tab")
        expect(link).to_have_attribute("href", f"{site.url}/f/ivy-and-lark/lead-enquiry")
        assert heard(page, "ready") == []
        assert page.locator("wed-form iframe").is_hidden()
    page.close()


def test_the_frame_may_do_what_a_form_needs_and_nothing_to_the_site(
    around: Page, host: Host, site: Site
):
    around.goto(host.page(element(site.seeded.forms[ENQUIRY])))
    wait_until_heard(around, "ready")
    frame = around.locator("wed-form iframe")
    assert set((frame.get_attribute("sandbox") or "").split()) == {
        "allow-scripts", "allow-forms", "allow-same-origin",
        "allow-popups", "allow-popups-to-escape-sandbox", "allow-downloads",
    }  # fmt: skip
    assert frame.get_attribute("referrerpolicy") == "strict-origin"
    for attempt in ("top.location = '/accessibility'", "top.document.title", "alert(1)"):
        around.frames[1].evaluate(f"() => {{ try {{ {attempt}; }} catch {{ /* refused */ }} }}")
    around.wait_for_timeout(300)
    assert around.url == host.url + "/"
    assert around.title() == "Host"


def test_what_others_say_is_ignored_on_both_sides(around: Page, host: Host, site: Site):
    around.goto(host.page(element(site.seeded.forms[ENQUIRY])))
    wait_until_heard(around, "ready")
    around.wait_for_timeout(300)
    before = around.evaluate(HEIGHTS)
    # The page itself, as an advertisement on it could, plays the form; and another frame does.
    around.evaluate(
        """() => {
          const forged = [{wedforms: 1, type: "height", height: 9}, {wedforms: 1, type: "submitted"}];
          for (const one of forged) postMessage(one, "*");
          const other = document.createElement("iframe");
          document.body.append(other);
          for (const one of forged) other.contentWindow.setTimeout(() => parent.postMessage(one, "*"));
        }"""
    )
    around.wait_for_timeout(300)
    assert around.evaluate(HEIGHTS) == before
    assert heard(around, "submitted") == []


def test_a_frame_that_was_led_to_another_site_is_not_heard(around: Page, host: Host, site: Site):
    forged = '<script>parent.postMessage({wedforms: 1, type: "submitted"}, "*")</script>'
    elsewhere = host.page(forged, path="/elsewhere", policy="")
    around.goto(host.page(element(site.seeded.forms[ENQUIRY]), policy=""))
    wait_until_heard(around, "ready")
    around.evaluate(
        """address => {
          window.arrived = 0;
          addEventListener("message", ({ data }) => { arrived += data.type === "submitted"; });
          document.querySelector("wed-form").shadowRoot.querySelector("iframe").src = address;
        }""",
        elsewhere,
    )
    around.wait_for_function("arrived === 1")
    assert heard(around, "submitted") == []


@pytest.mark.parametrize(
    "junk",
    [None, 7, "hello", [], {}, {"wedforms": 2, "type": "hello", "fit": True}, {"wedforms": 1, "type": "hello"},
     {"wedforms": 1, "type": "constructor"}, {"wedforms": 1, "type": "hello", "fit": "yes"}],
)  # fmt: skip
def test_the_form_hears_only_greetings_of_the_page_around(
    around: Page, host: Host, site: Site, junk
):
    around.goto(host.page(element(site.seeded.forms[ENQUIRY])))
    wait_until_heard(around, "ready")
    around.wait_for_timeout(200)
    before = around.frames[1].evaluate("document.documentElement.className")
    around.evaluate(
        "([junk, to]) => document.querySelector('wed-form').shadowRoot.querySelector('iframe').contentWindow.postMessage(junk, to)",
        [junk, site.url],
    )
    around.wait_for_timeout(200)
    assert around.frames[1].evaluate("document.documentElement.className") == before


def test_a_pop_up_holds_the_keyboard_and_gives_it_back(around: Page, host: Host, site: Site):
    body = f"<p>{'text ' * 3000}</p>"
    around.goto(host.page(element(site.seeded.forms[ENQUIRY], 'mode="popup"') + body))
    button = around.get_by_role("button", name="Our form")
    expect(button).to_be_visible()
    assert len(around.frames) == 2
    assert around.frames[1].url in ("about:blank", "")
    button.focus()
    around.keyboard.press("Enter")
    dialog = around.get_by_role("dialog", name="Our form")
    expect(dialog).to_be_visible()
    wait_until_heard(around, "ready")
    assert around.evaluate("getComputedStyle(document.documentElement).overflow") == "hidden"
    form = inside(around)
    first = form.locator("[data-field] input:visible").first
    first.click()
    around.keyboard.type("Ana and Ben")
    around.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    assert heard(around, "closed") == [{}]
    expect(button).to_be_focused()
    assert around.evaluate("getComputedStyle(document.documentElement).overflow") != "hidden"
    around.keyboard.press("Enter")
    expect(first).to_have_value("Ana and Ben")
    for _ in range(60):
        around.keyboard.press("Tab")
        where = around.evaluate("document.activeElement.localName")
        assert where in ("wed-form", "body")
    around.get_by_role("button", name="Close").click()
    expect(dialog).to_be_hidden()


def test_as_the_whole_page_it_covers_the_window(around: Page, host: Host, site: Site):
    around.goto(host.page("<p>under it</p>" + element(site.seeded.forms[ENQUIRY], 'mode="page"')))
    wait_until_heard(around, "ready")
    size = around.viewport_size
    assert size is not None
    assert around.evaluate(HEIGHTS) == [[size["height"], size["width"]]]
    inside(around).get_by_role("link", name="Accessibility").scroll_into_view_if_needed()
    expect(inside(around).get_by_role("link", name="Accessibility")).to_be_in_viewport()


def test_its_methods_open_close_and_load_it_anew(around: Page, host: Host, site: Site):
    around.goto(host.page(element(site.seeded.forms[ENQUIRY], 'mode="popup"')))
    form = around.locator("wed-form")
    form.evaluate("(form) => form.open()")
    wait_until_heard(around, "ready")
    assert form.evaluate("(form) => form.isOpen") is True
    field = inside(around).locator("[data-field] input:visible").first
    field.fill("Ana")
    expect(inside(around).locator("#wedforms-form")).to_have_attribute("data-saving", "saved")
    form.evaluate("(form) => form.reload()")
    wait_until_heard(around, "ready", times=2)
    expect(field).to_have_value("")
    form.evaluate("(form) => form.close()")
    assert form.evaluate("(form) => form.isOpen") is False
