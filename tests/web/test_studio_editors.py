"""What the form builder's editors ask: expressions judged at once, settings described, pictures kept."""

from __future__ import annotations

import io
import re
from uuid import UUID, uuid4

import pytest
from PIL import Image
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from tests.web.browsing import Browser
from tests.web.designer import ask, sign_in_designer
from tests.web.forms import DINNER, field, form
from tests.web.supplier import token
from tests.web.versions import redraft
from wedforms.forms import Form
from wedforms.formspec.formsettings import FORM_SETTINGS


@pytest.fixture
def designer(app, tenant_session, two_organizations) -> Browser:
    return sign_in_designer(app, tenant_session, two_organizations.ours)


@pytest.fixture
def form_of(tenant_session):
    def read(tenant) -> UUID:
        with tenant_session(tenant) as session:
            return session.scalars(select(Form.id)).one()

    return read


def picture(*, kind: str = "PNG", side: int = 40) -> io.BytesIO:
    content = io.BytesIO()
    Image.new("RGB", (side, side), "#4a6152").save(content, kind)
    content.seek(0)
    return content


def send_picture(designer: Browser, name: str, content: io.BytesIO):
    boundary, body = encode_multipart({"file": FileStorage(content, filename=name)})
    return designer.client.post(
        "/studio/pictures",
        data=body,
        content_type=f'multipart/form-data; boundary="{boundary}"',
        headers={"X-CSRFToken": token(designer, "/studio/account")},
    )


def test_a_text_is_judged_where_it_stands(designer):
    told = ask(
        designer, {"definition": DINNER, "path": "meal.visible_if", "text": "comming = true"}
    )
    assert told.get_json() == {
        "tree": ["=", ["field", "comming"], True],
        "text": "comming = true",
        "kind": "boolean",
        "problems": [{"message": "There is no field “comming”.", "start": 0, "end": 7}],
    }


def test_a_tree_is_told_as_text_with_exact_numbers(designer):
    tree = ["+", 0.1, 2]
    told = ask(designer, {"definition": DINNER, "path": "guests.age.value", "tree": tree})
    assert (told.get_json()["text"], told.get_json()["tree"]) == ("0.1 + 2", tree)


def test_an_empty_text_is_no_expression_and_no_fault(designer):
    told = ask(designer, {"definition": DINNER, "path": "meal.visible_if", "text": "  "}).get_json()
    assert told == {"tree": None, "text": "", "kind": "null", "problems": []}


def test_the_words_that_can_be_written_come_along(designer):
    asked = {"definition": DINNER, "path": "guests.age.visible_if", "words": True}
    words = ask(designer, asked).get_json()["words"]
    assert [one["key"] for one in words["fields"]] == [
        "who", "coming", "meal", "guests", "guest_name", "age", "note",
    ]  # fmt: skip
    assert {"round_up", "today"} < {one["name"] for one in words["functions"]}


def test_the_kept_draft_is_looked_at_when_none_is_sent(
    designer, publish, form_of, two_organizations
):
    publish(DINNER)
    form_id = str(form_of(two_organizations.ours))
    asked = {"form_id": form_id, "path": "meal.visible_if", "text": "coming"}
    assert ask(designer, asked).get_json()["problems"] == []


def test_nobody_looks_at_the_draft_of_another_organization(
    designer, publish, form_of, two_organizations
):
    publish(DINNER, tenant=two_organizations.theirs)
    for form_id in (form_of(two_organizations.theirs), uuid4(), None):
        asked = {"form_id": form_id and str(form_id), "path": "", "text": "coming"}
        assert ask(designer, asked).status_code == 404


DEEP = "[" * 5_000 + "]" * 5_000
HOSTILE = [
    '{"definition": {}, "text": 5}',
    '{"definition": [], "text": "1"}',
    '{"definition": {}, "text": "1", "evil": 1}',
    '{"definition": {"fields": [{"key": "a\\u0000"}]}, "text": "1"}',
    '{"definition": {"name": "\\ud800"}, "text": "1"}',
    '{"definition": {"fields": ' + DEEP + '}, "text": "1"}',
    '{"definition": {}, "tree": ' + DEEP + "}",
    '{"definition": {}, "text": "' + "(" * 20_002 + '"}',
    '{"definition": {}, "path": "' + "a." * 300 + '", "text": "1"}',
    '{"definition": {"n": 1e999999}, "text": "1"}',
    "not json",
]


@pytest.mark.parametrize("body", HOSTILE, ids=lambda body: body[:40])
def test_what_no_page_sends_is_refused_in_words(designer, body):
    refused = ask(designer, body)
    assert refused.status_code == 400
    assert refused.get_json()["message"]


STRANGE = [
    {"fields": 7},
    {"fields": [7, {"key": 7}, {"key": "a", "field_type": []}, {"key": "a", "field_type": "text", "options": 7}]},
    {"fields": [{"key": "g", "field_type": "group", "fields": [{"key": "g", "field_type": "group"}]}]},
    {"fields": [{"key": "a", "field_type": "money", "validation_rules": {"currency": "ZZZ"}}]},
    {"fields": [{"key": "a", "field_type": "calculation", "value": ["+", "+"], "validation_rules": []}]},
    {"settings": {"lines": [{"over": 5}], "currency": 5, "time_zone": "Nowhere"}},
    {"tables": {"t": 5, "u": {"keys": 1, "rows": []}, "v": {"keys": [], "rows": [1, []]}}},
    {"rules": [None, {"at": 5}]},
]  # fmt: skip
PATHS = ["", "a", "a.value", "fields.0.value", "fields.99999999999999999999.value", "rules.0.when", "rules.9.when",
         "settings.lines.0.amount", "settings", "..", "fields.x", "fields.-1.value"]  # fmt: skip


@pytest.mark.parametrize("draft", STRANGE, ids=str)
def test_an_unfinished_draft_is_read_as_far_as_it_goes(designer, draft):
    for path in PATHS:
        asked = {"definition": draft, "path": path, "text": "1 + a", "words": True}
        assert ask(designer, asked).status_code == 200, path


def test_an_expression_is_asked_for_with_the_token_of_a_page(designer):
    answer = designer.client.post("/studio/expressions", json={"definition": {}, "text": "1"})
    assert answer.status_code == 400


def test_every_setting_of_a_form_is_in_one_group(designer):
    told = designer.client.get("/studio/form-settings").get_json()
    named = [one["name"] for group in told["groups"] for one in group["settings"]]
    # The form's own words in other languages are no setting of this page.
    assert sorted([*named, "translations"]) == sorted(FORM_SETTINGS)
    assert all(group["title"] and group["help"] for group in told["groups"])


def test_every_part_of_an_entry_has_words(designer):
    told = designer.client.get("/studio/form-settings").get_json()
    settings = [one for group in told["groups"] for one in group["settings"]]
    parts = {
        f"{one['name']}.{name}": part["title"]
        for one in settings
        for name, part in one.get("item", one).get("keys", {}).items()
    }
    assert all(parts.values())
    assert parts["signers.group"] != parts["board.group"]
    words = {word["value"]: word["title"] for one in settings for word in one.get("words", ())}
    assert words["event"] == "Counted from the day of the wedding"
    rates = next(one for one in settings if one["name"] == "lines")["item"]["keys"]["vat"]["words"]
    assert rates[0] == {"value": "S20", "title": "20 % standard rate"}


def test_the_way_to_the_notifications_stands_beside_the_settings(designer):
    told = designer.client.get("/studio/form-settings").get_json()
    page = designer.client.get(told["links"]["notifications"])
    assert page.status_code == 200
    assert "Notifications" in page.get_data(as_text=True)


def test_a_key_may_name_the_fields_that_the_judge_takes(designer):
    told = designer.client.get("/studio/form-settings").get_json()
    settings = {one["name"]: one for group in told["groups"] for one in group["settings"]}
    assert settings["total"]["types"] == ["calculation", "money"]
    assert settings["lines"]["item"]["keys"]["over"]["types"] == ["group"]
    assert settings["prefill"]["item"]["types"] == []


def test_a_picture_is_kept_and_can_be_seen(designer, app, two_organizations):
    kept = send_picture(designer, "barn.png", picture())
    assert kept.status_code == 201
    told = kept.get_json()
    seen = app.test_client().get(told["url"])
    assert seen.status_code == 200
    assert seen.mimetype == "image/png"
    shown = designer.client.get(f"/studio/pictures/{told['name']}")
    assert shown.headers["Location"] == told["url"]
    elsewhere = told["url"].replace(two_organizations.ours.slug, two_organizations.theirs.slug)
    assert app.test_client().get(elsewhere).status_code == 404


def test_the_canvas_shows_the_pictures_of_the_form(
    designer, app, tenant_session, two_organizations
):
    told = send_picture(designer, "barn.png", picture()).get_json()
    barn = {"value": "barn", "label": "The barn", "picture": told["name"]}
    asked = form(
        field("place", "picture_choice", "Where?", options=[barn]),
        field("look", "picture", validation_rules={"source": told["name"], "alt": "The barn"}),
    )
    form_id = redraft(tenant_session, two_organizations.ours, asked)
    drawn = designer.client.get(f"/studio/forms/{form_id}/design/canvas").get_data(as_text=True)
    shown = re.findall(r'<img[^>]* src="([^"]+)"', drawn)
    assert shown == [told["url"], told["url"]]
    assert app.test_client().get(shown[0]).status_code == 200


def test_a_picture_may_be_larger_than_a_page(designer):
    noise = Image.effect_noise((1_600, 1_200), 90)
    content = io.BytesIO()
    noise.save(content, "PNG")
    assert content.tell() > 1_000_000
    content.seek(0)
    assert send_picture(designer, "noise.png", content).status_code == 201


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("evil.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
        ("evil.png", b"<html><script>alert(1)</script>"),
        ("half.png", picture().getvalue()[:60]),
        ("empty.png", b""),
    ],
)
def test_what_is_no_picture_is_refused_in_words(designer, name, content):
    refused = send_picture(designer, name, io.BytesIO(content))
    assert refused.status_code == 422
    assert name.split(".")[0] in refused.get_json()["message"]


def test_no_picture_at_all_is_unreadable(designer):
    headers = {"X-CSRFToken": token(designer, "/studio/account"), "Accept": "application/json"}
    assert designer.client.post("/studio/pictures", data={}, headers=headers).status_code == 400
