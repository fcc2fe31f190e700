"""What an e-mail is beyond its words: what it is about, who it is from, what went wrong.

`communications` belongs to the shared core and knows clients alone; a mail is about a form, an
answer, a link or a document too. `once` keeps what happens twice from being told twice.
"""

from __future__ import annotations

from typing import Final

from alembic import op

revision, down_revision = "20261127193000_mails", "20261127191500_link_answers"

TABLES: Final = """
CREATE TABLE mails (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    template text NOT NULL,
    locale text NOT NULL DEFAULT 'en-GB',
    sender text NOT NULL DEFAULT 'organization',
    sender_name text NOT NULL DEFAULT '',
    reply_to text NOT NULL DEFAULT '',
    form_id uuid,
    submission_id uuid,
    link_id uuid,
    document_id uuid,
    logo_id uuid,
    user_profile_id uuid,
    once text,
    secret_digest bytea,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_mails PRIMARY KEY (organization_id, id),
    CONSTRAINT fk_mails_id
        FOREIGN KEY (organization_id, id)
        REFERENCES communications (organization_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_mails_form_id
        FOREIGN KEY (organization_id, form_id) REFERENCES forms (organization_id, id),
    CONSTRAINT fk_mails_submission_id
        FOREIGN KEY (organization_id, submission_id)
        REFERENCES form_submissions (organization_id, id) ON DELETE SET NULL (submission_id),
    CONSTRAINT fk_mails_link_id
        FOREIGN KEY (organization_id, link_id)
        REFERENCES form_links (organization_id, id) ON DELETE SET NULL (link_id),
    CONSTRAINT fk_mails_document_id
        FOREIGN KEY (organization_id, document_id)
        REFERENCES documents (organization_id, id) ON DELETE SET NULL (document_id),
    CONSTRAINT fk_mails_logo_id
        FOREIGN KEY (organization_id, logo_id)
        REFERENCES stored_files (organization_id, id) ON DELETE SET NULL (logo_id),
    CONSTRAINT fk_mails_user_profile_id
        FOREIGN KEY (organization_id, user_profile_id)
        REFERENCES user_profiles (organization_id, id) ON DELETE SET NULL (user_profile_id),
    CONSTRAINT ck_mails_sender CHECK (sender IN ('organization', 'service')),
    CONSTRAINT uq_mails_organization_id_once UNIQUE (organization_id, once),
    CONSTRAINT uq_mails_organization_id_secret_digest UNIQUE (organization_id, secret_digest)
);
CREATE INDEX ix_mails_form ON mails (organization_id, form_id, id DESC);
CREATE INDEX ix_mails_submission ON mails (organization_id, submission_id, id DESC);
CREATE INDEX ix_mails_link ON mails (organization_id, link_id, id DESC);
"""

PROTECTION: Final = "CALL protect_tenant_table('mails', _secret => '{secret_digest}')"


def upgrade() -> None:
    op.execute(TABLES)
    op.execute(PROTECTION)


def downgrade() -> None:
    op.execute("DROP TABLE mails")
