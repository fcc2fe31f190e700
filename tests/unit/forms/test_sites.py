"""What people type for their site becomes an origin that a header can carry, or is refused in words."""

from __future__ import annotations

import pytest

from wedforms.forms.errors import SiteUnusable
from wedforms.forms.sites import policy_of, site_of

UNDERSTOOD = {
    "www.example.com": "https://www.example.com",
    " HTTPS://Example.com/contact?x=1#y ": "https://example.com",
    "https://example.com:443": "https://example.com",
    "https://example.com:8443/": "https://example.com:8443",
    "*.example.com": "https://*.example.com",
    "https://*.Example.co.uk/": "https://*.example.co.uk",
    "https://bücher.example": "https://xn--bcher-kva.example",
    "https://example.com.": "https://example.com",
}
REFUSED = [
    "", "   ", "http://example.com", "ftp://example.com", "javascript:alert(1)", "https://",
    "https://*", "https://*.com", "*.*.example.com", "https://a.*.example.com", "example",
    "https://example.com; script-src *", "https://example.com https://evil.example",
    "https://'none'", "https://me:secret@example.com", "https://me@example.com",
    "https://example.com\\@evil.example", "https://exa mple.com", "https://example.com\r\nX: y",
    "https://example.com:99999", "https://[::1", "https://-example.com", "https://192.0.2.7",
    "https://" + "a" * 64 + ".example", "https://" + "a." * 130 + "example", "data:text/html,x",
    "http://localhost:5000", "http://127.0.0.1", "https://example.com,evil.example", '"', "null",
]  # fmt: skip


@pytest.mark.parametrize(("typed", "origin"), UNDERSTOOD.items())
def test_a_site_is_understood_as_its_origin(typed, origin):
    assert site_of(typed, is_local=False) == origin
    assert site_of(origin, is_local=False) == origin


@pytest.mark.parametrize("typed", REFUSED)
def test_what_is_no_site_is_refused_in_words(typed):
    with pytest.raises(SiteUnusable) as refused:
        site_of(typed, is_local=False)
    assert refused.value.words.endswith(".")


def test_other_ports_of_this_machine_are_for_trying_out():
    assert site_of("http://localhost:5001/page", is_local=True) == "http://localhost:5001"
    assert site_of("http://127.0.0.1", is_local=True) == "http://127.0.0.1"
    with pytest.raises(SiteUnusable):
        site_of("http://example.com", is_local=True)


def test_without_sites_nobody_may_frame_it():
    assert policy_of([]) == "'none'"
    assert policy_of(["https://a.example", "https://*.b.example"]) == (
        "https://a.example https://*.b.example"
    )
