"""Beginning a form from something: the gallery, a copy, a template, a file from elsewhere."""

from __future__ import annotations

import html
import io
import json
import re
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.factories.workbooks import survey
from tests.web.browsing import Browser
from tests.web.designer import sign_in_designer
from tests.web.supplier import token
from tests.web.versions import FIRST, form_id
from wedforms.core.accounts import Organization, UserProfile
from wedforms.core.limits import room_for
from wedforms.forms import Form
from wedforms.forms.drafting import draft_definition
from wedforms.forms.gallery import NAMES
from wedforms.formspec.reading import read_definition
from wedforms.formspec.writing import content_hash, write_definition

THEIRS = (
    "Ivy",
    "Lark &",
    "Aldermere",
    "Amara",
    "Rosalind",
    "Eleanor",
    "Frome",
    "Swan",
    "7946",
    "them happier",
    "example.com/",
)


@pytest.fixture
def designer(app, tenant_session, two_organizations) -> Browser:
    return sign_in_designer(app, tenant_session, two_organizations.ours)


@pytest.fixture
def ours(tenant_session, two_organizations):
    """Work in our organization."""
    return lambda: tenant_session(two_organizations.ours)


def press(designer: Browser, address: str, **given: Any):
    return designer.client.post(
        address,
        data={**given, "csrf_token": token(designer, "/studio/account")},
        content_type="multipart/form-data",
    )


def made(ours, pressed) -> tuple[Form, str]:
    """The form that a press led to, and what its draft says as text."""
    found = re.search(r"/studio/forms/([0-9a-f-]{36})/design$", pressed.headers["Location"])
    assert found, pressed.headers["Location"]
    with ours() as session:
        form = session.scalars(select(Form).where(Form.id == UUID(found[1]))).one()
        says = write_definition(draft_definition(session, form))
        return form, json.dumps(says, default=str, ensure_ascii=False)


@pytest.mark.parametrize("name", NAMES)
def test_a_form_of_the_gallery_is_taken_in_ones_own_name(designer, ours, name):
    pressed = press(designer, "/studio/forms/new/gallery", name=name)
    form, says = made(ours, pressed)
    assert form.published_version_id is None
    assert [word for word in THEIRS if word in says] == []
    shown = designer.client.get(f"/studio/forms/{form.id}/publish").get_data(as_text=True)
    assert "Publish version 1" in shown


@pytest.mark.parametrize("name", NAMES)
def test_a_form_of_the_gallery_is_looked_at_first(designer, name):
    shown = designer.open(f"/studio/gallery/{name}")
    assert shown.status == 200
    assert "This is an example, to look at: nothing is sent." in shown.text


@pytest.mark.parametrize("name", ["nothing", "../rsvp", "__init__", "rsvp.json", ""])
def test_what_is_not_in_the_gallery_is_not_found(designer, name):
    assert press(designer, "/studio/forms/new/gallery", name=name).status_code == 404


def test_the_page_of_a_new_form_shows_what_to_start_from(designer):
    text = designer.open("/studio/forms/new").text
    assert "Venue hire agreement" in text
    assert "None yet." in text
    assert "Choose a file" in text


def test_a_copy_says_the_same_under_another_name(
    designer, publish, ours, tenant_session, two_organizations
):
    publish(FIRST)
    source = form_id(tenant_session, two_organizations.ours)
    form, says = made(ours, press(designer, f"/studio/forms/{source}/duplicate"))
    assert form.name == "Copy of Dinner"
    copied = {**json.loads(says), "name": "Dinner"}
    assert content_hash(read_definition(copied)) == content_hash(read_definition(FIRST))


def test_a_template_counts_for_nothing_and_is_filled_in_by_nobody(
    designer, publish, app, ours, tenant_session, two_organizations
):
    publish(FIRST)
    source = form_id(tenant_session, two_organizations.ours)
    press(designer, f"/studio/forms/{source}/template")
    with ours() as session:
        template = session.scalars(select(Form).where(Form.is_template)).one()
        session.get(Organization, two_organizations.ours.id).max_forms = 5
        session.flush()
        assert room_for(session, "forms").used == 1
    assert designer.open("/studio/forms").text.count("Design") == 1
    assert "Dinner" in designer.open("/studio/forms/new").text
    public = f"/f/{two_organizations.ours.slug}/{template.slug}"
    assert app.test_client().get(public).status_code == 404
    posted = press(
        designer, f"/studio/forms/{template.id}/publish", revision=str(template.draft_revision)
    )
    assert posted.status_code == 404
    form, _ = made(ours, press(designer, f"/studio/templates/{template.id}/take"))
    assert (form.name, form.is_template) == ("Dinner", False)
    press(designer, f"/studio/templates/{template.id}/delete")
    assert "None yet." in designer.open("/studio/forms/new").text
    with ours() as session:
        assert room_for(session, "forms").used == 2


def test_a_form_is_no_template(designer, publish, tenant_session, two_organizations):
    publish(FIRST)
    source = form_id(tenant_session, two_organizations.ours)
    for way in ("take", "delete"):
        assert press(designer, f"/studio/templates/{source}/{way}").status_code == 404


def test_a_full_account_takes_no_form_from_anywhere(
    designer, publish, ours, tenant_session, two_organizations
):
    publish(FIRST)
    source = form_id(tenant_session, two_organizations.ours)
    press(designer, f"/studio/forms/{source}/template")
    with ours() as session:
        session.get(Organization, two_organizations.ours.id).max_forms = 1
        template = session.scalars(select(Form.id).where(Form.is_template)).one()
    definition = json.dumps(FIRST)
    for address, given in (
        ("/studio/forms/new/gallery", {"name": "rsvp"}),
        (f"/studio/forms/{source}/duplicate", {}),
        (f"/studio/templates/{template}/take", {}),
        ("/studio/forms/import/make", {"definition": definition}),
    ):
        pressed = press(designer, address, **given)
        assert pressed.headers["Location"].startswith("/studio/forms/new?full")
    assert "as many forms as its plan allows" in designer.open("/studio/forms/new").text
    with ours() as session:
        assert len(session.scalars(select(Form.id)).all()) == 2


def send(designer: Browser, content: bytes, name: str):
    file = (io.BytesIO(content), name)
    return press(designer, "/studio/forms/import", file=file, form_type="questionnaire")


def hidden(page: str, name: str) -> str:
    found = re.search(rf'<textarea name="{name}" hidden>(.*?)</textarea>', page, re.DOTALL)
    assert found, page
    return html.unescape(found[1])


WORKBOOK = survey(
    {"type": "text", "name": "who", "label": "Who?", "required": "yes"},
    {"type": "geopoint", "name": "where", "label": "Where?"},
)
SCHEMA = {"title": "Ask", "type": "object", "properties": {"who": {"type": "string"}, "x": False}}
FILES = [
    (WORKBOOK, "Our form.xlsx", "Our form", "Sheet “survey”, row 3"),
    (json.dumps(SCHEMA).encode(), "ask.json", "Ask", "#/properties/x"),
    (json.dumps(FIRST).encode(), "dinner.json", "Dinner", "Everything could be carried as it was."),
]


@pytest.mark.parametrize(("content", "file", "name", "told"), FILES)
def test_a_file_is_told_about_first_and_made_when_one_says_so(
    designer, ours, content, file, name, told
):
    page = send(designer, content, file).get_data(as_text=True)
    assert told in page
    with ours() as session:
        assert session.scalars(select(Form)).all() == []
    kept = press(
        designer, "/studio/forms/import/report", report=hidden(page, "report"), source=file
    )
    assert f"Import of {file}" in kept.get_data(as_text=True)
    assert kept.headers["Content-Disposition"].startswith("attachment")
    form, _ = made(
        ours, press(designer, "/studio/forms/import/make", definition=hidden(page, "definition"))
    )
    assert form.name == name


REFUSED = [
    (
        b"", "empty.json",
        "This file could not be read as JSON. Line 1, column 1 is not JSON: Expecting",
    ),
    (b'{\n"title" 1}', "broken.json", "This file could not be read as JSON. Line 2, column 9 is"),
    (b"PK\x03\x04", "broken.xlsx", "This file could not be read as an Excel workbook"),
    (b"\xff\xfe\x00", "Broken.XLSX", "This file could not be read as an Excel workbook"),
    (b"\xff\xfe\x00", "bytes.json", "This file could not be read as JSON. It is not UTF-8 text."),
    (b"\xef\xbb\xbf {1}", "bytes", "This file could not be read as JSON. Line 1, column 3 is"),
    (b"Name,E-mail\n", "guests.csv", "This file is of no kind that can be read."),
    (b"%PDF-1.7", "Menu.pdf", "This file is of no kind that can be read."),
    (b'{"type": "string"}', "s.json", "lists no questions"),
    (
        json.dumps({"name": "", "form_type": "x", "fields": [{"key": "A"}]}).encode(),
        "faulty.json",
        "things in the file are not right",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("content", "file", "told"), REFUSED)
def test_what_is_no_form_is_told_in_words(designer, ours, content, file, told):
    sent = send(designer, content, file)
    assert sent.status_code == 422
    assert told in sent.get_data(as_text=True)
    with ours() as session:
        assert session.scalars(select(Form)).all() == []


def test_every_fault_of_a_definition_is_told_at_once(designer):
    faulty = {
        "name": "F",
        "form_type": "rsvp",
        "fields": [{"key": "A"}, {"key": "b", "field_type": "text", "x": 1}],
    }
    page = send(designer, json.dumps(faulty).encode(), "f.json").get_data(as_text=True)
    for path in ("fields.0.key", "fields.0.field_type", "fields.1.x"):
        assert f"<code>{path}</code>" in page


def test_what_a_browser_sends_back_is_judged_again(designer, ours):
    made_up = press(designer, "/studio/forms/import/make", definition='{"name": "x"}')
    assert made_up.status_code == 422
    assert press(designer, "/studio/forms/import/make", definition="{").status_code == 422
    with ours() as session:
        assert session.scalars(select(Form)).all() == []


def test_another_suppliers_forms_are_neither_copied_nor_kept(
    designer, publish, tenant_session, two_organizations
):
    publish(FIRST, tenant=two_organizations.theirs)
    theirs = form_id(tenant_session, two_organizations.theirs)
    for way in (
        f"forms/{theirs}/duplicate",
        f"forms/{theirs}/template",
        f"templates/{theirs}/take",
    ):
        assert press(designer, f"/studio/{way}").status_code == 404


def test_who_only_looks_begins_nothing(designer, ours):
    with ours() as session:
        session.scalars(select(UserProfile)).one().role = "VIEWER"
    assert press(designer, "/studio/forms/new/gallery", name="rsvp").status_code == 403
    assert designer.client.get("/studio/forms/import").status_code == 403
