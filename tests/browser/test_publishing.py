"""Publishing and going back, in a browser: by keyboard, and at the width of a phone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.designer import Designer
from tests.browser.site import Site


@pytest.fixture
def begun(open_context, site: Site, viewport) -> Page:
    """A new form of a supplier, with one question in its draft."""
    page = open_context(viewport=viewport).new_page()
    designer = Designer(page, site).sign_in()
    page.get_by_role("link", name="New form").click()
    page.get_by_role("button", name=re.compile("Use it.*RSVP")).press("Enter")
    designer.arrive()
    return page


def tab(page: Page, name: str) -> None:
    page.get_by_role("navigation", name="This form").get_by_role("link", name=name).click()


def test_a_form_of_the_gallery_is_published_and_kept_in_the_history(begun: Page):
    tab(begun, "Publish")
    begun.get_by_label("A note for yourselves").fill("The first menu")
    begun.get_by_role("button", name="Publish version 1").press("Enter")
    expect(begun.get_by_role("status")).to_have_text("Version 1 is what people get now.")
    expect(begun.get_by_text("The first menu")).to_be_visible()
    begun.get_by_role("button", name=re.compile("Make it the draft again")).press("Enter")
    expect(begun.get_by_role("status")).to_contain_text("Version 1 is the draft again.")
    begun.get_by_role("button", name="Show what is different").click()
    expect(begun.get_by_text("Nothing: both ask exactly the same.")).to_be_visible()
    assert begun.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_finding_leads_to_its_field_in_the_builder(begun: Page, site: Site):
    if (palette := begun.locator(".view-palette")).is_visible():
        palette.click()
    designer = Designer(begun, site).add("Hidden value")
    label = begun.locator("wf-setting[data-name=label] input")
    label.fill("Invited as")
    label.press("Tab")
    designer.saved()
    tab(begun, "Publish")
    warning = begun.locator(".findings a[href*='#field-']").first
    name = warning.inner_text()
    warning.click()
    chosen = begun.locator("wf-piece [aria-pressed=true]")
    expect(chosen).to_contain_text(name)
    expect(chosen).to_be_in_viewport()
