"""The switches of an organization: every one that exists, its words, and whether it is on.

An operator sets them (`wedforms org feature`); what is not set follows from the tier.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, get_args

from sqlalchemy.orm import Session

from wedforms.accounts.describe import lock_organization
from wedforms.accounts.errors import FeatureUnknown
from wedforms.accounts.tiers import TIERS, Tier, tier_now
from wedforms.core.accounts import Organization

Feature = Literal["passkeys", "embeds", "own_branding"]


@dataclass(frozen=True, slots=True)
class Switch:
    """One switch: what it is in words, and whether a tier has it by itself."""

    words: str
    usual: Callable[[Tier], bool]


SWITCHES: Final[Mapping[Feature, Switch]] = {
    "passkeys": Switch("Sign in with a passkey: a fingerprint, a face, a PIN", lambda _: True),
    "embeds": Switch("Forms on your own web site", lambda _: True),
    "own_branding": Switch(
        "Your pages without our name at their foot", lambda tier: tier.hides_service_name
    ),
}
assert set(SWITCHES) == set(get_args(Feature))


def features_of(organization: Organization, *, now: datetime) -> frozenset[Feature]:
    """The switches that are on."""
    tier = TIERS[tier_now(organization, now=now)]
    kept = organization.features
    return frozenset(
        name
        for name, switch in SWITCHES.items()
        if (kept[name] if isinstance(kept.get(name), bool) else switch.usual(tier))
    )


def set_feature(session: Session, name: str, *, on: bool | None) -> Organization:
    """Switch a feature of the open organization on or off, or (None) as its tier has it.

    Raises FeatureUnknown. The caller owns the transaction.
    """
    if name not in SWITCHES:
        raise FeatureUnknown(name, SWITCHES)
    organization = lock_organization(session)
    kept = {key: one for key, one in organization.features.items() if key != name}
    organization.features = kept if on is None else {**kept, name: on}
    session.flush()
    return organization
