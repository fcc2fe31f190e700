"""A new form; and taking one away, bringing it back, switching it off and on."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, gettext, lazy_gettext

from wedforms.core.limits import LimitReached, room_for
from wedforms.forms.begin import begin_form
from wedforms.forms.errors import OperationRefused
from wedforms.forms.shelve import delete_form, restore_form, switch_form
from wedforms.web.studio.person import person
from wedforms.web.studio.starting.gallery import starting_points
from wedforms.web.studio.views import Views
from wedforms.web.studio.work import at_work

#: What a form can be, each with what it is for.
_KINDS: Final[dict[str, tuple[LazyString, LazyString]]] = {
    "questionnaire": (
        lazy_gettext("Questionnaire"),
        lazy_gettext("Anything you want to know: an enquiry, a timeline, the day itself."),
    ),
    "rsvp": (lazy_gettext("RSVP"), lazy_gettext("Who is coming, and what they eat.")),
    "contract": (
        lazy_gettext("Contract"),
        lazy_gettext("What you agree on, signed and sealed as a PDF."),
    ),
    "invoice": (lazy_gettext("Invoice"), lazy_gettext("What is to be paid, and when.")),
}


def new() -> ResponseReturnValue:
    """The page that asks what the new form is called and what it is."""
    return _page(name="", form_type="")


def begin() -> ResponseReturnValue:
    """Make the form, and go on in the builder."""
    name, form_type = request.form.get("name", ""), request.form.get("form_type", "")
    try:
        with at_work() as session:
            form = begin_form(
                session, name=name, form_type=form_type, created_by=person().profile_id
            )
    except OperationRefused as refused:
        problems = {one.path: gettext(one.message or "") for one in refused.problems}
        page = _page(name=name, form_type=form_type, problems=problems)
        return page, HTTPStatus.UNPROCESSABLE_ENTITY
    except LimitReached:
        return _page(name=name, form_type=form_type), HTTPStatus.CONFLICT
    return redirect(url_for("studio.design", form_id=form.id), HTTPStatus.SEE_OTHER)


def delete(form_id: UUID) -> ResponseReturnValue:
    """Take a form away; the list then offers to bring it back."""
    with at_work() as session:
        delete_form(session, form_id)
    return redirect(url_for("studio.forms", deleted=form_id), HTTPStatus.SEE_OTHER)


def restore(form_id: UUID) -> ResponseReturnValue:
    """Bring a deleted form back."""
    try:
        with at_work() as session:
            is_template = restore_form(session, form_id).is_template
    except LimitReached:
        return redirect(url_for("studio.deleted_forms"), HTTPStatus.SEE_OTHER)
    if is_template:
        return redirect(url_for("studio.new_form", _anchor="templates"), HTTPStatus.SEE_OTHER)
    return redirect(url_for("studio.forms"), HTTPStatus.SEE_OTHER)


def switch(form_id: UUID) -> ResponseReturnValue:
    """Switch a form off or on."""
    with at_work() as session:
        switch_form(session, form_id, on=request.form.get("on") == "yes")
    return redirect(url_for("studio.forms"), HTTPStatus.SEE_OTHER)


def _page(**facts: Any) -> str:
    with at_work() as session:
        room, starting = room_for(session, "forms"), starting_points(session)
    return render_template(
        "studio/new_form.html", kinds=_KINDS, room=room, starting=starting, **facts
    )


VIEWS: Final[Views] = {
    "new_form": new,
    "begin_form": begin,
    "delete_form": delete,
    "restore_form": restore,
    "switch_form": switch,
}
