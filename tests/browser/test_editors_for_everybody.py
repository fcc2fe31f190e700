"""Every editor of the builder with something in it, opened within its panel: axe has nothing to say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import DESK, PHONE
from tests.browser.designer import Designer
from tests.browser.editing import setting, with_meal
from tests.browser.site import Site

Open = Callable[..., BrowserContext]


class Look:
    """What axe finds at one step after the other, at a desk and on a phone."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.found: dict[str, list[str]] = {}

    def at(self, name: str) -> None:
        """The page as it is now."""
        self.page.wait_for_timeout(200)  # colours fade
        self.found[name] = violations(self.page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everybody_can_use_each_open_editor(open_context: Open, site: Site, scheme: Any) -> None:
    context = open_context(viewport=DESK, color_scheme=scheme, bypass_csp=True)
    designer = with_meal(Designer(context.new_page(), site).sign_in().begin("Contract"))
    look = Look(designer.page)
    _options(designer, look)
    _condition_and_formula(designer, look)
    _rule(designer, look)
    _rich_text(designer, look)
    _settings(designer, look)
    _deleting(designer, look)
    assert not any(look.found.values()), look.found


def _options(designer: Designer, look: Look) -> None:
    options = setting(designer, "options")
    options.locator(".option-more > summary").first.click()
    options.get_by_label("Price (£) Trout").fill("ten")
    expect(options.get_by_text("Write an amount such as 12.50.")).to_be_visible()
    options.get_by_role("button", name="Write them as a list").click()
    options.get_by_label("All options").fill("Trout | much")
    look.at("options with faults")
    options.get_by_label("All options").fill("Trout | 12")
    options.get_by_role("button", name="Done").click()


def _condition_and_formula(designer: Designer, look: Look) -> None:
    condition = setting(designer, "visible_if")
    condition.get_by_role("button", name="Only under a condition").click()
    condition.get_by_label("Question").select_option(label="Coming")
    condition.get_by_role("button", name="Add a condition").click()
    look.at("two conditions")
    designer.add("Calculation", "Costs")
    text = setting(designer, "value").get_by_role("textbox")
    text.click()
    designer.page.keyboard.type("pri")
    expect(setting(designer, "value").get_by_role("option").first).to_be_visible()
    look.at("completion open")
    designer.page.keyboard.press("Escape")
    designer.page.keyboard.type("ce(nobody)")
    expect(setting(designer, "value").locator("mark")).to_have_count(1)
    look.at("a formula with a fault")
    text.fill("price(meal)")
    designer.page.locator("details.inspector-more > summary").click()
    look.at("more settings")


def _rule(designer: Designer, look: Look) -> None:
    page = designer.page
    page.get_by_role("tab", name="Rules").click()
    for words in ("Nobody without a meal, please.", ""):
        page.get_by_role("button", name="Add a rule").click()
        page.keyboard.type(words)
    page.locator("wf-rules").get_by_role("button", name="Say when").first.click()
    look.at("two rules")
    page.set_viewport_size(PHONE)
    page.locator(".view-panel").click()
    look.at("two rules on a phone")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.set_viewport_size(DESK)


def _rich_text(designer: Designer, look: Look) -> None:
    designer.page.get_by_role("tab", name="Field", exact=True).click()
    designer.add("Clause", "The parties")
    content = setting(designer, "content")
    content.get_by_role("textbox").click()
    content.get_by_role("button", name="Table", exact=True).click()
    designer.page.keyboard.type("Between us and {{meal}}")
    expect(content.locator(".merge-chip")).to_be_visible()
    content.get_by_role("button", name="Link", exact=True).click()
    content.get_by_role("button", name="Apply").click()
    expect(content.get_by_text("A link begins with https://")).to_be_visible()
    look.at("rich text with a table, an answer and a wrong link")


def _settings(designer: Designer, look: Look) -> None:
    page = designer.page
    page.get_by_role("tab", name="Settings").click()
    settings = page.locator("wf-form-settings")
    expect(settings.locator("details").first).to_be_visible()
    for at in range(settings.locator("details").count()):
        settings.locator("details > summary").nth(at).click()
    for title in ("What is charged", "When it is paid", "Who signs", "Terms of payment"):
        settings.get_by_role("button", name=f"Add {title}").click()
    settings.get_by_label("No new answers after").select_option(label="On a fixed date")
    settings.get_by_label("No changes after").select_option(label="Worked out from the answers")
    settings.get_by_label("Most submissions").fill("many")
    expect(settings.get_by_text("This must be a whole number.")).to_be_visible()
    look.at("every group of settings")
    page.set_viewport_size(PHONE)
    page.locator(".view-panel").click()
    look.at("every group of settings on a phone")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.set_viewport_size(DESK)


def _deleting(designer: Designer, look: Look) -> None:
    page = designer.page
    designer.piece("Costs").locator("> .piece-head [data-select]").click()
    designer.tool("Costs", "delete").click()
    expect(page.locator("[data-toast-undo]")).to_be_visible()
    look.at("the offer to undo")
    page.get_by_role("tab", name="Deleted").click()
    expect(page.get_by_role("button", name="Restore Costs")).to_be_visible()
    look.at("what was deleted")
    designer.saved()
    page.goto(f"{designer.site.url}/studio/forms")
    page.locator(".row-more > summary").first.click()
    look.at("the list of forms with more open")
    page.get_by_role("button", name="Delete").first.click()
    expect(page.get_by_role("status")).to_contain_text("was deleted")
    look.at("a deleted form is offered back")
    page.get_by_role("button", name="Undo").click()
    page.goto(f"{designer.site.url}/studio/forms/new")
    look.at("what a form can begin from")
