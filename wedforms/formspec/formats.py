"""The formats of answers: our own callbacks, the same in every engine."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any, Final
from urllib.parse import urlsplit

import phonenumbers

from wedforms.formspec.patterns import matches

_LONGEST_EMAIL: Final = 254
_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TIME: Final = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]")
_INSTANT: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(?:Z|[+-][0-9]{2}:[0-9]{2})")
_E164: Final = re.compile(r"\+[1-9][0-9]{5,14}")
_UUID: Final = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_HANDLE: Final = re.compile(r"[A-Za-z0-9._]{1,30}")
_POSTCODE: Final = re.compile(r"(?:GIR 0AA|[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][ABD-HJLNP-UW-Z]{2})")
_WEB: Final = re.compile(r"https?://[^\s\x00-\x20\x7f\\\"<>^`{|}]+", re.IGNORECASE)
_LABEL: Final = r"[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}\-]*[\p{L}\p{M}\p{N}])?"
_ATOM: Final = r"[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~\-]+"
_EMAIL: Final = rf"^{_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+{_LABEL}$"
_HOST: Final = rf"^(?:{_LABEL}\.)+{_LABEL}$"
_LONGEST_LOCAL: Final = 64
_LONGEST_LABEL: Final = 63


def is_date(text: str) -> bool:
    """`YYYY-MM-DD`, a day that exists."""
    return _DATE.fullmatch(text) is not None and _exists(date.fromisoformat, text)


def is_time(text: str) -> bool:
    """`HH:MM`."""
    return _TIME.fullmatch(text) is not None


def is_date_time(text: str) -> bool:
    """`YYYY-MM-DDTHH:MM`, local."""
    day, _, clock = text.partition("T")
    return is_date(day) and is_time(clock)


def is_instant(text: str) -> bool:
    """RFC 3339 with an offset."""
    return _INSTANT.fullmatch(text) is not None and _exists(datetime.fromisoformat, text)


def is_email(text: str) -> bool:
    """An address that mail can be sent to, as far as its form tells; other scripts are welcome."""
    if len(text) > _LONGEST_EMAIL or text.find("@") > _LONGEST_LOCAL:
        return False
    return matches(_EMAIL, text) and _has_short_labels(text.rpartition("@")[2])


def is_phone(text: str) -> bool:
    """E.164 of a length that the country uses."""
    if not _E164.fullmatch(text):
        return False
    try:
        number = phonenumbers.parse(text)
    except phonenumbers.NumberParseException:
        return False
    return bool(phonenumbers.is_possible_number(number))


def is_web_address(text: str) -> bool:
    """Http or https, a host with a dot, no user name in it."""
    if not _WEB.fullmatch(text):
        return False
    try:
        parts = urlsplit(text)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    return "@" not in parts.netloc and matches(_HOST, host) and _has_short_labels(host)


def _has_short_labels(host: str) -> bool:
    return all(len(label) <= _LONGEST_LABEL for label in host.split("."))


def _exists(reader: Callable[[str], Any], text: str) -> bool:
    try:
        reader(text)
    except ValueError:
        return False
    return True


#: The callbacks by the name that a compiled schema uses.
FORMATS: Final[Mapping[str, Callable[[str], bool]]] = {
    "date": is_date,
    "date-time": is_instant,
    "email": is_email,
    "handle": lambda text: _HANDLE.fullmatch(text) is not None,
    "local-date-time": is_date_time,
    "local-time": is_time,
    "phone": is_phone,
    "postcode_gb": lambda text: _POSTCODE.fullmatch(text) is not None,
    "url": is_web_address,
    "uuid": lambda text: _UUID.fullmatch(text) is not None,
}
