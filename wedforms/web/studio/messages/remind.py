"""Reminding those who have not answered: first who they are, then one press."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from wedforms.extensions import services
from wedforms.lib import clock
from wedforms.messaging.remind import remind, waiting_links
from wedforms.messaging.ways import Ways
from wedforms.web.studio.share.work import kept, work
from wedforms.web.studio.views import Views


def show(form_id: UUID) -> ResponseReturnValue:
    """Who would be written to, and who would not, and why."""
    with work() as session:
        form = kept(session, form_id)
        waiting = waiting_links(session, form_id, now=clock.now())
    sent = request.args.get("sent", type=int)
    return render_template("studio/messages/remind.html", form=form, waiting=waiting, sent=sent)


def send(form_id: UUID) -> ResponseReturnValue:
    """Write to everybody whom a reminder is due to."""
    ways = Ways(services().settings.public_url)
    with work() as session:
        count = remind(session, form_id, ways=ways, now=clock.now())
    return redirect(url_for("studio.remind", form_id=form_id, sent=count), HTTPStatus.SEE_OTHER)


VIEWS: Final[Views] = {"remind": show, "send_reminders": send}
