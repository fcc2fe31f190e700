"""Once the time for changes is over, a couple asks for one, and hears what became of it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import select, update
from werkzeug.datastructures import MultiDict

from tests.web.browsing import Browser
from tests.web.forms import field, form, required
from tests.web.results import as_viewer, ids, settings, supplier
from wedforms.core.clients import Client
from wedforms.core.security import AuditLog
from wedforms.forms import Form
from wedforms.forms.links import make_personal_link
from wedforms.lib import clock
from wedforms.submissions import ChangeRequest, FormSubmission
from wedforms.submissions.ask import LONGEST_REPLY, LONGEST_WANTED, MOST_A_DAY

__all__ = ["as_viewer", "ids", "settings", "supplier"]

LOCKED = {"review": False, "locks_at": "2020-01-01T00:00:00+00:00"}
OPEN = {"review": False, "locks_at": "2099-01-01T00:00:00+00:00"}
WORDS = "Please make it <b>three</b> guests.\nAnd no nuts."


def asking(**more):
    return form(required("who", label="Who"), field("note", label="A note"), **more)


@pytest.fixture
def sent(app, publish):
    """What a couple sent to a form whose time for changes is over: their page."""

    def made(settings=LOCKED, **more) -> Browser:
        address = publish(asking(settings=settings, **more))
        return Browser(app.test_client()).open(address).fill(who="Ana").press("submit")

    return made


def ask(page: Browser, words: str = WORDS) -> Browser:
    return page.open(f"{_page(page)}/ask").fill(wanted=words).post(page.path, page.posted())


def led(browser: Browser, address: str) -> Browser:
    """Where an address leads to."""
    return browser.open(browser.client.get(address).location)


def _page(browser: Browser) -> str:
    return browser.path.removesuffix("/ask")


@pytest.fixture
def requests(tenant_session, two_organizations):
    def read() -> list[ChangeRequest]:
        with tenant_session(two_organizations.ours) as session:
            return list(session.scalars(select(ChangeRequest).order_by(ChangeRequest.created_at)))

    return read


@pytest.fixture
def studio(sent, ids):
    """A couple has asked; their page, and that of their answers in the studio."""
    couple = sent()
    ask(couple)
    _, [submission_id] = ids()
    return couple, f"/studio/answers/{submission_id}"


def decline(browser: Browser, page: str, request_id, reply: str = "The caterer is told."):
    token = browser.open("/studio/account").values("csrf_token")[0]
    given = {"csrf_token": token, "reply": reply}
    return browser.client.post(f"{page}/asked/{request_id}/decline", data=given)


def test_a_couple_asks_instead_of_changing(sent, requests):
    couple = sent()
    assert "Change your answers" not in couple.text
    assert "Ask Rose & Lens Photography for a change" in couple.text
    assert "Ana" in couple.open(f"{couple.path}/ask").page.words
    ask(couple)
    assert "You have asked for a change" in couple.text
    assert "make it <b>three</b> guests" in couple.text
    assert "Ask Rose & Lens Photography for a change" not in couple.text
    [request] = requests()
    assert (request.status, request.wanted) == ("open", WORDS)


def test_who_may_still_change_does_not_ask(sent, requests):
    couple = sent(OPEN)
    place = couple.path
    assert led(couple, f"{place}/ask").path == place
    assert "Change your answers" in couple.text
    token = couple.values("_token")[0]
    couple.post(f"{_page(couple)}/ask", MultiDict({"_token": token, "wanted": "Three"}))
    assert requests() == []


def test_where_the_supplier_wants_no_changes_nobody_asks(sent, requests):
    couple = sent({**LOCKED, "allow_changes": False})
    assert "for a change" not in couple.text
    assert "for a change" not in couple.open(f"{couple.path}/ask").text
    assert requests() == []


@pytest.mark.parametrize(("gone", "may_ask"), [("is_active", True), ("deleted_at", False)])
def test_a_form_that_rests_takes_requests_and_one_that_was_deleted_none(
    sent, tenant_session, two_organizations, gone, may_ask
):
    couple = sent(OPEN)
    values = {"is_active": False} if gone == "is_active" else {"deleted_at": datetime.now(UTC)}
    with tenant_session(two_organizations.ours) as session:
        session.execute(update(Form).values(**values))
    assert ("for a change" in couple.open(couple.path).text) is may_ask


def test_what_is_refused_stays_as_it_was_typed(sent, requests):
    couple = sent()
    assert "Please write what should change." in ask(couple, " \n ").text
    assert couple.status == 422
    long = "x" * (LONGEST_WANTED + 1)
    assert f"at most {LONGEST_WANTED} characters" in ask(couple, long).text
    assert couple.values("wanted") == [long]
    given = MultiDict({"_token": "forged", "wanted": "Three guests"})
    assert "once more" in couple.post(couple.path, given).text
    assert couple.values("wanted") == ["Three guests"]
    assert couple.post(couple.path, MultiDict({"wanted": "a\x00b"})).status in (400, 422)
    assert requests() == []


def test_a_double_click_asks_once_and_two_tabs_never_overwrite(app, sent, requests):
    couple = sent()
    place = f"{couple.path}/ask"
    tabs = [Browser(app.test_client()).open(place).fill(wanted="Three guests") for _ in range(4)]
    token = tabs[0].values("_token")[0]
    with ThreadPoolExecutor(4) as pool:
        done = list(pool.map(lambda tab: tab.post(place, tab.posted()), tabs))
    assert {tab.status for tab in done} == {200}
    other = Browser(app.test_client())
    given = MultiDict({"_token": token, "wanted": "Four guests"})
    other.open(couple.path).post(place, given)
    assert other.status == 422
    assert "has not answered yet" in other.text
    assert other.values("wanted") == ["Four guests"]
    assert [one.wanted for one in requests()] == ["Three guests"]


def test_nobody_asks_without_end(supplier, studio, requests):
    couple, page = studio
    for number in range(2, MOST_A_DAY + 2):
        decline(supplier, page, requests()[-1].id)
        ask(couple, f"Request {number}")
    assert "asked several times today" in couple.text
    assert len(requests()) == MOST_A_DAY


def test_a_closed_form_leads_its_link_to_the_answers(
    app, publish, tenant_session, two_organizations
):
    closes = datetime(2026, 12, 1, 12, tzinfo=UTC)
    publish(asking(settings={"review": False, "closes_at": closes.isoformat()}))
    with time_machine.travel(closes - timedelta(days=1), tick=True):
        with tenant_session(two_organizations.ours) as session:
            form_id = session.scalars(select(Form.id)).one()
            secret = make_personal_link(
                session, form_id=form_id, prefill={}, expires_at=closes + timedelta(days=90)
            )
        link = f"/p/rose-and-lens/{secret}"
        couple = Browser(app.test_client()).open(link).fill(who="Ana").press("submit")
        place = couple.path
        begun = Browser(app.test_client()).open(place)
        begun.post(f"{place}/change", begun.posted())
    with time_machine.travel(closes + timedelta(days=1), tick=True):
        assert led(couple, link).path == place
        assert "for a change" in couple.text
        late = led(Browser(app.test_client()), begun.path)
        assert (late.path, late.status) == (place, 200)
        assert "The time for changes ended before you sent yours." in late.text
        begun.fill(who="Anna").press("submit")
        assert begun.path == place
        assert "Your change was not made" in begun.text


def test_a_change_that_is_sent_too_late_leads_to_asking(app, sent, tenant_session):
    with time_machine.travel(clock.now(), tick=True) as travel:
        soon = clock.now() + timedelta(hours=1)
        couple = sent({"review": False, "locks_at": soon.isoformat(timespec="seconds")})
        place = couple.path
        couple.post(f"{place}/change", couple.posted())
        travel.shift(timedelta(hours=2))
        couple.fill(who="Anna").press("submit")
    assert couple.path == place
    assert "Your change was not made" in couple.text
    assert "for a change" in couple.text


def test_the_supplier_sees_it_and_makes_the_change(
    supplier, studio, requests, tenant_session, two_organizations
):
    couple, page = studio
    text = supplier.open(page).text
    assert "They ask for a change" in text
    assert "make it <b>three</b> guests" in text
    [request] = requests()
    correction = f"{page}/correct?request={request.id}"
    assert "make it <b>three</b> guests" in supplier.open(correction).text
    supplier.fill(note="Three guests").press("submit")
    assert supplier.path == page
    assert "changed as they asked" in supplier.text
    with tenant_session(two_organizations.ours) as session:
        row = session.scalars(select(FormSubmission)).one()
    assert (row.revision, row.submission_data["note"]) == (2, "Three guests")
    [answered] = requests()
    assert (answered.status, answered.answered_by is not None) == ("accepted", True)
    assert "Your change was made" in couple.open(_page(couple)).text
    assert "Three guests" in couple.text
    assert "Ask Rose & Lens Photography for a change" in couple.text


def test_a_request_is_declined_with_a_word(supplier, studio, requests):
    couple, page = studio
    [request] = requests()
    for reply, said in (("  ", "word"), ("x" * (LONGEST_REPLY + 1), "long")):
        assert f"request={said}" in decline(supplier, page, request.id, reply).location
    assert requests()[0].status == "open"
    decline(supplier, page, request.id, "The <i>caterer</i> is told already.")
    text = couple.open(_page(couple)).text
    assert "Your change could not be made" in text
    assert "The <i>caterer</i> is told already." in text
    assert "request=answered" in decline(supplier, page, request.id, "Twice").location
    assert requests()[0].reply == "The <i>caterer</i> is told already."


def test_a_declined_request_is_not_made_by_an_old_page(
    app, supplier, studio, requests, tenant_session, two_organizations
):
    _, page = studio
    [request] = requests()
    old = Browser(supplier.client).open(f"{page}/correct?request={request.id}")
    decline(supplier, page, request.id)
    old.fill(note="Three guests").press("submit")
    assert "This was answered meanwhile" in old.text
    with tenant_session(two_organizations.ours) as session:
        assert session.scalars(select(FormSubmission.revision)).one() == 1


def test_lists_and_the_couples_timeline_tell_that_somebody_waits(
    supplier, studio, requests, ids, tenant_session, two_organizations
):
    _, page = studio
    form_id, _ = ids()
    answers = f"/studio/forms/{form_id}/answers"
    assert "1 couple asks for a change" in supplier.open(answers).text
    assert "1 asks for a change" in supplier.open("/studio/forms").text
    assert page in supplier.open(f"{answers}?state=waiting").page.links
    with tenant_session(two_organizations.ours) as session:
        couple = Client(partner_1_name="Ana")
        session.add(couple)
        session.flush()
        session.execute(update(FormSubmission).values(client_id=couple.id))
    text = supplier.open(f"/studio/clients/{couple.id}").text
    assert "They asked for a change of" in text
    assert "not answered yet" in text
    decline(supplier, page, requests()[0].id)
    assert "asks for a change" not in supplier.open(answers).text
    assert "asks for a change" not in supplier.open("/studio/forms").text
    assert page not in supplier.open(f"{answers}?state=waiting").page.links
    assert "declined" in supplier.open(f"/studio/clients/{couple.id}").text


def test_the_board_tells_that_somebody_waits(supplier, sent, ids):
    ask(sent(form_type="rsvp"))
    form_id, _ = ids()
    assert "1 couple asks for a change" in supplier.open(f"/studio/forms/{form_id}/board").text


def test_whoever_may_only_look_reads_it_and_answers_nothing(supplier, as_viewer, studio, requests):
    _, page = studio
    [request] = requests()
    viewer = as_viewer()
    text = viewer.open(page).text
    assert "They ask for a change" in text
    assert "Make the change" not in text
    assert decline(viewer, page, request.id).status_code == 403
    assert requests()[0].status == "open"


def test_words_that_may_be_about_health_are_for_few_and_in_no_trail(
    app, supplier, as_viewer, publish, ids, tenant_session, two_organizations
):
    address = publish(form(required("who"), field("diet", sensitive=True), settings=LOCKED))
    couple = Browser(app.test_client()).open(address).fill(who="Ana").press("submit")
    ask(couple, "I cannot eat nuts")
    _, [submission_id] = ids()
    page = f"/studio/answers/{submission_id}"
    assert "cannot eat nuts" in supplier.open(page).text
    assert "cannot eat nuts" not in as_viewer().open(page).text
    assert "may be about diet or health" in supplier.text
    with tenant_session(two_organizations.ours) as session:
        trail = select(AuditLog).where(AuditLog.table_name == "change_requests")
        [row] = session.scalars(trail).all()
    assert "nuts" not in str(row.new_values)


def test_another_organization_sees_and_answers_nothing(app, studio, requests, two_organizations):
    couple, _ = studio
    [request] = requests()
    elsewhere = _page(couple).replace("rose-and-lens", "old-mill")
    assert couple.client.get(f"{elsewhere}/ask").status_code == 404
    given = {"wanted": "Mine"}
    assert couple.client.post(f"{elsewhere}/ask", data=given).status_code == 404
    assert [one.id for one in requests()] == [request.id]


def test_another_submission_of_the_same_supplier_is_not_answered_with_it(
    app, supplier, studio, requests, ids, publish
):
    _, page = studio
    [request] = requests()
    again = publish(asking(name="Another"), slug="another")
    Browser(app.test_client()).open(again).fill(who="Bea").press("next")
    elsewhere = page[: -len(str(request.submission_id))] + str(request.id)
    assert decline(supplier, elsewhere, request.id).status_code == 404
    assert requests()[0].status == "open"


def test_asking_works_inside_the_frame_on_a_suppliers_own_site(sent, requests):
    couple = sent()
    framed = couple.path.replace("/s/rose-and-lens/", "/e/rose-and-lens/form/s/")
    couple.open(framed)
    assert f'href="{framed}/ask"' in couple.client.get(framed).get_data(as_text=True)
    couple.open(f"{framed}/ask").fill(wanted="Three guests").post(couple.path, couple.posted())
    assert couple.path == framed
    assert [one.wanted for one in requests()] == ["Three guests"]
