"""The person behind an account: their address, and their password."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import Connection, Engine, text
from sqlalchemy.orm import Session

from wedforms.accounts.errors import EmailTaken, EmailUnusable, PasswordWrong
from wedforms.accounts.passwords import hash_password, is_password
from wedforms.lib.ids import uuid7

_CREATE: Final = text("SELECT create_user(:id, :email, :locale, :secret_hash)")
_PASSWORD: Final = text("SELECT password_of(:id)")
_CHANGE: Final = text("SELECT change_password(:id, :secret_hash)")
_END_SESSIONS: Final = text("SELECT end_sessions(:id)")
_VERIFY: Final = text("SELECT verify_email(:id, :email)")
_PERSON: Final = text("SELECT * FROM person_of(:id)")


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPerson:
    """What somebody gives to open an account."""

    email: str
    password: str
    first_name: str
    last_name: str
    locale: str = "en-GB"
    #: Known to be reached by the address: a link in a mail led here.
    is_verified: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who can sign in."""

    email: str
    is_verified: bool
    locale: str


def clean_email(raw: str) -> str:
    """The address in its one spelling, in lower case; raises EmailUnusable."""
    try:
        found = validate_email(raw.strip(), check_deliverability=False)
    except EmailNotValidError as wrong:
        raise EmailUnusable(raw) from wrong
    return found.normalized.lower()


def create_person(session: Session, person: NewPerson) -> UUID:
    """Keep somebody who can sign in from now on.

    Raises EmailUnusable, EmailTaken or PasswordUnusable. The caller owns the transaction.
    """
    email = clean_email(person.email)
    known = (email, person.first_name, person.last_name)
    user_id = uuid7()
    given = {"id": user_id, "email": email, "locale": person.locale}
    secret_hash = hash_password(person.password, known=known)
    if not session.scalar(_CREATE, {**given, "secret_hash": secret_hash}):
        raise EmailTaken(email)
    if person.is_verified:
        session.execute(_VERIFY, {"id": user_id, "email": email})
    return user_id


def require_password(engine: Engine, user_id: UUID, *, password: str) -> None:
    """Raise PasswordWrong unless this is the person's password."""
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        if not is_password(password, connection.scalar(_PASSWORD, {"id": user_id})):
            raise PasswordWrong


def change_password(connection: Connection, user_id: UUID, *, current: str, password: str) -> None:
    """Sign in with `password` from now on; every browser is signed out.

    Raises PasswordWrong or PasswordUnusable. The caller owns the commit.
    """
    if not is_password(current, connection.scalar(_PASSWORD, {"id": user_id})):
        raise PasswordWrong
    person = connection.execute(_PERSON, {"id": user_id}).one()
    secret_hash = hash_password(password, known=(person.email,))
    connection.execute(_CHANGE, {"id": user_id, "secret_hash": secret_hash})
    connection.execute(_END_SESSIONS, {"id": user_id})


def person_of(engine: Engine, user_id: UUID) -> Person | None:
    """Somebody's address, whether it is confirmed, and their language; None for nobody."""
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        row = connection.execute(_PERSON, {"id": user_id}).mappings().first()
        return None if row is None else Person(**row)


def email_of(engine: Engine, user_id: UUID) -> str:
    """The address that somebody signs in with; '' for nobody."""
    found = person_of(engine, user_id)
    return found.email if found else ""
