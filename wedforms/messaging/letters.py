"""What is handed in to be written: a template's name, facts, and whom and what it is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import UUID

from wedforms.messaging.secrets import MailSecret

#: organization: in the supplier's name and colours. service: in the name of WedForms, for what
#: concerns a person's own account (password, sign-in); the supplier's pages do not list these.
Sender = Literal["organization", "service"]


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What a mail is about, so that pages can show it there. A document goes along as a PDF."""

    client_id: UUID | None = None
    form_id: UUID | None = None
    submission_id: UUID | None = None
    link_id: UUID | None = None
    document_id: UUID | None = None
    #: The member whom it tells something, when it is no couple.
    user_profile_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """One mail to one recipient, before it is composed.

    `template` is a folder in templates/emails with subject.txt, body.txt and body.html; `facts`
    are the values that they name: data only, escaped where they stand. `once` names what
    happened ("confirmation:<id>:2"): the second letter of that name is not written. A mail about
    a person's own account is sent by the `service`, and belongs to an organization of theirs.
    """

    template: str
    recipient: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    locale: str = "en-GB"
    about: About = field(default_factory=About)
    reply_to: str = ""
    once: str = ""
    secret: MailSecret | None = None
    sender: Sender = "organization"
