"""What the steps, papers, messages and facts of a couple are called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from flask_babel import LazyString, lazy_gettext

STATUSES: Final[Mapping[str, LazyString]] = {
    "lead": lazy_gettext("an enquiry"),
    "booked": lazy_gettext("booked"),
    "married": lazy_gettext("married"),
    "archived": lazy_gettext("put away"),
}
PAPERS: Final[Mapping[str, LazyString]] = {
    "contract": lazy_gettext("Contract"),
    "invoice": lazy_gettext("Invoice"),
    "credit_note": lazy_gettext("Credit note"),
    "receipt": lazy_gettext("Receipt"),
    "copy": lazy_gettext("Copy"),
}
MESSAGES: Final[Mapping[str, LazyString]] = {
    "draft": lazy_gettext("not sent yet"),
    "queued": lazy_gettext("about to be sent"),
    "sending": lazy_gettext("about to be sent"),
    "sent": lazy_gettext("sent"),
    "delivered": lazy_gettext("delivered"),
    "failed": lazy_gettext("could not be delivered"),
}
KNOWN: Final[Mapping[str, LazyString]] = {
    "partner_1_name": lazy_gettext("one name"),
    "partner_2_name": lazy_gettext("the other name"),
    "wedding_date": lazy_gettext("wedding date"),
    "time_zone": lazy_gettext("time zone"),
    "venue": lazy_gettext("venue"),
    "town": lazy_gettext("town"),
    "latitude": lazy_gettext("latitude"),
    "longitude": lazy_gettext("longitude"),
    "notes": lazy_gettext("notes"),
    "metadata": lazy_gettext("tags"),
}
