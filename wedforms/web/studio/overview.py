"""What an organization has: its forms, and how many answers each of them got."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue

from wedforms.core.limits import room_for
from wedforms.core.tenancy import tenant_transaction
from wedforms.extensions import db
from wedforms.forms.shelve import deleted_form
from wedforms.submissions.overview import forms_shown
from wedforms.web.studio.person import membership, organization_id, person
from wedforms.web.studio.views import Views


def forms() -> ResponseReturnValue:
    """Every form, the newest change first; and how to undo a delete that was just made."""
    with tenant_transaction(db.session, organization_id(), actor_id=person().user_id) as session:
        page = {
            "forms": forms_shown(session),
            "room": room_for(session, "forms"),
            "answers_room": room_for(session, "submissions"),
            "deleted": deleted_form(session, request.args.get("deleted", type=UUID)),
        }
    return render_template("studio/forms.html", organization=membership(), **page)


VIEWS: Final[Views] = {
    "forms": forms,
}
