"""A couple fills in a form without scripts: pages, rows, conditions, review, thanks."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from tests.web.browsing import Browser
from tests.web.forms import DINNER, MENUS, field, form, required
from wedforms.lib import clock
from wedforms.submissions import FormSubmission


@pytest.fixture
def dinner(publish):
    return publish(DINNER)


def sent_answers(tenant_session, tenant):
    with tenant_session(tenant) as session:
        wanted = select(FormSubmission.submission_data).where(FormSubmission.status == "submitted")
        return list(session.scalars(wanted))


def test_first_page_shows_its_questions_and_where_it_stands(browser, dinner):
    browser.open(dinner)
    assert browser.status == 200
    assert "Page 1 of 2" in browser.text
    assert "Your name" in browser.text
    assert "Which meal?" not in browser.text


def test_whole_walk_ends_in_one_submission(browser, dinner, tenant_session, two_organizations):
    browser.open(dinner).fill(who="José", coming="yes").press("next")
    assert "A few more questions from your answers" in browser.text
    browser.fill(meal="veg").press("next")
    assert "Page 2 of 2" in browser.text
    assert browser.path.startswith("/d/")
    browser.press("add:guests")
    row = browser.values("guests-_rows")[0]
    assert browser.values(f"guests-{row}-age") == ["30"]
    browser.set(f"guests-{row}-guest_name", "עדי").fill(note="Two\nlines").press("review")
    assert "Look over your answers" in browser.text
    assert "Risotto" in browser.text
    browser.press("submit")
    assert browser.path.startswith("/s/")
    assert "Thank you" in browser.text
    assert sent_answers(tenant_session, two_organizations.ours) == [
        {
            "who": "José",
            "coming": True,
            "meal": "veg",
            "guests": [{"_id": row, "guest_name": "עדי", "age": 30}],
            "note": "Two\nlines",
        }
    ]
    assert sent_answers(tenant_session, two_organizations.theirs) == []


def test_problem_holds_the_page_and_keeps_every_answer(browser, dinner):
    browser.open(dinner).fill(coming="no").press("next")
    assert browser.status == 422
    assert "Please look at this again" in browser.text
    assert "#f-who" in browser.page.links
    assert browser.values("coming") == ["no"]
    assert "f-who" in browser.page.ids
    browser.fill(who="Ana").press("next")
    assert "Page 2 of 2" in browser.text


def test_problem_on_an_earlier_page_reopens_that_page(browser, dinner):
    browser.open(dinner).fill(who="Ana", coming="no").press("next")
    browser.fill(who="").press("review")
    assert browser.status == 422
    assert "Page 1 of 2" in browser.text


def test_back_keeps_what_was_typed_even_when_it_is_wrong(browser, dinner):
    browser.open(dinner).fill(who="Ana", coming="no").press("next")
    browser.fill(note="remember me").press("back")
    assert "Page 1 of 2" in browser.text
    assert browser.values("note") == ["remember me"]


def test_hidden_answer_stays_in_the_draft_and_leaves_the_record(
    browser, dinner, tenant_session, two_organizations
):
    browser.open(dinner).fill(who="Ana", coming="yes").press("next")
    browser.fill(meal="fish").press("next")
    browser.press("back").fill(coming="no").press("next").press("back")
    assert browser.values("meal") == ["fish"]
    browser.press("next").press("review")
    assert "Trout" not in browser.text
    browser.press("submit")
    assert sent_answers(tenant_session, two_organizations.ours) == [{"who": "Ana", "coming": False}]


def test_rows_are_added_moved_and_removed(browser, dinner):
    browser.open(dinner).fill(who="Ana", coming="no").press("next")
    for name in ("One", "Two", "Three"):
        browser.press("add:guests")
        row = browser.values("guests-_rows")[0].split()[-1]
        browser.set(f"guests-{row}-guest_name", name)
    first, second, third = browser.values("guests-_rows")[0].split()
    assert "add:guests" not in [value for value, _ in browser.page.buttons]
    browser.press(f"up:guests-{third}")
    assert browser.values("guests-_rows") == [f"{first} {third} {second}"]
    browser.press(f"remove:guests-{first}")
    assert browser.values("guests-_rows") == [f"{third} {second}"]
    assert browser.values(f"guests-{third}-guest_name") == ["Three"]
    assert not any(name.startswith(f"guests-{first}-") for name in names(browser))


def names(browser):
    return [control.name for control in browser.page.controls]


def test_two_people_in_one_draft_do_not_undo_each_other(app, dinner):
    one = Browser(app.test_client())
    one.open(dinner).fill(who="Ana", coming="no").press("next")
    other = Browser(app.test_client())
    other.open(one.address)
    one.press("add:guests")
    row = one.values("guests-_rows")[0]
    one.set(f"guests-{row}-guest_name", "Bea").press("save")
    other.fill(note="from the other one").press("save")
    other.open(other.path + "?page=2")
    assert other.values(f"guests-{row}-guest_name") == ["Bea"]
    assert other.values("note") == ["from the other one"]


def test_saving_tells_the_address_to_come_back_to(browser, dinner):
    browser.open(dinner).fill(who="Ana").press("save")
    assert "Everything is kept" in browser.text
    assert f"http://localhost{browser.path}" in browser.text


def test_double_press_on_send_stores_once_and_shows_the_same_thanks(
    browser, dinner, tenant_session, two_organizations
):
    browser.open(dinner).fill(who="Ana", coming="no").press("next").press("review")
    target, sent = browser.page.actions[0], browser.posted()
    sent.add("_action", "submit")
    browser.post(target, sent.copy())
    first = browser.path
    browser.post(target, sent)
    assert browser.path == first
    assert len(sent_answers(tenant_session, two_organizations.ours)) == 1


def test_form_without_review_is_sent_from_its_page(
    browser, publish, tenant_session, two_organizations
):
    address = publish(form(required("email", "email"), settings={"review": False}))
    browser.open(address).fill(email="not an address").press("submit")
    assert browser.status == 422
    browser.fill(email="ana@EXAMPLE.com").press("submit")
    assert "Thank you" in browser.text
    assert sent_answers(tenant_session, two_organizations.ours) == [{"email": "ana@example.com"}]


def test_answers_are_changed_afterwards_as_a_revision(
    browser, dinner, tenant_session, two_organizations
):
    browser.open(dinner).fill(who="Ana", coming="no").press("next").press("review").press("submit")
    thanks = browser.path
    browser.post(f"{thanks}/change", browser.posted())
    assert browser.path.startswith("/d/")
    browser.fill(who="Ana María").press("next").press("review").press("submit")
    assert browser.path == thanks
    assert "Your changes are saved" in browser.text
    assert sent_answers(tenant_session, two_organizations.ours) == [
        {"who": "Ana María", "coming": False}
    ]


def test_group_shows_the_rows_it_asks_for_at_least(browser, publish):
    address = publish(form(field("songs", "group", min_rows=2, fields=[field("title")])))
    browser.open(address)
    assert browser.values("songs-_rows") == ["r1 r2"]


def test_rows_that_a_group_begins_with_have_the_defaults_of_an_added_one(
    browser, publish, tenant_session, two_organizations
):
    browser.open(publish(MENUS)).press("add:courses")
    first, _, added = browser.values("courses-_rows")[0].split()
    for row in (first, added):
        assert browser.values(f"courses-{row}-size") == ["3"]
        assert browser.values(f"courses-{row}-hot") == ["yes"]
        assert browser.values(f"courses-{row}-dishes-r1-dish") == ["Soup"]
    browser.set(f"courses-{first}-size", "").press("submit")
    [sent] = sent_answers(tenant_session, two_organizations.ours)
    dishes = [{"_id": "r1", "dish": "Soup"}]
    assert sent["courses"] == [
        {"_id": first, "hot": True, "dishes": dishes},
        {"_id": "r2", "size": 3, "hot": True, "dishes": dishes},
        {"_id": added, "size": 3, "hot": True, "dishes": dishes},
    ]


def test_page_with_nothing_to_ask_is_passed_over(browser, publish):
    address = publish(
        form(
            field("p1", "page_break", "One"),
            required("more", "yes_no"),
            field("p2", "page_break", "Two"),
            field("detail", visible_if="more"),
            field("p3", "page_break", "Three"),
            field("end"),
        )
    )
    browser.open(address).fill(more="no").press("next")
    assert "Three" in browser.text
    assert "Page 2 of 2" in browser.text
    browser.press("back").fill(more="yes").press("next")
    assert "Page 2 of 3" in browser.text


def test_time_of_saving_is_told_where_the_form_is_at_home(browser, publish):
    address = publish(form(field("who"), settings={"time_zone": "Asia/Tokyo"}))
    browser.open(address).fill(who="Ana").press("save")
    here = clock.now().astimezone(ZoneInfo("Asia/Tokyo"))
    around = {(here - timedelta(minutes=late)).strftime("%H:%M") for late in (0, 1)}
    assert any(f"Saved {time}" in browser.text for time in around)
