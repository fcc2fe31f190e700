"""Passkeys are counted with the person's row locked: two added at once are not one too many."""

from __future__ import annotations

from typing import Final

from alembic import op

revision, down_revision = "20261128064500_passkeys_at_once", "20261127220000_settled_repeats"

SIGNATURE: Final = "keep_passkey(uuid, uuid, text, bytea, bytea, integer)"

HEAD: Final = """
CREATE FUNCTION keep_passkey(_id uuid, _user_id uuid, _label text, _credential_id bytea,
    _public_key bytea, _sign_count integer)
RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN"""
COUNTED: Final = """
    PERFORM FROM users WHERE id = _user_id AND deleted_at IS NULL FOR NO KEY UPDATE;
    IF NOT FOUND OR 20 <= (
        SELECT count(*) FROM user_credentials
        WHERE user_id = _user_id AND kind = 'passkey' AND revoked_at IS NULL
    ) THEN
        RETURN false;
    END IF;"""
KEPT: Final = """
    INSERT INTO user_credentials
        (id, user_id, kind, label, credential_id, public_key, sign_count)
    VALUES (_id, _user_id, 'passkey', _label, _credential_id, _public_key, _sign_count)
    ON CONFLICT (credential_id) DO NOTHING;
    RETURN FOUND;
END
$$;
"""


def upgrade() -> None:
    replace(HEAD + COUNTED + KEPT)


def downgrade() -> None:
    replace(HEAD + KEPT)


def replace(function: str) -> None:
    """Give the function another body; what belongs to another role is made anew."""
    op.execute(f"DROP FUNCTION {SIGNATURE}")
    op.execute(function)
    op.execute(f"GRANT EXECUTE ON FUNCTION {SIGNATURE} TO wedforms_app")
    op.execute(f"CALL give_function_to('{SIGNATURE}', 'wedforms_accounts')")
