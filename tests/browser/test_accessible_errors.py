"""The calm pages that tell of trouble, each reached as people reach it, by day and by night."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from http import HTTPStatus
from typing import Any, Final

import pytest
from playwright.sync_api import Page, expect

from tests.browser.furnished import NEWCOMER, Furnished
from tests.browser.looking import look
from tests.factories.organizations import Tenant
from tests.factories.reading import Ledger
from tests.published import Office
from tests.web.forms import form, required
from wedforms.core.engine import create_engine_for
from wedforms.database.addresses import connected
from wedforms.forms.exchange import import_form
from wedforms.forms.publish import publish_form
from wedforms.forms.shelve import delete_form
from wedforms.formspec.reading import read_definition
from wedforms.lib import clock

_NOWHERE: Final = "00000000-0000-7000-8000-000000000000"
_PAST: Final = "2020-01-01T00:00:00Z"
#: The forms of `ended`: their settings, and whether they were ever published.
_ENDED: Final[Mapping[str, dict[str, Any]]] = {
    "open-day": {"closes_at": _PAST, "languages": ["ar"]},
    "last-place": {"capacity": 1},
    "taken-down": {},
    "unpublished": {},
}
#: Where people find such a page by themselves: the address, the status, and part of its heading.
_WAYS: Final = (
    ("/nothing/at/all", 404, "nothing at this address"),
    ("/f/nobody/nothing", 404, "nothing at this address"),
    ("/e/nobody/nothing", 404, "nothing at this address"),
    ("/f/ivy-and-lark/nothing", 404, "nothing at this address"),
    ("/f/ivy-and-lark/nothing?lang=ar", 404, ""),
    ("/f/ivy-and-lark/unpublished", 404, "not open"),
    ("/f/ivy-and-lark/open-day", 403, "closed"),
    ("/f/ivy-and-lark/open-day?lang=ar", 403, ""),
    ("/e/ivy-and-lark/open-day", 403, "closed"),
    ("/f/ivy-and-lark/last-place", 409, "All places are taken"),
    ("/f/ivy-and-lark/taken-down", 410, "taken down"),
    ("/p/ivy-and-lark/" + "x" * 43, 404, "come to its end"),
    ("/s/ivy-and-lark/" + "x" * 43, 404, "come to its end"),
    ("/studio/reset/" + "x" * 43, 404, "come to its end"),
    ("/studio/join/nobody/" + "x" * 43, 404, "come to its end"),
    ("/studio/nothing", 404, "nothing at this address"),
    (f"/studio/forms/{_NOWHERE}/design", 404, "nothing at this address"),
    (f"/studio/clients/{_NOWHERE}", 404, "nothing at this address"),
    (f"/studio/messages/{_NOWHERE}", 404, "nothing at this address"),
)
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
    [row] = furnished.site.rows(
        "select id, slug, name from organizations where slug = 'ivy-and-lark'"
    )
    engine = create_engine_for(furnished.site.addresses.app)
    office = Office(engine, Tenant(row["id"], row["slug"], row["name"]), now=clock.now())
    for slug, settings in _ENDED.items():
        asked = form(required("name", label="Your name"), name=slug, settings=settings)
        with office.work() as session:
            kept = import_form(session, read_definition(asked), slug=slug)
            if slug != "unpublished":
                publish_form(session, kept)
            if slug == "taken-down":
                delete_form(session, kept.id)
    office.send("last-place", {"name": "Zoë"})
    yield
    engine.dispose()


def told(page: Page, words: str) -> list[str]:
    """What is wrong with a page that tells of this trouble."""
    expect(page.locator("main h1")).to_contain_text(words)
    return look(page)


@pytest.mark.parametrize(("way", "status", "words"), _WAYS)
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
