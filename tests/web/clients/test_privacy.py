"""A supplier sees what is held of a person, hands out a copy, and has it erased."""

from __future__ import annotations

import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from sqlalchemy import select

from wedforms.core.accounts import UserProfile
from wedforms.core.outbox import EVENTS
from wedforms.core.security import AuditLog, DataRequest

COUPLE = {
    "partner_1_name": "Priyanka",
    "notes": "Met at the fair.",
    "contacts__0__value": "p@example.com",
}


@pytest.fixture
def requests(tenant_session, two_organizations):
    """What was asked for about people of ours."""

    def read() -> list[tuple[str, str]]:
        with tenant_session(two_organizations.ours) as session:
            return [(one.kind, one.status) for one in session.scalars(select(DataRequest))]

    return read


@pytest.fixture
def handed_out(tenant_session, two_organizations):
    """Whose data were handed out as a copy, as the trail tells it, and by whom."""
    told = (
        select(AuditLog.table_name, AuditLog.record_id, UserProfile.first_name)
        .join(UserProfile, UserProfile.user_id == AuditLog.user_id)
        .where(AuditLog.action == "person.copied")
    )

    def read() -> list[tuple[str, str, str]]:
        with tenant_session(two_organizations.ours) as session:
            return [(table, str(record), name) for table, record, name in session.execute(told)]

    return read


def test_the_page_tells_what_is_held(supplier, enter):
    address = enter(**COUPLE)
    supplier.open(f"{address}/data")
    assert supplier.status == 200
    for words in ("What you hold of Priyanka", "Ways to reach them", "Take the copy"):
        assert words in supplier.text
    assert f"{address}/data" in supplier.open(address).page.links


def test_the_copy_is_saved_as_a_file_and_noted(supplier, enter, requests, handed_out):
    address = enter(**COUPLE)
    supplier.open(f"{address}/data")
    got = supplier.client.post(f"{address}/data/copy", data=supplier.posted())
    assert got.headers["Content-Disposition"].startswith("attachment")
    with ZipFile(BytesIO(got.get_data())) as archive:
        told = json.loads(archive.read("data.json"))
    assert told["clients"][0]["notes"] == "Met at the fair."
    assert told["client_contacts"][0]["contact_value"] == "p@example.com"
    assert requests() == [("export", "completed")]
    assert handed_out() == [("clients", address.rpartition("/")[2], "Rose")]


def test_erasing_wants_to_be_sure_and_is_asked_once(supplier, enter, requests):
    address = enter(**COUPLE)
    supplier.open(f"{address}/data")
    supplier.post(f"{address}/data/erase", supplier.posted())
    assert "nothing was erased" in supplier.text
    assert requests() == []
    given = {**supplier.posted(), "sure": "yes"}
    for _ in range(2):
        supplier.post(f"{address}/data/erase", given)
    assert "Being erased" in supplier.text
    assert requests() == [("erasure", "received")]
    assert "erasure.asked" in EVENTS


def test_another_supplier_finds_nobody_and_a_viewer_may_not(supplier, stranger, viewer, enter):
    address = enter(**COUPLE)
    assert stranger.open(f"{address}/data").status == 404
    assert viewer.open(f"{address}/data").status == 403
    assert f"{address}/data" not in viewer.open(address).page.links
