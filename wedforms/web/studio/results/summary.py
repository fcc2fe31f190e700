"""What was answered to each question altogether, with charts."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from markupsafe import Markup
from sqlalchemy import select

from wedforms.core.accounts import Organization
from wedforms.core.tenancy import tenant_transaction
from wedforms.core.trail import record_act
from wedforms.extensions import db
from wedforms.lib import charts
from wedforms.submissions.questions import open_questions, questions_of
from wedforms.submissions.summarise import Course, QuestionSummary, course_of, summaries_of
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
        if any(one.question.is_sensitive for one in found):
            record_act(session, "answers.read", table="forms", record_id=form_id)
    return render_template(
        "studio/summary.html",
        form=form,
        found=[(one, spread_of(one)) for one in found],
        course=course,
        line=line_of(course),
    )


def bar_of(count: int, most: int) -> Markup:
    """One bar of a table; for templates."""
    return Markup(charts.bar(count, most))  # noqa: S704 - numbers alone


def spread_of(one: QuestionSummary) -> Markup:
    """The chart of what an answer spreads over, if it has one."""
    if not one.spread:
        return Markup()
    most = max(one.spread, key=lambda tally: tally[1])
    told = gettext("Most often: %(value)s, %(count)s times.", value=most[0], count=most[1])
    key = f"spread-{one.question.key}"
    chart = charts.columns(one.spread, title=one.question.label, description=told, key=key)
    return Markup(chart)  # noqa: S704 - every word in it is escaped


def line_of(course: Course) -> Markup:
    """The chart of how answers came in."""
    if len(course.days) <= 1:
        return Markup()
    told = gettext(
        "From %(first)s to %(last)s, %(total)s in all.",
        first=course.days[0][0],
        last=course.days[-1][0],
        total=course.total,
    )
    title = gettext("Answers over time")
    chart = charts.line(course.days, title=title, description=told, key="course")
    return Markup(chart)  # noqa: S704 - every word in it is escaped


VIEWS: Final[Views] = {
    "summary": summary,
}
