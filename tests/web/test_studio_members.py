"""People come by invitation, do what their role allows, and go; nobody else decides."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from tests.web.browsing import Browser
from tests.web.mailed import confirm_own_address, mailed_link, mails
from tests.web.supplier import NEW, PASSWORD, is_in, post, sign_in, sign_up
from wedforms.database.addresses import connected

MEMBERS = "/studio/members"
GUEST = "sam@example.com"


@pytest.fixture
def settings(settings):
    return replace(settings, signup="open")


@pytest.fixture
def owner(browser, database) -> Browser:
    """A browser of the owner of Fern & Vale."""
    sign_up(browser)
    confirm_own_address(browser, database, email="fern@example.com")
    return browser


@pytest.fixture(autouse=True)
def _mails(database, monkeypatch):
    """Where the tests find what was mailed."""
    monkeypatch.setattr(Post, "database", database)


class Post:
    """The database whose mails are read."""

    database = None


@pytest.fixture
def new_browser(app):
    return lambda: Browser(app.test_client())


@pytest.fixture
def set_limit(database):
    """Let the organization have so many members."""

    def limited(most: int) -> None:
        with connected(database.owner) as connection, connection.transaction():
            [[found]] = connection.execute("select organization_id from user_profiles").fetchall()
            connection.execute(f"set local app.organization_id = '{found}'")
            connection.execute(
                "update organizations set max_users = %s where id = %s", [most, found]
            )

    return limited


def words(answer) -> str:
    return answer.get_data(as_text=True)


def invite(browser: Browser, email: str = GUEST, role: str = "MEMBER"):
    return post(browser, f"{MEMBERS}/invite", seen=MEMBERS, email=email, role=role)


def link_in(answer, email: str = GUEST) -> str:
    assert answer.status_code == 303
    return mailed_link(Post.database, to=email)


def join(browser: Browser, link: str, *, seen: str | None = None, **given: str):
    return post(
        browser,
        link,
        seen=seen,
        **{"first_name": "Sam", "last_name": "", "password": PASSWORD, **given},
    )


def come_in(
    owner: Browser, browser: Browser, *, email: str = GUEST, role: str = "MEMBER"
) -> Browser:
    """Somebody new is invited and joins."""
    assert join(browser, link_in(invite(owner, email, role), email)).status_code == 303
    return browser


def acts(browser: Browser, act: str) -> list[str]:
    return re.findall(rf'action="({MEMBERS}/[0-9a-f-]+/{act})"', words(browser.client.get(MEMBERS)))


def test_somebody_new_is_invited_joins_and_works(owner, new_browser):
    link = link_in(invite(owner))
    assert GUEST in words(owner.client.get(MEMBERS))
    guest = new_browser()
    page = words(guest.client.get(link))
    assert "Fern &amp; Vale invites sam@example.com to work with them. Your role: Member." in page
    joined = join(guest, link)
    assert (joined.status_code, joined.headers["Location"]) == (303, "/studio/forms")
    assert guest.client.get("/studio/forms").status_code == 200
    assert GUEST in words(owner.client.get(MEMBERS))
    assert sign_in(new_browser(), email=GUEST).status_code == 303


def test_somebody_with_an_account_signs_in_and_joins(owner, new_browser):
    other = new_browser()
    sign_up(other, name="The Old Barn", email=GUEST)
    link = link_in(invite(owner))
    stranger = new_browser()
    assert "sign in, and you come back here" in words(stranger.client.get(link))
    assert join(stranger, link, seen="/studio/sign-in").status_code == 409
    assert join(other, link).status_code == 303
    page = words(other.client.get("/studio/account"))
    assert "The Old Barn" in page
    assert "Fern &amp; Vale" in page


def test_a_link_works_once_and_looking_uses_nothing_up(owner, new_browser):
    link = link_in(invite(owner))
    guest = new_browser()
    assert {guest.client.get(link).status_code for _ in range(3)} == {200}
    assert join(guest, link).status_code == 303
    assert new_browser().client.get(link).status_code == 404
    assert guest.client.get(link).status_code == 404


def test_only_the_invited_person_can_join(owner, new_browser):
    link = link_in(invite(owner))
    other = new_browser()
    sign_up(other, name="Another", email="another@example.com")
    assert "You are signed in as another@example.com" in words(other.client.get(link))
    assert join(other, link).status_code == 409
    assert "another@example.com" not in words(owner.client.get(MEMBERS))


@pytest.mark.parametrize(
    "spoil", [lambda link: link[:-1] + "x", lambda link: link.replace("fern-and-vale", "old-mill"),
              lambda link: link.replace("fern-and-vale", "nobody-at-all")],
)  # fmt: skip
def test_a_link_that_is_not_ours_leads_nowhere(owner, new_browser, spoil):
    link = spoil(link_in(invite(owner)))
    assert new_browser().client.get(link).status_code == 404


def test_an_invitation_ends_after_a_week_and_can_be_sent_again(owner, new_browser):
    link = link_in(invite(owner))
    page = words(owner.client.get(MEMBERS))
    [again] = re.findall(rf'action="({MEMBERS}/invited/[0-9a-f-]+/again)"', page)
    renewed = link_in(post(owner, again, seen=MEMBERS))
    assert new_browser().client.get(link).status_code == 404
    assert new_browser().client.get(renewed).status_code == 200
    with time_machine.travel(datetime.now(UTC) + timedelta(days=8)):
        assert new_browser().client.get(renewed).status_code == 404


def test_an_invitation_that_is_called_back_works_no_more(owner, new_browser):
    link = link_in(invite(owner))
    page = words(owner.client.get(MEMBERS))
    [back] = re.findall(rf'action="({MEMBERS}/invited/[0-9a-f-]+/back)"', page)
    assert post(owner, back, seen=MEMBERS).status_code == 303
    assert new_browser().client.get(link).status_code == 404
    assert post(owner, back, seen=MEMBERS).status_code == 409
    assert invite(owner).status_code == 303


@pytest.mark.parametrize(
    ("email", "told"),
    [("nobody", "like name@example.com"), (NEW["email"], "works here already"), ("", "This is needed.")],
)  # fmt: skip
def test_who_cannot_be_invited_is_told(owner, email, told):
    answer = invite(owner, email)
    assert answer.status_code == 422
    assert told in words(answer)


def test_nobody_is_invited_twice(owner):
    invite(owner)
    assert "is invited already" in words(invite(owner, GUEST.upper()))


def test_a_removed_members_browsers_see_nothing_at_once(owner, new_browser):
    guest = come_in(owner, new_browser())
    [way] = acts(owner, "remove")
    assert post(owner, way, seen=MEMBERS).status_code == 303
    assert guest.client.get("/studio/forms").headers["Location"] == "/studio/organization/new"
    assert is_in(guest)
    assert GUEST not in words(owner.client.get(MEMBERS))
    assert invite(owner).status_code == 303


def test_a_role_holds_at_once(owner, new_browser):
    guest = come_in(owner, new_browser())
    assert guest.client.get("/studio/settings").status_code == 403
    [_, way] = acts(owner, "role")
    assert post(owner, way, seen=MEMBERS, role="ADMIN").status_code == 303
    assert guest.client.get("/studio/settings").status_code == 200


def test_the_last_owner_stays(owner, new_browser):
    come_in(owner, new_browser(), role="ADMIN")
    [own, _] = acts(owner, "role")
    for answer in (
        post(owner, own, seen=MEMBERS, role="ADMIN"),
        post(owner, own.replace("/role", "/remove"), seen=MEMBERS),
        post(owner, f"{MEMBERS}/leave", seen=MEMBERS),
    ):
        assert answer.status_code == 409
        assert "Somebody must own the account" in words(answer)
    [_, other] = acts(owner, "role")
    assert post(owner, other, seen=MEMBERS, role="OWNER").status_code == 303
    assert post(owner, f"{MEMBERS}/leave", seen=MEMBERS).status_code == 303
    assert owner.client.get("/studio/forms").headers["Location"] == "/studio/organization/new"


def test_an_administrator_has_no_say_over_owners(owner, new_browser):
    admin = come_in(owner, new_browser(), role="ADMIN")
    [own, other] = acts(owner, "role")
    for answer in (
        post(admin, own, seen=MEMBERS, role="VIEWER"),
        post(admin, own.replace("/role", "/remove"), seen=MEMBERS),
        post(admin, other, seen=MEMBERS, role="OWNER"),
    ):
        assert answer.status_code == 409
        assert "for owners alone" in words(answer)
    assert "for owners alone" in words(invite(admin, "third@example.com", "OWNER"))


@pytest.mark.parametrize("role", ["MEMBER", "VIEWER"])
def test_who_may_not_manage_sees_people_and_changes_nobody(owner, new_browser, role):
    guest = come_in(owner, new_browser(), role=role)
    page = words(guest.client.get(MEMBERS))
    assert "What each role may do" in page
    assert "Invite somebody" not in page
    [way, _] = acts(owner, "role")
    assert post(guest, way, seen=MEMBERS, role="VIEWER").status_code == 403
    assert invite(guest, "third@example.com").status_code == 403


@pytest.mark.parametrize("role", ["", "EMPEROR", "owner"])
def test_an_unknown_role_is_refused(owner, new_browser, role):
    come_in(owner, new_browser())
    [_, way] = acts(owner, "role")
    assert post(owner, way, seen=MEMBERS, role=role).status_code == 409
    assert invite(owner, "third@example.com", role).status_code == 422


def test_the_limit_is_said_before_it_bites_and_holds_places_for_the_invited(
    owner, new_browser, set_limit
):
    set_limit(2)
    assert "Your plan has places for 2 people; 1 works here." in words(owner.client.get(MEMBERS))
    link = link_in(invite(owner))
    answer = invite(owner, "third@example.com")
    assert answer.status_code == 422
    assert "all are taken or promised" in words(answer)
    set_limit(1)
    full = join(new_browser(), link)
    assert full.status_code == 409
    assert "this link goes on working" in words(full)
    set_limit(2)
    assert join(new_browser(), link).status_code == 303


def test_nobody_reaches_people_of_another_organization(owner, new_browser):
    guest = come_in(owner, new_browser())
    [_, way] = acts(owner, "role")
    other = new_browser()
    sign_up(other, name="Another", email="another@example.com")
    assert GUEST not in words(other.client.get(MEMBERS))
    assert post(other, way, seen=MEMBERS, role="VIEWER").status_code == 409
    assert post(other, way.replace("/role", "/remove"), seen=MEMBERS).status_code == 409
    assert guest.client.get("/studio/forms").status_code == 200


def test_a_weak_password_keeps_the_link(owner, new_browser):
    link = link_in(invite(owner))
    answer = join(new_browser(), link, password="short")
    assert answer.status_code == 422
    assert "at least 10 characters" in words(answer)
    assert join(new_browser(), link).status_code == 303


def test_who_has_not_confirmed_their_address_sends_no_mail_to_others(new_browser, database):
    browser = new_browser()
    sign_up(browser)
    answer = invite(browser)
    assert answer.status_code == 422
    assert "Confirm your own e-mail address first" in words(answer)
    assert mails(database, to=GUEST) == []
    confirm_own_address(browser, database, email="fern@example.com")
    assert invite(browser).status_code == 303


def test_the_secret_of_an_invitation_is_nowhere_at_rest(owner, database):
    secret = link_in(invite(owner)).rpartition("/")[2]
    with connected(database.owner) as connection:
        rows = connection.execute(
            "select i::text from invitations i union all select c::text from communications c"
            " union all select a::text from audit_logs a"
        ).fetchall()
    assert rows
    assert not [row for [row] in rows if secret in row]
