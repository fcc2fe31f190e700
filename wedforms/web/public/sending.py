"""Sending: one attempt becomes a submission, or is found to be one already."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from flask import redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from wedforms.core.tenancy import tenant_transaction
from wedforms.extensions import db, services
from wedforms.formspec.text import clean_line
from wedforms.lib import clock
from wedforms.lib.ids import Token
from wedforms.submissions.errors import (
    AlreadyReceived,
    ChangedMeanwhile,
    ChangesLocked,
    FormClosed,
)
from wedforms.submissions.files import has_files
from wedforms.submissions.receive import Attempt, Received, receive_submission
from wedforms.submissions.sent import view_secret_of, view_token
from wedforms.web.guards import address_of_visitor
from wedforms.web.languages import with_language
from wedforms.web.posted import Posted
from wedforms.web.public.desk import Desk
from wedforms.web.public.frame import frame, place_of
from wedforms.web.public.tenant import Tenant
from wedforms.wtf.drawing import Filled

_LONGEST_AGENT: Final = 300
#: What was sent before, or not at all.
_NO_NEWS: Final = frozenset({"again", "meanwhile", "late"})


def send(desk: Desk, filled: Filled, posted: Posted) -> ResponseReturnValue:
    """Store what was filled in exactly once and show the thank-you page.

    Raises AnswersRejected, PlacesGone, and what closes a form altogether.
    """
    attempt = _attempt(desk, posted)
    try:
        received = _receive(desk, filled, attempt)
    except AlreadyReceived as already:
        return redirect_to_sent(desk.tenant, already.submission_id, seen="already")
    except ChangedMeanwhile as changed:
        return redirect_to_sent(desk.tenant, changed.submission_id, seen="meanwhile")
    except (ChangesLocked, FormClosed):
        if attempt.amends_id is None:
            raise
        return redirect_to_sent(desk.tenant, attempt.amends_id, seen="late")
    if received.replayed or attempt.amends_id is not None:
        return redirect_to_sent(desk.tenant, received.submission_id, seen=None)
    secret = _view(desk, posted).secret
    return redirect(_thanks(desk.tenant, secret, seen=_seen(desk)), 303)


def _seen(desk: Desk) -> str | None:
    """Told to the thank-you page where it may lead on to the supplier's own page."""
    leads_on = "redirect_url" in desk.form.compiled.definition.settings
    return "sent" if leads_on else None


def _receive(desk: Desk, filled: Filled, attempt: Attempt) -> Received:
    """One statement and one commit; only uploads are looked up beforehand, in a transaction."""
    given: dict[str, Any] = {
        "form": desk.form,
        "raw": filled.raw,
        "attempt": attempt,
        "today": desk.today,
    }
    if has_files(desk.form.compiled.definition):
        with tenant_transaction(db.session, desk.tenant.id) as session:
            return receive_submission(session, **given)
    with services().autocommit.connect() as connection:
        return receive_submission(connection, **given)


def redirect_to_sent(
    tenant: Tenant, submission_id: UUID, *, seen: str | None
) -> ResponseReturnValue:
    """The way to the thank-you page of something that was sent before."""
    with tenant_transaction(db.session, tenant.id) as session:
        secret = _secret(session, submission_id)
    return redirect(_thanks(tenant, secret, seen=seen), 303)


def _thanks(tenant: Tenant, secret: str, *, seen: str | None) -> str:
    """The thank-you page; in a frame its first sight is marked, so that the site around hears."""
    is_news = frame() is not None and seen not in _NO_NEWS
    sent = "now" if is_news else None
    return with_language(place_of("thanks", org=tenant.slug, token=secret), seen=seen, sent=sent)


def _view(desk: Desk, posted: Posted) -> Token:
    signing_key = services().settings.secret_key
    return view_token(signing_key, form_id=desk.form.form_id, attempt_key=posted.attempt)


def _attempt(desk: Desk, posted: Posted) -> Attempt:
    draft = desk.draft
    return Attempt(
        key=posted.attempt,
        at=clock.now(),
        view_digest=_view(desk, posted).digest,
        origin=_origin(desk),
        prefill=desk.prefill,
        earlier=draft.earlier if draft else None,
        draft_id=draft.id if draft else None,
        link_id=desk.link_id,
        client_id=desk.client_id,
        amends_id=draft.amends_id if draft else None,
        amended_revision=draft.amended_revision if draft else None,
        quarantined=_seems_automatic(desk, posted),
    )


def _secret(session: Session, submission_id: UUID) -> str:
    settings = services().settings
    return view_secret_of(
        session,
        submission_id,
        signing_key=settings.secret_key,
        earlier_keys=settings.earlier_keys,
    )


def _origin(desk: Desk) -> dict[str, str]:
    """Where the answers come from, and the language that they were asked in."""
    agent = clean_line(request.user_agent.string)[:_LONGEST_AGENT]
    address = address_of_visitor()
    return {
        "address": "" if address is None else str(address),
        "agent": agent,
        "language": desk.language,
    }


def _seems_automatic(desk: Desk, posted: Posted) -> bool:
    """Whether a machine may have filled this in: it is kept apart, never dropped."""
    if posted.honeypot or (desk.draft is not None and desk.draft.seems_automatic):
        return True
    least = desk.form.compiled.definition.settings.get("minimum_seconds", 0)
    if not least or desk.begun_at is None:
        return False
    return clock.now() - desk.begun_at < timedelta(seconds=least)
