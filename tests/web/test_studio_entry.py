"""Coming in, going out, and who may see what: the studio's door."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.web.browsing import Browser
from tests.web.conftest import dispose
from tests.web.forms import DINNER
from tests.web.supplier import NEW, PASSWORD, is_in, post, sign_in, sign_up, token
from wedforms.app import create_app


@pytest.fixture
def settings(settings):
    return replace(settings, signup="open")


@pytest.fixture
def other(app) -> Browser:
    """A second browser."""
    return Browser(app.test_client())


def test_an_account_is_opened_and_signed_in(browser):
    answer = sign_up(browser)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/studio/forms")
    cookie = next(
        one for one in answer.headers.getlist("Set-Cookie") if one.startswith("wedforms=")
    )
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    page = browser.client.get("/studio/forms")
    assert "There is no form yet." in page.get_data(as_text=True)
    assert 'href="/studio/settings/look"' in page.get_data(as_text=True)


def test_the_way_out_ends_the_session_on_the_server(browser, app):
    sign_up(browser)
    secret = browser.client.get_cookie("wedforms").value
    assert post(browser, "/studio/sign-out", seen="/studio/account").status_code == 303
    again = app.test_client()
    again.set_cookie("wedforms", secret)
    assert again.get("/studio/account").status_code == 303


def test_a_password_lets_in_and_nothing_else_does(browser, other):
    sign_up(browser)
    for wrong in (
        {"password": "another password"},
        {"email": "nobody@example.com"},
        {"email": "x"},
    ):
        answer = sign_in(other, **wrong)
        assert answer.status_code == 422
        assert "The address or the password is not right." in answer.get_data(as_text=True)
        assert not is_in(other)
    assert sign_in(other).status_code == 303
    assert is_in(other)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"password": "short"}, "at least 10 characters"),
        ({"password": "aaaaaaaaaaaa"}, "too easy to guess"),
        ({"password": "fern@example.com"}, "too easy to guess"),
        ({"email": "fern"}, "like name@example.com"),
        ({"slug": "Not An Address"}, "cannot be an address"),
        ({"slug": "old-mill"}, "already has the address"),
        ({"name": ""}, "This is needed."),
    ],
)
def test_what_cannot_be_an_account_is_told_at_its_field(two_organizations, browser, given, words):
    answer = sign_up(browser, **given)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert words in page
    assert 'value="Fern"' in page
    assert PASSWORD not in page
    assert not is_in(browser)


def test_everything_that_is_wrong_is_told_at_once(browser):
    wrong = {"slug": "admin", "first_name": "x" * 101, "email": "fern", "password": "short"}
    page = sign_up(browser, **wrong).get_data(as_text=True)
    for told in ("kept for this service", "at most 100", "like name@example.com", "at least 10"):
        assert told in page
    assert "4 answers need another look" in page


def test_an_address_is_one_person(browser, other):
    sign_up(browser)
    answer = sign_up(other, name="Another", email="fern@example.com")
    assert answer.status_code == 422
    assert "sign in instead" in answer.get_data(as_text=True)


def test_signing_out_everywhere_reaches_every_browser(browser, other):
    sign_up(browser)
    sign_in(other)
    assert post(browser, "/studio/account/sessions/end", seen="/studio/account").status_code == 303
    assert not is_in(browser)
    assert not is_in(other)


def test_one_browser_is_signed_out_from_another(browser, other):
    sign_up(browser)
    sign_in(other)
    page = browser.client.get("/studio/account").get_data(as_text=True)
    [way] = re.findall(r'action="(/studio/account/sessions/[0-9a-f-]+/end)"', page)
    assert post(browser, way, seen="/studio/account").status_code == 303
    assert is_in(browser)
    assert not is_in(other)


def test_nobody_ends_the_session_of_somebody_else(browser, other):
    sign_up(browser)
    sign_up(other, name="Another", email="another@example.com")
    sign_in(other, email="another@example.com")
    page = other.client.get("/studio/account").get_data(as_text=True)
    [way] = re.findall(r'action="(/studio/account/sessions/[0-9a-f-]+/end)"', page)
    post(browser, way, seen="/studio/account")
    assert re.findall(way, other.client.get("/studio/account").get_data(as_text=True))


def test_a_new_password_needs_the_old_one_and_ends_other_sessions(browser, other):
    sign_up(browser)
    sign_in(other)
    wanted = {"password": "four other quiet words", "seen": "/studio/account"}
    refused = post(browser, "/studio/account/password", current="a wrong guess", **wanted)
    assert "This is not your password." in refused.get_data(as_text=True)
    changed = post(browser, "/studio/account/password", current=PASSWORD, **wanted)
    assert changed.status_code == 303
    assert (is_in(browser), is_in(other)) == (True, False)
    assert sign_in(other).status_code == 422
    assert sign_in(other, password="four other quiet words").status_code == 303


def test_a_new_password_is_not_the_address_that_everybody_knows(browser):
    sign_up(browser)
    refused = post(
        browser,
        "/studio/account/password",
        seen="/studio/account",
        current=PASSWORD,
        password="FERN@example.com",
    )
    assert refused.status_code == 422
    assert "This password is too easy to guess." in refused.get_data(as_text=True)


def test_a_post_without_our_token_is_refused(browser):
    sign_up(browser)
    assert browser.client.post("/studio/account/sessions/end").status_code == 400
    assert is_in(browser)


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://evil.example"},
        {"Origin": "http://localhost.evil.example"},
        {"Origin": "http://localhost:8080"},
        {"Origin": "null"},
    ],
)
def test_a_post_from_elsewhere_is_refused_whatever_token_it_brings(browser, headers):
    sign_up(browser)
    given = {"csrf_token": token(browser, "/studio/account")}
    way = "/studio/account/sessions/end"
    assert browser.client.post(way, data=given, headers=headers).status_code == 403
    assert is_in(browser)
    ours = {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}
    assert browser.client.post(way, data=given, headers=ours).status_code == 303
    assert not is_in(browser)


@pytest.mark.parametrize(
    ("wanted", "arrived"),
    [
        ("/studio/account", "/studio/account"),
        ("https://evil.example/studio/", "/studio/forms"),
        ("//evil.example/studio/", "/studio/forms"),
        ("/studio/\\\\evil.example", "/studio/forms"),
        ("/f/old-mill/form", "/studio/forms"),
    ],
)
def test_after_signing_in_the_way_leads_into_the_studio_only(browser, other, wanted, arrived):
    sign_up(browser)
    given = {"email": NEW["email"], "password": PASSWORD}
    given["csrf_token"] = token(other, "/studio/sign-in")
    answer = other.client.post("/studio/sign-in", query_string={"next": wanted}, data=given)
    assert answer.headers["Location"] == arrived


def test_who_is_not_signed_in_is_led_to_the_door_and_back(browser):
    answer = browser.client.get("/studio/forms")
    assert answer.headers["Location"] == "/studio/sign-in?next=/studio/forms"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"name": "💍💐"}, "No address can be made of this name."),
        ({"name": "Studio"}, "“studio” is kept for this service"),
        ({"slug": "www"}, "“www” is kept for this service"),
        ({"slug": "Ros e"}, "“Ros e” cannot be an address"),
    ],
)
def test_a_name_that_gives_no_address_is_told_with_what_to_do(browser, given, told):
    answer = sign_up(browser, **{**NEW, "slug": "", **given})
    assert answer.status_code == 422
    assert told in answer.get_data(as_text=True)
    assert not is_in(browser)


def test_only_countries_are_offered(browser):
    page = browser.client.get("/studio/sign-up").get_data(as_text=True)
    for one in ("Pseudo-Accents", "Pseudo-Bidi", "Outlying Oceania", "European Union"):
        assert one not in page
    for one in ("United Kingdom", "Côte d’Ivoire", "Kosovo"):
        assert one in page


def test_only_currencies_that_somebody_pays_with_are_offered(browser):
    page = browser.client.get("/studio/sign-up").get_data(as_text=True)
    for one in ("XXX", "XTS", "DEM", "FRF", "XAU"):
        assert f'value="{one}"' not in page
    for one in ("GBP", "EUR", "CHF", "XAF"):
        assert f'value="{one}"' in page


@pytest.mark.parametrize("bare", ["/", "/studio", "/studio/"])
def test_the_bare_address_leads_to_the_forms(browser, bare):
    assert browser.client.get(bare).headers["Location"] == "/studio/forms"
    sign_up(browser)
    arrived = browser.client.get(bare, follow_redirects=True)
    assert arrived.request.path == "/studio/forms"


def test_a_form_of_another_organization_is_never_listed(browser, publish, two_organizations):

    publish(DINNER, tenant=two_organizations.theirs)
    sign_up(browser)
    assert "There is no form yet." in browser.client.get("/studio/forms").get_data(as_text=True)


def test_a_closed_service_opens_no_account(app, settings):

    closed = create_app(replace(settings, signup="closed"))
    assert closed.test_client().get("/studio/sign-up").status_code == 404
    dispose(closed)


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19 Safari/604.1", "Safari on iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0; Win64) Chrome/140 Safari/537.36 Edg/140", "Edge on Windows"),
        ("curl/8.0", "An unknown browser"),
        ("", "An unknown browser"),
    ],
)  # fmt: skip
def test_browsers_are_listed_by_the_names_people_know(browser, agent, words):
    browser.client.environ_base["HTTP_USER_AGENT"] = agent
    sign_up(browser)
    assert words in browser.client.get("/studio/account").get_data(as_text=True)
