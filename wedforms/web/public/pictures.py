"""Pictures on a page: where each is seen, and the room that it needs before it arrives."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Final
from uuid import UUID

from flask import g, request, url_for

from wedforms.core.tenancy import tenant_transaction
from wedforms.extensions import db
from wedforms.files.assets import size_of_picture

_NOTHING: Final[Mapping[str, int]] = {}
_MOST_KEPT: Final = 4_096


class _Unknown(LookupError):
    """Nobody knows how large this picture is, yet."""


def picture_url(sha256: str) -> str:
    """Where a picture of the form's own organization is shown."""
    organization = (request.view_args or {}).get("org", g.get("organization_slug", ""))
    return url_for("public.picture", org=organization, sha256=sha256)


def picture_size(sha256: str) -> Mapping[str, int]:
    """`width` and `height` in pixels, so that nothing moves when it arrives; empty if unknown.

    Opens a transaction of its own when it has to look.
    """
    organization_id = g.get("organization_id")
    if organization_id is None:
        return _NOTHING
    try:
        return _size(organization_id, sha256)
    except _Unknown:
        return _NOTHING


@lru_cache(maxsize=_MOST_KEPT)
def _size(organization_id: UUID, sha256: str) -> Mapping[str, int]:
    """What was found once stays true: another picture has another name."""
    with tenant_transaction(db.session, organization_id) as session:
        size = size_of_picture(session, sha256)
    if not size:
        raise _Unknown
    return size
