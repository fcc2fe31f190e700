"""A form sent to one person or household: `/p/<org>/<token>`."""

from __future__ import annotations

from uuid import UUID

from flask.typing import ResponseReturnValue

from wedforms.core.tenancy import tenant_transaction
from wedforms.extensions import db
from wedforms.forms.links import PersonalLink, open_personal_link
from wedforms.lib import clock
from wedforms.submissions.errors import FormClosed
from wedforms.submissions.sent import submission_of_link
from wedforms.web.guards import allow_upload
from wedforms.web.public.desk import Desk, personal_desk
from wedforms.web.public.filling import answer_post, show_desk
from wedforms.web.public.sending import redirect_to_sent
from wedforms.web.public.tenant import Tenant, open_tenant


def show(org: str, token: str) -> ResponseReturnValue:
    """The form with what is already known of its reader; looking uses nothing up.

    A link for one answer leads to that answer once it was sent, and to the way to change it; any
    link leads to its last answer once the form is closed, and to the way to ask for a change.
    """
    tenant, link = _open(org, token)
    if link.one_response and (sent := _sent(tenant, link)):
        return redirect_to_sent(tenant, sent, seen="again")
    try:
        return show_desk(personal_desk(tenant, link, token))
    except FormClosed:
        if sent := _sent(tenant, link):
            return redirect_to_sent(tenant, sent, seen="again")
        raise


def _sent(tenant: Tenant, link: PersonalLink) -> UUID | None:
    """What was sent last through the link."""
    if not link.responses:
        return None
    with tenant_transaction(db.session, tenant.id) as session:
        return submission_of_link(session, link.id)


def send(org: str, token: str) -> ResponseReturnValue:
    """Go on, keep, or send."""
    allow_upload()
    return answer_post(desk_of_link(org, token))


def desk_of_link(org: str, token: str) -> Desk:
    """The desk that a personal link leads to; raises LinkNotUsable or FormClosed."""
    tenant, link = _open(org, token)
    return personal_desk(tenant, link, token)


def _open(org: str, token: str) -> tuple[Tenant, PersonalLink]:
    tenant = open_tenant(org)
    with tenant_transaction(db.session, tenant.id) as session:
        return tenant, open_personal_link(session, token, now=clock.now())
