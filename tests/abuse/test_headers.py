"""What every kind of answer carries: no frame, no cookie, no script of its own, nothing to keep."""

from __future__ import annotations

import re

import pytest

from tests.abuse.addresses import ENQUIRY, Addresses, named, open_addresses
from tests.abuse.promised import assert_guarded
from tests.abuse.site import Site, opened, running_site
from tests.abuse.workers import work_once
from tests.web.forms import required
from wedforms.web.routes import ROUTES

each_route = pytest.mark.parametrize("route", ROUTES, ids=named(list(ROUTES)))


@pytest.fixture(scope="module")
def addresses(site: Site) -> Addresses:
    return open_addresses(site)


@each_route
def test_every_answer_of_a_route_carries_the_promised_headers(site, addresses, route):
    answer = site.client.open(addresses.of(route), method=route.method)
    if route.endpoint == "assets.element":  # the one script that other sites load
        assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
        answer.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    assert_guarded(answer)
    assert_guarded(site.client.put(addresses.of(route)))


def test_every_kind_of_refusal_carries_the_promised_headers(site, addresses):
    own = opened(site, addresses.form)
    draft = site.post(addresses.form, {**own, "_action": "save"}).headers["Location"]
    wrong = {**own, "_action": "submit"}
    refusals = {
        200: site.client.get(draft),
        400: site.post(addresses.form, {**own, "who": "\0"}),
        403: site.post(addresses.form, {**own, "_token": "x"}),
        404: site.client.get("/nowhere"),
        413: site.post(addresses.form, {**own, "who": "a" * 2_000_000}),
        415: site.client.post(f"{addresses.form}/drafts", data="x"),
        422: site.post(addresses.form, wrong),
    }
    assert {status: one.status_code for status, one in refusals.items()} == {
        status: status for status in refusals
    }
    for response in refusals.values():
        assert_guarded(response)


def test_a_page_on_https_stays_there(database, tmp_path):
    with running_site(database, tmp_path, public_url="https://forms.example") as site:
        response = site.client.get(site.publish(ENQUIRY))
    assert response.status_code == 200
    assert_guarded(response)
    assert "max-age=63072000" in response.headers["Strict-Transport-Security"]


@each_route
def test_only_what_is_the_same_for_everybody_may_be_kept(site, addresses, route):
    response = site.client.open(addresses.of(route), method=route.method)
    may_be_kept = route.rule.endswith(("theme.css", "wed-form.js"))
    assert ("no-store" in response.headers["Cache-Control"]) != may_be_kept


@each_route
def test_nobody_is_told_to_wait_where_waiting_does_not_help(site, addresses, route):
    response = site.client.open(addresses.of(route), method=route.method)
    assert "Retry-After" not in response.headers


def test_a_paper_is_saved_as_a_file_and_never_shown_as_a_page(database, tmp_path):
    with running_site(database, tmp_path) as site:
        contract = {"name": "Terms", "form_type": "contract", "settings": {"review": False}}
        address = site.publish({**contract, "fields": [required("who", label="Who")]})
        own = opened(site, address)
        sent = site.post(address, {**own, "who": "Ana", "_action": "submit"}).headers["Location"]
        work_once(site)
        paper = site.client.get(f"{sent.partition('?')[0]}/document.pdf")
    assert (paper.status_code, paper.mimetype) == (200, "application/pdf")
    assert paper.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''")
    assert_guarded(paper)


def test_pages_bring_no_script_or_style_of_their_own(site, addresses):
    for address in (addresses.form, addresses.link, addresses.draft, addresses.sent, "/nowhere"):
        said = site.client.get(address).get_data(as_text=True)
        for tag in said.split("<script")[1:]:
            assert 'src="/static/' in tag.split(">")[0] or 'type="application/json"' in tag
        for word in (" style=", "<style", "javascript:", "onclick=", "onload=", "onerror="):
            assert word not in said, address


def test_pages_bring_nothing_from_other_hosts(site, addresses):
    for address in (addresses.form, addresses.link, addresses.draft, addresses.sent, "/nowhere"):
        said = site.client.get(address).get_data(as_text=True)
        assert re.findall(r'(?:src|href|action)="(?:[a-z]+:)?//[^"]*"', said) == [], address
