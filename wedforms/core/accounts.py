"""The tenant and its people: organizations, users, members, sessions, tiers, keys and secrets."""

from __future__ import annotations

from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import CheckConstraint, Computed, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from wedforms.core.base import (
    EMPTY,
    EMPTY_OBJECT,
    NOW,
    POUNDS,
    ZERO,
    Json,
    Row,
    SoftDeleted,
    TenantModel,
    TenantRow,
    currency_code,
    in_organization,
    one_of,
    points_at,
    unique_while_kept,
)

TIERS: Final = ("FREE", "STARTER", "PROFESSIONAL", "SCALE", "ENTERPRISE")
ROLES: Final = ("OWNER", "ADMIN", "MEMBER", "VIEWER")
PURPOSES: Final = (
    "verify_email", "sign_in", "reset_password", "change_email", "sign_up", "passkey_add",
    "passkey_sign_in",
)  # fmt: skip
_FULL_NAME: Final = "btrim(coalesce(first_name, '') || ' ' || coalesce(last_name, ''))"


class Organization(SoftDeleted, Row):
    """A supplier's account: the tenant. A limit that is null is no limit."""

    __tablename__ = "organizations"
    __table_args__ = (
        UniqueConstraint("slug"),
        UniqueConstraint("domain"),
        CheckConstraint("slug ~ '^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$'", name="slug"),
        CheckConstraint("country ~ '^[A-Z]{2}$'", name="country"),
        one_of("pricing_tier", *TIERS),
        currency_code(),
        CheckConstraint(
            "coalesce(max_users, 0) >= 0 AND coalesce(max_forms, 0) >= 0 "
            "AND coalesce(max_submissions, 0) >= 0",
            name="limits",
        ),
        Index("ix_organizations_stripe_account_id", "stripe_account_id"),
    )

    name: Mapped[str]
    slug: Mapped[str]
    domain: Mapped[str | None]
    pricing_tier: Mapped[str] = mapped_column(server_default="FREE")
    max_users: Mapped[int | None]
    max_forms: Mapped[int | None]
    max_submissions: Mapped[int | None]
    stripe_customer_id: Mapped[str | None]
    stripe_subscription_id: Mapped[str | None]
    stripe_account_id: Mapped[str | None]
    settings: Mapped[Json] = mapped_column(server_default=EMPTY_OBJECT)
    features: Mapped[Json] = mapped_column(server_default=EMPTY_OBJECT)
    trial_ends_at: Mapped[datetime | None]
    legal_name: Mapped[str] = mapped_column(server_default=EMPTY)
    address: Mapped[Json] = mapped_column(server_default=EMPTY_OBJECT)
    email: Mapped[str] = mapped_column(server_default=EMPTY)
    phone: Mapped[str] = mapped_column(server_default=EMPTY)
    website: Mapped[str] = mapped_column(server_default=EMPTY)
    vat_number: Mapped[str | None]
    company_number: Mapped[str | None]
    brand: Mapped[Json] = mapped_column(server_default=EMPTY_OBJECT)
    locale: Mapped[str] = mapped_column(server_default="en-GB")
    time_zone: Mapped[str] = mapped_column(server_default="Europe/London")
    country: Mapped[str] = mapped_column(server_default="GB")
    currency: Mapped[str] = mapped_column(server_default=POUNDS)


class User(SoftDeleted, Row):
    """A person who can sign in; reached through the lookup functions only."""

    __tablename__ = "users"
    __table_args__ = (
        Index("uq_users_email", "email", unique=True),
        CheckConstraint("email = lower(email)", name="email"),
    )

    email: Mapped[str]
    email_verified_at: Mapped[datetime | None]
    locale: Mapped[str] = mapped_column(server_default="en-GB")


class UserCredential(Row):
    """One way in which a user proves who they are."""

    __tablename__ = "user_credentials"
    __table_args__ = (
        one_of("kind", "password", "passkey", "totp", "recovery"),
        Index("ix_user_credentials_user_id_kind", "user_id", "kind"),
        Index("uq_user_credentials_credential_id", "credential_id", unique=True),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    kind: Mapped[str]
    label: Mapped[str] = mapped_column(server_default=EMPTY)
    secret_hash: Mapped[str | None]
    credential_id: Mapped[bytes | None]
    public_key: Mapped[bytes | None]
    sign_count: Mapped[int] = mapped_column(server_default=ZERO)
    last_used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class UserSession(Row):
    """A signed-in browser; found by the digest of its cookie's token."""

    __tablename__ = "user_sessions"
    __table_args__ = (
        Index("uq_user_sessions_digest", "digest", unique=True),
        Index("ix_user_sessions_user_id", "user_id"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    active_organization_id: Mapped[UUID | None] = mapped_column(
        ForeignKey("organizations.id", ondelete="SET NULL")
    )
    digest: Mapped[bytes]
    origin: Mapped[Json] = mapped_column(server_default=EMPTY_OBJECT)
    last_seen_at: Mapped[datetime | None]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class OneTimeToken(Row):
    """What works once: a link in a mail, or the challenge of a passkey; some without a user yet."""

    __tablename__ = "one_time_tokens"
    __table_args__ = (
        one_of("purpose", *PURPOSES),
        Index("uq_one_time_tokens_digest", "digest", unique=True),
        Index("ix_one_time_tokens_user_id", "user_id"),
    )

    user_id: Mapped[UUID | None] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    purpose: Mapped[str]
    digest: Mapped[bytes]
    details: Mapped[Json] = mapped_column(server_default=EMPTY_OBJECT)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class UserProfile(SoftDeleted, TenantRow):
    """A member: one user in one organization, with a role."""

    __tablename__ = "user_profiles"
    __table_args__ = (
        in_organization(),
        one_of("role", *ROLES),
        unique_while_kept("user_profiles", "user_id"),
        Index("ix_user_profiles_user_id", "user_id"),
    )

    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    role: Mapped[str] = mapped_column(server_default="MEMBER")
    first_name: Mapped[str] = mapped_column(server_default=EMPTY)
    last_name: Mapped[str] = mapped_column(server_default=EMPTY)
    full_name: Mapped[str | None] = mapped_column(Computed(_FULL_NAME, persisted=True))
    job_title: Mapped[str] = mapped_column(server_default=EMPTY)
    phone: Mapped[str] = mapped_column(server_default=EMPTY)
    notification_settings: Mapped[Json] = mapped_column(server_default=EMPTY_OBJECT)
    last_seen_at: Mapped[datetime | None]


class Subscription(TenantModel):
    """What the organization pays the platform; one row an organization."""

    __tablename__ = "subscriptions"
    __table_args__ = (
        in_organization(),
        one_of("tier", *TIERS),
        one_of("status", "trialing", "active", "past_due", "paused", "cancelled"),
    )

    tier: Mapped[str] = mapped_column(server_default="FREE")
    status: Mapped[str] = mapped_column(server_default="active")
    stripe_customer_id: Mapped[str | None]
    stripe_subscription_id: Mapped[str | None]
    current_period_start: Mapped[datetime | None]
    current_period_end: Mapped[datetime | None]
    cancel_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(server_default=NOW)
    updated_at: Mapped[datetime] = mapped_column(server_default=NOW, onupdate=NOW)


class OrganizationUsage(TenantModel):
    """How much of a tier's limit is used; submissions count by month, users and forms for good."""

    __tablename__ = "organization_usage"
    __table_args__ = (
        in_organization(),
        one_of("counter", "users", "forms", "submissions"),
        CheckConstraint("used >= 0", name="used"),
    )

    counter: Mapped[str] = mapped_column(primary_key=True)
    period: Mapped[date] = mapped_column(primary_key=True)
    used: Mapped[int] = mapped_column(server_default=ZERO)
    updated_at: Mapped[datetime] = mapped_column(server_default=NOW, onupdate=NOW)


class OrganizationKey(TenantRow):
    """A signing key of the organization; the private half is sealed under the platform's key."""

    __tablename__ = "organization_keys"
    __table_args__ = (
        in_organization(),
        one_of("purpose", "document_seal"),
        UniqueConstraint("organization_id", "fingerprint"),
    )

    purpose: Mapped[str] = mapped_column(server_default="document_seal")
    fingerprint: Mapped[str]
    certificate_chain: Mapped[str]
    sealed_private_key: Mapped[bytes]
    sealing_key_id: Mapped[str]
    valid_from: Mapped[datetime]
    valid_until: Mapped[datetime]
    retired_at: Mapped[datetime | None]


class OrganizationSecret(TenantRow):
    """A secret to be read again (webhook, SMTP, OAuth), sealed under the platform's key."""

    __tablename__ = "organization_secrets"
    __table_args__ = (in_organization(), UniqueConstraint("organization_id", "name"))

    name: Mapped[str]
    sealed: Mapped[bytes]
    sealing_key_id: Mapped[str]
    rotated_at: Mapped[datetime | None]


class Invitation(TenantRow):
    """An offer to become a member, sent to an address."""

    __tablename__ = "invitations"
    __table_args__ = (
        in_organization(),
        one_of("role", *ROLES),
        UniqueConstraint("organization_id", "digest"),
        points_at("user_profiles", "invited_by", on_delete="SET NULL"),
    )

    email: Mapped[str]
    role: Mapped[str] = mapped_column(server_default="MEMBER")
    digest: Mapped[bytes]
    invited_by: Mapped[UUID | None]
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
