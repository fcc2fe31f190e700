"""An own domain: the host name at which an organization's public pages answer too.

It is proved by a TXT record that only whoever runs the domain can set; an operator asks for it.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

import psycopg
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from wedforms.accounts.describe import lock_organization
from wedforms.accounts.errors import DomainTaken, DomainUnproved, DomainUnusable
from wedforms.core.accounts import Organization

_PENDING: Final = "pending_domain"
_LABEL: Final = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_HOST: Final = re.compile(rf"(?:{_LABEL}\.)+[a-z][a-z0-9-]{{0,61}}[a-z0-9]")
_LONGEST: Final = 253


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """The record that proves a domain: its name, and the text that it must hold."""

    name: str
    text: str


def propose_domain(session: Session, host: str, *, service_host: str) -> Proof:
    """Note the domain that the open organization wants; return what must be set to prove it.

    Raises DomainUnusable. The caller owns the transaction.
    """
    host = host.strip().lower().rstrip(".")
    if len(host) > _LONGEST or not _HOST.fullmatch(host) or host == service_host:
        raise DomainUnusable(host)
    organization = lock_organization(session)
    pending = organization.settings.get(_PENDING) or {}
    if pending.get("host") != host:
        pending = {"host": host, "text": f"wedforms={secrets.token_urlsafe(24)}"}
        organization.settings = {**organization.settings, _PENDING: pending}
        session.flush()
    return Proof(name=f"_wedforms.{host}", text=pending["text"])


def take_domain(session: Session, *, found: Collection[str] | None) -> Organization:
    """Let the proposed domain answer; `found` are the texts that its record holds.

    None takes the operator's word. Raises DomainUnproved or DomainTaken. The caller owns the
    transaction.
    """
    organization = lock_organization(session)
    pending = organization.settings.get(_PENDING)
    if not pending or (found is not None and pending["text"] not in found):
        raise DomainUnproved
    try:
        with session.begin_nested():
            organization.domain = pending["host"]
            session.flush()
    except IntegrityError as fault:
        if isinstance(fault.orig, psycopg.errors.UniqueViolation):
            raise DomainTaken(pending["host"]) from fault
        raise
    settings = {key: one for key, one in organization.settings.items() if key != _PENDING}
    organization.settings = settings
    session.flush()
    return organization


def give_domain_up(session: Session) -> Organization:
    """Let no own domain answer any more. The caller owns the transaction."""
    organization = lock_organization(session)
    settings = {key: one for key, one in organization.settings.items() if key != _PENDING}
    organization.domain, organization.settings = None, settings
    session.flush()
    return organization
