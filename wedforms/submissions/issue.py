"""From a sent contract or invoice form to its document: gather, number and freeze."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from wedforms.core.accounts import Organization
from wedforms.core.tenancy import open_organization
from wedforms.documents import Document
from wedforms.documents.evidence import Evidence
from wedforms.documents.filled import FilledForm
from wedforms.documents.freeze import freeze
from wedforms.documents.issue import issue_document
from wedforms.forms.find import PublishedForm, form_of_version
from wedforms.formspec.translated import spoken_in
from wedforms.submissions.models import FormSubmission
from wedforms.submissions.sent import FINAL, answered_in


def issue_for_submission(
    session: Session, *, submission_id: UUID, now: datetime
) -> Document | None:
    """Number and freeze the document that follows from a submission; None where none follows.

    Done again it returns the same document. The caller owns the transaction.
    """
    row = session.get_one(FormSubmission, (open_organization(session), submission_id))
    form = form_of_version(session, row.form_version_id)
    if form.compiled.definition.form_type not in FINAL:
        return None
    if row.status == "draft" or row.quarantined_at is not None or row.erased_at is not None:
        return None
    organization = session.get_one(Organization, open_organization(session))
    data = freeze(_filled(form, row, now), organization=organization, evidence=_evidence(form, row))
    return issue_document(
        session,
        data=data,
        now=now,
        submission_id=row.id,
        revision=row.revision,
        client_id=row.client_id,
    )


def _filled(form: PublishedForm, row: FormSubmission, now: datetime) -> FilledForm:
    """The form as it was read and agreed to: in the language of whoever filled it in."""
    own = form.compiled.definition
    definition = spoken_in(own, answered_in(row, form) or own.locale)
    zone = ZoneInfo(definition.settings.get("time_zone", "Europe/London"))
    return FilledForm(
        definition=definition,
        answers=row.submission_data or {},
        today=now.astimezone(zone).date(),
        locale=definition.locale,
    )


def _evidence(form: PublishedForm, row: FormSubmission) -> Evidence:
    assert row.submitted_at is not None
    return Evidence(
        submission_id=row.id,
        received_at=row.submitted_at,
        version_number=form.version_number,
        content_hash=form.compiled.content_hash,
        link_kind="public" if row.link_id is None else "personal",
        ip_address=str(row.origin.get("address", "")),
        user_agent=str(row.origin.get("agent", "")),
    )
