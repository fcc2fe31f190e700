"""Documents: what was numbered and frozen, who must sign it, how they signed, what happened."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import CheckConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wedforms.core.base import (
    EMPTY,
    EMPTY_OBJECT,
    NOW,
    ONE,
    ZERO,
    Json,
    SoftDeleted,
    TenantEvent,
    TenantRow,
    in_organization,
    one_of,
    points_at,
    same_tenant,
)
from wedforms.files import StoredFile


class Document(SoftDeleted, TenantRow):
    """A paper of the organization: `data` and `template` are frozen, the file is rendered once."""

    __tablename__ = "documents"
    __table_args__ = (
        in_organization(),
        points_at("clients", "client_id", on_delete="SET NULL"),
        points_at("invoices", "invoice_id", on_delete="SET NULL"),
        points_at("stored_files", "file_id"),
        one_of("kind", "contract", "invoice", "credit_note", "receipt", "copy"),
        one_of("status", "issuing", "issued", "failed"),
        CheckConstraint("sha256 ~ '^[0-9a-f]{64}$'", name="sha256"),
        CheckConstraint(
            "status <> 'issued' OR (sha256 IS NOT NULL AND file_id IS NOT NULL "
            "AND issued_at IS NOT NULL)",
            name="issued",
        ),
        UniqueConstraint("organization_id", "kind", "number"),
        UniqueConstraint(
            "organization_id",
            "submission_id",
            "kind",
            "submission_revision",
            name="uq_documents_submission_revision",
        ),
        Index("ix_documents_organization_id_client_id", "organization_id", "client_id"),
        Index("ix_documents_sha256", "sha256"),
    )

    kind: Mapped[str]
    number: Mapped[str]
    submission_id: Mapped[UUID | None]
    submission_revision: Mapped[int] = mapped_column(server_default=ONE)
    client_id: Mapped[UUID | None]
    invoice_id: Mapped[UUID | None]
    locale: Mapped[str] = mapped_column(server_default="en-GB")
    data: Mapped[Json]
    template: Mapped[str]
    template_version: Mapped[str]
    status: Mapped[str] = mapped_column(server_default="issuing")
    attempts: Mapped[int] = mapped_column(server_default=ZERO)
    failure: Mapped[str | None]
    sha256: Mapped[str | None]
    file_id: Mapped[UUID | None]
    issued_at: Mapped[datetime | None]
    voided_at: Mapped[datetime | None]

    file: Mapped[StoredFile | None] = relationship(
        primaryjoin=same_tenant("Document", "file_id", "StoredFile")
    )
    parties: Mapped[list[DocumentParty]] = relationship(
        primaryjoin=same_tenant("DocumentParty", "document_id", "Document"),
        order_by="(DocumentParty.group_number, DocumentParty.position)",
        back_populates="document",
    )
    signatures: Mapped[list[DocumentSignature]] = relationship(
        primaryjoin=same_tenant("DocumentSignature", "document_id", "Document"),
        order_by="DocumentSignature.signed_at",
        back_populates="document",
    )


class DocumentParty(TenantRow):
    """One person who must sign; equal group numbers sign in any order, lower ones first."""

    __tablename__ = "document_parties"
    __table_args__ = (
        points_at("documents", "document_id", on_delete="CASCADE"),
        one_of("status", "waiting", "invited", "viewed", "accepted", "declined"),
        UniqueConstraint("organization_id", "document_id", "position"),
        UniqueConstraint("organization_id", "digest"),
    )

    document_id: Mapped[UUID]
    position: Mapped[int]
    group_number: Mapped[int] = mapped_column(server_default=ONE)
    role: Mapped[str]
    name: Mapped[str]
    email: Mapped[str] = mapped_column(server_default=EMPTY)
    status: Mapped[str] = mapped_column(server_default="waiting")
    digest: Mapped[bytes | None]
    expires_at: Mapped[datetime | None]
    accepted_at: Mapped[datetime | None]
    declined_reason: Mapped[str | None]

    document: Mapped[Document] = relationship(
        primaryjoin=same_tenant("DocumentParty", "document_id", "Document"),
        back_populates="parties",
    )


class DocumentSignature(TenantEvent):
    """A signature as it was given, with its evidence; written once."""

    __tablename__ = "document_signatures"
    __table_args__ = (
        points_at("documents", "document_id", on_delete="CASCADE"),
        points_at("document_parties", "party_id", on_delete="CASCADE"),
        one_of("kind", "drawn", "typed", "uploaded"),
        UniqueConstraint("organization_id", "document_id", "field_key"),
    )

    document_id: Mapped[UUID]
    party_id: Mapped[UUID | None]
    field_key: Mapped[str]
    kind: Mapped[str]
    name: Mapped[str]
    data: Mapped[Json]
    evidence: Mapped[Json] = mapped_column(server_default=EMPTY_OBJECT)
    signed_at: Mapped[datetime]

    document: Mapped[Document] = relationship(
        primaryjoin=same_tenant("DocumentSignature", "document_id", "Document"),
        back_populates="signatures",
    )


class DocumentEvent(TenantEvent):
    """What happened to a document: issued, viewed, downloaded, accepted, declined; written once."""

    __tablename__ = "document_events"
    __table_args__ = (
        points_at("documents", "document_id", on_delete="CASCADE"),
        points_at("document_parties", "party_id", on_delete="CASCADE"),
        Index("ix_document_events_organization_id_document_id", "organization_id", "document_id"),
    )

    document_id: Mapped[UUID]
    party_id: Mapped[UUID | None]
    event_type: Mapped[str]
    occurred_at: Mapped[datetime] = mapped_column(server_default=NOW)
    details: Mapped[Json] = mapped_column(server_default=EMPTY_OBJECT)
