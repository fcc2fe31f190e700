"""What the pages about links ask: what is filled in, for how long, and how often."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import render_template, request
from flask_babel import gettext

from wedforms.forms import Form
from wedforms.forms.errors import FormNotPublished, PrefillUnusable
from wedforms.forms.find import form_of_version
from wedforms.forms.prefill import prefillable, read_prefill
from wedforms.formspec.definition import Definition, Field
from wedforms.formspec.fieldtypes import type_of
from wedforms.formspec.translated import languages_of
from wedforms.lib import clock
from wedforms.lib.ids import uuid7
from wedforms.lib.walltime import moment_at
from wedforms.web.languages import english_name, own_name
from wedforms.web.studio.share.work import kept, work

#: Inputs that fill in an answer are named after the question behind this.
FILLS: Final = "fills-"
_LIFE: Final = timedelta(days=120)
_LONGEST_LIFE: Final = timedelta(days=3 * 365)
_LAST_MINUTE: Final = time(23, 59)

#: How a question's answer is typed here, by its type; what is not named takes a line of text.
_CONTROLS: Final[Mapping[str, str]] = {
    "long_text": "area", "group": "names", "date": "date", "time": "time",
    "date_time": "datetime-local", "email": "email", "phone": "tel", "url": "url",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """One question that a link may fill in, as the page asks it."""

    key: str
    label: str
    control: str
    choices: Sequence[tuple[str, str]]
    typed: str
    problem: str
    is_hidden: bool


def definition_of(form_id: UUID) -> tuple[Form, Definition]:
    """The form with what it asks now; raises FormNotFound or FormNotPublished."""
    with work() as session:
        form = kept(session, form_id)
        if form.published_version_id is None:
            raise FormNotPublished(form.name)
        version = form_of_version(session, form.published_version_id)
    return form, version.compiled.definition


def unpublished_page(form_id: UUID) -> str:
    """What stands in place of links as long as the form asks nobody anything."""
    with work() as session:
        form = kept(session, form_id)
    return render_template("studio/share/unpublished.html", form=form)


def filled_by(
    definition: Definition, problems: Mapping[str, str] | None = None
) -> Sequence[Filled]:
    """Every question that a link may fill in, with what was typed."""
    told = problems or {}
    return [
        Filled(
            key=field.key,
            label=field.label or field.key,
            control=_control(field),
            choices=_choices(field),
            typed=request.form.get(FILLS + field.key, ""),
            problem=told.get(FILLS + field.key, ""),
            is_hidden=type_of(field).is_prefilled,
        )
        for field in prefillable(definition)
    ]


def typed_answers(definition: Definition, problems: dict[str, str]) -> dict[str, Any]:
    """The answers that every link of this kind fills in; what is wrong is added to the problems."""
    typed = {
        name.removeprefix(FILLS): text
        for name, text in request.form.items()
        if name.startswith(FILLS)
    }
    try:
        return read_prefill(definition, typed)
    except PrefillUnusable as unusable:
        words = gettext("The form does not take this as an answer.")
        problems.update({FILLS + key: words for key in unusable.keys})
        return {}


def last_moment(definition: Definition, problems: dict[str, str]) -> datetime:
    """When the links end: at the end of that day where the form is at home."""
    zone = ZoneInfo(definition.facts.time_zone)
    try:
        day = date.fromisoformat(request.form.get("until", ""))
        end = moment_at(day, _LAST_MINUTE, zone)
    except (ValueError, OverflowError):
        end = datetime.min.replace(tzinfo=zone)
    if not clock.now() < end <= clock.now() + _LONGEST_LIFE:
        problems["until"] = gettext("Choose a day that is ahead, within three years.")
    return end


def languages(definition: Definition) -> Sequence[tuple[str, str]]:
    """The languages that a link can be made in, as their readers call them; none of only one."""
    offered = languages_of(definition)
    return [(one, own_name(one)) for one in offered] if len(offered) > 1 else []


def called_languages(definition: Definition) -> dict[str, str]:
    """The languages of a form by what lists call them, in small letters: `de`, German, Deutsch."""
    return {
        word.casefold(): one
        for one in reversed(languages_of(definition))
        for word in (one.partition("-")[0], english_name(one), own_name(one), one)
    }


def language_in(definition: Definition, chosen: str) -> str:
    """The language for a link; empty for the form's own, and for one that it does not speak."""
    return chosen if chosen in languages_of(definition)[1:] else ""


def usual_last_day(definition: Definition) -> str:
    """The last day that is suggested."""
    return (clock.today_in(definition.facts.time_zone) + _LIFE).isoformat()


def usual_last_moment(definition: Definition) -> datetime:
    """When a link ends for which nobody chose a day."""
    day = clock.today_in(definition.facts.time_zone) + _LIFE
    return moment_at(day, _LAST_MINUTE, ZoneInfo(definition.facts.time_zone))


def attempt() -> UUID:
    """The name of this press of a button: the page's own, so that a second press is none."""
    try:
        return UUID(request.form.get("attempt", ""))
    except ValueError:
        return uuid7()


def _control(field: Field) -> str:
    return "choice" if _choices(field) else _CONTROLS.get(field.field_type, "line")


def _choices(field: Field) -> Sequence[tuple[str, str]]:
    kind = type_of(field)
    is_hidden_flag = kind.is_prefilled and kind.setting(field, "result") == "boolean"
    if field.options or not (kind.summary == "yes_no" or is_hidden_flag):
        return [(option.value, option.label) for option in field.options]
    return (("yes", gettext("Yes")), ("no", gettext("No")))
