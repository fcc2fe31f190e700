"""Two answers of the same people: pages say what is not counted, and a supplier may mend it."""

from __future__ import annotations

import pytest

from tests.published import answers_to
from tests.web.results import as_viewer, office, settings, supplier
from tests.web.supplier import sign_up
from wedforms.submissions.attach import attach_to_earlier

__all__ = ["as_viewer", "office", "settings", "supplier"]

ONE = "1 repeated answer is not counted"


@pytest.fixture
def second(office):
    """The page of an answer with the e-mail address of an earlier one."""
    answers = {**answers_to("rsvp"), "contact_email": "ana@example.com"}
    office.send("rsvp", answers)
    sent = office.send("rsvp", {**answers, "message": "The others"}).submission_id
    with office.work() as session:
        attach_to_earlier(session, sent)
    return f"/studio/answers/{sent}"


def pages(office):
    form = f"/studio/forms/{office.form('rsvp').form_id}"
    return [f"{form}/{name}" for name in ("board", "summary", "caterer")]


def press(supplier, page, act):
    token = supplier.open(page).values("csrf_token")[0]
    return supplier.client.post(f"{page}/{act}", data={"csrf_token": token})


def test_every_page_that_counts_says_what_it_leaves_out(supplier, office, second):
    for page in pages(office):
        assert ONE in supplier.open(page).text
        [link] = [one for one in supplier.page.links if "state=repeated" in one]
    assert second in supplier.open(link).page.links
    assert "1 answer" in supplier.text


def test_another_household_counts_as_well(supplier, office, second):
    assert "It is another household" in supplier.open(second).text
    assert press(supplier, second, "count-both").status_code == 303
    assert "From now on both answers count." in supplier.open(f"{second}?said=both").text
    assert "Not counted" not in supplier.text
    for page in pages(office):
        assert "not counted" not in supplier.open(page).text
    assert "2 households have answered" in supplier.open(pages(office)[0]).text


def test_the_one_chosen_takes_the_place_of_the_earlier(supplier, office, second):
    first = next(one for one in supplier.open(second).page.links if "/answers/" in one)
    assert press(supplier, second, "count").status_code == 303
    assert "Count this one" not in supplier.open(second).text
    assert "Count this one" in supplier.open(first).text
    assert ONE in supplier.open(pages(office)[0]).text
    assert press(supplier, second, "delete").status_code == 303
    text = supplier.open(pages(office)[0]).text
    assert "1 household has answered" in text
    assert "not counted" not in text


def test_neither_who_may_only_look_nor_a_stranger_decides(browser, supplier, second, as_viewer):
    token = supplier.open(second).values("csrf_token")[0]
    as_viewer()
    assert "Count this one" not in supplier.open(second).text
    sign_up(browser)
    other = browser.open("/studio/account").values("csrf_token")[0]
    for act in ("count", "count-both"):
        sent = supplier.client.post(f"{second}/{act}", data={"csrf_token": token})
        assert sent.status_code == 403
        assert browser.client.post(f"{second}/{act}", data={"csrf_token": other}).status_code == 404
