"""Two people in one form, a connection that fails, and a builder that everybody can use."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.browser.axe import violations
from tests.browser.conftest import DESK, PHONE
from tests.browser.designer import Designer
from tests.browser.site import Site

Open = Callable[..., BrowserContext]
LABEL = "wf-setting[data-name=label] input"


@pytest.fixture
def designer(open_context: Open, site: Site) -> Designer:
    """A supplier at a desk, in the builder of a new form."""
    return Designer(open_context(viewport=DESK).new_page(), site).sign_in().begin()


@pytest.fixture
def colleague(designer: Designer, open_context: Open, site: Site) -> Designer:
    """The same form in another browser; it has a question already."""
    designer.add("Short text", "Song").saved()
    other = Designer(open_context(viewport=DESK).new_page(), site).sign_in()
    other.page.goto(designer.page.url)
    return other.arrive()


def choose(designer: Designer, label: str) -> Designer:
    designer.piece(label).locator("> .piece-head [data-select]").click()
    return designer


def test_what_one_adds_appears_with_the_other(designer: Designer, colleague: Designer) -> None:
    colleague.add("Yes or no", "Coming").saved()
    expect(designer.piece("Coming")).to_be_visible()
    assert designer.labels() == ["Song", "Coming"]


def test_two_changes_of_one_question_stand_side_by_side(
    designer: Designer, colleague: Designer
) -> None:
    choose(designer, "Song").page.get_by_label("Help under the question").fill("One is enough.")
    choose(colleague, "Song").page.get_by_label("Must be answered", exact=True).check()
    designer.saved()
    colleague.saved()
    for one in (designer, colleague):
        expect(one.piece("Song").get_by_text("One is enough.")).to_be_visible()
        expect(one.piece("Song").locator("[data-mark]")).to_be_visible()


def test_offline_is_said_and_nothing_is_lost(designer: Designer) -> None:
    page = designer.page
    designer.add("Short text", "Song").saved()
    page.context.set_offline(offline=True)
    designer.add("Yes or no", "Coming")
    choose(designer, "Song").page.locator(LABEL).fill("Which song?")
    expect(page.locator("[data-saved=offline]")).to_have_text(
        "You are offline. Your changes are kept here and saved later."
    )
    page.context.set_offline(offline=False)
    designer.saved()
    assert [one["label"] for one in designer.definition()] == ["Which song?", "Coming"]


def test_leaving_with_unsaved_changes_is_asked_about(designer: Designer) -> None:
    page = designer.page
    designer.add("Short text", "Song").saved()
    page.context.set_offline(offline=True)
    designer.add("Yes or no", "Coming")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.close(run_before_unload=True)
    page.wait_for_timeout(500)
    assert asked == ["beforeunload"]
    page.context.set_offline(offline=False)
    designer.saved()


def test_what_is_refused_is_said_at_its_input(designer: Designer) -> None:
    page = designer.page
    designer.add("Short text", "Song")
    page.get_by_label("Most characters").fill("many")
    problem = page.locator("wf-setting[data-name='validation_rules.max_length'] .problem")
    expect(problem).to_contain_text("This must be a whole number.")
    page.get_by_label("Most characters").fill("40")
    expect(problem).to_have_count(0)
    designer.saved()


def test_a_finding_leads_to_its_field(designer: Designer) -> None:
    page = designer.page
    designer.add("Calculation", "Total").add("Short text", "Song").saved()
    page.get_by_role("tab", name="Check").click()
    page.locator(".finding", has_text="Total").click()
    expect(page.locator(LABEL)).to_have_value("Total")
    expect(designer.tool("Total", "delete")).to_be_visible()


SCHEMES = ["light", "dark"]


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_the_builder_can_be_used_by_everybody_in_every_state(
    site: Site, open_context: Open, size: dict[str, int], scheme: str
) -> None:
    page = open_context(viewport=size, color_scheme=scheme, bypass_csp=True).new_page()
    designer = Designer(page, site).sign_in()
    found = {"forms": violations(page)}
    page.goto(f"{site.url}/studio/forms/new")
    found["new"] = violations(page)
    page.get_by_role("button", name="Make the form").click()
    found["new with problems"] = violations(page)
    page.goto(f"{site.url}/studio/forms")
    designer.begin()
    found["empty"] = violations(page)
    found |= _filled(designer, is_phone=size is PHONE)
    assert not any(found.values()), found


def _filled(designer: Designer, *, is_phone: bool) -> dict[str, list[str]]:
    page, found = designer.page, {}
    for kind, label in (("group", "Guests"), ("package", "Meal"), ("calculation", "Total")):
        if is_phone:
            page.get_by_role("button", name="Add", exact=True).click()
            found["palette"] = violations(page)
        page.locator(f"[data-type={kind}] button").click()
        page.locator(LABEL).fill(label)
        expect(page.locator("wf-setting[data-name=label]")).to_be_visible()
    found["details"] = violations(page)
    for tab in ("Form", "Rules", "Settings", "Check", "Deleted"):
        page.get_by_role("tab", name=tab).click()
        found[tab] = violations(page)
    if is_phone:
        page.get_by_role("button", name="Design", exact=True).click()
    choose(designer, "Meal")
    if is_phone:
        page.get_by_role("button", name="Design", exact=True).click()
    found["filled"] = violations(page)
    designer.tool("Meal", "move").click()
    found["moving"] = violations(page)
    designer.saved()
    page.get_by_role("button", name="Preview", exact=True).click()
    expect(page.frame_locator("wf-preview iframe").locator("#wedforms-form")).to_be_visible()
    found["preview"] = violations(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    return found
