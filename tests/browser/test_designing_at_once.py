"""Two people in one form at the same moment: who came second is asked, and nobody is overwritten unseen."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest
from playwright.sync_api import BrowserContext, Locator, expect

from tests.browser.axe import unreadable, violations
from tests.browser.conftest import DESK, PHONE
from tests.browser.designer import Designer
from tests.browser.listening import hears, listen
from tests.browser.site import Site

Open = Callable[..., BrowserContext]
LABEL = "wf-setting[data-name=label] input"
ASKED = "Somebody else changed this at the same time"
UPDATED = "Somebody else changed the form; you see it as it is now."


class Two(NamedTuple):
    """Who saves first, and who comes second; both have the question Song chosen, and listen."""

    first: Designer
    second: Designer

    def labels(self) -> list[str]:
        """What the database has."""
        return [one["label"] for one in self.first.definition()]

    def clash(self, *, theirs: str, mine: str) -> Locator:
        """Both give the question a label; the dialog comes to the second."""
        page = self.second.page
        page.context.set_offline(offline=True)
        page.locator(LABEL).fill(mine)
        self.first.page.locator(LABEL).fill(theirs)
        self.first.saved()
        page.context.set_offline(offline=False)
        dialog = page.get_by_role("alertdialog", name=ASKED)
        expect(dialog).to_be_visible()
        return dialog


@pytest.fixture(params=[PHONE, DESK], ids=["phone", "desk"])
def two(request: pytest.FixtureRequest, open_context: Open, site: Site) -> Two:
    """Two browsers in the builder of one form; the second at this width."""
    first = Designer(open_context(viewport=DESK).new_page(), site).sign_in().begin()
    first.add("Short text", "Song").saved()
    context = open_context(viewport=request.param, bypass_csp=True)
    second = Designer(context.new_page(), site).sign_in()
    second.page.goto(first.page.url)
    chosen = second.arrive().piece("Song").locator("> .piece-head [data-select]")
    chosen.click()
    if request.param is PHONE:
        second.page.get_by_role("button", name="Details", exact=True).click()
    listen(first.page)
    listen(second.page)
    return Two(first, second)


def test_who_comes_second_is_asked_which_of_two_values_stands(two: Two) -> None:
    first, second = two
    page = second.page
    page.locator(LABEL).focus()

    dialog = two.clash(theirs="Their song", mine="My song")
    hears(page, ASKED)
    expect(dialog.get_by_role("heading")).to_be_focused()
    expect(dialog).to_contain_text("Question")
    expect(dialog.get_by_role("button")).to_have_text(["Mine My song", "Theirs Their song"])
    assert violations(page) == []
    page.emulate_media(color_scheme="dark")
    assert unreadable(page) == []
    page.emulate_media(color_scheme="light")
    for key in ("Space", "Enter", "Escape", "Escape"):
        page.keyboard.press(key)
    expect(dialog).to_be_visible()
    assert two.labels() == ["Their song"]
    dialog.get_by_role("button", name="Theirs").click()
    hears(page, "Theirs stands.")
    expect(dialog).to_have_count(0)
    expect(page.locator(LABEL)).to_be_focused()
    expect(page.locator(LABEL)).to_have_value("Their song")
    assert two.labels() == ["Their song"]

    dialog = two.clash(theirs="Their other song", mine="My other song")
    assert two.labels() == ["Their other song"]
    page.keyboard.press("Tab")
    expect(dialog.get_by_role("button", name="Mine")).to_be_focused()
    page.keyboard.press("Enter")
    hears(page, "Yours stands.")
    expect(page.locator(LABEL)).to_be_focused()
    expect(first.piece("My other song")).to_be_visible()
    hears(first.page, UPDATED)
    expect(page.locator(LABEL)).to_have_value("My other song")
    assert two.labels() == ["My other song"]


def test_what_somebody_else_saved_is_said_to_who_works_in_the_form(two: Two) -> None:
    first, second = two
    page = second.page
    first.add("Yes or no", "Coming").saved()
    hears(page, UPDATED)
    expect(page.locator(".toast")).to_contain_text(UPDATED)
    # What comes with the answer to a save of one's own is told as well.
    page.context.set_offline(offline=True)
    page.get_by_label("Help under the question").fill("One is enough.")
    first.add("Short text", "Colour").saved()
    page.context.set_offline(offline=False)
    hears(page, UPDATED)
    second.saved()
    assert two.labels() == ["Song", "Coming", "Colour"]


def test_a_question_that_somebody_else_deleted_is_named_and_the_focus_stays(two: Two) -> None:
    first, second = two
    first.add("Yes or no", "Coming").saved()
    expect(second.piece("Coming")).to_have_count(1)
    second.page.locator(LABEL).focus()
    first.tool("Coming", "move_up").click()
    first.piece("Song").locator("> .piece-head [data-select]").click()
    first.tool("Song", "delete").click()
    hears(second.page, "Somebody else deleted Song. You find it under Deleted.")
    expect(second.page.locator("wf-builder :focus")).to_have_count(1)
