"""Couples are entered, changed, moved on, taken off the list and put back, by their own supplier."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from tests.web.clients.conftest import save
from wedforms.core.clients import Client, ClientContact
from wedforms.core.security import AuditLog

EVERYTHING = {
    "partner_1_name": "Ana O'Brien",
    "partner_2_name": "陳大文",
    "wedding_date": "2027-06-05",
    "venue": "Aldermere Barn",
    "town": "Frome",
    "time_zone": "Europe/Madrid",
    "latitude": "51.2279",
    "longitude": "-2.3215",
    "contacts__0__value": "Ana@Example.com",
    "contacts__1__kind": "phone",
    "contacts__1__value": "07700 900123",
    "contacts__1__person": "partner_2",
    "tags": "barn, two days, barn",
    "notes": "Met at the fair.",
}


@pytest.fixture
def kept(tenant_session, two_organizations):
    """The only couple of ours, as the database has it."""

    def read() -> Client:
        with tenant_session(two_organizations.ours) as session:
            return session.scalars(select(Client)).one()

    return read


def test_what_was_entered_is_kept_and_shown(
    supplier, enter, kept, tenant_session, two_organizations
):
    enter(**EVERYTHING)
    client = kept()
    assert (client.status, str(client.wedding_date)) == ("lead", "2027-06-05")
    assert client.metadata_["tags"] == ["barn", "two days"]
    assert (str(client.latitude), client.time_zone) == ("51.22790", "Europe/Madrid")
    for words in (
        "Ana O'Brien & 陳大文",
        "5 June 2027",
        "Aldermere Barn, Frome",
        "Met at the fair.",
    ):
        assert words in supplier.text
    with tenant_session(two_organizations.ours) as session:
        contacts = {one.contact_type: one for one in session.scalars(select(ClientContact))}
    assert contacts["email"].contact_value == "ana@example.com"
    assert contacts["phone"].contact_value == "+447700900123"
    assert (contacts["phone"].person, contacts["phone"].is_primary) == ("partner_2", True)


def test_every_fault_is_told_at_its_place_and_nothing_is_kept(supplier):
    page = supplier.open("/studio/clients/new").fill(
        time_zone="Mars/Olympus",
        wedding_date="soon",
        latitude="200",
        contacts__0__value="ana at example",
    )
    page.post("/studio/clients/new", page.posted())
    assert supplier.status == 422
    assert "Enter a date such as 2027-06-05." in supplier.text
    page.fill(wedding_date="")
    page.post("/studio/clients/new", page.posted())
    assert supplier.status == 422
    for words in ("Enter a name here", "time zone such as", "between −90", "Enter both", "e-mail"):
        assert words in supplier.text
    assert supplier.values("contacts-0-value") == ["ana at example"]
    assert "Nobody is here yet" in supplier.open("/studio/clients").text


def test_two_people_never_overwrite_each_other_unseen(
    supplier, member, enter, kept, two_organizations
):
    address = enter(**EVERYTHING)
    other = member(two_organizations.ours, name="Lily")
    other.open(f"{address}/edit").fill(venue="The Orangery")
    save(supplier, address, town="Bath")
    other.post(f"{address}/edit", other.posted())
    assert other.status == 409
    assert "Somebody else saved this couple meanwhile" in other.text
    assert "Bath" in other.text
    assert other.values("venue") == ["The Orangery"]
    assert kept().venue == "Aldermere Barn"
    other.fill(town="Bath")
    other.post(f"{address}/edit", other.posted())
    assert (kept().venue, kept().town) == ("The Orangery", "Bath")


def test_a_contact_goes_when_it_is_emptied_and_another_becomes_the_first(
    supplier, enter, tenant_session, two_organizations
):
    address = enter(contacts__0__value="a@example.com", contacts__1__value="b@example.com")
    save(supplier, address, contacts__0__value="")
    assert "a@example.com" not in supplier.text
    with tenant_session(two_organizations.ours) as session:
        there = ClientContact.deleted_at.is_(None)
        assert session.scalars(select(ClientContact).where(there)).one().is_primary
    save(supplier, address, contacts__1__value="a@example.com")
    assert {"a@example.com", "b@example.com"} <= set(supplier.page.words)


def step(browser, address: str, to: str, reason: str = "") -> None:
    browser.open(address)
    sent = browser.posted()
    given = {"csrf_token": sent["csrf_token"], "revision": sent["revision"]}
    response = browser.client.post(f"{address}/step", data={**given, "to": to, "reason": reason})
    browser.open(response.headers["Location"])


def test_steps_follow_one_another_and_back_only_with_a_reason(supplier, enter, kept):
    address = enter()
    step(supplier, address, "married")
    assert "does not follow" in supplier.text
    step(supplier, address, "booked")
    step(supplier, address, "lead")
    assert "needs a reason" in supplier.text
    assert kept().status == "booked"
    step(supplier, address, "lead", "They lost the venue")
    assert kept().status == "lead"
    assert "From booked to an enquiry" in supplier.text
    assert "They lost the venue" in supplier.text


def test_a_step_from_an_old_page_is_not_taken(supplier, enter, kept):
    address = enter()
    supplier.open(address)
    stale = {**supplier.posted().to_dict(), "to": "archived", "reason": ""}
    step(supplier, address, "booked")
    again = supplier.client.post(f"{address}/step", data=stale)
    assert "Nothing was done" in supplier.open(again.headers["Location"]).text
    assert kept().status == "booked"


def test_a_step_pressed_twice_is_taken_once_and_ends_well(supplier, enter, kept):
    address = enter()
    supplier.open(address)
    pressed = {**supplier.posted().to_dict(), "to": "booked", "reason": ""}
    for _ in range(2):
        answer = supplier.client.post(f"{address}/step", data=pressed)
        assert "Nothing was done" not in supplier.open(answer.headers["Location"]).text
    assert (kept().status, kept().revision) == ("booked", 1)
    assert supplier.text.count("From an enquiry to booked") == 1


def test_a_place_is_typed_into_an_input_of_a_kind_that_browsers_know(supplier, enter):
    page = supplier.client.get(f"{enter()}/edit").get_data(as_text=True)
    assert 'type="decimal"' not in page
    assert page.count('inputmode="decimal"') == 2


def test_taken_off_the_list_and_put_back(supplier, enter, kept):
    address = enter()
    supplier.open(address)
    pressed = supplier.posted()
    for _ in range(2):
        supplier.post(f"{address}/remove", pressed)
        assert "taken off the list" in supplier.text
    assert kept().revision == 1
    assert "Ana" not in supplier.open("/studio/clients").text
    assert supplier.client.get(f"{address}/edit").status_code == 404
    assert "Ana" in supplier.open("/studio/clients?shown=removed").text
    supplier.open(address)
    supplier.post(f"{address}/restore", supplier.posted())
    assert kept().deleted_at is None
    assert "Ana" in supplier.open("/studio/clients").text


def test_whoever_may_only_look_sees_and_changes_nothing(viewer, supplier, enter, kept):
    address = enter()
    assert "Ana" in viewer.open(address).text
    assert "Take them off" not in viewer.text
    sent = viewer.open("/studio/account").posted()
    for page in ("edit", "step", "remove", "restore"):
        assert viewer.client.post(f"{address}/{page}", data=sent).status_code == 403
    assert viewer.client.get("/studio/clients/new").status_code == 403
    assert kept().revision == 0


def test_nobody_reaches_the_couples_of_another_organization(stranger, enter, kept):
    address = enter()
    assert "Nobody is here yet" in stranger.open("/studio/clients").text
    after = f"/studio/clients?after={kept().id}"
    for page in (address, f"{address}/edit", after):
        assert stranger.client.get(page).status_code == 404
    sent = stranger.open("/studio/clients/new").fill(partner_1_name="Mallory").posted()
    for page in ("edit", "step", "remove", "restore"):
        assert stranger.client.post(f"{address}/{page}", data=sent).status_code == 404
    assert (kept().partner_1_name, kept().revision) == ("Ana", 0)


def test_markup_in_a_name_is_a_name(supplier, enter):
    name = "<script>alert(1)</script>"
    address = enter(partner_1_name=name, notes=name, venue=name)
    raw = supplier.client.get(address).get_data(as_text=True)
    assert name not in raw
    assert name in supplier.open(address).text


def test_the_trail_names_who_did_it(enter, tenant_session, two_organizations):
    enter()
    with tenant_session(two_organizations.ours) as session:
        entry = session.scalars(select(AuditLog).where(AuditLog.table_name == "clients")).one()
    assert (entry.action, entry.user_id is not None) == ("INSERT", True)
