"""The versions of a form: when, by whom, what is different, and the way back to each."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from wedforms.forms import Form
from wedforms.forms.changes import designed_form
from wedforms.forms.drafting import draft_as_json
from wedforms.forms.errors import DraftChanged
from wedforms.forms.redraft import bring_back, draft_version, drafts_set_aside
from wedforms.forms.versions import (
    asked_in,
    current_version,
    publish_again,
    version_numbered,
    versions_shown,
)
from wedforms.formspec.definition import Definition
from wedforms.formspec.mending import mend
from wedforms.lib import clock
from wedforms.submissions.affected import use_of_versions
from wedforms.web.difference import difference
from wedforms.web.studio.person import membership
from wedforms.web.studio.views import Views
from wedforms.web.studio.work import at_work

#: What stands for the draft where versions are named by their numbers.
DRAFT: Final = "draft"


def show(form_id: UUID) -> ResponseReturnValue:
    """Every version, the latest first; raises FormNotFound."""
    return _page(form_id)


def compare(form_id: UUID) -> ResponseReturnValue:
    """What is different between two versions, or a version and the draft; raises FormNotFound."""
    with at_work() as session:
        form = designed_form(session, form_id)
        versions = versions_shown(session, form)
        before = request.args.get("before") or _usual(session, form)
        after = request.args.get("after") or DRAFT
        old, new = (_saying(session, form, name) for name in (before, after))
    parts = difference(old, new) if old and new else None
    return render_template(
        "studio/version_difference.html",
        form=form,
        versions=versions,
        before=before,
        after=after,
        parts=parts,
    )


def go_back(form_id: UUID, number: int) -> ResponseReturnValue:
    """Let people get an earlier version again; the draft stays as it is."""
    seen = request.form.get("current", type=int)
    try:
        with at_work() as session:
            publish_again(session, form_id, number=number, seen_current=seen)
    except DraftChanged:
        return _page(form_id, is_changed=True), HTTPStatus.CONFLICT
    shown = url_for("studio.versions", form_id=form_id, published=number)
    return redirect(shown, HTTPStatus.SEE_OTHER)


def make_draft(form_id: UUID, number: int) -> ResponseReturnValue:
    """Make a version the draft again; what stood there can be brought back."""
    by = membership().profile_id
    try:
        with at_work() as session:
            kept = draft_version(
                session, form_id, number=number, seen_revision=_seen_revision(), by=by
            )
    except DraftChanged:
        return _page(form_id, is_changed=True), HTTPStatus.CONFLICT
    return _drafted(form_id, kept, drafted=number)


def restore_draft(form_id: UUID, draft_id: UUID) -> ResponseReturnValue:
    """Bring back a draft that was set aside."""
    by = membership().profile_id
    try:
        with at_work() as session:
            kept = bring_back(
                session, form_id, draft_id=draft_id, seen_revision=_seen_revision(), by=by
            )
    except DraftChanged:
        return _page(form_id, is_changed=True), HTTPStatus.CONFLICT
    return _drafted(form_id, kept, drafted="earlier")


def _drafted(form_id: UUID, kept: UUID | None, *, drafted: int | str) -> ResponseReturnValue:
    shown = url_for("studio.versions", form_id=form_id, drafted=drafted, kept=kept)
    return redirect(shown, HTTPStatus.SEE_OTHER)


def _page(form_id: UUID, *, is_changed: bool = False) -> str:
    with at_work() as session:
        form = designed_form(session, form_id)
        used = use_of_versions(session, form_id, now=clock.now())
        current = current_version(session, form)
        page = {
            "versions": versions_shown(session, form),
            "current": current.number if current else None,
            "used": {one.number: one for one in used},
            "set_aside": drafts_set_aside(session, form_id),
        }
    told = {name: request.args.get(name) for name in ("published", "drafted", "kept")}
    return render_template(
        "studio/versions.html", form=form, is_changed=is_changed, told=told, **page
    )


def _usual(session: Session, form: Form) -> str:
    current = current_version(session, form)
    return str(current.number) if current else DRAFT


def _saying(session: Session, form: Form, name: str) -> Definition | None:
    """What a version, or the draft without its faulty parts, asks; None for an empty draft."""
    if name == DRAFT:
        mended = mend(draft_as_json(session, form))
        return mended.definition if mended else None
    known = {str(one.number): one.number for one in versions_shown(session, form)}
    return asked_in(version_numbered(session, form.id, known.get(name, 0)))


def _seen_revision() -> int:
    return request.form.get("revision", type=int, default=-1)


VIEWS: Final[Views] = {
    "versions": show,
    "version_difference": compare,
    "publish_version": go_back,
    "draft_version": make_draft,
    "restore_draft": restore_draft,
}
