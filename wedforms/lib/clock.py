"""The only place that reads the time; everything else takes it as an argument."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo


def now() -> datetime:
    """This moment, in UTC."""
    return datetime.now(UTC)


def today_in(zone: str) -> date:
    """Today's date where the IANA `zone` is."""
    return datetime.now(ZoneInfo(zone)).date()
