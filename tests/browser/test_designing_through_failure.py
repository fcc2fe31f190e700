"""The web server is killed while the builder saves: the work stays, and is saved once it is back."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import BrowserContext, Route, expect
from playwright.sync_api import Error as PlaywrightError

from tests.browser.conftest import DESK
from tests.browser.designer import Designer
from tests.browser.listening import hears, listen
from tests.browser.site import Site
from wedforms.database.addresses import connected

LABEL = "wf-setting[data-name=label] input"
HELP = "Help under the question"
NOT_SAVED = "Not saved yet. Your changes are kept here, and we keep trying."

_WAITING = (
    "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
)


@pytest.fixture
def designer(open_context: Callable[..., BrowserContext], site: Site) -> Designer:
    """A supplier in the builder of a form with three questions."""
    page = open_context(viewport=DESK).new_page()
    made = Designer(page, site).sign_in().begin("Questionnaire")
    for label in ("First", "Second", "Third"):
        made.add("Short text", label)
    return made.saved()


def choose(designer: Designer, label: str) -> Designer:
    designer.piece(label).locator("> .piece-head [data-select]").click()
    return designer


@contextmanager
def saves_wait(site: Site, form_id: str) -> Iterator[Callable[[], None]]:
    """Meanwhile no save of this form gets an answer; what is given waits until one is at the server."""
    with connected(site.addresses.owner) as held, held.transaction():
        held.execute("select 1 from forms where id = %s for update", [form_id])

        def arrives() -> None:
            deadline = time.monotonic() + 10
            while not site.rows(_WAITING):
                assert time.monotonic() < deadline
                time.sleep(0.01)

        yield arrives


def test_a_server_killed_while_the_builder_saves_takes_nothing_with_it(
    designer: Designer, site: Site
) -> None:
    page = designer.page
    listen(page)
    choose(designer, "First")
    with saves_wait(site, designer.form_id) as a_save_waits:
        page.locator(LABEL).fill("What are your names?")
        designer.tool("What are your names?", "move_down").click()
        a_save_waits()
        site.kill_web()
    try:
        hears(page, NOT_SAVED)
        expect(page.locator("[data-saved=trouble]")).to_have_text(NOT_SAVED)
        page.get_by_label(HELP).fill("Both of you.")
        designer.add("Yes or no", "Coming")
        choose(designer, "Third")
        designer.tool("Third", "delete").click()
        page.get_by_role("button", name="Preview", exact=True).click()
        page.get_by_role("button", name="Design", exact=True).click()
        expect(page.locator("[data-saved=trouble]")).to_have_text(NOT_SAVED)
    finally:
        site.start_web()
    hears(page, "Saved")
    designer.saved()
    everything_stands(designer)
    everything_stands(designer.reopen())


def everything_stands(designer: Designer) -> None:
    labels = ["Second", "What are your names?", "Coming"]
    assert designer.labels() == labels
    assert [one["label"] for one in designer.definition()] == labels
    question = designer.piece("What are your names?")
    expect(question.get_by_text("Both of you.")).to_be_visible()
    expect(designer.piece("Coming").get_by_text("Yes", exact=True)).to_be_visible()


def test_a_page_that_is_loaded_again_meanwhile_goes_on_with_what_was_not_saved(
    designer: Designer, site: Site
) -> None:
    page = designer.page
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    choose(designer, "First")
    site.kill_web()
    try:
        page.locator(LABEL).fill("What are your names?")
        designer.add("Yes or no", "Coming")
        page.get_by_label(HELP).press_sequentially("Just say.")
        with pytest.raises(PlaywrightError, match="ERR_CONNECTION_REFUSED"):
            page.reload()
    finally:
        site.start_web()
    assert asked == ["beforeunload"]
    designer.reopen().saved()
    assert designer.labels() == ["What are your names?", "Coming", "Second", "Third"]
    expect(designer.piece("Coming").get_by_text("Just say.")).to_be_visible()
    assert [one["label"] for one in designer.definition()] == designer.labels()


def test_a_save_whose_answer_gets_lost_is_done_once_and_nobody_is_accused(
    designer: Designer,
) -> None:
    page, done = designer.page, list[bool]()

    def lose(route: Route) -> None:
        if not done:
            done.append(route.fetch().ok)
        route.abort("connectionreset")

    page.route("**/design", lose)
    choose(designer, "First")
    page.locator(LABEL).fill("One")
    designer.tool("One", "duplicate").click()
    designer.tool("One", "delete").last.click()
    expect(page.locator("[data-saved=trouble]")).to_be_visible()
    assert done == [True]
    page.unroute("**/design")
    choose(designer, "One").page.locator(LABEL).fill("One and only")
    designer.saved()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_text("Somebody else")).to_have_count(0)
    expect(page.get_by_text("could not be saved")).to_have_count(0)
    assert designer.labels() == ["One and only", "Second", "Third"]
    assert [one["label"] for one in designer.definition()] == designer.labels()


def test_a_preview_that_was_opened_without_a_server_comes_once_there_is_one(
    designer: Designer, site: Site
) -> None:
    page = designer.page
    choose(designer, "First")
    site.kill_web()
    try:
        page.get_by_role("button", name="Preview", exact=True).click()
        page.locator(LABEL).fill("What are your names?")
        expect(page.locator("[data-saved=trouble]")).to_be_visible()
    finally:
        site.start_web()
    designer.saved()
    shown = page.frame_locator("wf-preview iframe")
    expect(shown.get_by_text("What are your names?")).to_be_visible()
