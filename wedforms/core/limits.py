"""What a tier allows: one counter each, taken in the act's own transaction, never overrun."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from sqlalchemy import text
from sqlalchemy.orm import Session

from wedforms.core.tenancy import open_organization

Counter = Literal["users", "forms", "submissions"]

_USE: Final = text("select use_quota(:organization_id, :counter)")
_GIVE_BACK: Final = text("select give_back_quota(:organization_id, :counter)")

_ROOM: Final = text("select * from quota_room(:organization_id, :counter)")


class LimitReached(Exception):
    """The organization's tier allows no more of this."""

    def __init__(self, counter: Counter) -> None:
        self.counter = counter
        super().__init__(f"The limit of {counter} is reached.")


@dataclass(frozen=True, slots=True)
class Room:
    """How much of a limit is used."""

    used: int
    most: int

    @property
    def is_gone(self) -> bool:
        """Whether nothing is left."""
        return self.used >= self.most

    @property
    def is_short(self) -> bool:
        """Whether four fifths are used, so that people should hear of it."""
        return self.used * 5 >= self.most * 4


def room_for(session: Session, counter: Counter) -> Room | None:
    """How much of the tier's limit is used now; None where there is no limit."""
    asked = {"organization_id": open_organization(session), "counter": counter}
    row = session.execute(_ROOM, asked).one()
    return None if row.most is None else Room(row.used, row.most)


def use(session: Session, counter: Counter) -> None:
    """Count one more, or raise LimitReached; undone with the caller's transaction."""
    asked = {"organization_id": open_organization(session), "counter": counter}
    if not session.execute(_USE, asked).scalar_one():
        raise LimitReached(counter)


def give_back(session: Session, counter: Counter) -> None:
    """Count one less: a member left, a form was deleted."""
    session.execute(_GIVE_BACK, {"organization_id": open_organization(session), "counter": counter})
