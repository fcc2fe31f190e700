"""Places as pages tell of them: looked up anew every other second, and only where there are any."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from time import monotonic
from typing import Final
from uuid import UUID

from wedforms.core.tenancy import tenant_transaction
from wedforms.extensions import db
from wedforms.forms.find import PublishedForm
from wedforms.submissions.places import Place, places_gone, places_offered

NOTHING_GONE: Final[frozenset[Place]] = frozenset()
_TRUSTED_SECONDS: Final = 2.0
_MOST_KEPT: Final = 2_000


@dataclass(slots=True)
class _Known:
    """What a version offers, and what of it was gone when it was last looked up."""

    offered: Mapping[Place, int]
    gone: frozenset[Place] = NOTHING_GONE
    until: float = 0.0


class KeptPlaces:
    """What has no places left, by version; trusted for two seconds, for sending counts itself."""

    def __init__(self, *, trusted_seconds: float = _TRUSTED_SECONDS) -> None:
        self._trusted_seconds = trusted_seconds
        self._kept: OrderedDict[UUID, _Known] = OrderedDict()
        self._lock = Lock()

    def gone(self, form: PublishedForm) -> frozenset[Place]:
        """The options of a form without places left, and the whole form when it is full.

        Opens a transaction of its own when it has to look.
        """
        known = self._known(form)
        if known.offered and known.until <= monotonic():
            with tenant_transaction(db.session, form.organization_id) as session:
                known.gone = places_gone(session, form_id=form.form_id, offered=known.offered)
            known.until = monotonic() + self._trusted_seconds
        return known.gone

    def _known(self, form: PublishedForm) -> _Known:
        with self._lock:
            known = self._kept.get(form.version_id)
            if known is None:
                known = _Known(places_offered(form.compiled.definition))
                self._kept[form.version_id] = known
            self._kept.move_to_end(form.version_id)
            while len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
            return known
