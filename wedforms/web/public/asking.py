"""Ask the supplier for a change, once answers can be changed by nobody else: `/s/…/ask`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Final

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, lazy_gettext
from markupsafe import Markup

from wedforms.core.tenancy import tenant_transaction
from wedforms.extensions import db
from wedforms.formspec.text import storable
from wedforms.lib import clock
from wedforms.submissions.ask import LONGEST_WANTED, ask_for_change, may_ask, requests_of
from wedforms.submissions.errors import (
    AskedAlready,
    AskedTooOften,
    NothingToAsk,
    SubmissionError,
    WordsRefused,
)
from wedforms.submissions.sent import Sent
from wedforms.web.languages import OtherLanguage, other_languages, with_language
from wedforms.web.public.frame import place_of
from wedforms.web.public.looks import as_data
from wedforms.web.public.said import said_by_scripts
from wedforms.web.public.sheets import tokens
from wedforms.web.public.tenant import Face, Tenant
from wedforms.web.public.thanks import open_sent, today_of
from wedforms.web.tokens import PageTokenRefused
from wedforms.wtf.summary import Part, Summary
from wedforms.wtf.words import direction

_AGAIN: Final = HTTPStatus.UNPROCESSABLE_ENTITY


@dataclass(frozen=True, slots=True, kw_only=True)
class AskLook:
    """The page that asks for a change; `waits`: an earlier one is not answered yet."""

    language: str
    direction: str
    title: str
    organization: Face
    address: str
    back: str
    token: str
    wanted: str
    longest: int
    problem: str
    waits: bool
    parts: Sequence[Part]
    languages: Sequence[OtherLanguage]
    data: Markup


def show(org: str, token: str) -> ResponseReturnValue:
    """The answers as they stand, and room to write what should change."""
    tenant, sent = open_sent(org, token)
    if not may_ask(sent, now=clock.now(), today=today_of(sent)):
        return _to_answers(tenant, token)
    with tenant_transaction(db.session, tenant.id) as session:
        asked = requests_of(session, sent.id)
    if asked and asked[0].status == "open":
        return _to_answers(tenant, token)
    return _page(tenant, sent, token)


def send(org: str, token: str) -> ResponseReturnValue:
    """Keep what was written, once; whatever is refused stays in the page as it was typed."""
    tenant, sent = open_sent(org, token)
    wanted = request.form.get("wanted", "")
    if not may_ask(sent, now=clock.now(), today=today_of(sent)):
        return _to_answers(tenant, token)
    if not storable(wanted):
        return _page(tenant, sent, token, refused=WordsRefused("unstorable")), _AGAIN
    try:
        tokens().read(request.form.get("_token", ""), sent.form.form_id)
    except PageTokenRefused:
        return _page(tenant, sent, token, wanted=wanted, refused=WordsRefused("again")), _AGAIN
    try:
        with tenant_transaction(db.session, tenant.id) as session:
            ask_for_change(
                session,
                sent,
                wanted=wanted,
                language=sent.form.compiled.definition.locale,
                now=clock.now(),
                today=today_of(sent),
            )
    except NothingToAsk:
        return _to_answers(tenant, token)
    except (WordsRefused, AskedAlready, AskedTooOften) as refused:
        return _page(tenant, sent, token, wanted=wanted, refused=refused), _AGAIN
    return _to_answers(tenant, token)


def _to_answers(tenant: Tenant, token: str) -> ResponseReturnValue:
    place = with_language(place_of("thanks", org=tenant.slug, token=token), seen="again")
    return redirect(f"{place}#asked", HTTPStatus.SEE_OTHER)


def _problem(refused: SubmissionError | None, name: str) -> str:
    """Why it was not taken, in words."""
    if refused is None:
        return ""
    fault = refused.fault if isinstance(refused, WordsRefused) else ""
    words = _FAULTS[fault or type(refused)]
    return str(words) % {"name": name, "most": LONGEST_WANTED}


_FAULTS: Final[Mapping[str | type[Exception], LazyString]] = {
    AskedAlready: lazy_gettext(
        "A change was asked for already, and %(name)s has not answered yet. What you wrote"
        " was not sent: you can ask again after that."
    ),
    AskedTooOften: lazy_gettext(
        "You have asked several times today. Please try again tomorrow, or write to %(name)s."
    ),
    "empty": lazy_gettext("Please write what should change."),
    "long": lazy_gettext("Please say it in at most %(most)s characters."),
    "again": lazy_gettext("This page was open for too long. Please press the button once more."),
    "unstorable": lazy_gettext(
        "There are characters in it that cannot be kept. Please type it again."
    ),
}


def _page(
    tenant: Tenant,
    sent: Sent,
    token: str,
    *,
    wanted: str = "",
    refused: SubmissionError | None = None,
) -> str:
    definition = sent.form.compiled.definition
    address = place_of("send_asked", org=tenant.slug, token=token)
    look = AskLook(
        language=definition.locale,
        direction=direction(definition.locale),
        title=definition.name,
        organization=tenant.face,
        address=address,
        back=with_language(place_of("thanks", org=tenant.slug, token=token), seen="again"),
        token=tokens().issue(sent.form.form_id, version_id=sent.form.version_id),
        wanted=wanted,
        longest=LONGEST_WANTED,
        problem=_problem(refused, tenant.face.name),
        waits=isinstance(refused, AskedAlready),
        parts=Summary(definition, definition.locale).parts(sent.answers),
        languages=other_languages(definition, address),
        data=as_data(said_by_scripts()),
    )
    return render_template("public/ask.html", page=look)
