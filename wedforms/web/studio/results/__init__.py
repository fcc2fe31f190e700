"""What was answered: the list of a form, one submission, and what is taken away of them."""

from __future__ import annotations

from typing import Final

from wedforms.web.studio.results import (
    answer,
    board,
    correct,
    decide,
    exports,
    requests,
    summary,
    table,
)
from wedforms.web.studio.views import Views

_PARTS: Final = (table, summary, board, answer, decide, correct, requests, exports)
VIEWS: Final[Views] = {name: view for part in _PARTS for name, view in part.VIEWS.items()}
