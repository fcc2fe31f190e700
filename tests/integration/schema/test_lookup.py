"""What is found before the tenant is known: exactly one answer to each question, or none."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine, text

from tests.factories.reading import Ledger
from wedforms.core.lookup import (
    FoundOrganization,
    api_key_by_digest,
    document_by_sha256,
    memberships_of,
    organization_by_slug,
    organization_by_webhook_account,
    readiness,
    session_by_digest,
    sign_in_by_email,
)
from wedforms.database.migrate import head_revision
from wedforms.lib.ids import new_token, uuid7

pytestmark = pytest.mark.both_postgres

GONE = [
    "revoked_at = now()",
    "expires_at = now() - interval '1 minute'",
]


def insert(ledger: Ledger, table: str, **row: Any) -> None:
    """Insert a row of the organization, or of nobody, as the owner of the tables."""
    names = ", ".join(row)
    marks = ", ".join(f":{name}" for name in row)
    ledger.change(f"insert into {table} ({names}) values ({marks})", **row)


@pytest.fixture
def user_id(ledger) -> UUID:
    """A person with a password, a member of ours."""
    user_id, owner = uuid7(), ledger.organization_id
    insert(ledger, "users", id=user_id, email=f"{user_id}@example.com")
    insert(
        ledger, "user_credentials", id=uuid7(), user_id=user_id, kind="password", secret_hash="$x"
    )
    insert(
        ledger, "user_profiles", organization_id=owner, id=uuid7(), user_id=user_id, role="OWNER"
    )
    return user_id


def test_an_organization_is_found_by_its_address(engine, ours):
    assert organization_by_slug(engine, ours.slug) == FoundOrganization(
        organization_id=ours.id,
        slug=ours.slug,
        name=ours.name,
        locale="en-GB",
        time_zone="Europe/London",
        country="GB",
        currency="GBP",
    )


def test_a_deleted_organization_is_not_found(engine, ledger, ours):
    ledger.change("update organizations set deleted_at = now()")
    assert organization_by_slug(engine, ours.slug) is None


@pytest.mark.parametrize(
    "slug", ["", "nobody", "no\0body", "\ud800", "x" * 5000, "' or true --", "UPPER"], ids=repr
)
def test_no_organization_is_found_by_nonsense(engine, slug):
    assert organization_by_slug(engine, slug) is None


def test_a_browsers_session_is_found_by_its_token(engine, ledger, ours, user_id):
    token, session_id = new_token(), uuid7()
    insert(
        ledger,
        "user_sessions",
        id=session_id,
        user_id=user_id,
        active_organization_id=ours.id,
        digest=token.digest,
        expires_at="2099-01-01",
    )
    found = session_by_digest(engine, token.digest)
    assert found is not None
    assert (found.session_id, found.user_id) == (session_id, user_id)
    assert (found.organization_id, found.role) == (ours.id, "OWNER")
    assert session_by_digest(engine, new_token().digest) is None
    ledger.change("update user_profiles set deleted_at = now()")
    left = session_by_digest(engine, token.digest)
    assert left is not None
    assert (left.organization_id, left.role) == (None, None)
    for gone in GONE:
        ledger.change("update user_sessions set revoked_at = null, expires_at = '2099-01-01'")
        ledger.change(f"update user_sessions set {gone} where id = :id", id=session_id)
        assert session_by_digest(engine, token.digest) is None


def test_a_password_is_found_by_the_address(engine, ledger, user_id):
    found = sign_in_by_email(engine, f"{user_id}@EXAMPLE.com")
    assert found is not None
    assert (found.user_id, found.secret_hash, found.is_verified) == (user_id, "$x", False)
    assert sign_in_by_email(engine, "nobody@example.com") is None
    assert sign_in_by_email(engine, "no\0body@example.com") is None
    ledger.change("update user_credentials set revoked_at = now() where user_id = :id", id=user_id)
    assert sign_in_by_email(engine, f"{user_id}@example.com") is None


def test_a_user_finds_their_organizations(engine, ours, their_ledger, theirs, user_id):
    insert(
        their_ledger, "user_profiles", organization_id=theirs.id, id=uuid7(), user_id=user_id,
        role="VIEWER",
    )  # fmt: skip
    found = memberships_of(engine, user_id)
    assert [(one.organization_id, one.role) for one in found] == [
        (ours.id, "OWNER"),
        (theirs.id, "VIEWER"),
    ]
    assert memberships_of(engine, uuid7()) == []


def test_a_programs_key_is_found_until_it_ends(engine, ledger, ours):
    token, key_id = new_token(), uuid7()
    insert(
        ledger, "api_keys", organization_id=ours.id, id=key_id, key_name="site",
        key_hash=token.digest, permissions='["forms.read"]', expires_at="2099-01-01",
    )  # fmt: skip
    found = api_key_by_digest(engine, token.digest)
    assert found is not None
    assert (found.organization_id, found.api_key_id) == (ours.id, key_id)
    assert found.permissions == ["forms.read"]
    assert api_key_by_digest(engine, new_token().digest) is None
    for gone in [*GONE, "deleted_at = now()"]:
        ledger.change(
            "update api_keys set revoked_at = null, deleted_at = null, expires_at = '2099-01-01'"
        )
        ledger.change(f"update api_keys set {gone}")
        assert api_key_by_digest(engine, token.digest) is None


def test_a_payment_account_belongs_to_one_organization(engine, ledger, ours):
    account = f"acct_{uuid7().hex}"
    ledger.change("update organizations set stripe_account_id = :account", account=account)
    assert organization_by_webhook_account(engine, account) == ours.id
    assert organization_by_webhook_account(engine, "acct_x") is None
    assert organization_by_webhook_account(engine, "acct\0x") is None


def test_an_issued_document_is_found_by_its_bytes(engine, ledger, ours):
    sha256, document_id, file_id = uuid7().hex * 2, uuid7(), uuid7()
    insert(
        ledger, "stored_files", organization_id=ours.id, id=file_id, sha256=sha256,
        name="c.pdf", media_type="application/pdf", size_bytes=1,
    )  # fmt: skip
    insert(
        ledger, "documents", organization_id=ours.id, id=document_id, kind="contract",
        number="C-1", data="{}", template="contract", template_version="1", status="issuing",
        sha256=sha256, file_id=file_id, issued_at="2026-11-23",
    )  # fmt: skip
    assert document_by_sha256(engine, sha256) is None
    ledger.change("update documents set status = 'issued'")
    found = document_by_sha256(engine, sha256)
    assert found is not None
    assert (found.organization_id, found.organization_name) == (ours.id, ours.name)
    assert (found.document_id, found.kind, found.number) == (document_id, "contract", "C-1")
    assert document_by_sha256(engine, "no such digest") is None


def test_a_lookup_opens_no_tenant(engine: Engine, ours):
    organization_by_slug(engine, ours.slug)
    with engine.connect() as connection:
        seen = connection.execute(text("select count(*) from organizations")).scalar_one()
    assert seen == 0


def test_the_database_says_how_ready_it_is(engine, ledger):
    assert readiness(engine).revision == head_revision()
    ledger.change("delete from jobs.procrastinate_workers")
    assert readiness(engine).worker_seconds is None
    ledger.change(
        "insert into jobs.procrastinate_workers (last_heartbeat)"
        " values (now() - interval '40 seconds'), (now() - interval '1 hour')"
    )
    seconds = readiness(engine).worker_seconds
    assert seconds is not None
    assert 40 <= seconds < 60
