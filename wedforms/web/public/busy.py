"""Whether a day is taken already: told softly, for one day at a time, and nobody is refused."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from flask import jsonify, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from wedforms.clients.busy import free_saturdays, is_busy
from wedforms.core.tenancy import tenant_transaction
from wedforms.extensions import db
from wedforms.forms.find import PublishedForm, form_in_language, published_form
from wedforms.formspec.definition import Definition, Field
from wedforms.formspec.fieldtypes.dates import show_date
from wedforms.formspec.fieldtypes.showing import with_commas
from wedforms.formspec.translated import languages_of
from wedforms.lib import clock
from wedforms.web.languages import chosen_language, speak
from wedforms.web.public.tenant import open_tenant


def ask(org: str, slug: str) -> ResponseReturnValue:
    """Busy or free, of the one day in the address; other forms than those that ask know nothing."""
    tenant = open_tenant(org)
    day = _day(request.args.get("day", ""))
    with tenant_transaction(db.session, tenant.id) as session:
        form = published_form(session, slug)
        if asking_field(form.compiled.definition) is None or day is None:
            raise NotFound
        language = chosen_language(languages_of(form.compiled.definition))
        speak(language)
        words = _words(session, form_in_language(form, language), day)
    return jsonify(busy=bool(words), words=words)


def busy_words(
    session: Session, form: PublishedForm, answers: Mapping[str, Any], *, client_id: UUID | None
) -> str:
    """What is said of the day that was answered; empty where it is free, past or not asked."""
    field = asking_field(form.compiled.definition)
    answer = answers.get(field.key) if field is not None else None
    day = _day(answer.get("date", "") if isinstance(answer, Mapping) else str(answer or ""))
    return _words(session, form, day, but_for=client_id) if day is not None else ""


def asking_field(definition: Definition) -> Field | None:
    """The question whose day is looked up in the diary, if the form has one."""
    asked = (one for one in definition.fields if one.validation_rules.get("busy"))
    return next(asked, None)


def _words(session: Session, form: PublishedForm, day: date, *, but_for: UUID | None = None) -> str:
    facts = form.compiled.definition.facts
    today = clock.today_in(facts.time_zone)
    if day < today or not is_busy(session, day, but_for=but_for):
        return ""
    free = free_saturdays(session, day, today=today, but_for=but_for)
    said = gettext(
        "%(day)s is taken at the moment. Ask us all the same: plans change.",
        day=show_date(day.isoformat(), facts.locale),
    )
    if free:
        near = gettext(
            "Free nearby: %(days)s.",
            days=with_commas(
                (show_date(one.isoformat(), facts.locale) for one in free), facts.locale
            ),
        )
        return f"{said} {near}"
    return str(said)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None
