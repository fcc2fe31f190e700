"""Why a mail did not arrive, in words that a supplier can act on."""

from __future__ import annotations

import re
from typing import Final

_STATUS: Final = re.compile(r"\b([245])\.([0-9]{1,3})\.([0-9]{1,3})\b")
_NO_SUCH_ADDRESS: Final = "the address does not exist"
_BY_DETAIL: Final = {
    "1.1": _NO_SUCH_ADDRESS,
    "1.2": "the part after the @ does not exist",
    "1.3": "the address is not written as one",
    "1.6": "the mailbox has moved and left no address",
    "1.10": "the part after the @ receives no mail",
    "2.1": "the mailbox is closed",
    "2.2": "the mailbox is full",
    "2.3": "the message is too large for the mailbox",
    "3.4": "the message is too large for the mail server",
    "4.1": "the mail server does not answer",
    "4.4": "the mail server cannot be found",
    "4.7": "it could not be delivered in time",
    "6.7": "the mail server cannot take letters of this alphabet in an address",
}
_BY_SUBJECT: Final = {
    "1": _NO_SUCH_ADDRESS,
    "2": "the mailbox takes no mail",
    "3": "the mail server has a problem",
    "4": "the way to the mail server is broken",
    "7": "the mail server refused it as unwanted",
}
#: What will not get better: the address itself is wrong.
_FOR_GOOD: Final = frozenset({"1.1", "1.2", "1.3", "1.6", "1.10", "2.1"})
UNKNOWN: Final = "the mail server refused it"


def status_in(text: str) -> str:
    """The enhanced status (RFC 3463) that an answer names, `5.1.1`; '' for none."""
    found = _STATUS.search(text)
    return found[0] if found else ""


def reason_in_words(status: str) -> str:
    """Why, for an enhanced status."""
    _, _, detail = status.partition(".")
    return _BY_DETAIL.get(detail) or _BY_SUBJECT.get(detail.partition(".")[0], UNKNOWN)


def is_for_good(status: str) -> bool:
    """Whether the address must not be written to again."""
    grade, _, detail = status.partition(".")
    return grade == "5" and detail in _FOR_GOOD
