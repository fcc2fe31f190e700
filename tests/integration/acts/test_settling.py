"""Of answers that repeat each other exactly one counts, or both when somebody says so."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import permutations

import pytest
from sqlalchemy import select

from tests.published import NOW, answers_to
from wedforms.submissions import FormSubmission
from wedforms.submissions.attach import attach_to_earlier
from wedforms.submissions.caterer import guests_at_table
from wedforms.submissions.decide import delete, restore
from wedforms.submissions.errors import SubmissionNotFound
from wedforms.submissions.settle import count_as_well, count_instead, count_repeated

RSVP = "rsvp"
ANSWERS = {**answers_to(RSVP), "contact_email": "ana@example.com"}


@pytest.fixture
def couple(ours):
    """Send the RSVP once more with the same e-mail address."""

    def sent():
        submission_id = ours.send(RSVP, ANSWERS).submission_id
        act(ours, attach_to_earlier, submission_id)
        return submission_id

    return sent


@pytest.fixture
def three(couple):
    return [couple() for _ in range(3)]


def act(office, done, submission_id, **more):
    with office.work() as session:
        done(session, submission_id, **more)


def remove(office, submission_id):
    act(office, delete, submission_id, now=NOW)


def repeats(office):
    """What each answer repeats; deleted ones are left out."""
    with office.work() as session:
        rows = session.scalars(select(FormSubmission).where(FormSubmission.deleted_at.is_(None)))
        return {one.id: one.attached_to_id for one in rows}


def test_the_one_chosen_counts_and_the_others_repeat_it(ours, three):
    first, second, third = three
    for _ in range(2):
        act(ours, count_instead, second)
        assert repeats(ours) == {first: second, second: None, third: second}
    with ours.work() as session:
        assert count_repeated(session, ours.form(RSVP).form_id) == 2
        listed = guests_at_table(session, ours.form(RSVP).form_id)
        assert {one.submission_id for one in listed.guests} == {second}


def test_what_was_decided_outlasts_another_look_and_another_answer(ours, couple):
    first, second, third = couple(), couple(), couple()
    act(ours, count_instead, second)
    act(ours, count_as_well, third)
    for one in (first, second, third):
        act(ours, attach_to_earlier, one)
    assert repeats(ours) == {first: second, second: None, third: None}
    fourth = couple()
    assert repeats(ours)[fourth] == second


def test_the_newest_takes_the_place_of_a_deleted_one_and_what_comes_back_repeats_it(ours, three):
    first, second, third = three
    remove(ours, first)
    assert repeats(ours) == {second: third, third: None}
    act(ours, restore, first)
    assert repeats(ours) == {first: third, second: third, third: None}


def test_in_whatever_order_they_go_and_come_back_exactly_one_counts(ours, three):
    orders = list(permutations(three))
    for gone, back in zip(orders, reversed(orders), strict=True):
        for one in gone:
            remove(ours, one)
            left = repeats(ours)
            assert list(left.values()).count(None) == (1 if left else 0)
        for one in back:
            act(ours, restore, one)
            assert list(repeats(ours).values()).count(None) == 1


def test_one_brought_back_repeats_what_was_sent_meanwhile(ours, couple):
    first = couple()
    remove(ours, first)
    later = couple()
    act(ours, restore, first)
    assert repeats(ours) == {first: later, later: None}


def test_two_who_choose_at_once_leave_one_counted(ours, three):
    first, second, third = three
    acts = [(count_instead, second), (count_instead, third), (attach_to_earlier, second)] * 3
    with ThreadPoolExecutor(9) as people:
        list(people.map(lambda one: act(ours, *one), acts))
    found = repeats(ours)
    [counted] = [one for one, of in found.items() if of is None]
    assert counted in (second, third)
    assert {of for one, of in found.items() if one != counted} == {counted}
    assert first in found


def test_nobody_decides_about_another_supplier_s_answers(theirs, three):
    for done in (count_instead, count_as_well):
        with pytest.raises(SubmissionNotFound):
            act(theirs, done, three[1])
