"""Tiers: what each of them allows, and giving an organization one, for good or on trial."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from wedforms.accounts.describe import lock_organization
from wedforms.accounts.errors import TierUnknown
from wedforms.core.accounts import Organization, Subscription
from wedforms.core.tenancy import open_organization

FREE: Final = "FREE"
AFTER_TRIAL: Final = "after_trial"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tier:
    """What a tier allows; None is no limit. `submissions` count by month."""

    name: str
    users: int | None
    forms: int | None
    submissions: int | None
    hides_service_name: bool = False

    def limits(self) -> dict[str, int | None]:
        """The limits by the names of their counters."""
        return {"users": self.users, "forms": self.forms, "submissions": self.submissions}


#: The one table of tiers.
TIERS: Final[Mapping[str, Tier]] = {
    "FREE": Tier(name="Free", users=3, forms=5, submissions=100),
    "STARTER": Tier(name="Starter", users=5, forms=15, submissions=500),
    "PROFESSIONAL": Tier(
        name="Professional", users=15, forms=60, submissions=5_000, hides_service_name=True
    ),
    "SCALE": Tier(name="Scale", users=50, forms=300, submissions=50_000, hides_service_name=True),
    "ENTERPRISE": Tier(
        name="Enterprise", users=None, forms=None, submissions=None, hides_service_name=True
    ),
}


def columns_of(tier: str) -> dict[str, Any]:
    """The columns of an organization that has this tier; raises TierUnknown."""
    if tier not in TIERS:
        raise TierUnknown(tier, TIERS)
    limits = TIERS[tier].limits()
    return {"pricing_tier": tier, **{f"max_{name}": most for name, most in limits.items()}}


def give_tier(
    session: Session, tier: str, *, now: datetime, trial_ends_at: datetime | None = None
) -> Organization:
    """Let the open organization have this tier; on trial, FREE's limits hold from `trial_ends_at`.

    Raises TierUnknown. The caller owns the transaction.
    """
    columns = columns_of(tier)
    organization = lock_organization(session)
    for name, value in columns.items():
        setattr(organization, name, value)
    settings = {key: one for key, one in organization.settings.items() if key != AFTER_TRIAL}
    if trial_ends_at is not None:
        settings[AFTER_TRIAL] = TIERS[FREE].limits()
    organization.settings, organization.trial_ends_at = settings, trial_ends_at
    _subscribe(session, tier, now=now, trial_ends_at=trial_ends_at)
    session.flush()
    return organization


def tier_now(organization: Organization, *, now: datetime) -> str:
    """The tier whose limits hold: FREE when the trial of another one is over."""
    ends_at = organization.trial_ends_at
    is_over = ends_at is not None and ends_at <= now and AFTER_TRIAL in organization.settings
    return FREE if is_over else organization.pricing_tier


def _subscribe(
    session: Session, tier: str, *, now: datetime, trial_ends_at: datetime | None
) -> None:
    kept = session.get(Subscription, open_organization(session))
    subscription = kept or Subscription()
    subscription.tier = tier
    subscription.status = "active" if trial_ends_at is None else "trialing"
    subscription.current_period_start, subscription.current_period_end = now, trial_ends_at
    session.add(subscription)
