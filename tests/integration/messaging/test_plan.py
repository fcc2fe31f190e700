"""Owners hear of what their plan is about to do before it does, each thing once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select, update

from tests.integration.messaging.answering import WAYS, add_person
from tests.integration.messaging.conftest import Desk
from wedforms.accounts.tiers import give_tier
from wedforms.core.accounts import Organization, UserProfile
from wedforms.core.engine import session_factory
from wedforms.core.limits import use
from wedforms.core.tenancy import tenant_transaction
from wedforms.messaging.plan import warn_of_plan

ROSE, IVY, VIEWER = "rose@example.com", "ivy@example.com", "viewer@example.com"


def now() -> datetime:
    """The database counts by its own clock, so the tests go by it too."""
    return datetime.now(UTC)


@pytest.fixture(autouse=True)
def people(desk: Desk) -> None:
    """Two owners of ours, somebody who only looks, and another supplier's owner."""
    for email in (ROSE, IVY, VIEWER):
        add_person(desk, email)
    with desk.work() as session:
        last = session.scalars(select(UserProfile.id).order_by(UserProfile.id.desc())).first()
        session.execute(update(UserProfile).where(UserProfile.id == last).values(role="VIEWER"))
        give_tier(session, "FREE", now=now())
    add_person(desk, "other@example.com", desk.tenants.theirs)


def warn(desk: Desk, tenant=None, *, at: datetime | None = None) -> list[UUID]:
    with desk.work(tenant) as session:
        return warn_of_plan(session, ways=WAYS, now=at or now())


def count(desk: Desk, times: int) -> None:
    with session_factory(desk.web)() as session, tenant_transaction(session, desk.tenants.ours.id):
        for _ in range(times):
            use(session, "submissions")


def told(desk: Desk, tenant=None) -> list[tuple[str, str]]:
    rows = desk.ledger(tenant).rows(
        "select c.recipient, c.subject from communications c join mails m"
        " on m.organization_id = c.organization_id and m.id = c.id"
        " where m.template = 'plan' order by c.id"
    )
    return [(row["recipient"], row["subject"]) for row in rows]


def test_owners_hear_once_that_four_fifths_of_the_answers_have_arrived(desk, office):
    count(desk, 79)
    assert warn(desk) == []
    count(desk, 1)
    first = warn(desk)
    count(desk, 1)
    assert warn(desk) == first
    assert warn(desk, desk.tenants.theirs) == []
    words = "80 of this month’s 100 answers have arrived"
    assert sorted(told(desk)) == [(IVY, words), (ROSE, words)]
    desk.send(first[0])
    [mail] = office.deliveries
    for text in (mail.text, mail.html):
        assert "When your plan’s 100 answers are used, couples cannot send" in text
        assert "/studio/settings/plan" in text


def test_that_all_have_arrived_is_told_too_and_a_larger_plan_begins_anew(desk):
    count(desk, 100)
    warn(desk)
    assert {subject for _, subject in told(desk)} == {"All 100 answers of this month have arrived"}
    with desk.work() as session:
        give_tier(session, "STARTER", now=now())
    assert warn(desk) == []
    count(desk, 300)
    assert len(warn(desk)) == 2


def test_the_end_of_a_trial_is_told_a_week_before_on_its_day_there(desk):
    ends_at = datetime(2027, 3, 20, 20, 30, tzinfo=UTC)
    with desk.work() as session:
        session.execute(update(Organization).values(time_zone="Asia/Tokyo"))
        give_tier(session, "PROFESSIONAL", now=now(), trial_ends_at=ends_at)
    for before in (timedelta(days=7, seconds=1), timedelta(0), -timedelta(days=1)):
        assert warn(desk, at=ends_at - before) == []
    first = warn(desk, at=ends_at - timedelta(days=7))
    assert len(first) == 2
    assert warn(desk, at=ends_at - timedelta(hours=1)) == first
    assert {subject for _, subject in told(desk)} == {
        "Your trial of Professional ends on 21 March 2027"
    }
    with desk.work() as session:
        give_tier(session, "PROFESSIONAL", now=now(), trial_ends_at=ends_at + timedelta(days=30))
    assert len(warn(desk, at=ends_at + timedelta(days=29))) == 2
    assert len(told(desk)) == 4


def test_it_is_told_in_the_language_of_the_organization(desk):
    with desk.work() as session:
        session.execute(update(Organization).values(locale="de-DE"))
    count(desk, 80)
    warn(desk)
    assert {subject for _, subject in told(desk)} == {
        "80 der 100 Antworten dieses Monats sind eingegangen"
    }
