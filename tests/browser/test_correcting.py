"""Correcting answers with scripts: what is typed and chosen goes with the form, and nowhere before."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import DESK
from tests.browser.results import sign_in, venue
from tests.browser.site import Site
from tests.web.forms import field, form, required
from wedforms.forms.exchange import import_form
from wedforms.forms.publish import publish_form
from wedforms.formspec.reading import read_definition

ASKED = form(
    required("names", label="Your names"),
    field("songs", "group", "Songs", fields=[field("song", label="Song")]),
    field("picture", "image", "A picture you like"),
    settings={"review": False},
    name="Corrected",
)


@pytest.fixture(scope="module")
def sent(site: Site) -> str:
    """The id of an answer to a small form of the venue."""
    with venue(site) as office:
        with office.work() as session:
            made = import_form(session, read_definition(ASKED), slug="corrected")
            publish_form(session, made)
        return str(office.send("corrected", {"names": "Ana & Bea"}).submission_id)


def open_correction(page: Page, site: Site, sent: str) -> Page:
    page.goto(f"{site.url}/studio/answers/{sent}/correct")
    return page


def keep(page: Page) -> None:
    page.get_by_role("button", name="Keep the correction").click()


def test_a_member_corrects_words_rows_and_pictures(
    site: Site, sent: str, open_context: Callable[..., BrowserContext]
) -> None:
    context = open_context(viewport=DESK)
    page = context.new_page()
    sign_in(page, site)
    open_correction(page, site, sent)
    asked: list[Any] = []
    page.on("request", lambda one: asked.append(one.url) if one.method == "POST" else None)
    page.get_by_label("Why you change it").fill("They rang")
    page.get_by_label("Your names").fill("Ana & Zoë")
    page.get_by_role("button", name="Add one more").click()
    page.locator("[data-row]").get_by_label("Song").fill("At last")
    page.locator("input[type=file]").set_input_files(
        [{"name": "hill.png", "mimeType": "image/png", "buffer": _picture()}]
    )
    keep(page)
    main = page.locator("main")
    for words in ("Ana & Zoë", "At last", "hill.png", "They rang"):
        expect(main).to_contain_text(words)
    assert asked == [f"{site.url}/studio/answers/{sent}/correct"]


def test_of_two_who_correct_at_once_the_second_is_told(
    site: Site, sent: str, open_context: Callable[..., BrowserContext]
) -> None:
    context = open_context(viewport=DESK)
    first, second = context.new_page(), context.new_page()
    sign_in(first, site)
    for page, name in ((first, "One"), (second, "Two")):
        open_correction(page, site, sent).get_by_label("Your names").fill(name)
    keep(first)
    expect(first.locator("main")).to_contain_text("One")
    keep(second)
    expect(second.locator("[role=alert], [role=status]").first).to_contain_text("meanwhile")
    expect(second.locator("main")).not_to_contain_text("Two")


def _picture() -> bytes:
    kept = io.BytesIO()
    Image.linear_gradient("L").save(kept, "PNG")
    return kept.getvalue()
