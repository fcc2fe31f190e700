"""PostgreSQL stopped or frozen in the middle: calm answers at once, nothing lost, and back by itself."""

from __future__ import annotations

import io
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from tests.abuse.addresses import ENQUIRY
from tests.abuse.breakable import PATIENCE, Breakable, until
from tests.abuse.promised import assert_guarded
from tests.abuse.site import Site, opened, own_inputs, read, running_site
from tests.factories.uploads import pdf
from tests.servers import NEWEST, start_test_server

TYPED = {"who": "José & Zoë", "guests-_rows": "a1", "guests-a1-name": "עדי"}


@pytest.fixture(scope="module")
def postgres_of_our_own() -> Iterator[Breakable]:
    breakable = Breakable(start_test_server(NEWEST))
    yield breakable
    breakable.close()


@pytest.fixture(scope="module")
def site(postgres_of_our_own: Breakable, tmp_path_factory) -> Iterator[Site]:
    database = postgres_of_our_own.started.clone()
    with running_site(database, tmp_path_factory.mktemp("site")) as running:
        yield running


@pytest.fixture(scope="module")
def address(site: Site) -> str:
    return site.publish_twice(ENQUIRY)[0]


@pytest.fixture(params=["stopped", "frozen"])
def gone(request, postgres_of_our_own: Breakable, site: Site, address: str):
    """The database goes; called, it comes back. After the test it is there again in any case."""
    away, back = {
        "stopped": (postgres_of_our_own.stop, postgres_of_our_own.start),
        "frozen": (postgres_of_our_own.freeze, postgres_of_our_own.thaw),
    }[request.param]
    is_away = []

    def leave():
        away()
        is_away.append(True)

    def come_back():
        if is_away:
            is_away.clear()
            back()

    yield leave, come_back
    come_back()
    until(lambda: site.client.get(address).status_code == 200)


@pytest.fixture(scope="module")
def people() -> Iterator[ThreadPoolExecutor]:
    """Who ask at the same time; one that is never answered must not hold up the others."""
    asking = ThreadPoolExecutor(12)
    yield asking
    asking.shutdown(wait=False)


@pytest.fixture
def unavailable(people):
    """Asks, and gives the answer, which must come though the database never does."""

    def answer(ask):
        response = people.submit(ask).result(PATIENCE)
        assert response.status_code == 503
        assert 0 < int(response.headers["Retry-After"]) <= 10
        assert_guarded(response)
        return response

    return answer


def test_a_person_is_told_calmly_keeps_every_answer_and_sends_it_later(
    site, address, gone, unavailable
):
    leave, come_back = gone
    own = opened(site, address)
    before = len(site.sent(address))
    leave()
    unavailable(lambda: site.client.get(address))
    page = read(unavailable(lambda: site.post(address, {**own, **TYPED, "_action": "submit"})))
    assert "Nothing you typed is lost" in " ".join(page.words)
    kept = {one.name: one.value for one in page.controls}
    assert {name: kept[name] for name in (*own, *TYPED)} == {**own, **TYPED}
    come_back()
    until(lambda: site.post(page.actions[0], kept).status_code == 303)
    assert [row["submission_data"]["who"] for row in site.sent(address)[before:]] == [TYPED["who"]]


def test_a_draft_is_as_it_was_and_goes_on(site, address, gone, unavailable):
    leave, come_back = gone
    draft = saved(site, address)
    own = opened(site, draft)
    body = {"_token": own["_token"], "inputs": {"who": ["Later"]}}
    leave()
    lost = unavailable(lambda: site.client.post(f"{draft}/answers", json=body))
    assert lost.get_json()["message"]
    unavailable(lambda: site.client.get(draft))
    page = read(unavailable(lambda: site.post(draft, {**own, **TYPED, "_action": "save"})))
    assert {one.name: one.value for one in page.controls}["who"] == TYPED["who"]
    come_back()
    until(lambda: site.client.get(draft).status_code == 200)
    kept = {one.name: one.value for one in read(site.client.get(draft)).controls}
    assert {name: kept[name] for name in TYPED} == TYPED
    assert site.client.post(f"{draft}/answers", json=body).status_code == 200
    assert site.drafts(address)[-1]["draft_data"]["who"]["v"] == ["Later"]


def test_many_who_ask_at_once_are_all_answered(site, address, gone, people):
    leave, come_back = gone
    own = opened(site, address)
    leave()
    inputs = {**own, **TYPED, "_action": "save"}
    asking = (lambda: site.client.get(address), lambda: site.post(address, inputs))
    waiting = [people.submit(asking[number % 2]) for number in range(12)]
    assert [one.result(PATIENCE).status_code for one in waiting] == [503] * 12
    come_back()
    until(lambda: site.client.get(address).status_code == 200)


def test_the_first_who_asks_after_its_return_is_answered(site, address, gone):
    leave, come_back = gone
    own = opened(site, address)
    leave()
    come_back()
    assert site.post(address, {**own, **TYPED, "_action": "save"}).status_code == 303


def test_nobody_meets_a_connection_that_was_ended_meanwhile(site, address, people):
    asking = [people.submit(site.client.get, address) for _ in range(8)]
    assert {one.result(PATIENCE).status_code for one in asking} == {200}
    assert ended_connections(site)
    again = [people.submit(site.client.get, address) for _ in range(8)]
    assert [one.result(PATIENCE).status_code for one in again] == [200] * 8


def test_probes_tell_that_we_live_and_are_not_ready(site, gone, people):
    leave, _ = gone
    leave()
    probes = [people.submit(site.client.get, path) for path in ("/live", "/ready")]
    assert [one.result(PATIENCE).status_code for one in probes] == [200, 503]


def test_a_file_that_came_meanwhile_can_be_sent_again(site, address, gone, unavailable):
    leave, come_back = gone
    draft = saved(site, address)
    own = own_inputs(read(site.client.get(draft)))

    def upload():
        chosen = {"_token": own["_token"], "file": (io.BytesIO(pdf()), "certificate.pdf")}
        asked = {"content_type": "multipart/form-data", "headers": {"Accept": "application/json"}}
        return site.client.post(f"{draft}/files/certificate", data=chosen, **asked)

    leave()
    assert unavailable(upload).get_json()["message"]
    come_back()
    until(lambda: upload().status_code == 201)


def saved(site: Site, address: str) -> str:
    """The address of a draft that holds what was typed."""
    kept = site.post(address, {**opened(site, address), **TYPED, "_action": "save"})
    return kept.headers["Location"].partition("?")[0]


def ended_connections(site: Site) -> int:
    """End every connection of the application, and wait until all are gone."""
    ending = text("select pg_terminate_backend(pid, 5000) from pg_stat_activity where usename = :u")
    with site.owner.connect() as owner:
        ended = owner.execute(ending, {"u": site.database.app.username}).scalars().all()
    assert all(ended)
    return len(ended)
