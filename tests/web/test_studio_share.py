"""Sharing a form: its link and code, the tag for one's own site, and the sites that may show it."""

from __future__ import annotations

import html
import io
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from PIL import Image

from tests.abuse.promised import policy_of
from tests.decoding import read_code
from tests.web.browsing import Browser
from tests.web.designer import sign_in_designer
from tests.web.forms import DINNER
from tests.web.supplier import token
from wedforms.accounts.features import set_feature
from wedforms.forms.exchange import kept_form

PAST = {"closes_at": "2020-01-01T12:00Z"}
CLOSED = "This form is closed since 1 January 2020: nobody can answer it."
SITE = "https://www.rose.example"


@pytest.fixture
def supplier(app, tenant_session, two_organizations) -> Browser:
    return sign_in_designer(app, tenant_session, two_organizations.ours)


@pytest.fixture
def shared(publish, tenant_session, two_organizations) -> str:
    """The studio's address about sharing our form."""
    publish(DINNER, slug="dinner")
    with tenant_session(two_organizations.ours) as session:
        return f"/studio/forms/{kept_form(session, 'dinner').id}/share"


def test_a_form_that_is_closed_says_so_wherever_it_is_shared(
    supplier, publish, tenant_session, two_organizations
):
    publish({**DINNER, "settings": PAST}, slug="past")
    with tenant_session(two_organizations.ours) as session:
        form = f"/studio/forms/{kept_form(session, 'past').id}"
    for page in ("share", "share/site", "share/links", "share/filled"):
        assert CLOSED in supplier.client.get(f"{form}/{page}").get_data(as_text=True), page


def test_a_form_that_is_open_says_nothing_of_being_closed(supplier, shared):
    assert "is closed since" not in supplier.client.get(shared).get_data(as_text=True)


def test_where_own_sites_are_switched_off_the_page_says_so(
    supplier, shared, tenant_session, two_organizations
):
    words = "not part of your plan now"
    assert words not in supplier.client.get(f"{shared}/site").get_data(as_text=True)
    with tenant_session(two_organizations.ours) as session:
        set_feature(session, "embeds", on=False)
    assert words in supplier.client.get(f"{shared}/site").get_data(as_text=True)


def test_the_words_for_whoever_builds_the_site_name_the_tag(supplier, shared):
    page = supplier.client.get(f"{shared}/site").get_data(as_text=True)
    assert "&lt;wed-form find org=…&gt;" in page
    assert "<wed-form" not in page


@pytest.fixture
def foreign(publish, tenant_session, two_organizations) -> str:
    """The same address of a form of the other organization."""
    publish(DINNER, slug="dinner", tenant=two_organizations.theirs)
    with tenant_session(two_organizations.theirs) as session:
        return f"/studio/forms/{kept_form(session, 'dinner').id}/share"


def press(supplier: Browser, address: str, **given: str):
    given["csrf_token"] = token(supplier, "/studio/account")
    return supplier.client.post(address, data=given)


def test_the_page_shows_the_public_link_and_its_code(supplier, shared, two_organizations):
    supplier.open(shared)
    public = f"http://localhost/f/{two_organizations.ours.slug}/dinner"
    page = supplier.response.get_data(as_text=True)
    assert f'value="{public}"' in page
    assert f"{shared}/code.svg" in page
    drawn = supplier.client.get(f"{shared}/code.svg")
    assert drawn.headers["Content-Type"] == "image/svg+xml"
    assert drawn.get_data(as_text=True).startswith("<svg")
    assert "Content-Disposition" not in drawn.headers


def test_the_code_can_be_kept_and_printed_large(supplier, shared):
    picture = supplier.client.get(f"{shared}/code.png?download=yes")
    assert picture.headers["Content-Disposition"] == "attachment; filename*=UTF-8''Dinner.png"
    size, _ = Image.open(io.BytesIO(picture.data)).size
    assert size > 800


def test_the_picture_of_the_code_leads_to_the_public_link(supplier, shared, two_organizations):
    picture = Image.open(io.BytesIO(supplier.client.get(f"{shared}/code.png").data)).convert("L")
    public = f"http://localhost/f/{two_organizations.ours.slug}/dinner"
    assert read_code(picture) == [public]
    patch = picture.width // 4
    at = (picture.width - patch) // 2
    picture.paste(255, (at, at, at + patch, at + patch))
    assert read_code(picture) == [public], "a drop of wine in the middle hides the rest"


def test_a_form_that_is_not_open_is_said_to_be_so(
    supplier, shared, tenant_session, two_organizations
):
    with tenant_session(two_organizations.ours) as session:
        kept_form(session, "dinner").is_active = False
    assert "This form is switched off" in supplier.open(shared).text


def test_a_site_is_added_shown_and_removed_without_publishing(
    supplier, shared, two_organizations, browser
):
    assert "No site is on the list yet" in supplier.open(f"{shared}/site").text
    added = press(supplier, f"{shared}/site", site="www.Rose.example/contact")
    assert added.status_code == 303
    supplier.open(added.headers["Location"])
    assert f"{SITE} may show the form now." in supplier.text
    framed = f"/e/{two_organizations.ours.slug}/dinner"
    assert policy_of(browser.client.get(framed))["frame-ancestors"] == SITE
    removed = press(supplier, f"{shared}/site/remove", site=SITE)
    assert "cannot show the form any more" in supplier.open(removed.headers["Location"]).text
    assert policy_of(browser.client.get(framed))["frame-ancestors"] == "'none'"


def test_what_is_no_site_is_said_at_the_field_with_what_was_typed(supplier, shared):
    answer = press(supplier, f"{shared}/site", site="http://rose.example")
    assert answer.status_code == 422
    page = answer.get_data(as_text=True)
    assert "The site needs https" in page
    assert 'value="http://rose.example"' in page
    assert 'aria-invalid="true"' in page


def test_a_forged_address_says_nothing_on_the_page(supplier, shared):
    assert "evil" not in supplier.open(f"{shared}/site?allowed=https://evil.example").text


@pytest.mark.parametrize("mode", ["inline", "popup", "page"])
def test_the_tag_is_ready_to_be_copied(supplier, shared, two_organizations, mode):
    supplier.open(f"{shared}/site?mode={mode}")
    page = supplier.response.get_data(as_text=True)
    tag = html.unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)[1])
    assert '<script src="http://localhost/embed/v1/wed-form.js" async></script>' in tag
    more = "" if mode == "inline" else f' mode="{mode}"'
    assert f'<wed-form org="{two_organizations.ours.slug}" form="dinner"{more}>' in tag


def test_a_name_is_words_in_the_tag_whatever_it_is(
    supplier, publish, tenant_session, two_organizations
):
    publish({**DINNER, "name": "Ann </a><script>alert(1)</script> & Tom"}, slug="odd")
    with tenant_session(two_organizations.ours) as session:
        address = f"/studio/forms/{kept_form(session, 'odd').id}/share/site"
    page = supplier.client.get(address).get_data(as_text=True)
    tag = html.unescape(re.search(r"<textarea[^>]*>(.*?)</textarea>", page, re.DOTALL)[1])
    assert ">Ann &lt;/a&gt;&lt;script&gt;alert(1)&lt;/script&gt; &amp; Tom</a>" in tag
    assert tag.count("<script") == 1


def test_two_people_adding_sites_at_once_both_see_theirs(
    supplier, shared, two_organizations, tenant_session
):
    csrf = token(supplier, "/studio/account")
    cookies = supplier.client._cookies.copy()

    def add(name: str) -> int:
        client = supplier.client.application.test_client()
        client._cookies.update(cookies)
        given = {"site": f"https://{name}.example.com", "csrf_token": csrf}
        return client.post(f"{shared}/site", data=given).status_code

    with ThreadPoolExecutor(6) as people:
        assert list(people.map(add, "abcdef")) == [303] * 6
    with tenant_session(two_organizations.ours) as session:
        assert len(kept_form(session, "dinner").allowed_sites) == 6


def test_another_organization_finds_nothing(supplier, shared, foreign):
    assert supplier.client.get(shared).status_code == 200
    for way in ("", "/code.svg", "/code.png", "/site"):
        assert supplier.client.get(foreign + way).status_code == 404
    for way in ("/site", "/site/remove"):
        assert press(supplier, foreign + way, site=SITE).status_code == 404


def test_messengers_get_a_title_a_picture_and_nothing_personal(browser, publish):
    address = publish({**DINNER, "description": "Tell us what you eat."}, slug="preview")
    page = browser.client.get(address).get_data(as_text=True)
    told = dict(re.findall(r'<meta (?:property|name)="([\w:-]+)" content="([^"]*)"', page))
    assert told["og:title"] == "Dinner"
    assert told["og:description"] == "Tell us what you eat."
    assert told["og:url"] == f"http://localhost{address}"
    assert re.fullmatch("#[0-9a-f]{6}", told["theme-color"])
    assert told["robots"] == "noindex, nofollow"
    browser.open(address).fill(who="Ana").press("save")
    page = browser.client.get(browser.path).get_data(as_text=True)
    assert "og:url" not in page
    assert browser.path not in page.partition("</head>")[0]
