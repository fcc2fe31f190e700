"""A draft on an older version of its form: what is different now, and moving on with it."""

from __future__ import annotations

from http import HTTPStatus

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from wedforms.core.tenancy import tenant_transaction
from wedforms.extensions import db
from wedforms.forms.find import PublishedForm, form_in_language
from wedforms.submissions.errors import DraftSent
from wedforms.submissions.move import move_draft, newer_form
from wedforms.web.difference import difference_for_people
from wedforms.web.languages import with_language
from wedforms.web.public.desk import Desk
from wedforms.web.public.draft import desk_of_draft, token_refusal
from wedforms.web.public.looks import NewerLook
from wedforms.web.public.sending import redirect_to_sent
from wedforms.web.public.sheets import drawer, page_token
from wedforms.web.public.tenant import open_tenant
from wedforms.wtf.words import said


def show(org: str, token: str) -> ResponseReturnValue:
    """What is different in the version that others get now, and what was answered to it."""
    try:
        desk = desk_of_draft(org, token)
    except DraftSent as sent:
        return redirect_to_sent(open_tenant(org), sent.submission_id, seen="again")
    newer = _newer(desk)
    if newer is None:
        return redirect(with_language(desk.address), HTTPStatus.SEE_OTHER)
    return _page(desk, newer)


def move(org: str, token: str) -> ResponseReturnValue:
    """Move on to the version that the page showed; shown again where there is a newer one still."""
    # Read first: what cannot be read is refused, whatever became of the draft.
    posted = request.form
    try:
        desk = desk_of_draft(org, token)
        newer = _newer(desk)
        if newer is None:
            return redirect(with_language(desk.address), HTTPStatus.SEE_OTHER)
        is_ours = token_refusal(desk, posted.get("_token", "")) is None
        if not is_ours or posted.get("version") != str(newer.version_id):
            return _page(desk, newer), HTTPStatus.CONFLICT
        assert desk.draft is not None
        with tenant_transaction(db.session, desk.tenant.id) as session:
            move_draft(session, desk.draft.id, version_id=newer.version_id)
    except DraftSent as sent:
        return redirect_to_sent(open_tenant(org), sent.submission_id, seen="already")
    return redirect(with_language(desk.address, moved="yes"), HTTPStatus.SEE_OTHER)


def _newer(desk: Desk) -> PublishedForm | None:
    with tenant_transaction(db.session, desk.tenant.id) as session:
        return newer_form(session, desk.form)


def _page(desk: Desk, newer: PublishedForm) -> str:
    spoken = form_in_language(newer, desk.language)
    old, new = desk.form.compiled.definition, spoken.compiled.definition
    look = NewerLook(
        desk=desk,
        token=page_token(desk),
        attempt="",
        version_id=newer.version_id,
        parts=difference_for_people(old, new),
        answers=_answers(desk),
    )
    return render_template("public/newer.html", page=look)


def _answers(desk: Desk) -> dict[str, str]:
    """What was answered so far, in words, by the keys of the questions that stand in no group."""
    filled = drawer().fill(desk.form.compiled, desk.inputs(), desk.around())
    definition = desk.form.compiled.definition
    return {
        field.key: words
        for field in definition.fields
        if (words := said(field, filled.state.values.get(field.key), definition.locale))
    }
