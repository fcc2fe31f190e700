"""What is written to which member when answers arrive: at once, once a day, or never."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Literal, cast, get_args
from uuid import UUID

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from wedforms.accounts.permissions import may
from wedforms.core.accounts import UserProfile
from wedforms.core.tenancy import open_organization
from wedforms.forms import Form

When = Literal["at_once", "daily", "never"]
WHEN: Final[tuple[When, ...]] = get_args(When)
_EMAILS: Final = text("SELECT * FROM member_emails(:organization_id)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A member who is told of answers, and when."""

    profile_id: UUID
    email: str
    name: str
    when: When
    #: The moment from which it was wanted so.
    since: datetime = field(compare=False)
    is_moment_known: bool = field(compare=False)
    #: From when to when it was wanted daily before: what came then is told once a day still.
    was_daily: tuple[datetime, datetime] | None = field(compare=False, default=None)


def preference(member: UserProfile, form: Form) -> When:
    """What the member chose for the form; else owners and whoever made it are told at once."""
    chosen = member.notification_settings.get("forms", {})
    when = chosen.get(str(form.id)) if isinstance(chosen, Mapping) else None
    if when in WHEN:
        return cast("When", when)
    is_theirs = member.role == "OWNER" or form.created_by == member.id
    return "at_once" if is_theirs else "never"


def choose_notifications(
    session: Session, profile_id: UUID, chosen: Mapping[UUID, str], *, now: datetime
) -> None:
    """Keep what the member chose for these forms; what is no choice is left as it was."""
    wanted = select(UserProfile).where(UserProfile.id == profile_id).with_for_update()
    member = session.scalars(wanted.execution_options(populate_existing=True)).one()
    kept: dict[str, Any] = dict(member.notification_settings)
    forms = dict(kept.get("forms", {}))
    new = {
        key: when
        for form_id, when in chosen.items()
        if when in WHEN and forms.get(key := str(form_id)) != when
    }
    since = kept.get("since", {})
    ended = {
        key: [since.get(key, member.updated_at.isoformat()), now.isoformat()]
        for key in new
        if forms.get(key) == "daily"
    }
    member.notification_settings = {
        **kept,
        "forms": forms | new,
        "since": {**since, **dict.fromkeys(new, now.isoformat())},
        "was_daily": {**kept.get("was_daily", {}), **ended},
    }


def told_of(session: Session, form: Form) -> Iterator[Told]:
    """Every member who is told of answers to the form."""
    emails = _emails(session)
    members = select(UserProfile).where(UserProfile.deleted_at.is_(None)).order_by(UserProfile.id)
    for member in session.scalars(members):
        when = preference(member, form)
        if when != "never" and may(member.role, "look") and (email := emails.get(member.user_id)):
            name = member.full_name or ""
            chosen = member.notification_settings.get("since", {}).get(str(form.id))
            ended = member.notification_settings.get("was_daily", {}).get(str(form.id))
            yield Told(
                profile_id=member.id,
                email=email,
                name=name,
                when=when,
                # Choices without a moment were made before the profile last changed.
                since=datetime.fromisoformat(chosen) if chosen else member.updated_at,
                is_moment_known=bool(chosen),
                was_daily=_period(ended),
            )


def _period(kept: Sequence[str] | None) -> tuple[datetime, datetime] | None:
    if not kept:
        return None
    begun, ended = map(datetime.fromisoformat, kept)
    return begun, ended


def _emails(session: Session) -> dict[UUID, str]:
    """The members' addresses, by user."""
    given = {"organization_id": open_organization(session)}
    return {row.user_id: row.email for row in session.execute(_EMAILS, given)}
