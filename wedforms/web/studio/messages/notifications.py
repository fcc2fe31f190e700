"""What is written to the member who is signed in: of each form at once, daily, or never."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select

from wedforms.core.accounts import Organization, UserProfile
from wedforms.forms import Form
from wedforms.lib import clock
from wedforms.messaging.digests import MORNING
from wedforms.messaging.preferences import choose_notifications, preference
from wedforms.web.studio.person import person
from wedforms.web.studio.share.work import work
from wedforms.web.studio.views import Views

#: Nobody answers a template, so there is nothing to be told of.
_ANSWERED: Final = (Form.deleted_at.is_(None), Form.is_template.is_(False))


def notifications() -> ResponseReturnValue:
    """Every form with what was chosen for it."""
    with work() as session:
        member = session.scalars(select(UserProfile).where(UserProfile.id == _own())).one()
        forms = session.scalars(select(Form).where(*_ANSWERED).order_by(Form.name))
        chosen = [(form, preference(member, form)) for form in forms]
        zone = session.scalars(select(Organization.time_zone)).one()
    return render_template(
        "studio/messages/notifications.html",
        chosen=chosen,
        zone=zone,
        morning=MORNING,
        is_kept="kept" in request.args,
    )


def choose() -> ResponseReturnValue:
    """Keep what was chosen."""
    with work() as session:
        ids = session.scalars(select(Form.id).where(*_ANSWERED))
        given = {form_id: request.form.get(f"when-{form_id}", "") for form_id in ids}
        choose_notifications(session, _own(), given, now=clock.now())
    return redirect(url_for("studio.notifications", kept=1), HTTPStatus.SEE_OTHER)


def _own() -> UUID:
    found = person().profile_id
    assert found is not None
    return found


VIEWS: Final[Views] = {"notifications": notifications, "choose_notifications": choose}
