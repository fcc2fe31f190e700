"""The calm pages that tell of trouble, each reached as people reach it, by day and by night."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from typing import Final

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import violations
from tests.browser.conftest import DESK, PHONE
from tests.browser.furnished import NEWCOMER, Furnished, open_page
from tests.browser.looking import look
from tests.browser.trouble import (
    PUBLIC_TROUBLES,
    STUDIO_TROUBLES,
    Trouble,
    ended_forms,
    title_of,
)
from tests.factories.reading import Ledger
from tests.published import Office
from wedforms.core.engine import create_engine_for
from wedforms.database.addresses import connected

_LANGUAGES: Final = ("en-GB", "ar")
#: What a form of the page proves itself with.
_TOKENS: Final = """Object.fromEntries(
    [...document.querySelectorAll("input[name=csrf_token], input[name=_token]")]
        .map(one => [one.name, one.value]))"""
#: Posts the first form of the page that leads somewhere, as the browser does, with other words in it.
_POST: Final = """({action, given}) => {
    const form = document.createElement("form");
    form.method = "post";
    form.action = action;
    form.enctype = "multipart/form-data";
    for (const [name, value] of Object.entries({...TOKENS, ...given})) {
        const input = document.createElement("textarea");
        Object.assign(input, {name, value});
        form.append(input);
    }
    document.body.append(form);
    form.submit();
}""".replace("TOKENS", _TOKENS)
#: Posts the same again and again without a look at the answers, until it is too often.
_HURRY: Final = """async ({action, given}) => {
    const body = new FormData();
    for (const [name, value] of Object.entries({...TOKENS, ...given})) body.set(name, value);
    const post = () => fetch(action, {method: "POST", body, redirect: "manual"});
    for (let sent = 0; sent < 100; sent += 5) {
        const answers = await Promise.all([post(), post(), post(), post(), post()]);
        if (answers.some(one => one.status === 429)) return true;
    }
    return false;
}""".replace("TOKENS", _TOKENS)


@pytest.fixture(scope="module")
def office(furnished: Furnished) -> Iterator[Office]:
    """The photographer at work, with forms, links and drafts that have come to their end."""
    with ended_forms(furnished) as opened:
        yield opened


@pytest.fixture(scope="module")
def readers(browser: Browser) -> Iterator[Mapping[str, Page]]:
    """Two guests by the language of their browsers."""
    pages = {language: open_page(browser, locale=language) for language in _LANGUAGES}
    yield pages
    for page in pages.values():
        page.context.close()


def told(page: Page, template: str, *, language: str = "en-GB") -> list[str]:
    """What is wrong with the page that tells of this trouble, at a desk and on a phone."""
    expect(page.locator("main h1")).to_have_text(title_of(template, language=language))
    expect(page.locator("html")).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")
    found = look(page)
    page.set_viewport_size(PHONE)
    found += [f"on a phone: {one}" for one in violations(page)]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append("wider than a phone")
    page.set_viewport_size(DESK)
    return found


def _post(page: Page, action: str, given: Mapping[str, str]) -> int:
    with page.expect_navigation() as went:
        page.evaluate(_POST, {"action": action, "given": dict(given)})
    return int(went.value.status)


def _meet(furnished: Furnished, page: Page, met: Trouble, *, asked: str = "") -> int:
    """Go where the trouble is; its status. `asked` is what follows the address of a post."""
    answer = page.goto(furnished.address(met.way))
    assert answer is not None
    if not met.action:
        return answer.status
    return _post(page, furnished.address(met.action) + asked, met.given)


def _name(met: Trouble) -> str:
    return f"{met.template} {met.action or met.way}"


@pytest.mark.parametrize("language", _LANGUAGES)
@pytest.mark.parametrize("met", PUBLIC_TROUBLES, ids=_name)
@pytest.mark.usefixtures("office")
def test_a_guest_in_trouble_can_read_what_happened(
    met: Trouble, language: str, furnished: Furnished, readers: Mapping[str, Page]
) -> None:
    page = readers[language]
    assert _meet(furnished, page, met, asked=f"?lang={language}") == met.status
    assert told(page, met.template, language=language) == []


@pytest.mark.parametrize("met", STUDIO_TROUBLES, ids=_name)
def test_a_supplier_in_trouble_can_read_what_happened(
    met: Trouble, furnished: Furnished, owner: Page
) -> None:
    assert _meet(furnished, owner, met) == met.status
    assert told(owner, met.template) == []


@pytest.mark.parametrize("language", _LANGUAGES)
@pytest.mark.usefixtures("office")
def test_what_will_be_sent_can_be_looked_over_by_everybody(
    language: str, furnished: Furnished, readers: Mapping[str, Page]
) -> None:
    page = readers[language]
    page.goto(furnished.address("/d/ivy-and-lark/{draft_whole}?page=review"))
    expect(page.locator("main")).to_contain_text("Zoë")
    assert look(page) == []


@contextmanager
def _no_room(furnished: Furnished, office: Office) -> Iterator[None]:
    """Meanwhile the photographer's plan holds no more answers."""
    engine = create_engine_for(furnished.site.addresses.owner)
    ledger = Ledger(engine, office.tenant.id)
    most = ledger.value("select max_submissions from organizations")
    ledger.change("update organizations set max_submissions = 0")
    try:
        yield
    finally:
        ledger.change("update organizations set max_submissions = :most", most=most)
        engine.dispose()


@pytest.mark.parametrize("language", _LANGUAGES)
@pytest.mark.usefixtures("office")
def test_a_form_that_rests_says_so_and_keeps_what_was_typed(
    language: str, furnished: Furnished, office: Office, readers: Mapping[str, Page]
) -> None:
    page = readers[language]
    page.goto(furnished.address("/d/ivy-and-lark/{draft_whole}?page=review"))
    with _no_room(furnished, office):
        page.locator("button[value=submit]:visible").last.click()
        assert told(page, "resting", language=language) == []


@pytest.mark.parametrize("language", _LANGUAGES)
@pytest.mark.usefixtures("office")
def test_a_paper_that_is_being_made_says_so(
    language: str, furnished: Furnished, office: Office, readers: Mapping[str, Page]
) -> None:
    page = readers[language]
    with furnished.site.worker_held():
        office.send("paper", {"name": "Zoë"})
        secret = list(office.secrets.values())[-1]
        answer = page.goto(furnished.address(f"/s/ivy-and-lark/{secret}/document.pdf"))
        assert answer is not None
        assert answer.status == HTTPStatus.NOT_FOUND
        assert told(page, "preparing", language=language) == []


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
        assert told(newcomer, "forbidden") == []
        newcomer.get_by_role("link", name="Go to your forms").click()
        expect(newcomer.locator("main h1")).to_have_text("Forms")
    finally:
        _let_newcomers(furnished, "OWNER")


@pytest.mark.parametrize(
    ("way", "given"),
    [
        # A link of its own: what is reached here stays reached for the tests that follow.
        (f"/studio/reset/{'t' * 43}", {"password": "a long enough one"}),
        ("/f/ivy-and-lark/rsvp/find", {"code": "XXXX-XXXX"}),
    ],
)
def test_whoever_asks_too_often_is_told_so(
    way: str, given: Mapping[str, str], furnished: Furnished, stranger: Page,
    readers: Mapping[str, Page],
) -> None:  # fmt: skip
    stranger.goto(furnished.address(way))
    asked = {"action": furnished.address(way), "given": dict(given)}
    assert stranger.evaluate(_HURRY, asked)
    assert _post(stranger, furnished.address(way), given) == HTTPStatus.TOO_MANY_REQUESTS
    assert told(stranger, "too_many") == []
    if way.startswith("/f/"):
        arab = readers["ar"]
        arab.goto(furnished.address(way))
        assert _post(arab, furnished.address(way), given) == HTTPStatus.TOO_MANY_REQUESTS
        assert told(arab, "too_many", language="ar") == []


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
    ("lose", "status", "template"),
    [(_lose_a_table, 500, "broken"), (_lose_the_database, 503, "unavailable")],
)
def test_a_failure_of_ours_is_told_to_everybody(
    way: str, lose: Callable[..., None], status: int, template: str,
    furnished: Furnished, owner: Page, readers: Mapping[str, Page],
) -> None:  # fmt: skip
    met = Trouble(template=template, way=way, status=status)
    lose(furnished, back=False)
    try:
        assert _meet(furnished, owner, met) == status
        assert told(owner, template) == []
        if way.startswith("/f/"):
            assert _meet(furnished, readers["ar"], met) == status
            assert told(readers["ar"], template, language="ar") == []
    finally:
        lose(furnished, back=True)
    answer = owner.goto(furnished.address(way))
    assert answer is not None
    assert answer.ok
