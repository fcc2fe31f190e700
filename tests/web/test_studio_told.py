"""Whoever's account is changed hears of it by mail: it may not have been they who did it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.web.browsing import Browser
from tests.web.mailed import mailed_link, mails
from tests.web.supplier import PASSWORD, post, sign_up
from wedforms.database.addresses import Addresses, connected

EMAIL = "fern@example.com"
NEW_PASSWORD = "four other quiet words"
CHANGED = "Your password was changed"


@pytest.fixture
def settings(settings):
    return replace(settings, signup="open")


@pytest.fixture
def other(app) -> Browser:
    """Another supplier, who hears of nothing that is not theirs."""
    browser = Browser(app.test_client())
    sign_up(browser, name="Another", email="another@example.com")
    return browser


def notices(database: Addresses, *, to: str = EMAIL) -> list[tuple[str, str]]:
    """The mails that tell of a change, the newest first."""
    return [one for one in mails(database, to=to) if "If that was" in one[1]]


def change(browser: Browser, current: str = PASSWORD):
    given = {"current": current, "password": NEW_PASSWORD}
    return post(browser, "/studio/account/password", seen="/studio/account", **given)


def test_a_changed_password_is_told_and_the_way_back(browser, other, database):
    sign_up(browser)
    assert change(browser, "a wrong guess").status_code == 422
    assert notices(database) == []
    assert change(browser).status_code == 303
    [[subject, text]] = notices(database)
    assert subject == CHANGED
    assert "http://localhost/studio/forgot" in text
    assert notices(database, to="another@example.com") == []


def test_a_password_chosen_by_a_link_is_told(browser, other, database):
    sign_up(browser)
    post(Browser(browser.client.application.test_client()), "/studio/forgot", email=EMAIL)
    link = mailed_link(database, to=EMAIL)
    assert post(browser, link, password="short").status_code == 422
    assert notices(database) == []
    assert post(browser, link, password=NEW_PASSWORD).status_code == 303
    assert [subject for subject, _ in notices(database)] == [CHANGED]
    assert notices(database, to="another@example.com") == []


@pytest.mark.parametrize(
    ("locale", "subject"),
    [("fr-FR", "Votre mot de passe a été modifié"), ("ar", "تم تغيير كلمة المرور الخاصة بكم")],
)
def test_it_is_told_in_the_language_of_the_person(browser, database, locale, subject):
    sign_up(browser, locale=locale)
    change(browser)
    assert mails(database, to=EMAIL)[0][0] == subject
    with connected(database.owner) as connection:
        page = connection.execute(
            "select content_html from communications where subject = %s", [subject]
        ).fetchall()[0][0]
    assert f'lang="{locale}" dir="{"rtl" if locale == "ar" else "ltr"}"' in page
