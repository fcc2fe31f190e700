"""Personal links with signed prefill; and what can be done after sending."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from icalendar import Calendar
from sqlalchemy import select, update
from werkzeug.datastructures import MultiDict

from tests.web.browsing import Browser
from tests.web.forms import DINNER, field, form, required
from wedforms.forms import Form
from wedforms.forms.links import make_personal_link
from wedforms.lib import clock
from wedforms.submissions import FormSubmission
from wedforms.submissions.sent import find_sent
from wedforms.web.public.thanks import _confirmation

INVITATION = form(
    field("seats", "hidden", validation_rules={"result": "number"}),
    field("guests", "group", min_rows="seats", max_rows="seats", fields=[
        field("guest_name"), field("coming", "yes_no"),
    ]),
    required("wedding", "date", "The day"),
    settings={
        "prefill": ["seats", "guests", "wedding"], "review": False, "event_date": "wedding",
        "event_title": "Our wedding", "confirmation": "<p>See you <em>there</em></p><script>x</script>",
    },
    name="Invitation",
)  # fmt: skip

PREFILL = {
    "seats": 2,
    "wedding": "2027-06-05",
    "guests": [{"_id": "s1", "guest_name": "Priya"}, {"_id": "s2"}],
}


@pytest.fixture
def link(publish, tenant_session, two_organizations):
    publish(INVITATION)

    def made(**more):
        with tenant_session(two_organizations.ours) as session:
            found = session.scalars(select(Form)).one()
            later = clock.now() + timedelta(days=1)
            secret = make_personal_link(
                session, form_id=found.id, prefill=PREFILL, expires_at=later, **more
            )
        return f"/p/rose-and-lens/{secret}"

    return made


def answers(tenant_session, two_organizations):
    with tenant_session(two_organizations.ours) as session:
        sent = select(FormSubmission.submission_data).where(FormSubmission.status == "submitted")
        return list(session.scalars(sent))


def test_personal_page_shows_what_is_known_already(browser, link):
    browser.open(link())
    assert browser.values("guests-_rows") == ["s1 s2"]
    assert browser.values("guests-s1-guest_name") == ["Priya"]
    assert browser.values("wedding") == ["2027-06-05"]


def test_looking_at_a_link_writes_nothing(browser, link, tenant_session, two_organizations):
    address = link()
    for _ in range(3):
        assert browser.open(address).status == 200
    with tenant_session(two_organizations.ours) as session:
        assert list(session.scalars(select(FormSubmission))) == []


def test_hidden_prefill_cannot_be_posted(browser, link, tenant_session, two_organizations):
    browser.open(link())
    sent = browser.posted()
    sent.add("seats", "9")
    sent.add("_action", "submit")
    browser.post(browser.path, sent)
    assert "Thank you" in browser.text
    assert answers(tenant_session, two_organizations)[0]["seats"] == 2


def test_more_rows_than_seats_are_refused(browser, link):
    browser.open(link())
    assert "add:guests" not in [value for value, _ in browser.page.buttons]
    sent = browser.posted()
    sent.setlist("guests-_rows", ["s1 s2 s3"])
    sent.add("_action", "submit")
    browser.post(browser.path, sent)
    assert browser.status == 422


def test_link_for_one_answer_leads_to_it_once_it_was_sent(browser, link):
    address = link(one_response=True)
    thanks = browser.open(address).press("submit").path
    again = browser.client.get(address)
    assert (again.status_code, again.headers["Location"]) == (303, f"{thanks}?seen=again")
    browser.open(again.headers["Location"])
    assert "These are the answers you sent." in browser.text
    assert "Change your answers" in browser.text


def test_link_for_one_answer_takes_one_from_two_tabs(browser, link):
    address = link(one_response=True)
    other_tab = Browser(browser.client).open(address)
    thanks = browser.open(address).press("submit").path
    other_tab.press("submit")
    assert other_tab.path == thanks
    assert "We had received your answers already" in other_tab.text


def test_two_changes_from_the_same_answers_never_overwrite_each_other(thanks):
    def begin() -> Browser:
        other = Browser(thanks.client).open(thanks.path)
        other.post(f"{thanks.path}/change", MultiDict({"_token": other.values("_token")[0]}))
        return other

    first, second = begin(), begin()
    first.fill(**{"guests-s1-guest_name": "Priya Shah"}).press("submit")
    assert "Your changes are saved." in first.text
    second.fill(**{"guests-s2-guest_name": "Somebody"}).press("submit")
    assert second.path == thanks.path
    assert "Somebody else changed these answers after you had begun" in second.text
    assert "Priya Shah" in second.text
    third = begin().fill(**{"guests-s2-guest_name": "Somebody"}).press("submit")
    assert {"Priya Shah", "Somebody"} <= set(third.page.words)


@pytest.mark.parametrize("gone", [{"is_active": False}, {"deleted_at": datetime.now(UTC)}])
def test_what_was_sent_outlives_its_form(thanks, tenant_session, two_organizations, gone):
    with tenant_session(two_organizations.ours) as session:
        session.execute(update(Form).values(**gone))
    assert "Change your answers" in thanks.text
    assert thanks.open(thanks.path).status == 200
    assert "Priya" in thanks.text
    assert "Change your answers" not in thanks.text


@pytest.mark.parametrize(
    ("gone", "status"), [({"is_active": False}, 404), ({"deleted_at": datetime.now(UTC)}, 410)]
)
def test_link_and_draft_of_a_form_that_is_not_open_say_so(
    browser, link, tenant_session, two_organizations, gone, status
):
    address = link()
    draft = browser.open(address).press("save").path
    with tenant_session(two_organizations.ours) as session:
        session.execute(update(Form).values(**gone))
    assert (browser.open(address).status, browser.open(draft).status) == (status, status)
    with tenant_session(two_organizations.ours) as session:
        session.execute(update(Form).values(is_active=True, deleted_at=None))
    assert browser.open(draft).values("guests-s1-guest_name") == ["Priya"]


def test_link_of_another_organization_is_not_there(browser, link):
    assert browser.open(link().replace("rose-and-lens", "old-mill")).status == 404


def test_prefill_is_kept_when_a_script_begins_the_draft(browser, link):
    address = link()
    browser.open(address)
    answer = browser.client.post(f"{address}/drafts", json={"_token": browser.values("_token")[0]})
    browser.open(answer.json["url"])
    assert browser.values("guests-s1-guest_name") == ["Priya"]


@pytest.fixture
def thanks(browser, link):
    return browser.open(link()).press("submit")


def test_thanks_show_the_suppliers_words_and_a_copy(thanks):
    assert thanks.path.startswith("/s/")
    assert "there" in thanks.text
    assert "<script>x" not in thanks.response.get_data(as_text=True)
    assert "Saturday, 5 June 2027" in thanks.text
    assert "Priya" in thanks.text


def test_the_suppliers_words_are_cleaned_again_when_they_are_shown(
    thanks, tenant_session, two_organizations
):
    with tenant_session(two_organizations.ours) as session:
        sent = find_sent(session, thanks.path.rpartition("/")[2])
    compiled = sent.form.compiled
    settings = {"confirmation": "<p onclick=x>Bye</p><script>1</script>"}
    hostile = replace(compiled, definition=replace(compiled.definition, settings=settings))
    shown = _confirmation(replace(sent, form=replace(sent.form, compiled=hostile)))
    assert shown == "<p>Bye</p>"


def test_day_is_a_calendar_file(thanks):
    response = thanks.client.get(f"{thanks.path}/day.ics")
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.headers["Content-Disposition"] == 'attachment; filename="day.ics"'
    [event] = Calendar.from_ical(response.data).walk("VEVENT")
    assert (str(event["summary"]), event["dtstart"].dt.isoformat()) == ("Our wedding", "2027-06-05")


def test_form_without_a_day_has_no_calendar_file(browser, publish):
    browser.open(publish(DINNER)).fill(who="Ana", coming="no").press("next").press("review").press(
        "submit"
    )
    assert browser.client.get(f"{browser.path}/day.ics").status_code == 404
    assert browser.client.get(f"{browser.path}/document.pdf").status_code == 404


def test_thanks_of_another_organization_are_not_there(thanks):
    other = thanks.path.replace("rose-and-lens", "old-mill")
    for end in ("", "/day.ics", "/document.pdf"):
        assert thanks.client.get(other + end).status_code == 404
    assert thanks.client.post(f"{other}/change").status_code == 404


def test_change_needs_a_token_of_the_page(thanks):
    response = thanks.client.post(f"{thanks.path}/change", data={"_token": "forged"})
    assert response.headers["Location"] == thanks.path


def test_contract_that_a_machine_seems_to_have_sent_is_looked_at_first(browser, publish):
    settings = {"review": False, "confirmation": "<p>Your contract is here in a moment.</p>"}
    contract = form(required("who"), settings=settings, form_type="contract")
    browser.open(publish(contract)).set("_website", "x").fill(who="Ana").press("submit")
    assert "looks at your answers first" in browser.text
    assert "being made" not in browser.text
    assert "in a moment" not in browser.text
    waiting = browser.client.get(f"{browser.path}/document.pdf")
    assert (waiting.status_code, waiting.headers["Location"]) == (303, browser.path)
    assert "data-document-pending" not in browser.response.get_data(as_text=True)


def test_contract_waits_for_its_paper_and_is_never_changed(browser, publish):
    contract = form(required("who"), settings={"review": False}, form_type="contract")
    browser.open(publish(contract)).fill(who="Ana").press("submit")
    assert "Your document is being made" in browser.text
    waiting = browser.client.get(f"{browser.path}/document.pdf")
    assert waiting.status_code == 404
    assert "It is nearly ready" in waiting.get_data(as_text=True)
    sent = browser.posted()
    sent.setdefault("_token", "")
    assert "Change your answers" not in browser.text


@pytest.mark.parametrize(
    "given",
    [{"allow_changes": False}, {"locks_at": "2020-01-01T00:00:00+00:00"}],
    ids=["never", "late"],
)
def test_fixed_answers_cannot_be_changed(browser, publish, given):
    browser.open(publish(form(required("who"), settings={"review": False, **given})))
    browser.fill(who="Ana")
    token = browser.values("_token")[0]
    browser.press("submit")
    assert "Change your answers" not in browser.text
    response = browser.client.post(f"{browser.path}/change", data={"_token": token})
    assert response.status_code == 403
    assert "These answers are fixed now" in response.get_data(as_text=True)
