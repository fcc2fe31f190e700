"""The service's key is changed: what the earlier one made stays good as long as it is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from tests.web.browsing import Browser
from tests.web.conftest import SECRET, dispose
from tests.web.forms import form, required
from wedforms.app import create_app
from wedforms.forms import Form, FormLink
from wedforms.forms.codes import codes_of
from wedforms.forms.links import known_secret, link_secret, make_personal_link

NEW = "another secret of at least thirty-two characters"
NOW = datetime.now(UTC)
RSVP = form(required("who", label="Who comes?"), settings={"review": False, "prefill": ["who"]})
ADDRESS = "/f/rose-and-lens/rsvp"


@pytest.fixture
def changed(settings) -> Callable[..., Flask]:
    """The application after the change, with the earlier key or without it."""
    made: list[Flask] = []

    def start(*, earlier: str = SECRET) -> Flask:
        app = create_app(replace(settings, secret_key=NEW, earlier_secret_keys=earlier))
        made.append(app)
        return app

    yield start
    for app in made:
        dispose(app)


@pytest.fixture
def household(publish, tenant_session, two_organizations):
    """A household's link that was made under the earlier key: its id, its secret and its code."""
    publish(RSVP, slug="rsvp")
    with tenant_session(two_organizations.ours) as session:
        form_id = session.scalars(select(Form.id)).one()
        secret = make_personal_link(
            session, form_id=form_id, prefill={"who": "The Byrnes"}, signing_key=SECRET,
            expires_at=NOW + timedelta(days=30), label="The Byrnes",
        )  # fmt: skip
        link_id = session.scalars(select(FormLink.id)).one()
        [coded] = codes_of(session, form_id, signing_key=SECRET, now=NOW)
    return form_id, link_id, secret, coded.code


def opened(app: Flask) -> Browser:
    return Browser(app.test_client()).open(ADDRESS).fill(who="Ana")


def sent(app: Flask, page: Browser) -> Browser:
    data = page.posted()
    data["_action"] = "submit"
    return Browser(app.test_client()).post(ADDRESS, data)


def test_a_form_that_was_open_is_sent(app, publish, changed):
    publish(RSVP, slug="rsvp")
    page = sent(changed(), opened(app))
    assert (page.status, page.path.startswith("/s/")) == (200, True)


def test_without_the_earlier_key_the_page_comes_back_with_its_answers(app, publish, changed):
    publish(RSVP, slug="rsvp")
    page = sent(changed(earlier=""), opened(app))
    assert page.status == 403
    assert page.values("who") == ["Ana"]


def test_what_was_sent_before_and_is_sent_again_leads_to_its_own_page(app, publish, changed):
    publish(RSVP, slug="rsvp")
    page = opened(app)
    first = sent(app, page)
    again = sent(changed(), page)
    assert (again.status, again.path) == (200, first.path)


def test_a_code_on_paper_leads_to_its_household(changed, household):
    _, _, secret, code = household
    found = {}
    for earlier in (SECRET, ""):
        guest = Browser(changed(earlier=earlier).test_client()).open(f"{ADDRESS}/find")
        found[earlier] = guest.post(f"{ADDRESS}/find", {**guest.posted(), "code": code})
    assert found[SECRET].path == f"/p/rose-and-lens/{secret}"
    assert found[""].status == 422


def test_codes_and_addresses_are_told_again_as_they_are(
    household, tenant_session, two_organizations
):
    form_id, link_id, secret, code = household
    keys = {"signing_key": NEW, "earlier_keys": (SECRET,)}
    with tenant_session(two_organizations.ours) as session:
        [coded] = codes_of(session, form_id, now=NOW, **keys)
        assert coded.code == code
        assert known_secret(session, link_id, **keys) == secret
        assert link_secret(session, link_id, **keys) == secret
        assert known_secret(session, link_id, signing_key=NEW) is None
        assert link_secret(session, link_id, signing_key=NEW) != secret


def test_what_is_made_after_the_change_needs_the_new_key_alone(
    household, tenant_session, two_organizations
):
    form_id, *_ = household
    with tenant_session(two_organizations.ours) as session:
        secret = make_personal_link(
            session, form_id=form_id, prefill={}, signing_key=NEW, label="The Chens",
            expires_at=NOW + timedelta(days=30),
        )  # fmt: skip
        link_id = session.scalars(select(FormLink.id).where(FormLink.label == "The Chens")).one()
        assert known_secret(session, link_id, signing_key=NEW) == secret
