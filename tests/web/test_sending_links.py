"""Personal links by e-mail: asked for on a page, sent once however often the button is pressed."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from tests.factories.reading import Ledger
from tests.web.browsing import Browser
from tests.web.designer import sign_in_designer
from tests.web.sharing import REPLY, links_in, press
from tests.web.supplier import token
from wedforms.forms.exchange import kept_form

UNTIL = (datetime.now(UTC).date() + timedelta(days=30)).isoformat()
PEOPLE = "Ana, ana@example.com\nPriya, priya@example.com\nNo Mail"


@pytest.fixture
def supplier(app, tenant_session, two_organizations) -> Browser:
    return sign_in_designer(app, tenant_session, two_organizations.ours)


@pytest.fixture
def links(publish, tenant_session, two_organizations, supplier) -> str:
    publish(REPLY, slug="reply")
    with tenant_session(two_organizations.ours) as session:
        address = f"/studio/forms/{kept_form(session, 'reply').id}/share/links"
    assert press(supplier, address, {"people": PEOPLE, "until": UNTIL}).status_code == 303
    return address


@pytest.fixture
def asked(owner_engine, two_organizations):
    """Which links the worker was asked to send."""

    def listed() -> list[str]:
        jobs = Ledger(owner_engine, two_organizations.ours.id).jobs()
        return [one["args"]["link_id"] for one in jobs if one["task_name"] == "link.mailing"]

    return listed


def made(supplier: Browser, links: str) -> list[str]:
    return links_in(supplier.client.get(links).get_data(as_text=True))


def id_of(link: str) -> str:
    return link.rpartition("/")[2]


def test_all_that_were_never_sent_are_sent_at_once(supplier, links, asked):
    assert "2 links were not sent yet" in supplier.open(links).text
    sent = press(supplier, f"{links}/send")
    assert "2 e-mails are on their way" in supplier.open(sent.headers["Location"]).text
    _, priya, ana = made(supplier, links)
    assert asked() == [id_of(ana), id_of(priya)]
    press(supplier, f"{links}/send")
    assert len(asked()) == 2
    assert "not sent yet" not in supplier.open(links).text


def test_pressed_by_several_fingers_each_is_sent_once(supplier, links, asked):
    csrf, cookies = token(supplier, "/studio/account"), supplier.client._cookies.copy()
    ana = made(supplier, links)[-1]

    def press_it(way: str) -> int:
        client = supplier.client.application.test_client()
        client._cookies.update(cookies)
        return client.post(way, data={"csrf_token": csrf}).status_code

    with ThreadPoolExecutor(4) as fingers:
        assert set(fingers.map(press_it, [f"{links}/send", f"{ana}/send"] * 3)) == {303}
    assert sorted(asked()) == sorted(map(id_of, made(supplier, links)[1:]))


def test_one_is_sent_again_when_it_is_asked_again(supplier, links, asked):
    ana = made(supplier, links)[-1]
    sent = press(supplier, f"{ana}/send")
    assert "on its way to ana@example.com" in supplier.open(sent.headers["Location"]).text
    press(supplier, f"{ana}/send")
    assert asked() == [id_of(ana)]
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=2), tick=True):
        press(supplier, f"{ana}/send")
    assert asked() == [id_of(ana)] * 2
    assert "Send it again by e-mail" in supplier.open(ana).text


def test_what_leads_nowhere_or_has_no_address_is_not_sent(supplier, links, asked):
    no_mail, priya, ana = made(supplier, links)
    press(supplier, f"{priya}/withdraw")
    for link in (no_mail, priya):
        assert press(supplier, f"{link}/send").status_code == 303
        assert "by e-mail" not in supplier.open(link).text
    press(supplier, f"{links}/send")
    assert asked() == [id_of(ana)]


def test_links_of_another_organization_are_not_sent(
    supplier, links, asked, publish, tenant_session, two_organizations
):
    publish(REPLY, slug="reply", tenant=two_organizations.theirs)
    with tenant_session(two_organizations.theirs) as session:
        foreign = f"/studio/forms/{kept_form(session, 'reply').id}/share/links"
    assert press(supplier, f"{foreign}/send").status_code == 404
    own = id_of(made(supplier, links)[-1])
    assert press(supplier, f"{foreign}/{own}/send").status_code == 404
    assert asked() == []
