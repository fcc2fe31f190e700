"""An address that a form may lead to is https, honest, and read alike by everybody."""

from __future__ import annotations

import pytest

from wedforms.formspec.webaddress import host_of, safe_web_address

SAFE = {
    "https://example.com": "https://example.com/",
    "https://www.Example.com/thanks?a=1#top": "https://www.example.com/thanks?a=1#top",
    "https://example.com:8443/a/b": "https://example.com:8443/a/b",
    "https://xn--bcher-kva.example/": "https://xn--bcher-kva.example/",
}
UNSAFE = [
    "", "http://example.com", "//example.com", "javascript:alert(1)", "data:text/html,x", "/thanks",
    "https://good.example@evil.example/", "https://good.example:x@evil.example/",
    "https://good.example\\@evil.example/", "https:\\\\evil.example", "https://evil.example\\",
    "https:/evil.example", "https:evil.example", "https://", "https:///evil.example", "https://localhost/",
    "https://127.0.0.1/", "https://[::1]/", "https://evil.example:99999/", "https://evil.example:a/",
    "https://evil.example/\n", "https://evil.example/\r\nX: y", "https://evil.example/\x00", "https://evil .example/",
    "https://evil.example/a b", " https://evil.example/", "https://evil\u3002example/", "https://évil.example/",
    "https://evil.example/\u202e", "https://-evil.example/", "https://evil..example/", "https://evil.example/" + "a" * 2_000,
]  # fmt: skip


@pytest.mark.parametrize("raw", SAFE)
def test_a_safe_address_is_put_together_again(raw):
    assert safe_web_address(raw) == SAFE[raw]
    assert safe_web_address(SAFE[raw]) == SAFE[raw]


@pytest.mark.parametrize("raw", UNSAFE, ids=ascii)
def test_what_could_mislead_is_no_address(raw):
    assert safe_web_address(raw) == ""


def test_a_host_is_told_in_short():
    assert host_of("https://www.example.com/thanks") == "example.com"
