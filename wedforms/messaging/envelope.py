"""The message as the mail system takes it: headers, text, HTML, the logo and a PDF."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.header import Header
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from typing import Any, Final

from wedforms.core.communications import Communication
from wedforms.messaging.addresses import MailTag, message_id_of, named
from wedforms.messaging.letterhead import LOGO
from wedforms.messaging.models import Mail


class _Headers(EmailPolicy):
    """Headers as every server takes them: two that the library breaks are written in full.

    A Message-ID that is folded is another one to some servers; a long name that is no ASCII gets
    spaces inside.
    """

    def fold_binary(self, name: str, value: Any) -> bytes:
        """The header as bytes."""
        if name == "Message-ID":
            return f"{name}: {value}{self.linesep}".encode("ascii")
        if name == "From" and not value.addresses[0].display_name.isascii():
            [one] = value.addresses
            words = Header(one.display_name, "utf-8", header_name=name).encode(linesep=self.linesep)
            return f"{name}: {words}{self.linesep} <{one.addr_spec}>{self.linesep}".encode("ascii")
        return super().fold_binary(name, value)


_POLICY: Final = _Headers(linesep="\r\n", cte_type="7bit")


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A content that goes along; the one named `logo` stands in the page."""

    name: str
    media_type: str
    content: bytes


def message_of(
    message: Communication,
    mail: Mail,
    *,
    mail_from: str,
    secrets: Mapping[str, str],
    enclosures: tuple[Enclosure, ...] = (),
) -> EmailMessage:
    """The mail to hand over; raises ValueError for a header that holds more than one line."""
    made = EmailMessage(policy=_POLICY)
    made["From"] = named(mail.sender_name, mail_from)
    made["To"] = named("", message.recipient)
    if mail.reply_to:
        made["Reply-To"] = named("", mail.reply_to)
    made["Subject"] = message.subject
    made["Date"] = format_datetime(message.created_at)
    made["Message-ID"] = message.message_id or tagged(message, mail_from=mail_from)
    made["Auto-Submitted"] = "auto-generated"
    made.set_content(_opened(message.content, secrets))
    made.add_alternative(_opened(message.content_html or "", secrets), subtype="html")
    _enclose(made, enclosures)
    return made


def tagged(message: Communication, *, mail_from: str) -> str:
    """The Message-ID of this message."""
    return message_id_of(MailTag(message.organization_id, message.id), mail_from=mail_from)


def _opened(words: str, secrets: Mapping[str, str]) -> str:
    for place, secret in secrets.items():
        words = words.replace(place, secret)
    return words


def _enclose(made: EmailMessage, enclosures: tuple[Enclosure, ...]) -> None:
    page = made.get_body(("html",))
    assert isinstance(page, EmailMessage)
    for one, (kind, subtype) in _with_kinds(enclosures):
        if one.name == LOGO:
            page.add_related(
                one.content, kind, subtype, cid=f"<{LOGO}>", disposition="inline", filename=LOGO
            )
        else:
            made.add_attachment(one.content, maintype=kind, subtype=subtype, filename=one.name)


def _with_kinds(
    enclosures: tuple[Enclosure, ...],
) -> Iterator[tuple[Enclosure, tuple[str, str]]]:
    for one in enclosures:
        kind, _, subtype = one.media_type.partition("/")
        yield one, (kind, subtype)
