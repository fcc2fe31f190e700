"""Mails: composed once, kept as they were sent, handed over by the worker.

Whoever wants a mail sent calls `queue_mail` in the transaction of what the mail tells.
"""

from wedforms.messaging.letters import About, Letter
from wedforms.messaging.models import Mail
from wedforms.messaging.queue import queue_mail
from wedforms.messaging.secrets import MailSecret, new_mail_secret

__all__ = ["About", "Letter", "Mail", "MailSecret", "new_mail_secret", "queue_mail"]
