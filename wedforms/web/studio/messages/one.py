"""One mail: its words, what became of it, and sending it again."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final
from uuid import UUID, uuid4

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from wedforms.formspec.text import clean_line, storable
from wedforms.lib import clock
from wedforms.messaging.errors import AddressUnusable, NotResendable
from wedforms.messaging.history import message_one
from wedforms.messaging.resend import send_again
from wedforms.web.studio.share.work import work
from wedforms.web.studio.views import Views

_LONGEST: Final = 254


def message(message_id: UUID) -> ResponseReturnValue:
    """The mail as it was sent; the secrets of its links are not shown."""
    return _page(message_id)


def again(message_id: UUID) -> ResponseReturnValue:
    """Send it again, to the address that was typed."""
    typed = request.form.get("recipient", "")
    recipient = clean_line(typed)[:_LONGEST] if storable(typed) else ""
    try:
        with work() as session:
            made = send_again(
                session, message_id, recipient=recipient, attempt=_attempt(), now=clock.now()
            )
    except AddressUnusable:
        problem = gettext("Enter an e-mail address like name@example.com.")
        return _page(message_id, problem=problem, recipient=recipient), 422
    except NotResendable:
        return redirect(url_for("studio.message", message_id=message_id), HTTPStatus.SEE_OTHER)
    return redirect(url_for("studio.message", message_id=made, said="again"), HTTPStatus.SEE_OTHER)


def _page(message_id: UUID, *, problem: str = "", recipient: str | None = None) -> str:
    with work() as session:
        found = message_one(session, message_id)
    return render_template(
        "studio/messages/one.html",
        found=found,
        message=found.message,
        problem=problem,
        recipient=found.message.recipient if recipient is None else recipient,
        attempt=uuid4(),
        is_again=request.args.get("said") == "again",
    )


def _attempt() -> UUID:
    try:
        return UUID(request.form.get("attempt", ""))
    except ValueError:
        return uuid4()


VIEWS: Final[Views] = {"message": message, "send_again": again}
