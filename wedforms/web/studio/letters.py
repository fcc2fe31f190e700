"""The mails about people's accounts: each holds one link, whose secret is nowhere at rest."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, Literal
from uuid import UUID

from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from wedforms.accounts.people import Person, person_of
from wedforms.accounts.recover import keep_link
from wedforms.accounts.tokens import Purpose
from wedforms.core.accounts import Organization
from wedforms.core.lookup import former_organization_of, memberships_of
from wedforms.core.tenancy import tenant_transaction
from wedforms.extensions import db, services
from wedforms.lib import clock
from wedforms.messaging import Letter, MailSecret, new_mail_secret, queue_mail

#: What happened to somebody's account.
Change = Literal["password", "address", "passkey", "no-passkey"]
_INVITATION: Final = "invitation"


def send_link(
    purpose: Purpose, *, user_id: UUID, recipient: str, path: str, email: str = ""
) -> None:
    """Mail somebody a link for this purpose; `path` holds `%s` where the secret belongs."""
    user, home = person_of(services().autocommit, user_id), _home_of(user_id)
    if user is None or home is None:
        return
    secret = new_mail_secret(services().settings.secret_key)
    letter = _with_link(purpose, recipient, secret, path=path, locale=user.locale)
    with tenant_transaction(db.session, home) as session:
        keep_link(
            session,
            purpose,
            user_id=user_id,
            email=email or recipient,
            digest=secret.digest,
            now=clock.now(),
        )
        queue_mail(session, letter)


@contextmanager
def telling(
    user_id: UUID, change: Change, *, label: str = "", once: str = ""
) -> Iterator[Connection]:
    """A change of somebody's account, and the mail that tells them, in case it was not they.

    Both are one transaction: what is not told does not happen, what does not happen is not told.
    The mail goes to the address before the change; `label` names a passkey; the second mail of the
    same `once` is not written.
    """
    user, home = person_of(services().autocommit, user_id), _home_of(user_id)
    if user is None or home is None:
        with db.engine.begin() as connection:
            yield connection
        return
    letter = _of_change(user, change, label=label, once=once)
    with tenant_transaction(db.session, home) as session:
        yield session.connection()
        queue_mail(session, letter)


def _of_change(user: Person, change: Change, *, label: str, once: str) -> Letter:
    facts = {
        "change": change,
        "label": label,
        "address": f"{services().settings.public_url}/studio/forgot",
    }
    return Letter(
        template="account_changed",
        recipient=user.email,
        facts=facts,
        locale=user.locale,
        once=once,
        sender="service",
    )


def _home_of(user_id: UUID) -> UUID | None:
    """The organization whose rows keep the mail: one of theirs, else the last that they left.

    No page of an organization shows mails about a person's own account.
    """
    engine = services().autocommit
    if belongs_to := memberships_of(engine, user_id):
        return belongs_to[0].organization_id
    return former_organization_of(engine, user_id)


def send_invitation(session: Session, secret: MailSecret, *, recipient: str, path: str) -> None:
    """Mail an invitation in the transaction that makes it, in the language of the organization."""
    organization = session.scalars(select(Organization)).one()
    letter = _with_link(
        _INVITATION,
        recipient,
        secret,
        path=path,
        locale=organization.locale,
        organization=organization.name,
    )
    queue_mail(session, letter)


def _with_link(
    purpose: str,
    recipient: str,
    secret: MailSecret,
    *,
    path: str,
    locale: str,
    organization: str = "",
) -> Letter:
    """A letter in the name of the service; `path` holds `%s` where the secret belongs."""
    return Letter(
        template="account_link",
        recipient=recipient,
        facts={
            "purpose": purpose,
            "organization": organization,
            "address": services().settings.public_url + path % secret.place,
        },
        locale=locale,
        secret=secret,
        sender="service",
    )
