"""Twice, at once, too late, and from another tab: one answer is one submission, and none is lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine

from tests.abuse.site import Site, opened, own_inputs, read
from tests.web.forms import field, form, required
from wedforms.web.tokens import PAGE_LIFE_SECONDS

FIRST = form(
    required("who"),
    field("old"),
    field("seat", "single_choice", options=[{"value": "coach", "label": "Coach", "places": 3}]),
    name="First",
    settings={"review": False},
)
SECOND = {**FIRST, "name": "Second", "fields": [required("who"), required("new")]}


@pytest.fixture
def address(site: Site) -> str:
    return site.publish_twice(FIRST)[0]


def sent(site: Site, address: str) -> list[str]:
    return [row["submission_data"]["who"] for row in site.sent(address)]


def saved(site: Site, address: str, **inputs: str) -> str:
    """The address of a draft with these inputs."""
    kept = site.post(address, {**opened(site, address), **inputs, "_action": "save"})
    return kept.headers["Location"].partition("?")[0]


def test_a_page_of_an_old_version_is_judged_and_stored_as_that_version(site, address):
    own = opened(site, address)
    slug = address.rpartition("/")[2]
    site.publish(SECOND, slug=slug)
    response = site.post(address, {**own, "who": "Ana", "old": "kept", "_action": "submit"})
    assert response.status_code == 303
    [row] = site.sent(address)
    assert row["submission_data"] == {"who": "Ana", "old": "kept"}
    number = "select number from form_versions where id = :id"
    assert site.ledger().value(number, id=row["form_version_id"]) == 1


def test_a_page_too_old_of_an_old_version_is_shown_again_with_all_that_was_typed(site, address):
    with time_machine.travel(datetime.now(UTC) - timedelta(seconds=PAGE_LIFE_SECONDS + 60)):
        own = opened(site, address)
    site.publish(SECOND, slug=address.rpartition("/")[2])
    again = site.post(address, {**own, "who": "Ana", "old": "kept", "_action": "submit"})
    assert again.status_code == 403
    page = read(again)
    assert {one.name: one.value for one in page.controls}["old"] == "kept"
    typed = {**own_inputs(page), "who": "Ana", "old": "kept", "_action": "submit"}
    assert site.post(address, typed).status_code == 303
    assert [row["submission_data"]["old"] for row in site.sent(address)] == ["kept"]


@pytest.mark.parametrize("age", [0, PAGE_LIFE_SECONDS + 60], ids=["young", "too old"])
def test_a_script_on_a_page_of_an_old_version_begins_its_draft_there(site, address, age):
    with time_machine.travel(datetime.now(UTC) - timedelta(seconds=age)):
        token = opened(site, address)["_token"]
    site.publish(SECOND, slug=address.rpartition("/")[2])
    begun = site.client.post(f"{address}/drafts", json={"_token": token})
    if age:
        token = begun.get_json()["token"]
        begun = site.client.post(f"{address}/drafts", json={"_token": token})
    draft = begun.get_json()["url"]
    body = {"_token": token, "inputs": {"who": ["Ana"], "old": ["kept"]}}
    assert site.client.post(f"{draft}/answers", json=body).status_code == 200
    page = read(site.client.get(draft))
    kept = {one.name: one.value for one in page.controls if one.name in ("who", "old", "new")}
    assert kept == {"who": "Ana", "old": "kept"}


def test_a_draft_finishes_on_the_version_it_began_with(site, address):
    draft = saved(site, address, who="Ana", old="kept")
    site.publish(SECOND, slug=address.rpartition("/")[2])
    page = read(site.client.get(draft))
    assert "old" in {one.name for one in page.controls}
    assert "new" not in {one.name for one in page.controls}
    response = site.post(
        draft, {**own_inputs(page), "who": "Ana", "old": "kept", "_action": "submit"}
    )
    assert response.status_code == 303
    [row] = site.sent(address)
    assert row["submission_data"] == {"who": "Ana", "old": "kept"}


def test_an_attempt_repeated_leads_to_the_same_thanks(site, address):
    inputs = {**opened(site, address), "who": "Ana", "_action": "submit"}
    seen = {site.post(address, inputs).headers["Location"] for _ in range(3)}
    assert len(seen) == 1
    assert sent(site, address) == ["Ana"]


def test_an_attempt_repeated_with_other_answers_is_told_it_was_received(site, address):
    inputs = {**opened(site, address), "who": "Ana", "_action": "submit"}
    first = site.post(address, inputs)
    other = site.post(address, {**inputs, "who": "Mallory"})
    assert other.status_code == 303
    assert other.headers["Location"] == f"{first.headers['Location']}?seen=already"
    assert sent(site, address) == ["Ana"]


def test_an_attempt_of_one_form_is_another_at_another_form(site):
    one, two = site.publish(FIRST), site.publish(FIRST)
    key = str(uuid4())
    for address, who in ((one, "Ana"), (two, "Bea")):
        inputs = {**opened(site, address), "who": who, "_attempt": key, "_action": "submit"}
        site.post(address, inputs)
    assert (sent(site, one), sent(site, two)) == (["Ana"], ["Bea"])


def test_presses_at_the_same_moment_store_one_answer(site, address):
    inputs = {**opened(site, address), "who": "Ana", "_action": "submit"}
    with ThreadPoolExecutor(8) as hands:
        seen = list(hands.map(lambda _: site.post(address, inputs), range(8)))
    assert {response.status_code for response in seen} == {303}
    assert len({response.headers["Location"].partition("?")[0] for response in seen}) == 1
    assert sent(site, address) == ["Ana"]


def test_a_draft_sent_from_many_tabs_at_once_is_one_submission(site, address):
    draft = saved(site, address, who="Ana")
    pages = [own_inputs(read(site.client.get(draft))) for _ in range(6)]
    with ThreadPoolExecutor(6) as tabs:
        seen = list(tabs.map(
            lambda own: site.post(draft, {**own, "who": "Ana", "_action": "submit"}), pages
        ))  # fmt: skip
    assert {response.status_code for response in seen} == {303}
    assert len({response.headers["Location"].partition("?")[0] for response in seen}) == 1
    assert sent(site, address) == ["Ana"]


def test_a_tab_that_comes_later_is_told_and_changes_nothing(site, address):
    draft = saved(site, address, who="Ana")
    own, other = (own_inputs(read(site.client.get(draft))) for _ in range(2))
    assert site.post(draft, {**own, "who": "Ana", "_action": "submit"}).status_code == 303
    for action in ("submit", "save", "next", "add:guests"):
        late = site.post(draft, {**other, "who": "Late", "_action": action})
        assert late.status_code == 303
        assert late.headers["Location"].endswith("?seen=already")
        assert site.client.get(late.headers["Location"]).status_code == 200
    body = {"_token": other["_token"], "inputs": {"who": ["Late"]}}
    assert site.client.post(f"{draft}/answers", json=body).status_code == 410
    assert sent(site, address) == ["Ana"]


def test_the_last_places_go_to_as_many_as_there_are(site, address):
    pages = [opened(site, address) for _ in range(8)]
    with ThreadPoolExecutor(8) as guests:
        seen = list(guests.map(
            lambda own: site.post(address, {**own, "who": "A", "seat": "coach", "_action": "submit"}).status_code,
            pages,
        ))  # fmt: skip
    assert sorted(seen) == [303] * 3 + [422] * 5
    assert len(sent(site, address)) == 3


def test_two_scripts_saving_at_once_lose_nothing(site, address):
    draft = saved(site, address, who="Ana")
    token = opened(site, draft)["_token"]

    def save(number: int) -> int:
        name = ("who", "old")[number % 2]
        body = {"_token": token, "inputs": {name: [f"{name} of {number % 2}"]}}
        return site.client.post(f"{draft}/answers", json=body).status_code

    with ThreadPoolExecutor(6) as scripts:
        assert set(scripts.map(save, range(12))) == {200}
    kept = site.drafts(address)[-1]["draft_data"]
    assert (kept["who"]["v"], kept["old"]["v"]) == (["who of 0"], ["old of 1"])


def test_none_of_it_reached_the_other_organization(site, address):
    assert site.ledger(site.theirs).value("select count(*) from form_submissions") == 0
