"""The scanner's word is needed when one is configured: silence and nonsense refuse the file."""

from __future__ import annotations

import socketserver
import struct
import threading

import pytest

from tests.factories import uploads
from wedforms.files.errors import UploadRefused
from wedforms.files.scanner import Scanner, open_scanner
from wedforms.files.uploads import inspect_upload

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Conversation(socketserver.StreamRequestHandler):
    """clamd's side of INSTREAM: sized blocks until an empty one, then one answer."""

    def handle(self):
        assert self.rfile.read(10) == b"zINSTREAM\0"
        content = b""
        while size := struct.unpack("!I", self.rfile.read(4))[0]:
            content += self.rfile.read(size)
        self.server.received.append(content)
        found = b"stream: Eicar-Signature FOUND\0" if EICAR in content else b"stream: OK\0"
        self.wfile.write(self.server.answer or found)


class Clamd(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    answer = b""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Conversation)
        self.received = []


@pytest.fixture
def clamd():
    with Clamd() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def scanner(clamd) -> Scanner:
    return Scanner(*clamd.server_address, patience=2)


def test_clean_file_is_taken_and_marked(clamd, scanner):
    content = b"a list of guests\n" * 20_000
    assert inspect_upload("guests.txt", content, scanner=scanner).scanned
    assert clamd.received == [content]


def test_infected_file_is_refused(scanner):
    with pytest.raises(UploadRefused) as refused:
        inspect_upload("guests.txt", EICAR, scanner=scanner)
    assert refused.value.reason == "infected"


def test_scanner_sees_pictures_as_they_were_sent(clamd, scanner):
    sent = uploads.photograph()
    inspect_upload("a.jpg", sent, scanner=scanner)
    assert clamd.received == [sent]


@pytest.mark.parametrize(
    "answer", [b"INSTREAM size limit exceeded. ERROR\0", b"\0", b"stream: OKAY\0", b"x" * 9_000]
)
def test_any_other_answer_refuses_the_file(clamd, scanner, answer):
    clamd.answer = answer
    with pytest.raises(UploadRefused) as refused:
        inspect_upload("guests.txt", b"hello", scanner=scanner)
    assert refused.value.reason == "scanner_silent"


def test_scanner_that_is_gone_refuses_the_file(clamd):
    gone = Scanner("127.0.0.1", 1, patience=1)
    with pytest.raises(UploadRefused, match="try again in some minutes"):
        inspect_upload("guests.txt", b"hello", scanner=gone)


def test_without_a_scanner_nothing_is_marked_as_scanned():
    assert open_scanner("") is None
    assert not inspect_upload("guests.txt", b"hello").scanned


@pytest.mark.parametrize(
    ("address", "host", "port"), [("clamd:3310", "clamd", 3310), ("[::1]:3310", "::1", 3310)]
)
def test_address_names_host_and_port(address, host, port):
    assert open_scanner(address) == Scanner(host, port)
