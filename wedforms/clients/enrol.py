"""Take a couple in, and change what is known of them: nobody's change is undone unseen."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wedforms.clients.errors import ClientChanged, ClientNotFound
from wedforms.clients.facts import ClientFacts, ContactFacts
from wedforms.core.clients import Client, ClientContact
from wedforms.core.outbox import announce
from wedforms.core.tenancy import open_organization


def enrol_client(session: Session, facts: ClientFacts, *, source: str = "") -> Client:
    """Take a couple in as a lead, and announce it; the facts are tidy already."""
    client = Client(status="lead", source=source, metadata_={}, revision=0)
    _write(client, facts)
    session.add(client)
    session.flush()
    _keep_contacts(session, client, facts.contacts)
    announce(session, "client.created", client_id=client.id)
    return client


def change_client(
    session: Session, client_id: UUID, facts: ClientFacts, *, revision: int
) -> Client:
    """Change a couple that was read at this revision; the facts are tidy already.

    Raises ClientNotFound, and ClientChanged where somebody else was faster.
    """
    client = claim_client(session, client_id, revision=revision)
    was = client.wedding_date
    _write(client, facts)
    client.revision += 1
    _keep_contacts(session, client, facts.contacts)
    if client.status == "booked" and was != client.wedding_date:
        announce(session, "wedding.moved", client_id=client.id)
    return client


def remove_client(session: Session, client_id: UUID, *, revision: int, now: datetime) -> None:
    """Take a couple off the list; one that is off stays. `restore_client` brings everything back.

    Raises ClientNotFound, and ClientChanged where somebody else changed it meanwhile.
    """
    if _locked(session, client_id).deleted_at is not None:
        return
    client = claim_client(session, client_id, revision=revision)
    client.deleted_at = now
    client.revision += 1


def restore_client(session: Session, client_id: UUID) -> None:
    """Put a couple back on the list; one that is there stays."""
    client = _locked(session, client_id)
    if client.deleted_at is not None:
        client.deleted_at = None
        client.revision += 1


def find_client(session: Session, client_id: UUID) -> Client:
    """The couple, also when it was taken off the list; raises ClientNotFound."""
    client = session.get(Client, (open_organization(session), client_id))
    if client is None:
        raise ClientNotFound
    return client


def contacts_of(session: Session, client_id: UUID) -> Sequence[ClientContact]:
    """How to reach the couple: the main contacts first, then as they were entered."""
    kept = select(ClientContact).where(
        ClientContact.client_id == client_id, ClientContact.deleted_at.is_(None)
    )
    order = (ClientContact.contact_type, ClientContact.is_primary.desc(), ClientContact.id)
    return session.scalars(kept.order_by(*order)).all()


def claim_client(session: Session, client_id: UUID, *, revision: int) -> Client:
    """The couple, for this transaction alone, at the revision that was read.

    Raises ClientNotFound (also for one that was taken off the list) and ClientChanged.
    """
    client = _locked(session, client_id)
    if client.deleted_at is not None:
        raise ClientNotFound
    if client.revision != revision:
        raise ClientChanged(client_id, client.revision)
    return client


def _locked(session: Session, client_id: UUID) -> Client:
    wanted = select(Client).where(Client.id == client_id).with_for_update()
    client = session.scalar(wanted.execution_options(populate_existing=True))
    if client is None:
        raise ClientNotFound
    return client


def _write(client: Client, facts: ClientFacts) -> None:
    for name in (
        "partner_1_name", "partner_2_name", "wedding_date", "time_zone", "venue", "town",
        "latitude", "longitude", "notes",
    ):  # fmt: skip
        setattr(client, name, getattr(facts, name))
    client.metadata_ = {**client.metadata_, "tags": list(facts.tags)}


def _keep_contacts(session: Session, client: Client, wanted: Sequence[ContactFacts]) -> None:
    """Make the kept contacts equal to these; the same address keeps its row."""
    kept = {(one.contact_type, one.contact_value): one for one in contacts_of(session, client.id)}
    for row in kept.values():
        row.is_primary = False  # before another one becomes it: only one may be at any moment
    session.flush()
    for contact in wanted:
        key = (contact.kind, contact.value)
        row = kept.pop(key) if key in kept else _new_contact(session, client, contact)
        row.person, row.is_primary = contact.person, contact.is_primary
    for gone in kept.values():
        gone.deleted_at = func.now()
    session.flush()


def _new_contact(session: Session, client: Client, contact: ContactFacts) -> ClientContact:
    row = ClientContact(client_id=client.id, contact_type=contact.kind, contact_value=contact.value)
    session.add(row)
    return row
