"""The versions of a form: listed, looked at, and published again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wedforms.core.accounts import UserProfile
from wedforms.forms.changes import designed_form
from wedforms.forms.errors import DraftChanged, VersionNotFound
from wedforms.forms.models import Form, FormVersion
from wedforms.forms.publish import lock_form, make_current
from wedforms.formspec.definition import Definition
from wedforms.formspec.reading import read_definition
from wedforms.formspec.writing import content_hash


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionShown:
    """One version in the history; `published_by` is a member's name, or empty."""

    id: UUID
    number: int
    published_at: datetime
    published_by: str
    note: str
    is_current: bool


def versions_shown(session: Session, form: Form) -> Sequence[VersionShown]:
    """Every version of the form, the latest first."""
    rows = session.execute(
        select(FormVersion, UserProfile.full_name)
        .outerjoin(UserProfile, UserProfile.id == FormVersion.published_by)
        .where(FormVersion.form_id == form.id)
        .order_by(FormVersion.number.desc())
    )
    return [
        VersionShown(
            id=version.id,
            number=version.number,
            published_at=version.published_at,
            published_by=name or "",
            note=version.note,
            is_current=version.id == form.published_version_id,
        )
        for version, name in rows
    ]


def version_numbered(session: Session, form_id: UUID, number: int) -> FormVersion:
    """The version of the form that has this number; raises VersionNotFound."""
    wanted = select(FormVersion).where(FormVersion.form_id == form_id, FormVersion.number == number)
    version = session.scalar(wanted)
    if version is None:
        raise VersionNotFound(number)
    return version


def current_version(session: Session, form: Form) -> FormVersion | None:
    """What visitors get now; None before the form was ever published."""
    if form.published_version_id is None:
        return None
    return session.scalar(select(FormVersion).where(FormVersion.id == form.published_version_id))


def version_saying(session: Session, form_id: UUID, definition: Definition) -> FormVersion | None:
    """The version of the form that says just this, if one does."""
    same = select(FormVersion).where(
        FormVersion.form_id == form_id, FormVersion.content_hash == content_hash(definition)
    )
    return session.scalar(same)


def last_number(session: Session, form_id: UUID) -> int:
    """The highest number of a version; 0 before the first."""
    highest = select(func.max(FormVersion.number)).where(FormVersion.form_id == form_id)
    return session.scalar(highest) or 0


def asked_in(version: FormVersion) -> Definition:
    """What a version asks."""
    return read_definition(version.definition)


def publish_again(
    session: Session, form_id: UUID, *, number: int, seen_current: int | None
) -> FormVersion:
    """Let visitors get an earlier version again; the draft stays as it is.

    Raises FormNotFound, VersionNotFound, and DraftChanged when another version than
    `seen_current` (a number) is the one that visitors get by now.
    """
    form = designed_form(session, form_id)
    lock_form(session, form)
    version, current = version_numbered(session, form_id, number), current_version(session, form)
    if current is not None and current.number not in (seen_current, number):
        raise DraftChanged
    make_current(session, form, version)
    return version
