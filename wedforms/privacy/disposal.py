"""What becomes of each kind of row when a person is erased: emptied, or kept with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

_LAW: Final = "law"
_MONEY: Final = "money"
_PROOF: Final = "proof"
_FIGURES: Final = "figures"

#: Rows that lose their words; whoever reads the row later sees that something was there.
EMPTIED: Final[Mapping[str, Mapping[str, Any]]] = {
    "clients": {
        "partner_1_name": "Erased",
        "partner_2_name": "",
        "wedding_date": None,
        "venue": "",
        "town": "",
        "latitude": None,
        "longitude": None,
        "notes": "",
        "source": "erased",
        "metadata_": {},
    },
    "client_contacts": {"contact_value": "", "label": ""},
    "form_links": {"label": "", "recipient": "", "prefill": {}},
    "change_requests": {"wanted": "", "reply": ""},
    "answer_exports": {"question": {}},
    "tasks": {"title": "Erased", "notes": ""},
    "journey_executions": {"failure": None},
    "journey_step_executions": {"result_data": {}},
}
#: What a function of the database empties: written once, or derived from what is.
BY_FUNCTION: Final = frozenset(
    {
        "form_submissions",
        "submission_revisions",
        "submission_answers",
        "submission_words",
        "communications",
        "mails",
        "communication_events",
    }
)
#: What stays, and why.
KEPT: Final[Mapping[str, str]] = {
    "documents": _LAW,
    "document_parties": _LAW,
    "document_signatures": _LAW,
    "document_events": _LAW,
    "invoices": _MONEY,
    "invoice_line_items": _MONEY,
    "payment_schedules": _MONEY,
    "payments": _MONEY,
    "payment_history": _MONEY,
    "refunds": _MONEY,
    "data_requests": _PROOF,
    "client_analytics": _FIGURES,
    "campaign_recipients": _FIGURES,
    "journey_timers": _FIGURES,
}
