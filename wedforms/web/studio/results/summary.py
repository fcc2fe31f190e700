"""What was answered to each question altogether, with charts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import format_date, gettext
from markupsafe import Markup
from sqlalchemy import select

from wedforms.core.accounts import Organization
from wedforms.core.tenancy import tenant_transaction
from wedforms.core.trail import record_act
from wedforms.extensions import db
from wedforms.formspec.fieldtypes.files import MIME_TYPES
from wedforms.lib import charts
from wedforms.submissions.composite import MOST_COUNTED
from wedforms.submissions.course import Course, course_of
from wedforms.submissions.questions import open_questions, questions_of
from wedforms.submissions.settle import count_repeated
from wedforms.submissions.summarise import QuestionSummary, summaries_of
from wedforms.submissions.tally import Tally
from wedforms.web.studio.person import may_here, organization_id, person
from wedforms.web.studio.results.table import form_of
from wedforms.web.studio.views import Views


def summary(form_id: UUID) -> ResponseReturnValue:
    """Each question with what was answered to it, and how answers came in."""
    sensitive = may_here("sensitive")
    with tenant_transaction(db.session, organization_id(), actor_id=person().user_id) as session:
        form = form_of(session, form_id)
        zone = session.scalars(select(Organization.time_zone)).one()
        questions = open_questions(questions_of(session, form_id), sensitive=sensitive)
        found = summaries_of(session, form_id, questions)
        course = course_of(session, form_id, zone=zone)
        repeats = count_repeated(session, form_id)
        if any(one.question.is_sensitive for one in found):
            record_act(session, "answers.read", table="forms", record_id=form_id)
    return render_template(
        "studio/summary.html",
        form=form,
        found=[(one, spread_of(one)) for one in found],
        course=course,
        days=[(day_in_words(day), count) for day, count in course.days],
        repeats=repeats,
        line=line_of(course),
        share_line=share_line_of(course),
        most_counted=MOST_COUNTED,
        stack_of=stack_of,
        kinds_of=kinds_of,
        day_in_words=day_in_words,
    )


def bar_of(count: int, most: int) -> Markup:
    """One bar of a table; for templates."""
    return Markup(charts.bar(count, most))  # noqa: S704 - numbers alone


def stack_of(counts: Sequence[int], most: int) -> Markup:
    """One bar of parts in a table; for templates."""
    return Markup(charts.stack(counts, most))  # noqa: S704 - numbers alone


def kinds_of(tallies: Sequence[Tally]) -> Iterator[Tally]:
    """How many files there are of each kind, in words; for templates."""
    for one in tallies:
        yield Tally(_KINDS.get(one.label, one.label), one.count)


_KINDS: Final[Mapping[str, str]] = {
    media_type: kind.upper() for kind, media_type in MIME_TYPES.items()
}


def spread_of(one: QuestionSummary) -> Markup:
    """The chart of what an answer spreads over, if it has one."""
    spread = one.parts.spread if one.parts else one.spread
    if not spread:
        return Markup()
    most = max(spread, key=lambda tally: tally[1])
    told = gettext("Most often: %(value)s, %(count)s times.", value=most[0], count=most[1])
    key = f"spread-{one.question.key}"
    chart = charts.columns(spread, title=one.question.label, description=told, key=key)
    return Markup(chart)  # noqa: S704 - every word in it is escaped


def day_in_words(day: str) -> str:
    """A day as people write it; for templates."""
    return str(format_date(date.fromisoformat(day), "d MMM y", rebase=False))


def line_of(course: Course) -> Markup:
    """The chart of how answers came in."""
    told = gettext(
        "From %(first)s to %(last)s, %(total)s in all.",
        first=day_in_words(course.days[0][0]) if course.days else "",
        last=day_in_words(course.days[-1][0]) if course.days else "",
        total=course.total,
    )
    return _line(course.days, title=gettext("Answers over time"), told=told, key="course")


def share_line_of(course: Course) -> Markup:
    """The chart of which share of those who were asked had answered on which day."""
    last = course.shares[-1] if course.shares else None
    told = gettext(
        "%(answered)s of %(asked)s have answered by %(day)s.",
        answered=last.answered if last else 0,
        asked=last.asked if last else 0,
        day=day_in_words(last.day) if last else "",
    )
    points = [(one.day, one.percent) for one in course.shares]
    title = gettext("Share of those asked who have answered")
    return _line(points, title=title, told=told, key="rate", most=100, unit="%")


def _line(
    days: Sequence[tuple[str, int]],
    *,
    title: str,
    told: str,
    key: str,
    most: int = 0,
    unit: str = "",
) -> Markup:
    """A line over days that lie as far apart as they did, from nothing on the day before."""
    if not days:
        return Markup()
    counted = {date.fromisoformat(day): count for day, count in days}
    counted = {min(counted) - timedelta(1): 0, **counted}
    chart = charts.line(
        [(day_in_words(day.isoformat()), count) for day, count in counted.items()],
        title=title,
        description=told,
        key=key,
        at=[day.toordinal() for day in counted],
        most=most,
        unit=unit,
    )
    return Markup(chart)  # noqa: S704 - every word in it is escaped


VIEWS: Final[Views] = {
    "summary": summary,
}
