"""The local outbox: mails as files of a folder, for a service that is tried out on one machine.

A file holds what was sent, usable links included, as a mailbox would. Nothing lays anything here
unless the configuration names the folder, which it may for a service of this machine alone.
"""

from __future__ import annotations

import email
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import default
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from wedforms.lib.relay import is_this_machine
from wedforms.messaging.letterhead import LOGO
from wedforms.settings import Settings

_NAME: Final = re.compile(r"[0-9a-f-]{36}")
MOST_SHOWN: Final = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """One mail of the folder, read back."""

    name: str
    sender: str
    recipient: str
    reply_to: str
    subject: str
    date: datetime
    text: str
    html: str
    logo: tuple[str, bytes] | None
    enclosures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LocalOutbox:
    """The folder, by its path."""

    folder: str

    def lay(self, message: EmailMessage, *, name: str) -> None:
        """Keep the mail as a file; one that is laid again replaces the former."""
        path = Path(self.folder)
        path.mkdir(parents=True, exist_ok=True, mode=0o700)
        beside = path / f"{name}.part"
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(message.as_bytes())
        beside.replace(path / f"{name}.eml")

    def laid(self) -> Iterator[Laid]:
        """The latest mails, the newest first."""
        # Names are ids, which begin with the time.
        names = sorted((path.stem for path in Path(self.folder).glob("*.eml")), reverse=True)
        for name in names[:MOST_SHOWN]:
            if (one := self.find(name)) is not None:
                yield one

    def find(self, name: str) -> Laid | None:
        """The mail of this name, or None."""
        path = Path(self.folder) / f"{name}.eml"
        if _NAME.fullmatch(name) is None or not path.is_file():
            return None
        message = email.message_from_bytes(path.read_bytes(), policy=default)
        return _read(name, message)


def outbox_of(settings: Settings) -> LocalOutbox | None:
    """The outbox, where there is one: no mail server, a folder, and a service of this machine."""
    is_local = is_this_machine(urlsplit(settings.public_url).hostname or "")
    if settings.smtp_url or not settings.outbox_folder or not is_local:
        return None
    return LocalOutbox(settings.outbox_folder)


def _read(name: str, message: EmailMessage) -> Laid:
    parts = {part.get("Content-ID", ""): part for part in message.walk()}
    logo = parts.get(f"<{LOGO}>")
    return Laid(
        name=name,
        sender=str(message["From"]),
        recipient=str(message["To"]),
        reply_to=str(message.get("Reply-To", "")),
        subject=str(message["Subject"]),
        date=parsedate_to_datetime(str(message["Date"])),
        text=_content(message, "plain"),
        html=_content(message, "html"),
        logo=(logo.get_content_type(), logo.get_content()) if logo else None,
        enclosures=tuple(part.get_filename() or "" for part in message.iter_attachments()),
    )


def _content(message: EmailMessage, kind: str) -> str:
    body = message.get_body((kind,))
    return str(body.get_content()) if body is not None else ""
