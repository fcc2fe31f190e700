"""What the builder's script asks: save these operations, and what did others do meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, Final
from uuid import UUID

from flask import Response, current_app, request
from flask.typing import ResponseReturnValue
from marshmallow import RAISE, Schema, fields, validate

from wedforms.core.jsonb import dumps
from wedforms.forms.changes import deleted_fields, designed_form
from wedforms.forms.design import design_form
from wedforms.forms.errors import ChangedMeanwhile, OperationRefused
from wedforms.forms.operations import (
    Add,
    Change,
    Delete,
    Duplicate,
    Move,
    Operation,
    Restore,
    Where,
)
from wedforms.web.posted import UnreadableInput
from wedforms.web.public.bodies import read_body
from wedforms.web.studio.design.state import deleted_state, state_since
from wedforms.web.studio.views import Views
from wedforms.web.studio.work import at_work

_MOST_OPERATIONS: Final = 200


class _Operation(Schema):
    """One operation; which of the keys it needs, its kind says."""

    class Meta:
        """A key that nobody reads would be work that nobody keeps."""

        unknown = RAISE

    do = fields.String(required=True)
    id = fields.UUID()
    field = fields.UUID(allow_none=True)
    field_type = fields.String()
    parent = fields.UUID(allow_none=True)
    after = fields.UUID(allow_none=True)
    name = fields.String()
    before = fields.Raw(allow_none=True)
    value = fields.Raw(allow_none=True)


class _Saved(Schema):
    """A batch of operations under its id, and the revision that whoever asks has seen."""

    class Meta:
        """As above."""

        unknown = RAISE

    revision = fields.Integer(required=True, strict=True)
    batch = fields.UUID(load_default=None)
    operations = fields.List(
        fields.Nested(_Operation), required=True, validate=validate.Length(max=_MOST_OPERATIONS)
    )


_SAVED: Final = _Saved()


def save(form_id: UUID) -> ResponseReturnValue:
    """Do the operations, all or none, and tell what is different now; raises FormNotFound."""
    body = read_body(_SAVED)
    operations = [read_operation(one) for one in body["operations"]]
    try:
        with at_work() as session:
            design_form(session, form_id, operations, batch=body["batch"])
            state = state_since(session, designed_form(session, form_id), body["revision"])
    except OperationRefused as refused:
        return _stopped(refused.at, problems=[_problem(one) for one in refused.problems])
    except ChangedMeanwhile as changed:
        return _stopped(changed.at, status=HTTPStatus.CONFLICT, theirs=changed.theirs)
    return _json(state)


def changes(form_id: UUID) -> ResponseReturnValue:
    """What became of the draft since a revision, and a fresh token; raises FormNotFound."""
    since = request.args.get("since", type=int, default=-1)
    with at_work() as session:
        return _json(state_since(session, designed_form(session, form_id), since))


def deleted(form_id: UUID) -> ResponseReturnValue:
    """The fields that can be restored; raises FormNotFound."""
    with at_work() as session:
        form = designed_form(session, form_id)
        return _json([deleted_state(one) for one in deleted_fields(session, form.id)])


def read_operation(given: Mapping[str, Any]) -> Operation:
    """The operation that a script asks for; raises UnreadableInput where a key is missing."""
    make = _OPERATIONS.get(given["do"])
    if make is None:
        raise UnreadableInput(f"operations: There is no “{given['do']}”.")
    try:
        return make(given)
    except KeyError as missing:
        raise UnreadableInput(f"operations: {missing} is missing.") from missing


_OPERATIONS: Final[Mapping[str, Callable[[Mapping[str, Any]], Operation]]] = {
    "add": lambda one: Add(one["id"], one["field_type"], _where(one)),
    "duplicate": lambda one: Duplicate(_field(one), one["id"]),
    "move": lambda one: Move(_field(one), _where(one)),
    "delete": lambda one: Delete(_field(one)),
    "restore": lambda one: Restore(_field(one)),
    "change": lambda one: Change(one["field"], one["name"], one["before"], one["value"]),
}


def _field(given: Mapping[str, Any]) -> UUID:
    field_id = given["field"]
    if field_id is None:
        raise UnreadableInput("operations: a field is missing.")
    assert isinstance(field_id, UUID)
    return field_id


def _where(given: Mapping[str, Any]) -> Where:
    return Where(given["parent"], given["after"])


def _problem(problem: Any) -> dict[str, Any]:
    return {"path": problem.path, "message": problem.message or problem.keyword}


def _stopped(
    at: int, *, status: HTTPStatus = HTTPStatus.UNPROCESSABLE_ENTITY, **said: Any
) -> Response:
    answer = _json({"at": at, **said})
    answer.status_code = status
    return answer


def _json(value: Any) -> Response:
    return current_app.response_class(dumps(value), mimetype="application/json")


VIEWS: Final[Views] = {
    "save_design": save,
    "design_changes": changes,
    "deleted_fields": deleted,
}
