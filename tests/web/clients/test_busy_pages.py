"""Whoever asks for a day that is taken reads it, with days that are free, and is never refused."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.web.browsing import Browser
from tests.web.forms import field, form, required
from wedforms.core.clients import BusyDays
from wedforms.lib.clock import today_in
from wedforms.submissions import FormSubmission
from wedforms.web.routes import ROUTES

TODAY = today_in("Europe/London")
DAY = TODAY + timedelta(days=200)
SATURDAY = DAY + timedelta(days=(5 - DAY.weekday()) % 7)
ENQUIRY = form(
    required("who", label="Who"),
    field(
        "day", "wedding_date", "The day",
        validation_rules={"allow": ["date", "undecided"], "busy": True},
    ),
    settings={"review": False},
    name="Ask us",
)  # fmt: skip


@pytest.fixture
def address(publish) -> str:
    return publish(ENQUIRY)


def take(browser: Browser, first: date, last: date | None = None) -> Browser:
    browser.open("/studio/clients/diary").fill(
        first=first.isoformat(), last=(last or first).isoformat(), note="Our own secret"
    )
    return browser.post("/studio/clients/diary", browser.posted())


def asked(app, address: str, day: str):
    return app.test_client().get(f"{address}/busy?day={day}")


def test_the_page_takes_days_and_gives_them_free(
    app, supplier, address, tenant_session, two_organizations
):
    take(supplier, SATURDAY)
    assert "Our own secret" in supplier.text
    assert asked(app, address, SATURDAY.isoformat()).get_json()["busy"] is True
    with tenant_session(two_organizations.ours) as session:
        entry = session.scalars(select(BusyDays.id)).one()
    supplier.post(f"/studio/clients/diary/{entry}/free", supplier.posted())
    assert "Our own secret" not in supplier.text
    assert asked(app, address, SATURDAY.isoformat()).get_json() == {"busy": False, "words": ""}


def test_the_page_tells_scripts_where_to_ask_where_the_form_asks(app, address, publish):
    page = app.test_client().get(address).get_data(as_text=True)
    assert f'data-busy-url="{address}/busy?lang=en-GB"' in page
    plain = publish(form(field("day", "date"), name="Plain"), slug="plain")
    page = app.test_client().get(plain).get_data(as_text=True)
    assert 'data-busy-url=""' in page
    assert "data-busy " not in page


def test_only_busy_or_free_is_told_and_of_one_day(app, supplier, address):
    take(supplier, SATURDAY)
    answer = asked(app, address, SATURDAY.isoformat())
    assert set(answer.get_json()) == {"busy", "words"}
    assert "Our own secret" not in answer.get_data(as_text=True)
    assert "taken at the moment" in answer.get_json()["words"]
    assert str(SATURDAY.year) in answer.get_json()["words"].partition("Free nearby:")[2]
    for day in ("", "soon", "2027-13-01", "\x00", "2027-06-05,2027-06-06"):
        assert asked(app, address, day).status_code == 404


def test_past_days_other_forms_and_other_organizations_say_nothing(
    app, supplier, stranger, address, publish, two_organizations
):
    take(supplier, SATURDAY)
    take(supplier, TODAY - timedelta(days=9), TODAY)
    past = (TODAY - timedelta(days=5)).isoformat()
    assert not asked(app, address, past).get_json()["busy"]
    plain = publish(form(required("who"), name="Plain"), slug="plain")
    assert asked(app, plain, SATURDAY.isoformat()).status_code == 404
    theirs = publish(ENQUIRY, tenant=two_organizations.theirs)
    assert not asked(app, theirs, SATURDAY.isoformat()).get_json()["busy"]
    assert "Our own secret" not in stranger.open("/studio/clients/diary").text


def test_without_a_script_the_next_page_says_it_and_the_enquiry_has_arrived(
    app, supplier, address, tenant_session, two_organizations
):
    take(supplier, SATURDAY)
    guest = Browser(app.test_client()).open(address)
    guest.fill(who="Ana", day__kind="date", day__date=SATURDAY.isoformat()).press("submit")
    assert "taken at the moment" in guest.text
    assert "Your answers have arrived." in guest.text
    with tenant_session(two_organizations.ours) as session:
        assert session.scalars(select(FormSubmission.status)).one() == "submitted"


def test_a_free_day_and_no_day_are_passed_over_in_silence(app, supplier, address):
    take(supplier, SATURDAY)
    for answers in (
        {"day__kind": "date", "day__date": DAY.isoformat()},
        {"day__kind": "undecided"},
    ):
        if answers.get("day__date") == SATURDAY.isoformat():
            continue
        guest = Browser(app.test_client()).open(address).fill(who="Ana", **answers)
        guest.press("submit")
        assert "taken at the moment" not in guest.text


def test_asking_day_after_day_is_limited_whatever_the_day(app, address):
    [route] = [one for one in ROUTES if one.endpoint == "public.busy"]
    most = int(route.limit.split()[0])
    days = [SATURDAY + timedelta(days=number) for number in range(most + 1)]
    statuses = [asked(app, address, day.isoformat()).status_code for day in days]
    assert statuses == [200] * most + [429]


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"first": "soon"}, "Choose a day"),
        ({"first": "2027-06-05", "last": "2027-06-01"}, "comes before the first"),
        ({"first": "2027-06-05", "last": "2029-06-05"}, "at most a year"),
    ],
)
def test_faults_are_told_at_the_page(supplier, given, words):
    supplier.open("/studio/clients/diary")
    sent = supplier.posted()
    for name, value in given.items():
        sent[name] = value
    supplier.post("/studio/clients/diary", sent)
    assert supplier.status == 422
    assert words in supplier.text


def test_whoever_may_only_look_takes_nothing(viewer):
    assert "Take days" not in viewer.open("/studio/clients/diary").text
    sent = viewer.open("/studio/account").posted()
    assert viewer.client.post("/studio/clients/diary", data=sent).status_code == 403
