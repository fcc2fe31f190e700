"""Finding what is to be filled in: the published version, or the one a draft began with."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from wedforms.forms.errors import FormDeleted, FormNotFound, FormNotPublished
from wedforms.forms.models import Form, FormVersion
from wedforms.formspec.reading import read_definition
from wedforms.formspec.schema import CompiledForm, compile_form
from wedforms.formspec.translated import spoken_in

_COMPILED_KEPT: Final = 512


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedForm:
    """A version that can be filled in: whose it is, which it is, and what it asks (compiled).

    `own` is what it asks in the form's own language, where `compiled` speaks another.
    """

    organization_id: UUID
    form_id: UUID
    slug: str
    version_id: UUID
    version_number: int
    compiled: CompiledForm
    own: CompiledForm | None = None

    @property
    def written(self) -> CompiledForm:
        """What it asks in the language that it was written in."""
        return self.own or self.compiled


class _CompiledForms:
    """Compiled versions of this process by content hash; the least recently used goes first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[str, CompiledForm] = OrderedDict()
        self._lock = Lock()

    def get(self, content_hash: str) -> CompiledForm | None:
        with self._lock:
            if content_hash in self._kept:
                self._kept.move_to_end(content_hash)
            return self._kept.get(content_hash)

    def keep(self, content_hash: str, compiled: CompiledForm) -> None:
        with self._lock:
            self._kept[content_hash] = compiled
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)


_compiled_forms: Final = _CompiledForms(_COMPILED_KEPT)


def published_form(session: Session, slug: str) -> PublishedForm:
    """The version of the form at `slug` that visitors get now.

    Raises FormNotFound, FormNotPublished (a draft, or switched off) or FormDeleted.
    """
    row = session.execute(
        _facts().where(Form.slug == slug).order_by(Form.deleted_at.desc())
    ).first()
    if row is None:
        raise FormNotFound(slug)
    _require_open(row)
    return _opened(session, row)


def form_of_version(session: Session, version_id: UUID) -> PublishedForm:
    """The form as this version asks it, whatever became of the form; raises FormNotFound.

    What was sent is shown, exported and put on paper as long as it is kept.
    """
    return _opened(session, _version(session, version_id))


def published_version(session: Session, form_id: UUID) -> PublishedForm | None:
    """The version that visitors get now; None where nobody can answer the form."""
    row = session.execute(_facts().where(Form.id == form_id)).first()
    is_open = row is not None and row.deleted_at is None and row.is_active
    return _opened(session, row) if is_open and row is not None and row.version_id else None


def open_forms(session: Session) -> Sequence[tuple[UUID, str, Sequence[str]]]:
    """The forms that can be answered now, by name: id, name, and languages besides its own."""
    wanted = (
        select(Form.id, Form.name, FormVersion.definition["settings"]["languages"])
        .join(FormVersion, FormVersion.id == Form.published_version_id)
        .where(Form.deleted_at.is_(None), Form.is_active, Form.is_template.is_(False))
        .order_by(func.reading_order(Form.name), Form.id)
    )
    return [(form_id, name, others or ()) for form_id, name, others in session.execute(wanted)]


def fillable_version(session: Session, version_id: UUID) -> PublishedForm:
    """The form as this version asks it, current or not, to be filled in.

    Raises FormNotFound, FormNotPublished (switched off) or FormDeleted.
    """
    row = _version(session, version_id)
    _require_open(row)
    return _opened(session, row)


def form_in_language(form: PublishedForm, language: str) -> PublishedForm:
    """The same version as readers of this language see it; its answers are judged alike."""
    compiled = form.compiled
    if language == compiled.definition.locale:
        return form
    key = f"{compiled.content_hash} {language}"
    if (spoken := _compiled_forms.get(key)) is None:
        spoken = compile_form(spoken_in(compiled.definition, language))
        _compiled_forms.keep(key, spoken)
    return replace(form, compiled=spoken, own=form.written)


def versions_of_form(session: Session, form_id: UUID) -> list[PublishedForm]:
    """Every version of a form, the newest first, whatever became of the form."""
    rows = session.execute(
        _facts(current=False)
        .where(Form.id == form_id, FormVersion.id.is_not(None))
        .order_by(FormVersion.number.desc())
    ).all()
    return [_opened(session, row) for row in rows]


def _version(session: Session, version_id: UUID) -> Row[Any]:
    row = session.execute(_facts(current=False).where(FormVersion.id == version_id)).first()
    if row is None:
        raise FormNotFound
    return row


def _require_open(row: Row[Any]) -> None:
    if row.deleted_at is not None:
        raise FormDeleted(row.name)
    if row.version_id is None or not row.is_active:
        raise FormNotPublished(row.name)


def _facts(*, current: bool = True) -> Select[Any]:
    this = (FormVersion.organization_id == Form.organization_id) & (
        (FormVersion.id == Form.published_version_id)
        if current
        else (FormVersion.form_id == Form.id)
    )
    columns: list[Any] = [
        Form.organization_id,
        Form.id.label("form_id"),
        Form.slug,
        Form.name,
        Form.is_active,
        Form.deleted_at,
        FormVersion.id.label("version_id"),
        FormVersion.number,
        FormVersion.content_hash,
    ]
    return select(*columns).outerjoin_from(Form, FormVersion, this)


def _opened(session: Session, row: Row[Any]) -> PublishedForm:
    return PublishedForm(
        organization_id=row.organization_id,
        form_id=row.form_id,
        slug=row.slug,
        version_id=row.version_id,
        version_number=row.number,
        compiled=_compiled(session, row.version_id, row.content_hash),
    )


def _compiled(session: Session, version_id: UUID, content_hash: str) -> CompiledForm:
    if (kept := _compiled_forms.get(content_hash)) is not None:
        return kept
    frozen = select(FormVersion.definition).where(FormVersion.id == version_id)
    compiled = compile_form(read_definition(session.scalars(frozen).one()))
    _compiled_forms.keep(content_hash, compiled)
    return compiled
