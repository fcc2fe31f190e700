"""Sent once and only once, by people who click twice, press Enter, go back, or have no mouse."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.person import Person, Says
from tests.browser.site import Site

FORM = "lead-enquiry"
SEND = "Ask Ivy & Lark"
NOT_A_ROBOT_MS = 3_200  # the form wants at least three seconds of a person


@pytest.fixture
def person(page: Page, site: Site) -> Person:
    """Somebody with the enquiry open."""
    somebody = Person(page)
    somebody.open(site.address(FORM))
    return somebody


def enquire(person: Person) -> None:
    """Answer what the enquiry asks."""
    frame = person.question("Your names")
    for number, name in enumerate(("Zoë O’Brien", "José García")):
        frame.get_by_label("Name", exact=True).nth(number).fill(name)
    for said in (
        Says("Email", "zoe@example.com"),
        Says("When is the wedding?", "No date yet"),
        Says("Do you have a venue?", "Yes"),
        Says("Which one?", "The Old Mill"),
        Says("What are you looking for?", ["Photography"]),
        Says("You may use these details to answer us.", answer=True),
    ):
        person.say(said)
    person.wait_until_saved()
    person.page.wait_for_timeout(NOT_A_ROBOT_MS)


def sent(site: Site) -> int:
    """How many enquiries have arrived."""
    return len(site.submissions(FORM))


def test_a_double_click_sends_once(person: Person, site: Site) -> None:
    before = sent(site)
    enquire(person)
    person.page.get_by_role("button", name=SEND).dblclick()
    expect(person.page.locator("#wedforms-form")).to_have_count(0)
    assert sent(site) == before + 1


def test_the_button_says_that_it_is_sending(person: Person) -> None:
    enquire(person)
    unanswered: list[Route] = []
    person.page.route("**/answers", lambda route: unanswered.append(route))  # noqa: PLW0108 - a wrapped built-in is refused
    person.say(Says("Anything you would like to tell us", "We are so happy."))
    person.press(SEND)
    button = person.page.locator("[data-nav=submit]")
    expect(button).to_have_text("Sending…")
    expect(button).to_have_attribute("aria-disabled", "true")
    expect(person.page.locator("[data-status]")).to_contain_text("longer than usual")
    expect(person.page.locator("[data-status]")).to_contain_text("Nothing is lost", timeout=9_000)
    expect(button).to_have_text(SEND)


def test_going_back_after_sending_sends_nothing_twice(person: Person, site: Site) -> None:
    before = sent(site)
    enquire(person)
    person.press(SEND)
    expect(person.page.locator("#wedforms-form")).to_have_count(0)
    person.page.go_back()
    again = person.page.get_by_role("button", name=SEND)
    if again.count():
        again.click()
        person.page.wait_for_load_state()
    assert sent(site) == before + 1


def test_nothing_is_kept_in_the_browser_after_sending(person: Person) -> None:
    enquire(person)
    person.page.evaluate("localStorage.setItem('wedforms:ivy-and-lark/lead-enquiry::x', '{}')")
    person.press(SEND)
    expect(person.page.locator("#wedforms-form")).to_have_count(0)
    person.page.wait_for_load_state()
    assert person.page.evaluate("Object.keys(localStorage)") == []


def test_no_page_sets_a_cookie(person: Person) -> None:
    enquire(person)
    person.press(SEND)
    expect(person.page.locator("#wedforms-form")).to_have_count(0)
    assert person.page.context.cookies() == []


def test_what_the_server_finds_takes_the_focus(person: Person) -> None:
    person.say(Says("Email", "not an address"))
    person.wait_until_saved()
    person.page.wait_for_timeout(NOT_A_ROBOT_MS)
    person.press(SEND)
    summary = person.page.locator("[data-summary]")
    expect(summary).to_be_focused()
    summary.get_by_role("link").filter(has_text="Email").click()
    box = person.question("Email").locator("input")
    expect(box).to_be_focused()
    expect(box).to_have_value("not an address")
    expect(box).to_have_attribute("aria-invalid", "true")


def test_the_enquiry_is_sent_with_the_keyboard_alone(person: Person, site: Site) -> None:
    before = sent(site)
    hands = Hands(person)
    names = person.question("Your names").get_by_label("Name", exact=True)
    hands.write(names.first, "Zoë")
    hands.write(names.last, "José")
    hands.write(person.question("Email").locator("input"), "zoe@example.com")
    hands.take(person.question("When is the wedding?"), downs=2)
    hands.take(person.question("Do you have a venue?"), downs=0)
    hands.write(person.question("Which one?").locator("input"), "The Old Mill")
    hands.take(person.question("What are you looking for?"), downs=0)
    hands.take(person.question("You may use these details to answer us."), downs=0)
    person.wait_until_saved()
    person.page.wait_for_timeout(NOT_A_ROBOT_MS)
    hands.reach(person.page.get_by_role("button", name=SEND))
    person.page.keyboard.press("Enter")
    expect(person.page.locator("#wedforms-form")).to_have_count(0)
    assert sent(site) == before + 1


class Hands:
    """Somebody who has a keyboard and no mouse."""

    def __init__(self, person: Person) -> None:
        self.page = person.page

    def reach(self, control: Locator) -> None:
        """Press Tab until the control has the focus."""
        for _ in range(60):
            if control.evaluate("control => control === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        pytest.fail(f"no way to {control} with the Tab key")

    def write(self, box: Locator, words: str) -> None:
        """Type into a box."""
        self.reach(box)
        self.page.keyboard.type(words)

    def take(self, frame: Locator, *, downs: int) -> None:
        """Take a choice: the first with the space bar, others with the arrow keys."""
        self.reach(frame.locator("input:visible").first)
        self.page.keyboard.press("Space")
        for _ in range(downs):
            self.page.keyboard.press("ArrowDown")
