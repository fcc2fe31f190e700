"""An enquiry makes a couple's entry, or finds the one that is there; nothing typed is changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from wedforms.clients.enrol import enrol_client
from wedforms.clients.errors import FactsRefused
from wedforms.clients.facts import (
    CONTACTS,
    LONGEST_LINE,
    LONGEST_NAME,
    ClientFacts,
    ContactFacts,
    is_usable,
    tidy,
    tidy_contact,
)
from wedforms.clients.recognise import recognise, wait_for_others
from wedforms.core.accounts import Organization
from wedforms.core.tenancy import open_organization
from wedforms.forms.find import form_of_version
from wedforms.formspec.targets import Written, written
from wedforms.submissions.errors import SubmissionNotFound
from wedforms.submissions.models import FormSubmission


def enrol_sender(session: Session, submission_id: UUID) -> UUID | None:
    """Give a submission to the couple it comes from, where its form says `makes_client`.

    Returns the couple's id, or None for no couple. Done again, or at the same time for two
    enquiries of one couple, it makes one entry.
    """
    try:
        row = submission_held(session, submission_id)
    except SubmissionNotFound:
        return None  # deleted before its turn came
    if row.client_id is not None or row.quarantined_at is not None:
        return row.client_id
    settings = form_of_version(session, row.form_version_id).compiled.definition.settings
    if not settings.get("makes_client"):
        return None
    return enrol_from(session, row)


def enrol_from(session: Session, row: FormSubmission) -> UUID | None:
    """Find or make the couple of a submission, whatever its form's settings say."""
    wait_for_others(session)
    said = said_about_couple(session, row)
    contacts = contacts_said(said, country=_home(session).country)
    day = said.get("wedding_date")
    client = recognise(session, contacts, day=day if isinstance(day, date) else None)
    if client is None:
        facts = _facts(session, row, said, contacts)
        if facts is None:
            return None
        client = enrol_client(session, facts, source="enquiry")
    row.client_id = client.id
    session.flush()
    return client.id


def said_about_couple(session: Session, row: FormSubmission) -> dict[str, Written]:
    """What the answers say about the couple, by the form's `writes_to`."""
    definition = form_of_version(session, row.form_version_id).compiled.definition
    return written(definition, row.submission_data or {})


def contacts_said(said: Mapping[str, Written], *, country: str) -> tuple[ContactFacts, ...]:
    """The usable addresses and numbers among it, in the form by which couples are found."""
    found = (
        tidy_contact(ContactFacts(kind=kind, value=str(said[name]), person=person), country=country)
        for name, (kind, person) in CONTACTS.items()
        if name in said
    )
    return tuple(one for one in found if one.value and is_usable(one))


def submission_held(session: Session, submission_id: UUID) -> FormSubmission:
    """A sent submission that is kept, for this transaction alone; raises SubmissionNotFound."""
    wanted = select(FormSubmission).where(
        FormSubmission.id == submission_id,
        FormSubmission.status != "draft",
        FormSubmission.deleted_at.is_(None),
    )
    held = wanted.with_for_update().execution_options(populate_existing=True)
    if (row := session.scalar(held)) is None:
        raise SubmissionNotFound
    return row


def _facts(
    session: Session,
    row: FormSubmission,
    said: Mapping[str, Written],
    contacts: tuple[ContactFacts, ...],
) -> ClientFacts | None:
    """A new entry; None where the answers name nobody."""
    day = said.get("wedding_date")
    names = [str(said.get(f"partner_{number}_name", ""))[:LONGEST_NAME] for number in (1, 2)]
    first = names[0] or names[1] or next((one.value for one in contacts), "")
    definition = form_of_version(session, row.form_version_id).compiled.definition
    facts = ClientFacts(
        partner_1_name=first,
        partner_2_name=names[1] if names[0] else "",
        wedding_date=day if isinstance(day, date) else None,
        time_zone=definition.settings.get("time_zone") or _home(session).time_zone,
        venue=str(said.get("venue", ""))[:LONGEST_LINE],
        town=str(said.get("town", ""))[:LONGEST_LINE],
        contacts=contacts,
    )
    try:
        return tidy(facts, country=_home(session).country)
    except FactsRefused:
        return None


def _home(session: Session) -> Organization:
    return session.get_one(Organization, open_organization(session))
