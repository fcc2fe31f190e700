"""A personal link that is withdrawn while somebody has its page open."""

from __future__ import annotations

from datetime import timedelta

from playwright.sync_api import Page, expect
from sqlalchemy import select

from tests.browser.results import venue
from tests.browser.site import Site
from tests.published import SIGNING_KEY
from tests.web.forms import form, required
from wedforms.forms import FormLink
from wedforms.forms.exchange import import_form
from wedforms.forms.links import make_personal_link, revoke_link
from wedforms.forms.publish import publish_form
from wedforms.formspec.reading import read_definition
from wedforms.lib import clock

ASKED = form(required("names", label="Your names"), settings={"review": False}, name="Withdrawn")


def test_the_page_says_that_the_link_leads_nowhere_and_keeps_what_was_typed(
    page: Page, site: Site
) -> None:
    with venue(site) as office:
        with office.work() as session:
            made = import_form(session, read_definition(ASKED), slug="withdrawn")
            publish_form(session, made)
            until = clock.now() + timedelta(days=30)
            secret = make_personal_link(
                session, form_id=made.id, prefill={}, expires_at=until, signing_key=SIGNING_KEY
            )
        page.goto(f"{site.url}/p/{office.tenant.slug}/{secret}")
        with office.work() as session:
            link_id = session.scalars(select(FormLink.id).where(FormLink.form_id == made.id)).one()
            revoke_link(session, link_id, now=clock.now())
    names = page.get_by_label("Your names")
    names.fill("Ana & Bea")
    page.get_by_role("button", name="Send", exact=True).click()
    status = page.locator("[data-status]")
    expect(status).to_have_text("This link does not lead anywhere any more.")
    expect(page.get_by_role("button", name="Send", exact=True)).to_be_visible()
    expect(status).to_have_text("This link does not lead anywhere any more.")
    expect(names).to_have_value("Ana & Bea")
    assert site.submissions("withdrawn") == []
