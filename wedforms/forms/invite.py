"""Inviting people to a form: a personal link for each of them, made all at once, and once only."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from wedforms.forms.errors import GuestsUnreadable
from wedforms.forms.links import make_personal_link
from wedforms.forms.models import FormLink
from wedforms.formspec.formats import is_email
from wedforms.formspec.text import clean_line
from wedforms.lib.ids import uuid7

MOST_GUESTS: Final = 300
_LONGEST: Final = 200
_BETWEEN: Final = re.compile(r"[,;\t]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """Somebody to invite: the name on the list, the address, and what the link fills in."""

    name: str
    email: str = ""
    household: str = ""
    client_id: UUID | None = None
    prefill: Mapping[str, Any] = field(default_factory=dict)


def invite(
    session: Session,
    guests: Sequence[Guest],
    *,
    form_id: UUID,
    batch: UUID,
    expires_at: datetime,
    one_response: bool,
    signing_key: str,
    created_by: UUID | None,
) -> int:
    """Make a link for each guest; how many were made, 0 when this batch was made before.

    Raises an IntegrityError when the same batch is being made at the same moment.
    """
    known = select(FormLink.id).where(FormLink.id == batch)
    if session.scalar(known) is not None:
        return 0
    for at, guest in enumerate(guests):
        make_personal_link(
            session,
            id=batch if at == 0 else uuid7(),
            form_id=form_id,
            prefill=guest.prefill,
            expires_at=expires_at,
            signing_key=signing_key,
            client_id=guest.client_id,
            label=guest.household or guest.name,
            recipient=guest.email,
            one_response=one_response,
            created_by=created_by,
        )
    return len(guests)


def read_guests(text: str) -> list[Guest]:
    """The guests in lines like “Ana Bell, ana@example.com, The Bells”, in any order of e-mail.

    Raises GuestsUnreadable with the numbers of the lines that name nobody.
    """
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    guests = [(number, _guest(line)) for number, line in lines]
    wrong = [number for number, guest in guests if guest is None]
    if wrong or len(guests) > MOST_GUESTS:
        raise GuestsUnreadable(wrong, most=MOST_GUESTS)
    return [guest for _, guest in guests if guest is not None]


def _guest(line: str) -> Guest | None:
    parts = [clean_line(part)[:_LONGEST] for part in _BETWEEN.split(line)]
    emails = [part for part in parts if "@" in part]
    names = [part for part in parts if part and "@" not in part]
    email = emails[0] if emails else ""
    if len(emails) > 1 or (email and not is_email(email)) or not (names or email):
        return None
    name = names[0] if names else email
    household = names[1] if len(names) > 1 else ""
    return Guest(name=name, email=email, household=household)
