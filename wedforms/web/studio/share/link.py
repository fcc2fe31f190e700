"""One link: its address to copy, what it fills in, what came of it; withdraw or renew it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from wedforms.extensions import services
from wedforms.forms import Form
from wedforms.forms.deliver import deliver_link
from wedforms.forms.find import form_of_version
from wedforms.forms.links import known_secret, renew_link, revoke_link
from wedforms.lib import clock
from wedforms.submissions.invited import Invited, invited_one
from wedforms.web.languages import PARAMETER, own_name, with_language
from wedforms.web.studio.person import membership
from wedforms.web.studio.share.work import kept, whole, work
from wedforms.web.studio.views import Views
from wedforms.wtf.words import said


def show(form_id: UUID, link_id: UUID) -> ResponseReturnValue:
    """The link with everything about it; its address while it leads somewhere."""
    with work() as session:
        form = kept(session, form_id)
        found = invited_one(session, form_id, link_id, now=clock.now())
        fills_in = _filled(session, form, found)
        secret = "" if found.is_over else _secret(session, link_id)
    return render_template(
        "studio/share/link.html",
        form=form,
        link=found,
        fills_in=fills_in,
        address=_address(form, secret, found) if secret else "",
        language=own_name(found.language) if found.language else "",
        renewed="renewed" in request.args,
        sent="sent" in request.args,
    )


def send(form_id: UUID, link_id: UUID) -> ResponseReturnValue:
    """Have the link sent by e-mail; pressed twice it is sent once."""
    with work() as session:
        invited_one(session, form_id, link_id, now=clock.now())
        deliver_link(session, form_id, link_id, now=clock.now())
    here = url_for("studio.share_link", form_id=form_id, link_id=link_id, sent="yes")
    return redirect(here, 303)


def withdraw(form_id: UUID, link_id: UUID) -> ResponseReturnValue:
    """Let the link lead nowhere."""
    with work() as session:
        invited_one(session, form_id, link_id, now=clock.now())
        revoke_link(session, link_id, now=clock.now())
    return redirect(url_for("studio.share_link", form_id=form_id, link_id=link_id), 303)


def renew(form_id: UUID, link_id: UUID) -> ResponseReturnValue:
    """Give the link another address."""
    with work() as session:
        invited_one(session, form_id, link_id, now=clock.now())
        renew_link(session, link_id, signing_key=services().settings.secret_key)
    here = url_for("studio.share_link", form_id=form_id, link_id=link_id, renewed="yes")
    return redirect(here, 303)


def _secret(session: Session, link_id: UUID) -> str:
    settings = services().settings
    found = known_secret(
        session,
        link_id,
        signing_key=settings.secret_key,
        earlier_keys=settings.earlier_keys,
    )
    return found or ""


def _address(form: Form, secret: str, found: Invited) -> str:
    slug = membership().slug
    if found.purpose == "personal":
        page = url_for("public.personal", org=slug, token=secret)
        return whole(with_language(page, **{PARAMETER: found.language or None}))
    return whole(url_for("public.fill", org=slug, slug=form.slug, prefill=secret))


def _filled(session: Session, form: Form, found: Invited) -> Sequence[tuple[str, str]]:
    """What the link fills in, in words."""
    if form.published_version_id is None:
        return []
    version = form_of_version(session, form.published_version_id)
    definition = version.compiled.definition
    return [
        (field.label or field.key, said(field, found.prefill[field.key], definition.locale))
        for field in definition.fields
        if field.key in found.prefill
    ]


VIEWS: Final[Views] = {
    "share_link": show,
    "send_link": send,
    "withdraw_link": withdraw,
    "renew_link": renew,
}
