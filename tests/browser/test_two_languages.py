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

#: English that nobody has translated yet, and Arabic among it.
ASKED: Final[dict[str, Any]] = {
    "name": "Will you come?", "description": "Please say so.", "form_type": "questionnaire",
    "settings": {"languages": ["ar"], "review": False},
    "fields": [
        {"key": "coming", "field_type": "yes_no", "label": "Are you coming?", "help": "Say yes."},
        {"key": "words", "field_type": "paragraph", "content": "<p>Bring a friend.</p>"},
        {"key": "dance", "field_type": "single_choice", "label": "رقصة.", "options": [
            {"value": "waltz", "label": "A waltz?"}, {"value": "dabke", "label": "دبكة."}]},
    ],
}  # fmt: skip
#: Where the last character of an element's first words stands, seen from their first character.
_SIDE: Final = """one => {
    const words = [...one.childNodes].find(part => part.nodeType === 3 && part.data.trim());
    const box = at => {
        const range = document.createRange();
        range.setStart(words, at);
        range.setEnd(words, at + 1);
        return range.getBoundingClientRect();
    };
    return box(words.data.length - 1).left > box(0).left ? "right" : "left";
}"""


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


@pytest.mark.parametrize("language", ["ar", "en-GB"])
def test_words_of_another_language_keep_the_order_of_their_own(
    language: str, page: Page, site: Site
):
    address = published(site.addresses, ASKED, f"asked-{language.lower()}")
    page.goto(f"{site.url}{address}?lang={language}")
    expect(page.locator("html")).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")
    sides = {
        words: page.locator("main").get_by_text(words).first.evaluate(_SIDE)
        for words in (
            "Will you come?", "Please say so.", "Are you coming?", "Say yes.", "Bring a friend.",
            "A waltz?", "رقصة.", "دبكة.",
        )
    }  # fmt: skip
    begins = "right" if language == "ar" else "left"
    for label in page.locator("main :is(.label, .choice-label, .prose p)").all():
        align = label.evaluate("one => getComputedStyle(one).textAlign")
        assert align.removeprefix("-webkit-") in (begins, "start" if begins == "left" else begins)
    assert {words for words, side in sides.items() if side == "left"} == {"رقصة.", "دبكة."}
