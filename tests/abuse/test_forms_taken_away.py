"""A form switched off or deleted while people fill it in: refused calmly everywhere, nothing lost."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tests.abuse.addresses import ENQUIRY
from tests.abuse.promised import assert_guarded
from tests.abuse.site import Site, assert_calm, opened, read

TYPED = {"who": "José & Zoë", "guests-_rows": "a1", "guests-a1-name": "עדי"}


@dataclass(frozen=True)
class Away:
    """How a form goes, how it comes back, and the status that tells of it meanwhile."""

    going: str
    coming: str
    status: int


AWAY = {
    "switched off": Away("is_active = false", "is_active = true", 404),
    "deleted": Away("deleted_at = now()", "deleted_at = null", 410),
}
each_way = pytest.mark.parametrize("away", AWAY.values(), ids=AWAY)


def change(site: Site, address: str, what: str) -> None:
    slug = address.rpartition("/")[2]
    site.ledger().change(f"update forms set {what} where slug = :slug", slug=slug)


@pytest.fixture
def address(site: Site) -> str:
    return site.publish_twice(ENQUIRY)[0]


def every_way_in(site: Site, address: str) -> dict[str, str]:
    saved = site.post(address, {**opened(site, address), **TYPED, "_action": "save"})
    return {
        "public": address,
        "personal": site.personal_link(address),
        "draft": saved.headers["Location"].partition("?")[0],
    }


@each_way
def test_no_way_in_shows_or_takes_anything_and_all_open_again(site, address, away):
    ways = every_way_in(site, address)
    own = {way: opened(site, at) for way, at in ways.items()}
    before = site.drafts(address)
    change(site, address, away.going)
    for way, at in ways.items():
        pressed = {**own[way], "who": "Later", "_action": "submit"}
        for response in (site.client.get(at), site.client.head(at), site.post(at, pressed)):
            assert (response.status_code, way) == (away.status, way)
            assert_calm(response)
            assert_guarded(response)
        assert 'name="_token"' not in site.client.get(at).get_data(as_text=True)
    assert (site.sent(address), site.drafts(address)) == ([], before)
    change(site, address, away.coming)
    for way, at in ways.items():
        pressed = {**opened(site, at), **TYPED, "_action": "submit"}
        assert (site.post(at, pressed).status_code, way) == (303, way)
    assert [row["submission_data"]["who"] for row in site.sent(address)] == [TYPED["who"]] * 3


@each_way
def test_scripts_are_refused_in_words_and_the_draft_stays(site, address, away):
    ways = every_way_in(site, address)
    token = opened(site, ways["draft"])["_token"]
    before = site.drafts(address)
    change(site, address, away.going)
    for path in (f"{address}/drafts", f"{ways['personal']}/drafts", f"{ways['draft']}/answers"):
        body = {"_token": token, "inputs": {"who": ["Later"]}}
        response = site.client.post(path, json=body)
        assert (response.status_code, path) == (away.status, path)
        assert response.get_json()["message"]
    assert site.drafts(address) == before


def test_a_press_while_the_form_is_switched_off_can_be_pressed_again(site, address):
    ways = every_way_in(site, address)
    own = {way: opened(site, at) for way, at in ways.items()}
    pages = {}
    change(site, address, "is_active = false")
    for way, at in ways.items():
        pages[way] = read(site.post(at, {**own[way], **TYPED, "who": way, "_action": "submit"}))
    change(site, address, "is_active = true")
    for way, page in pages.items():
        kept = {one.name: one.value for one in page.controls}
        assert (site.post(page.actions[0], kept).status_code, way) == (303, way)
    sent = [row["submission_data"] for row in site.sent(address)]
    assert [one["who"] for one in sent] == list(ways)
    assert {one["guests"][0]["name"] for one in sent} == {TYPED["guests-a1-name"]}


@each_way
def test_what_was_sent_stays_with_its_sender(site, address, away):
    link = site.personal_link(address, one_response=True)
    sent = site.post(
        link, {**opened(site, link), **TYPED, "day": "2027-06-05", "_action": "submit"}
    )
    thanks = sent.headers["Location"]
    change(site, address, away.going)
    page = site.client.get(thanks)
    assert page.status_code == 200
    assert TYPED["guests-a1-name"] in " ".join(read(page).words)
    assert site.client.get(f"{thanks}/day.ics").status_code == 200


def test_the_other_organization_of_the_same_form_goes_on(site):
    ours, theirs = site.publish_twice(ENQUIRY)
    change(site, ours, "is_active = false, deleted_at = now()")
    sent = site.post(theirs, {**opened(site, theirs), **TYPED, "_action": "submit"})
    assert sent.status_code == 303
