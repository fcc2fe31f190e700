"""Receiving: one filled-in form is judged and stored exactly once, in one round trip."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Connection, text
from sqlalchemy.orm import Session

from wedforms.core.jsonb import dumps
from wedforms.forms.find import PublishedForm
from wedforms.formspec.answers import Answers, read_answers
from wedforms.formspec.deadlines import deadline
from wedforms.formspec.errors import AnswersRejected, Problem
from wedforms.formspec.fieldtypes import type_of
from wedforms.formspec.jsontext import canonical_json
from wedforms.lib.ids import uuid7
from wedforms.submissions.errors import (
    AlreadyReceived,
    ChangedMeanwhile,
    ChangesLocked,
    FormClosed,
    FormFull,
    LimitReached,
    PlacesGone,
)
from wedforms.submissions.files import require_known_files
from wedforms.submissions.promote import answered, places_taken, promoted

_SUBMIT: Final = text("SELECT submit_submission(:organization_id, cast(:submission AS jsonb))")
_AMEND: Final = text("SELECT amend_submission(:organization_id, cast(:submission AS jsonb))")


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One try to send: its idempotency key, where it comes from, and what it continues.

    A supplier's own correction names the member in `corrected_by`; no deadline stands in its way.
    """

    key: UUID
    at: datetime
    view_digest: bytes
    submission_id: UUID = field(default_factory=uuid7)
    origin: Mapping[str, Any] = field(default_factory=dict)
    prefill: Mapping[str, Any] = field(default_factory=dict)
    earlier: Mapping[str, Any] | None = None
    draft_id: UUID | None = None
    link_id: UUID | None = None
    client_id: UUID | None = None
    amends_id: UUID | None = None
    amended_revision: int | None = None
    quarantined: bool = False
    corrected_by: UUID | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What became of an attempt: stored now, or found stored already (`replayed`)."""

    submission_id: UUID
    replayed: bool
    warnings: tuple[Problem, ...]


def receive_submission(
    session: Session | Connection,
    *,
    form: PublishedForm,
    raw: Mapping[str, Any],
    attempt: Attempt,
    today: date,
) -> Received:
    """Judge and store one filled-in form exactly once, and announce it. The caller owns the commit.

    On a bare autocommitting connection the one statement sets the tenant itself (the fast path,
    for forms without uploads). Raises
    AnswersRejected, FormClosed, FormFull, PlacesGone, LimitReached, AlreadyReceived (this attempt,
    or a link for one answer), ChangedMeanwhile (somebody else's change) and ChangesLocked.
    """
    answers = read_answers(
        form.compiled, raw, today=today, earlier=attempt.earlier, prefill=attempt.prefill
    )
    _refuse_when_late(form, answers, attempt, today=today)
    if isinstance(session, Session):
        require_known_files(session, form.compiled.definition, answers.values)
    body = _body(form, answers, attempt)
    statement = _SUBMIT if attempt.amends_id is None else _AMEND
    result = session.scalar(
        statement, {"organization_id": form.organization_id, "submission": dumps(body)}
    )
    return _received(result, answers)


def body_hash(values: Mapping[str, Any]) -> str:
    """The SHA-256 (hex) of canonical answers; equal answers give the equal hash."""
    return hashlib.sha256(canonical_json(values).encode()).hexdigest()


def _refuse_when_late(
    form: PublishedForm, answers: Answers, attempt: Attempt, *, today: date
) -> None:
    if attempt.corrected_by is not None:
        return
    closes_at = deadline(form.compiled.definition, "closes_at", answers.values, today=today)
    if closes_at is not None and attempt.at >= closes_at:
        raise FormClosed(closes_at)
    locks_at = deadline(form.compiled.definition, "locks_at", answers.values, today=today)
    if attempt.amends_id is not None and locks_at is not None and attempt.at >= locks_at:
        raise ChangesLocked(locks_at)


def _body(form: PublishedForm, answers: Answers, attempt: Attempt) -> dict[str, Any]:
    definition = form.compiled.definition
    fields = definition.fields
    return {
        **_ids(form, attempt),
        "revision": attempt.amended_revision,
        "body_hash": body_hash(answers.values),
        "view_digest": attempt.view_digest.hex(),
        "submission_data": _stamped(form, answers.values, attempt),
        "origin": _origin(attempt),
        "capacity": definition.settings.get("capacity"),
        "promoted": promoted(fields, answers.values),
        "places": places_taken(fields, answers.values),
        "quarantined": attempt.quarantined,
        "corrects": attempt.corrected_by is not None,
        **({} if attempt.corrected_by is None else {"event": "submission.corrected"}),
    }


def _ids(form: PublishedForm, attempt: Attempt) -> dict[str, str | None]:
    ids = {
        "id": attempt.amends_id or attempt.submission_id,
        "form_id": form.form_id,
        "form_version_id": form.version_id,
        "client_id": attempt.client_id,
        "link_id": attempt.link_id,
        "draft_id": attempt.draft_id,
        "idempotency_key": attempt.key,
    }
    return {name: None if one is None else str(one) for name, one in ids.items()}


def _origin(attempt: Attempt) -> dict[str, Any]:
    if attempt.corrected_by is None:
        return dict(attempt.origin)
    return {**attempt.origin, "corrected_by": str(attempt.corrected_by), "note": attempt.note}


def _stamped(form: PublishedForm, values: Mapping[str, Any], attempt: Attempt) -> Mapping[str, Any]:
    """The answers with the server's time in every signature; one that was there keeps its own."""
    fields = form.compiled.definition.fields
    signed = {
        path: answer
        for path, asked, answer in answered(fields, attempt.earlier or {})
        if type_of(asked).is_dated
    }
    for path, asked, answer in answered(fields, values):
        if type_of(asked).is_dated:
            before = signed.get(path, {})
            is_same = all(before.get(part) == answer.get(part) for part in ("kind", "name", "data"))
            answer["at"] = before["at"] if is_same else attempt.at.isoformat()
    return values


def _received(result: Mapping[str, Any], answers: Answers) -> Received:
    status: str = result["status"]
    if status == "conflict":
        raise AlreadyReceived(UUID(result["id"]))
    if status == "changed":
        raise ChangedMeanwhile(UUID(result["id"]))
    if status == "places_gone":
        raise PlacesGone([(one["field"], one["option"]) for one in result["gone"]])
    if status in _REFUSALS:
        raise _REFUSALS[status]
    return Received(
        submission_id=UUID(result["id"]),
        replayed=status == "replayed",
        warnings=answers.warnings,
    )


_REFUSALS: Final = {
    "full": FormFull,
    "limit": LimitReached,
    "closed": FormClosed,
}

__all__ = ["AnswersRejected", "Attempt", "Received", "body_hash", "receive_submission"]
