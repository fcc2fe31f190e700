"""Addresses in the headers of mails: names that survive, and the way back of a bounce."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.headerregistry import Address
from typing import Final
from uuid import UUID

from wedforms.formspec.text import clean_line

_DIGITS: Final = "0123456789abcdefghijklmnopqrstuvwxyz"
_LENGTH: Final = 25  # of 128 bits in base 36
_TAG: Final = re.compile(rf"([0-9a-z]{{{_LENGTH}}})\.([0-9a-z]{{{_LENGTH}}})")
_LONGEST_NAME: Final = 100


@dataclass(frozen=True, slots=True)
class MailTag:
    """Which mail of which organization: what a bounce brings back.

    The mail's id has 74 random bits that only its recipient gets to see.
    """

    organization_id: UUID
    mail_id: UUID

    def __str__(self) -> str:
        return f"{_base36(self.organization_id)}.{_base36(self.mail_id)}"


def tags_in(text: str) -> list[MailTag]:
    """Every tag that the text names, in order."""
    found = []
    for organization, mail in _TAG.findall(text.lower()):
        numbers = int(organization, 36), int(mail, 36)
        if max(numbers) < 1 << 128:
            found.append(MailTag(UUID(int=numbers[0]), UUID(int=numbers[1])))
    return found


def message_id_of(tag: MailTag, *, mail_from: str) -> str:
    """The Message-ID of a mail: the same each time it is sent."""
    return f"<{tag}@{plain_domain(mail_from).rpartition('@')[2]}>"


def return_path(tag: MailTag, *, bounces: str) -> str:
    """The envelope's sender, so that a bounce says which mail it is about (bounces+<tag>@…)."""
    local, _, domain = plain_domain(bounces).rpartition("@")
    return f"{local}+{tag}@{domain}"


def named(name: str, address: str) -> Address:
    """An address with a name, as a header takes it; quoting is the library's."""
    local, _, domain = plain_domain(address).rpartition("@")
    return Address(display_name=clean_line(name)[:_LONGEST_NAME], username=local, domain=domain)


def plain_domain(address: str) -> str:
    """The address with its domain as the mail system writes it (xn--…)."""
    local, _, domain = address.rpartition("@")
    try:
        return f"{local}@{domain.encode('idna').decode()}"
    except UnicodeError:
        return address


def _base36(one: UUID) -> str:
    number, digits = one.int, ""
    for _ in range(_LENGTH):
        number, digit = divmod(number, 36)
        digits = _DIGITS[digit] + digits
    return digits
