"""The engine behind the verdict: kept while in use, never fetching, RE2 for patterns."""

from __future__ import annotations

import time

import pytest
from jsonschema_rs import ReferencingError

from wedforms.formspec.validator import Kept, build, fits


def test_validators_are_kept_while_they_are_used():
    kept = Kept(2)
    first = kept.get("a", {"type": "string"})
    kept.get("b", {"type": "integer"})
    assert kept.get("a", {}) is first
    kept.get("c", {"type": "boolean"})
    assert list(kept.validators) == ["a", "c"]


def test_a_reference_is_never_fetched():
    with pytest.raises((ReferencingError, ValueError)):
        build({"$ref": "http://127.0.0.1:9/schema.json"})


def test_patterns_run_on_re2():
    started = time.process_time()
    assert not fits({"pattern": "^(a+)+$"}, "a" * 29_000 + "b")
    assert time.process_time() - started < 1


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
