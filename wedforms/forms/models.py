"""Forms as they are designed (the draft), as they were published (versions), and their links."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wedforms.core.base import (
    EMPTY,
    EMPTY_LIST,
    EMPTY_OBJECT,
    NO,
    NOW,
    YES,
    ZERO,
    Json,
    JsonList,
    SoftDeleted,
    TenantEvent,
    TenantRow,
    in_organization,
    one_of,
    points_at,
    same_tenant,
    unique_while_kept,
)


def _any_json() -> Mapped[Any]:
    """A column for any JSON value; None is SQL's NULL and means the key is absent."""
    return mapped_column(JSONB(none_as_null=True), nullable=True)


class Form(SoftDeleted, TenantRow):
    """A form with its draft settings; `published_version_id` is what visitors get.

    `allowed_sites` may show it in a frame; they change without publishing.
    """

    __tablename__ = "forms"
    __table_args__ = (
        in_organization(),
        one_of("form_type", "contract", "questionnaire", "rsvp", "invoice"),
        CheckConstraint("slug ~ '^[a-z0-9]([a-z0-9-]{0,78}[a-z0-9])?$'", name="slug"),
        unique_while_kept("forms", "slug"),
        points_at("user_profiles", "created_by", on_delete="SET NULL"),
        ForeignKeyConstraint(
            ["organization_id", "published_version_id"],
            ["form_versions.organization_id", "form_versions.id"],
            name="fk_forms_published_version_id",
            ondelete="SET NULL (published_version_id)",
            use_alter=True,
        ),
        CheckConstraint("jsonb_typeof(allowed_sites) = 'array'", name="allowed_sites"),
        CheckConstraint("jsonb_typeof(saved_batches) = 'array'", name="saved_batches"),
        Index("idx_forms_org_active", "organization_id", "is_active"),
        Index("idx_form_settings_gin", "settings", postgresql_using="gin"),
    )

    name: Mapped[str]
    slug: Mapped[str]
    description: Mapped[str] = mapped_column(server_default=EMPTY)
    form_type: Mapped[str]
    locale: Mapped[str] = mapped_column(server_default="en-GB")
    settings: Mapped[Json] = mapped_column(server_default=EMPTY_OBJECT)
    tables: Mapped[Json] = mapped_column(server_default=EMPTY_OBJECT)
    rules: Mapped[JsonList] = mapped_column(server_default=EMPTY_LIST)
    is_active: Mapped[bool] = mapped_column(server_default=YES)
    is_template: Mapped[bool] = mapped_column(server_default=NO)
    published_version_id: Mapped[UUID | None]
    draft_revision: Mapped[int] = mapped_column(server_default=ZERO)
    allowed_sites: Mapped[JsonList] = mapped_column(server_default=EMPTY_LIST)
    #: The revision in which what the form says of itself last changed; its fields have their own.
    facts_revision: Mapped[int] = mapped_column(server_default=ZERO)
    #: The batches of operations that the draft had last, by their ids, oldest first.
    saved_batches: Mapped[JsonList] = mapped_column(server_default=EMPTY_LIST)
    created_by: Mapped[UUID | None]

    fields: Mapped[list[FormField]] = relationship(
        primaryjoin=same_tenant("FormField", "form_id", "Form"),
        order_by="FormField.sort_order",
        back_populates="form",
    )
    published_version: Mapped[FormVersion | None] = relationship(
        primaryjoin=same_tenant("Form", "published_version_id", "FormVersion"), post_update=True
    )


class FormField(SoftDeleted, TenantRow):
    """One field of a draft; `parent_id` and `sort_order` give the tree. NULL means absent."""

    __tablename__ = "form_fields"
    __table_args__ = (
        points_at("forms", "form_id", on_delete="CASCADE"),
        points_at("form_fields", "parent_id", on_delete="SET NULL"),
        CheckConstraint("key ~ '^[a-z][a-z0-9_]{0,62}$'", name="key"),
        CheckConstraint("parent_id <> id", name="parent"),
        unique_while_kept("form_fields", "form_id", "key"),
        Index("ix_form_fields_organization_id_form_id", "organization_id", "form_id", "sort_order"),
    )

    form_id: Mapped[UUID]
    parent_id: Mapped[UUID | None]
    sort_order: Mapped[int] = mapped_column(server_default=ZERO)
    key: Mapped[str]
    field_type: Mapped[str]
    label: Mapped[str] = mapped_column(server_default=EMPTY)
    help: Mapped[str] = mapped_column(server_default=EMPTY)
    content: Mapped[str] = mapped_column(server_default=EMPTY)
    default_value: Mapped[Any] = _any_json()
    validation_rules: Mapped[Json] = mapped_column(server_default=EMPTY_OBJECT)
    options: Mapped[JsonList] = mapped_column(server_default=EMPTY_LIST)
    rows: Mapped[JsonList] = mapped_column(server_default=EMPTY_LIST)
    columns: Mapped[JsonList] = mapped_column(server_default=EMPTY_LIST)
    visible_if: Mapped[Any] = _any_json()
    required_if: Mapped[Any] = _any_json()
    locked_if: Mapped[Any] = _any_json()
    value: Mapped[Any] = _any_json()
    min_rows: Mapped[Any] = _any_json()
    max_rows: Mapped[Any] = _any_json()
    sort_by: Mapped[str] = mapped_column(server_default=EMPTY)
    private: Mapped[bool] = mapped_column(server_default=NO)
    sensitive: Mapped[bool] = mapped_column(server_default=NO)
    writes_to: Mapped[str] = mapped_column(server_default=EMPTY)
    translations: Mapped[Json] = mapped_column(server_default=EMPTY_OBJECT)
    #: The revision of the draft in which this field last changed, moved, went or came back.
    revision: Mapped[int] = mapped_column(server_default=ZERO)

    form: Mapped[Form] = relationship(
        primaryjoin=same_tenant("FormField", "form_id", "Form"), back_populates="fields"
    )


class FormVersion(TenantEvent):
    """A published form: frozen definition and compiled schema under the content's hash."""

    __tablename__ = "form_versions"
    __table_args__ = (
        points_at("forms", "form_id"),
        points_at("user_profiles", "published_by", on_delete="SET NULL"),
        CheckConstraint("content_hash ~ '^[0-9a-f]{64}$'", name="content_hash"),
        CheckConstraint("number > 0", name="number"),
        UniqueConstraint("organization_id", "form_id", "number"),
        UniqueConstraint("organization_id", "form_id", "content_hash"),
    )

    form_id: Mapped[UUID]
    number: Mapped[int]
    definition: Mapped[Json]
    compiled_schema: Mapped[Json]
    content_hash: Mapped[str]
    published_at: Mapped[datetime] = mapped_column(server_default=NOW)
    published_by: Mapped[UUID | None]
    note: Mapped[str] = mapped_column(server_default=EMPTY)

    form: Mapped[Form] = relationship(
        primaryjoin=same_tenant("FormVersion", "form_id", "Form"), viewonly=True
    )


class FormDraft(TenantEvent):
    """A draft that something else took the place of, as it stood: it can be brought back."""

    __tablename__ = "form_drafts"
    __table_args__ = (
        points_at("forms", "form_id", on_delete="CASCADE"),
        points_at("user_profiles", "set_aside_by", on_delete="SET NULL"),
        Index("ix_form_drafts_organization_id_form_id", "organization_id", "form_id", "id"),
    )

    form_id: Mapped[UUID]
    draft: Mapped[Json]
    set_aside_by: Mapped[UUID | None]


class FormLink(SoftDeleted, TenantRow):
    """An address of a form made for one purpose; found by the digest of its token.

    The secret of a `generation` above 0 can be worked out again (forms/links.py).
    """

    __tablename__ = "form_links"
    __table_args__ = (
        points_at("forms", "form_id"),
        points_at("clients", "client_id", on_delete="SET NULL"),
        points_at("user_profiles", "created_by", on_delete="SET NULL"),
        one_of("purpose", "public", "personal", "preview"),
        CheckConstraint("octet_length(digest) = 32", name="digest"),
        CheckConstraint("responses >= 0", name="responses"),
        CheckConstraint("generation >= 0", name="generation"),
        UniqueConstraint("organization_id", "digest"),
        Index("ix_form_links_organization_id_form_id", "organization_id", "form_id"),
    )

    form_id: Mapped[UUID]
    client_id: Mapped[UUID | None]
    purpose: Mapped[str] = mapped_column(server_default="personal")
    digest: Mapped[bytes]
    label: Mapped[str] = mapped_column(server_default=EMPTY)
    recipient: Mapped[str] = mapped_column(server_default=EMPTY)
    language: Mapped[str] = mapped_column(server_default=EMPTY)
    prefill: Mapped[Json] = mapped_column(server_default=EMPTY_OBJECT)
    one_response: Mapped[bool] = mapped_column(server_default=NO)
    responses: Mapped[int] = mapped_column(server_default=ZERO)
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    generation: Mapped[int] = mapped_column(server_default=ZERO)
    mailed_at: Mapped[datetime | None]
    created_by: Mapped[UUID | None]

    form: Mapped[Form] = relationship(
        primaryjoin=same_tenant("FormLink", "form_id", "Form"), viewonly=True
    )
