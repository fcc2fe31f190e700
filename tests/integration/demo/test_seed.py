"""Seeding the demo: again changes nothing, and years later its forms are still open."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine

from tests.factories.organizations import Tenant
from tests.published import Office, answers_to
from wedforms.core.engine import create_engine_for
from wedforms.core.lookup import organization_by_slug
from wedforms.demo.seed import seed_demo
from wedforms.forms.find import PublishedForm
from wedforms.formspec.answers import read_answers
from wedforms.formspec.deadlines import deadline
from wedforms.settings import Settings

NEVER_MOVED = datetime(2026, 11, 23, 12, tzinfo=UTC)
LATER_THAT_WINTER = datetime(2027, 3, 1, 12, tzinfo=UTC)
YEARS_LATER = datetime(2031, 8, 20, 12, tzinfo=UTC)


@pytest.fixture
def seed(database, tmp_path):
    """Seed the demo at a moment; the RSVP as it is published then."""
    engine = create_engine_for(database.app)

    def seeded(at: datetime) -> PublishedForm:
        with time_machine.travel(at):
            seed_demo(database.app, Settings(data_folder=str(tmp_path)))
            found = organization_by_slug(engine, "aldermere")
            aldermere = Tenant(found.organization_id, found.slug, found.name)
            return Office(engine, aldermere).form("rsvp")

    yield seeded
    engine.dispose()


def day_of(form: PublishedForm) -> Any:
    return form.compiled.fields["wedding_day"].default


def test_seeding_again_changes_nothing_until_the_wedding_nears(seed):
    first, again, years_later = seed(NEVER_MOVED), seed(LATER_THAT_WINTER), seed(YEARS_LATER)
    assert again.version_id == first.version_id
    assert (day_of(first), day_of(years_later)) == ("2027-09-18", "2032-09-11")
    assert (years_later.form_id, years_later.version_number) == (first.form_id, 2)


def test_years_later_the_invitation_can_still_be_answered(seed):
    form, today = seed(YEARS_LATER), YEARS_LATER.date()
    answers = read_answers(form.compiled, answers_to("rsvp"), today=today)
    assert (
        deadline(form.compiled.definition, "closes_at", answers.values, today=today) > YEARS_LATER
    )
