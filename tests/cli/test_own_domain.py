"""`wedforms org domain`: a TXT record, asked of a real name server, proves it."""

from __future__ import annotations

import socketserver
from collections.abc import Iterator
from threading import Thread

import dns.message
import dns.rrset
import pytest


class _Answering(socketserver.BaseRequestHandler):
    """Answers each question with the texts that the server holds."""

    def handle(self) -> None:
        packet, socket = self.request
        asked = dns.message.from_wire(packet)
        answer = dns.message.make_response(asked)
        name = asked.question[0].name
        for text in self.server.texts.get(str(name).rstrip("."), []):
            answer.answer.append(dns.rrset.from_text(name, 60, "IN", "TXT", f'"{text}"'))
        socket.sendto(answer.to_wire(), self.client_address)


@pytest.fixture
def names() -> Iterator[socketserver.UDPServer]:
    with socketserver.ThreadingUDPServer(("127.0.0.1", 0), _Answering) as server:
        server.texts = {}
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def test_a_domain_is_taken_once_its_record_is_there(run_in_database, names):
    run_in_database("org", "create", "own", "--name", "Own")
    ask = ("org", "domain", "own", "forms.own.example", "--nameserver", f"127.0.0.1:{names.server_address[1]}")  # fmt: skip
    first = run_in_database(*ask)
    assert first.answer["domain"] is None
    proof = first.answer["set"]
    names.texts[proof["TXT"]] = ["something else"]
    assert run_in_database(*ask).answer["domain"] is None
    names.texts[proof["TXT"]] = [proof["to"]]
    assert run_in_database(*ask).answer == {"slug": "own", "domain": "forms.own.example"}
    assert run_in_database("org", "domain", "own", "--remove").answer["domain"] is None
    refused = run_in_database("org", "domain", "own", "not a host")
    assert (refused.status, refused.output) == (2, b"")
