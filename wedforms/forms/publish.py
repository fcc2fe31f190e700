"""Publishing: the draft becomes a frozen, content-hashed version that people fill in."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wedforms.core.outbox import announce
from wedforms.forms.changes import designed_form
from wedforms.forms.drafting import draft_definition
from wedforms.forms.errors import DraftChanged, FormNotFound
from wedforms.forms.models import Form, FormVersion
from wedforms.formspec.oracle import check_schema
from wedforms.formspec.schema import CompiledForm, compile_form
from wedforms.formspec.writing import write_definition


def publish_form(
    session: Session, form: Form, *, published_by: UUID | None = None, note: str = ""
) -> FormVersion:
    """Freeze the draft and make it the version visitors get; equal content is the same version.

    Raises DefinitionRejected when the draft is not a form yet. The caller owns the transaction.
    """
    lock_form(session, form)
    compiled = compile_form(draft_definition(session, form))
    check_schema(compiled.schema)
    version = _version_of(session, form.id, compiled.content_hash)
    if version is None:
        version = _freeze(session, form, compiled, published_by=published_by, note=note)
    make_current(session, form, version)
    return version


def publish_draft(
    session: Session,
    form_id: UUID,
    *,
    seen_revision: int,
    published_by: UUID | None = None,
    note: str = "",
) -> FormVersion:
    """Publish the draft as somebody saw it.

    Raises FormNotFound, DefinitionRejected, and DraftChanged when it is another draft by now.
    """
    form = designed_form(session, form_id)
    if form.is_template:
        raise FormNotFound
    lock_form(session, form)
    if form.draft_revision != seen_revision:
        raise DraftChanged
    return publish_form(session, form, published_by=published_by, note=note)


def make_current(session: Session, form: Form, version: FormVersion) -> None:
    """Let visitors get this version of the locked form from now on."""
    if form.published_version_id != version.id:
        form.published_version_id = version.id
        session.flush()
        announce(session, "form.published", form_id=form.id, version_id=version.id)


def lock_form(session: Session, form: Form) -> None:
    """Let whoever designs or publishes the same form wait, and see what they did before."""
    locked = select(Form).where(Form.id == form.id).with_for_update()
    session.scalars(locked.execution_options(populate_existing=True)).one()


def _version_of(session: Session, form_id: UUID, content_hash: str) -> FormVersion | None:
    same = select(FormVersion).where(
        FormVersion.form_id == form_id, FormVersion.content_hash == content_hash
    )
    return session.scalar(same)


def _freeze(
    session: Session, form: Form, compiled: CompiledForm, *, published_by: UUID | None, note: str
) -> FormVersion:
    # The form is locked: two publishers take turns, so that numbers have no gap and no twin.
    last = select(func.max(FormVersion.number)).where(FormVersion.form_id == form.id)
    version = FormVersion(
        form_id=form.id,
        number=(session.scalar(last) or 0) + 1,
        definition=write_definition(compiled.definition),
        compiled_schema=compiled.schema,
        content_hash=compiled.content_hash,
        published_by=published_by,
        note=note,
    )
    session.add(version)
    session.flush()
    return version
