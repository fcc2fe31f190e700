"""What an e-mail is beyond the words that `communications` keeps."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from wedforms.core.base import EMPTY, TenantRow, one_of, points_at
from wedforms.documents import Document
from wedforms.files import StoredFile
from wedforms.forms import Form, FormLink
from wedforms.submissions import FormSubmission

#: The tables that a mail points at; importing them makes them known.
POINTED_AT = (Document, Form, FormLink, FormSubmission, StoredFile)


class Mail(TenantRow):
    """The other half of a message (same id): what it is about, and who it is from.

    `once` is the name of what happened; a second mail of the same name is never made. Where the
    text holds the place of a secret, this keeps its digest (messaging/secrets.py).
    """

    __tablename__ = "mails"
    __table_args__ = (
        points_at("communications", "id", on_delete="CASCADE"),
        points_at("forms", "form_id"),
        points_at("form_submissions", "submission_id", on_delete="SET NULL"),
        points_at("form_links", "link_id", on_delete="SET NULL"),
        points_at("documents", "document_id", on_delete="SET NULL"),
        points_at("stored_files", "logo_id", on_delete="SET NULL"),
        points_at("user_profiles", "user_profile_id", on_delete="SET NULL"),
        one_of("sender", "organization", "service"),
        UniqueConstraint("organization_id", "once"),
        UniqueConstraint("organization_id", "secret_digest"),
        Index("ix_mails_form", "organization_id", "form_id", text("id DESC")),
        Index("ix_mails_submission", "organization_id", "submission_id", text("id DESC")),
        Index("ix_mails_link", "organization_id", "link_id", text("id DESC")),
    )

    template: Mapped[str]
    locale: Mapped[str] = mapped_column(server_default=text("'en-GB'"))
    sender: Mapped[str] = mapped_column(server_default=text("'organization'"))
    sender_name: Mapped[str] = mapped_column(server_default=EMPTY)
    reply_to: Mapped[str] = mapped_column(server_default=EMPTY)
    form_id: Mapped[UUID | None]
    submission_id: Mapped[UUID | None]
    link_id: Mapped[UUID | None]
    document_id: Mapped[UUID | None]
    logo_id: Mapped[UUID | None]
    user_profile_id: Mapped[UUID | None]
    once: Mapped[str | None]
    secret_digest: Mapped[bytes | None]
