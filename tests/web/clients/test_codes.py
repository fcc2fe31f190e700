"""A household finds its page by the code on its invitation, and nobody else's."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from tests.web.browsing import Browser
from tests.web.forms import form, required
from wedforms.forms import Form, FormLink
from wedforms.forms.codes import LENGTH, SIGNS, codes_of, tidy_code
from wedforms.forms.links import make_personal_link
from wedforms.forms.sites import allow_site
from wedforms.web.routes import ROUTES

NOW = datetime.now(UTC)
RSVP = form(required("who", label="Who comes?"), settings={"review": False, "prefill": ["who"]})
WRONG = "0000-0000"


@pytest.fixture
def invite(publish, tenant_session, two_organizations, settings):
    """Publish a form for one organization, and make a household's link."""

    def invited(label: str, *, tenant=None, days: int = 30, slug: str = "rsvp") -> str:
        owner = tenant or two_organizations.ours
        publish(RSVP, slug=slug, tenant=owner)
        with tenant_session(owner) as session:
            form_id = session.scalars(select(Form.id).where(Form.slug == slug)).one()
            make_personal_link(
                session,
                form_id=form_id,
                prefill={"who": label},
                expires_at=NOW + timedelta(days=days),
                signing_key=settings.secret_key,
                label=label,
            )
            found = codes_of(session, form_id, signing_key=settings.secret_key, now=NOW)
        return next((one.code for one in found if one.label == label), "")

    return invited


def type_code(app, code: str, *, address: str = "/f/rose-and-lens/rsvp/find") -> Browser:
    guest = Browser(app.test_client()).open(address)
    sent = guest.posted()
    sent["code"] = code
    return guest.post(address, sent)


def test_a_code_leads_to_the_household_it_belongs_to(app, invite):
    byrne, chen = invite("The Byrnes"), invite("The Chens")
    assert byrne != chen
    assert re.fullmatch(f"[{SIGNS}]{{4}}-[{SIGNS}]{{4}}", byrne)
    for code in (byrne, byrne.lower(), byrne.replace("-", ""), f" {byrne} "):
        page = type_code(app, code)
        assert page.path.startswith("/p/rose-and-lens/")
        assert page.values("who") == ["The Byrnes"]


def test_codes_for_paper_are_listed_by_name(publish, tenant_session, two_organizations, settings):
    publish(RSVP, slug="rsvp")
    with tenant_session(two_organizations.ours) as session:
        form_id = session.scalars(select(Form.id)).one()
        for label in ("Zoé", "mia", "Émile", "Anna"):
            make_personal_link(
                session,
                form_id=form_id,
                prefill={"who": label},
                expires_at=NOW + timedelta(days=1),
                signing_key=settings.secret_key,
                label=label,
            )
        found = codes_of(session, form_id, signing_key=settings.secret_key, now=NOW)
    assert [one.label for one in found] == ["Anna", "Émile", "mia", "Zoé"]


def test_a_wrong_code_names_nobody_and_looks_like_any_other(
    app, invite, tenant_session, two_organizations
):
    code = invite("The Byrnes")
    answers = set()
    for typed in (WRONG, "", "The Byrnes", "x" * 5_000, "\x00", "' or 1=1"):
        page = type_code(app, typed)
        assert page.status == 422
        assert "Byrnes" not in page.text
        answers.add(page.text)
    with tenant_session(two_organizations.ours) as session:
        session.execute(update(FormLink).values(revoked_at=NOW))
    answers.add(type_code(app, code).text)
    assert len(answers) == 1


def test_an_expired_code_leads_nowhere(app, invite):
    code = invite("The Byrnes", days=30)
    assert type_code(app, code).path.startswith("/p/")
    assert invite("The Chens", days=-1) == ""


def test_a_code_is_good_for_its_own_form_and_organization_alone(app, invite, two_organizations):
    code = invite("The Byrnes")
    invite("The Mills", tenant=two_organizations.theirs)
    invite("Others", slug="brunch")
    assert type_code(app, code, address="/f/old-mill/rsvp/find").status == 422
    assert type_code(app, code, address="/f/rose-and-lens/brunch/find").status == 422


def test_looking_writes_nothing_and_a_page_that_is_not_ours_finds_nothing(
    app, invite, tenant_session, two_organizations
):
    code = invite("The Byrnes")
    client = app.test_client()
    assert client.get(f"/f/rose-and-lens/rsvp/find?code={code}").status_code == 200
    assert client.post("/f/rose-and-lens/rsvp/find", data={"code": code}).status_code == 422
    type_code(app, code)
    with tenant_session(two_organizations.ours) as session:
        assert session.scalars(select(FormLink.responses)).one() == 0


def test_inside_a_frame_it_stays_there_and_only_its_sites_show_it(
    app, invite, tenant_session, two_organizations
):
    code = invite("The Byrnes")
    with tenant_session(two_organizations.ours) as session:
        form_id = session.scalars(select(Form.id).where(Form.slug == "rsvp")).one()
        allow_site(session, form_id, site="https://rose.example", is_local=False)
    address = "/e/rose-and-lens/rsvp/find"
    headers = app.test_client().get(address).headers
    assert "frame-ancestors https://rose.example" in headers["Content-Security-Policy"]
    wrong = type_code(app, WRONG, address=address)
    assert (wrong.status, wrong.path) == (422, address)
    page = type_code(app, code, address=address)
    assert page.path.startswith("/e/rose-and-lens/rsvp/p/")
    assert page.values("who") == ["The Byrnes"]


def test_guessing_is_limited_by_address_and_form(app, invite):
    invite("The Byrnes")
    [route] = [one for one in ROUTES if one.endpoint == "public.find_household"]
    most = int(route.limit.split()[0])
    client = app.test_client()
    address = "/f/rose-and-lens/rsvp/find"
    statuses = [client.post(address, data={}).status_code for _ in range(most + 1)]
    assert statuses == [422] * most + [429]
    elsewhere = app.test_client().post(address, data={}, environ_base={"REMOTE_ADDR": "192.0.2.9"})
    assert elsewhere.status_code == 422


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("7k3f-9qxm", "7K3F9QXM"),
        ("oil0-0000", "01100000"),
        ("7K3F 9QXM", "7K3F9QXM"),
        ("7K3F9QX", ""),
        ("7K3F9QXMM", ""),
        ("UUUU-UUUU", ""),
        ("７K3F9QXM", ""),
    ],
)
def test_what_people_type_is_read_as_they_meant_it(typed, read):
    assert tidy_code(typed) == read
    assert len(read) in (0, LENGTH)


def test_the_supplier_prints_the_list_and_a_stranger_does_not_see_it(
    supplier, stranger, invite, tenant_session, two_organizations
):
    code = invite("The Byrnes")
    with tenant_session(two_organizations.ours) as session:
        form_id = session.scalars(select(Form.id)).one()
    page = supplier.open(f"/studio/forms/{form_id}/share/codes")
    assert {"The Byrnes", code} <= set(page.page.words)
    raw = supplier.client.get(f"/studio/forms/{form_id}/share/codes").get_data(as_text=True)
    assert 'value="http://localhost/f/rose-and-lens/rsvp/find"' in raw
    assert stranger.client.get(f"/studio/forms/{form_id}/share/codes").status_code == 404
