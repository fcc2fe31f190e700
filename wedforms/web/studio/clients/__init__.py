"""The pages of couples."""

from __future__ import annotations

from typing import Final

from wedforms.web.studio.clients import beside, codes, diary, editing, listing, one, sending
from wedforms.web.studio.views import Views

_PARTS: Final = (listing, one, editing, sending, beside, codes, diary)
VIEWS: Final[Views] = {name: view for part in _PARTS for name, view in part.VIEWS.items()}
