"""The supplier's diary: which days are taken."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus
from typing import Final
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from wedforms.clients.busy import diary_from, enter_busy_days, free_busy_days
from wedforms.clients.errors import FactsRefused
from wedforms.clients.listing import name_of
from wedforms.lib import clock
from wedforms.web.studio.clients.opened import home, opened
from wedforms.web.studio.views import Views


def diary() -> ResponseReturnValue:
    """What is taken from today on."""
    return _page({})


def take_days() -> ResponseReturnValue:
    """Take a day, or several in a row."""
    problems: dict[str, str] = {}
    first = _day("first", problems)
    last = _day("last", problems) if request.form.get("last") else first
    if first is None or last is None:
        return _page(problems), HTTPStatus.UNPROCESSABLE_ENTITY
    try:
        with opened() as session:
            enter_busy_days(session, first=first, last=last, note=request.form.get("note", ""))
    except FactsRefused as refused:
        problems = {fault.place: gettext(fault.words) for fault in refused.faults}
        return _page(problems), HTTPStatus.UNPROCESSABLE_ENTITY
    return redirect(url_for("studio.diary"), HTTPStatus.SEE_OTHER)


def free_days(entry_id: UUID) -> ResponseReturnValue:
    """Give the days of an entry free."""
    with opened() as session:
        free_busy_days(session, entry_id, now=clock.now())
    return redirect(url_for("studio.diary"), HTTPStatus.SEE_OTHER)


def _page(problems: dict[str, str]) -> str:
    with opened() as session:
        today = clock.today_in(home(session).time_zone)
        found = diary_from(session, today)
    return render_template(
        "studio/clients/diary.html",
        found=found,
        problems=problems,
        given=request.form,
        name_of=name_of,
    )


def _day(name: str, problems: dict[str, str]) -> date | None:
    try:
        return date.fromisoformat(request.form.get(name, ""))
    except ValueError:
        problems[name] = gettext("Choose a day.")
        return None


VIEWS: Final[Views] = {"diary": diary, "take_days": take_days, "free_days": free_days}
