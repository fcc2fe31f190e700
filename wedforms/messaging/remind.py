"""Reminding those who have a personal link and have not answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from wedforms.core.accounts import Organization
from wedforms.core.communications import Suppression
from wedforms.core.outbox import announce
from wedforms.core.tenancy import open_organization
from wedforms.forms import Form, FormLink
from wedforms.forms.errors import FormNotFound
from wedforms.forms.find import fillable_version
from wedforms.forms.links import as_read_by
from wedforms.formspec.definition import Definition
from wedforms.formspec.formats import is_email
from wedforms.messaging.letters import About, Letter
from wedforms.messaging.queue import queue_mail
from wedforms.messaging.replies import reply_address
from wedforms.messaging.ways import Ways
from wedforms.submissions import FormSubmission

REMINDER: Final = "reminder"
#: One link is written to once in this time.
REST: Final = timedelta(days=1)
#: So many are written at the press of the button; the worker goes on with the others.
AT_ONCE: Final = 100
#: So many are named on the page; the others are counted.
MOST_NAMED: Final = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Links without an answer: to be written to, written to lately, or not to be written to.

    Of those to be written to the first are named; `due_count` is how many there are.
    """

    due_count: int
    due: Sequence[FormLink]
    lately: Sequence[FormLink]
    rests: Sequence[FormLink]
    unreachable: Sequence[FormLink]
    is_open: bool


def waiting_links(session: Session, form_id: UUID, *, now: datetime) -> Waiting:
    """Who has not answered, and whom a reminder would reach; raises FormNotFound."""
    form = _form(session, form_id)
    # Whoever was written to last stands last, so that no crowd of these hides who is due.
    longest = (FormLink.mailed_at.asc().nulls_first(), FormLink.id)
    shown = _unanswered(form_id, now).order_by(*longest).limit(MOST_NAMED)
    found = _sorted(session, session.scalars(shown).all(), now=now)
    is_open = _is_open(form)
    reached = found.pop("due")
    due = reached if is_open else []
    count = _count_due(session, form_id, now=now) if is_open else 0
    return Waiting(**found, due=due, due_count=max(count, len(due)), is_open=is_open)


def remind(session: Session, form_id: UUID, *, ways: Ways, now: datetime) -> int:
    """Write to everybody whom a reminder is due to, each once a day; how many they are.

    The first are written now, the others by the worker. Of two people who press the button at
    once, the second finds nobody left to write to. Raises FormNotFound.
    """
    if not _is_open(_form(session, form_id)):
        return 0
    count = _count_due(session, form_id, now=now)
    written, last = remind_next(session, form_id, after=None, ways=ways, now=now)
    if last is None:
        return written
    announce(session, "reminders.wanted", form_id=form_id)
    return max(count, written)


def remind_next(
    session: Session, form_id: UUID, *, after: UUID | None, ways: Ways, now: datetime
) -> tuple[int, UUID | None]:
    """Write to the next who are due behind this link; how many, and the last one if more may be."""
    form = _form(session, form_id)
    if not _is_open(form) or form.published_version_id is None:
        return 0, None
    wanted = _unanswered(form_id, now).where(*_due(now)).order_by(FormLink.id).limit(AT_ONCE)
    if after is not None:
        wanted = wanted.where(FormLink.id > after)
    locked = wanted.with_for_update(of=FormLink).execution_options(populate_existing=True)
    links = session.scalars(locked).all()
    # Behind the lock: whom somebody else has just written to is not written to again.
    due = _sorted(session, links, now=now)["due"]
    definition = fillable_version(session, form.published_version_id).compiled.definition
    organization = session.scalars(select(Organization)).one()
    reply_to = reply_address(session, organization)
    for link in due:
        address = ways.personal(organization.slug, link.id, language=link.language)
        read = as_read_by(link, definition)
        queue_mail(session, _letter(link, read, address=address, reply_to=reply_to))
        link.mailed_at = now
    session.flush()
    return len(due), links[-1].id if len(links) == AT_ONCE else None


def _is_open(form: Form) -> bool:
    return form.is_active and form.published_version_id is not None


def _due(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Whom a reminder is due to, as far as the database can tell."""
    resting = select(Suppression.id).where(
        Suppression.channel == "email",
        Suppression.address == func.lower(FormLink.recipient),
        Suppression.lifted_at.is_(None),
    )
    return (
        FormLink.recipient != "",
        or_(FormLink.mailed_at.is_(None), FormLink.mailed_at <= now - REST),
        ~resting.exists(),
    )


def _count_due(session: Session, form_id: UUID, *, now: datetime) -> int:
    rows = _unanswered(form_id, now).where(*_due(now)).subquery()
    return session.scalar(select(func.count()).select_from(rows)) or 0


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
    return select(FormLink).where(
        FormLink.form_id == form_id,
        FormLink.purpose == "personal",
        FormLink.deleted_at.is_(None),
        FormLink.revoked_at.is_(None),
        or_(FormLink.expires_at.is_(None), FormLink.expires_at > now),
        ~answered.exists(),
    )


def _sorted(
    session: Session, links: Sequence[FormLink], *, now: datetime
) -> dict[str, list[FormLink]]:
    found: dict[str, list[FormLink]] = {"due": [], "lately": [], "rests": [], "unreachable": []}
    resting = _resting(session, links)
    for link in links:
        found[_state(link, resting, now=now)].append(link)
    return found


def _resting(session: Session, links: Sequence[FormLink]) -> frozenset[str]:
    """Those of the addresses that are not written to any more."""
    wanted = select(Suppression.address).where(
        Suppression.channel == "email",
        Suppression.address.in_({link.recipient.lower() for link in links}),
        Suppression.lifted_at.is_(None),
    )
    return frozenset(session.scalars(wanted))


def _state(link: FormLink, resting: frozenset[str], *, now: datetime) -> str:
    if not is_email(link.recipient):
        return "unreachable"
    if link.recipient.lower() in resting:
        return "rests"
    if link.mailed_at is not None and link.mailed_at > now - REST:
        return "lately"
    return "due"


def _letter(link: FormLink, definition: Definition, *, address: str, reply_to: str) -> Letter:
    return Letter(
        template=REMINDER,
        recipient=link.recipient,
        facts={
            "form": definition.name,
            "label": link.label,
            "until": link.expires_at,
            "zone": definition.facts.time_zone,
            "address": address,
        },
        locale=definition.locale,
        reply_to=reply_to,
        about=About(client_id=link.client_id, form_id=link.form_id, link_id=link.id),
    )
