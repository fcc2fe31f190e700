"""Whoever's account is changed hears of it by mail: it may not have been they who did it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from tests.web.browsing import Browser, PageReader
from tests.web.mailed import confirm_own_address, mailed_link, mails
from tests.web.supplier import PASSWORD, post, sign_up, token
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


def keep_passkey(database: Addresses, *, of: str) -> UUID:
    """A passkey that somebody added once."""
    passkey_id = uuid4()
    with connected(database.owner) as connection, connection.transaction():
        connection.execute(
            "select keep_passkey(%s, id, 'my phone', %s, '\\x00', 0) from users where email = %s",
            [passkey_id, passkey_id.bytes, of],
        )
    return passkey_id


def remove(browser: Browser, passkey_id: UUID, *, password: str = PASSWORD):
    given = {"passkey": str(passkey_id), f"{passkey_id}-current": password}
    return post(browser, "/studio/account/passkeys/remove", seen="/studio/account", **given)


@pytest.mark.parametrize("guess", ["", "a wrong guess"])
def test_only_whoever_gives_the_password_removes_a_passkey(browser, other, database, guess):
    sign_up(browser)
    passkey_id = keep_passkey(database, of=EMAIL)
    refused = remove(browser, passkey_id, password=guess)
    assert refused.status_code == 422
    assert f"#{passkey_id}-current" in PageReader(refused.get_data(as_text=True)).links
    assert "my phone" in browser.client.get("/studio/account").get_data(as_text=True)
    assert notices(database) == []


def test_guesses_at_a_passkeys_removal_are_few(browser):
    sign_up(browser)
    statuses = [remove(browser, uuid4(), password="a wrong guess").status_code for _ in range(31)]
    assert statuses == [422] * 30 + [429]


def test_a_removed_passkey_is_told_once_and_nobody_removes_anothers(browser, other, database):
    sign_up(browser)
    passkey_id = keep_passkey(database, of=EMAIL)
    assert remove(other, passkey_id).status_code == 303
    assert "my phone" in browser.client.get("/studio/account").get_data(as_text=True)
    assert notices(database) == notices(database, to="another@example.com") == []
    assert {remove(browser, passkey_id).status_code for _ in range(2)} == {303}
    [[subject, text]] = notices(database)
    assert subject == "A passkey of your account was removed"
    assert "The passkey’s name: my phone" in text
    assert notices(database, to="another@example.com") == []


def test_a_passkey_is_added_by_whoever_gives_the_password_and_guesses_are_few(browser, other):
    sign_up(browser)

    def ask(given: object) -> int:
        headers = {"X-CSRFToken": token(browser, "/studio/account")}
        way = "/studio/account/passkeys/options"
        answer = browser.client.post(way, json=given, headers=headers)
        assert ("challenge" in answer.get_json()) == (answer.status_code == 200)
        return answer.status_code

    assert ask({"current": PASSWORD}) == 200
    assert [ask(one) for one in ({}, {"current": "a wrong guess"}, {"current": 7})] == [
        422,
        422,
        400,
    ]
    assert {ask({"current": "a wrong guess"}) for _ in range(26)} == {422}
    assert ask({"current": PASSWORD}) == 429


@contextmanager
def full(database: Addresses) -> Iterator[None]:
    """No mail can be kept meanwhile, whatever asks for it."""
    refuse = "alter table mails add constraint is_full check (template <> 'account_changed')"
    try:
        execute(database, f"{refuse} not valid")
        yield
    finally:
        execute(database, "alter table mails drop constraint is_full")


def execute(database: Addresses, statement: str) -> None:
    with connected(database.owner) as connection, connection.transaction():
        connection.execute(statement)


def test_what_cannot_be_told_does_not_happen(browser, other, database):
    sign_up(browser)
    passkey_id = keep_passkey(database, of=EMAIL)
    post(browser, "/studio/forgot", email=EMAIL)
    link = mailed_link(database, to=EMAIL)
    given = {"current": PASSWORD, "email": "new@example.com"}
    post(browser, "/studio/account/address", **given)
    new_address = mailed_link(database, to="new@example.com")
    token(browser, "/studio/account")
    with full(database):
        assert change(browser).status_code == 500
        assert remove(browser, passkey_id).status_code == 500
        assert post(browser, link, password=NEW_PASSWORD).status_code == 500
        assert post(browser, new_address).status_code == 500
    assert notices(database) == []
    assert "my phone" in browser.client.get("/studio/account").get_data(as_text=True)
    # The password, the address and both links are as they were.
    assert post(browser, link, password=NEW_PASSWORD).status_code == 303
    assert post(browser, new_address).status_code == 303


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


LINKS = {
    "fr-FR": ("Confirmez votre adresse", "Un nouveau mot de passe", "Rose vous invite à rejoindre son équipe"),
    "ar": ("أكّدوا عنوانكم", "كلمة مرور جديدة", "تدعوكم Rose إلى العمل معها"),
}  # fmt: skip


@pytest.mark.parametrize("locale", LINKS)
def test_links_and_invitations_speak_the_language_of_whoever_gets_them(browser, database, locale):
    sign_up(browser, name="Rose", locale=locale)
    confirm_own_address(browser, database, email=EMAIL)
    post(browser, "/studio/forgot", seen="/studio/account", email=EMAIL)
    given = {"email": "new@example.com", "role": "VIEWER"}
    assert (
        post(browser, "/studio/members/invite", seen="/studio/members", **given).status_code == 303
    )
    confirmation, reset, invitation = LINKS[locale]
    assert [subject for subject, _ in mails(database, to=EMAIL)] == [reset, confirmation]
    assert [subject for subject, _ in mails(database, to="new@example.com")] == [invitation]
    assert mailed_link(database, to="new@example.com").startswith("/studio/join/")
