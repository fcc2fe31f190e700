"""Links in mails whose secret is nowhere at rest.

What is stored of a mail is what is sent, except for one thing: a secret. A dump of the database
must hold no usable link, so the stored words have a *place* where the secret belongs, and the
secret itself is worked out from the mail's id and the service's secret key at the moment of
sending. The act that makes the link stores its digest, as of any other token:

    secret = new_mail_secret(settings.secret_key)
    session.add(Invitation(digest=secret.digest, …))
    queue_mail(session, Letter(template="invitation", secret=secret,
                               facts={"address": f"{public_url}/join/{secret.place}"}, …))

The place is spelled with the mail's own id, which nobody knows before, so no name or answer can
bring one along. What waits while the service's key is changed is sent with the secret of the key
that made it, as long as that one is among the earlier keys.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from wedforms.lib.ids import token_digest, uuid7

_PURPOSE: Final = b"wedforms.mail:"


@dataclass(frozen=True, slots=True)
class MailSecret:
    """The secret of a mail that is about to be queued: its digest, and its place in the words."""

    mail_id: UUID
    digest: bytes

    @property
    def place(self) -> str:
        """What stands in an address where the secret belongs."""
        return place_of_secret(self.mail_id)


def new_mail_secret(secret_key: str) -> MailSecret:
    """A new 256-bit secret for one mail, of which only the digest is to be stored."""
    mail_id = uuid7()
    return MailSecret(mail_id, token_digest(secret_of_mail(mail_id, secret_key=secret_key)))


def secret_of_mail(mail_id: UUID, *, secret_key: str) -> str:
    """The secret that belongs to the mail: the same each time it is sent."""
    code = hmac.digest(secret_key.encode(), _PURPOSE + mail_id.bytes, hashlib.sha256)
    return base64.urlsafe_b64encode(code).rstrip(b"=").decode()


def place_of_secret(mail_id: UUID) -> str:
    """What stands in the stored words of the mail where its secret belongs."""
    return f"secret-of-{mail_id.hex}"
