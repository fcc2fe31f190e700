"""Which languages a form speaks, and how far its translations are."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, Final
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from wedforms.forms import Form
from wedforms.forms.changes import designed_form
from wedforms.forms.design import design_form
from wedforms.forms.errors import ChangedMeanwhile
from wedforms.forms.operations import Change
from wedforms.web.languages import SPOKEN, own_name
from wedforms.web.posted import UnreadableInput
from wedforms.web.studio.languages.table import tables_of
from wedforms.web.studio.views import Views
from wedforms.web.studio.work import at_work
from wedforms.wtf.words import direction, locale_of

#: Languages that a form may be translated into, beside those that the product itself speaks.
_OTHERS: Final = (
    "bg", "bn", "cs", "cy", "da", "el", "en-US", "et", "fa", "fi", "ga", "gu", "he", "hi", "hr",
    "hu", "it", "ja", "ko", "lt", "lv", "nb", "nl", "pa", "pl", "pt", "ro", "ru", "sk", "sl", "sr",
    "sv", "ta", "th", "tr", "uk", "ur", "vi", "yue", "zh",
)  # fmt: skip
_ENGLISH: Final = "en_GB"


def show(form_id: UUID) -> ResponseReturnValue:
    """The languages of a form; raises FormNotFound."""
    return _page(form_id)


def choose(form_id: UUID) -> ResponseReturnValue:
    """Let the form speak these languages; translations of one that goes are kept.

    Raises UnreadableInput for a language that the page does not offer.
    """
    seen = request.form.get("seen", "").split()
    wanted = [*request.form.getlist("language"), request.form.get("another", "")]
    languages = list(dict.fromkeys(one for one in wanted if one))
    if not {*SPOKEN, *_OTHERS, *seen}.issuperset(languages):
        raise UnreadableInput
    try:
        with at_work() as session:
            design_form(session, form_id, [Change(None, "settings.languages", seen, languages)])
    except ChangedMeanwhile:
        return _page(form_id, is_changed=True), HTTPStatus.CONFLICT
    shown = url_for("studio.languages", form_id=form_id, kept="yes")
    return redirect(shown, HTTPStatus.SEE_OTHER)


def languages_beside(form: Form) -> list[str]:
    """The languages that the draft is to be read in beside its own."""
    said: Sequence[Any] = form.settings.get("languages", ())
    return [str(one) for one in said if one != form.locale]


def english_name(language: str) -> str:
    """A language as the studio calls it."""
    return str(locale_of(language).get_display_name(_ENGLISH) or language)


def _page(form_id: UUID, *, is_changed: bool = False) -> str:
    with at_work() as session:
        form = designed_form(session, form_id)
        return _draw(session, form, is_changed=is_changed)


def _draw(session: Session, form: Form, *, is_changed: bool) -> str:
    chosen = languages_beside(form)
    own = locale_of(form.locale).language
    spoken = [one for one in SPOKEN if locale_of(one).language != own]
    offered = [*spoken, *(one for one in chosen if one not in spoken)]
    others = sorted(
        (one for one in _OTHERS if one not in offered and one != form.locale), key=english_name
    )
    return render_template(
        "studio/languages/choose.html",
        form=form,
        chosen=chosen,
        offered=offered,
        spoken=frozenset(spoken),
        others=others,
        tables=tables_of(session, form, chosen),
        name_of=english_name,
        own_name=own_name,
        direction=direction,
        is_changed=is_changed,
        is_kept=request.args.get("kept") == "yes",
    )


VIEWS: Final[Views] = {"languages": show, "choose_languages": choose}
