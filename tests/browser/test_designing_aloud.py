"""Where the focus goes in the builder when what had it goes, and what is said meanwhile."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, expect

from tests.browser.conftest import DESK
from tests.browser.designer import Designer
from tests.browser.listening import hears, listen
from tests.browser.site import Site


@pytest.fixture
def designer(open_context: Callable[..., BrowserContext], site: Site) -> Designer:
    """A supplier in the builder of a form with three questions, listening."""
    page = open_context(viewport=DESK).new_page()
    made = Designer(page, site).sign_in().begin("Questionnaire")
    for label in ("First", "Second", "Third"):
        made.add("Short text", label)
    made.saved()
    listen(page)
    return made


def name_of(designer: Designer, label: str) -> Locator:
    return designer.piece(label).locator("> .piece-head [data-select]")


def press(designer: Designer, label: str, tool: str) -> None:
    """By the keyboard: the tool has the focus when it is pressed."""
    name_of(designer, label).press("Enter")
    designer.tool(label, tool).focus()
    designer.page.keyboard.press("Enter")


def test_the_focus_is_never_lost_and_every_step_is_said(designer: Designer) -> None:
    page, keys = designer.page, designer.page.keyboard
    press(designer, "First", "move_down")
    hears(page, "First is now number 2 of 3.")
    expect(designer.tool("First", "move_down")).to_be_focused()
    press(designer, "First", "duplicate")
    hears(page, "First was duplicated.")
    expect(name_of(designer, "First").nth(1)).to_be_focused()
    keys.press("Control+z")
    hears(page, "Undone: ")
    expect(designer.pieces()).to_have_count(3)
    expect(page.locator("wf-canvas :focus")).to_have_count(1)
    press(designer, "First", "delete")
    hears(page, "First was deleted.")
    expect(name_of(designer, "Third")).to_be_focused()
    page.locator("[data-toast-undo]").focus()
    keys.press("Enter")
    hears(page, "Undone: ")
    assert designer.labels() == ["Second", "First", "Third"]
    expect(page.locator("wf-canvas :focus")).to_have_count(1)
    keys.press("Control+Shift+z")
    hears(page, "Done again: ")
    assert designer.labels() == ["Second", "Third"]
    expect(page.locator("wf-canvas :focus")).to_have_count(1)


def test_the_last_one_deleted_leaves_the_focus_on_the_empty_form(designer: Designer) -> None:
    for label in ("First", "Second", "Third"):
        press(designer, label, "delete")
        hears(designer.page, f"{label} was deleted.")
    expect(designer.page.locator(".canvas-empty")).to_be_focused()


def test_escape_leads_from_the_details_back_to_the_question(designer: Designer) -> None:
    name_of(designer, "Second").press("Enter")
    designer.page.locator("wf-setting[data-name=label] input").focus()
    designer.page.keyboard.press("Escape")
    expect(name_of(designer, "Second")).to_be_focused()


def test_a_lost_connection_and_its_return_are_said(designer: Designer) -> None:
    page = designer.page
    page.context.set_offline(offline=True)
    press(designer, "First", "delete")
    page.wait_for_function("() => window.heard.length > 1")
    page.evaluate("window.heard = []")
    page.context.set_offline(offline=False)
    designer.saved()
    hears(page, "Saved")
