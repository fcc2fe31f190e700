"""The plan: what it allows, how much of that is used, and what happens when a trial ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, gettext, lazy_gettext
from sqlalchemy.orm import Session

from wedforms.accounts.describe import organization_now
from wedforms.accounts.features import SWITCHES, Switch, features_of
from wedforms.accounts.tiers import FREE, TIERS, Tier, tier_now
from wedforms.core.accounts import Organization
from wedforms.core.limits import Counter, Room, room_for
from wedforms.core.tenancy import tenant_transaction
from wedforms.extensions import db
from wedforms.lib import clock
from wedforms.messaging.plan import SOON
from wedforms.web.studio.person import organization_id, person
from wedforms.web.studio.views import Views

_COUNTED: Final[dict[Counter, tuple[LazyString, LazyString]]] = {
    "users": (
        lazy_gettext("People"),
        lazy_gettext("Nobody else can be invited until somebody goes."),
    ),
    "forms": (
        lazy_gettext("Forms"),
        lazy_gettext("No new form can be made until you have fewer of them."),
    ),
    "submissions": (
        lazy_gettext("Answers this month"),
        lazy_gettext(
            "Couples cannot send until the month ends. What they typed is kept for them, and they "
            "are asked to come back or to write to you."
        ),
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """One line of the plan."""

    name: LazyString
    consequence: LazyString
    room: Room | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A trial that runs or ran."""

    ends_at: datetime
    is_over: bool
    #: Midnights until the day on which it ends, where the organization is at home.
    days_left: int

    @property
    def is_soon_over(self) -> bool:
        """Whether people should think of what comes after."""
        return not self.is_over and self.days_left <= SOON.days


def show() -> ResponseReturnValue:
    """The plan of the organization."""
    now = clock.now()
    with tenant_transaction(db.session, organization_id(), actor_id=person().user_id) as session:
        organization = organization_now(session)
        tier = TIERS[tier_now(organization, now=now)]
        on = features_of(organization, now=now)
        return render_template(
            "studio/settings/plan.html",
            tier=tier,
            wanted=TIERS[organization.pricing_tier],
            free=TIERS[FREE],
            used=_used(session),
            trial=_trial(organization, now=now),
            features=[
                _told(switch, is_on=name in on, tier=tier) for name, switch in SWITCHES.items()
            ],
        )


def _told(switch: Switch, *, is_on: bool, tier: Tier) -> tuple[str, str]:
    """A switch in words and its state; an operator may have switched off what a plan has."""
    if is_on:
        return switch.words, gettext("yes")
    usual = gettext("switched off") if switch.usual(tier) else gettext("not in this plan")
    return switch.words, usual


def _used(session: Session) -> list[Used]:
    return [
        Used(name=name, consequence=consequence, room=room_for(session, counter))
        for counter, (name, consequence) in _COUNTED.items()
    ]


def _trial(organization: Organization, *, now: datetime) -> Trial | None:
    if (ends_at := organization.trial_ends_at) is None:
        return None
    zone = ZoneInfo(organization.time_zone)
    days_left = ends_at.astimezone(zone).date() - now.astimezone(zone).date()
    return Trial(ends_at=ends_at, is_over=ends_at <= now, days_left=days_left.days)


VIEWS: Final[Views] = {"plan": show}
