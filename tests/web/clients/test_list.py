"""The list of couples: searched, narrowed down, in order, and complete over its pages."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from wedforms.clients.enrol import enrol_client
from wedforms.clients.facts import ClientFacts, ContactFacts
from wedforms.clients.listing import PAGE

FIRST = date(2027, 5, 1)


@pytest.fixture
def couples(tenant_session, two_organizations):
    """Make couples by their names, one wedding a day; and one of the other organization."""

    def made(*names: str, dated: bool = True) -> None:
        with tenant_session(two_organizations.ours) as session:
            for at, name in enumerate(names):
                email = ContactFacts(kind="email", value=f"{at}@example.com", is_primary=True)
                day = FIRST + timedelta(days=at) if dated else None
                facts = ClientFacts(partner_1_name=name, wedding_date=day, contacts=(email,))
                enrol_client(session, facts)
        with tenant_session(two_organizations.theirs) as session:
            enrol_client(session, ClientFacts(partner_1_name="Theirs", wedding_date=FIRST))

    return made


def names(browser, address: str) -> list[str]:
    browser.open(address)
    return [one for one in browser.page.words if one.startswith(("Couple ", "Theirs"))]


@pytest.mark.parametrize("order", ["soonest", "latest"])
@pytest.mark.parametrize("dated", [True, False])
def test_every_couple_is_on_one_of_the_pages_in_order(supplier, couples, order, dated):
    everybody = [f"Couple {number:03}" for number in range(PAGE + 3)]
    couples(*everybody, dated=dated)
    first = names(supplier, f"/studio/clients?order={order}")
    [onward] = [one for one in supplier.page.links if "after=" in one]
    second = names(supplier, onward)
    assert len(first) == PAGE
    assert sorted(first + second) == everybody
    if dated:
        assert first + second == sorted(everybody, reverse=order == "latest")


def test_couples_without_a_date_come_after_those_with_one(supplier, couples):
    couples("Couple b", dated=False)
    couples("Couple a")
    assert names(supplier, "/studio/clients") == ["Couple a", "Couple b"]
    assert names(supplier, "/studio/clients?order=latest") == ["Couple a", "Couple b"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("words=couple+Ö", ["Couple Öz"]),
        ("words=1@EXAMPLE.com", ["Couple Öz"]),
        ("words=%25", []),
        ("words=_", []),
        ("words=%00", ["Couple A", "Couple Öz", "Couple C"]),
        ("since=2027-05-02", ["Couple Öz", "Couple C"]),
        ("since=2027-05-02&until=2027-05-02", ["Couple Öz"]),
        ("since=yesterday&order=up&shown=none", ["Couple A", "Couple Öz", "Couple C"]),
        ("shown=booked", []),
        ("shown=all", ["Couple A", "Couple Öz", "Couple C"]),
    ],
)
def test_the_list_is_narrowed_down(supplier, couples, asked, found):
    couples("Couple A", "Couple Öz", "Couple C")
    assert names(supplier, f"/studio/clients?{asked}") == found


def test_a_place_in_the_list_that_is_none_is_not_there(supplier, couples):
    couples("Couple A")
    assert supplier.client.get("/studio/clients?after=x").status_code == 404
