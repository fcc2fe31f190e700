"""Every type of question with an error at it, through axe: from the left and from the right."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.furnished import Furnished, office_of
from tests.browser.listening import hears, listen
from tests.browser.looking import look
from tests.web.every_type import EVERY_TYPE
from wedforms.forms.exchange import import_form
from wedforms.forms.publish import publish_form
from wedforms.formspec.fieldtypes import FIELD_TYPES
from wedforms.formspec.reading import read_definition


def _wanted(field: dict[str, Any]) -> dict[str, Any]:
    """The question as one that needs an answer, where its type has any."""
    kind = FIELD_TYPES[field["field_type"]]
    if not kind.has_answer or kind.is_computed or kind.is_prefilled:
        return field
    if kind.has_rows:
        return {**field, "min_rows": 1, "fields": [_wanted(one) for one in field["fields"]]}
    rules = {**field.get("validation_rules", {}), "required": True}
    return {**field, "validation_rules": rules}


def publish_every_type(made: Furnished) -> str:
    """The way of a form that wants an answer of every type, on one page."""
    fields = [_wanted(one) for one in EVERY_TYPE["fields"] if one["field_type"] != "picture"]
    asked = {**EVERY_TYPE, "fields": fields, "settings": {"languages": ["ar"], "review": False}}
    with office_of(made) as office, office.work() as session:
        publish_form(session, import_form(session, read_definition(asked), slug="every-type"))
    return "/f/ivy-and-lark/every-type"


@pytest.fixture(scope="module")
def asking(furnished: Furnished) -> str:
    """Where that form is."""
    return publish_every_type(furnished)


@pytest.mark.parametrize(("language", "direction"), [("en-GB", "ltr"), ("ar", "rtl")])
def test_an_error_at_every_type_can_be_understood_by_everybody(
    language: str, direction: str, asking: str, furnished: Furnished, stranger: Page
) -> None:
    stranger.goto(furnished.address(f"{asking}?lang={language}"))
    stranger.locator("button[name=_action][value=submit]:visible").last.click()
    expect(stranger.get_by_role("alert").first).to_be_visible()
    expect(stranger.locator("html")).to_have_attribute("dir", direction)
    told = stranger.locator(".has-problem")
    assert told.count() >= 25
    assert look(stranger) == []


def test_what_an_answer_changes_elsewhere_is_said(
    asking: str, furnished: Furnished, stranger: Page
) -> None:
    stranger.goto(furnished.address(f"{asking}?lang=en-GB"))
    listen(stranger)
    stranger.get_by_label("How many?").fill("7")
    stranger.keyboard.press("Tab")
    hears(stranger, "£84.00")
    stranger.get_by_label("How many?").fill("8")
    stranger.keyboard.press("Tab")
    hears(stranger, "Only with seven")
    paper = {"name": "certificate.pdf", "mimeType": "application/pdf", "buffer": b"no paper"}
    stranger.locator("input[type=file]").first.set_input_files([paper])
    hears(stranger, "certificate.pdf")
