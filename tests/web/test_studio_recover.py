"""A forgotten password, an address to confirm, another address: one link each, used once."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from tests.web.browsing import Browser
from tests.web.mailed import confirm_own_address, mailed_link, mails
from tests.web.supplier import PASSWORD, is_in, post, sign_in, sign_up
from wedforms.database.addresses import connected

EMAIL = "fern@example.com"
NEW_PASSWORD = "four other quiet words"


@pytest.fixture
def settings(settings):
    return replace(settings, signup="open")


@pytest.fixture
def other(app) -> Browser:
    return Browser(app.test_client())


def words(answer) -> str:
    return answer.get_data(as_text=True)


def without_token(page: str) -> str:
    return re.sub(r'name="csrf_token" value="[^"]+"', "", page)


def forget(browser: Browser, email: str):
    return post(browser, "/studio/forgot", email=email)


def test_a_forgotten_password_is_replaced_once_and_ends_every_session(browser, other, database):
    sign_up(browser)
    assert forget(other, " Fern@Example.com ").status_code == 200
    link = mailed_link(database, to=EMAIL)
    assert {other.client.get(link).status_code for _ in range(3)} == {200}
    assert post(other, link, password="short").status_code == 422
    assert post(other, link, password=NEW_PASSWORD).status_code == 303
    assert not is_in(browser)
    assert sign_in(browser).status_code == 422
    assert sign_in(browser, password=NEW_PASSWORD).status_code == 303
    assert other.client.get(link).status_code == 404
    assert "Please confirm your e-mail address" not in words(browser.client.get("/studio/forms"))


def leave_everything(database, *, closing: bool) -> None:
    """From now on they belong to no organization: removed, or theirs was closed."""
    table, key = ("organizations", "id") if closing else ("user_profiles", "organization_id")
    with connected(database.owner) as connection, connection.transaction():
        [[found]] = connection.execute("select organization_id from user_profiles").fetchall()
        connection.execute(f"set local app.organization_id = '{found}'")
        connection.execute(f"update {table} set deleted_at = now() where {key} = '{found}'")


@pytest.mark.parametrize("closing", [False, True])
def test_whoever_belongs_to_no_organization_gets_their_mails_too(browser, other, database, closing):
    sign_up(browser)
    leave_everything(database, closing=closing)
    forget(other, EMAIL)
    link = mailed_link(database, to=EMAIL)
    assert post(other, link, password=NEW_PASSWORD).status_code == 303
    assert sign_in(other, password=NEW_PASSWORD).status_code == 303


@pytest.mark.parametrize("closing", [False, True])
def test_whoever_belongs_to_no_organization_confirms_their_address(browser, database, closing):
    sign_up(browser)
    leave_everything(database, closing=closing)
    asked = post(browser, "/studio/account/confirm", seen="/studio/account")
    assert asked.status_code == 303
    confirm_own_address(browser, database, email=EMAIL)
    page = words(browser.client.get("/studio/account"))
    assert "Please confirm your e-mail address" not in page


def test_the_answer_tells_nobody_who_has_an_account(browser, other, database):
    sign_up(browser)
    known, unknown, nonsense = (forget(other, one) for one in (EMAIL, "nobody@example.com", "x"))
    assert words(known) == words(unknown) == words(nonsense)
    assert mails(database, to="nobody@example.com") == []


def links_for(database, email: str) -> int:
    return [subject for subject, _ in mails(database, to=email)].count("A new password")


def test_links_to_one_address_are_few_and_the_page_tells_nobody(app, browser, database):
    sign_up(browser)
    told = []
    for number in range(7):
        asker = Browser(app.test_client())
        asker.client.environ_base["REMOTE_ADDR"] = f"192.0.2.{number}"
        told.append(words(forget(asker, [EMAIL, " FERN@example.com"][number % 2])))
    told.append(words(forget(Browser(app.test_client()), "nobody@example.com")))
    assert {without_token(one) for one in told} == {without_token(told[0])}
    assert links_for(database, EMAIL) == 5
    assert Browser(app.test_client()).client.get(mailed_link(database, to=EMAIL)).status_code == 200
    sign_up(Browser(app.test_client()), name="Another", email="another@example.com")
    forget(Browser(app.test_client()), "another@example.com")
    assert links_for(database, "another@example.com") == 1
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=61)):
        forget(Browser(app.test_client()), EMAIL)
    assert links_for(database, EMAIL) == 6


def test_a_link_ends_with_its_hour_and_with_the_next_one(browser, other, database):
    sign_up(browser)
    forget(other, EMAIL)
    first = mailed_link(database, to=EMAIL)
    forget(other, EMAIL)
    second = mailed_link(database, to=EMAIL)
    assert [other.client.get(one).status_code for one in (first, second)] == [404, 200]
    assert other.client.get(second.replace("/reset/", "/confirm/")).status_code == 404


def test_an_address_is_confirmed_by_its_link(browser, database):
    sign_up(browser)
    assert "Please confirm your e-mail address" in words(browser.client.get("/studio/forms"))
    first = mailed_link(database, to=EMAIL)
    assert post(browser, "/studio/account/confirm", seen="/studio/account").status_code == 303
    assert browser.client.get(first).status_code == 404
    confirm_own_address(browser, database, email=EMAIL)
    assert "Please confirm your e-mail address" not in words(browser.client.get("/studio/forms"))


def ask(browser: Browser, email: str, password: str = PASSWORD):
    return post(browser, "/studio/account/address", email=email, current=password)


def test_another_address_is_used_once_its_own_link_was_opened(browser, other, database):
    sign_up(browser)
    assert ask(browser, "new@example.com").status_code == 303
    assert sign_in(other, email="new@example.com").status_code == 422
    link = mailed_link(database, to="new@example.com")
    assert post(browser, link).status_code == 303
    assert sign_in(other, email="new@example.com").status_code == 303
    assert sign_in(Browser(other.client.application.test_client())).status_code == 422
    assert mails(database, to=EMAIL)[0][0] == "Your address was changed"


def test_an_address_of_somebody_else_is_never_taken(browser, other, database):
    sign_up(browser)
    ask(browser, "new@example.com")
    sign_up(other, name="Another", email="new@example.com")
    link = next(
        "/studio/" + text.partition("http://localhost/studio/")[2].split()[0]
        for subject, text in mails(database, to="new@example.com")
        if subject == "Your new address"
    )
    answer = post(browser, link)
    assert answer.status_code == 409
    assert sign_in(browser).status_code == 303


@pytest.mark.parametrize(
    ("email", "password", "told"),
    [("new@example.com", "a wrong guess", "This is not your password."), ("new", PASSWORD, "like name@example.com")],
)  # fmt: skip
def test_another_address_needs_the_password(browser, email, password, told):
    sign_up(browser)
    answer = ask(browser, email, password)
    assert answer.status_code == 422
    assert told in words(answer)


def test_guesses_are_few_for_one_account_from_wherever_they_come(app, browser):
    sign_up(browser)
    for number in range(10):
        guesser = Browser(app.test_client())
        guesser.client.environ_base["REMOTE_ADDR"] = f"192.0.2.{number}"
        assert sign_in(guesser, password="a wrong guess").status_code == 422
    answer = sign_in(Browser(app.test_client()))
    assert answer.status_code == 429
    assert "too often for this address" in words(answer)
    assert sign_in(Browser(app.test_client()), email="nobody@example.com").status_code == 422
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=16)):
        assert sign_in(Browser(app.test_client())).status_code == 303


def test_signing_in_forgets_the_guesses_before(app, browser):
    sign_up(browser)
    for _ in range(3):
        for _ in range(6):
            sign_in(Browser(app.test_client()), password="a wrong guess")
        assert sign_in(Browser(app.test_client())).status_code == 303
