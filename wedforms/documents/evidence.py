"""Who sent the answers, when and from where, and the fingerprints that tie the paper to them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal
from uuid import UUID

from wedforms.documents.filled import FilledForm
from wedforms.documents.wording import moment
from wedforms.formspec.jsontext import canonical_json


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What is known about the sending of one submission."""

    submission_id: UUID
    received_at: datetime
    version_number: int
    content_hash: str
    link_kind: Literal["public", "personal", "member"] = "public"
    ip_address: str = ""
    user_agent: str = ""


def frozen_evidence(form: FilledForm, evidence: Evidence) -> dict[str, Any]:
    """The evidence page's facts, in words, with the fingerprints whole."""
    utc = evidence.received_at.astimezone(UTC)
    return {
        "submission": str(evidence.submission_id),
        "received_utc": utc.strftime("%Y-%m-%d %H:%M:%S UTC"),
        "received_local": moment(utc, form.time_zone, form.locale),
        "link": _links(form)[evidence.link_kind],
        "ip_address": evidence.ip_address,
        "user_agent": evidence.user_agent[:300],
        "form": form.definition.name,
        "version": evidence.version_number,
        "content_hash": evidence.content_hash,
        "answers_hash": answers_hash(form.answers),
        "consents": _consents(form),
    }


def _links(form: FilledForm) -> Mapping[str, str]:
    return {
        "public": form.gettext("the form's public address"),
        "personal": form.gettext("a personal link"),
        "member": form.gettext("an account of the supplier"),
    }


def answers_hash(answers: Mapping[str, Any]) -> str:
    """The SHA-256 of canonical answers, in hex: sorted keys, no spaces, UTF-8."""
    return hashlib.sha256(canonical_json(answers).encode()).hexdigest()


def _consents(form: FilledForm) -> list[dict[str, Any]]:
    return [
        {"text": field.label, "given": form.answers[field.key] is True}
        for field in form.fields()
        if field.field_type == "consent" and field.key in form.answers and not field.private
    ]
