"""One submission: decided about, corrected with a reason, deleted and brought back, its files."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from tests.factories.uploads import opened, pdf_of_two_colours, picture
from tests.web.browsing import Browser
from tests.web.forms import field, form, required
from tests.web.results import answer, as_viewer, ids, settings, supplier
from tests.web.supplier import sign_up
from wedforms.core.accounts import Organization
from wedforms.core.security import AuditLog
from wedforms.forms import Form
from wedforms.submissions import FormSubmission, OptionPlaces, SubmissionRevision

__all__ = ["as_viewer", "ids", "settings", "supplier"]

COACH = [{"value": "yes", "label": "Yes", "places": 1}, {"value": "no", "label": "No"}]
ASKED = form(
    required("who", label="Who"),
    field("coach", "yes_no", "A seat on the coach", options=COACH),
    field("second", "page_break", "More"),
    field("people", "group", "People", max_rows=3, fields=[field("name", label="Name")]),
    field("diet", label="Diet", sensitive=True),
    field("photo", "image", "A photograph"),
    settings={"review": False, "closes_at": "2099-01-01T00:00:00+00:00"},
    name="Who comes",
)


@pytest.fixture
def sent(app, supplier, publish, ids):
    """One household has answered; the address of its answers."""
    address = publish(ASKED)
    filled = Browser(app.test_client()).open(address).fill(who="Ana", coach="yes", diet="nuts")
    filled.press("submit")
    _, [submission_id] = ids()
    return f"/studio/answers/{submission_id}"


def press(supplier, address: str, act: str, **given: str):
    supplier.open(address)
    given = {"csrf_token": supplier.values("csrf_token")[0], **given}
    return supplier.client.post(f"{address}/{act}", data=given)


def stored(tenant_session, two_organizations) -> FormSubmission:
    with tenant_session(two_organizations.ours) as session:
        return session.scalars(select(FormSubmission)).one()


def correct(supplier, address: str, note: str = "", **answers) -> Browser:
    page = Browser(supplier.client).open(f"{address}/correct")
    return page.fill(_note=note, **answers).press("submit")


def test_moments_are_told_in_the_time_of_the_organization(
    supplier, sent, tenant_session, two_organizations
):
    at = stored(tenant_session, two_organizations).submitted_at
    for zone in ("Pacific/Auckland", "America/New_York"):
        with tenant_session(two_organizations.ours) as session:
            session.scalars(select(Organization)).one().time_zone = zone
        there = at.astimezone(ZoneInfo(zone))
        assert f"{there.day} {there:%b %Y, %H:%M}" in supplier.open(sent).text


def test_what_is_approved_is_what_was_seen(supplier, sent, tenant_session, two_organizations):
    assert press(supplier, sent, "approve", revision="1").location.endswith("said=approved")
    row = stored(tenant_session, two_organizations)
    assert (row.status, row.approved_by is not None) == ("approved", True)
    assert "approved by Rose Lens" in supplier.open(sent).text
    press(supplier, sent, "take-back")
    assert stored(tenant_session, two_organizations).status == "submitted"
    for revision in ("", "0", "2", "x", "9" * 50):
        answer = press(supplier, sent, "approve", revision=revision)
        assert answer.location.endswith("said=meanwhile")
    assert stored(tenant_session, two_organizations).status == "submitted"


def test_a_correction_is_a_new_revision_with_its_reason(
    supplier, sent, tenant_session, two_organizations
):
    press(supplier, sent, "approve", revision="1")
    page = correct(supplier, sent, "She rang us", who="Ana Jones", diet="nuts and eggs")
    assert page.path == sent
    text = supplier.open(sent).text
    assert "corrected by Rose Lens" in text
    assert "Reason: She rang us" in text
    assert {"Ana", "Ana Jones"} <= set(supplier.page.words)
    with tenant_session(two_organizations.ours) as session:
        row = session.scalars(select(FormSubmission)).one()
        [kept] = session.scalars(select(SubmissionRevision)).all()
    assert row.submission_data["who"] == "Ana Jones"
    assert (row.revision, row.status) == (2, "submitted")
    assert kept.submission_data["who"] == "Ana"


def test_a_correction_is_judged_like_any_answer(supplier, sent):
    page = correct(supplier, sent, who="")
    assert page.status == 422
    assert "Please look at this again" in page.text


def test_a_correction_reaches_a_form_that_is_closed_and_old(
    supplier, sent, publish, tenant_session, two_organizations
):
    publish({**ASKED, "fields": [required("name")]})
    with tenant_session(two_organizations.ours) as session:
        session.scalars(select(Form)).one().is_active = False
    correct(supplier, sent, who="Ana Jones")
    assert stored(tenant_session, two_organizations).submission_data["who"] == "Ana Jones"
    assert "version 1 of the form" in supplier.open(sent).text


def test_of_two_who_correct_at_once_one_is_told(app, supplier, sent, tenant_session, two_organizations):  # fmt: skip
    pages = [Browser(app.test_client()) for _ in range(2)]
    secret = supplier.client.get_cookie("wedforms").value
    for number, page in enumerate(pages):
        page.client.set_cookie("wedforms", secret)
        page.open(f"{sent}/correct").fill(who=f"Ana {number}")
    with ThreadPoolExecutor(2) as pool:
        shown = list(pool.map(lambda page: page.press("submit").address, pages))
    assert sorted(one.split("said=")[1] for one in shown) == ["corrected", "meanwhile"]
    assert stored(tenant_session, two_organizations).revision == 2


def test_deleting_gives_places_back_and_restoring_takes_them(
    app, supplier, sent, publish, tenant_session, two_organizations
):
    def taken() -> int:
        with tenant_session(two_organizations.ours) as session:
            return session.scalars(select(OptionPlaces.taken)).one()

    assert taken() == 1
    press(supplier, sent, "delete")
    press(supplier, sent, "delete")
    assert taken() == 0
    row = stored(tenant_session, two_organizations)
    assert row.deleted_at is not None
    assert "Ana" not in supplier.open(f"/studio/forms/{row.form_id}/answers").text
    assert "Ana" in supplier.open(f"/studio/forms/{row.form_id}/answers?state=deleted").text
    assert "Bring it back" in supplier.open(sent).text
    press(supplier, sent, "restore")
    press(supplier, sent, "restore")
    assert taken() == 1
    press(supplier, sent, "delete")
    answer(app, publish(ASKED), who="Bea", coach="yes")
    assert press(supplier, sent, "restore").location.endswith("said=full")
    assert taken() == 1


def test_somebody_who_seemed_a_machine_is_let_in(supplier, sent, tenant_session, two_organizations):
    with tenant_session(two_organizations.ours) as session:
        row = session.scalars(select(FormSubmission)).one()
        row.quarantined_at = row.submitted_at
    assert "Perhaps from a machine" in supplier.open(sent).text
    press(supplier, sent, "release")
    assert stored(tenant_session, two_organizations).quarantined_at is None
    assert "Perhaps from a machine" not in supplier.open(sent).text


def test_files_are_saved_and_pictures_shown_but_never_as_a_page(app, supplier, publish, ids):
    page = Browser(app.test_client()).open(publish(ASKED)).fill(who="Ana")
    page.choose_file("photo-upload", "Ana’s 陳 photo.jpg", picture("JPEG"))
    page.press("submit")
    _, [submission_id] = ids()
    supplier.open(f"/studio/answers/{submission_id}")
    [link] = [one for one in supplier.page.links if "/files/" in one]
    saved = supplier.client.get(link)
    assert saved.headers["Content-Disposition"].startswith("attachment; filename*=UTF-8''")
    small = supplier.client.get(link.replace("/files/", "/pictures/"))
    assert opened(small.data).format == "WEBP"
    for response in (saved, small):
        assert response.status_code == 200
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in response.headers["Content-Security-Policy"]
    other = f"{link.rpartition('/')[0]}/00000000-0000-0000-0000-000000000000"
    assert supplier.client.get(other).status_code == 404


def test_a_pdf_shows_its_first_page_and_a_list_is_only_named(app, supplier, publish, ids):
    rules = {"max_files": 2, "accept": ["pdf", "csv"]}
    papers = field("papers", "file", "Papers", validation_rules=rules)
    page = Browser(app.test_client()).open(publish(form(papers, settings={"review": False})))
    page.choose_file("papers-upload", "plan.pdf", pdf_of_two_colours()).press("save")
    page.choose_file("papers-upload", "guests.csv", b"name,diet\nAna,vegan\n").press("submit")
    _, [submission_id] = ids()
    supplier.open(f"/studio/answers/{submission_id}")
    plan, guests = (one for one in supplier.page.links if "/files/" in one)
    shown = [one for one in supplier.page.pictures if "/answers/" in one]
    assert shown == [plan.replace("/files/", "/pictures/")]
    assert opened(supplier.client.get(shown[0]).data).size == (320, 160)
    assert supplier.client.get(guests.replace("/files/", "/pictures/")).status_code == 404


def test_who_may_only_look_changes_nothing_and_sees_nothing_about_diet(supplier, sent, as_viewer):
    assert "nuts" in supplier.open(sent).text
    token = supplier.values("csrf_token")[0]
    as_viewer()
    supplier.open(sent)
    assert "nuts" not in supplier.text
    assert "What you can do" not in supplier.text
    for act in ("approve", "take-back", "release", "delete", "restore", "correct"):
        posted = supplier.client.post(f"{sent}/{act}", data={"csrf_token": token, "revision": "1"})
        assert posted.status_code == 403
    assert supplier.client.get(f"{sent}/correct").status_code == 403


def test_reading_about_diet_is_noted(supplier, sent, tenant_session, two_organizations):
    supplier.open(sent)
    with tenant_session(two_organizations.ours) as session:
        acts = select(AuditLog.record_id).where(AuditLog.action == "answers.read")
        assert [str(one) for one in session.scalars(acts)] == [sent.rpartition("/")[2]]


def test_another_organization_reaches_none_of_it(browser, sent, tenant_session, two_organizations):
    sign_up(browser)
    token = browser.open("/studio/account").values("csrf_token")[0]
    for act in ("approve", "take-back", "release", "delete", "restore", "correct"):
        posted = browser.client.post(f"{sent}/{act}", data={"csrf_token": token, "revision": "1"})
        assert posted.status_code == 404
    assert browser.client.get(sent).status_code == 404
    row = stored(tenant_session, two_organizations)
    assert (row.revision, row.status, row.deleted_at) == (1, "submitted", None)
