"""Two suppliers with the same published forms, so that whatever one sees of the other shows.

Publishing takes a second a supplier, so it is done once: the fixtures here clone the database in
which it was done. A conftest that imports them gives its tests such a database.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tests.factories.organizations import Tenant, TwoOrganizations, insert_two_organizations
from tests.servers import TestServer
from wedforms.core.engine import create_engine_for, session_factory
from wedforms.core.tenancy import tenant_transaction
from wedforms.database.addresses import Addresses
from wedforms.forms.exchange import import_form
from wedforms.forms.find import PublishedForm, published_form
from wedforms.forms.publish import publish_form
from wedforms.formspec.jsontext import parse_json
from wedforms.formspec.reading import read_definition
from wedforms.submissions.receive import Attempt, Received, receive_submission
from wedforms.submissions.sent import view_token

ROOT = Path(__file__).parents[1]
SIGNING_KEY = "a key that only the tests of the acts know"
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
FORMS = ("photography-contract", "rsvp", "deposit-balance-invoice", "lead-enquiry")


def definition_file(slug: str) -> Path:
    return ROOT / f"wedforms/forms/gallery/{slug}.json"


def definition_of(slug: str) -> Any:
    return parse_json(definition_file(slug).read_bytes())


def answers_to(slug: str) -> dict[str, Any]:
    """The complete accepted answers that the form's cases begin with."""
    return parse_json((ROOT / f"tests/cases/forms/{slug}.json").read_bytes())["base"]


@dataclass
class Office:
    """One organization at work: transactions, its forms, and sending answers to them."""

    engine: Engine
    tenant: Tenant
    secrets: dict[UUID, str] = field(default_factory=dict)
    now: datetime = NOW

    @contextmanager
    def work(self) -> Iterator[Session]:
        with session_factory(self.engine)() as session, tenant_transaction(session, self.tenant.id):
            yield session

    def publish(self, slug: str) -> None:
        with self.work() as session:
            definition = read_definition(definition_of(slug))
            publish_form(session, import_form(session, definition, slug=slug))

    def form(self, slug: str) -> PublishedForm:
        with self.work() as session:
            return published_form(session, slug)

    def attempt(self, form: PublishedForm, **facts: Any) -> Attempt:
        key = facts.pop("key", None) or uuid4()
        token = view_token(SIGNING_KEY, form_id=form.form_id, attempt_key=key)
        self.secrets[key] = token.secret
        given = {"at": self.now, "origin": {"ip": "192.0.2.7", "user_agent": "a phone"}, **facts}
        return Attempt(key=key, view_digest=token.digest, **given)

    def send(self, slug: str, raw: dict[str, Any] | None = None, **facts: Any) -> Received:
        with self.work() as session:
            form = published_form(session, slug)
            return receive_submission(
                session,
                form=form,
                raw=answers_to(slug) if raw is None else raw,
                attempt=self.attempt(form, **facts),
                today=self.now.date(),
            )


@dataclass(frozen=True)
class Published:
    """A server whose template holds both organizations and their forms."""

    server: TestServer
    organizations: TwoOrganizations


@pytest.fixture(scope="session")
def published(postgres: TestServer) -> Iterator[Published]:
    """Everything published once, to clone from."""
    made = postgres.clone()
    organizations = insert_two_organizations(made.owner)
    engine = create_engine_for(made.app)
    for tenant in (organizations.ours, organizations.theirs):
        for slug in FORMS:
            Office(engine, tenant).publish(slug)
    engine.dispose()  # a database somebody is connected to cannot be cloned
    yield Published(replace(postgres, template=made.owner.database), organizations)
    postgres.drop(made)


@pytest.fixture
def database(published: Published) -> Iterator[Addresses]:
    """A database for this test alone in which the forms are published."""
    cloned = published.server.clone()
    yield cloned
    published.server.drop(cloned)


@pytest.fixture(scope="module")
def module_database(published: Published) -> Iterator[Addresses]:
    """One such database for a module whose tests keep out of each other's way."""
    cloned = published.server.clone()
    yield cloned
    published.server.drop(cloned)


@pytest.fixture
def two_organizations(published: Published) -> TwoOrganizations:
    """Ours and another one, as they stand in the database."""
    return published.organizations


@pytest.fixture
def engine(database: Addresses) -> Iterator[Engine]:
    """Connections of the web side, enough for several people at once."""
    engine = create_engine_for(database.app, pool_size=12)
    yield engine
    engine.dispose()


@pytest.fixture
def ours(engine: Engine, two_organizations: TwoOrganizations) -> Office:
    """The supplier whom a test works for."""
    return Office(engine, two_organizations.ours)


@pytest.fixture
def theirs(engine: Engine, two_organizations: TwoOrganizations) -> Office:
    """Another supplier, who must never see anything of it."""
    return Office(engine, two_organizations.theirs)
