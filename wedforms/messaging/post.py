"""The way out: one SMTP conversation a mail, or a folder where there is no mail server."""

from __future__ import annotations

import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from typing import Final, Protocol

from wedforms.lib.relay import Relay, read_relay
from wedforms.messaging.addresses import MailTag, plain_domain, return_path
from wedforms.messaging.localoutbox import LocalOutbox, outbox_of
from wedforms.messaging.reasons import UNKNOWN, reason_in_words, status_in
from wedforms.settings import Settings

#: For each answer of the server; the worker's transaction waits for five minutes at most.
_PATIENCE_SECONDS: Final = 20.0
_TEMPORARY: Final = range(400, 500)
_NO_SERVER: Final = "no mail server is set up on this service yet"
_SILENT: Final = "the mail server does not answer"
_UNTRUSTED: Final = "the mail server’s certificate is not one that we can trust"
_INSECURE: Final = "no secure connection to the mail server could be made"
NOBODY: Final = "wedforms@localhost"


class Refused(Exception):
    """The mail will not be taken, now or later."""

    def __init__(self, reason: str, *, status: str = "", said: str = "") -> None:
        self.reason, self.status, self.said = reason, status, said
        super().__init__(reason)


class Delayed(Exception):
    """The mail could not be handed over; it may be later.

    `is_unknown`: the connection ended before the server's answer, so it may have been taken.
    """

    def __init__(self, reason: str, *, said: str = "", is_unknown: bool = False) -> None:
        self.reason, self.said, self.is_unknown = reason, said, is_unknown
        super().__init__(reason)


class Post(Protocol):
    """Takes one mail to one recipient."""

    @property
    def mail_from(self) -> str:
        """The verified address that every mail is from."""
        ...

    def hand_over(self, message: EmailMessage, *, recipient: str, tag: MailTag) -> None:
        """Return when it was taken; raises Refused or Delayed."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpPost:
    """A mail server that takes our mails; `bounces` is where those that cannot arrive come back."""

    relay: Relay
    mail_from: str
    bounces: str = ""

    def hand_over(self, message: EmailMessage, *, recipient: str, tag: MailTag) -> None:
        """Hand one mail over to one recipient."""
        path = return_path(tag, bounces=self.bounces) if self.bounces else self.mail_from
        try:
            self._converse(message, plain_domain(path), plain_domain(recipient))
        except smtplib.SMTPNotSupportedError as lacking:
            raise _lacking(lacking) from lacking
        except smtplib.SMTPAuthenticationError as refused:
            raise Delayed("the mail server did not accept our password") from refused
        except (smtplib.SMTPRecipientsRefused, smtplib.SMTPResponseException) as refused:
            raise _answered(refused) from refused
        except ssl.SSLCertVerificationError as untrusted:
            raise Delayed(_UNTRUSTED) from untrusted
        except ssl.SSLError as insecure:
            raise Delayed(_INSECURE) from insecure
        except (smtplib.SMTPException, OSError) as broken:
            raise Delayed(_SILENT) from broken

    def _converse(self, message: EmailMessage, path: str, recipient: str) -> None:
        secure = ssl.create_default_context()
        server = self._connected(secure)
        try:
            if self.relay.security == "starttls":
                server.starttls(context=secure)
            if self.relay.user:
                server.login(self.relay.user, self.relay.password)
            _send(server, message, path, recipient)
        finally:
            # Once it was taken, how the server says goodbye changes nothing.
            with suppress(smtplib.SMTPException, OSError):
                server.docmd("QUIT")
            server.close()

    def _connected(self, secure: ssl.SSLContext) -> smtplib.SMTP:
        host, port = self.relay.host, self.relay.port
        if self.relay.security == "tls":
            return smtplib.SMTP_SSL(host, port, timeout=_PATIENCE_SECONDS, context=secure)
        return smtplib.SMTP(host, port, timeout=_PATIENCE_SECONDS)


@dataclass(frozen=True, slots=True)
class NoPost:
    """No mail server: a mail fails, says why, and can be sent again when there is one."""

    mail_from: str = NOBODY

    def hand_over(self, message: EmailMessage, *, recipient: str, tag: MailTag) -> None:
        """Refuse it."""
        del message, recipient, tag
        raise Refused(_NO_SERVER)


@dataclass(frozen=True, slots=True)
class OutboxPost:
    """A folder of this machine instead of a mail server (messaging/localoutbox.py)."""

    outbox: LocalOutbox
    mail_from: str = NOBODY

    def hand_over(self, message: EmailMessage, *, recipient: str, tag: MailTag) -> None:
        """Lay it into the folder."""
        del recipient
        self.outbox.lay(message, name=str(tag.mail_id))


def post_of(settings: Settings) -> Post:
    """The way out that is configured."""
    if settings.smtp_url:
        return SmtpPost(
            relay=read_relay(settings.smtp_url),
            mail_from=settings.mail_from,
            bounces=settings.mail_bounces,
        )
    if (outbox := outbox_of(settings)) is not None:
        return OutboxPost(outbox, settings.mail_from or NOBODY)
    return NoPost(settings.mail_from or NOBODY)


def _send(server: smtplib.SMTP, message: EmailMessage, path: str, recipient: str) -> None:
    try:
        server.send_message(message, from_addr=path, to_addrs=[recipient])
    except smtplib.SMTPServerDisconnected as broken:
        raise Delayed(_SILENT, is_unknown=True) from broken
    except smtplib.SMTPException:
        raise  # an OSError too, but it is an answer
    except OSError as broken:
        raise Delayed(_SILENT, is_unknown=True) from broken


def _lacking(lacking: smtplib.SMTPNotSupportedError) -> Refused | Delayed:
    if "STARTTLS" in str(lacking):
        return Delayed("the mail server offers no encryption")
    return Refused(reason_in_words("5.6.7"), status="5.6.7")


def _answered(
    refused: smtplib.SMTPRecipientsRefused | smtplib.SMTPResponseException,
) -> Refused | Delayed:
    answer: bytes | str
    if isinstance(refused, smtplib.SMTPRecipientsRefused):
        [(code, answer)] = refused.recipients.values()
    else:
        code, answer = refused.smtp_code, refused.smtp_error
    said = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else str(answer)
    status = status_in(said)
    if code in _TEMPORARY or code < _TEMPORARY.start:
        return Delayed(reason_in_words(status) if status else "the mail server is busy", said=said)
    return Refused(reason_in_words(status) if status else UNKNOWN, status=status, said=said)
