"""After sending: the thank-you page with a copy of the answers, the paper, the day, and changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from http import HTTPStatus
from urllib.parse import quote
from zoneinfo import ZoneInfo

from flask import g, make_response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from werkzeug.exceptions import NotFound

from wedforms.core.tenancy import tenant_transaction
from wedforms.documents import Document
from wedforms.extensions import db, services
from wedforms.forms.find import form_in_language
from wedforms.formspec.fieldtypes.dates import show_date
from wedforms.formspec.richtext import clean_rich_text
from wedforms.formspec.sun import event_day
from wedforms.formspec.translated import languages_of
from wedforms.formspec.webaddress import host_of, safe_web_address
from wedforms.lib import clock
from wedforms.lib.text import file_name
from wedforms.submissions import ChangeRequest
from wedforms.submissions.ask import is_changeable, may_ask, requests_of
from wedforms.submissions.draft import Basis, start_draft
from wedforms.submissions.sent import Sent, find_sent, require_changeable
from wedforms.web.errors import DocumentNotReady
from wedforms.web.languages import (
    OtherLanguage,
    chosen_language,
    named_language,
    other_languages,
    speak,
    with_language,
)
from wedforms.web.public.busy import busy_words
from wedforms.web.public.day import calendar_of
from wedforms.web.public.frame import place_of, place_outside, require_own_form
from wedforms.web.public.looks import as_data
from wedforms.web.public.said import said_by_scripts
from wedforms.web.public.sheets import tokens
from wedforms.web.public.tenant import Face, Tenant, open_tenant
from wedforms.web.tokens import PageTokenRefused
from wedforms.wtf.inputs import write_inputs
from wedforms.wtf.summary import Part, Summary
from wedforms.wtf.words import direction


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The change that was asked for last, and what became of it."""

    status: str
    day: str
    wanted: str
    reply: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ThanksLook:
    """The thank-you page as its template sees it."""

    language: str
    direction: str
    title: str
    organization: Face
    sent: Sent
    address: str
    own_address: str
    token: str
    words: Markup
    parts: Sequence[Part]
    has_day: bool
    may_change: bool
    may_ask: bool
    asked: Asked | None
    seen: str
    form_name: str
    onward: str
    languages: Sequence[OtherLanguage]
    data: Markup
    busy_words: str

    @property
    def onward_host(self) -> str:
        """The site that people are led to, in short."""
        return host_of(self.onward)

    @property
    def document(self) -> Document | None:
        """The paper that was made of the answers, when it is ready."""
        document = self.sent.document
        return document if document is not None and document.status == "issued" else None


def show(org: str, token: str) -> ResponseReturnValue:
    """Thank you, and everything that was sent."""
    tenant, sent = open_sent(org, token)
    with tenant_transaction(db.session, tenant.id) as session:
        taken = busy_words(session, sent.form, sent.answers, client_id=sent.client_id)
        asked = next(iter(requests_of(session, sent.id)), None)
    look = _look(tenant, sent, token, taken=taken, asked=_asked(sent, asked))
    return render_template("public/thanks.html", page=look)


def document(org: str, token: str) -> ResponseReturnValue:
    """The sealed contract or invoice; raises DocumentNotReady."""
    tenant, sent = open_sent(org, token)
    paper = sent.document
    if paper is None and not sent.makes_document:
        raise NotFound
    if paper is None and sent.is_looked_at_first:
        return redirect(place_of("thanks", org=org, token=token), HTTPStatus.SEE_OTHER)
    if paper is None or paper.status != "issued" or paper.sha256 is None:
        raise DocumentNotReady
    response = make_response(services().files.get(paper.sha256, organization_id=tenant.id))
    response.mimetype = "application/pdf"
    name = file_name(f"{paper.number} {sent.form.compiled.definition.name}", extension="pdf")
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response


def calendar(org: str, token: str) -> ResponseReturnValue:
    """The day as a calendar file."""
    _, sent = open_sent(org, token)
    definition = sent.form.compiled.definition
    day = event_day(definition, sent.answers)
    if day is None:
        raise NotFound
    stamp = sent.amended_at or sent.submitted_at
    content = calendar_of(definition, day=day, submission_id=sent.id, stamp=stamp)
    response = make_response(content)
    response.headers["Content-Type"] = "text/calendar; charset=utf-8"
    response.headers["Content-Disposition"] = 'attachment; filename="day.ics"'
    return response


def change(org: str, token: str) -> ResponseReturnValue:
    """Begin to change what was sent: a draft of the same answers. Raises ChangesLocked."""
    tenant, sent = open_sent(org, token)
    try:
        tokens().read(request.form.get("_token", ""), sent.form.form_id)
    except PageTokenRefused:
        return redirect(place_of("thanks", org=org, token=token), HTTPStatus.SEE_OTHER)
    require_changeable(sent, now=clock.now(), today=today_of(sent))
    with tenant_transaction(db.session, tenant.id) as session:
        secret = start_draft(
            session,
            form=sent.form,
            inputs=write_inputs(sent.form.written, sent.answers),
            who="",
            now=clock.now(),
            link_id=sent.link_id,
            client_id=sent.client_id,
            changes=Basis(sent.id, sent.revision),
        )
    language = sent.form.compiled.definition.locale
    begun = with_language(place_of("draft", org=org, token=secret), lang=language)
    return redirect(begun, HTTPStatus.SEE_OTHER)


def open_sent(org: str, token: str) -> tuple[Tenant, Sent]:
    """What was sent, in the reader's language, and whose it is; raises SubmissionNotFound."""
    tenant = open_tenant(org)
    with tenant_transaction(db.session, tenant.id) as session:
        sent = find_sent(session, token)
    require_own_form(sent.form.form_id)
    offered = languages_of(sent.form.compiled.definition)
    known = sent.answered_in
    language = named_language((known, *offered)) if known else chosen_language(offered)
    sent = replace(sent, form=form_in_language(sent.form, language))
    speak(language)
    g.form_name = sent.form.compiled.definition.name
    return tenant, sent


def _asked(sent: Sent, request: ChangeRequest | None) -> Asked | None:
    if request is None or not request.wanted:
        return None
    definition = sent.form.compiled.definition
    there = (request.answered_at or request.created_at).astimezone(
        ZoneInfo(definition.facts.time_zone)
    )
    return Asked(
        status=request.status,
        day=show_date(there.date().isoformat(), definition.facts.locale),
        wanted=request.wanted,
        reply=request.reply,
    )


def _look(tenant: Tenant, sent: Sent, token: str, *, taken: str, asked: Asked | None) -> ThanksLook:
    definition = sent.form.compiled.definition
    place = place_of("thanks", org=tenant.slug, token=token)
    return ThanksLook(
        language=definition.locale,
        direction=direction(definition.locale),
        title=definition.name,
        organization=tenant.face,
        sent=sent,
        address=place,
        own_address=place_outside("thanks", org=tenant.slug, token=token),
        token=tokens().issue(sent.form.form_id, version_id=sent.form.version_id),
        words=_confirmation(sent),
        parts=Summary(definition, definition.locale).parts(sent.answers),
        has_day=event_day(definition, sent.answers) is not None,
        may_change=is_changeable(sent, now=clock.now(), today=today_of(sent)),
        may_ask=may_ask(sent, now=clock.now(), today=today_of(sent)),
        asked=asked,
        seen=request.args.get("seen", ""),
        onward=_onward(sent),
        busy_words=taken,
        form_name=f"{tenant.slug}/{sent.form.slug}",
        languages=other_languages(definition, place),
        data=as_data(said_by_scripts()),
    )


def _confirmation(sent: Sent) -> Markup:
    """The supplier's words; they may promise a paper, which waits while somebody looks first."""
    if sent.is_looked_at_first and sent.makes_document:
        return Markup()
    words = sent.form.compiled.definition.settings.get("confirmation", "")
    return Markup(clean_rich_text(words))  # noqa: S704 - nh3


def _onward(sent: Sent) -> str:
    """Where the form leads people who have just sent it; empty: they stay."""
    if sent.makes_document or request.args.get("seen") != "sent":
        return ""
    return safe_web_address(sent.form.compiled.definition.settings.get("redirect_url", ""))


def today_of(sent: Sent) -> date:
    """Today where the form is at home."""
    return clock.today_in(sent.form.compiled.definition.facts.time_zone)
