"""Many at once: one row an attempt, no place sold twice, no tier overrun."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from tests.factories.submissions import amend, place, submission_to, submit
from wedforms.lib.ids import uuid7

pytestmark = pytest.mark.both_postgres

MANY = 20


def at_once(act: Callable[[int], Any], *, times: int = MANY) -> list[Any]:
    """Call `act` in as many threads, all let go at the same moment."""
    start = Barrier(times)

    def run(number: int) -> Any:
        start.wait()
        return act(number)

    with ThreadPoolExecutor(times) as threads:
        return list(threads.map(run, range(times)))


def statuses(found: list[dict[str, Any]]) -> Counter[str]:
    """How often each answer was given."""
    return Counter(one["status"] for one in found)


def test_one_attempt_sent_many_times_is_one_row(engine, ledger, ours, form):
    given = submission_to(form, places=[place("yes", places=52)])
    found = at_once(lambda _: submit(engine, ours.id, {**given, "id": str(uuid7())}))
    assert statuses(found) == {"received": 1, "replayed": MANY - 1}
    assert len({one["id"] for one in found}) == 1
    assert ledger.value("select count(*) from form_submissions") == 1
    assert ledger.value("select taken from option_places") == 1
    assert len(ledger.jobs()) == 1


def test_attempts_that_meet_in_the_middle_of_a_write_are_one_row_each(engine, ledger, ours, form):
    """Both look before either has written: then the index, not the look, tells them apart."""
    rounds = 60
    for _ in range(rounds):
        given = submission_to(form)
        found = at_once(
            lambda _, given=given: submit(engine, ours.id, {**given, "id": str(uuid7())}), times=6
        )
        assert statuses(found) == {"received": 1, "replayed": 5}
    assert ledger.value("select count(*) from form_submissions") == rounds


def test_one_key_with_different_answers_keeps_one(engine, ledger, ours, form):
    key = uuid7()
    found = at_once(
        lambda number: submit(
            engine, ours.id, submission_to(form, answers={"name": str(number)}, key=key)
        )
    )
    assert statuses(found) == {"received": 1, "conflict": MANY - 1}
    assert ledger.value("select count(*) from form_submissions") == 1


def test_places_are_never_oversold(engine, ledger, ours, form):
    def send(number: int) -> Any:
        wanted = [place("yes", places=7), place(f"menu-{number % 2}", places=5, field="meal")]
        ordered = wanted if number % 3 else wanted[::-1]
        return submit(engine, ours.id, submission_to(form, places=ordered))

    found = at_once(send)
    assert statuses(found) == {"received": 7, "places_gone": MANY - 7}
    assert ledger.value("select count(*) from form_submissions") == 7
    taken = ledger.rows("select field_key, sum(taken) as taken from option_places group by 1")
    assert {one["field_key"]: one["taken"] for one in taken} == {"coach": 7, "meal": 7}


def test_a_form_is_never_overfull(engine, ledger, ours, form):
    found = at_once(lambda _: submit(engine, ours.id, submission_to(form, capacity=6)))
    assert statuses(found) == {"received": 6, "full": MANY - 6}
    assert ledger.value("select count(*) from form_submissions") == 6


def test_the_month_is_never_overrun(engine, ledger, ours, form):
    ledger.change("update organizations set max_submissions = 6")
    found = at_once(lambda _: submit(engine, ours.id, submission_to(form)))
    assert statuses(found) == {"received": 6, "limit": MANY - 6}
    assert ledger.value("select used from organization_usage") == 6


def test_changes_made_at_once_become_one_after_the_other(engine, ledger, ours, form):
    sent = submission_to(form, places=[place("yes", places=2)])
    submit(engine, ours.id, sent)

    def change(number: int) -> Any:
        option = "yes" if number % 2 else "no"
        changed = submission_to(
            form, answers={"name": str(number)}, places=[place(option, places=2)]
        )
        return amend(engine, ours.id, {**changed, "id": sent["id"]})

    found = at_once(change, times=8)
    assert statuses(found) == {"received": 8}
    assert sorted(one["revision"] for one in found) == list(range(2, 10))
    assert ledger.value("select sum(taken) from option_places") == 1
    assert ledger.value("select count(*) from submission_revisions") == 8
