"""Links to files that last five minutes, and the headers that a stranger's file is served with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from itsdangerous import BadSignature, URLSafeTimedSerializer

from wedforms.files.errors import LinkInvalid

LONGEST_LIFE: Final = 300
#: A file is data to be saved, never a page of ours.
SERVING_HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
    "Cross-Origin-Resource-Policy": "same-site",
    "Cache-Control": "private, no-store",
}
_PURPOSE: Final = "wedforms.file"


@dataclass(frozen=True, slots=True)
class FileLink:
    """What a link stands for: one content of one organization, under a name."""

    organization_id: UUID
    sha256: str
    name: str
    media_type: str


def sign_link(link: FileLink, *, secret_key: str) -> str:
    """The token of a link, to be put in an address."""
    return _serializer(secret_key).dumps(
        [str(link.organization_id), link.sha256, link.name, link.media_type]
    )


def read_link(token: str, *, secret_key: str) -> FileLink:
    """What the token stands for; raises LinkInvalid when altered or older than five minutes."""
    try:
        organization_id, sha256, name, media_type = _serializer(secret_key).loads(
            token, max_age=LONGEST_LIFE
        )
        return FileLink(UUID(organization_id), sha256, name, media_type)
    except (BadSignature, ValueError, TypeError, AttributeError):
        raise LinkInvalid from None


def _serializer(secret_key: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(secret_key, salt=_PURPOSE)
