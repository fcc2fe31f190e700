"""What an organization has: its forms, and how many answers each of them got."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from wedforms.core.limits import room_for
from wedforms.core.tenancy import tenant_transaction
from wedforms.extensions import db
from wedforms.forms.shelve import deleted_form, deleted_forms, has_deleted_forms
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
            "has_deleted": has_deleted_forms(session),
            "deleted": deleted_form(session, request.args.get("deleted", type=UUID)),
        }
    return render_template("studio/forms.html", organization=membership(), **page)


def deleted() -> ResponseReturnValue:
    """The forms that were deleted, each with the way back."""
    with tenant_transaction(db.session, organization_id(), actor_id=person().user_id) as session:
        page = {"forms": deleted_forms(session), "room": room_for(session, "forms")}
    return render_template("studio/deleted_forms.html", **page)


def lead_in() -> ResponseReturnValue:
    """From where somebody types the service's bare address on to the forms."""
    return redirect(url_for("studio.forms"), HTTPStatus.SEE_OTHER)


VIEWS: Final[Views] = {
    "forms": forms,
    "deleted_forms": deleted,
    "front": lead_in,
    "top": lead_in,
    "top_slash": lead_in,
}
