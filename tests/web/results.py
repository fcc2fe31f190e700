"""What the tests of the results share: a supplier who is signed in, answers, and ids."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.published import Office
from tests.web.browsing import Browser
from wedforms.accounts.people import NewPerson
from wedforms.accounts.signup import add_owner
from wedforms.core.accounts import UserProfile
from wedforms.core.engine import create_engine_for
from wedforms.core.tenancy import tenant_transaction
from wedforms.forms import Form
from wedforms.submissions import FormSubmission
from wedforms.submissions.search import index_missing


@pytest.fixture
def settings(settings):
    return replace(settings, signup="open")


@pytest.fixture
def supplier(app, tenant_session, two_organizations) -> Browser:
    """The owner of our organization, signed in."""
    person = NewPerson(
        email="rose@example.com", password="a lens and a rose", first_name="Rose", last_name="Lens"
    )
    with tenant_session(two_organizations.ours) as session:
        add_owner(session, person)
    return signed_in(app, person)


def signed_in(app, person: NewPerson) -> Browser:
    found = Browser(app.test_client())
    found.open("/studio/sign-in").fill(email=person.email, password=person.password)
    found.post("/studio/sign-in", found.posted())
    return found


@pytest.fixture
def as_viewer(supplier, tenant_session, two_organizations):
    """From now on the supplier may only look."""

    def change() -> Browser:
        with tenant_session(two_organizations.ours) as session:
            session.scalars(select(UserProfile)).one().role = "VIEWER"
        return supplier

    return change


@pytest.fixture
def ids(tenant_session, two_organizations):
    """The form of our organization, and what was sent to it, latest first."""

    def read() -> tuple[UUID, list[UUID]]:
        with tenant_session(two_organizations.ours) as session:
            sent = select(FormSubmission.id).order_by(FormSubmission.submitted_at.desc())
            return session.scalars(select(Form.id)).one(), list(session.scalars(sent))

    return read


@pytest.fixture
def indexed(database, two_organizations):
    """The worker's part: from now on the search finds what was sent."""

    def index() -> None:
        engine = create_engine_for(database.worker)

        with tenant_transaction(Session(engine), two_organizations.ours.id) as session:
            index_missing(session)
        engine.dispose()

    return index


def answer(app, address: str, **answers) -> None:
    Browser(app.test_client()).open(address).fill(**answers).press("submit")


@pytest.fixture
def office(app, supplier, database, two_organizations):
    """Our supplier with the RSVP published."""
    engine = create_engine_for(database.app)
    made = Office(engine, two_organizations.ours)
    made.publish("rsvp")
    yield made
    engine.dispose()
