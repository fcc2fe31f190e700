"""What an organization has: its forms, and how many answers each of them got."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from flask import render_template
from flask.typing import ResponseReturnValue

from wedforms.core.tenancy import tenant_transaction
from wedforms.extensions import db
from wedforms.submissions.overview import FormShown, forms_shown
from wedforms.web.studio.person import membership, organization_id, person
from wedforms.web.studio.views import Views


def forms() -> ResponseReturnValue:
    """Every form, the newest change first."""
    return render_template("studio/forms.html", forms=_forms(), organization=membership())


def _forms() -> Sequence[FormShown]:
    with tenant_transaction(db.session, organization_id(), actor_id=person().user_id) as session:
        return forms_shown(session)


VIEWS: Final[Views] = {
    "forms": forms,
}
