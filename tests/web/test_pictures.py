"""Pictures on couples' pages have the size of their file before they arrive."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from tests.factories import uploads
from tests.factories.organizations import Tenant, TwoOrganizations
from tests.web.forms import field, form
from wedforms.extensions import services
from wedforms.files.assets import keep_asset


@pytest.fixture
def keep(app: Flask, tenant_session):
    """Keep a picture of an organization, 60 wide and 40 high; returns its name."""

    def kept(tenant: Tenant) -> str:
        with app.app_context(), tenant_session(tenant) as session:
            content = uploads.picture(size=(60, 40))
            return keep_asset(
                session, store=services().files, name="barn.jpg", content=content
            ).sha256

    return kept


def barn(sha256: str) -> dict[str, Any]:
    rules = {"source": sha256, "alt": "A barn at dusk"}
    return form(field("barn", "picture", validation_rules=rules), field("words"))


def test_a_picture_in_a_form_keeps_its_room(keep, browser, publish, two_organizations):
    address = publish(barn(keep(two_organizations.ours)))
    markup = browser.client.get(address).get_data(as_text=True)
    assert 'alt="A barn at dusk" width="60" height="40"' in markup


def test_of_anothers_picture_nothing_is_known(
    keep, browser, publish, two_organizations: TwoOrganizations
):
    address = publish(barn(keep(two_organizations.theirs)))
    markup = browser.client.get(address).get_data(as_text=True)
    assert 'alt="A barn at dusk" loading="lazy"' in markup
    # Its own is found once it is there: what was not known is not remembered.
    keep(two_organizations.ours)
    assert 'width="60"' in browser.client.get(address + "?lang=en-GB").get_data(as_text=True)
