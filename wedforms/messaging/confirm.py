"""Confirming to the couple what they sent: a copy of the answers, and the way to change them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wedforms.core.accounts import Organization
from wedforms.core.communications import Communication
from wedforms.core.tenancy import open_organization
from wedforms.documents import Document
from wedforms.formspec.translated import spoken_in
from wedforms.messaging.copies import copy_of
from wedforms.messaging.letters import About, Letter
from wedforms.messaging.models import Mail
from wedforms.messaging.queue import queue_mail
from wedforms.messaging.replies import reply_address
from wedforms.messaging.ways import Ways
from wedforms.messaging.writers import writers_of
from wedforms.submissions import FormSubmission
from wedforms.submissions.sent import Sent, sent_of

CONFIRMATION: Final = "confirmation"
#: Whoever types a stranger's address into a form cannot fill that stranger's mailbox.
MOST_A_DAY: Final = 10


def confirm_submission(
    session: Session, submission_id: UUID, *, ways: Ways, now: datetime
) -> list[UUID]:
    """Write to whoever sent it, once for each state of the answers; the ids of the mails.

    Nothing is written where nobody's address is known or the form does not want it, while
    somebody looks first whether a machine sent it, and before the contract or invoice is sealed.
    """
    row = session.get_one(FormSubmission, (open_organization(session), submission_id))
    if row.status == "draft" or row.deleted_at is not None or row.quarantined_at is not None:
        return []
    sent = sent_of(session, row)
    definition = sent.form.compiled.definition
    if definition.settings.get("confirmation_mail") is False:
        return []
    paper = _sealed(sent)
    if sent.makes_document and paper is None:
        return []
    return [
        _confirm(session, sent, (place, recipient), paper=paper, ways=ways)
        for place, recipient in enumerate(writers_of(session, sent), start=1)
        if not _is_flooded(session, recipient, now=now)
    ]


def confirm_document(
    session: Session, document_id: UUID, *, ways: Ways, now: datetime
) -> list[UUID]:
    """Once a contract or an invoice is sealed, write to whoever sent the answers in it."""
    document = session.get_one(Document, (open_organization(session), document_id))
    if document.submission_id is None:
        return []
    return confirm_submission(session, document.submission_id, ways=ways, now=now)


def _sealed(sent: Sent) -> Document | None:
    paper = sent.document
    return paper if paper is not None and paper.status == "issued" else None


def _confirm(
    session: Session, sent: Sent, partner: tuple[int, str], *, paper: Document | None, ways: Ways
) -> UUID:
    place, recipient = partner
    definition = sent.form.compiled.definition
    definition = spoken_in(definition, sent.answered_in or definition.locale)
    organization = session.scalars(select(Organization)).one()
    copy = copy_of(definition, sent.answers)
    facts = {
        "form": definition.name,
        "parts": copy.parts,
        "is_whole": copy.is_whole,
        "is_change": sent.revision > 1,
        "number": paper.number if paper else "",
        "may_change": not sent.makes_document
        and definition.settings.get("allow_changes") is not False,
        "address": ways.sent(organization.slug, sent.id),
    }
    return queue_mail(
        session,
        Letter(
            template=CONFIRMATION,
            recipient=recipient,
            facts=facts,
            locale=definition.locale,
            reply_to=reply_address(session, organization),
            once=f"{CONFIRMATION}:{sent.id}:{sent.revision}:{place}",
            about=About(
                client_id=sent.client_id,
                form_id=sent.form.form_id,
                submission_id=sent.id,
                document_id=paper.id if paper else None,
            ),
        ),
    )


def _is_flooded(session: Session, recipient: str, *, now: datetime) -> bool:
    written = (
        select(func.count())
        .select_from(Mail)
        .join(Communication, Communication.id == Mail.id)
        .where(
            Mail.template == CONFIRMATION,
            func.lower(Communication.recipient) == recipient.lower(),
            Communication.created_at > now - timedelta(days=1),
        )
    )
    return (session.scalar(written) or 0) >= MOST_A_DAY
