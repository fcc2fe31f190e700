"""The engine behind the verdict: kept while in use, never fetching, RE2 for patterns."""

from __future__ import annotations

import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import ClassVar

import pytest
from jsonschema_rs import ReferencingError

from wedforms.formspec.validator import Engine, Kept, build, fits


def test_validators_are_kept_while_they_are_used():
    kept = Kept(2)
    first = kept.get("a", {"type": "string"})
    kept.get("b", {"type": "integer"})
    assert kept.get("a", {}) is first
    kept.get("c", {"type": "boolean"})
    assert list(kept.engines) == ["a", "c"]


class Library(BaseHTTPRequestHandler):
    """A server that has the schema which somebody refers to."""

    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        """Give it, and remember that it was asked for."""
        self.asked.append(self.path)
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'{"type": "string"}')


def test_a_reference_is_never_fetched():
    with ThreadingHTTPServer(("127.0.0.1", 0), Library) as library:
        Thread(target=library.serve_forever, daemon=True).start()
        with pytest.raises((ReferencingError, ValueError)):
            build({"$ref": f"http://127.0.0.1:{library.server_port}/schema.json"})
        library.shutdown()
    assert Library.asked == []


def test_patterns_run_on_re2():
    started = time.process_time()
    assert not fits({"pattern": "^(a+)+$"}, "a" * 29_000 + "b")
    assert time.process_time() - started < 1


OPTIONS = {"enum": [f"option-{at}" for at in range(500)]}
ASKED = {f"q{at}": {"type": "string"} for at in range(500)}
CHOSEN = {"type": "array", "items": OPTIONS, "maxItems": 500, "uniqueItems": True}
GRID = {"type": "array", "items": {"type": "array", "items": OPTIONS}}
FORM = {"type": "object", "required": list(ASKED), "properties": ASKED}
WRONG = [
    (CHOSEN, ["x"] * 20, 21, ["x"] * 20_000),
    (GRID, [["x"] * 20], 20, [["x"] * 50] * 500),
    (FORM, {"more": [""]}, 500, {"more": [""] * 9_000}),
]


@pytest.mark.parametrize(("schema", "few", "number", "many"), WRONG)
def test_every_fault_is_told_but_of_answers_beyond_reason_the_first(schema, few, number, many):
    assert len(Engine(schema).faults(few)) == number
    assert len(Engine(schema).faults(many)) == 1


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("date", "2028-02-29", "2027-02-29"),
        ("local-time", "00:00", "24:00"),
        ("local-date-time", "2027-06-05T14:30", "2027-06-05 14:30"),
        ("date-time", "2027-06-05T14:30:00.5+01:00", "2027-06-05T14:30:00"),
        ("email", "o'brien+x@例子.tw", "a b@c.de"),
        ("email", "a@" + "b" * 63 + ".de", "a@" + "b" * 64 + ".de"),
        ("phone", "+390612345678", "+4412345"),
        ("phone", "+447700900123", "+4407700900123"),
        ("url", "HTTPS://example.com:8080/a?b#c", "https://example.com:99999/"),
        ("url", "https://例子.tw/路", "https://localhost/"),
        ("postcode_gb", "EC1A 1BB", "ec1a 1bb"),
        ("handle", "our.wedding_27", "our wedding"),
        ("uuid", "0198a9b1-0000-7000-8000-000000000001", "0198A9B1-0000-7000-8000-000000000001"),
    ],
)
def test_a_format_tells_right_from_wrong(name, right, wrong):
    assert fits({"format": name}, right)
    assert not fits({"format": name}, wrong)
    assert fits({"format": name}, 5)
