"""Every content that a row names, looked for in the store: what a restored copy lacks is said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal
from uuid import UUID

from sqlalchemy import URL

from wedforms.database.addresses import connected
from wedforms.files.errors import FileDamaged, FileMissing
from wedforms.files.store import FileStore

#: Of all organizations; whoever may not see them all is refused, not shown a part.
_EVERYBODYS: Final = "set row_security = off"
_NAMED: Final = """
select one.organization_id, named.sha256, one.name
from stored_files one
cross join lateral (values (one.sha256), (one.details ->> 'thumbnail')) named (sha256)
where named.sha256 is not null and one.deleted_at is null and one.purged_at is null
order by one.organization_id, one.id, named.sha256
"""


@dataclass(frozen=True, slots=True)
class Lost:
    """A content that a row names and the store does not give."""

    organization_id: UUID
    sha256: str
    name: str
    fault: Literal["missing", "damaged"]


@dataclass(frozen=True, slots=True)
class Found:
    """How many contents are whole in the store, and which are not."""

    whole: int
    lost: tuple[Lost, ...]


def look_for_files(owner: URL, *, store: FileStore) -> Found:
    """Read every content of every organization, small pictures too."""
    with connected(owner) as connection:
        connection.execute(_EVERYBODYS)
        named = connection.execute(_NAMED).fetchall()
    looked = [_look_for(*row, store=store) for row in named]
    lost = tuple(one for one in looked if one is not None)
    return Found(len(named) - len(lost), lost)


def _look_for(organization_id: UUID, sha256: str, name: str, *, store: FileStore) -> Lost | None:
    try:
        store.get(sha256, organization_id=organization_id)
    except FileMissing:
        return Lost(organization_id, sha256, name, "missing")
    except FileDamaged:
        return Lost(organization_id, sha256, name, "damaged")
    return None
