"""The versions of a form: when, by whom, and what became of each."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue

from wedforms.core.tenancy import tenant_transaction
from wedforms.extensions import db
from wedforms.forms.changes import designed_form
from wedforms.forms.versions import versions_shown
from wedforms.lib import clock
from wedforms.submissions.affected import use_of_versions
from wedforms.web.studio.person import organization_id, person
from wedforms.web.studio.views import Views


def show(form_id: UUID) -> ResponseReturnValue:
    """Every version, the latest first; raises FormNotFound."""
    with _work() as session:
        form = designed_form(session, form_id)
        page = {
            "versions": versions_shown(session, form),
            "used": {one.number: one for one in use_of_versions(session, form_id, now=clock.now())},
        }
    published = request.args.get("published", type=int)
    return render_template("studio/versions.html", form=form, published=published, **page)


def _work() -> Any:
    return tenant_transaction(db.session, organization_id(), actor_id=person().user_id)


VIEWS: Final[Views] = {
    "versions": show,
}
