"""Every kind of trouble has its status and its calm page, and loses nothing that was typed."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text, update
from werkzeug.datastructures import MultiDict

from tests.web.browsing import Browser
from tests.web.conftest import dispose
from tests.web.forms import DINNER, field, form, required
from wedforms.core.engine import create_engine_for
from wedforms.forms import Form
from wedforms.forms.links import make_personal_link
from wedforms.wtf.rows import new_row_id

LONG_AGO = "2020-01-01T00:00:00+00:00"


def a_form(**settings):
    return form(required("who"), settings={"review": False, **settings})


@pytest.fixture
def set_form(tenant_session, two_organizations):
    def change(**values):
        with tenant_session(two_organizations.ours) as session:
            session.execute(update(Form).where(Form.slug == "form").values(**values))

    return change


def test_unknown_form_and_unknown_organization_look_the_same(browser, publish):
    publish(a_form())
    unknown_form = browser.open("/f/rose-and-lens/nothing")
    assert (unknown_form.status, "There is nothing at this address" in browser.text) == (404, True)
    unknown_organization = browser.open("/f/nobody/form")
    assert (unknown_organization.status, "There is nothing at this address" in browser.text) == (
        404,
        True,
    )


def test_whoever_works_here_is_led_to_their_forms_and_a_couple_to_its_mail(browser):
    way_on, brought = "Go to your forms", "from the message that brought it to you"
    page = browser.client.get("/studio/nothing").get_data(as_text=True)
    assert (way_on in page, brought in page) == (True, False)
    page = browser.client.get("/f/nobody/form").get_data(as_text=True)
    assert (way_on in page, brought in page) == (False, True)


@pytest.mark.parametrize("slug", ["%00", "..", "A B", "é", "x" * 300])
def test_strange_address_is_nothing(browser, publish, slug):
    assert browser.open(f"/f/{slug}/form").status == 404
    assert browser.open(f"/f/rose-and-lens/{slug}").status == 404


def test_draft_form_is_not_open_yet(browser, publish, set_form):
    address = publish(a_form())
    set_form(is_active=False)
    assert browser.open(address).status == 404
    assert "This form is not open" in browser.text


def test_deleted_form_is_gone(browser, publish, set_form):
    address = publish(a_form())
    set_form(deleted_at=datetime.now(UTC))
    assert browser.open(address).status == 410
    assert "This form was taken down" in browser.text


def test_closed_form_says_so_in_the_words_of_its_supplier(browser, publish):
    address = publish(a_form(closes_at=LONG_AGO, closed_message="Please ask Ana & Bea."))
    assert browser.open(address).status == 403
    assert "This form is closed" in browser.text
    assert "Please ask Ana & Bea." in browser.text


def test_full_form_says_so(browser, publish):
    address = publish(a_form(capacity=1))
    browser.open(address).fill(who="Ana").press("submit")
    assert "Thank you" in browser.text
    browser.open(address).fill(who="Bea").press("submit")
    assert browser.status == 409
    assert "All places are taken" in browser.text


def test_expired_withdrawn_and_unknown_links_look_the_same(
    browser, publish, tenant_session, two_organizations, app
):
    publish(DINNER)
    with tenant_session(two_organizations.ours) as session:
        found = session.query(Form).one()
        past = datetime.now(UTC) - timedelta(minutes=1)
        expired = make_personal_link(session, form_id=found.id, prefill={}, expires_at=past)
    for token in (expired, "x" * 43, "é"):
        for kind in ("p", "d", "s"):
            browser.open(f"/{kind}/rose-and-lens/{token}")
            assert (browser.status, "This link has come to its end" in browser.text) == (404, True)


def test_draft_that_was_sent_leads_to_what_was_sent(browser, publish):
    address = publish(DINNER)
    browser.open(address).fill(who="Ana", coming="no").press("next")
    draft = browser.path
    thanks = browser.press("review").press("submit").path
    response = browser.client.get(draft)
    assert (response.status_code, response.headers["Location"]) == (303, f"{thanks}?seen=again")


def test_draft_of_a_change_that_was_sent_leads_to_what_was_sent(browser, publish):
    address = publish(DINNER)
    browser.open(address).fill(who="Ana", coming="no").press("next")
    thanks = browser.press("review").press("submit").path
    token = browser.page.controls[0].value
    browser.post(f"{thanks}/change", MultiDict({"_token": token}))
    change = browser.path
    browser.press("next").press("review").press("submit")
    response = browser.client.get(change)
    assert (response.status_code, response.headers["Location"]) == (303, f"{thanks}?seen=again")


def test_last_place_gone_meanwhile_is_told_at_the_question(browser, app, publish):
    address = publish(
        form(
            required(
                "seat",
                "single_choice",
                options=[
                    {"value": "coach", "label": "Coach", "places": 1},
                    {"value": "car", "label": "Car"},
                ],
            ),
            field("note"),
            settings={"review": False},
        )
    )
    other = Browser(app.test_client())
    browser.open(address).fill(seat="coach", note="keep me")
    other.open(address).fill(seat="coach").press("submit")
    browser.press("submit")
    assert browser.status == 422
    assert "Somebody else took the last place meanwhile" in browser.text
    assert browser.values("note") == ["keep me"]
    browser.fill(seat="car").press("submit")
    assert "Thank you" in browser.text


@pytest.mark.parametrize("text", ["a\x00b", "\ud800"])
def test_unstorable_characters_are_refused_in_words(browser, publish, text):
    address = publish(DINNER)
    browser.open(address).fill(who="Ana", coming="no").press("next")
    inputs = {"note": [text]}
    response = save(browser, inputs=inputs)
    assert response.status_code == 400
    assert response.get_json()["message"]


def test_nul_in_a_form_post_is_refused_in_words(browser, publish):
    browser.open(publish(a_form())).fill(who="a\x00b").press("submit")
    assert browser.status == 400
    assert "We could not read that" in browser.text


def save(browser, **body):
    """What a script posts to keep inputs."""
    body = {"_token": browser.values("_token")[0], **body}
    return browser.client.post(
        f"{browser.path}/answers", data=json.dumps(body), content_type="application/json"
    )


@pytest.mark.parametrize(
    "body",
    ["", "{", "[]", "nul", '{"_token": 1' + "0" * 5_000 + "}", "[" * 100_000, '"text"'],
    ids=["empty", "broken", "list", "word", "number", "deep", "text"],
)
def test_broken_json_is_refused_in_words(browser, publish, body):
    browser.open(publish(DINNER)).fill(who="Ana", coming="no").press("next")
    response = browser.client.post(
        f"{browser.path}/answers", data=body, content_type="application/json"
    )
    assert response.status_code == 400
    assert response.get_json()["message"]


@pytest.mark.parametrize(
    "wrong",
    [{"inputs": []}, {"inputs": {"note": "text"}}, {"inputs": {"note": [1]}}, {"removed": "a"}],
)
def test_json_of_a_wrong_shape_is_refused(browser, publish, wrong):
    browser.open(publish(DINNER)).fill(who="Ana", coming="no").press("next")
    assert save(browser, **wrong).status_code == 400


def test_body_of_ten_megabytes_is_refused(browser, publish):
    address = publish(DINNER)
    browser.open(address).fill(who="Ana", coming="no").press("next")
    large = save(browser, inputs={"note": ["x" * 10_000_000]})
    assert (large.status_code, bool(large.get_json()["message"])) == (413, True)
    body = b"who=" + b"x" * 10_000_000
    response = browser.client.post(
        address, data=body, content_type="application/x-www-form-urlencoded"
    )
    assert response.status_code == 413
    assert "too much at once" in response.get_data(as_text=True)


def test_three_hundred_guests_pass_and_one_more_is_refused_in_words(browser, publish):
    rows = [new_row_id() for _ in range(301)]
    browser.open(
        publish(form(field("guests", "group", fields=[field("name")]), settings={"review": False}))
    )
    sent = browser.posted()
    for row in rows:
        sent.add(f"guests-{row}-name", "A guest")
    sent.setlist("guests-_rows", [" ".join(rows)])
    sent.add("_action", "submit")
    browser.post(browser.path, sent)
    assert browser.status == 422
    assert browser.page.problems
    browser.press(f"remove:guests-{rows[0]}").press("submit")
    assert "Thank you" in browser.text


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused_with_those_that_work(browser, publish, method):
    response = getattr(browser.client, method)(publish(a_form()))
    assert response.status_code == 405
    assert "POST" in response.headers["Allow"]


def test_database_gone_answers_503_and_hands_the_answers_back(
    browser, app, publish, database, postgres
):
    browser.open(publish(a_form())).fill(who="José")
    dispose(app)
    block(postgres, database, allowed=False)
    browser.press("submit")
    assert browser.status == 503
    assert browser.response.headers["Retry-After"]
    assert "Nothing you typed is lost" in browser.text
    assert browser.values("who") == ["José"]
    block(postgres, database, allowed=True)
    sent = browser.posted()
    browser.post(browser.page.actions[0], sent)
    assert "Thank you" in browser.text


def block(postgres, database, *, allowed):
    """Let nobody connect to the database, or everybody again."""
    engine = create_engine_for(database.owner.set(database="postgres"))
    try:
        with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
            name = database.app.database
            connection.execute(text(f"alter database {name} with allow_connections {allowed}"))
            if not allowed:
                connection.execute(
                    text(
                        "select pg_terminate_backend(pid) from pg_stat_activity where datname = :name"
                    ),
                    {"name": name},
                )
    finally:
        engine.dispose()


@pytest.mark.parametrize(
    ("body", "media_type", "words"),
    [
        ("{", "application/json", "Line 1, column 2 is not JSON"),
        ('{"inputs": {}, "inputs": {}}', "application/json", "“inputs” stands twice"),
        ('{"input": {"who": ["Ana"]}}', "application/json", "input: Unknown field."),
        ('{"inputs": {"who": "Ana"}}', "application/json", "inputs: who: value: Not a valid list."),
        ('{"removed": ["a", 1]}', "application/json", "removed: 1: Not a valid string."),
        ("who=Ana", "application/x-www-form-urlencoded", "This address takes JSON"),
    ],
)
def test_a_body_of_another_shape_is_refused_and_said_to_be(
    browser, publish, body, media_type, words
):
    browser.open(publish(DINNER)).fill(who="Ana", coming="no").press("next")
    response = browser.client.post(f"{browser.path}/answers", data=body, content_type=media_type)
    assert response.status_code == (400 if media_type == "application/json" else 415)
    assert words in response.get_json()["message"]


def test_a_garbled_form_is_not_blamed_on_its_characters(browser, publish):
    browser.open(publish(a_form()))
    response = browser.client.post(
        browser.path, data=b"--x\r\nno headers", content_type="multipart/form-data; boundary=y"
    )
    assert response.status_code == 400
    assert "cut off or garbled" in response.get_data(as_text=True)
