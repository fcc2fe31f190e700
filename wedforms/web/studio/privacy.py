"""What is held of one person: seen at a glance, taken as a copy, erased for good."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Final
from uuid import UUID

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, lazy_gettext

from wedforms.clients.listing import name_of
from wedforms.extensions import services
from wedforms.lib import clock
from wedforms.lib.text import file_name
from wedforms.privacy.copy import rows_as_json, write_copy
from wedforms.privacy.erase import what_stays
from wedforms.privacy.holdings import Holdings, holdings_of
from wedforms.privacy.requests import ask_erasure, note_copy, requests_of
from wedforms.privacy.subject import Kind, Subject
from wedforms.web.studio.clients.opened import opened
from wedforms.web.studio.person import person
from wedforms.web.studio.results.download import attached
from wedforms.web.studio.views import Views

_PAGES: Final[Mapping[Kind, str]] = {
    "couple": "studio.client_data",
    "household": "studio.answer_data",
}
_ACTS: Final[Mapping[Kind, tuple[str, str]]] = {
    "couple": ("studio.copy_client_data", "studio.erase_client"),
    "household": ("studio.copy_answer_data", "studio.erase_sender"),
}
_HELD: Final[Mapping[str, LazyString]] = {
    "client_contacts": lazy_gettext("Ways to reach them"),
    "form_links": lazy_gettext("Links of their own"),
    "form_submissions": lazy_gettext("Answers, and answers they have begun"),
    "submission_revisions": lazy_gettext("Earlier answers that they changed"),
    "change_requests": lazy_gettext("Changes that they asked for"),
    "communications": lazy_gettext("Messages"),
    "documents": lazy_gettext("Contracts and invoices"),
}
_STAYING: Final[Mapping[str, LazyString]] = {
    "documents": lazy_gettext("contracts and invoices: the law asks that they are kept"),
    "form_submissions": lazy_gettext(
        "the answers that these papers were made from: their evidence"
    ),
    "invoices": lazy_gettext("records of money: the law asks that they are kept"),
    "payments": lazy_gettext("payments: the law asks that they are kept"),
    "suppressions": lazy_gettext("addresses that must not be written to, so that nobody does"),
    "data_requests": lazy_gettext(
        "that they asked for a copy or for this, without a word of theirs"
    ),
}


def _page(subject: Subject) -> ResponseReturnValue:
    with opened() as session:
        holdings = holdings_of(session, subject)
        asked = requests_of(session, subject)
        stays = what_stays(holdings)
        return render_template(
            "studio/privacy.html",
            kind=subject.kind,
            name=_name(subject, holdings),
            held=[
                (words, len(rows)) for table, words in _HELD.items() if (rows := holdings.of(table))
            ],
            files=len(holdings.files),
            staying=[
                (_STAYING[table], count) for table, count in stays.items() if table in _STAYING
            ],
            asked=asked,
            erasure=next((one for one in asked if one.kind == "erasure"), None),
            copy_address=_address(_ACTS[subject.kind][0], subject),
            erase_address=_address(_ACTS[subject.kind][1], subject),
            back=_back(subject),
            is_unsure="unsure" in request.args,
        )


def _copy(subject: Subject) -> ResponseReturnValue:
    with opened() as session:
        holdings = holdings_of(session, subject)
        told = rows_as_json(session, holdings)
        note_copy(session, subject, by=person().profile_id, now=clock.now())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "copy"
        write_copy(path, told, holdings, store=services().files)
        content = path.read_bytes()
    name = file_name(f"Data of {_name(subject, holdings)}", extension="zip")
    return attached(content, media_type="application/zip", name=name)


def _erase(subject: Subject) -> ResponseReturnValue:
    is_sure = request.form.get("sure") == "yes"
    with opened() as session:
        if is_sure:
            ask_erasure(session, subject, by=person().profile_id, now=clock.now())
        else:
            holdings_of(session, subject)  # nobody is told apart by what they would be asked
    page = _address(_PAGES[subject.kind], subject, unsure=None if is_sure else "yes")
    return redirect(page, HTTPStatus.SEE_OTHER)


def _name(subject: Subject, holdings: Holdings) -> str:
    if subject.kind == "couple":
        [client] = holdings.of("clients")
        return name_of(client)
    return next((one.label for one in holdings.of("form_links") if one.label), "")


def _address(endpoint: str, subject: Subject, *, unsure: str | None = None) -> str:
    if subject.kind == "couple":
        return url_for(endpoint, client_id=subject.id, unsure=unsure)
    return url_for(endpoint, submission_id=subject.id, unsure=unsure)


def _back(subject: Subject) -> str:
    return _address("studio.client" if subject.kind == "couple" else "studio.answer", subject)


def client_data(client_id: UUID) -> ResponseReturnValue:
    """What is held of a couple."""
    return _page(Subject("couple", client_id))


def copy_client_data(client_id: UUID) -> ResponseReturnValue:
    """All of it as an archive, for the couple."""
    return _copy(Subject("couple", client_id))


def erase_client(client_id: UUID) -> ResponseReturnValue:
    """Have all of it erased."""
    return _erase(Subject("couple", client_id))


def answer_data(submission_id: UUID) -> ResponseReturnValue:
    """What is held of the household that sent an answer."""
    return _page(Subject("household", submission_id))


def copy_answer_data(submission_id: UUID) -> ResponseReturnValue:
    """All of it as an archive, for the household."""
    return _copy(Subject("household", submission_id))


def erase_sender(submission_id: UUID) -> ResponseReturnValue:
    """Have all of it erased."""
    return _erase(Subject("household", submission_id))


VIEWS: Final[Views] = {
    "client_data": client_data,
    "copy_client_data": copy_client_data,
    "erase_client": erase_client,
    "answer_data": answer_data,
    "copy_answer_data": copy_answer_data,
    "erase_sender": erase_sender,
}
