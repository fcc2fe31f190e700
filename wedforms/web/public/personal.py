"""A form sent to one person or household: `/p/<org>/<token>`."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from wedforms.core.tenancy import tenant_transaction
from wedforms.extensions import db
from wedforms.forms.links import open_personal_link
from wedforms.lib import clock
from wedforms.web.guards import allow_upload
from wedforms.web.public.desk import Desk, personal_desk
from wedforms.web.public.filling import answer_post, show_desk
from wedforms.web.public.tenant import open_tenant


def show(org: str, token: str) -> ResponseReturnValue:
    """The form with what is already known of its reader; looking uses nothing up."""
    return show_desk(desk_of_link(org, token))


def send(org: str, token: str) -> ResponseReturnValue:
    """Go on, keep, or send."""
    allow_upload()
    return answer_post(desk_of_link(org, token))


def desk_of_link(org: str, token: str) -> Desk:
    """The desk that a personal link leads to; raises LinkNotUsable or FormClosed."""
    tenant = open_tenant(org)
    with tenant_transaction(db.session, tenant.id) as session:
        link = open_personal_link(session, token, now=clock.now())
    return personal_desk(tenant, link, token)
