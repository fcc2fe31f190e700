"""The history of a form: what is different, the way back, and what stood in the draft meanwhile."""

from __future__ import annotations

import json
import re
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.web.browsing import Browser
from tests.web.designer import sign_in_designer
from tests.web.supplier import token
from tests.web.versions import FIRST, SECOND, VEG, answer, dinner, form_id, redraft
from wedforms.core.accounts import UserProfile
from wedforms.forms import Form, FormVersion
from wedforms.forms.drafting import draft_definition
from wedforms.formspec.reading import read_definition
from wedforms.formspec.writing import content_hash


@pytest.fixture
def designer(app, tenant_session, two_organizations) -> Browser:
    return sign_in_designer(app, tenant_session, two_organizations.ours)


@pytest.fixture
def twice(publish, tenant_session, two_organizations) -> UUID:
    """A form of two versions; the draft says what the second says."""
    publish(FIRST)
    publish(SECOND)
    publish(FIRST, tenant=two_organizations.theirs)
    return form_id(tenant_session, two_organizations.ours)


def words(designer: Browser, address: str) -> str:
    markup = designer.client.get(address).get_data(as_text=True)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", markup))


def press(designer: Browser, address: str, **given: object):
    data = {name: str(value) for name, value in given.items()}
    data["csrf_token"] = token(designer, "/studio/account")
    return designer.client.post(address, data=data)


def draft_hash(tenant_session, tenant, form_id: UUID) -> tuple[str, int]:
    with tenant_session(tenant) as session:
        form = session.scalars(select(Form).where(Form.id == form_id)).one()
        return content_hash(draft_definition(session, form)), form.draft_revision


def current(tenant_session, tenant, form_id: UUID) -> int:
    with tenant_session(tenant) as session:
        wanted = select(FormVersion.number).join(Form, Form.published_version_id == FormVersion.id)
        return session.scalars(wanted.where(Form.id == form_id)).one()


def said(definition) -> str:
    return content_hash(read_definition(definition))


def test_the_history_counts_what_became_of_each_version(designer, twice, app):
    answer(app, "/f/rose-and-lens/form", who="Ana")
    told = words(designer, f"/studio/forms/{twice}/versions")
    assert "Version 2 what people get now" in told
    assert re.search(
        r"Version 2 what people get now .*? 1 answer .*? Version 1 .*? 0 answers", told
    )


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("1", "2", "Option removed: Trout"),
        ("2", "1", "New option: Trout"),
        ("1", "draft", "Option removed: Trout"),
        ("2", "draft", "Nothing: both ask exactly the same."),
        ("2", "2", "Nothing: both ask exactly the same."),
    ],
)
def test_any_two_can_be_compared(designer, twice, before, after, expected):
    address = f"/studio/forms/{twice}/versions/difference?before={before}&after={after}"
    assert expected in words(designer, address)


@pytest.mark.parametrize("name", ["3", "0", "-1", "²", "٣", "1 or 1=1", "9" * 400])
def test_a_version_that_is_not_there_is_not_found(designer, twice, name):
    address = f"/studio/forms/{twice}/versions/difference"
    asked = designer.client.get(address, query_string={"before": name, "after": "draft"})
    assert asked.status_code == 404


def test_an_earlier_version_is_published_again_as_itself(
    designer, twice, tenant_session, two_organizations
):
    ours = two_organizations.ours
    pressed = press(designer, f"/studio/forms/{twice}/versions/1/publish", current=2)
    assert pressed.status_code == 303
    assert "Version 1 is what people get now." in words(designer, pressed.headers["Location"])
    assert current(tenant_session, ours, twice) == 1
    assert draft_hash(tenant_session, ours, twice)[0] == said(SECOND)
    with tenant_session(ours) as session:
        assert session.scalars(select(FormVersion.number)).all() == [1, 2]


def test_going_back_past_what_somebody_published_meanwhile_is_asked_again(
    designer, twice, publish, tenant_session, two_organizations
):
    publish(dinner(VEG))
    pressed = press(designer, f"/studio/forms/{twice}/versions/1/publish", current=2)
    assert pressed.status_code == 409
    assert "Somebody changed this form" in pressed.get_data(as_text=True)
    assert current(tenant_session, two_organizations.ours, twice) == 3


def test_a_version_becomes_the_draft_and_nothing_was_to_be_kept(
    designer, twice, tenant_session, two_organizations
):
    ours = two_organizations.ours
    revision = draft_hash(tenant_session, ours, twice)[1]
    pressed = press(designer, f"/studio/forms/{twice}/versions/1/draft", revision=revision)
    told = words(designer, pressed.headers["Location"])
    assert "Version 1 is the draft again." in told
    assert "What stood in the draft before is kept." not in told
    assert draft_hash(tenant_session, ours, twice)[0] == said(FIRST)
    assert current(tenant_session, ours, twice) == 2


def test_an_unpublished_draft_is_set_aside_and_comes_back(
    designer, twice, tenant_session, two_organizations
):
    ours = two_organizations.ours
    mine = dinner(VEG, description="Not finished")
    redraft(tenant_session, ours, mine)
    revision = draft_hash(tenant_session, ours, twice)[1]
    pressed = press(designer, f"/studio/forms/{twice}/versions/1/draft", revision=revision)
    page = designer.client.get(pressed.headers["Location"]).get_data(as_text=True)
    assert "What stood in the draft before is kept." in page
    undo = re.search(r'action="(/studio/forms/[^"]+/drafts/[^"]+/restore)"', page)
    assert undo, page
    back = press(designer, undo[1], revision=draft_hash(tenant_session, ours, twice)[1])
    assert "The earlier draft is back." in words(designer, back.headers["Location"])
    assert draft_hash(tenant_session, ours, twice)[0] == said(mine)


def test_a_faulty_draft_comes_back_with_its_faults(
    designer, twice, tenant_session, two_organizations
):
    ours = two_organizations.ours
    with tenant_session(ours) as session:
        form = session.scalars(select(Form).where(Form.id == twice)).one()
        next(one for one in form.fields if one.deleted_at is None).visible_if = ["field", "gone"]
        form.draft_revision += 1
        revision = form.draft_revision
    pressed = press(designer, f"/studio/forms/{twice}/versions/1/draft", revision=revision)
    kept = re.search(r"kept=([0-9a-f-]{36})", pressed.headers["Location"])
    assert kept, pressed.headers["Location"]
    address = f"/studio/forms/{twice}/drafts/{kept[1]}/restore"
    press(designer, address, revision=revision + 1)
    page = designer.client.get(f"/studio/forms/{twice}/publish").get_data(as_text=True)
    assert "has to be mended first" in page


def test_a_draft_that_somebody_goes_on_with_is_not_replaced(
    designer, twice, tenant_session, two_organizations
):
    ours = two_organizations.ours
    revision = draft_hash(tenant_session, ours, twice)[1]
    redraft(tenant_session, ours, dinner(VEG))
    pressed = press(designer, f"/studio/forms/{twice}/versions/1/draft", revision=revision)
    assert pressed.status_code == 409
    assert draft_hash(tenant_session, ours, twice)[0] == said(dinner(VEG))


def test_a_version_is_shown_as_it_looked_and_sends_nothing(designer, twice):
    shown = designer.open(f"/studio/forms/{twice}/versions/1")
    assert "This is version 1, to look at: nothing is sent." in shown.text
    assert "Trout" in shown.text
    tried = designer.fill(who="Ana").press("submit")
    assert tried.status == 200
    assert "This is a preview: nothing is sent or kept." in tried.text


def test_definitions_are_downloaded(designer, twice):
    first = designer.client.get(f"/studio/forms/{twice}/versions/1/definition.json")
    assert said(json.loads(first.get_data(as_text=True))) == said(FIRST)
    assert "Dinner%201.json" in first.headers["Content-Disposition"]
    draft = designer.client.get(f"/studio/forms/{twice}/definition.json")
    assert said(json.loads(draft.get_data(as_text=True))) == said(SECOND)


GETS = [
    "versions",
    "versions/difference",
    "versions/1",
    "versions/1/definition.json",
    "definition.json",
]
POSTS = ["versions/1", "versions/1/publish", "versions/1/draft"]


def test_another_suppliers_history_is_not_there(designer, twice, tenant_session, two_organizations):
    theirs = form_id(tenant_session, two_organizations.theirs)
    for way in GETS:
        assert designer.client.get(f"/studio/forms/{theirs}/{way}").status_code == 404, way
    for way in POSTS:
        asked = press(designer, f"/studio/forms/{theirs}/{way}", revision=1)
        assert asked.status_code == 404, way


def test_who_only_looks_goes_back_to_nothing(designer, twice, tenant_session, two_organizations):
    with tenant_session(two_organizations.ours) as session:
        session.scalars(select(UserProfile)).one().role = "VIEWER"
    assert "Make it the draft again" not in words(designer, f"/studio/forms/{twice}/versions")
    for way in POSTS[1:]:
        asked = press(designer, f"/studio/forms/{twice}/{way}", revision=2, current=2)
        assert asked.status_code == 403
