"""The formats of answers: our own callbacks, the same in every engine."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from typing import Final

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
_WEB: Final = re.compile(
    r"https?://(?P<host>[^\s/?#@:\\]+)(?::(?P<port>[0-9]{1,5}))?(?:[/?#][^\s\x00-\x20\x7f\\\"<>^`{|}]*)?",
    re.IGNORECASE,
)
# Addresses in plain letters are the most; `re` reads them faster, and the rest is left to RE2.
_PLAIN_LABEL: Final = r"[A-Za-z0-9]++(?:-+[A-Za-z0-9]++)*+"
_PLAIN_ATOM: Final = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]++"
_PLAIN_HOST: Final = re.compile(rf"(?:{_PLAIN_LABEL}\.)+{_PLAIN_LABEL}")
_PLAIN_EMAIL: Final = re.compile(
    rf"{_PLAIN_ATOM}(?:\.{_PLAIN_ATOM})*+@(?:{_PLAIN_LABEL}\.)+{_PLAIN_LABEL}"
)
_LABEL: Final = r"[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}\-]*[\p{L}\p{M}\p{N}])?"
_ATOM: Final = r"[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~\-]+"
_EMAIL: Final = rf"^{_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+{_LABEL}$"
_HOST: Final = rf"^(?:{_LABEL}\.)+{_LABEL}$"
_LONGEST_LOCAL: Final = 64
_LONGEST_LABEL: Final = 63
_LAST_PORT: Final = 65_535


def is_date(text: str) -> bool:
    """`YYYY-MM-DD`, a day that exists."""
    if _DATE.fullmatch(text) is None:
        return False
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def is_time(text: str) -> bool:
    """`HH:MM`."""
    return _TIME.fullmatch(text) is not None


def is_date_time(text: str) -> bool:
    """`YYYY-MM-DDTHH:MM`, local."""
    day, _, clock = text.partition("T")
    return is_date(day) and is_time(clock)


def is_instant(text: str) -> bool:
    """RFC 3339 with an offset."""
    if _INSTANT.fullmatch(text) is None:
        return False
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def is_email(text: str) -> bool:
    """An address that mail can be sent to, as far as its form tells; other scripts are welcome."""
    if len(text) <= _LONGEST_LABEL and _PLAIN_EMAIL.fullmatch(text):
        return True  # too short for any part to be too long
    if len(text) > _LONGEST_EMAIL or text.find("@") > _LONGEST_LOCAL:
        return False
    is_address = _PLAIN_EMAIL.fullmatch(text) or matches(_EMAIL, text)
    return bool(is_address) and _has_short_labels(text.rpartition("@")[2])


def is_phone(text: str) -> bool:
    """E.164, with as many digits as numbers of that country have."""
    return _E164.fullmatch(text) is not None and len(text) in _lengths(text[1:4])


@cache
def _lengths(beginning: str) -> frozenset[int]:
    """How long a number may be that begins with these three digits, its plus included."""
    for end in (1, 2, 3):
        lengths = _national_lengths(beginning[:end])
        if lengths is not None:
            return frozenset(1 + end + length for length in lengths)
    return frozenset()


def _national_lengths(code: str) -> frozenset[int] | None:
    """How many digits may follow a country's code; `None` for what is none."""
    number = int(code)
    if number not in phonenumbers.COUNTRY_CODE_TO_REGION_CODE:
        return None
    region = phonenumbers.region_code_for_country_code(number)
    facts = phonenumbers.PhoneMetadata.metadata_for_region_or_calling_code(number, region)
    general = facts.general_desc if facts else None
    return frozenset(general.possible_length if general else ())


def is_web_address(text: str) -> bool:
    """A web address: http or https, a host with a dot, no user name in it."""
    address = _WEB.fullmatch(text)
    if address is None:
        return False
    host, port = address["host"], address["port"]
    if port and int(port) > _LAST_PORT:
        return False
    is_host = _PLAIN_HOST.fullmatch(host) or matches(_HOST, host)
    return bool(is_host) and _has_short_labels(host)


def _has_short_labels(host: str) -> bool:
    return len(host) <= _LONGEST_LABEL or all(
        len(label) <= _LONGEST_LABEL for label in host.split(".")
    )


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
