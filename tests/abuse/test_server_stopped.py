"""The web server is told to stop while people send: whoever was thanked is stored, and nobody twice."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from http.client import HTTPException
from urllib.parse import urlencode
from uuid import uuid4

import pytest

from tests.abuse.addresses import ENQUIRY
from tests.abuse.breakable import until
from tests.abuse.served import STOPPING, Served, served
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
        inputs = inputs_of(token, attempt)
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        try:
            status = server.ask(address, method="POST", body=urlencode(inputs), headers=kind)
        except (OSError, HTTPException):
            return thanked
        assert status == 303
        thanked.append(attempt)


def inputs_of(token: str, attempt: str) -> dict[str, str]:
    """What a page of the enquiry sends."""
    return {"_token": token, "_attempt": attempt, "_action": "submit", "who": attempt}


def test_who_is_just_sending_when_it_is_told_to_stop_is_answered(site, tmp_path):
    address = site.publish(ENQUIRY)
    body = urlencode(inputs_of(opened(site, address)["_token"], str(uuid4()))).encode()
    with served(site, tmp_path) as server, being_sent(server, address, body) as sending:
        sending.sendall(body[:20])
        server.program.terminate()
        until(lambda: not is_listening(server))
        sending.sendall(body[20:])
        assert sending.recv(65_536).startswith(b"HTTP/1.1 303 ")
        assert server.program.wait(STOPPING) == 0
    assert len(site.sent(address)) == 1


@contextmanager
def being_sent(server: Served, address: str, body: bytes) -> Iterator[socket.socket]:
    """A request whose head the server has taken: it has said that it waits for the body."""
    head = [
        f"POST {address} HTTP/1.1",
        "Host: localhost",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
        "Expect: 100-continue",
    ]
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
        connection.sendall("\r\n".join([*head, "", ""]).encode())
        assert connection.recv(65_536).startswith(b"HTTP/1.1 100 ")
        yield connection


def is_listening(server: Served) -> bool:
    """Whether somebody takes new connections."""
    try:
        socket.create_connection(("127.0.0.1", server.port), timeout=30).close()
    except OSError:
        return False
    return True
