"""Publishing: what it tells before, that it happens once, and whom it never surprises."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.web.browsing import Browser
from tests.web.designer import sign_in_designer
from tests.web.forms import field
from tests.web.supplier import token
from tests.web.versions import FIRST, FISH, PIE, SECOND, VEG, answer, dinner, redraft
from wedforms.core.accounts import Organization, UserProfile
from wedforms.forms import Form, FormVersion


@pytest.fixture
def designer(app, tenant_session, two_organizations) -> Browser:
    return sign_in_designer(app, tenant_session, two_organizations.ours)


@pytest.fixture
def changed(publish, app, tenant_session, two_organizations) -> UUID:
    """Two people answered; then the menu was changed in the draft."""
    address = publish(FIRST)
    answer(app, address, who="Ana", meal="fish", song="Yesterday")
    answer(app, address, who="Ben", meal="veg")
    return redraft(tenant_session, two_organizations.ours, SECOND)


def page(designer: Browser, form_id: UUID) -> str:
    return designer.client.get(f"/studio/forms/{form_id}/publish").get_data(as_text=True)


def words(markup: str) -> str:
    """What the page says, in one line."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", markup))


def revision(markup: str) -> str:
    found = re.search(r'name="revision" value="(\d+)"', markup)
    assert found, markup
    return found[1]


def press(designer: Browser, form_id: UUID, **given: str):
    address = f"/studio/forms/{form_id}/publish"
    given["csrf_token"] = token(designer, address)
    return designer.client.post(address, data=given)


def numbers(tenant_session, tenant) -> list[int]:
    with tenant_session(tenant) as session:
        return list(session.scalars(select(FormVersion.number).order_by(FormVersion.number)))


def test_the_page_tells_what_changes_and_for_how_many(designer, changed):
    told = words(page(designer, changed))
    assert "2 people have answered so far." in told
    assert "Which meal? changed" in told
    assert "Option removed: Trout 1 person chose it. Their answer stays." in told
    assert "New option: Mushroom pie (£12.50)" in told
    assert "before: Risotto → now: Pea risotto" in told
    assert "A song removed No longer asked. 1 person answered it." in told
    assert "Publish version 2" in told


def test_publishing_makes_the_version_with_who_and_why(
    designer, changed, tenant_session, two_organizations
):
    seen = revision(page(designer, changed))
    pressed = press(designer, changed, revision=seen, note="  New caterer  ")
    assert pressed.status_code == 303
    after = designer.client.get(pressed.headers["Location"]).get_data(as_text=True)
    told = words(after)
    assert "Version 2 is what people get now. Share it" in told
    assert re.search(rf'href="/studio/forms/{changed}/share">Share it<', after)
    assert "Version 2 what people get now New caterer" in told
    assert "Rose Lens · 0 answers" in told
    with tenant_session(two_organizations.ours) as session:
        version = session.scalars(select(FormVersion).where(FormVersion.number == 2)).one()
        assert version.published_by == session.scalars(select(UserProfile.id)).one()
        assert session.scalars(select(Form.published_version_id)).one() == version.id


def test_a_second_press_of_the_button_changes_nothing(
    designer, changed, tenant_session, two_organizations
):
    seen = revision(page(designer, changed))
    answers = [press(designer, changed, revision=seen) for _ in range(2)]
    assert [one.status_code for one in answers] == [303, 303]
    assert numbers(tenant_session, two_organizations.ours) == [1, 2]


def test_two_who_press_at_once_make_one_version(
    app, designer, changed, tenant_session, two_organizations
):
    address = f"/studio/forms/{changed}/publish"
    given = {"revision": revision(page(designer, changed)), "csrf_token": token(designer, address)}

    def pressed(_: int) -> int:
        client = app.test_client()
        for one in designer.client._cookies.values():
            client.set_cookie(one.key, one.value, path=one.path)
        return client.post(address, data=given).status_code

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(pressed, range(4))) == [303] * 4
    assert numbers(tenant_session, two_organizations.ours) == [1, 2]


def test_a_draft_that_changed_meanwhile_is_shown_again(
    designer, changed, tenant_session, two_organizations
):
    seen = revision(page(designer, changed))
    redraft(tenant_session, two_organizations.ours, dinner(VEG))
    again = press(designer, changed, revision=seen, note="Mine")
    assert again.status_code == 409
    told = again.get_data(as_text=True)
    assert "The draft was changed while this page was open." in words(told)
    assert 'value="Mine"' in told
    assert numbers(tenant_session, two_organizations.ours) == [1]
    assert press(designer, changed, revision=revision(told)).status_code == 303
    assert numbers(tenant_session, two_organizations.ours) == [1, 2]


def test_what_says_the_same_is_not_published(designer, publish, tenant_session, two_organizations):
    publish(FIRST)
    form_id = redraft(tenant_session, two_organizations.ours, FIRST)
    told = page(designer, form_id)
    assert "There is nothing to publish" in told
    assert 'name="revision"' not in told


def test_a_draft_that_says_what_an_earlier_version_said_goes_back_to_it(
    designer, publish, tenant_session, two_organizations
):
    publish(FIRST)
    publish(SECOND)
    form_id = redraft(tenant_session, two_organizations.ours, FIRST)
    told = page(designer, form_id)
    assert "Go back to version 1" in words(told)
    press(designer, form_id, revision=revision(told))
    assert numbers(tenant_session, two_organizations.ours) == [1, 2]
    assert "There is nothing to publish" in page(designer, form_id)


def test_faults_stand_in_the_way_with_the_way_to_them(
    designer, tenant_session, two_organizations, publish
):
    publish(FIRST)
    with tenant_session(two_organizations.ours) as session:
        form = session.scalars(select(Form)).one()
        broken = next(one for one in form.fields if one.key == "meal")
        broken.visible_if = ["=", ["field", "nobody"], 1]
        form_id, field_id = form.id, broken.id
        form.draft_revision += 1
        seen = form.draft_revision
    told = page(designer, form_id)
    assert "1 thing has to be mended first" in words(told)
    assert f'href="/studio/forms/{form_id}/design#field-{field_id}"' in told
    assert press(designer, form_id, revision=str(seen)).status_code == 422
    assert numbers(tenant_session, two_organizations.ours) == [1]


def test_warnings_are_told_and_stop_nobody(designer, tenant_session, two_organizations):
    twins = dinner(FISH, {**VEG, "label": "Trout"})
    form_id = redraft(tenant_session, two_organizations.ours, twins)
    told = page(designer, form_id)
    assert "2 things deserve a look" in words(told)
    assert "Two options are called “Trout”." in words(told)
    assert "No question asks for an e-mail address" in words(told)
    assert press(designer, form_id, revision=revision(told)).status_code == 303


@pytest.mark.parametrize(
    ("key", "name", "value", "said"),
    [
        ("meal", "visible_if", ["filled", ["field", "nobody"]], "nobody"),
        ("who", "visible_if", ["filled", ["field", "meal"]], "circle"),
    ],
)
def test_what_would_break_the_form_is_told_and_not_published(
    designer, tenant_session, two_organizations, publish, key, name, value, said
):
    publish(FIRST)
    with tenant_session(two_organizations.ours) as session:
        form = session.scalars(select(Form)).one()
        fields = {one.key: one for one in form.fields}
        fields["meal"].visible_if = ["filled", ["field", "who"]]
        setattr(fields[key], name, value)
        form_id = form.id
    told = page(designer, form_id)
    assert "has to be mended first" in words(told) or "have to be mended first" in words(told)
    assert said in words(told)
    assert "Publish version" not in told


def test_what_is_odd_for_people_who_read_the_form_is_told(
    designer, tenant_session, two_organizations
):
    never = {"visible_if": 'who = "a" and who = "b"'}
    asked = dinner(FISH, VEG, extra=(field("song", label="A song", **never),))
    asked["settings"]["languages"] = ["fr"]
    form_id = redraft(tenant_session, two_organizations.ours, asked)
    with tenant_session(two_organizations.ours) as session:
        organization = session.scalars(select(Organization)).one()
        organization.brand = {
            **organization.brand,
            "palette": {"ink": "#bbbbbb", "paper": "#ffffff"},
        }
    told = words(page(designer, form_id))
    assert "A song : This can never be seen: its condition can never hold." in told
    assert "translations are missing" in told
    assert "The colour of words of your organization is hard to read on its paper" in told


def test_who_has_begun_is_told(designer, publish, app, tenant_session, two_organizations):
    address = publish(FIRST)
    Browser(app.test_client()).open(address).fill(who="Ana").press("save")
    form_id = redraft(tenant_session, two_organizations.ours, SECOND)
    assert "1 person has begun on version 1." in words(page(designer, form_id))


def test_nobody_publishes_or_counts_what_another_supplier_has(
    designer, publish, app, tenant_session, two_organizations
):
    theirs = two_organizations.theirs
    answer(app, publish(FIRST, tenant=theirs), who="Eve", meal="fish")
    form_id = redraft(tenant_session, theirs, SECOND)
    assert designer.client.get(f"/studio/forms/{form_id}/publish").status_code == 404
    assert designer.client.get(f"/studio/forms/{form_id}/versions").status_code == 404
    data = {"revision": "2", "csrf_token": token(designer, "/studio/account")}
    posted = designer.client.post(f"/studio/forms/{form_id}/publish", data=data)
    assert posted.status_code == 404
    assert numbers(tenant_session, theirs) == [1]
    ours = redraft(tenant_session, two_organizations.ours, FIRST)
    press(designer, ours, revision=revision(page(designer, ours)))
    redraft(tenant_session, two_organizations.ours, dinner(VEG, PIE))
    assert "Nobody has answered yet." in words(page(designer, ours))


def test_a_member_without_design_reads_versions_only(
    designer, changed, tenant_session, two_organizations
):
    with tenant_session(two_organizations.ours) as session:
        session.scalars(select(UserProfile)).one().role = "VIEWER"
    assert designer.client.get(f"/studio/forms/{changed}/publish").status_code == 403
    assert designer.client.get(f"/studio/forms/{changed}/versions").status_code == 200


def test_options_of_private_questions_are_not_counted(
    designer, publish, app, tenant_session, two_organizations
):
    diet = field("diet", "single_choice", "Diet", sensitive=True, options=[FISH, VEG])
    address = publish(dinner(FISH, extra=(diet,)))
    answer(app, address, who="Ana", diet="veg")
    less = {**diet, "options": [FISH]}
    form_id = redraft(tenant_session, two_organizations.ours, dinner(FISH, extra=(less,)))
    told = words(page(designer, form_id))
    assert "Option removed: Risotto" in told
    assert "chose it" not in told


def test_a_draft_that_is_closed_already_is_told_before_and_after_it_is_published(
    designer, publish, tenant_session, two_organizations
):
    publish(FIRST)
    past = {**SECOND, "settings": {"closes_at": "2020-01-01T12:00Z"}}
    form_id = redraft(tenant_session, two_organizations.ours, past)
    told = "This form is closed since 1 January 2020: nobody can answer it."
    before = words(page(designer, form_id))
    assert "2 things deserve a look" in before
    assert told in before.partition("A note for yourselves")[2]
    press(designer, form_id, revision=revision(page(designer, form_id)))
    after = words(page(designer, form_id))
    assert "There is nothing to publish" in after
    assert told in after
