"""Rows of a repeating group with scripts: added, moved, removed and put back, by mouse and by keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.person import Person, Says
from tests.browser.site import Site

SPEECHES = "Speeches, in order"


@pytest.fixture
def person(page: Page, site: Site) -> Person:
    """Somebody on the page of the speeches."""
    somebody = Person(page)
    somebody.open(site.address("pre-wedding-questionnaire") + "?page=4")
    return somebody


def names(person: Person) -> list[str]:
    """Who speaks, in the order of the page."""
    boxes = person.page.locator("[data-group=speeches] [data-field][data-name$=speech_name] input")
    return [box.input_value() for box in boxes.all()]


def add(person: Person, *speakers: str) -> None:
    """Add a row for each speaker; the box that is meant has the focus."""
    for speaker in speakers:
        person.press("Add a speech")
        person.page.keyboard.type(speaker)


def order(person: Person) -> str:
    """The order as it will be sent."""
    return person.page.locator("[name=speeches-_rows]").input_value()


def button(person: Person, row: int, words: str):
    """A button of the nth speech."""
    return (
        person.page.locator("[data-group=speeches] [data-row]")
        .nth(row)
        .get_by_role("button", name=words, exact=True)
    )


def test_a_new_row_takes_the_focus_and_is_announced(person: Person) -> None:
    add(person, "Ama")
    assert names(person) == ["Ama"]
    expect(person.page.locator("[data-announcement]")).to_contain_text("Speech 1 was added.")


def test_rows_move_and_the_focus_goes_with_them(person: Person) -> None:
    add(person, "Ama", "Ben", "Cy")
    ids = order(person).split()
    button(person, 2, "Move up").click()
    assert names(person) == ["Ama", "Cy", "Ben"]
    assert order(person).split() == [ids[0], ids[2], ids[1]]
    expect(button(person, 1, "Move up")).to_be_focused()
    expect(person.page.locator("[data-announcement]")).to_contain_text("is now number 2")


def test_the_first_cannot_move_up_nor_the_last_down(person: Person) -> None:
    add(person, "Ama", "Ben")
    expect(button(person, 0, "Move up")).to_be_disabled()
    expect(button(person, 1, "Move down")).to_be_disabled()


def test_a_removed_row_can_be_put_back(person: Person) -> None:
    add(person, "Ama", "Ben", "Cy")
    button(person, 1, "Remove").click()
    assert names(person) == ["Ama", "Cy"]
    person.press("Undo")
    assert names(person) == ["Ama", "Ben", "Cy"]


def test_a_removed_row_is_gone_from_the_draft(person: Person) -> None:
    add(person, "Ama", "Ben")
    person.wait_until_saved()
    gone = order(person).split()[0]
    with person.page.expect_request("**/answers") as sent:
        button(person, 0, "Remove").click()
    assert sent.value.post_data_json["removed"] == [f"speeches-{gone}"]
    person.wait_until_saved()
    person.page.reload()
    assert names(person) == ["Ben"]


def test_totals_follow_the_rows(person: Person) -> None:
    add(person, "Ama", "Ben")
    for row, minutes in enumerate(("7", "5")):
        person.say(Says("Minutes", minutes, row=row))
    total = person.question("Minutes of speeches").locator("[data-value]")
    expect(total).to_have_text("12")
    button(person, 0, "Remove").click()
    expect(total).to_have_text("5")


def test_rows_are_made_with_the_keyboard_alone(person: Person) -> None:
    keyboard = person.page.keyboard
    person.page.get_by_role("button", name="Add a speech").focus()
    keyboard.press("Enter")
    keyboard.type("Ama")
    person.page.get_by_role("button", name="Add a speech").focus()
    keyboard.press("Space")
    keyboard.type("Ben")
    button(person, 1, "Move up").focus()
    keyboard.press("Enter")
    assert names(person) == ["Ben", "Ama"]
    button(person, 0, "Remove").focus()
    keyboard.press("Enter")
    assert names(person) == ["Ama"]
    expect(person.page.locator("[data-group=speeches] [data-row]").first).to_be_focused()
