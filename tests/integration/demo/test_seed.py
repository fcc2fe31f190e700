"""Seeding the demo: again changes nothing, and years later its forms are still open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.factories.organizations import Tenant
from tests.published import Office, answers_to
from wedforms.core.accounts import Organization, UserProfile
from wedforms.core.engine import create_engine_for, session_factory
from wedforms.core.lookup import organization_by_slug
from wedforms.core.tenancy import tenant_transaction
from wedforms.demo.seed import seed_demo
from wedforms.forms import Form
from wedforms.forms.errors import FormDeleted
from wedforms.forms.exchange import kept_form
from wedforms.forms.find import PublishedForm
from wedforms.forms.publish import publish_form
from wedforms.forms.shelve import delete_form
from wedforms.forms.sites import allow_site
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

    def seeded(at: datetime, *, site: str = "") -> PublishedForm:
        with time_machine.travel(at):
            seed_demo(database.app, Settings(data_folder=str(tmp_path)), site=site)
            found = organization_by_slug(engine, "aldermere")
            aldermere = Tenant(found.organization_id, found.slug, found.name)
            return Office(engine, aldermere).form("rsvp")

    yield seeded
    engine.dispose()


@pytest.fixture
def work_on(database):
    """Do something with a form of the seeded venue, as its owner."""
    engine = create_engine_for(database.app)

    def done(slug: str, work: Callable[[Session, Form, UUID], object]) -> None:
        found = organization_by_slug(engine, "aldermere")
        with (
            session_factory(engine)() as session,
            tenant_transaction(session, found.organization_id),
        ):
            owner = session.scalars(select(UserProfile.id)).first()
            work(session, kept_form(session, slug), owner)

    yield done
    engine.dispose()


def day_of(form: PublishedForm) -> Any:
    return form.compiled.fields["wedding_day"].default


def test_seeding_again_changes_nothing_until_the_wedding_nears(seed):
    first, again, years_later = seed(NEVER_MOVED), seed(LATER_THAT_WINTER), seed(YEARS_LATER)
    assert again.version_id == first.version_id
    assert (day_of(first), day_of(years_later)) == ("2027-09-18", "2032-09-11")
    assert (years_later.form_id, years_later.version_number) == (first.form_id, 2)


def test_what_somebody_published_or_designed_stays_at_the_next_start(seed, work_on):
    first = seed(NEVER_MOVED)

    def published(session: Session, form: Form, owner: UUID) -> None:
        form.name = "Our own RSVP"
        publish_form(session, form, published_by=owner)

    work_on("rsvp", published)
    assert seed(LATER_THAT_WINTER).version_number == 2
    assert (seed(YEARS_LATER).version_number, seed(YEARS_LATER).form_id) == (2, first.form_id)


def test_a_draft_that_somebody_works_on_is_not_written_over(seed, work_on):
    def renamed(_session: Session, form: Form, _owner: UUID) -> None:
        form.name = "Not ready yet"

    seed(NEVER_MOVED)
    work_on("rsvp", renamed)
    assert seed(YEARS_LATER).version_number == 1
    kept: list[str] = []
    work_on("rsvp", lambda _session, form, _owner: kept.append(form.name))
    assert kept == ["Not ready yet"]


def test_a_deleted_form_that_the_plan_does_not_hold_is_no_obstacle(seed, work_on):
    def deleted(session: Session, form: Form, _owner: UUID) -> None:
        delete_form(session, form.id)
        session.scalars(select(Organization)).one().max_forms = 1

    seed(NEVER_MOVED)
    work_on("rsvp", deleted)
    with pytest.raises(FormDeleted):
        seed(NEVER_MOVED, site="http://localhost:8001")


def test_a_site_that_was_allowed_stays_and_one_of_this_machine_goes(seed, work_on):
    def allowed(session: Session, form: Form, _owner: UUID) -> None:
        allow_site(session, form.id, site="https://aldermere.example", is_local=False)

    seed(NEVER_MOVED, site="http://localhost:8001")
    work_on("rsvp", allowed)
    seed(NEVER_MOVED, site="http://localhost:9001")
    sites: list[str] = []
    work_on("rsvp", lambda _session, form, _owner: sites.extend(form.allowed_sites))
    assert sorted(sites) == ["http://localhost:9001", "https://aldermere.example"]


def test_years_later_the_invitation_can_still_be_answered(seed):
    form, today = seed(YEARS_LATER), YEARS_LATER.date()
    answers = read_answers(form.compiled, answers_to("rsvp"), today=today)
    assert (
        deadline(form.compiled.definition, "closes_at", answers.values, today=today) > YEARS_LATER
    )
