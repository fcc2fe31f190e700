"""Reminding those who have a personal link and have not answered."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from wedforms.core.accounts import Organization
from wedforms.core.tenancy import open_organization
from wedforms.forms import Form, FormLink
from wedforms.forms.errors import FormNotFound
from wedforms.forms.find import fillable_version
from wedforms.formspec.definition import Definition
from wedforms.formspec.formats import is_email
from wedforms.messaging.letters import About, Letter
from wedforms.messaging.queue import queue_mail
from wedforms.messaging.send import is_suppressed
from wedforms.messaging.ways import Ways
from wedforms.submissions import FormSubmission

REMINDER: Final = "reminder"
#: One link is written to once in this time.
REST: Final = timedelta(days=1)
_MOST: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Links without an answer: to be written to, written to lately, or not to be written to."""

    due: Sequence[FormLink]
    lately: Sequence[FormLink]
    rests: Sequence[FormLink]
    unreachable: Sequence[FormLink]
    is_open: bool


def waiting_links(session: Session, form_id: UUID, *, now: datetime) -> Waiting:
    """Who has not answered, and whom a reminder would reach; raises FormNotFound."""
    form = _form(session, form_id)
    return _sorted(session, form, session.scalars(_unanswered(form_id, now)).all(), now=now)


def remind(session: Session, form_id: UUID, *, ways: Ways, now: datetime) -> int:
    """Write to everybody whom a reminder is due to, each once a day; how many they were.

    Of two people who press the button at once, the second finds nobody left to write to. Raises
    FormNotFound.
    """
    form = _form(session, form_id)
    locked = _unanswered(form_id, now).with_for_update(of=FormLink)
    links = session.scalars(locked.execution_options(populate_existing=True)).all()
    waiting = _sorted(session, form, links, now=now)
    if not waiting.due or form.published_version_id is None:
        return 0
    definition = fillable_version(session, form.published_version_id).compiled.definition
    slug = session.scalars(select(Organization.slug)).one()
    for link in waiting.due:
        queue_mail(session, _letter(link, definition, address=ways.personal(slug, link.id)))
        link.mailed_at = now
    session.flush()
    return len(waiting.due)


def _form(session: Session, form_id: UUID) -> Form:
    form = session.get(Form, (open_organization(session), form_id))
    if form is None or form.deleted_at is not None:
        raise FormNotFound
    return form


def _unanswered(form_id: UUID, now: datetime) -> Select[FormLink]:
    answered = select(FormSubmission.id).where(
        FormSubmission.link_id == FormLink.id,
        FormSubmission.status != "draft",
        FormSubmission.deleted_at.is_(None),
    )
    return (
        select(FormLink)
        .where(
            FormLink.form_id == form_id,
            FormLink.purpose == "personal",
            FormLink.deleted_at.is_(None),
            FormLink.revoked_at.is_(None),
            or_(FormLink.expires_at.is_(None), FormLink.expires_at > now),
            ~answered.exists(),
        )
        .order_by(FormLink.id)
        .limit(_MOST)
    )


def _sorted(session: Session, form: Form, links: Sequence[FormLink], *, now: datetime) -> Waiting:
    found: dict[str, list[FormLink]] = {"due": [], "lately": [], "rests": [], "unreachable": []}
    for state, link in _states(session, links, now=now):
        found[state].append(link)
    is_open = form.is_active and form.published_version_id is not None
    if not is_open:
        found["due"] = []
    return Waiting(**found, is_open=is_open)


def _states(
    session: Session, links: Sequence[FormLink], *, now: datetime
) -> Iterator[tuple[str, FormLink]]:
    for link in links:
        if not is_email(link.recipient):
            yield "unreachable", link
        elif is_suppressed(session, link.recipient):
            yield "rests", link
        elif link.mailed_at is not None and link.mailed_at > now - REST:
            yield "lately", link
        else:
            yield "due", link


def _letter(link: FormLink, definition: Definition, *, address: str) -> Letter:
    return Letter(
        template=REMINDER,
        recipient=link.recipient,
        facts={
            "form": definition.name,
            "label": link.label,
            "until": link.expires_at,
            "zone": definition.settings.get("time_zone", "Europe/London"),
            "address": address,
        },
        locale=definition.locale,
        about=About(client_id=link.client_id, form_id=link.form_id, link_id=link.id),
    )
