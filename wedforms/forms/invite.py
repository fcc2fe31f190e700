"""Inviting people to a form: a personal link for each of them, made all at once, and once only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from wedforms.forms.links import make_personal_link
from wedforms.forms.models import FormLink
from wedforms.lib.ids import uuid7


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """Somebody to invite: the name on the list, the address, and what the link fills in.

    `language` is one of those of the form, empty for its own.
    """

    name: str
    email: str = ""
    household: str = ""
    language: str = ""
    client_id: UUID | None = None
    prefill: Mapping[str, Any] = field(default_factory=dict)
    #: What the list says of them, in its own words, by the key of the question it fills in.
    typed: Mapping[str, str] = field(default_factory=dict)


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
            language=guest.language,
            one_response=one_response,
            created_by=created_by,
        )
    return len(guests)
