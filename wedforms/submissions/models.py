"""What people sent: submissions, their revisions, and what is derived from them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from sqlalchemy import CheckConstraint, Computed, Double, Index, Numeric, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wedforms.core.base import (
    EMPTY,
    EMPTY_LIST,
    EMPTY_OBJECT,
    NO,
    NOW,
    ZERO,
    Json,
    JsonList,
    SoftDeleted,
    TenantEvent,
    TenantModel,
    TenantRow,
    one_of,
    points_at,
    same_tenant,
)
from wedforms.core.clients import Client
from wedforms.core.payments import Invoice, PaymentSchedule
from wedforms.documents import Document
from wedforms.forms import Form, FormVersion

#: When a submission changed last, to the letter as PostgreSQL tells it of the index.
_CHANGED: Final = """(
CASE
    WHEN amended_at IS NULL THEN submitted_at
    ELSE amended_at
END)"""


def _listed(name: str, state: str) -> Index:
    """The latest sent of one state first, as lists ask for them."""
    return Index(
        f"ix_form_submissions_{name}",
        "organization_id",
        "form_id",
        text("submitted_at DESC"),
        text("id DESC"),
        postgresql_where=text(state),
    )


def _promoted(name: str, column: str) -> Index:
    """The order of promoted answers to one question of one form, whatever its version."""
    return Index(
        f"ix_submission_answers_{name}",
        "organization_id",
        "form_id",
        "key",
        column,
        "submission_id",
        postgresql_where=text(f"{column} IS NOT NULL"),
    )


class FormSubmission(SoftDeleted, TenantRow):
    """One filled-in form: a draft with raw inputs, then canonical answers pinned to a version.

    `draft_data` is {input name: {"v": [texts], "by": who, "at": when}}; `submission_data` holds
    the canonical answers. `revision` is 0 for a draft, 1 when sent, one more for each change;
    `idempotency_key` is that of the first sending, `revision_key` that of the latest change. One
    that repeats another has that in `attached_to_id`; `attached_by_hand` when somebody said that it
    counts itself. `erased_at` is when the term of its answers ended, `released_at`
    when somebody said that no machine sent it.
    """

    __tablename__ = "form_submissions"
    __table_args__ = (
        points_at("forms", "form_id"),
        points_at("form_versions", "form_version_id"),
        points_at("clients", "client_id", on_delete="SET NULL"),
        points_at("form_links", "link_id", on_delete="SET NULL"),
        points_at("form_submissions", "amends_id", on_delete="SET NULL"),
        points_at("form_submissions", "attached_to_id", on_delete="SET NULL"),
        points_at("user_profiles", "approved_by", on_delete="SET NULL"),
        one_of("status", "draft", "submitted", "approved"),
        CheckConstraint(
            "status = 'draft' OR (submission_data IS NOT NULL AND submitted_at IS NOT NULL "
            "AND body_hash IS NOT NULL AND revision > 0)",
            name="sent",
        ),
        CheckConstraint("attached_to_id <> id", name="attached"),
        UniqueConstraint("organization_id", "form_id", "idempotency_key"),
        UniqueConstraint("organization_id", "draft_digest"),
        UniqueConstraint("organization_id", "view_digest"),
        Index("idx_submissions_form_client", "form_id", "client_id"),
        Index(
            "ix_form_submissions_sent",
            "organization_id",
            "form_id",
            text("submitted_at DESC"),
            text("id DESC"),
            postgresql_where=text("status <> 'draft' AND deleted_at IS NULL"),
        ),
        Index(
            "ix_form_submissions_changed",
            "organization_id",
            "form_id",
            text(_CHANGED),
            "id",
            postgresql_where=text("status <> 'draft' AND deleted_at IS NULL"),
        ),
        _listed("approved", "status = 'approved' AND deleted_at IS NULL"),
        _listed(
            "quarantined",
            "quarantined_at IS NOT NULL AND status <> 'draft' AND deleted_at IS NULL",
        ),
        _listed("deleted", "deleted_at IS NOT NULL AND status <> 'draft'"),
        Index("ix_form_submissions_organization_id_client_id", "organization_id", "client_id"),
        Index(
            "ix_form_submissions_organization_id_link_id",
            "organization_id",
            "link_id",
            postgresql_where=text("link_id IS NOT NULL"),
        ),
        Index(
            "ix_form_submissions_drafts",
            "organization_id",
            "updated_at",
            postgresql_where=text("draft_data IS NOT NULL"),
        ),
    )

    form_id: Mapped[UUID]
    form_version_id: Mapped[UUID]
    client_id: Mapped[UUID | None]
    link_id: Mapped[UUID | None]
    amends_id: Mapped[UUID | None]
    amends_revision: Mapped[int | None]
    status: Mapped[str] = mapped_column(server_default="draft")
    revision: Mapped[int] = mapped_column(server_default=ZERO)
    draft_data: Mapped[Json | None]
    draft_digest: Mapped[bytes | None]
    draft_expires_at: Mapped[datetime | None]
    submission_data: Mapped[Json | None]
    body_hash: Mapped[str | None]
    idempotency_key: Mapped[UUID | None]
    revision_key: Mapped[UUID | None]
    view_digest: Mapped[bytes | None]
    places_taken: Mapped[JsonList] = mapped_column(server_default=EMPTY_LIST)
    origin: Mapped[Json] = mapped_column(server_default=EMPTY_OBJECT)
    submitted_at: Mapped[datetime | None]
    amended_at: Mapped[datetime | None]
    approved_at: Mapped[datetime | None]
    approved_by: Mapped[UUID | None]
    quarantined_at: Mapped[datetime | None]
    released_at: Mapped[datetime | None]
    attached_to_id: Mapped[UUID | None]
    attached_by_hand: Mapped[bool] = mapped_column(server_default=NO)
    erased_at: Mapped[datetime | None]

    form: Mapped[Form] = relationship(
        primaryjoin=same_tenant("FormSubmission", "form_id", "Form"), viewonly=True
    )
    version: Mapped[FormVersion] = relationship(
        primaryjoin=same_tenant("FormSubmission", "form_version_id", "FormVersion"), viewonly=True
    )
    client: Mapped[Client | None] = relationship(
        primaryjoin=same_tenant("FormSubmission", "client_id", "Client"), viewonly=True
    )
    revisions: Mapped[list[SubmissionRevision]] = relationship(
        primaryjoin=same_tenant("SubmissionRevision", "submission_id", "FormSubmission"),
        order_by="SubmissionRevision.revision",
        viewonly=True,
    )


class SubmissionRevision(TenantEvent):
    """The answers as they were before a change; written once."""

    __tablename__ = "submission_revisions"
    __table_args__ = (
        points_at("form_submissions", "submission_id", on_delete="CASCADE"),
        points_at("form_versions", "form_version_id"),
        UniqueConstraint("organization_id", "submission_id", "revision"),
    )

    submission_id: Mapped[UUID]
    form_version_id: Mapped[UUID]
    revision: Mapped[int]
    submission_data: Mapped[Json]
    body_hash: Mapped[str]
    idempotency_key: Mapped[UUID | None]
    origin: Mapped[Json] = mapped_column(server_default=EMPTY_OBJECT)
    submitted_at: Mapped[datetime]


class SubmissionAnswer(TenantModel):
    """A promoted answer, so that lists can filter and sort by it; derived, may be rebuilt.

    Ask `number_order` for an order or a range, and `value_number` beside it for exactness: the
    comparison of numerics is not leakproof, so no index on them works under row level security.
    Ask `text_order` for the order in which people look for words.
    """

    __tablename__ = "submission_answers"
    __table_args__ = (
        points_at("form_submissions", "submission_id", on_delete="CASCADE"),
        _promoted("text", "value_text"),
        _promoted("text_order", "text_order"),
        _promoted("number", "number_order"),
        _promoted("date", "value_date"),
    )

    submission_id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    form_id: Mapped[UUID]
    form_version_id: Mapped[UUID]
    value_text: Mapped[str | None]
    value_number: Mapped[Decimal | None] = mapped_column(Numeric())
    value_date: Mapped[date | None]
    number_order: Mapped[float | None] = mapped_column(
        Double, Computed("value_number::double precision", persisted=True)
    )
    text_order: Mapped[str | None] = mapped_column(
        Computed("reading_order(value_text)", persisted=True)
    )


class SubmissionWords(TenantModel):
    """The words of one submission for the search of its form's list; derived, may be rebuilt."""

    __tablename__ = "submission_words"
    __table_args__ = (
        points_at("form_submissions", "submission_id", on_delete="CASCADE"),
        Index("ix_submission_words_words", "words", postgresql_using="gin"),
        Index("ix_submission_words_form", "organization_id", "form_id", "submission_id"),
    )

    submission_id: Mapped[UUID] = mapped_column(primary_key=True)
    form_id: Mapped[UUID]
    words: Mapped[str] = mapped_column(TSVECTOR)


class AnswerColumns(TenantModel):
    """Which answers a member wants to see in the list of a form, by key, in their order."""

    __tablename__ = "answer_columns"
    __table_args__ = (
        points_at("user_profiles", "profile_id", on_delete="CASCADE"),
        points_at("forms", "form_id", on_delete="CASCADE"),
    )

    profile_id: Mapped[UUID] = mapped_column(primary_key=True)
    form_id: Mapped[UUID] = mapped_column(primary_key=True)
    keys: Mapped[JsonList] = mapped_column(server_default=EMPTY_LIST)
    updated_at: Mapped[datetime] = mapped_column(server_default=NOW, onupdate=NOW)


class AnswerExport(TenantRow):
    """Answers on their way into a file: asked by a member, made by the worker, kept for a day.

    `question` is what the list was asked (submissions/carry.py); a PDF is of one submission.
    """

    __tablename__ = "answer_exports"
    __table_args__ = (
        points_at("forms", "form_id"),
        points_at("form_submissions", "submission_id"),
        points_at("user_profiles", "requested_by", on_delete="SET NULL"),
        points_at("stored_files", "file_id"),
        one_of("format", "csv", "xlsx", "files", "pdf"),
        one_of("status", "waiting", "working", "done", "failed", "cancelled"),
        CheckConstraint("done >= 0 AND total >= 0", name="progress"),
        Index("ix_answer_exports_form", "organization_id", "form_id", "created_at"),
    )

    form_id: Mapped[UUID]
    submission_id: Mapped[UUID | None]
    requested_by: Mapped[UUID | None]
    format: Mapped[str]
    question: Mapped[Json] = mapped_column(server_default=EMPTY_OBJECT)
    with_sensitive: Mapped[bool] = mapped_column(server_default=NO)
    status: Mapped[str] = mapped_column(server_default="waiting")
    done: Mapped[int] = mapped_column(server_default=ZERO)
    total: Mapped[int] = mapped_column(server_default=ZERO)
    name: Mapped[str] = mapped_column(server_default=EMPTY)
    file_id: Mapped[UUID | None]
    failure: Mapped[str] = mapped_column(server_default=EMPTY)
    finished_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]


class ChangeRequest(TenantRow):
    """What a couple asks to have changed once they can no longer change it; one open at a time."""

    __tablename__ = "change_requests"
    __table_args__ = (
        points_at("forms", "form_id"),
        points_at("form_submissions", "submission_id", on_delete="CASCADE"),
        points_at("user_profiles", "answered_by", on_delete="SET NULL"),
        one_of("status", "open", "accepted", "declined", "ended"),
        CheckConstraint("(status = 'open') = (answered_at IS NULL)", name="answered"),
        Index("ix_change_requests_submission", "organization_id", "submission_id", "created_at"),
        Index(
            "uq_change_requests_open",
            "organization_id",
            "submission_id",
            unique=True,
            postgresql_where=text("status = 'open'"),
        ),
        Index(
            "ix_change_requests_waiting",
            "organization_id",
            "form_id",
            postgresql_where=text("status = 'open'"),
        ),
    )

    form_id: Mapped[UUID]
    submission_id: Mapped[UUID]
    language: Mapped[str]
    wanted: Mapped[str]
    status: Mapped[str] = mapped_column(server_default="open")
    reply: Mapped[str] = mapped_column(server_default=EMPTY)
    answered_at: Mapped[datetime | None]
    answered_by: Mapped[UUID | None]


class CatererList(TenantEvent):
    """What a caterer was told: which revision of each submission; no answer is copied."""

    __tablename__ = "caterer_lists"
    __table_args__ = (
        points_at("forms", "form_id"),
        points_at("user_profiles", "made_by", on_delete="SET NULL"),
        Index("ix_caterer_lists_form", "organization_id", "form_id", "created_at"),
    )

    form_id: Mapped[UUID]
    made_by: Mapped[UUID | None]
    guests: Mapped[int]
    revisions: Mapped[Json]


class AnswerCounter(TenantModel):
    """How often a choice was made in a form; derived, counted anew after each submission."""

    __tablename__ = "answer_counters"
    __table_args__ = (points_at("forms", "form_id", on_delete="CASCADE"),)

    form_id: Mapped[UUID] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    value_text: Mapped[str] = mapped_column(primary_key=True)
    given: Mapped[int] = mapped_column(server_default=ZERO)
    updated_at: Mapped[datetime] = mapped_column(server_default=NOW, onupdate=NOW)


class OptionPlaces(TenantModel):
    """Places of an option, and how many are taken; field and option '' mean the whole form."""

    __tablename__ = "option_places"
    __table_args__ = (
        points_at("forms", "form_id", on_delete="CASCADE"),
        CheckConstraint("places >= 0 AND taken >= 0", name="places"),
    )

    form_id: Mapped[UUID] = mapped_column(primary_key=True)
    field_key: Mapped[str] = mapped_column(primary_key=True)
    option_value: Mapped[str] = mapped_column(primary_key=True)
    places: Mapped[int]
    taken: Mapped[int] = mapped_column(server_default=ZERO)
    updated_at: Mapped[datetime] = mapped_column(server_default=NOW, onupdate=NOW)


# The wider business points at submissions; the packages below know nothing of them.
for _model in (Document, Invoice, PaymentSchedule):
    _model.metadata.tables[_model.__tablename__].append_constraint(
        points_at("form_submissions", "submission_id")
    )
