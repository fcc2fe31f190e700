"""What seems to be a machine is kept apart, never dropped and never told."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from tests.web.forms import field, form, required
from tests.web.results import settings, supplier
from wedforms.lib import clock
from wedforms.submissions import FormSubmission

__all__ = ["settings", "supplier"]


@pytest.fixture
def quarantined(tenant_session, two_organizations):
    def read():
        with tenant_session(two_organizations.ours) as session:
            found = session.scalars(select(FormSubmission)).one()
            return found.quarantined_at is not None

    return read


@pytest.mark.parametrize(
    ("website", "seconds", "expected"),
    [("", 10, False), ("http://spam.example", 10, True), ("", 1, True)],
    ids=["a person", "fills what nobody sees", "too fast"],
)
@pytest.mark.parametrize("review", [True, False], ids=["after a review", "at once"])
def test_machine_is_kept_apart(browser, publish, quarantined, website, seconds, expected, review):
    address = publish(form(required("who"), settings={"review": review, "minimum_seconds": 3}))
    with time_machine.travel(clock.now() - timedelta(seconds=seconds)):
        browser.open(address)
    browser.set("_website", website).fill(who="Ana")
    for action in ["review", "submit"] if review else ["submit"]:
        browser.press(action)
    assert "Thank you" in browser.text
    assert quarantined() is expected


def test_the_supplier_sees_it_apart_from_the_others(
    browser, publish, supplier, tenant_session, two_organizations
):
    address = publish(form(required("who"), settings={"review": False}))
    browser.open(address).set("_website", "x").fill(who="Spam").press("submit")
    with tenant_session(two_organizations.ours) as session:
        form_id = session.scalars(select(FormSubmission.form_id)).one()
    listed = f"/studio/forms/{form_id}/answers?state="
    assert "Spam" in supplier.open(f"{listed}quarantined").text
    assert "Spam" not in supplier.open(f"{listed}new").text


def test_what_only_machines_see_is_remembered_from_page_to_page(browser, publish, quarantined):
    pages = form(required("who"), field("more", "page_break", "More"), field("what"))
    browser.open(publish(pages)).set("_website", "x").fill(who="Ana").press("next")
    browser.fill(what="a photographer").press("review")
    browser.press("submit")
    assert "Thank you" in browser.text
    assert quarantined() is True
