"""Sending a personal link to whom it was made for."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from wedforms.core.accounts import Organization
from wedforms.core.tenancy import open_organization
from wedforms.forms import FormLink
from wedforms.forms.find import published_version
from wedforms.forms.links import as_read_by
from wedforms.messaging.letters import About, Letter
from wedforms.messaging.queue import queue_mail
from wedforms.messaging.replies import reply_address
from wedforms.messaging.ways import Ways

INVITATION: Final = "personal_link"


def mail_link(session: Session, link_id: UUID, *, ways: Ways) -> UUID | None:
    """Write to whom the link is for, once for each time that this was asked; the mail's id.

    None when the link leads nowhere any more, has no address, or its form is not published.
    """
    link = session.get_one(FormLink, (open_organization(session), link_id))
    form = published_version(session, link.form_id)
    is_over = link.revoked_at is not None or link.deleted_at is not None
    if is_over or not link.recipient or link.mailed_at is None or form is None:
        return None
    organization = session.scalars(select(Organization)).one()
    definition = as_read_by(link, form.compiled.definition)
    return queue_mail(
        session,
        Letter(
            template=INVITATION,
            recipient=link.recipient,
            facts={
                "form": definition.name,
                "label": link.label,
                "until": link.expires_at,
                "zone": definition.facts.time_zone,
                "address": ways.personal(organization.slug, link.id, language=link.language),
            },
            locale=definition.locale,
            about=About(client_id=link.client_id, form_id=link.form_id, link_id=link.id),
            reply_to=reply_address(session, organization),
            once=f"link:{link.id}:{link.mailed_at.isoformat()}",
        ),
    )
