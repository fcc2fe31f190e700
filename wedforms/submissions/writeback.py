"""What answers would change in their couple's entry, and changing it when somebody has looked."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from wedforms.clients.enrol import change_client, contacts_of, find_client
from wedforms.clients.errors import ClientNotFound
from wedforms.clients.facts import CONTACTS, ClientFacts, ContactFacts, facts_of, tidy
from wedforms.core.accounts import Organization
from wedforms.core.clients import Client
from wedforms.core.tenancy import open_organization
from wedforms.core.trail import record_act
from wedforms.formspec.targets import Written
from wedforms.submissions.enquire import (
    contacts_said,
    enrol_from,
    said_about_couple,
    submission_held,
)
from wedforms.submissions.errors import ChangedMeanwhile, SubmissionNotFound
from wedforms.submissions.models import FormSubmission


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One change: what it is about (`partner_1_name`, `email` …), what stands there, what would."""

    name: str
    old: Written
    new: Written


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """The couple beside a submission, and what its answers would change there.

    Without a client, `may_enrol` tells whether the answers name somebody.
    """

    client: Client | None
    revision: int
    proposals: Sequence[Proposal]
    may_enrol: bool


def couple_beside(session: Session, submission_id: UUID) -> Beside:
    """What stands beside a submission; nothing where it is gone or perhaps a machine's."""
    kept = select(FormSubmission).where(
        FormSubmission.id == submission_id,
        FormSubmission.status != "draft",
        FormSubmission.deleted_at.is_(None),
        FormSubmission.quarantined_at.is_(None),
    )
    row = session.scalar(kept)
    client = _kept_client(session, row) if row is not None else None
    if row is None or client is None:
        said = said_about_couple(session, row) if row is not None and not row.client_id else {}
        return Beside(client=None, revision=0, proposals=(), may_enrol=_names_somebody(said))
    proposals = tuple(_proposals(session, row, client))
    return Beside(client=client, revision=row.revision, proposals=proposals, may_enrol=False)


def write_back(
    session: Session,
    submission_id: UUID,
    *,
    names: Collection[str],
    client_revision: int,
    submission_revision: int,
) -> None:
    """Change the couple's entry by those proposals that somebody ticked.

    Raises SubmissionNotFound, ClientNotFound, FactsRefused, and ClientChanged or ChangedMeanwhile
    where the couple or the answers are no longer those that were looked at.
    """
    row = submission_held(session, submission_id)
    if row.revision != submission_revision:
        raise ChangedMeanwhile(row.id)
    if row.client_id is None or row.quarantined_at is not None:
        raise ClientNotFound
    client = find_client(session, row.client_id)
    taken = [one for one in _proposals(session, row, client) if one.name in names]
    facts = facts_of(client, contacts_of(session, client.id))
    changed = tidy(_with(facts, taken), country=_home(session).country)
    change_client(session, client.id, changed, revision=client_revision)
    record_act(
        session, "client.written", table="clients", record_id=client.id,
        submission=str(row.id), what=" ".join(sorted(one.name for one in taken)),
    )  # fmt: skip


def enrol_by_hand(session: Session, submission_id: UUID) -> UUID | None:
    """Find or make the couple of a submission because somebody asked for it; None: it names nobody.

    Raises SubmissionNotFound.
    """
    row = submission_held(session, submission_id)
    if row.quarantined_at is not None:
        raise SubmissionNotFound
    return row.client_id or enrol_from(session, row)


def _proposals(session: Session, row: FormSubmission, client: Client) -> Iterator[Proposal]:
    said = said_about_couple(session, row)
    for name in ("partner_1_name", "partner_2_name", "wedding_date", "venue", "town"):
        old: Any = getattr(client, name)
        if name in said and said[name] != old:
            yield Proposal(name=name, old=old or "", new=said[name])
    kept = contacts_of(session, client.id)
    known = {(one.contact_type, one.contact_value) for one in kept}
    for contact in contacts_said(said, country=_home(session).country):
        if (contact.kind, contact.value) not in known:
            known.add((contact.kind, contact.value))
            yield Proposal(name=_name_of(contact), old="", new=contact.value)


def _name_of(contact: ContactFacts) -> str:
    return next(name for name, found in CONTACTS.items() if found == (contact.kind, contact.person))


def _with(facts: ClientFacts, taken: Sequence[Proposal]) -> ClientFacts:
    """The facts with what was ticked; a new contact stands behind those that are there."""
    values: dict[str, Any] = {one.name: one.new for one in taken if one.name not in CONTACTS}
    added = tuple(
        ContactFacts(kind=CONTACTS[one.name][0], value=str(one.new), person=CONTACTS[one.name][1])
        for one in taken
        if one.name in CONTACTS
    )
    return replace(facts, **values, contacts=(*facts.contacts, *added))


def _kept_client(session: Session, row: FormSubmission) -> Client | None:
    if row.client_id is None:
        return None
    client = session.get(Client, (open_organization(session), row.client_id))
    return client if client is not None and client.deleted_at is None else None


def _names_somebody(said: Mapping[str, str | date]) -> bool:
    return any(name.endswith("_name") or name in CONTACTS for name in said)


def _home(session: Session) -> Organization:
    return session.get_one(Organization, open_organization(session))
