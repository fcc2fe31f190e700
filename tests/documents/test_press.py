"""The press renders what it is given and can do nothing else."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread

import pikepdf
import pytest

from wedforms.documents.errors import RenderFailed
from wedforms.documents.fetcher import ClosedFetcher
from wedforms.documents.render import LONGEST_HTML, Press, Presses

PAGE = '<html lang="en"><head><title>Page</title></head><body><h1>Words</h1>{}</body></html>'
SECRET = "the words of a file that nobody may print"


@pytest.fixture(scope="module")
def press() -> Iterator[Press]:
    running = Press()
    yield running
    running.stop()


@pytest.fixture
def web() -> Iterator[tuple[str, list[str]]]:
    """A web server with the list of what was asked of it."""
    asked: list[str] = []

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Answers)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


@pytest.fixture
def secret(tmp_path: Path) -> str:
    path = tmp_path / "secret.txt"
    path.write_text(SECRET)
    return path.as_uri()


REACHES = [
    '<img alt="" src="{}">',
    '<link rel="stylesheet" href="{}">',
    '<link rel="attachment" href="{}">',
    '<a rel="attachment" href="{}">file</a>',
    '<object data="{}"></object>',
    '<embed src="{}">',
    '<p style="background: url({})">words</p>',
    "<style>@import url({});</style>",
    "<style>@font-face {{ font-family: X; src: url({}) }} p {{ font-family: X }}</style><p>words</p>",
    '<svg xmlns="http://www.w3.org/2000/svg"><image href="{}" width="9" height="9"/></svg>',
    '<svg xmlns="http://www.w3.org/2000/svg"><use href="{}#x"/></svg>',
]


@pytest.mark.parametrize("reach", REACHES, ids=range(len(REACHES)))
def test_no_file_and_no_address_is_fetched(
    reach: str, press: Press, web: tuple[str, list[str]], secret: str
):
    address, asked = web
    body = reach.format(f"{address}/x") + reach.format(secret)
    printed = press.print(PAGE.format(body))
    assert asked == []
    assert SECRET not in everything_in(printed.pdf)


def everything_in(pdf: bytes) -> str:
    with pikepdf.open(BytesIO(pdf)) as opened:
        streams = [one for one in opened.objects if isinstance(one, pikepdf.Stream)]
        contents = b"".join(one.read_bytes() for one in streams if is_readable(one))
    return contents.decode("latin-1")


def is_readable(stream: pikepdf.Stream) -> bool:
    return stream.get("/Subtype") != "/Image"


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "http://127.0.0.1/", "ftp://x/", "x.css"]
)
def test_the_fetcher_refuses_what_is_not_inside(address: str):
    with pytest.raises(ValueError, match="URI"):
        ClosedFetcher({}).fetch(address)


def test_the_fetcher_gives_what_is_inside():
    fetcher = ClosedFetcher({"known:one": lambda: b"one"})
    assert fetcher.fetch("known:one").read() == b"one"
    assert fetcher.fetch("data:text/plain,two").read() == b"two"


@pytest.mark.parametrize(
    "attempt",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')",
        "import subprocess; subprocess.run(['true'])",
        "import os; os.system('true')",
    ],
)
def test_a_press_has_no_network_and_no_other_programs(attempt: str):
    program = f"from wedforms.documents.press import shut_in; shut_in(); {attempt}"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "the press may not use" in done.stderr


def test_a_press_has_little_memory():
    program = "from wedforms.documents.press import shut_in; shut_in(); bytearray(900 << 20)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert "MemoryError" in done.stderr


def test_a_press_knows_no_secret_of_its_parent(press: Press, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("WEDFORMS_SECRET_KEY", SECRET)
    fresh = Press()
    fresh.print(PAGE.format(""))
    assert fresh._process is not None
    environment = Path(f"/proc/{fresh._process.pid}/environ").read_bytes()
    fresh.stop()
    assert SECRET.encode() not in environment


def test_a_document_that_takes_too_long_is_ended_and_the_press_goes_on(press: Press):
    endless = "<table>" + "<tr><td>" * 400 + "<p>word " * 60_000
    with pytest.raises(RenderFailed, match=r"needs more than|nested too deeply"):
        press.print(PAGE.format(endless))
    assert press.print(PAGE.format("<p>next</p>")).pdf.startswith(b"%PDF-1.7")


def test_a_press_has_little_processor_time_and_a_little_more_for_each_document():
    program = (
        "import os, resource; from wedforms.documents.press import allow_processor_time\n"
        "def spend(seconds):\n"
        "    until = sum(os.times()[:2]) + seconds\n"
        "    while sum(os.times()[:2]) < until: pass\n"
        "for _ in range(2): allow_processor_time(2); spend(1.5)\n"
        "print('two documents', flush=True); allow_processor_time(1); spend(9)\n"
        "print('without end')"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.returncode) == ("two documents\n", -signal.SIGXCPU)


def test_a_killed_press_is_started_again(press: Press):
    press.print(PAGE.format(""))
    assert press._process is not None
    press._process.kill()
    press._process.wait()
    with pytest.raises(RenderFailed):
        press.print(PAGE.format(""))
    assert press.print(PAGE.format("")).pdf.startswith(b"%PDF-1.7")


def test_a_source_without_bounds_is_refused(press: Press):
    with pytest.raises(RenderFailed, match="longer than 64 MB"):
        press.print("x" * (LONGEST_HTML + 1))


def test_what_the_renderer_misses_is_told(press: Press):
    printed = press.print(PAGE.format('<img src="data:image/png;base64,AAAA">'))
    assert printed.warnings


def test_presses_share_the_work():
    presses = Presses(2)
    try:
        assert presses.print(PAGE.format("")).pdf.startswith(b"%PDF-1.7")
    finally:
        presses.stop()
