"""One long word, as a cat on the keyboard writes it, makes no page wider than the phone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy.orm import Session

from tests.browser.designer import sign_in
from tests.browser.site import Site
from wedforms.core.engine import create_engine_for
from wedforms.core.tenancy import tenant_transaction
from wedforms.forms.exchange import import_form
from wedforms.forms.publish import publish_form
from wedforms.formspec.reading import read_definition

LONG: Final = "Llanfair" * 35
ASKED: Final[dict[str, Any]] = {
    "name": "Who comes",
    "form_type": "rsvp",
    "settings": {"review": True},
    "fields": [
        {"key": "note", "field_type": "text", "label": "A note"},
        {
            "key": "guests",
            "field_type": "group",
            "label": "Guests",
            "min_rows": 1,
            "fields": [
                {"key": "guest_name", "field_type": "text", "label": "Name"},
                {"key": "meal", "field_type": "text", "label": "Main course"},
            ],
        },
    ],
}


@pytest.fixture(scope="module")
def address(site: Site) -> str:
    [owner] = site.rows("select id from organizations where slug = 'ivy-and-lark'")
    engine = create_engine_for(site.addresses.app)
    with tenant_transaction(Session(engine), owner["id"]) as session:
        publish_form(session, import_form(session, read_definition(ASKED), slug="who-comes"))
    engine.dispose()
    return f"{site.url}/f/ivy-and-lark/who-comes"


def fits(page: Page) -> bool:
    held: bool = page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    return held


def test_a_long_word_widens_no_page(
    address: str, site: Site, open_context: Callable[..., BrowserContext]
):
    page = open_context(viewport={"width": 360, "height": 740}).new_page()
    page.goto(address)
    page.get_by_label("A note").fill(LONG)
    page.get_by_label("Name").fill(LONG)
    page.get_by_role("button", name="Look over your answers").click()
    expect(page.get_by_role("heading", name="Guests")).to_be_visible()
    assert fits(page)
    page.get_by_role("button", name="Send").click()
    page.wait_for_url("**/s/**")
    assert fits(page)

    studio = open_context(viewport={"width": 360, "height": 740}).new_page()
    sign_in(studio, site)
    [form] = site.rows("select id from forms where slug = 'who-comes'")
    [answer] = site.rows("select id from form_submissions where form_id = %s", form["id"])
    for path in (f"/studio/forms/{form['id']}/answers", f"/studio/answers/{answer['id']}"):
        studio.goto(site.url + path)
        assert fits(studio), path
