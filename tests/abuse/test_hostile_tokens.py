"""Tokens missing, forged, old, of another form, purpose or organization: none opens, none loses an answer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from itsdangerous import URLSafeTimedSerializer

from tests.abuse.addresses import ENQUIRY, Addresses, open_addresses
from tests.abuse.site import SECRET, Site, assert_calm, opened, own_inputs, read
from wedforms.web.tokens import PAGE_LIFE_SECONDS

TYPED = {"who": "José & Zoë", "guests-_rows": "a1", "guests-a1-name": "עדי"}


@pytest.fixture(scope="module")
def addresses(site: Site) -> Addresses:
    return open_addresses(site)


def forged(site: Site, addresses: Addresses) -> dict[str, str]:
    """Page tokens that are not good here, by what is wrong with them."""
    other = opened(site, site.publish(ENQUIRY))["_token"]
    foreign = opened(site, site.publish(ENQUIRY, tenant=site.theirs))["_token"]
    wrong_key = URLSafeTimedSerializer("x" * 40, salt="wedforms.page")
    wrong_salt = URLSafeTimedSerializer(SECRET, salt="another purpose")
    facts = [site.form_id(addresses.form).hex, uuid4().hex, "nonce"]
    return {
        "missing": "",
        "nonsense": "x",
        "cut": addresses.token[:-3],
        "changed": f"A{addresses.token}",
        "wrong key": str(wrong_key.dumps(facts)),
        "wrong salt": str(wrong_salt.dumps(facts)),
        "of another form": other,
        "of another organization": foreign,
        "secret of a draft": addresses.draft.rpartition("/")[2],
    }


def test_page_without_a_good_token_is_shown_again_with_every_answer(site, addresses):
    before = site.drafts(addresses.form)
    for wrong, token in forged(site, addresses).items():
        response = site.post(addresses.form, {**TYPED, "_token": token, "_action": "submit"})
        assert_calm(response)
        assert response.status_code == 403, wrong
        page = read(response)
        shown = {one.name: one.value for one in page.controls}
        assert {name: shown[name] for name in TYPED} == TYPED, wrong
    assert site.drafts(addresses.form) == before
    assert len(site.sent(addresses.form)) == 1


def test_the_page_shown_again_is_sent_by_one_more_press(site):
    address = site.publish(ENQUIRY)
    again = site.post(address, {**TYPED, "_token": "x", "_action": "submit"})
    page = read(again)
    sent = site.post(address, {**own_inputs(page), **TYPED, "_action": "submit"})
    assert sent.status_code == 303
    assert [row["submission_data"]["who"] for row in site.sent(address)] == [TYPED["who"]]


def test_scripts_without_a_good_token_are_refused_and_store_nothing(site, addresses):
    before = site.drafts(addresses.form)
    for wrong, token in forged(site, addresses).items():
        for address, given in (
            (f"{addresses.form}/drafts", {}),
            (f"{addresses.draft}/answers", {"inputs": {"who": ["Mallory"]}}),
        ):
            response = site.client.post(address, json={"_token": token, **given})
            assert (response.status_code, wrong) == (403, wrong)
            assert "token" not in response.get_json()
    assert site.drafts(addresses.form) == before


def test_an_expired_token_is_renewed_and_loses_no_answer(site):
    with time_machine.travel(datetime.now(UTC) - timedelta(seconds=PAGE_LIFE_SECONDS + 60)):
        address = site.publish(ENQUIRY)
        own = opened(site, address)
    told = site.client.post(f"{address}/drafts", json={"_token": own["_token"]})
    assert told.status_code == 403
    assert told.get_json()["token_expired"]
    fresh = site.client.post(f"{address}/drafts", json={"_token": told.get_json()["token"]})
    assert fresh.status_code == 201
    response = site.post(address, {**own, **TYPED, "_action": "submit"})
    assert response.status_code == 403
    page = read(response)
    assert "Everything you typed is still here" in " ".join(page.words)
    sent = site.post(address, {**own_inputs(page), **TYPED, "_action": "submit"})
    assert sent.status_code == 303


def test_a_token_from_the_future_is_refused(site):
    address = site.publish(ENQUIRY)
    with time_machine.travel(datetime.now(UTC) + timedelta(days=2)):
        own = opened(site, address)
    response = site.post(address, {**own, **TYPED, "_action": "submit"})
    assert response.status_code == 403
    assert site.sent(address) == []


def shape(response) -> tuple[int, str, list[str]]:
    """What somebody who tries links can tell apart."""
    headers = sorted(name for name, _ in response.headers if not name.startswith("X-RateLimit"))
    return response.status_code, response.get_data(as_text=True), headers


def ended_links(site: Site, address: str) -> list[str]:
    """Secrets of links that lead nowhere: unknown, expired, withdrawn, deleted."""
    past = datetime.now(UTC) - timedelta(minutes=1)
    expired = site.personal_link(address, expires_at=past)
    ended = [expired]
    for column in ("revoked_at", "deleted_at"):
        ended.append(site.personal_link(address))
        site.ledger().change(
            f"update form_links set {column} = now() where id ="
            " (select id from form_links order by created_at desc, id desc limit 1)"
        )
    return [one.rpartition("/")[2] for one in ended]


def test_links_that_lead_nowhere_are_all_alike(site, addresses):
    secrets = ["x" * 43, "", "é", *ended_links(site, addresses.form)]
    wrong_purpose = [one.rpartition("/")[2] for one in (addresses.draft, addresses.sent)]
    seen = {
        str(shape(site.client.get(f"/p/rose-and-lens/{secret}")))
        for secret in [*secrets, *wrong_purpose]
        if secret
    }
    assert len(seen) == 1
    assert "(404, " in seen.pop()


@pytest.mark.parametrize("kind", ["p", "d", "s"])
def test_a_secret_opens_its_own_purpose_only(site, addresses, kind):
    of_kind = {"p": addresses.link, "d": addresses.draft, "s": addresses.sent}
    unknown = shape(site.client.get(f"/{kind}/rose-and-lens/{'x' * 43}"))
    for other, address in of_kind.items():
        secret = address.rpartition("/")[2]
        if other != kind:
            assert shape(site.client.get(f"/{kind}/rose-and-lens/{secret}")) == unknown
            posted = site.post(f"/{kind}/rose-and-lens/{secret}", {"_token": addresses.token})
            assert posted.status_code in (404, 405)


def test_a_secret_of_one_organization_is_unknown_to_the_other(site, addresses):
    for address in (addresses.link, addresses.draft, addresses.sent):
        kind, secret = address.split("/")[1], address.rpartition("/")[2]
        unknown = shape(site.client.get(f"/{kind}/old-mill/{'x' * 43}"))
        assert shape(site.client.get(f"/{kind}/old-mill/{secret}")) == unknown
        assert site.client.get(address).status_code == 200


def test_nothing_is_sent_or_saved_under_the_other_organization(site, addresses):
    secret = addresses.draft.rpartition("/")[2]
    for address in (f"/d/old-mill/{secret}/answers", f"/d/old-mill/{secret}/files/certificate"):
        assert site.client.post(address, json={"_token": addresses.token}).status_code == 404
    assert site.client.get(f"{addresses.sent.replace('rose-and-lens', 'old-mill')}/day.ics").status_code == 404  # fmt: skip
    assert site.ledger(site.theirs).value("select count(*) from form_submissions") == 0


def test_looking_at_a_link_neither_writes_nor_uses_it_up(site):
    address = site.publish(ENQUIRY)
    link = site.personal_link(address, one_response=True)
    before = site.ledger().rows("select * from form_links order by id")
    for _ in range(3):
        assert site.client.get(link).status_code == 200
    assert site.ledger().rows("select * from form_links order by id") == before
    assert site.drafts(address) == []


def test_a_link_for_one_answer_takes_one(site):
    address = site.publish(ENQUIRY)
    link = site.personal_link(address, one_response=True)
    one_tab, other_tab = opened(site, link), opened(site, link)
    first = site.post(link, {**one_tab, **TYPED, "_action": "submit"})
    second = site.post(link, {**other_tab, "who": "Mallory", "_action": "submit"})
    assert first.status_code == second.status_code == 303
    assert "seen=already" in second.headers["Location"]
    assert [row["submission_data"]["who"] for row in site.sent(address)] == [TYPED["who"]]
