"""What was typed in one language and stands in a page of another: numbers mean the same in both."""

from __future__ import annotations

from typing import Any, Final

import pytest
from playwright.sync_api import Page, expect

from tests.browser.embedded import published
from tests.browser.person import Person
from tests.browser.site import Site

BUDGET: Final[dict[str, Any]] = {
    "name": "A budget", "form_type": "questionnaire", "settings": {"languages": ["de"]},
    "fields": [
        {"key": "budget", "field_type": "money", "label": "Budget"},
        {"key": "note", "field_type": "text", "label": "A note"},
        {"key": "parts", "field_type": "group", "label": "Parts", "max_rows": 3, "fields": [
            {"key": "fee", "field_type": "money", "label": "Fee"}]},
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def address(site: Site) -> str:
    """The address of a form that is read in English and in German."""
    return site.url + published(site.addresses, BUDGET, "budget")


@pytest.fixture
def german(page: Page, address: str) -> Person:
    """Somebody whose draft has begun on the German page."""
    person = Person(page)
    person.open(f"{address}?lang=de")
    page.locator("[name=note]").fill("1.250")
    page.locator("[data-group=parts] [data-action=add]").click()
    expect(page.locator("[data-saving=saved]")).to_be_visible()
    return person


def english(german: Person) -> str:
    """The address of the same draft in English."""
    return german.page.url.replace("lang=de", "lang=en-GB")


def stands_in(page: Page) -> list[str]:
    """What stands in the page's amounts and in its note."""
    expect(page.locator("[name=budget]")).not_to_have_value("")
    names = ("[name=budget]", "[name$=-fee]:visible", "[name=note]")
    return [page.locator(name).input_value() for name in names]


def test_numbers_that_a_browser_kept_mean_the_same_in_another_language(german: Person):
    page = german.page
    page.route("**/answers", lambda route: route.abort())
    page.locator("[name=budget]").fill("1.250")
    page.locator("[name$=-fee]:visible").fill("2.500,50")
    expect(page.locator("[data-saving=failing]")).to_be_visible()
    page.unroute("**/answers")
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(english(german))
    expect(page.locator(".notice", has_text="We put back what you had typed")).to_be_visible()
    assert stands_in(page) == ["1250", "2500.50", "1.250"]
    german.wait_until_saved()
    page.reload()
    assert stands_in(page) == ["1250", "2500.50", "1.250"]


def test_numbers_come_from_another_window_in_the_language_of_this_one(german: Person):
    other = german.page.context.new_page()
    other.goto(english(german))
    german.page.locator("[name=budget]").fill("1.250,5")
    german.page.locator("[name$=-fee]:visible").fill("12.000")
    expect(other.locator("[name$=-fee]:visible")).to_have_value("12000")
    assert stands_in(other) == ["1250.5", "12000", "1.250"]
