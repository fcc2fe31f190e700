"""Everything that was sent to a form, for a spreadsheet."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from flask.typing import ResponseReturnValue

from wedforms.core.tenancy import tenant_transaction
from wedforms.extensions import db
from wedforms.lib.text import file_name
from wedforms.submissions.export import as_csv, longest_repeats, sent_submissions, versions_of
from wedforms.web.studio.person import organization_id, person
from wedforms.web.studio.results.download import attached
from wedforms.web.studio.results.table import form_of
from wedforms.web.studio.views import Views


def as_csv_file(form_id: UUID) -> ResponseReturnValue:
    """Everything that was sent, for a spreadsheet."""
    with tenant_transaction(db.session, organization_id(), actor_id=person().user_id) as session:
        form = form_of(session, form_id)
        lines = as_csv(
            versions_of(session, form_id),
            sent_submissions(session, form_id),
            most_rows=longest_repeats(session, form_id),
        )
        content = "".join(lines)
    name = file_name(form.name, extension="csv")
    return attached(content.encode(), media_type="text/csv", name=name)


VIEWS: Final[Views] = {
    "answers_csv": as_csv_file,
}
