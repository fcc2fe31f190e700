"""Forms in other languages: an Arabic reply from the right, and a supplier who translates."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.arabic import ARABIC_REPLY
from tests.browser.designer import Designer
from tests.browser.embedded import published
from tests.browser.person import Person
from tests.browser.site import Site
from tests.browser.test_accessibility import violations


@pytest.fixture(scope="module")
def arabic(site: Site) -> str:
    """The address of the Arabic reply."""
    return site.url + published(site.addresses, ARABIC_REPLY, "arabic")


def looks_right(page: Page) -> None:
    """From the right, no wider than the screen, and usable by everybody."""
    assert page.evaluate("document.documentElement.dir + document.documentElement.lang") == "rtlar"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert violations(page) == []


def direction(page: Page, name: str) -> str:
    found: str = page.locator(f"[name='{name}']").evaluate("one => getComputedStyle(one).direction")
    return found


def test_an_arabic_reply_is_given_on_a_phone_from_the_right(
    arabic: str, site: Site, open_context: Callable[..., BrowserContext]
):
    page = open_context(bypass_csp=True, locale="ar").new_page()
    person = Person(page)
    page.goto(arabic)
    looks_right(page)
    for name in ("email", "phone", "site", "nights", "gift"):
        assert direction(page, name) == "ltr"
    label, control = page.locator("label[for]", has_text="الهاتف"), page.locator("[name=phone]")
    ends = [one.evaluate("one => one.getBoundingClientRect().right") for one in (label, control)]
    assert ends[0] == pytest.approx(ends[1], abs=1)

    person.press_forward()
    expect(page.locator("[data-summary]")).to_be_focused()
    expect(page.locator("[data-summary]")).to_contain_text("أدخلوا")
    looks_right(page)

    _first_page(page)
    person.press_forward()
    _guests(page)
    expect(page.locator("[data-name=total]")).to_contain_text(re.compile(r"35\.00\s*£"))
    looks_right(page)

    person.press_forward()
    page.locator("[name=agreed]").check()
    page.get_by_label("اسمكم الكامل").fill("ليلى العلي")
    page.locator("[data-kind-choice=typed]").click()
    page.locator("[name=signed-typed]").fill("ليلى العلي")
    looks_right(page)

    person.press_forward()
    review = page.locator("main")
    for said in ("السبت، 5 يونيو 2027", "1,234.50", "3.5 ليلة", "050 123 4567", "ليلى Smith"):
        expect(review).to_contain_text(said)
    looks_right(page)

    page.locator("button[value=submit]:not(.visually-hidden)").click()
    expect(page.get_by_text("شكراً لكم، ننتظركم بشوق.")).to_be_visible()
    looks_right(page)
    [sent] = site.submissions("arabic")
    assert sent["submission_data"]["nights"] == pytest.approx(3.5)
    assert sent["submission_data"]["gift"] == 123450
    assert [one["guest_name"] for one in sent["submission_data"]["guests"]] == ["ليلى Smith", "عمر"]


def _first_page(page: Page) -> None:
    """Numbers as an Arabic keyboard types them."""
    said = {
        "email": "layla@example.com", "phone": "+971 50 123 4567", "day": "2027-06-05",
        "nights": "٣٫٥", "gift": "١٬٢٣٤٫٥٠",
    }  # fmt: skip
    for name, words in said.items():
        page.locator(f"[name={name}]").fill(words)
    page.locator("[data-field=yes_no] .choice").first.click()
    page.locator("[data-name=bus] .choice").first.click()


def _guests(page: Page) -> None:
    rows = page.locator("[data-row]:visible")
    page.get_by_role("button", name="إضافة ضيف").click()
    expect(rows).to_have_count(2)
    for at, name in enumerate(("ليلى Smith", "عمر")):
        rows.nth(at).locator("[name$=guest_name]").fill(name)
        rows.nth(at).locator(".choice").first.click()


@pytest.fixture
def translating(open_context, site: Site, viewport) -> Page:
    """The page of a new form's translation into Arabic."""
    page = open_context(viewport=viewport, bypass_csp=True).new_page()
    designer = Designer(page, site).sign_in()
    page.get_by_role("link", name="New form").click()
    page.get_by_role("button", name=re.compile("Use it.*RSVP")).press("Enter")
    designer.arrive()
    page.get_by_role("navigation", name="This form").get_by_role("link", name="Languages").click()
    page.get_by_label("Arabic").check()
    page.get_by_role("button", name="Keep these languages").click()
    page.get_by_role("link", name=re.compile(r"Translate\s*: Arabic")).click()
    return page


def test_a_supplier_translates_text_with_marks_and_sees_it_in_the_preview(translating: Page):
    page = translating
    name = page.get_by_label("Arabic: Name of the form")
    assert name.evaluate("one => one.dir + one.lang") == "rtlar"
    name.fill("ردّكم")
    expect(page.get_by_text("There are changes that are not kept yet.")).to_be_visible()
    rich = page.locator("wf-rich-text [role=textbox]").first
    rich.click()
    page.keyboard.press("Control+b")
    page.keyboard.type("شكراً")
    assert rich.evaluate("one => getComputedStyle(one).direction") == "rtl"
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.get_by_role("button", name="Keep the translation").click()
    expect(page.get_by_text("2 texts were kept.")).to_be_visible()
    expect(page.locator("wf-rich-text strong").first).to_have_text("شكراً")
    page.get_by_role("link", name="Preview in Arabic").click()
    expect(page.get_by_role("heading", name="ردّكم")).to_be_visible()
    assert page.evaluate("document.documentElement.dir") == "rtl"
