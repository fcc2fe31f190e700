"""What can go wrong with a couple's entry, as facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID


class ClientError(Exception):
    """The root of everything this package raises."""


class ClientNotFound(ClientError):
    """There is no such couple here."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with one thing that was typed; `place` is its name, such as `contacts.0`."""

    place: str
    words: str


class FactsRefused(ClientError):
    """What was typed about a couple cannot be kept; `faults` says all of it."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("; ".join(fault.words for fault in faults))


class ClientChanged(ClientError):
    """Somebody else changed this couple meanwhile."""

    def __init__(self, client_id: UUID, revision: int) -> None:
        self.client_id = client_id
        self.revision = revision
        super().__init__(self.__doc__)


class StepRefused(ClientError):
    """This step does not follow from where the couple stands."""

    def __init__(self, status: str, wanted: str) -> None:
        self.status = status
        self.wanted = wanted
        super().__init__(self.__doc__)


class ReasonNeeded(ClientError):
    """A step back needs a reason in a few words."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)
