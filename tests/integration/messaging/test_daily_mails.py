"""The day's mail: once each morning of where the supplier is, and made up for when it was missed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from tests.integration.messaging.answering import (
    QUESTIONS,
    WAYS,
    add_person,
    answer,
    publish,
)
from tests.integration.messaging.conftest import NOW, Desk
from tests.web.forms import form
from wedforms.core.accounts import UserProfile
from wedforms.forms.exchange import import_form
from wedforms.formspec.reading import read_definition
from wedforms.messaging.digests import MORNINGS, write_digests
from wedforms.messaging.preferences import choose_notifications
from wedforms.submissions.decide import release

#: Long before anything in these tests happens.
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)
LATE = "We are sorry that this mail comes late"


def morning(day: int, hour: int = 8, minute: int = 0) -> datetime:
    """A moment in London in November 2026, when its clocks tell UTC."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def choose(desk: Desk, form_id: UUID, when: str = "daily", *, at: datetime = LONG_AGO) -> None:
    with desk.work() as session:
        [member] = session.scalars(select(UserProfile.id)).all()
        choose_notifications(session, member, {form_id: when}, now=at)


def arrive(desk: Desk, at: datetime) -> UUID:
    sent = answer(desk)
    desk.ledger().change(
        "update form_submissions set submitted_at = :at where id = :id", at=at, id=sent
    )
    return sent


def digests(desk: Desk, at: datetime) -> list[UUID]:
    with desk.work() as session:
        return write_digests(session, ways=WAYS, now=at)


def told(desk: Desk, mails: list[UUID]) -> list[str]:
    return [desk.message(mail)["content"] for mail in mails]


@pytest.fixture
def form_id(desk) -> UUID:
    """A form of ours whose owner wants one mail a day, and theirs, who are told by nobody."""
    add_person(desk, "mill@example.com", desk.tenants.theirs)
    add_person(desk, "rose@example.com")
    made = publish(desk)
    choose(desk, made)
    return made


def test_the_days_mail_comes_once_in_the_morning_of_where_they_are(desk, form_id):
    desk.ledger().change("update organizations set time_zone = 'America/New_York'")
    arrive(desk, NOW)  # 7 in New York
    at_eight = datetime(2026, 11, 27, 13, 0, tzinfo=UTC)
    assert digests(desk, at_eight - timedelta(minutes=1)) == []
    [mail] = digests(desk, at_eight)
    assert digests(desk, at_eight + timedelta(hours=9)) == []
    one = desk.message(mail)
    assert one["subject"] == "1 answer arrived"
    assert "27 November 2026" in one["content"]
    assert LATE not in one["content"]
    assert digests(desk, at_eight + timedelta(days=1)) == []


def test_a_day_on_which_nothing_arrived_is_not_written_about(desk, form_id):
    assert digests(desk, morning(27)) == []


def test_a_missed_morning_is_made_up_for_once_and_oldest_first(desk, form_id):
    missed, kept = arrive(desk, morning(24, 12)), arrive(desk, morning(25, 12))
    assert digests(desk, morning(24)) == []
    # Nobody was there on the 25th.
    late, usual = told(desk, digests(desk, morning(26)))
    assert str(missed) in late
    assert str(kept) not in late
    assert LATE in late
    assert "25 November 2026, 08:00" in late
    assert str(kept) in usual
    assert str(missed) not in usual
    assert LATE not in usual
    assert digests(desk, morning(26, 8, 15)) == []
    assert digests(desk, morning(27)) == []
    assert desk.ledger().value("select count(*) from mails where template = 'digest'") == 2
    assert desk.ledger(desk.tenants.theirs).value("select count(*) from mails") == 0


def test_a_worker_that_comes_back_in_the_night_tells_of_the_morning_it_missed(desk, form_id):
    sent = arrive(desk, morning(24, 12))
    [late] = told(desk, digests(desk, morning(26, 0, 15)))
    assert str(sent) in late
    assert LATE in late
    assert digests(desk, morning(26)) == []


def test_what_is_older_than_a_week_is_not_told_any_more(desk, form_id):
    arrive(desk, morning(10, 12))
    assert digests(desk, morning(11) + timedelta(days=MORNINGS)) == []
    assert len(digests(desk, morning(11) + timedelta(days=MORNINGS - 1))) == 1


def test_whoever_only_now_chose_a_daily_mail_hears_nothing_of_old_days(desk, form_id):
    choose(desk, form_id, "never", at=morning(20))
    old, new = arrive(desk, morning(24, 12)), arrive(desk, morning(26, 7))
    choose(desk, form_id, at=morning(25, 9))
    [mail] = told(desk, digests(desk, morning(26)))
    assert str(new) in mail
    assert str(old) not in mail
    assert digests(desk, morning(27)) == []


def test_what_was_told_at_once_is_not_told_again_by_the_daily_mail(desk, form_id):
    choose(desk, form_id, "at_once", at=morning(20))
    earlier = arrive(desk, morning(24, 12))
    choose(desk, form_id, "daily", at=morning(24, 15))
    later = arrive(desk, morning(24, 18))
    [mail] = told(desk, digests(desk, morning(25)))
    assert str(later) in mail
    assert str(earlier) not in mail
    assert "Your day (1)" in mail


def test_what_came_before_at_once_was_chosen_is_told_by_the_last_daily_mail(desk, form_id):
    earlier = arrive(desk, morning(24, 12))
    choose(desk, form_id, "at_once", at=morning(24, 15))
    later = arrive(desk, morning(24, 18))
    [mail] = told(desk, digests(desk, morning(25)))
    assert str(earlier) in mail
    assert str(later) not in mail
    assert digests(desk, morning(26)) == []


def test_whoever_wants_no_mails_any_more_gets_no_last_one(desk, form_id):
    arrive(desk, morning(24, 12))
    choose(desk, form_id, "never", at=morning(24, 15))
    assert digests(desk, morning(25)) == []


def test_two_forms_that_were_chosen_at_different_moments_are_told_each_from_its_own(desk, form_id):
    with desk.work() as session:
        definition = read_definition(form(*QUESTIONS, name="Another day"))
        other = import_form(session, definition, slug="another").id
    choose(desk, other, at=morning(24, 15))
    first = arrive(desk, morning(24, 12))
    desk.ledger().change("update form_submissions set form_id = :other", other=other)
    second = arrive(desk, morning(24, 12, 30))
    desk.ledger().change(
        "update form_submissions set form_id = :form where id = :id", form=form_id, id=second
    )
    [mail] = told(desk, digests(desk, morning(25)))
    assert str(second) in mail
    assert str(first) not in mail


def test_an_answer_that_was_released_is_told_on_the_day_of_its_release(desk, form_id):
    sent = arrive(desk, morning(24, 12))
    desk.ledger().change("update form_submissions set quarantined_at = submitted_at")
    assert digests(desk, morning(25)) == []
    with desk.work() as session:
        release(session, sent)
    released = desk.ledger().value("select released_at from form_submissions")
    assert released is not None
    desk.ledger().change("update form_submissions set released_at = :at", at=morning(26, 12))
    [mail] = told(desk, digests(desk, morning(27)))
    assert str(sent) in mail
    assert digests(desk, morning(28)) == []


def test_a_choice_that_is_kept_again_counts_from_when_it_was_made(desk, form_id):
    sent = arrive(desk, morning(24, 12))
    choose(desk, form_id, at=morning(25, 20))
    [mail] = told(desk, digests(desk, morning(26)))
    assert str(sent) in mail


def test_a_choice_of_before_moments_were_kept_counts_from_the_profiles_last_change(desk, form_id):
    desk.ledger().change(
        "update user_profiles set notification_settings = notification_settings - 'since',"
        " updated_at = :at",
        at=morning(25, 9),
    )
    arrive(desk, morning(24, 12))
    new = arrive(desk, morning(25, 12))
    [mail] = told(desk, digests(desk, morning(26)))
    assert str(new) in mail


def test_an_answer_that_was_changed_is_told_on_the_day_of_the_change(desk, form_id):
    sent = arrive(desk, morning(24, 12))
    answer(desk, raw={"who": "Ana"}, amends_id=sent, amended_revision=1)
    desk.ledger().change(
        "update form_submissions set amended_at = :at where id = :id", at=morning(25, 12), id=sent
    )
    [mail] = told(desk, digests(desk, morning(26)))
    assert "(changed)" in mail


#: A Sunday on which clocks change, and the hour in UTC when it is eight: the day before, and then.
CHANGES = [
    ("Europe/London", datetime(2026, 3, 29, tzinfo=UTC), 8, 7),
    ("Europe/London", datetime(2026, 10, 25, tzinfo=UTC), 7, 8),
    ("America/New_York", datetime(2026, 3, 8, tzinfo=UTC), 13, 12),
    ("America/New_York", datetime(2026, 11, 1, tzinfo=UTC), 12, 13),
]


@pytest.mark.parametrize(("zone", "sunday", "before", "then"), CHANGES)
def test_each_day_is_whole_when_the_clocks_change(desk, form_id, zone, sunday, before, then):
    desk.ledger().change("update organizations set time_zone = :zone", zone=zone)
    minute = timedelta(minutes=1)
    saturday_at_eight = sunday - timedelta(days=1) + timedelta(hours=before)
    sunday_at_eight = sunday + timedelta(hours=then)
    moments = (saturday_at_eight, sunday_at_eight)
    everything = [arrive(desk, at) for eight in moments for at in (eight - minute, eight)]
    assert digests(desk, saturday_at_eight - minute) == []
    [first] = told(desk, digests(desk, saturday_at_eight))
    assert digests(desk, sunday_at_eight - minute) == []
    [second] = told(desk, digests(desk, sunday_at_eight))
    [third] = told(desk, digests(desk, sunday_at_eight + timedelta(days=1)))
    assert [[str(one) in mail for one in everything] for mail in (first, second, third)] == [
        [True, False, False, False],
        [False, True, True, False],
        [False, False, False, True],
    ]
