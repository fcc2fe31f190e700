"""How hard the property tests try: the same examples every time, or as many as WEDFORMS_FUZZ says."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, Phase, settings

_ASKED = os.environ.get("WEDFORMS_FUZZ")

SLOWLY = settings(
    max_examples=int(_ASKED or 100),
    derandomize=_ASKED is None,
    database=None,
    # Making a failing example small takes minutes: only where somebody waits for it.
    phases=list(Phase) if _ASKED else [Phase.explicit, Phase.generate],
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
