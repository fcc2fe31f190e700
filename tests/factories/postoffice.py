"""A real SMTP server of this machine that keeps what it takes, and answers what it is told to."""

from __future__ import annotations

import email
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session


@dataclass
class Delivery:
    """One mail as the server took it."""

    sender: str
    recipients: list[str]
    content: bytes
    is_signed_in: bool = False

    @property
    def message(self) -> EmailMessage:
        return email.message_from_bytes(self.content, policy=default)

    @property
    def text(self) -> str:
        return self.message.get_body(("plain",)).get_content()

    @property
    def html(self) -> str:
        return self.message.get_body(("html",)).get_content()


@dataclass
class PostOffice:
    """What was delivered; `answers` holds what a recipient's address is answered instead of 250.

    One that `hangs_up` takes a mail and ends the connection before it says so.
    """

    port: int = 0
    deliveries: list[Delivery] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)
    then: Callable[[Delivery], None] = lambda delivery: None
    hangs_up: bool = False

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if "DATA" in self.answers:
            return self.answers["DATA"]
        delivery = Delivery(
            envelope.mail_from,
            list(envelope.rcpt_tos),
            envelope.content,
            bool(session.authenticated),
        )
        self.deliveries.append(delivery)
        self.then(delivery)
        if self.hangs_up:
            server.transport.abort()
        return "250 taken"


class _AnyPort(Controller):
    """Listens where the system has room."""

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def post_office(**options: Any) -> Iterator[PostOffice]:
    """A running server on a free port; `options` are those of aiosmtpd."""
    office = PostOffice()
    controller = _AnyPort(office, hostname="127.0.0.1", port=0, **options)
    controller.start()
    office.port = controller.port
    try:
        yield office
    finally:
        controller.stop()


def accept(user: str, password: str, heard: list[Any] | None = None) -> Callable[..., AuthResult]:
    """Lets in who knows the password; `heard` gets what anybody said."""

    def judge(server: Any, session: Any, envelope: Any, mechanism: Any, given: Any) -> AuthResult:
        if heard is not None:
            heard.append(given)
        right = (given.login, given.password) == (user.encode(), password.encode())
        return AuthResult(success=right, handled=right)

    return judge
