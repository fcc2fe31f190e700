"""Who asks too often is told to wait, whatever they say of themselves; nobody else is held up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine

from tests.abuse.addresses import Addresses, named, open_addresses
from tests.abuse.promised import assert_guarded
from tests.abuse.site import Site, read
from wedforms.extensions import limiter
from wedforms.web.routes import LOOK, ROUTES, SEND, UNLIMITED

LIMITED = [route for route in ROUTES if route.limit != UNLIMITED]
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
MOST = int(LOOK.split(maxsplit=1)[0])


@pytest.fixture(scope="module")
def addresses(site: Site) -> Addresses:
    return open_addresses(site)


@pytest.fixture
def one_moment() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.mark.parametrize("route", LIMITED, ids=named(LIMITED))
def test_every_route_counts_who_asks(site, addresses, route, one_moment):
    visitor = {"REMOTE_ADDR": "192.0.2.200"}
    left = [
        site.client.open(
            addresses.of(route), method=route.method, environ_overrides=visitor
        ).headers["X-RateLimit-Remaining"]
        for _ in range(2)
    ]
    most = int(route.limit.split(maxsplit=1)[0])
    assert left == [str(most - 1), str(most - 2)]


def ask(site: Site, address: str, visitor: str, **headers: str) -> int:
    way = {"environ_overrides": {"REMOTE_ADDR": visitor}, "headers": headers}
    return site.client.get(address, **way).status_code


def test_who_asks_too_often_waits_and_nobody_else(site, one_moment):
    address = "/accessibility"
    first = {ask(site, address, "2001:db8::1") for _ in range(MOST)}
    assert first == {200}
    pretending = {"X-Forwarded-For": "198.51.100.9", "X-Real-IP": "198.51.100.9"}
    assert ask(site, address, "2001:db8::1", **pretending) == 429
    assert ask(site, address, "2001:db8::ffff") == 429
    assert ask(site, address, "2001:db8:0:1::1") == 200
    assert ask(site, address, "198.51.100.9") == 200
    told = site.client.get(address, environ_overrides={"REMOTE_ADDR": "2001:db8::1"})
    assert 0 < int(told.headers["Retry-After"]) <= 61
    assert_guarded(told)
    assert "wait" in " ".join(read(told).words)
    one_moment.shift(62)
    assert ask(site, address, "2001:db8::1") == 200


def test_a_patient_machine_is_stopped_for_the_day_at_this_form_alone(site, addresses, one_moment):
    most = int(SEND.rpartition(";")[2].split()[0])
    way = {"environ_overrides": {"REMOTE_ADDR": "192.0.2.77"}}
    assert site.client.post(addresses.form, data={}, **way).status_code != 429
    with site.app.app_context():
        [counted] = [
            one for one in limiter.storage.storage if "192.0.2.77" in one and one.endswith("/day")
        ]
        limiter.storage.incr(counted, 24 * 3600, amount=most - 1)
    told = site.client.post(addresses.form, data={}, **way)
    assert told.status_code == 429
    assert int(told.headers["Retry-After"]) > 3600
    one_moment.shift(11 * 60)
    assert site.client.post(addresses.form, data={}, **way).status_code == 429
    assert site.client.post(f"{addresses.form}x", data={}, **way).status_code == 404
    one_moment.shift(24 * 3600)
    assert site.client.post(addresses.form, data={}, **way).status_code != 429
