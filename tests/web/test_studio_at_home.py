"""Where a supplier is at home, told once and found in every form they begin."""

from __future__ import annotations

import html
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest

from tests.web.browsing import Browser
from tests.web.supplier import post, sign_up, token
from wedforms.core.lookup import organization_by_slug
from wedforms.extensions import services
from wedforms.forms.begin import HOME, begin_form
from wedforms.forms.changes import designed_form
from wedforms.forms.drafting import draft_as_json
from wedforms.forms.gallery import NAMES

IN_FRANCE = {"country": "FR", "currency": "EUR", "time_zone": "Europe/Paris", "locale": "fr-FR"}
IN_TEXAS = {"country": "US", "currency": "USD", "time_zone": "America/Chicago", "locale": "en-US"}

Read = Callable[[Any], dict[str, Any]]


@pytest.fixture
def settings(settings):
    return replace(settings, signup="open")


@pytest.fixture
def work(app, tenant_session):
    """Work in the organization that signed up."""

    def opened():
        with app.app_context():
            found = organization_by_slug(services().autocommit, "fern-and-vale")
        return tenant_session(SimpleNamespace(id=found.organization_id))

    return opened


@pytest.fixture
def draft(work) -> Read:
    """The draft that a press led to."""

    def read(pressed: Any) -> dict[str, Any]:
        [form_id] = re.findall(r"/studio/forms/([0-9a-f-]{36})/design$", pressed.location)
        with work() as session:
            return draft_as_json(session, designed_form(session, UUID(form_id)))

    return read


def begin(supplier: Browser) -> Any:
    return post(supplier, "/studio/forms/new", name="Les invités", form_type="rsvp")


def test_a_new_form_is_at_home_where_its_supplier_is(
    browser, draft, two_organizations, tenant_session
):
    sign_up(browser, **IN_FRANCE)
    says = draft(begin(browser))
    assert {"locale": says["locale"], **says["settings"]} == IN_FRANCE
    with tenant_session(two_organizations.theirs) as session:
        other = draft_as_json(session, begin_form(session, name="Autumn", form_type="rsvp"))
        assert (other["locale"], other.get("settings")) == ("en-GB", None)


def test_what_is_kept_in_the_settings_counts_for_the_next_form(browser, draft):
    sign_up(browser)
    assert "settings" not in draft(begin(browser))
    page = browser.client.get("/studio/settings").get_data(as_text=True)
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    hidden["csrf_token"] = token(browser, "/studio/settings")
    facts = {**hidden, "name": "Fern & Vale", "slug": "fern-and-vale", **IN_TEXAS}
    assert browser.client.post("/studio/settings", data=facts).status_code == 303
    says = draft(begin(browser))
    assert {"locale": says["locale"], **says["settings"]} == IN_TEXAS


@pytest.mark.parametrize("name", NAMES)
def test_a_form_of_the_gallery_counts_in_the_money_of_who_takes_it(browser, draft, name):
    sign_up(browser, **IN_TEXAS)
    says = draft(post(browser, "/studio/forms/new/gallery", seen="/studio/forms/new", name=name))
    assert says["settings"].items() >= {one: IN_TEXAS[one] for one in HOME}.items()
    assert says["locale"] == "en-US"
    assert "£" not in str(says)


def test_english_words_of_the_gallery_stay_english(browser, draft):
    sign_up(browser, **IN_FRANCE)
    taken = post(
        browser, "/studio/forms/new/gallery", seen="/studio/forms/new", name="lead-enquiry"
    )
    says = draft(taken)
    assert (says["settings"]["currency"], says["locale"]) == ("EUR", "en-GB")
    assert "Up to €1,500" in str(says)


def test_a_form_of_another_program_is_at_home_where_it_is_brought(browser, draft):
    sign_up(browser, **IN_FRANCE)
    schema = {"title": "Ask", "type": "object", "properties": {"who": {"type": "string"}}}
    file = (io.BytesIO(json.dumps(schema).encode()), "ask.json")
    given = {"file": file, "form_type": "questionnaire"}
    page = post(browser, "/studio/forms/import", **given).get_data(as_text=True)
    [found] = re.findall(r'<textarea name="definition" hidden>(.*?)</textarea>', page, re.DOTALL)
    make = "/studio/forms/import/make"
    says = draft(post(browser, make, seen="/studio/forms/import", definition=html.unescape(found)))
    assert says["settings"] == {one: IN_FRANCE[one] for one in HOME}
