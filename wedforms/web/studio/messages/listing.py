"""The mails about a form: to whom, when, and whether they arrived."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from flask import render_template, request
from flask.typing import ResponseReturnValue

from wedforms.messaging.errors import MailNotFound
from wedforms.messaging.history import PAGE, messages_of_form
from wedforms.web.studio.share.work import kept, work
from wedforms.web.studio.views import Views


def messages(form_id: UUID) -> ResponseReturnValue:
    """Fifty mails, the latest first."""
    with work() as session:
        form = kept(session, form_id)
        found = messages_of_form(session, form_id, before=_before())
    after = found[-1].id if len(found) == PAGE else None
    return render_template("studio/messages/list.html", form=form, messages=found, after=after)


def _before() -> UUID | None:
    text = request.args.get("before", "")
    try:
        return UUID(text) if text else None
    except ValueError:
        raise MailNotFound from None


VIEWS: Final[Views] = {"messages": messages}
