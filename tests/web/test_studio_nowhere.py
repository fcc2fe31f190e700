"""Somebody who is signed in and works nowhere reads how to come in somewhere, and may begin alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.web.browsing import Browser
from tests.web.conftest import dispose
from tests.web.supplier import PASSWORD, is_in, post, sign_in
from tests.web.test_studio_members import (
    GUEST,
    MEMBERS,
    _mails,
    acts,
    come_in,
    new_browser,
    owner,
    settings,
    words,
)
from wedforms.app import create_app

__all__ = ["_mails", "new_browser", "owner", "settings"]

NOWHERE = "/studio/organization/new"
OWN = {"name": "Sam & Sons", "slug": "", "first_name": "Sam", "last_name": "Weiss"}


@pytest.fixture
def nobody(owner, new_browser) -> Browser:
    """A browser of somebody who was a member and was taken out."""
    guest = come_in(owner, new_browser())
    [way] = acts(owner, "remove")
    post(owner, way, seen=MEMBERS)
    return guest


def test_every_page_leads_to_where_it_is_said(nobody, new_browser):
    again = new_browser()
    assert sign_in(again, email=GUEST, password=PASSWORD).headers["Location"] == "/studio/forms"
    for browser in (nobody, again):
        answer = browser.client.get("/studio/forms")
        assert (answer.status_code, answer.headers["Location"]) == (303, NOWHERE)
        page = words(browser.client.get(NOWHERE))
        assert "You are signed in, and work nowhere yet" in page
        assert f"to invite {GUEST}" in page
        assert "Fern" not in page


def test_nothing_can_be_done_there_and_scripts_are_refused_plainly(nobody):
    assert post(nobody, "/studio/forms/new", seen=NOWHERE).status_code == 403
    answer = nobody.client.get("/studio/forms", headers={"Accept": "application/json"})
    assert answer.status_code == 403


def test_an_organization_is_opened_with_the_account_that_is_there(nobody, owner):
    refused = post(nobody, NOWHERE, **{**OWN, "slug": "fern-and-vale"})
    assert refused.status_code == 422
    assert "already has the address" in words(refused)
    assert "Sam &amp; Sons" in words(refused)
    assert post(nobody, NOWHERE, **OWN).headers["Location"] == "/studio/forms"
    assert "There is no form yet." in words(nobody.client.get("/studio/forms"))
    people = words(nobody.client.get(MEMBERS))
    assert GUEST in people
    assert "fern@example.com" not in people
    assert "1 of 3" in words(nobody.client.get("/studio/settings/plan"))
    assert GUEST not in words(owner.client.get(MEMBERS))


def test_who_works_elsewhere_goes_on_there(nobody, owner):
    post(nobody, NOWHERE, **OWN)
    come_back = words(nobody.client.get(NOWHERE))
    assert "Where do you want to work?" in come_back
    answer = post(nobody, "/studio/account/organization", seen=NOWHERE, organization="sam-and-sons")
    assert answer.status_code == 303
    assert nobody.client.get("/studio/forms").status_code == 200


@pytest.mark.parametrize("signup", ["invite", "closed"])
def test_where_nobody_may_open_an_account_one_is_asked_for(nobody, app, settings, signup):
    made = create_app(replace(settings, signup=signup))
    here = Browser(made.test_client())
    assert sign_in(here, email=GUEST).status_code == 303
    page = words(here.client.get(NOWHERE))
    assert "Open an organization of your own" not in page
    assert f"to invite {GUEST}" in page
    assert post(here, NOWHERE, **OWN).status_code == 404
    assert is_in(here)
    dispose(made)
