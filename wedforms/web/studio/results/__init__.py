"""What was answered: the list of a form, one submission, and what is taken away of them."""

from __future__ import annotations

from typing import Final

from wedforms.web.studio.results import answer, table
from wedforms.web.studio.views import Views

VIEWS: Final[Views] = {**table.VIEWS, **answer.VIEWS}
