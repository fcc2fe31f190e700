"""A draft that began on an older version: finished on it, or moved on, and nothing typed is lost."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import select

from tests.web.browsing import Browser
from tests.web.forms import field
from tests.web.versions import FIRST, FISH, PIE, SECOND, VEG, dinner
from wedforms.forms import FormVersion
from wedforms.submissions import FormSubmission


@pytest.fixture
def begun(app, publish) -> Browser:
    """Somebody who has begun, with everything answered, before the menu changed."""
    visitor = Browser(app.test_client()).open(publish(FIRST))
    visitor.fill(who="Ana", meal="fish", song="Yesterday").press("save")
    publish(SECOND)
    return visitor.open(visitor.path)


def sent(tenant_session, tenant) -> tuple[int, dict[str, object], dict[str, object]]:
    """The version and the answers of what was sent, and what its draft still holds."""
    with tenant_session(tenant) as session:
        row = session.scalars(select(FormSubmission)).one()
        number = session.scalars(
            select(FormVersion.number).where(FormVersion.id == row.form_version_id)
        ).one()
        return number, dict(row.submission_data or {}), dict(row.draft_data or {})


def newer(begun: Browser) -> Browser:
    way = next(one for one in begun.page.links if one.endswith("/newer"))
    return Browser(begun.client).open(way)


def move(page: Browser) -> Browser:
    return page.post(page.path, page.posted())


def test_a_draft_is_told_that_its_form_changed_and_keeps_its_own_questions(begun):
    assert "This form has changed since you began" in begun.text
    assert "Trout" in begun.text
    assert "Mushroom pie" not in begun.text


def test_a_draft_is_finished_as_it_began(begun, tenant_session, two_organizations):
    begun.press("submit")
    number, answers, _ = sent(tenant_session, two_organizations.ours)
    assert number == 1
    assert answers == {"who": "Ana", "meal": "fish", "song": "Yesterday"}


def test_what_is_different_is_told_beside_what_was_answered(begun):
    told = newer(begun)
    assert "No longer asked." in told.text
    assert "Your answer so far: Yesterday" in told.text
    assert "Option removed:" in told.text
    assert "Your answer so far: Trout" in told.text
    assert "Mushroom pie" in told.text


def test_a_draft_moves_on_with_what_was_typed(begun, tenant_session, two_organizations):
    moved = move(newer(begun))
    assert "You are on the new version now." in moved.text
    assert "This form has changed since you began" not in moved.text
    assert moved.values("who") == ["Ana"]
    moved.fill(meal="pie").press("submit")
    number, answers, draft = sent(tenant_session, two_organizations.ours)
    assert number == 2
    assert answers == {"who": "Ana", "meal": "pie"}
    assert draft["song"]["v"] == ["Yesterday"]


def test_an_answer_that_is_not_offered_any_more_is_never_sent_unseen(
    begun, tenant_session, two_organizations
):
    move(newer(begun)).press("submit")
    _, answers, draft = sent(tenant_session, two_organizations.ours)
    assert "meal" not in answers
    assert draft["meal"]["v"] in (["fish"], [])


def test_moving_twice_is_moving_once(begun, tenant_session, two_organizations):
    page = newer(begun)
    fields = page.posted()
    assert page.post(page.path, fields).status == 200
    assert page.post(f"{begun.path}/newer", fields).status == 200
    assert begun.open(begun.path).values("who") == ["Ana"]


def test_a_version_that_was_not_shown_is_shown_first(begun, publish):
    page = newer(begun)
    publish(dinner(VEG, PIE, FISH))
    again = move(page)
    assert again.status == 409
    assert "Move on to the new version" in again.text
    assert move(again).status == 200


def test_a_draft_that_was_sent_meanwhile_stays_as_it_was_sent(
    begun, tenant_session, two_organizations
):
    page = newer(begun)
    begun.press("submit")
    assert move(page).path.startswith("/s/")
    assert sent(tenant_session, two_organizations.ours)[0] == 1


def test_a_page_of_somebody_else_moves_nothing(begun, tenant_session, two_organizations):
    with tenant_session(two_organizations.ours) as session:
        numbers = session.execute(select(FormVersion.number, FormVersion.id)).all()
        latest: UUID = dict(numbers)[2]
    posted = begun.client.post(f"{begun.path}/newer", data={"version": str(latest)})
    assert posted.status_code == 409
    assert "Trout" in begun.open(begun.path).text


def test_the_current_version_has_nothing_newer(app, publish):
    visitor = Browser(app.test_client()).open(publish(FIRST)).fill(who="Ana").press("save")
    assert "This form has changed" not in visitor.text
    assert visitor.open(f"{visitor.path}/newer").path.startswith("/d/")


def test_a_field_of_another_type_asks_again_and_keeps_what_was_typed(app, publish):
    visitor = Browser(app.test_client()).open(publish(dinner(FISH, extra=(field("age"),))))
    visitor.fill(who="Ana", age="forty").press("save")
    publish(dinner(FISH, extra=(field("age", "number"),)))
    moved = move(newer(visitor.open(visitor.path)))
    assert moved.values("age") == ["forty"]
    assert moved.press("submit").status == 422
