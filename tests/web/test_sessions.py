"""The secret of a signed-in browser: where it is kept, and that nobody can bring their own."""

from __future__ import annotations

from dataclasses import replace
from http.cookies import SimpleCookie

import pytest

from tests.web.browsing import Browser
from tests.web.conftest import dispose
from tests.web.mailed import mailed_link
from tests.web.supplier import PASSWORD, is_in, post, sign_in, sign_up
from wedforms.app import create_app
from wedforms.database.addresses import connected
from wedforms.web.studio.cookie import _PLAIN


@pytest.fixture
def settings(settings):
    return replace(settings, signup="open")


@pytest.fixture
def secure(settings):
    """A browser of a service on https."""
    made = create_app(replace(settings, public_url="https://forms.example"))
    browser = Browser(made.test_client())
    browser.client.environ_base.update({"HTTP_HOST": "forms.example", "wsgi.url_scheme": "https"})
    browser.client.environ_base["HTTP_REFERER"] = "https://forms.example/studio/"
    yield browser
    dispose(made)


def kept(answer):
    """The cookie that an answer sets, by its name."""
    cookies = SimpleCookie()
    for one in answer.headers.getlist("Set-Cookie"):
        cookies.load(one)
    return cookies


def test_on_https_the_cookie_is_for_this_host_alone_and_no_script_reads_it(secure):
    cookie = kept(sign_up(secure))["__Host-wedforms"]
    assert cookie["secure"]
    assert cookie["httponly"]
    assert (cookie["samesite"], cookie["path"], cookie["domain"]) == ("Lax", "/", "")
    assert int(cookie["max-age"]) == 30 * 24 * 3600


def test_on_https_the_page_s_own_cookie_is_as_careful(secure):
    [cookie] = kept(secure.client.get("/studio/sign-in")).values()
    assert cookie.key == "__Host-wedforms-page"
    assert cookie["secure"]
    assert cookie["httponly"]
    assert (cookie["samesite"], cookie["path"], cookie["domain"]) == ("Lax", "/", "")


def test_a_cookie_that_another_host_could_have_set_is_not_taken(secure, browser):
    sign_up(browser)
    stolen = browser.client.get_cookie(_PLAIN).value
    secure.client.set_cookie(_PLAIN, stolen, domain="forms.example")
    assert not is_in(secure)


def test_signing_in_makes_a_new_secret_whatever_the_browser_brought(browser, app):
    sign_up(browser)
    theirs = browser.client.get_cookie(_PLAIN).value
    victim = Browser(app.test_client())
    victim.client.set_cookie(_PLAIN, "brought-by-somebody-else")
    sign_in(victim)
    first = victim.client.get_cookie(_PLAIN).value
    assert first not in ("brought-by-somebody-else", theirs)
    post(victim, "/studio/sign-out", seen="/studio/account")
    assert victim.client.get_cookie(_PLAIN) is None
    sign_in(victim)
    assert victim.client.get_cookie(_PLAIN).value not in (first, theirs)


def test_no_row_holds_what_opens_a_session_or_a_link(browser, database):
    sign_up(browser)
    confirming = mailed_link(database, to="fern@example.com").rpartition("/")[2]
    held = [browser.client.get_cookie(_PLAIN).value, PASSWORD, confirming]
    assert all(len(one) > 10 for one in held)
    held += [one.encode().hex() for one in held]  # as a column of bytes shows it
    with connected(database.owner) as connection:
        tables = [
            one
            for [one] in connection.execute(
                "select format('%I.%I', schemaname, tablename) from pg_tables"
                " where schemaname not in ('pg_catalog', 'information_schema')"
            ).fetchall()
        ]
        assert "public.user_sessions" in tables
        for table in tables:
            rows = connection.execute(f"select one::text from {table} one").fetchall()
            assert not [row for [row] in rows for one in held if one in row], table
