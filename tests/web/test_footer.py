"""The foot of every page: who answers for it, how to write to them, and what they do with data."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from tests.web.forms import DINNER
from wedforms.core.accounts import Organization

PRIVACY = "https://rose.example/privacy"


@pytest.fixture
def known_as(tenant_session, two_organizations):
    def change(**values):
        with tenant_session(two_organizations.ours) as session:
            session.execute(update(Organization).values(**values))

    return change


@pytest.mark.parametrize("page", ["form", "nothing"])
def test_supplier_stands_at_the_foot_with_its_links(browser, publish, known_as, page):
    address = publish(DINNER).replace("/form", f"/{page}")
    known_as(
        brand={"privacy_url": PRIVACY},
        legal_name="Rose & Lens Ltd",
        email="hello@rose.example",
        address={"line1": "2 Mill Lane", "town": "Bath", "postcode": "BA1 1AA"},
    )
    browser.open(address)
    assert {PRIVACY, "mailto:hello@rose.example"} <= set(browser.page.links)
    assert "Rose & Lens Ltd · 2 Mill Lane · Bath · BA1 1AA" in browser.text


@pytest.mark.parametrize("given", [{}, {"privacy_url": "javascript:alert(1)"}, {"privacy_url": 7}])
def test_privacy_is_linked_only_where_the_supplier_says_so(browser, publish, known_as, given):
    address = publish(DINNER)
    known_as(brand=given)
    browser.open(address)
    assert "Privacy" not in browser.page.words
