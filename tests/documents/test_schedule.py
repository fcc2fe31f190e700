"""Payment schedules, worked out by hand: the parts sum to the total, one of them what remains."""

from __future__ import annotations

from datetime import date

import pytest

from wedforms.documents.schedule import Part, Planned, ScheduleDisagrees, schedule

TODAY = date(2026, 11, 23)
SPRING = date(2027, 3, 1)
SUMMER = date(2027, 6, 1)


def test_what_remains_takes_up_the_rest():
    planned = [
        Planned("Deposit", 50_000, TODAY),
        Planned("Second", 75_001, SPRING),
        Planned("Balance", None, SUMMER),
    ]
    parts = schedule(planned, total=200_000, today=TODAY)
    assert parts == (
        Part("Deposit", 50_000, TODAY),
        Part("Second", 75_001, SPRING),
        Part("Balance", 74_999, SUMMER),
    )


@pytest.mark.parametrize(
    ("planned", "due"),
    [
        (TODAY, TODAY),
        (date(2026, 11, 22), date(2026, 11, 26)),
        (date(2020, 1, 1), date(2026, 11, 26)),
        (SUMMER, SUMMER),
        (None, TODAY),
    ],
)
def test_a_part_that_is_past_is_due_in_three_days(planned: date | None, due: date):
    (part,) = schedule([Planned("All", None, planned)], total=1, today=TODAY)
    assert part.due == due


@pytest.mark.parametrize(
    ("amounts", "total"),
    [
        ([50, None, None], 100),  # two remainders
        ([50, 40], 100),  # nothing remains, and it is too little
        ([50, 60], 100),
        ([150, None], 100),  # more than there is to pay
        ([10, None], -5),
    ],
)
def test_parts_that_cannot_sum_to_the_total_are_refused(amounts: list[int | None], total: int):
    planned = [Planned("Part", amount, TODAY) for amount in amounts]
    with pytest.raises(ScheduleDisagrees):
        schedule(planned, total=total, today=TODAY)


def test_rows_may_bring_all_amounts():
    planned = [Planned("One", 40, TODAY), Planned("Two", 60, SPRING)]
    assert [part.amount for part in schedule(planned, total=100, today=TODAY)] == [40, 60]


def test_parts_of_nothing_are_left_out():
    planned = [Planned("Deposit", 100, TODAY), Planned("Balance", None, SPRING)]
    assert [part.label for part in schedule(planned, total=100, today=TODAY)] == ["Deposit"]


def test_no_plan_is_no_schedule():
    assert schedule([], total=100, today=TODAY) == ()
