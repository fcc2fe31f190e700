"""The same person answers twice: the later submission points at the first, and both stay as sent.

What repeats another is said by the form's setting `duplicates`. Without it whoever answers by the
same personal link, for the same couple, or with the same e-mail address answers again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select, text
from sqlalchemy.dialects.postgresql import array
from sqlalchemy.orm import Session

from wedforms.core.tenancy import open_organization
from wedforms.forms import FormLink
from wedforms.forms.find import form_of_version
from wedforms.formspec.definition import Definition
from wedforms.formspec.fieldtypes import type_of
from wedforms.submissions.models import FormSubmission

_LOCK: Final = text(
    "select pg_advisory_xact_lock(hashtextextended('repeats ' || cast(:form_id as text), 0))"
)


def lock_repeats(session: Session, submission_id: UUID) -> None:
    """Of two who say at once which answers repeat each other the second sees what the first did.

    Taken before the lock of any submission of the form.
    """
    form_id = session.scalar(
        select(FormSubmission.form_id).where(FormSubmission.id == submission_id)
    )
    session.execute(_LOCK, {"form_id": str(form_id)})
    session.flush()
    session.expire_all()


def attach_to_earlier(session: Session, submission_id: UUID) -> UUID | None:
    """Attach a submission to the first that it repeats, and return that one's id; None: to none.

    Of two sent at the same moment either may be seen first, so later ones that repeat this one are
    attached as well. Done again it changes nothing, nor does it undo what somebody decided.
    """
    lock_repeats(session, submission_id)
    sent = session.get_one(FormSubmission, (open_organization(session), submission_id))
    if sent.attached_to_id is not None or sent.attached_by_hand or sent.quarantined_at is not None:
        return sent.attached_to_id
    alike = _alike(session, sent)
    if alike is None:
        return None
    others = session.scalars(_others(sent).where(alike)).all()
    earlier = [one for one in others if _moment(one) < _moment(sent)]
    if earlier:
        sent.attached_to_id = earlier[0].attached_to_id or earlier[0].id
    for one in others:
        is_later = _moment(one) > _moment(sent)
        if is_later and one.attached_to_id is None and not one.attached_by_hand:
            one.attached_to_id = sent.attached_to_id or sent.id
    session.flush()
    return sent.attached_to_id


def attach_to_counted(session: Session, sent: FormSubmission) -> None:
    """Attach what was brought back to what counts in its place meanwhile, if anything does."""
    alike = None if sent.attached_by_hand else _alike(session, sent)
    if alike is not None:
        others = session.scalars(_others(sent).where(alike)).all()
        if others:
            sent.attached_to_id = others[-1].attached_to_id or others[-1].id


def repeats_of(session: Session, sent: FormSubmission) -> Sequence[FormSubmission]:
    """The other submissions of the same person to the same form, the first one first."""
    first = sent.attached_to_id or sent.id
    alike = or_(FormSubmission.id == first, FormSubmission.attached_to_id == first)
    return session.scalars(_others(sent).where(alike)).all()


def _others(sent: FormSubmission) -> Any:
    """What else was sent to the form by people, the first one first."""
    return (
        select(FormSubmission)
        .where(
            FormSubmission.form_id == sent.form_id,
            FormSubmission.id != sent.id,
            FormSubmission.status != "draft",
            FormSubmission.deleted_at.is_(None),
            FormSubmission.quarantined_at.is_(None),
        )
        .order_by(FormSubmission.submitted_at, FormSubmission.id)
    )


def _moment(one: FormSubmission) -> tuple[Any, UUID]:
    return one.submitted_at, one.id


def _alike(session: Session, sent: FormSubmission) -> ColumnElement[bool] | None:
    """What another submission needs to be one of the same person; None: nothing can tell."""
    definition = form_of_version(session, sent.form_version_id).compiled.definition
    duplicates = definition.settings.get("duplicates")
    if duplicates is not None:
        return _same_answers(sent, duplicates)
    signs = list(_signs(session, sent, definition))
    return or_(*signs) if signs else None


def _same_answers(
    sent: FormSubmission, duplicates: Mapping[str, Any]
) -> ColumnElement[bool] | None:
    """The answers that the setting names are the same, within its days."""
    answers = sent.submission_data or {}
    if any(answers.get(key) is None for key in duplicates["same"]):
        return None
    assert sent.submitted_at is not None
    days = timedelta(duplicates["within_days"])
    within = FormSubmission.submitted_at.between(sent.submitted_at - days, sent.submitted_at + days)
    own = FormSubmission.id == sent.id
    same = (
        _words(key) == select(_words(key)).where(own).scalar_subquery()
        for key in duplicates["same"]
    )
    return and_(within, *same)


def _signs(
    session: Session, sent: FormSubmission, definition: Definition
) -> Iterator[ColumnElement[bool]]:
    if sent.link_id is not None and _is_personal(session, sent.link_id):
        yield FormSubmission.link_id == sent.link_id
    if sent.client_id is not None:
        yield FormSubmission.client_id == sent.client_id
    paths = [path for field in definition.fields for path in _email_paths(field.key, field)]
    given = {str(_at(sent.submission_data or {}, path)).lower() for path in paths}
    emails = sorted(given - {"none"})
    for path in paths if emails else ():
        told = FormSubmission.submission_data.op("#>>")(array(path))
        yield func.lower(told).in_(emails)


def _is_personal(session: Session, link_id: UUID) -> bool:
    """A link for everybody says nothing about who answers."""
    return session.scalar(select(FormLink.purpose).where(FormLink.id == link_id)) == "personal"


def _email_paths(key: str, field: Any) -> Iterator[tuple[str, ...]]:
    """Where the addresses of whoever answers stand; those in rows are of other people."""
    kind = type_of(field)
    if kind.has_answer and not kind.has_rows:
        yield from _emails_in(kind.schema(field), (key,))


def _emails_in(schema: Any, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if not isinstance(schema, Mapping):
        return
    if schema.get("format") == "email":
        yield path
    for name, inner in schema.get("properties", {}).items():
        yield from _emails_in(inner, (*path, name))


def _at(answers: Any, path: Sequence[str]) -> Any:
    for step in path:
        answers = answers.get(step) if isinstance(answers, Mapping) else None
    return answers


def _words(key: str) -> ColumnElement[str]:
    return func.lower(FormSubmission.submission_data.op("->>")(key))
