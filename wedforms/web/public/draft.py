"""Drafts: begun by a script or a button, resumed on any device, saved as they grow."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus

from flask import jsonify, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from wedforms.core.tenancy import tenant_transaction
from wedforms.extensions import db
from wedforms.forms.find import published_form
from wedforms.lib import clock
from wedforms.submissions.draft import find_draft, save_inputs
from wedforms.submissions.errors import DraftSent, FormClosed
from wedforms.submissions.move import newer_form
from wedforms.web.guards import allow_upload
from wedforms.web.posted import clean_inputs, clean_names
from wedforms.web.public.bodies import PAGE, SAVED, read_body
from wedforms.web.public.desk import Desk, draft_desk, public_desk
from wedforms.web.public.filling import answer_post, as_drawn, show_desk
from wedforms.web.public.keeping import begin
from wedforms.web.public.personal import desk_of_link
from wedforms.web.public.sending import redirect_to_sent
from wedforms.web.public.sheets import drawer, page_token, tokens
from wedforms.web.public.tenant import open_tenant
from wedforms.web.tokens import PageTokenExpired, PageTokenRefused
from wedforms.wtf.changes import applied, changes_of_parts
from wedforms.wtf.inputs import known_inputs, require_manageable


def show(org: str, token: str) -> ResponseReturnValue:
    """The draft as its last writer left it, or what was sent of it."""
    try:
        desk = desk_of_draft(org, token)
        return show_desk(desk, has_newer=_has_newer(desk))
    except DraftSent as sent:
        return redirect_to_sent(open_tenant(org), sent.submission_id, seen="again")
    except FormClosed:
        return _too_late(org, token)


def _too_late(org: str, token: str) -> ResponseReturnValue:
    """A change that was begun in time leads to what was sent; raises FormClosed for others."""
    tenant = open_tenant(org)
    with tenant_transaction(db.session, tenant.id) as session:
        draft = find_draft(session, token, now=clock.now())
    if draft.amends_id is None:
        raise FormClosed
    return redirect_to_sent(tenant, draft.amends_id, seen="late")


def _has_newer(desk: Desk) -> bool:
    with tenant_transaction(db.session, desk.tenant.id) as session:
        return newer_form(session, desk.form) is not None


def send(org: str, token: str) -> ResponseReturnValue:
    """Go on, keep, or send; a second press of the same button finds what the first one sent."""
    allow_upload()
    try:
        return answer_post(desk_of_draft(org, token))
    except DraftSent as sent:
        return redirect_to_sent(open_tenant(org), sent.submission_id, seen="already")
    except FormClosed:
        return _too_late(org, token)


def start(org: str, slug: str) -> ResponseReturnValue:
    """Begin a draft of a form for a script."""
    tenant = open_tenant(org)
    with tenant_transaction(db.session, tenant.id) as session:
        form = published_form(session, slug)
    return _start(public_desk(tenant, form, secret=request.args.get("prefill", "")))


def start_personal(org: str, token: str) -> ResponseReturnValue:
    """Begin a draft of a personal link for a script."""
    return _start(desk_of_link(org, token))


def save(org: str, token: str) -> ResponseReturnValue:
    """Store the inputs that changed, and nothing else."""
    desk = desk_of_draft(org, token)
    body = read_body(SAVED)
    if refusal := token_refusal(desk, body["token"]):
        return refusal
    assert desk.draft is not None
    changes = changes_of_parts(
        desk.inputs(),
        known_inputs(desk.form.compiled, clean_inputs(body["inputs"])),
        removed=clean_names(body["removed"]),
    )
    require_manageable(desk.form.compiled, applied(desk.inputs(), changes))
    with tenant_transaction(db.session, desk.tenant.id) as session:
        saved_at = save_inputs(
            session,
            draft_id=desk.draft.id,
            form=desk.form,
            inputs=desk.written(changes.inputs),
            removed=changes.gone,
            who="",
        )
    return jsonify(saved_at=saved_at.isoformat())


def desk_of_draft(org: str, token: str) -> Desk:
    """The desk of a draft's link; raises DraftNotFound, DraftSent or FormClosed."""
    tenant = open_tenant(org)
    with tenant_transaction(db.session, tenant.id) as session:
        draft = find_draft(session, token, now=clock.now())
    return draft_desk(tenant, draft, token)


def token_refusal(desk: Desk, token: str) -> ResponseReturnValue | None:
    """The answer to a script whose token is not good: with a new one if it was only too old."""
    try:
        tokens().read(token, desk.form.form_id)
    except PageTokenExpired as expired:
        renewed = page_token(as_drawn(desk, expired.version_id))
        fresh = jsonify(token_expired=True, token=renewed)
        return fresh, HTTPStatus.FORBIDDEN
    except PageTokenRefused:
        words = gettext("This page is not ours. Please open it again.")
        return jsonify(error="token", message=words), HTTPStatus.FORBIDDEN
    return None


def _start(desk: Desk) -> ResponseReturnValue:
    body = read_body(PAGE)
    if refusal := token_refusal(desk, body["token"]):
        return refusal
    token = tokens().read(body["token"], desk.form.form_id)
    desk = replace(as_drawn(desk, token.version_id), drawn_at=token.drawn_at)
    drawn = drawer().fill(desk.form.compiled, desk.first_inputs(), desk.around())
    with tenant_transaction(db.session, desk.tenant.id) as session:
        secret = begin(session, desk, drawn.inputs)
        draft = find_draft(session, secret, now=clock.now())
    begun = draft_desk(desk.tenant, draft, secret)
    return jsonify(url=begun.address, token=secret), HTTPStatus.CREATED
