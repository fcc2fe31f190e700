"""Forms to submit to, and submissions as the one writer takes them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Engine, text
from sqlalchemy.orm import Session, sessionmaker

from tests.factories.organizations import Tenant
from wedforms.core.jsonb import dumps
from wedforms.core.tenancy import tenant_transaction
from wedforms.forms import Form, FormVersion
from wedforms.lib.ids import uuid7


@dataclass(frozen=True)
class PublishedForm:
    """A form with one version."""

    organization_id: UUID
    id: UUID
    version_id: UUID


def insert_form(
    sessions: sessionmaker[Session], tenant: Tenant, *, slug: str = "day-details"
) -> PublishedForm:
    """A published form whose definition does not matter here."""
    with sessions() as session, tenant_transaction(session, tenant.id):
        form = Form(name="Day details", slug=slug, form_type="questionnaire")
        session.add(form)
        session.flush()
        version = FormVersion(
            form_id=form.id,
            number=1,
            definition={"name": "Day details"},
            compiled_schema={},
            content_hash=hashlib.sha256(slug.encode()).hexdigest(),
        )
        session.add(version)
        session.flush()
        form.published_version_id = version.id
        return PublishedForm(tenant.id, form.id, version.id)


def place(option: str, *, places: int, count: int = 1, field: str = "coach") -> dict[str, Any]:
    """A limited place that a submission takes."""
    return {"field": field, "option": option, "places": places, "count": count}


def submission_to(
    form: PublishedForm,
    *,
    answers: Mapping[str, Any] | None = None,
    key: UUID | None = None,
    places: Sequence[Mapping[str, Any]] = (),
    **more: Any,
) -> dict[str, Any]:
    """What the one writer takes for one filled-in form."""
    data = {"name": "Zoë"} if answers is None else dict(answers)
    key = key or uuid7()
    return {
        "id": str(uuid7()),
        "form_id": str(form.id),
        "form_version_id": str(form.version_id),
        "idempotency_key": str(key),
        "view_digest": hashlib.sha256(form.id.bytes + key.bytes).hexdigest(),
        "body_hash": hashlib.sha256(dumps(data).encode()).hexdigest(),
        "submission_data": data,
        "origin": {"address": "192.0.2.7"},
        "places": list(places),
        **more,
    }


def submit(engine: Engine, organization_id: UUID, submission: Mapping[str, Any]) -> Any:
    """One round trip, as the fast path makes it: no tenant open, one statement, one commit."""
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        return call(connection, "submit_submission", organization_id, submission)


def amend(engine: Engine, organization_id: UUID, submission: Mapping[str, Any]) -> Any:
    """The same for a change of sent answers."""
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        return call(connection, "amend_submission", organization_id, submission)


def call(
    connection: Connection | Session,
    function: str,
    organization_id: UUID,
    submission: Mapping[str, Any],
) -> Any:
    """Call a writer on this connection."""
    statement = text(f"select {function}(:organization_id, cast(:submission as jsonb))")
    given = {"organization_id": organization_id, "submission": dumps(submission)}
    return connection.execute(statement, given).scalar_one()
