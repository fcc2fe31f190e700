"""Secrets of links that are worked out at the moment of sending (see messaging/secrets.py).

Besides its own, a mail may lead to what was sent (the couple's own page) or along a personal
link. Their secrets too are derived from the service's key and are nowhere at rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from sqlalchemy.orm import Session

from wedforms.forms.errors import LinkNotUsable
from wedforms.forms.links import link_secret
from wedforms.lib.ids import token_digest
from wedforms.messaging.models import Mail
from wedforms.messaging.post import Refused
from wedforms.messaging.secrets import place_of_secret, secret_of_mail
from wedforms.submissions.errors import SubmissionNotFound
from wedforms.submissions.sent import view_secret_of

#: What pages show instead of a secret.
HIDDEN: Final = "••••••"
_ENDED: Final = "the link in it was withdrawn"


def place_of_view(submission_id: UUID) -> str:
    """What stands in stored words where the secret of the couple's own page belongs."""
    return f"view-of-{submission_id.hex}"


def place_of_link(link_id: UUID) -> str:
    """What stands in stored words where the secret of a personal link belongs."""
    return f"link-of-{link_id.hex}"


def secrets_for(
    session: Session, mail: Mail, *, secret_key: str, earlier_keys: Sequence[str] = ()
) -> dict[str, str]:
    """Every place that this mail's words may have, with its secret; raises Refused."""
    found = {}
    if mail.secret_digest is not None:
        found[place_of_secret(mail.id)] = _own_secret(mail, (secret_key, *earlier_keys))
    try:
        if mail.submission_id is not None:
            found[place_of_view(mail.submission_id)] = view_secret_of(
                session, mail.submission_id, signing_key=secret_key, earlier_keys=earlier_keys
            )
        if mail.link_id is not None:
            found[place_of_link(mail.link_id)] = link_secret(
                session, mail.link_id, signing_key=secret_key, earlier_keys=earlier_keys
            )
    except (LinkNotUsable, SubmissionNotFound) as ended:
        raise Refused(_ENDED) from ended
    return found


def _own_secret(mail: Mail, keys: Sequence[str]) -> str:
    """The secret whose digest was kept when the mail was queued, perhaps under an earlier key."""
    made = [secret_of_mail(mail.id, secret_key=key) for key in keys]
    return next((one for one in made if token_digest(one) == mail.secret_digest), made[0])


def hide_secrets(words: str, mail: Mail) -> str:
    """The stored words as people may see them."""
    places = [place_of_secret(mail.id)]
    places += [place_of_view(mail.submission_id)] if mail.submission_id else []
    places += [place_of_link(mail.link_id)] if mail.link_id else []
    for place in places:
        words = words.replace(place, HIDDEN)
    return words
