"""What jobs work with: the database as the worker sees it, the files, the key and the presses."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from uuid import UUID

from procrastinate import JobContext
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from wedforms.core.engine import session_factory
from wedforms.core.tenancy import tenant_transaction
from wedforms.documents.keys import Signer
from wedforms.documents.sign import Timestamps
from wedforms.files.store import FileStore
from wedforms.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Workshop:
    """Everything a job may use; made once when the worker starts."""

    settings: Settings
    engine: Engine
    files: FileStore
    signer: Signer
    timestamps: Timestamps | None = None

    @contextmanager
    def transaction(self, organization_id: UUID) -> Iterator[Session]:
        """One transaction of one organization, closed at the end."""
        with (
            session_factory(self.engine)() as session,
            tenant_transaction(session, organization_id),
        ):
            yield session


def workshop_of(context: JobContext) -> Workshop:
    """The workshop that the worker was started with."""
    workshop = context.additional_context["workshop"]
    assert isinstance(workshop, Workshop)
    return workshop
