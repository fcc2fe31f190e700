"""Mails as suppliers see them: what was written, what came back, reminders, notifications."""

from __future__ import annotations

from typing import Final

from wedforms.web.studio.messages import listing, notifications, one, remind
from wedforms.web.studio.views import Views

_PARTS: Final = (listing, one, remind, notifications)
VIEWS: Final[Views] = {name: view for part in _PARTS for name, view in part.VIEWS.items()}
