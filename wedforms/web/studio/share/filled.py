"""Links for everybody that fill in some answers: a campaign, a venue, a fair."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Final
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.exc import IntegrityError

from wedforms.extensions import services
from wedforms.forms.errors import FormNotPublished
from wedforms.forms.links import make_link
from wedforms.formspec.text import clean_line
from wedforms.lib import clock
from wedforms.lib.ids import uuid7
from wedforms.submissions.invited import invited
from wedforms.web.studio.person import person
from wedforms.web.studio.share import asked
from wedforms.web.studio.share.work import work
from wedforms.web.studio.views import Views

_LONGEST_LABEL: Final = 100


def show(form_id: UUID) -> ResponseReturnValue:
    """The links that fill something in, and the form that makes one."""
    try:
        return _page(form_id, {})
    except FormNotPublished:
        return asked.unpublished_page(form_id)


def make(form_id: UUID) -> ResponseReturnValue:
    """Make the link and show it; pressed twice it is made once."""
    _, definition = asked.definition_of(form_id)
    problems: dict[str, str] = {}
    answers = asked.typed_answers(definition, problems)
    until = asked.last_moment(definition, problems)
    label = clean_line(request.form.get("label", ""))[:_LONGEST_LABEL]
    if not label:
        problems["label"] = gettext("Give it a name, so that you find it again.")
    if not answers and not problems:
        problems["filled"] = gettext("Fill in at least one answer.")
    if problems:
        return _page(form_id, problems), HTTPStatus.UNPROCESSABLE_ENTITY
    link_id = asked.attempt()
    try:
        with work() as session:
            make_link(
                session,
                id=link_id,
                purpose="public",
                form_id=form_id,
                prefill=answers,
                label=label,
                expires_at=until,
                signing_key=services().settings.secret_key,
                created_by=person().profile_id,
            )
    except IntegrityError:
        pass  # the same press a second time: the first one made it
    return redirect(url_for("studio.share_link", form_id=form_id, link_id=link_id), 303)


def _page(form_id: UUID, problems: Mapping[str, str]) -> str:
    form, definition = asked.definition_of(form_id)
    with work() as session:
        found = invited(
            session,
            form_id,
            purpose="public",
            now=clock.now(),
            after=request.args.get("after", type=UUID),
        )
    return render_template(
        "studio/share/filled.html",
        form=form,
        found=found,
        problems=problems,
        filled=asked.filled_by(definition, problems),
        label=request.form.get("label", ""),
        until=request.form.get("until", asked.usual_last_day(definition)),
        attempt=uuid7(),
    )


VIEWS: Final[Views] = {"share_filled": show, "fill_in_link": make}
