"""A form in a frame on a supplier's site: the same pages and acts, framed by the allowed sites alone."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from tests.abuse.addresses import ENQUIRY, open_addresses
from tests.abuse.promised import policy_of
from tests.abuse.site import Site, running_site
from tests.web.browsing import Browser
from tests.web.forms import DINNER
from wedforms.forms import Form
from wedforms.forms.errors import FormNotFound, SiteUnusable
from wedforms.forms.sites import MOST_SITES, allow_site, forbid_site
from wedforms.web.routes import ROUTES

SITE = "https://www.ivy.example"
FRAMED = [route for route in ROUTES if route.frames == "allowed sites"]


@pytest.fixture(scope="module")
def site(module_database, tmp_path_factory):
    with running_site(module_database, tmp_path_factory.mktemp("files")) as running:
        yield running


def allow(site: Site, address: str, *sites: str) -> None:
    with site.work(site.owner_of(address)) as session:
        for one in sites:
            allow_site(session, site.form_id(address), site=one, is_local=False)


def framed(address: str) -> str:
    return address.replace("/f/", "/e/", 1)


@pytest.fixture
def dinner(site: Site) -> str:
    address = site.publish(DINNER)
    allow(site, address, SITE)
    return address


@pytest.mark.parametrize("route", FRAMED, ids=lambda one: f"{one.method} {one.rule}")
def test_every_page_below_the_form_may_be_framed_by_its_sites_and_by_nobody_else(site, route):
    addresses = open_addresses(site)
    allow(site, addresses.form, SITE, "*.lark.example")
    answer = site.client.open(addresses.of(route), method=route.method)
    assert policy_of(answer)["frame-ancestors"] == f"https://*.lark.example {SITE}"
    assert "X-Frame-Options" not in answer.headers
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert answer.headers["Cross-Origin-Embedder-Policy"] == "require-corp"
    assert answer.headers["Permissions-Policy"].startswith("camera=()")
    assert "Set-Cookie" not in answer.headers
    assert "unsafe" not in answer.headers["Content-Security-Policy"]


def test_the_same_pages_outside_the_frame_stay_unframed(site):
    addresses = open_addresses(site)
    allow(site, addresses.form, SITE)
    for address in (addresses.form, addresses.link, addresses.draft, addresses.sent):
        answer = site.client.get(address)
        assert policy_of(answer)["frame-ancestors"] == "'none'"
        assert answer.headers["X-Frame-Options"] == "DENY"


def test_without_sites_and_for_unknown_forms_nobody_may_frame_it(site):
    address = site.publish(DINNER)
    for one in (framed(address), f"/e/{site.ours.slug}/nothing", "/e/nobody/nothing"):
        answer = site.client.get(one)
        assert policy_of(answer)["frame-ancestors"] == "'none'"
        assert answer.headers["X-Frame-Options"] == "DENY"


def test_sites_of_one_supplier_are_not_those_of_another(site):
    ours, theirs = site.publish_twice(DINNER)
    allow(site, ours, SITE)
    assert policy_of(site.client.get(framed(ours)))["frame-ancestors"] == SITE
    assert policy_of(site.client.get(framed(theirs)))["frame-ancestors"] == "'none'"
    with site.work(site.theirs) as session, pytest.raises(FormNotFound):
        allow_site(session, site.form_id(ours), site=SITE, is_local=False)


def test_a_site_that_is_taken_off_the_list_is_refused_at_once(site, dinner):
    with site.work(site.ours) as session:
        forbid_site(session, site.form_id(dinner), site=SITE)
    assert policy_of(site.client.get(framed(dinner)))["frame-ancestors"] == "'none'"


def test_twice_the_same_site_is_once_and_the_list_has_an_end(site, dinner):
    allow(site, dinner, "www.ivy.example", SITE)
    with site.work(site.ours) as session:
        form = session.scalars(select(Form).where(Form.id == site.form_id(dinner))).one()
        assert form.allowed_sites == [SITE]
    with pytest.raises(SiteUnusable):
        allow(site, dinner, *(f"s{number}.example.com" for number in range(MOST_SITES)))


def in_frame(browser: Browser, address: str) -> None:
    """The page that was reached is in the frame of this form, and so is every way on from it."""
    assert browser.path.startswith(f"{framed(address)}/")
    for link in (*browser.page.links, *browser.page.actions):
        outside = link.startswith(("#", "mailto:", "http", "/accessibility", "/static", "/s/"))
        assert outside or link.startswith(framed(address)), link


def test_a_form_is_filled_in_kept_sent_and_changed_without_leaving_the_frame(site, dinner):
    browser = site.browser.open(framed(dinner))
    browser.fill(who="Ana", coming="yes").press("next").fill(meal="veg").press("next")
    in_frame(browser, dinner)
    assert "/d/" in browser.path
    browser.press("review")
    in_frame(browser, dinner)
    browser.press("submit")
    in_frame(browser, dinner)
    assert browser.address.endswith("?sent=now")
    assert "Your answers have arrived." in browser.text
    thanks = browser.path
    [change] = [one for one in browser.page.actions if one.endswith("/change")]
    browser.post(change, browser.posted())
    in_frame(browser, dinner)
    assert browser.values("who") == ["Ana"]
    assert browser.open(thanks).status == 200
    [sent] = site.sent(dinner)
    assert sent["submission_data"]["meal"] == "veg"


def test_sending_twice_and_looking_again_stay_in_the_frame(site, dinner):
    link = site.personal_link(dinner, one_response=True).rpartition("/")[2]
    browser = site.browser.open(f"{framed(dinner)}/p/{link}")
    browser.fill(who="Ana", coming="no").press("next").press("review").press("submit")
    in_frame(browser, dinner)
    again = site.browser.open(f"{framed(dinner)}/p/{link}")
    assert again.response is not None
    assert again.response.status_code == 303 or "/s/" in again.address
    assert "sent=now" not in again.address


def test_saving_shows_the_address_outside_the_frame(site, dinner):
    browser = site.browser.open(framed(dinner)).fill(who="Ana").press("save")
    in_frame(browser, dinner)
    token = browser.path.rpartition("/")[2]
    assert f"http://localhost/d/{site.ours.slug}/{token}" in browser.text
    assert site.client.get(f"/d/{site.ours.slug}/{token}").status_code == 200


def test_a_frame_shows_its_own_form_alone(site, dinner):
    other = site.publish(ENQUIRY)
    allow(site, other, "https://elsewhere.example")
    addresses = open_addresses(site)
    for kind in (addresses.link, addresses.draft, addresses.sent):
        letter, token = kind.split("/")[1], kind.rpartition("/")[2]
        assert site.client.get(kind).status_code == 200
        assert site.client.get(f"{framed(other)}/{letter}/{token}").status_code == 404
        assert site.client.get(f"{framed(addresses.form)}/{letter}/{token}").status_code == 200


def test_trouble_is_told_inside_the_frame(site, dinner):
    for address in (f"{framed(dinner)}/d/{'x' * 43}", f"{framed(dinner)}/s/{'x' * 43}"):
        answer = site.client.get(address)
        assert answer.status_code == 404
        assert policy_of(answer)["frame-ancestors"] == SITE
        assert "frame-" in answer.get_data(as_text=True)


def test_only_pages_in_a_frame_name_the_sites_and_bring_its_script(site, dinner):
    inside = site.client.get(framed(dinner)).get_data(as_text=True)
    outside = site.client.get(dinner).get_data(as_text=True)
    assert f'data-frame-sites="{SITE}"' in inside
    assert re.search(r"/static/frame-\w+\.js", inside)
    assert "frame-sites" not in outside
    assert not re.search(r"/static/frame-\w+\.js", outside)


def test_the_element_is_small_cached_and_may_be_loaded_by_every_site(site):
    packed = site.client.get("/embed/v1/wed-form.js", headers={"Accept-Encoding": "gzip"})
    assert packed.status_code == 200
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.data) < 15_000
    assert packed.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert packed.headers["Access-Control-Allow-Origin"] == "*"
    assert packed.headers["Cache-Control"] == "public, max-age=3600"
    plain = site.client.get("/embed/v1/wed-form.js")
    assert b"wed-form" in plain.data
    known = {"If-None-Match": plain.headers["ETag"]}
    assert site.client.get("/embed/v1/wed-form.js", headers=known).status_code == 304
