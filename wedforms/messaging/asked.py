"""A change that was asked for: members hear of it, and the couple hears what became of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from wedforms.core.accounts import Organization
from wedforms.core.tenancy import open_organization
from wedforms.forms import Form
from wedforms.forms.find import form_in_language
from wedforms.formspec.definition import Definition
from wedforms.messaging.letters import About, Letter
from wedforms.messaging.preferences import told_of
from wedforms.messaging.queue import queue_mail
from wedforms.messaging.replies import reply_address
from wedforms.messaging.ways import Ways
from wedforms.messaging.writers import writers_of
from wedforms.submissions import ChangeRequest, FormSubmission
from wedforms.submissions.sent import Sent, sent_of

ASKED: Final = "change_asked"
ANSWERED: Final = "change_answered"


def tell_of_request(session: Session, request_id: UUID, *, ways: Ways) -> list[UUID]:
    """Write to every member who hears of the form, once; a reply goes to the couple.

    Where nobody wants to hear of it, the organization's own address does: somebody waits.
    """
    request, sent = _found(session, request_id)
    if request.status != "open":
        return []
    definition = sent.form.compiled.definition
    writers = writers_of(session, sent)
    facts = {
        "form": definition.name,
        "wanted": request.wanted if _is_open_to_mail(definition) else "",
        "may_reply": bool(writers),
        "address": ways.answer(sent.id),
        "choose": ways.notifications(),
    }
    return [
        queue_mail(
            session,
            Letter(
                template=ASKED,
                recipient=email,
                facts=facts,
                reply_to=writers[0] if writers else "",
                once=f"{ASKED}:{request.id}:{profile_id or ''}",
                about=_about(sent, profile_id),
            ),
        )
        for email, profile_id in _told(session, sent.form.form_id)
    ]


def tell_of_answer(session: Session, request_id: UUID, *, ways: Ways) -> list[UUID]:
    """Write to the couple, in the language they asked in, what became of their request."""
    request, sent = _found(session, request_id)
    if request.status not in ("accepted", "declined"):
        return []
    definition = form_in_language(sent.form, request.language).compiled.definition
    organization = session.scalars(select(Organization)).one()
    facts = {
        "form": definition.name,
        "is_made": request.status == "accepted",
        "reply": request.reply,
        "address": ways.sent(organization.slug, sent.id),
    }
    return [
        queue_mail(
            session,
            Letter(
                template=ANSWERED,
                recipient=recipient,
                facts=facts,
                locale=definition.locale,
                reply_to=reply_address(session, organization),
                once=f"{ANSWERED}:{request.id}:{place}",
                about=_about(sent, None),
            ),
        )
        for place, recipient in enumerate(writers_of(session, sent), start=1)
    ]


def _found(session: Session, request_id: UUID) -> tuple[ChangeRequest, Sent]:
    organization_id = open_organization(session)
    request = session.get_one(ChangeRequest, (organization_id, request_id))
    row = session.get_one(FormSubmission, (organization_id, request.submission_id))
    return request, sent_of(session, row)


def _told(session: Session, form_id: UUID) -> Iterator[tuple[str, UUID | None]]:
    form = session.get_one(Form, (open_organization(session), form_id))
    told = list(told_of(session, form))
    yield from ((one.email, one.profile_id) for one in told)
    email = session.scalars(select(Organization.email)).one()
    if not told and email:
        yield email, None


def _is_open_to_mail(definition: Definition) -> bool:
    """Whether the couple's words may stand in a mail: nothing is asked that must not."""
    return not any(field.sensitive or field.private for _, field in definition.walk())


def _about(sent: Sent, profile_id: UUID | None) -> About:
    return About(
        client_id=sent.client_id,
        form_id=sent.form.form_id,
        submission_id=sent.id,
        user_profile_id=profile_id,
    )
