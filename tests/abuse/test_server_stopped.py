"""The web server is told to stop while people send: whoever was thanked is stored, and nobody twice."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPException
from urllib.parse import urlencode
from uuid import uuid4

import pytest

from tests.abuse.addresses import ENQUIRY
from tests.abuse.breakable import until
from tests.abuse.served import Served, served
from tests.abuse.site import Site, opened, running_site

PEOPLE = 4


@pytest.fixture
def site(database, tmp_path) -> Iterator[Site]:
    with running_site(database, tmp_path) as running:
        yield running


def test_a_stop_in_the_middle_loses_nobody_who_was_thanked(site, tmp_path):
    address = site.publish(ENQUIRY)
    token = opened(site, address)["_token"]
    with served(site, tmp_path) as server, ThreadPoolExecutor(PEOPLE) as people:
        asking = [people.submit(send_until_it_stops, server, address, token) for _ in range(PEOPLE)]
        until(lambda: len(site.sent(address)) >= PEOPLE)
        assert server.stop() == 0
        thanked = [attempt for one in asking for attempt in one.result(60)]
    stored = [str(row["idempotency_key"]) for row in site.sent(address)]
    assert sorted(stored) == sorted(thanked)


def send_until_it_stops(server: Served, address: str, token: str) -> list[str]:
    """Send one after the other as long as somebody answers; the attempts that were thanked for."""
    thanked = []
    while True:
        attempt = str(uuid4())
        inputs = {"_token": token, "_attempt": attempt, "_action": "submit", "who": attempt}
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        try:
            status = server.ask(address, method="POST", body=urlencode(inputs), headers=kind)
        except (OSError, HTTPException):
            return thanked
        assert status == 303
        thanked.append(attempt)
