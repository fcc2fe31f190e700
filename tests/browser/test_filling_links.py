"""A link that fills in answers, in a browser: its secret leaves the address, its answers stay."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.site import Site
from wedforms.core.engine import create_engine_for, session_factory
from wedforms.core.lookup import organization_by_slug
from wedforms.core.tenancy import tenant_transaction
from wedforms.forms.exchange import kept_form
from wedforms.forms.links import make_link


@pytest.fixture
def filling(site: Site) -> str:
    """The address of such a link to the enquiry."""
    engine = create_engine_for(site.addresses.app)
    found = organization_by_slug(engine, "ivy-and-lark")
    with session_factory(engine)() as session, tenant_transaction(session, found.organization_id):
        secret = make_link(
            session, purpose="public", form_id=kept_form(session, "lead-enquiry").id,
            prefill={"email": "fair@example.com"}, signing_key="k" * 32,
            expires_at=datetime.now(UTC) + timedelta(days=1),
        )  # fmt: skip
    engine.dispose()
    return f"{site.address('lead-enquiry')}?prefill={secret}"


def test_the_secret_leaves_the_address_and_its_answers_stay(page: Page, filling: str):
    page.goto(filling)
    email = page.get_by_label("Email")
    expect(email).to_have_value("fair@example.com")
    expect(page).to_have_url(filling.partition("?")[0])
    page.reload()
    expect(email).to_have_value("fair@example.com")
    expect(page).to_have_url(filling.partition("?")[0])
    page.get_by_label("Mobile").fill("+44 20 7946 0142")
    expect(page.locator("#wedforms-form")).to_have_attribute("data-saving", "saved")
    assert "/d/" in page.url
    page.reload()
    expect(email).to_have_value("fair@example.com")
    assert "prefill" not in page.url
