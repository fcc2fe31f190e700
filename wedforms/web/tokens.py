"""Signed tokens of public pages: proof that a POST comes from a page of ours, without a cookie."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from itsdangerous import BadData, SignatureExpired, URLSafeTimedSerializer

PAGE_LIFE_SECONDS: Final = 24 * 60 * 60
_NONCE_BYTES: Final = 9


class PageTokenRefused(Exception):
    """The page's token is missing, forged, or of another page."""


class PageTokenExpired(PageTokenRefused):
    """The page was open for more than a day; `version_id` is the version that it showed."""

    def __init__(self, version_id: UUID) -> None:
        self.version_id = version_id
        super().__init__(self.__doc__)


@dataclass(frozen=True, slots=True)
class PageToken:
    """What an accepted token says: the version that the page showed, and when it was drawn."""

    version_id: UUID
    drawn_at: datetime


class PageTokens:
    """Issues and reads the tokens of pages."""

    def __init__(self, secret: str, *, earlier: Sequence[str] = ()) -> None:
        # What an earlier key signed is read; the last one signs.
        keys = [*reversed(earlier), secret]
        self._serializer = URLSafeTimedSerializer(keys, salt="wedforms.page")

    def issue(self, form_id: UUID, *, version_id: UUID) -> str:
        """A new token for a page of this form in this version."""
        nonce = secrets.token_urlsafe(_NONCE_BYTES)
        token = self._serializer.dumps([form_id.hex, version_id.hex, nonce])
        return token if isinstance(token, str) else token.decode()

    def read(self, token: str, form_id: UUID) -> PageToken:
        """What the token says; raises PageTokenExpired or PageTokenRefused."""
        try:
            content, drawn_at = self._serializer.loads(
                token, max_age=PAGE_LIFE_SECONDS, return_timestamp=True
            )
        except SignatureExpired as expired:
            shown = self._serializer.load_payload(expired.payload or b"")
            raise PageTokenExpired(_version(shown, form_id)) from expired
        except (BadData, UnicodeError) as forged:
            raise PageTokenRefused from forged
        return PageToken(_version(content, form_id), drawn_at)


def _version(content: list[str], form_id: UUID) -> UUID:
    """The version that a page of this form showed; raises PageTokenRefused for another form's."""
    if content[0] != form_id.hex:
        raise PageTokenRefused
    return UUID(hex=content[1])
