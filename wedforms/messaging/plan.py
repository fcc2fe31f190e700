"""Telling owners what their plan is about to do, before it does: once for each thing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from wedforms.accounts.members import members_of
from wedforms.accounts.tiers import AFTER_TRIAL, FREE, TIERS
from wedforms.core.accounts import Organization
from wedforms.core.limits import room_for
from wedforms.messaging.letters import About, Letter
from wedforms.messaging.queue import queue_mail
from wedforms.messaging.ways import Ways

#: How long before its end a trial is told of.
SOON: Final = timedelta(days=7)
_TEMPLATE: Final = "plan"
_OWNER: Final = "OWNER"


def warn_of_plan(session: Session, *, ways: Ways, now: datetime) -> list[UUID]:
    """Tell every owner that the month's answers run out, and that a trial ends.

    Once for each month and number of answers, and once for each end of a trial. The caller owns
    the transaction.
    """
    organization = session.scalars(select(Organization)).one()
    told = [*_of_answers(session, now=now), *_of_trial(organization, now=now)]
    owners = [one for one in members_of(session) if one.role == _OWNER] if told else []
    return [
        queue_mail(
            session,
            Letter(
                template=_TEMPLATE,
                recipient=owner.email,
                facts={**facts, "address": ways.plan()},
                locale=organization.locale,
                once=f"{_TEMPLATE}:{owner.id}:{what}",
                about=About(user_profile_id=owner.id),
                sender="service",
            ),
        )
        for what, facts in told
        for owner in owners
    ]


def _of_answers(session: Session, *, now: datetime) -> Iterator[tuple[str, Mapping[str, Any]]]:
    room = room_for(session, "submissions")
    if room is not None and room.is_short:
        about = "gone" if room.is_gone else "short"
        # The month is the one by which answers are counted (quota_period).
        month = f"{now.astimezone(UTC):%Y-%m}"
        yield f"{about}:{month}:{room.most}", {"about": about, "used": room.used, "most": room.most}


def _of_trial(
    organization: Organization, *, now: datetime
) -> Iterator[tuple[str, Mapping[str, Any]]]:
    ends_at = organization.trial_ends_at
    if ends_at is None or AFTER_TRIAL not in organization.settings:
        return
    if now < ends_at <= now + SOON:
        zone = ZoneInfo(organization.time_zone)
        yield (
            f"trial:{ends_at.astimezone(UTC).isoformat()}",
            {
                "about": "trial",
                "tier": TIERS[organization.pricing_tier].name,
                "ends_on": ends_at.astimezone(zone).date(),
                "free": TIERS[FREE],
            },
        )
