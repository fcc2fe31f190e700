"""Where nobody may sign up, the operator makes an organization and lets its owner in."""

from __future__ import annotations

import pytest

from tests.web.supplier import PASSWORD, post, sign_in
from wedforms.accounts.errors import MemberAlready
from wedforms.accounts.invite import invite_owner
from wedforms.lib import clock
from wedforms.lib.ids import new_token

ROSE = "rose@example.com"


@pytest.fixture
def invite(tenant_session):
    """The way of a link that makes somebody an owner of an organization."""

    def invited(tenant, email: str = ROSE) -> str:
        token = new_token()
        with tenant_session(tenant) as session:
            invite_owner(session, email=email, digest=token.digest, now=clock.now())
        return f"/studio/join/{tenant.slug}/{token.secret}"

    return invited


def _come_in(browser, link: str):
    return post(browser, link, first_name="Rose", last_name="Lens", password=PASSWORD)


def test_the_owner_comes_in_and_may_do_everything(browser, two_organizations, invite):
    assert browser.client.get("/studio/sign-up").status_code == 404
    link = invite(two_organizations.ours)
    assert _come_in(browser, link).status_code == 303
    assert browser.client.get("/studio/settings").status_code == 200
    assert "Invite somebody" in browser.client.get("/studio/members").get_data(as_text=True)
    assert browser.client.get(link).status_code == 404


def test_a_new_link_ends_the_one_before(browser, two_organizations, invite):
    first, second = invite(two_organizations.ours), invite(two_organizations.ours, ROSE.upper())
    assert browser.client.get(first).status_code == 404
    assert _come_in(browser, second).status_code == 303


def test_an_owner_of_one_organization_is_none_of_the_other(browser, two_organizations, invite):
    ours, theirs = two_organizations.ours, two_organizations.theirs
    link = invite(ours)
    astray = link.replace(f"/{ours.slug}/", f"/{theirs.slug}/")
    assert browser.client.get(astray).status_code == 404
    _come_in(browser, link)
    with pytest.raises(MemberAlready):
        invite(ours)
    assert sign_in(browser, email=ROSE).status_code == 303
    page = browser.client.get("/studio/account").get_data(as_text=True)
    assert theirs.slug not in page
