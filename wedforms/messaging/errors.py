"""What can go wrong with a mail."""

from __future__ import annotations


class MessagingError(Exception):
    """Something about mails failed; the class says what."""

    def __init__(self) -> None:
        super().__init__(self.__doc__)


class AddressUnusable(MessagingError):
    """A mail has one recipient, at an address that can be written to."""


class MailInHand(MessagingError):
    """Another worker has this mail in hand at this moment."""


class MailDelayed(MessagingError):
    """The mail could not be handed over now and is tried again later."""


class MailNotFound(MessagingError):
    """There is no such message here."""


class NotResendable(MessagingError):
    """This message waits to be sent, or its link has ended: it cannot be sent again."""
