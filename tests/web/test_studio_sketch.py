"""Small drawings of forms: made of the fields themselves, and reached without a picture of anything."""

from __future__ import annotations

import re

import pytest

from tests.factories.fields import plain_field, plain_form
from tests.web.designer import sign_in_designer
from tests.web.every_type import EVERY_TYPE
from tests.web.forms import DINNER
from tests.web.supplier import post
from wedforms.forms.gallery import NAMES, original
from wedforms.formspec.reading import read_definition
from wedforms.web.studio.starting.sketch import HEIGHT, WIDTH, sketch


def kinds(*fields, **more) -> list[str]:
    return [one.kind for one in sketch(read_definition(plain_form(*fields, **more)))]


DRAWN = [
    ([plain_field("text")], ["title", "words", "box"]),
    ([plain_field("person_name")], ["title", "words", "box", "box"]),
    ([plain_field("dropdown")], ["title", "words", *["mark", "line"] * 3]),
    ([plain_field("consent")], ["title", "words", "mark", "line"]),
    ([plain_field("yes_no")], ["title", "words", "mark", "line", "mark", "line"]),
    ([plain_field("group")], ["title", "words", "box", "line"]),
    ([plain_field("text", key="a"), {"key": "p", "field_type": "page_break", "label": "Two"},
      plain_field("date")], ["title", "words", "box", "words", "words", "box"]),
    ([plain_field("text"), plain_field("hidden", key="h")], ["title", "words", "box"]),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "drawn"), DRAWN)
def test_a_field_is_drawn_as_what_it_asks(fields, drawn):
    assert kinds(*fields) == drawn


@pytest.mark.parametrize("definition", [*map(original, NAMES), read_definition(EVERY_TYPE)])
def test_no_stroke_begins_beyond_the_paper(definition):
    strokes = sketch(definition)
    assert len(strokes) > 3
    assert all(one.x >= 0 and one.x + one.width <= WIDTH for one in strokes)
    assert all(0 <= one.y < HEIGHT + 60 for one in strokes)


@pytest.fixture
def designer(app, tenant_session, two_organizations):
    return sign_in_designer(app, tenant_session, two_organizations.ours)


def test_a_form_is_duplicated_and_kept_as_a_template_from_the_list(designer, publish):
    publish(DINNER)
    listed = designer.client.get("/studio/forms").get_data(as_text=True)
    [copying] = re.findall(r'action="(/studio/forms/[^"]+/duplicate)"', listed)
    [keeping] = re.findall(r'action="(/studio/forms/[^"]+/template)"', listed)
    assert post(designer, keeping, seen="/studio/forms").status_code == 303
    page = designer.client.get("/studio/forms/new").get_data(as_text=True)
    assert page.count('<svg class="sketch"') == len(NAMES) + 1
    assert post(designer, copying, seen="/studio/forms").headers["Location"].endswith("/design")
    listed = designer.client.get("/studio/forms").get_data(as_text=True)
    assert f"Copy of {DINNER['name']}" in listed
