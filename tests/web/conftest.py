"""The whole application on a real database, with forms of two organizations published in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.factories.organizations import Tenant, TwoOrganizations
from tests.web.browsing import Browser
from wedforms.app import create_app
from wedforms.core.engine import create_engine_for
from wedforms.core.tenancy import tenant_transaction
from wedforms.extensions import db, services
from wedforms.forms.exchange import import_form
from wedforms.forms.publish import publish_form
from wedforms.formspec.reading import read_definition
from wedforms.settings import Settings

SECRET = "a secret of at least thirty-two characters"

Publish = Callable[..., str]


@pytest.fixture
def settings(database, tmp_path) -> Settings:
    return Settings(
        database_url=database.app.render_as_string(hide_password=False),
        secret_key=SECRET,
        data_folder=str(tmp_path),
        public_url="http://localhost",
        log_level="error",
    )


def dispose(app: Flask) -> None:
    """Close every connection of the application."""
    with app.app_context():
        db.engine.dispose()
        services().autocommit.dispose()


@pytest.fixture
def app(settings: Settings, two_organizations: TwoOrganizations) -> Iterator[Flask]:
    """The application on a database of two organizations, whatever a test does with them."""
    assert two_organizations.ours != two_organizations.theirs
    made = create_app(settings)
    yield made
    dispose(made)


@pytest.fixture
def browser(app: Flask) -> Browser:
    return Browser(app.test_client())


@pytest.fixture
def tenant_session(database):
    """Work as one organization outside the pages: `with tenant_session(tenant) as session`."""
    engine = create_engine_for(database.app)

    def opened(tenant: Tenant):
        return tenant_transaction(Session(engine, expire_on_commit=False), tenant.id)

    yield opened
    engine.dispose()


@pytest.fixture
def publish(two_organizations: TwoOrganizations, tenant_session) -> Publish:
    """Publish a definition and return the address of its form."""

    def published(definition: dict[str, Any], *, slug: str = "form", tenant: Tenant | None = None):
        owner = tenant or two_organizations.ours
        with tenant_session(owner) as session:
            publish_form(session, import_form(session, read_definition(definition), slug=slug))
        return f"/f/{owner.slug}/{slug}"

    return published
