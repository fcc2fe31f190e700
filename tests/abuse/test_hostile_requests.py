"""Requests that no page of ours makes, at every route: each gets a calm answer and harms nothing."""

from __future__ import annotations

import io
from typing import Any

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from tests.abuse.addresses import GETS, JSON, POSTS, Addresses, named, open_addresses
from tests.abuse.site import Site, assert_calm, opened, read
from wedforms.web.routes import ROUTES

FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=x"
DEEP = 100_000

#: Bodies that mean nothing, with the type that they claim to be.
NONSENSE = {
    "nothing": (b"", ""),
    "words": (b"hello", "text/plain"),
    "no type": (b"who=Ana", ""),
    "strange type": (b"who=Ana", "\x22;;=\xe9"),
    "parts without boundary": (b"hello", "multipart/form-data"),
    "parts cut off": (b"--x\r\nContent-Disposition: form-data; name=who\r\n\r\nAna", PARTS),
    "parts without end": (b"--x\r\nContent-Disposition: form-data; name=who\r\n", PARTS),
    "parts of bytes": (bytes(range(256)), PARTS),
    "json cut off": (b'{"_token": ', "application/json"),
    "json of bytes": (b'{"_token": "\xff"}', "application/json"),
    "json list": (b"[]", "application/json"),
    "json deep lists": (b"[" * DEEP + b"]" * DEEP, "application/json"),
    "json deep objects": (b'{"a":' * DEEP + b"1" + b"}" * DEEP, "application/json"),
    "json long number": (b'{"_token": ' + b"9" * 5_000 + b"}", "application/json"),
    "json not a number": (b'{"_token": NaN, "inputs": Infinity}', "application/json"),
    "json lone surrogate": (b'{"_token": "\\ud800", "inputs": {"who": ["\\udfff"]}}', "application/json"),
    "json nul": (b'{"_token": "\\u0000"}', "application/json"),
    "json token list": (b'{"_token": [[]]}', "application/json"),
}  # fmt: skip


@pytest.fixture(scope="module")
def addresses(site: Site) -> Addresses:
    return open_addresses(site)


@pytest.mark.parametrize("route", POSTS, ids=named(POSTS))
def test_nonsense_is_refused(site, addresses, route):
    for name, (content, kind) in NONSENSE.items():
        response = site.client.post(addresses.of(route), data=content, content_type=kind)
        assert_calm(response)
        assert response.status_code in _refusals(route, kind), name
        if route in JSON and name.startswith("json"):
            assert response.get_json()["message"]


def _refusals(route, kind: str) -> tuple[int, ...]:
    """Without its token a change only shows the thank-you page again, a code its question.

    Nobody asks for a change who may still make it.
    """
    if route.rule.endswith(("/change", "/newer", "/ask")):
        return (303, 400)
    if route.rule.endswith("/find"):
        return (400, 422)
    return (415,) if route in JSON and kind != "application/json" else (400, 403)


@pytest.mark.parametrize("route", POSTS, ids=named(POSTS))
def test_ten_megabytes_are_too_much(site, addresses, route):
    body = b'{"who": "' + b"a" * 10_000_000 + b'"}'
    for kind in (FORM, "application/json"):
        response = site.client.post(addresses.of(route), data=body, content_type=kind)
        assert_calm(response)
        assert response.status_code == (415 if route in JSON and kind == FORM else 413)


@pytest.mark.parametrize("kind", [FORM, "application/json"])
def test_a_million_bytes_are_taken_and_one_more_is_not(site, addresses, kind):
    is_json = kind == "application/json"
    address = f"{addresses.form}/drafts" if is_json else addresses.form
    body = f'{{"_token": "{addresses.token}"}}' if is_json else f"_token={addresses.token}&who="
    full = body.encode().ljust(1_000_000, b" " if is_json else b"a")
    taken = site.client.post(address, data=full, content_type=kind)
    assert taken.status_code == (201 if is_json else 422)
    refused = site.client.post(address, data=full + full[-1:], content_type=kind)
    assert_calm(refused)
    assert refused.status_code == 413


def in_parts(inputs: dict[str, Any]) -> dict[str, Any]:
    """A form in parts, made in memory."""
    boundary, content = encode_multipart(inputs)
    return {"data": content, "content_type": f"multipart/form-data; boundary={boundary}"}


def test_ten_megabytes_of_one_answer_are_too_much_where_files_may_come_too(site, addresses):
    answer = {"who": "a" * 10_000_000}
    assert site.client.post(addresses.form, **in_parts(answer)).status_code == 413
    file = {"certificate-upload": FileStorage(io.BytesIO(b"a" * 30_000_000), "a.pdf")}
    assert site.client.post(addresses.form, **in_parts(file)).status_code == 413


def test_inputs_beyond_all_measure_are_refused(site, addresses):
    many = {"_token": addresses.token, **{f"who{number}": "x" for number in range(20_001)}}
    for body in ({"data": many}, in_parts(many)):
        response = site.client.post(addresses.form, **body)
        assert_calm(response)
        assert response.status_code in (400, 413)


@pytest.mark.parametrize("route", ROUTES, ids=named(list(ROUTES)))
def test_strange_characters_in_any_part_of_an_address_lead_nowhere(site, addresses, route):
    parts = addresses.of(route).split("/")
    way = {"method": route.method, **_filled_in(addresses, route)}
    # What stands first is ours: /f, /p, /live; behind it come the parts that people choose.
    for at in range(2 if len(parts) > 2 else 1, len(parts)):
        for strange in STRANGE:
            address = "/".join([*parts[:at], parts[at] + strange, *parts[at + 1 :]])
            response = site.client.open(address, **way)
            assert_calm(response)
            assert "\n" not in response.headers.get("Location", "")
            assert response.status_code in _nowhere(route, parts, at), address


STRANGE = ("%00", "%ff%fe", "%ed%a0%80", "%0d%0aSet-Cookie:%20a=b", "..%2f", "é", "'--", "%F0%9F%92%8D")  # fmt: skip


def _filled_in(addresses: Addresses, route) -> dict[str, Any]:
    """A body that the route takes, so that nothing but the address is wrong."""
    if route.method == "GET":
        return {}
    body = {"_token": addresses.token}
    return {"json": body} if route in JSON else {"data": body}


def _nowhere(route, parts: list[str], at: int) -> tuple[int, ...]:
    """Taking away a file that is not there is done already; all else is not found.

    In the studio it is not looked for before somebody is signed in and the page is known as ours.
    """
    if route.endpoint.startswith("studio."):
        return (404, 405, 303 if route.method == "GET" else 400)
    takes_away = route.endpoint in ("public.remove_file", "public.framed_remove_file")
    return (303, 404) if takes_away and parts[at] in ("certificate", "0") else (404, 405)


@pytest.mark.parametrize("route", GETS, ids=named(GETS))
def test_strange_questions_change_nothing(site, addresses, route):
    plain = site.client.get(addresses.of(route))
    for question in ("page=" + "9" * 5_000, "page=-1", "page=%00", "page=²", "page=review",
                     "seen=%3Cscript%3Ealert(1)%3C/script%3E", "v=%0d%0a", "next=//evil.example"):  # fmt: skip
        response = site.client.get(f"{addresses.of(route)}?{question}")
        assert response.status_code == plain.status_code
        assert "<script>alert" not in response.get_data(as_text=True)
        assert "evil.example" not in response.headers.get("Location", "")


@pytest.mark.parametrize("route", ROUTES, ids=named(list(ROUTES)))
def test_other_methods_are_refused_with_those_that_work(site, addresses, route):
    for method in ("PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"):
        response = site.client.open(addresses.of(route), method=method)
        assert response.status_code == 405
        assert route.method in response.headers["Allow"]
        assert_calm(response)


@pytest.mark.parametrize("route", GETS, ids=named(GETS))
def test_head_is_get_without_its_body(site, addresses, route):
    got, head = (site.client.open(addresses.of(route), method=way) for way in ("GET", "HEAD"))
    assert head.status_code == got.status_code
    assert head.get_data() == b""


@pytest.mark.parametrize("route", ROUTES, ids=named(list(ROUTES)))
def test_options_tells_methods_and_nothing_to_other_origins(site, addresses, route):
    asked = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    response = site.client.open(addresses.of(route), method="OPTIONS", headers=asked)
    assert response.status_code == 200
    assert_calm(response)
    assert not [name for name, _ in response.headers if name.startswith("Access-Control")]


HEADERS = {
    "User-Agent": "\x00\ud800".encode("utf-8", "surrogatepass").decode("latin-1"),
    "Accept": "text/html;q=9e999, */*;q=nan, ;;;",
    "Accept-Language": "xx-\xff;q=-1, " + "en," * 5_000,
    "Accept-Encoding": "gzip;q=x",
    "Referer": "https://evil.example/\r ",
    "Origin": "null",
    "Range": "bytes=5-1,9999999999999-",
    "If-Modified-Since": "yesterday",
    "If-None-Match": '"\xff',
    "Cookie": "session=\x01; =;;" + "a=b;" * 2_000,
    "X-Forwarded-For": "not an address",
    "X-Forwarded-Host": "evil.example",
    "Host": "evil.example",
}


@pytest.mark.parametrize("route", ROUTES, ids=named(list(ROUTES)))
def test_strange_headers_change_nothing(site, addresses, route):
    for name, value in HEADERS.items():
        response = site.client.open(
            addresses.of(route), method=route.method, environ_overrides=_environ(name, value)
        )
        # Nobody works for this site, so it is never ready; all else answers calmly.
        if route.endpoint != "health.ready":
            assert_calm(response)
        said = response.get_data(as_text=True) if response.mimetype == "text/html" else ""
        assert "evil.example" not in said + response.headers.get("Location", "")


def _environ(name: str, value: str) -> dict[str, str]:
    return {f"HTTP_{name.upper().replace('-', '_')}": value}


def test_strange_user_agent_is_kept_as_far_as_it_can_be(site, addresses):
    agent = {"HTTP_USER_AGENT": "phone \x00 \xff" + "x" * 5_000}
    other = site.publish({"name": "Agents", "form_type": "questionnaire", "settings": {"review": False},
                          "fields": [{"key": "who", "field_type": "text", "label": "Who"}]})  # fmt: skip
    own = opened(site, other)
    sent = site.post(other, {**own, "who": "Bea", "_action": "submit"}, environ_overrides=agent)
    assert sent.status_code == 303
    [row] = site.sent(other)
    assert row["origin"]["agent"].startswith("phone")


def test_doubled_slashes_never_lead_to_another_host(site, addresses):
    for address in (
        f"/{addresses.form}",
        addresses.form.replace("/f/", "/f//"),
        "//evil.example/f",
    ):
        response = site.client.get(address, headers={"Host": "localhost"})
        assert response.status_code == 404
        assert "Location" not in response.headers


def test_form_that_is_cut_off_is_not_called_an_old_page(site, addresses):
    content, kind = NONSENSE["parts cut off"]
    response = site.client.post(addresses.form, data=content, content_type=kind)
    assert response.status_code == 400
    assert "open for a long time" not in " ".join(read(response).words)


def test_nothing_of_all_that_was_stored(site, addresses):
    """No attack of this module changed what was sent, or reached the other organization."""
    assert [row["submission_data"]["who"] for row in site.sent(addresses.form)] == ["Ana"]
    assert site.ledger(site.theirs).value("select count(*) from form_submissions") == 0
