"""Addresses of this service as mails name them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from wedforms.messaging.opening import place_of_link, place_of_view

#: The name in an address of the language that its page speaks.
LANGUAGE: Final = "lang"


@dataclass(frozen=True, slots=True)
class Ways:
    """Whole addresses below the service's own; secrets stand as places (messaging/opening.py)."""

    public_url: str

    def sent(self, slug: str, submission_id: UUID) -> str:
        """The couple's own page of what they sent."""
        return f"{self.public_url}/s/{slug}/{place_of_view(submission_id)}"

    def personal(self, slug: str, link_id: UUID, *, language: str = "") -> str:
        """A personal link; its page speaks this language, else the one that the browser wants."""
        spoken = f"?{LANGUAGE}={language}" if language else ""
        return f"{self.public_url}/p/{slug}/{place_of_link(link_id)}{spoken}"

    def answer(self, submission_id: UUID) -> str:
        """One submission in the studio."""
        return f"{self.public_url}/studio/answers/{submission_id}"

    def plan(self) -> str:
        """Where an owner sees what the plan allows and how much of it is used."""
        return f"{self.public_url}/studio/settings/plan"

    def notifications(self) -> str:
        """Where a member chooses what is written to them."""
        return f"{self.public_url}/studio/notifications"
