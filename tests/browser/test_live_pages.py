"""The page while somebody types: conditions, totals, locks, closed options, limits of dates, steps."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.couple import (
    BALANCE_WORDS,
    DEPOSIT_WORDS,
    PARTNERS,
    TOTAL_WORDS,
    contract_pages,
    wedding_day,
)
from tests.browser.person import Person, Says
from tests.browser.site import Site
from wedforms.lib.clock import today_in


@pytest.fixture
def contract(page: Page, site: Site) -> Person:
    """Somebody with the photography contract open."""
    person = Person(page)
    person.open(site.address("photography-contract"))
    return person


@pytest.fixture
def reply(page: Page, site: Site) -> Person:
    """One of the Shah family on the page of the guests."""
    person = Person(page)
    person.open(site.personal_address())
    person.fill_page(())
    return person


def to_page(person: Person, number: int) -> None:
    """Look at another page of the form."""
    person.open(f"{person.page.url.partition('?')[0]}?page={number}")


def total(person: Person, label: str) -> str:
    """A calculated value in words."""
    return person.question(label).locator("[data-value]").inner_text()


def test_a_question_comes_and_goes_with_the_answer_it_hangs_on(contract: Person) -> None:
    to_page(contract, 2)
    venue = contract.page.get_by_label("Reception venue")
    expect(venue).to_be_hidden()
    contract.say(Says("Is the reception at the same place?", "No"))
    expect(venue).to_be_visible()
    contract.say(Says("Is the reception at the same place?", "Yes"))
    expect(venue).to_be_hidden()


def test_an_answer_that_is_hidden_is_kept_for_when_it_is_asked_again(contract: Person) -> None:
    to_page(contract, 2)
    contract.say(Says("Is the reception at the same place?", "No"))
    contract.say(Says("Reception venue", "The Old Mill"))
    contract.say(Says("Is the reception at the same place?", "Yes"))
    contract.say(Says("Is the reception at the same place?", "No"))
    expect(contract.page.get_by_label("Reception venue")).to_have_value("The Old Mill")


def test_the_price_is_seen_at_once(contract: Person) -> None:
    to_page(contract, 3)
    assert total(contract, "Total, VAT included") == "–"
    contract.say(Says("Collection", "Story, 12 hours"))
    contract.say(Says("Album", "50 pages"))
    expect(contract.question("Collection and extras").locator("[data-value]")).to_have_text(
        "£2,845.00"
    )
    contract.say(Says("Collection", "Essential, 6 hours"))
    contract.say(Says("Extra hours", "2"))
    expect(contract.question("Collection and extras").locator("[data-value]")).to_have_text(
        "£2,145.00"
    )


def test_other_answers_can_decide_a_question_and_give_it_back(contract: Person) -> None:
    to_page(contract, 2)
    contract.say(Says("Number of guests", "100"))
    contract.wait_until_saved()
    to_page(contract, 3)
    second = contract.question("A second photographer?")
    contract.say(Says("A second photographer?", "No, thank you"))
    contract.wait_until_saved()
    to_page(contract, 2)
    contract.say(Says("Number of guests", "140"))
    contract.wait_until_saved()
    contract.page.evaluate("document.querySelector('#page-3').hidden = false")
    expect(second.get_by_label("Yes, please")).to_be_checked()
    expect(second.get_by_label("Yes, please")).to_be_disabled()
    expect(second).to_contain_text("This is set by your other answers.")
    contract.say(Says("Number of guests", "90"))
    expect(second.get_by_label("No, thank you")).to_be_checked()
    expect(second.get_by_label("No, thank you")).to_be_enabled()


def test_the_calendar_offers_only_days_that_can_be_booked(contract: Person) -> None:
    to_page(contract, 2)
    box = contract.question("Wedding date").locator("input")
    soonest = today_in("Europe/London") + timedelta(days=7)
    expect(box).to_have_attribute("min", soonest.isoformat())


def test_only_the_first_page_welcomes(reply: Person) -> None:
    expect(reply.page.locator(".cover")).to_be_hidden()
    reply.press("Back")
    expect(reply.page.locator(".cover")).to_be_visible()


def test_a_dish_that_does_not_suit_cannot_be_taken(reply: Person) -> None:
    for said in (
        Says("The wedding breakfast, at four", "Yes, gladly", row=0),
        Says("Age on the day", "Adult or teenager", row=0),
        Says("Any dietary needs or allergies?", "Yes", row=0),
        Says("Which ones?", ["Vegan"], row=0),
    ):
        reply.say(said)
    lamb = reply.question("Main course", row=0).locator("[data-option=lamb]")
    expect(lamb).to_be_visible()
    expect(lamb.locator("input")).to_be_disabled()
    expect(lamb).to_contain_text("not available")
    reply.say(Says("Which ones?", ["Vegan"], row=0))
    expect(lamb.locator("input")).to_be_enabled()
    expect(lamb).not_to_contain_text("not available")


def test_rows_do_not_mix_their_conditions(reply: Person) -> None:
    reply.say(Says("The wedding breakfast, at four", "Yes, gladly", row=0))
    reply.say(Says("The wedding breakfast, at four", "No, sadly", row=1))
    reply.say(Says("Age on the day", "Adult or teenager", row=0))
    assert reply.question("Main course", row=0).count() == 1
    assert reply.question("Main course", row=1).count() == 0


def test_a_household_that_is_complete_is_told_why_nobody_can_be_added(reply: Person) -> None:
    words = reply.page.get_by_text("No more can be added here.")
    expect(words).to_be_visible()


def test_children_see_their_own_menu(reply: Person) -> None:
    reply.say(Says("The wedding breakfast, at four", "Yes, gladly", row=0))
    reply.say(Says("Age on the day", "Child, 3 to 12", row=0))
    main = reply.question("Main course", row=0)
    expect(main.locator("[data-option=sausages]")).to_be_visible()
    expect(main.locator("[data-option=lamb]")).to_be_hidden()


def test_the_browsers_back_button_goes_a_page_back(contract: Person, site: Site) -> None:
    questionnaire = site.address("pre-wedding-questionnaire")
    contract.open(questionnaire)
    frame = contract.question("You two")
    for number, name in enumerate(("Zoë", "José")):
        frame.get_by_label("Name", exact=True).nth(number).fill(name)
    day = wedding_day(today_in("Europe/London"))
    contract.say(Says("Wedding date", day.isoformat()))
    contract.press_forward()
    expect(contract.page.locator("[data-progress-words]")).to_contain_text("Page 2 of")
    contract.page.go_back()
    expect(contract.page.locator("[data-progress-words]")).to_contain_text("Page 1 of")
    expect(frame.get_by_label("Name", exact=True).first).to_have_value("Zoë")


def test_a_page_with_gaps_says_so_where_they_are(contract: Person) -> None:
    contract.press("Next")
    summary = contract.page.locator("[data-summary]")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("link")).to_have_text(
        [
            "First partner: full name: Enter your answer.",
            "First partner: email: Enter an e-mail address.",
            "First partner: mobile: Enter a telephone number.",
            "Second partner: full name: Enter your answer.",
            "Second partner: email: Enter an e-mail address.",
            "Second partner: mobile: Enter a telephone number.",
            "Your address: Enter an address.",
        ]
    )
    contract.say(Says("First partner: full name", "Zoë"))
    expect(contract.question("First partner: full name").locator("[data-problem]")).to_be_hidden()
    expect(summary.locator(".is-mended")).to_have_text(
        "First partner: full name: Enter your answer."
    )


def test_the_agreement_names_what_was_answered_without_asking_the_server(
    contract: Person,
) -> None:
    unsigned = contract_pages(today_in("Europe/London"), Path("no-picture"))[:3]
    for answers in unsigned:
        contract.fill_page(answers)
    page = contract.page
    assert page.evaluate("performance.getEntriesByType('navigation')[0].name").endswith(
        "/photography-contract"
    )
    merged = page.locator("[data-merge]")
    live = merged.all_inner_texts()
    assert {*PARTNERS, TOTAL_WORDS, DEPOSIT_WORDS, BALANCE_WORDS, "St Mary, Bath"} <= set(live)
    contract.wait_until_saved()
    drawn = page.request.get(f"{page.url.partition('?')[0]}?page=4").text()
    assert [unescape(words) for words in re.findall(r"data-merge=[^>]*>([^<]*)<", drawn)] == live


def test_the_foot_of_the_page_leads_to_the_suppliers_words_about_privacy(contract: Person) -> None:
    privacy = contract.page.get_by_role("link", name="Privacy")
    expect(privacy).to_be_visible()
    expect(privacy).to_have_attribute("href", "https://ivyandlark.example/privacy")


def test_only_the_seat_that_nobody_is_named_for_may_stay_empty_wherever_it_stands(
    reply: Person,
) -> None:
    empty = "Will this seat stay empty?"
    assert [reply.question(empty, row=row).count() for row in range(3)] == [0, 0, 1]
    last = reply.page.locator("[data-row]:visible").nth(2)
    last.get_by_role("button", name="Move up", exact=True).click()
    reply.say(Says(empty, "Yes, I cannot bring anyone", row=1))
    expect(reply.question("The ceremony, at two o’clock", row=1)).to_have_count(0)
    assert [reply.question(empty, row=row).count() for row in range(3)] == [0, 1, 0]
