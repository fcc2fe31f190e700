"""Places of options: all of a submission's or none, counted over everything that was sent."""

from __future__ import annotations

import pytest

from tests.factories.submissions import place, submission_to, submit

pytestmark = pytest.mark.both_postgres


def test_when_one_place_is_gone_nothing_is_stored(engine, ledger, ours, form):
    submit(engine, ours.id, submission_to(form, places=[place("beef", places=1, field="main")]))
    wanted = [place("yes", places=52), place("beef", places=1, field="main")]
    found = submit(engine, ours.id, submission_to(form, places=wanted))
    assert found == {"status": "places_gone", "gone": [{"field": "main", "option": "beef"}]}
    assert ledger.value("select count(*) from form_submissions") == 1
    assert ledger.value("select coalesce(sum(taken), 0) from option_places") == 1
    assert len(ledger.jobs()) == 1


def test_every_gone_option_is_named(engine, ours, form):
    wanted = [place("yes", places=0), place("beef", places=1, count=2, field="main")]
    found = submit(engine, ours.id, submission_to(form, places=wanted))
    assert found["gone"] == [
        {"field": "coach", "option": "yes"},
        {"field": "main", "option": "beef"},
    ]


def test_the_rows_of_a_repeat_are_counted_together(engine, ledger, ours, form):
    wanted = [place("yes", places=3, count=2), place("yes", places=3, count=1)]
    assert submit(engine, ours.id, submission_to(form, places=wanted))["status"] == "received"
    assert ledger.value("select taken from option_places") == 3


def test_more_places_are_offered_by_the_next_submission(engine, ledger, ours, form):
    submit(engine, ours.id, submission_to(form, places=[place("yes", places=1)]))
    found = submit(engine, ours.id, submission_to(form, places=[place("yes", places=2)]))
    assert found["status"] == "received"
    assert ledger.rows("select places, taken from option_places") == [{"places": 2, "taken": 2}]


@pytest.mark.parametrize(
    ("answers", "needed"),
    [
        ({"coach": "yes"}, 1),
        ({"coach": True}, 1),
        ({"coach": False}, 0),
        ({"coach": ["no", "yes"]}, 1),
        ({"coach": {"other": "yes"}}, 0),
        ({"bus": "yes"}, 0),
        ({"guests": [{"_id": "a1", "coach": "yes"}, {"_id": "b2", "coach": "yes"}, {}]}, 2),
        ({"tables": [{"guests": [{"coach": ["yes"]}]}, {"guests": []}]}, 1),
    ],
    ids=repr,
)
def test_answers_sent_before_an_option_had_places_count(
    engine, ledger, ours, form, answers, needed
):
    submit(engine, ours.id, submission_to(form, answers=answers))
    submit(engine, ours.id, submission_to(form, places=[place("yes", places=9)]))
    assert ledger.value("select taken from option_places") == needed + 1


def test_the_other_organizations_places_are_its_own(engine, ours, theirs, form, their_form):
    wanted = [place("yes", places=1)]
    submit(engine, theirs.id, submission_to(their_form, places=wanted))
    assert submit(engine, ours.id, submission_to(form, places=wanted))["status"] == "received"
