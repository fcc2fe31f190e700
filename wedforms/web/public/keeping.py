"""Keeping what was typed: the draft of a desk, begun when there is none."""

from __future__ import annotations

from sqlalchemy.orm import Session

from wedforms.core.tenancy import tenant_transaction
from wedforms.extensions import db
from wedforms.lib import clock
from wedforms.submissions.draft import TRAP, find_draft, save_inputs, start_draft
from wedforms.web.public.desk import Desk, draft_desk
from wedforms.wtf.inputs import known_inputs
from wedforms.wtf.names import Inputs


def keep(desk: Desk, inputs: Inputs, *, seems_automatic: bool = False) -> Desk:
    """The desk of the draft that now holds these inputs, as far as the form asks for them.

    What `seems_automatic` is kept all the same, with a mark.
    """
    inputs = known_inputs(desk.form.compiled, inputs)
    if seems_automatic:
        inputs = {**inputs, TRAP: ["filled in"]}
    with tenant_transaction(db.session, desk.tenant.id) as session:
        if desk.draft is not None:
            return _kept(session, desk, inputs)
        secret = begin(session, desk, inputs)
        draft = find_draft(session, secret, now=clock.now())
    return draft_desk(desk.tenant, draft, secret)


def begin(session: Session, desk: Desk, inputs: Inputs) -> str:
    """Begin a draft with these inputs and what stood in the page before; the secret of its link."""
    untouched = {name: list[str]() for name in desk.first_inputs()}
    return start_draft(
        session,
        form=desk.form,
        inputs=desk.written({**untouched, **inputs}),
        who="",
        # Whoever fills in the page began when it was drawn.
        now=desk.begun_at or clock.now(),
        link_id=desk.link_id,
        client_id=desk.client_id,
    )


def _kept(session: Session, desk: Desk, inputs: Inputs) -> Desk:
    """Store what differs from the draft, so that nobody else's answer is written again."""
    assert desk.draft is not None
    inputs, stored = desk.written(inputs), desk.draft.inputs
    changed = {
        name: values
        for name, values in inputs.items()
        if list(stored.get(name, ())) != list(values)
    }
    gone = [name for name in stored if name not in inputs and not name.startswith("_")]
    save_inputs(
        session, draft_id=desk.draft.id, form=desk.form, inputs=changed, removed=gone, who=""
    )
    return desk
