"""Building an RSVP: by the keyboard alone, by mouse, by touch; undoing all of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.conftest import DESK, PHONE
from tests.browser.designer import Designer
from tests.browser.site import Site

Open = Callable[..., BrowserContext]


@pytest.fixture
def designer(open_context: Open, site: Site) -> Designer:
    """A supplier at a desk, in the builder of a new form."""
    return Designer(open_context(viewport=DESK).new_page(), site).sign_in().begin()


def test_an_rsvp_is_built_by_the_keyboard_alone(designer: Designer) -> None:
    page, keys = designer.page, designer.page.keyboard

    def add(title: str, label: str, *, back: bool = True) -> None:
        designer.tab_to(page.locator(".palette-type", has_text=title).first, back=back)
        keys.press("Enter")
        expect(page.locator("wf-setting[data-name=label] input")).to_be_focused()
        keys.type(label)

    add("Short text", "Your household", back=False)
    add("Repeating group", "Guests")
    add("Short text", "Name")
    add("Yes or no", "Coming")
    add("Package", "Meal")
    expect(designer.piece("Meal")).to_be_visible()
    assert designer.labels("Guests") == ["Name", "Coming", "Meal"]
    designer.tab_to(designer.tool("Meal", "move"), back=True)
    keys.press("Enter")
    keys.press("ArrowUp")
    keys.press("ArrowUp")
    expect(page.locator("[data-live]")).to_have_text("Meal is now number 1 of 3, in Guests.")
    keys.press("Enter")
    designer.tab_to(designer.tool("Meal", "out_of"))
    keys.press("Enter")
    expect(page.locator("[data-live]")).to_have_text("Meal is now number 3 of 3.")
    designer.tab_to(page.get_by_label("Price (£) Option 1"))
    keys.press("Control+a")
    keys.type("12.50")
    condition = page.locator("wf-setting[data-name=visible_if]")
    designer.tab_to(condition.locator("[data-add]"))
    keys.press("Enter")
    question = condition.get_by_label("Question")
    expect(question).to_be_focused()
    keys.type("Your")
    expect(question.locator("option:checked")).to_have_text("Your household")
    designer.tab_to(condition.get_by_label("How it compares"))
    keys.type("is answered")
    designer.saved()
    assert designer.labels() == ["Your household", "Guests", "Meal"]
    [household, guests, meal, name, coming] = designer.definition()
    assert [one["inside"] for one in (name, coming)] == ["guests", "guests"]
    assert guests["field_type"] == "group"
    assert meal["options"][0]["price"] == 1250
    assert meal["visible_if"] == ["filled", ["field", household["key"]]]


def test_move_mode_puts_a_field_back_with_escape(designer: Designer) -> None:
    designer.add("Short text", "First").add("Short text", "Second")
    designer.tool("Second", "move").click()
    designer.page.keyboard.press("ArrowUp")
    expect(designer.page.locator("[data-live]")).to_have_text("Second is now number 1 of 2.")
    designer.page.keyboard.press("Escape")
    expect(designer.page.locator("[data-live]")).to_have_text("Second is back where it was.")
    assert designer.labels() == ["First", "Second"]


def test_fields_are_dragged_out_of_the_palette_and_about_the_canvas(designer: Designer) -> None:
    page = designer.page
    designer.add("Short text", "First").add("Short text", "Second").add("Repeating group", "Guests")
    designer.drag(
        designer.piece("Second").locator("> .piece-head [data-grip]"),
        designer.piece("First"),
        below=False,
    )
    expect(designer.page.locator("[data-live]")).to_have_text("Second is now number 1 of 3.")
    assert designer.labels() == ["Second", "First", "Guests"]
    inside = designer.piece("Guests").locator(".pieces-inside")
    designer.drag(designer.piece("Second").locator("> .piece-head [data-grip]"), inside)
    expect(designer.pieces("Guests")).to_have_count(1)
    designer.drag(page.locator("[data-type=email]"), designer.piece("First"))
    expect(designer.pieces()).to_have_count(3)
    page.keyboard.type("Where we write to")
    expect(designer.piece("Where we write to")).to_be_visible()
    designer.saved()
    assert designer.labels() == ["First", "Where we write to", "Guests"]
    assert page.locator("[data-type=email]").count() == 1


def test_a_price_and_a_condition_are_given_by_mouse(designer: Designer) -> None:
    page = designer.page
    designer.add("Yes or no", "Coming").add("Package", "Meal")
    page.get_by_label("Price (£) Option 2").fill("12.50")
    condition = page.locator("wf-setting[data-name=visible_if]")
    condition.get_by_role("button", name="Only under a condition").click()
    condition.get_by_label("Question").select_option(label="Coming")
    designer.saved()
    [coming, meal] = designer.definition()
    assert meal["options"][1]["price"] == 1250
    assert meal["visible_if"] == ["=", ["field", coming["key"]], True]
    frame = designer.open_preview()
    expect(frame.get_by_text("£12.50")).to_be_hidden()
    frame.get_by_text("Yes", exact=True).click()
    expect(frame.get_by_text("£12.50")).to_be_visible()


def test_a_field_is_dragged_by_touch(open_context: Open, site: Site) -> None:
    page = open_context(viewport=PHONE, has_touch=True, is_mobile=True).new_page()
    designer = Designer(page, site).sign_in().begin()
    for label in ("First", "Second"):
        page.get_by_role("button", name="Add", exact=True).tap()
        page.locator("[data-type=text] button").tap()
        page.locator("wf-setting[data-name=label] input").fill(label)
    page.get_by_role("button", name="Design", exact=True).tap()
    expect(designer.pieces()).to_have_count(2)
    designer.piece("First").evaluate("one => one.scrollIntoView({block: 'center'})")
    page.wait_for_timeout(600)  # the page scrolls smoothly
    grip = designer.piece("Second").locator("[data-grip]").bounding_box()
    first = designer.piece("First").bounding_box()
    assert grip
    assert first
    touch = page.context.new_cdp_session(page)
    x, start, end = grip["x"] + 10, grip["y"] + 20, first["y"] + 4
    _touch(touch, "touchStart", x, start)
    page.wait_for_timeout(300)  # a finger that rests takes hold; one that moves at once scrolls
    for step in range(1, 11):
        _touch(touch, "touchMove", x, start + (end - start) * step / 10)
        page.wait_for_timeout(60)
    _touch(touch, "touchEnd", x, end)
    expect(page.locator("[data-live]")).to_have_text("Second is now number 1 of 2.")
    designer.saved()
    assert designer.labels() == ["Second", "First"]


def _touch(session, kind: str, x: float, y: float) -> None:
    points = [] if kind == "touchEnd" else [{"x": x, "y": y}]
    session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def test_everything_is_undone_to_the_beginning_and_done_again(designer: Designer) -> None:
    page = designer.page
    designer.add("Repeating group", "Guests").add("Yes or no", "Coming")
    page.get_by_label("Must be answered", exact=True).check()
    designer.tool("Coming", "out_of").click()
    designer.tool("Coming", "duplicate").click()
    designer.piece("Guests").locator("> .piece-head [data-select]").click()
    designer.tool("Guests", "delete").click()
    expect(designer.pieces()).to_have_count(2)
    designer.saved()
    undo, redo = page.locator("[data-undo]"), page.locator("[data-redo]")
    for _ in range(20):
        if undo.is_disabled():
            break
        undo.click()
    expect(designer.pieces()).to_have_count(0)
    designer.saved()
    assert designer.definition() == []
    page.locator("wf-canvas").click()
    for _ in range(20):
        if redo.is_disabled():
            break
        page.keyboard.press("Control+Shift+z")
    designer.saved()
    expect(designer.pieces()).to_have_count(2)
    assert designer.labels() == ["Coming", "Coming"]
    assert len(designer.definition()) == 2


def test_what_was_deleted_comes_back_at_once_or_after_a_reload(designer: Designer) -> None:
    page = designer.page
    designer.add("Short text", "Song")
    designer.tool("Song", "delete").click()
    expect(designer.pieces()).to_have_count(0)
    page.locator("[data-toast-undo]").click()
    expect(designer.piece("Song")).to_be_visible()
    designer.piece("Song").locator("> .piece-head [data-select]").click()
    designer.tool("Song", "delete").click()
    designer.saved().reopen()
    page.get_by_role("tab", name="Deleted").click()
    page.get_by_role("button", name="Restore Song").click()
    expect(designer.piece("Song")).to_be_visible()


def test_the_preview_shows_what_was_saved_at_both_widths(designer: Designer) -> None:
    page = designer.page
    designer.add("Short text", "Song").saved()
    frame = designer.open_preview()
    expect(frame.get_by_label("Song")).to_be_visible()
    assert frame.locator("html").evaluate("innerWidth") == 360
    # Which of the two it is can be seen.
    edges = page.locator("wf-preview button").evaluate_all(
        "both => both.map(one => getComputedStyle(one).borderTopColor)"
    )
    assert [edge == "rgba(0, 0, 0, 0)" for edge in edges] == [False, True]
    page.locator("wf-setting[data-name=label] input").fill("Which song?")
    expect(frame.get_by_label("Which song?")).to_be_visible()
    page.get_by_role("button", name="Desktop").click()
    assert frame.locator("html").evaluate("innerWidth") == 1024
    frame.get_by_label("Which song?").fill("Anything")
    frame.get_by_role("button", name="Look over your answers").click()
    expect(frame.get_by_text("This is a preview: nothing is sent or kept.")).to_be_visible()


def test_the_button_of_a_group_without_words_of_its_own_says_what_people_read(
    designer: Designer,
) -> None:
    designer.add("Repeating group", "Guests")
    more = designer.piece("Guests").locator(".piece-more")
    expect(more).to_have_text("+ Add another")
    designer.page.get_by_label("Words on the button that adds one").fill("")
    expect(more).to_have_text("+ Add one more")


def test_what_people_never_see_has_its_name_on_the_canvas(designer: Designer) -> None:
    designer.add("Hidden value", "Where they came from").saved()
    unseen = designer.piece("Where they came from").locator(".piece-unseen")
    expect(unseen).to_have_text("Where they came from")
