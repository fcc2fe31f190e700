"""Two suppliers, a worker's transactions, and a real mail server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from tests.factories.organizations import Tenant, TwoOrganizations
from tests.factories.postoffice import PostOffice, post_office
from tests.factories.reading import Ledger
from wedforms.core.engine import create_engine_for, session_factory
from wedforms.core.tenancy import tenant_transaction
from wedforms.files.store import FileStore, open_store
from wedforms.messaging import Letter, queue_mail
from wedforms.messaging.post import Post, post_of
from wedforms.messaging.send import send_mail
from wedforms.settings import Settings

SECRET_KEY = "a key that only the tests of mails know"
NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)


@dataclass
class Desk:
    """A worker's desk: its transactions, its files, and the way out."""

    engine: Engine
    web: Engine
    files: FileStore
    post: Post
    tenants: TwoOrganizations
    owner: Engine

    @contextmanager
    def transaction(self, organization_id: UUID) -> Iterator[Session]:
        with (
            session_factory(self.engine)() as session,
            tenant_transaction(session, organization_id),
        ):
            yield session

    def work(self, tenant: Tenant | None = None) -> AbstractContextManager[Session]:
        return self.transaction((tenant or self.tenants.ours).id)

    def queue(self, tenant: Tenant | None = None, **letter: Any) -> UUID:
        given = {"template": "note", "recipient": "ana@example.com", "facts": note(), **letter}
        with self.work(tenant) as session:
            return queue_mail(session, Letter(**given))

    def send(self, message_id: UUID, tenant: Tenant | None = None) -> None:
        send_mail(
            self.transaction,
            organization_id=(tenant or self.tenants.ours).id,
            message_id=message_id,
            post=self.post,
            secret_key=SECRET_KEY,
            files=self.files,
            clock=lambda: NOW,
        )

    def ledger(self, tenant: Tenant | None = None) -> Ledger:
        return Ledger(self.owner, (tenant or self.tenants.ours).id)

    def message(self, message_id: UUID) -> dict[str, Any]:
        [row] = self.ledger().rows("select * from communications where id = :id", id=message_id)
        return row


def note(subject: str = "Your day", *paragraphs: str, action: Any = None) -> dict[str, Any]:
    return {"subject": subject, "paragraphs": paragraphs or ("Hello Ana,",), "action": action}


@pytest.fixture
def office() -> Iterator[PostOffice]:
    with post_office() as running:
        yield running


@pytest.fixture
def settings(office, tmp_path) -> Settings:
    return Settings(
        smtp_url=office.url,
        mail_from="post@wedforms.example",
        mail_bounces="bounces@wedforms.example",
        data_folder=str(tmp_path),
        secret_key=SECRET_KEY,
    )


@pytest.fixture
def desk(database, two_organizations, owner_engine, settings) -> Iterator[Desk]:
    engine, web = create_engine_for(database.worker), create_engine_for(database.app)
    yield Desk(
        engine, web, open_store(settings), post_of(settings), two_organizations, owner_engine
    )
    engine.dispose()
    web.dispose()
