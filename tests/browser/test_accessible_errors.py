"""The calm pages that tell of trouble, each reached as people reach it, by day and by night."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from http import HTTPStatus
from typing import Final

import pytest
from playwright.sync_api import Page, expect

from tests.browser.furnished import NEWCOMER, Furnished
from tests.browser.looking import look
from tests.browser.trouble import WAYS, ended_forms
from tests.factories.reading import Ledger
from wedforms.core.engine import create_engine_for
from wedforms.database.addresses import connected

#: Posts the first form of the page that leads somewhere, as the browser does, with other words in it.
_POST: Final = """({action, given}) => {
    const form = document.createElement("form");
    form.method = "post";
    form.action = action;
    form.enctype = "multipart/form-data";
    const tokens = [...document.querySelectorAll("input[name=csrf_token], input[name=_token]")];
    const known = Object.fromEntries(tokens.map(one => [one.name, one.value]));
    for (const [name, value] of Object.entries({...known, ...given})) {
        const input = document.createElement("textarea");
        Object.assign(input, {name, value});
        form.append(input);
    }
    document.body.append(form);
    form.submit();
}"""


@pytest.fixture(scope="module")
def ended(furnished: Furnished) -> Iterator[None]:
    """Forms of the photographer that nobody can fill in any more, or not yet."""
    with ended_forms(furnished):
        yield


def told(page: Page, words: str) -> list[str]:
    """What is wrong with a page that tells of this trouble."""
    expect(page.locator("main h1")).to_contain_text(words)
    return look(page)


@pytest.mark.parametrize(("way", "status", "words"), WAYS)
@pytest.mark.usefixtures("ended")
def test_a_page_that_tells_of_trouble_can_be_used_by_everybody(
    way: str, status: int, words: str, furnished: Furnished, owner: Page
) -> None:
    answer = owner.goto(furnished.address(way))
    assert answer is not None
    assert answer.status == status
    assert told(owner, words) == []
    if way.endswith("lang=ar"):
        expect(owner.locator("html")).to_have_attribute("dir", "rtl")


def _let_newcomers(furnished: Furnished, role: str) -> None:
    [one] = furnished.site.rows(
        "select p.organization_id from user_profiles p join users u on u.id = p.user_id"
        " where u.email = %s",
        NEWCOMER,
    )
    engine = create_engine_for(furnished.site.addresses.owner)
    Ledger(engine, one["organization_id"]).change(
        "update user_profiles set role = :role", role=role
    )
    engine.dispose()


def test_whoever_may_only_look_is_told_so(furnished: Furnished, newcomer: Page) -> None:
    _let_newcomers(furnished, "VIEWER")
    try:
        answer = newcomer.goto(furnished.address("/studio/forms/new"))
        assert answer is not None
        assert answer.status == HTTPStatus.FORBIDDEN
        assert told(newcomer, "not yours to do") == []
        newcomer.get_by_role("link", name="Go to your forms").click()
        expect(newcomer.locator("main h1")).to_have_text("Forms")
    finally:
        _let_newcomers(furnished, "OWNER")


def _post(page: Page, action: str, given: Mapping[str, str]) -> int:
    with page.expect_navigation() as went:
        page.evaluate(_POST, {"action": action, "given": dict(given)})
    return int(went.value.status)


@pytest.mark.parametrize(
    ("way", "action", "given", "status", "words"),
    [
        ("/studio/account", "/studio/sign-out", {"csrf_token": "none"}, 400, "could not read"),
        ("/studio/clients/new", "/studio/clients/new", {"notes": "x" * 3_000_000}, 413, "too much"),
        ("/f/ivy-and-lark/rsvp", "/f/ivy-and-lark/rsvp", {"message": "x" * 3_000_000}, 413, "too much"),
        ("/f/ivy-and-lark/rsvp", "/f/ivy-and-lark/rsvp", {"_attempt": "garbled"}, 400, "could not read"),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_told_to_everybody(
    way: str, action: str, given: Mapping[str, str], status: int, words: str,
    furnished: Furnished, owner: Page,
) -> None:  # fmt: skip
    owner.goto(furnished.address(way))
    assert _post(owner, furnished.address(action), given) == status
    assert told(owner, words) == []


@pytest.mark.parametrize(
    ("way", "given"),
    [
        ("/studio/forgot", {"email": "nobody@example.com"}),
        ("/f/ivy-and-lark/rsvp/find", {"code": "XXXX-XXXX"}),
    ],
)
def test_whoever_asks_too_often_is_told_so(
    way: str, given: Mapping[str, str], furnished: Furnished, stranger: Page
) -> None:
    stranger.goto(furnished.address(way))
    statuses = {_post(stranger, furnished.address(way), given)}
    for _ in range(100):
        if HTTPStatus.TOO_MANY_REQUESTS in statuses:
            break
        stranger.goto(furnished.address(way))
        statuses.add(_post(stranger, furnished.address(way), given))
    assert HTTPStatus.TOO_MANY_REQUESTS in statuses
    assert told(stranger, "A moment, please") == []


def _lose_a_table(furnished: Furnished, *, back: bool) -> None:
    verb, to = ("GRANT", "TO") if back else ("REVOKE", "FROM")
    with connected(furnished.site.addresses.owner) as connection:
        connection.execute(f"{verb} SELECT ON forms {to} wedforms_app".encode())


def _lose_the_database(furnished: Furnished, *, back: bool) -> None:
    database = furnished.site.addresses.owner.database
    verb, to = ("GRANT", "TO") if back else ("REVOKE", "FROM")
    with connected(furnished.site.addresses.owner) as connection:
        connection.execute(f"{verb} CONNECT ON DATABASE {database} {to} wedforms_app".encode())
        connection.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity"
            " where datname = current_database() and usename = 'wedforms_app'"
        )
    if back:  # connections that were cut off are found one by one; nobody else is to meet them
        furnished.site.kill_web()
        furnished.site.start_web()


@pytest.mark.parametrize("way", ["/studio/forms", "/f/ivy-and-lark/rsvp"])
@pytest.mark.parametrize(
    ("lose", "status", "words"),
    [(_lose_a_table, 500, "went wrong on our side"), (_lose_the_database, 503, "cannot save")],
)
def test_a_failure_of_ours_is_told_to_everybody(
    way: str, lose: Callable[..., None], status: int, words: str,
    furnished: Furnished, owner: Page,
) -> None:  # fmt: skip
    lose(furnished, back=False)
    try:
        answer = owner.goto(furnished.address(way))
        assert answer is not None
        assert answer.status == status
        assert told(owner, words) == []
    finally:
        lose(furnished, back=True)
    answer = owner.goto(furnished.address(way))
    assert answer is not None
    assert answer.ok
