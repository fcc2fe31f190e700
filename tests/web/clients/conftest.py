"""Two suppliers at work with their couples, and somebody of ours who may only look."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import update

from tests.factories.organizations import Tenant
from tests.web.browsing import Browser
from wedforms.accounts.people import NewPerson
from wedforms.accounts.signup import add_owner
from wedforms.core.accounts import UserProfile

PASSWORD = "a lens and a rose"


@pytest.fixture
def member(app, tenant_session) -> Callable[..., Browser]:
    """Somebody with this role in an organization, signed in."""

    def joined(tenant: Tenant, *, name: str, role: str = "OWNER") -> Browser:
        email = f"{name.lower()}@example.com"
        person = NewPerson(email=email, password=PASSWORD, first_name=name, last_name="Lens")
        with tenant_session(tenant) as session:
            add_owner(session, person)
            session.execute(
                update(UserProfile).where(UserProfile.first_name == name).values(role=role)
            )
        found = Browser(app.test_client())
        found.open("/studio/sign-in").fill(email=email, password=PASSWORD)
        found.post("/studio/sign-in", found.posted())
        return found

    return joined


@pytest.fixture
def supplier(member, two_organizations) -> Browser:
    return member(two_organizations.ours, name="Rose")


@pytest.fixture
def stranger(member, two_organizations) -> Browser:
    return member(two_organizations.theirs, name="Mill")


@pytest.fixture
def viewer(member, two_organizations) -> Browser:
    return member(two_organizations.ours, name="Vera", role="VIEWER")


@pytest.fixture
def enter(supplier) -> Callable[..., str]:
    """Enter a couple by the page, and tell its address."""

    def entered(*, by: Browser = supplier, **given: str) -> str:
        by.open("/studio/clients/new").fill(**{"partner_1_name": "Ana", **given})
        by.post("/studio/clients/new", by.posted())
        assert by.status == 200, by.text
        return by.path

    return entered


def save(browser: Browser, address: str, **given: str) -> Browser:
    """Change these things on the page of a couple, and leave the others."""
    browser.open(f"{address}/edit").fill(**given)
    return browser.post(f"{address}/edit", browser.posted())
