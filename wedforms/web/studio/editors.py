"""What the editors of the form builder ask the server, which alone judges what is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from http import HTTPStatus
from typing import Any, ClassVar, Final
from uuid import UUID

from flask import Response, abort, jsonify, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from marshmallow import RAISE, Schema, fields, validate
from sqlalchemy import select

from wedforms.core.tenancy import tenant_transaction
from wedforms.extensions import db, services
from wedforms.files.assets import keep_asset
from wedforms.files.errors import UploadRefused
from wedforms.forms import Form
from wedforms.forms.drafting import draft_as_json
from wedforms.formspec.expression.grammar import MOST_TEXT
from wedforms.formspec.jsontext import canonical_json
from wedforms.formspec.reading import MOST_BYTES
from wedforms.formspec.screening import screen
from wedforms.formspec.sight import Sight, sight_of, words_in_sight
from wedforms.web.posted import UnreadableInput
from wedforms.web.public.bodies import read_body
from wedforms.web.studio.formsettings import describe_settings
from wedforms.web.studio.person import membership, organization_id, person
from wedforms.web.studio.views import Views

_MOST_DEPTH: Final = 100
_LONGEST_PATH: Final = 400


class _Asked(Schema):
    """An expression at a path of a draft: as text, or as a tree whose text is wanted."""

    class Meta:
        """A key that nobody reads is a mistake of the page."""

        unknown: ClassVar[str] = RAISE

    definition = fields.Dict(keys=fields.String(), load_default=None)
    form_id = fields.UUID(load_default=None)
    path = fields.String(load_default="", validate=validate.Length(max=_LONGEST_PATH))
    text = fields.String(load_default=None, validate=validate.Length(max=MOST_TEXT + 1))
    tree = fields.Raw(load_default=None, allow_none=True)
    words = fields.Boolean(load_default=False)


_ASKED: Final = _Asked()


def judge_expression() -> ResponseReturnValue:
    """What an expression means at its place, what is wrong with it, and what can be written there.

    Raises UnreadableInput.
    """
    asked = read_body(_ASKED)
    draft = asked["definition"]
    if draft is None:
        draft = _stored_draft(asked["form_id"])
    _require_sound(draft, asked["tree"])
    sight = sight_of(draft, asked["path"])
    told = _judged(sight, asked["tree"] if asked["text"] is None else asked["text"])
    if asked["words"]:
        told["words"] = words_in_sight(sight)
    return _as_json(told)


def show_settings() -> ResponseReturnValue:
    """What a form may be told, in groups, with words: drawn by the editor of settings."""
    return _as_json(describe_settings())


def add_picture() -> ResponseReturnValue:
    """Keep a picture for a form: sniffed, decoded and made anew; its name and where to see it."""
    file = request.files.get("file")
    if file is None or not file.filename:
        raise UnreadableInput
    content = file.read()
    try:
        with tenant_transaction(
            db.session, organization_id(), actor_id=person().user_id
        ) as session:
            kept = keep_asset(session, store=services().files, name=file.filename, content=content)
            name = kept.sha256
    except UploadRefused as refused:
        told = jsonify(error=refused.reason, message=str(refused))
        return told, HTTPStatus.UNPROCESSABLE_ENTITY
    seen_at = url_for("public.picture", org=membership().slug, sha256=name)
    return jsonify(name=name, url=seen_at), HTTPStatus.CREATED


def show_picture(sha256: str) -> ResponseReturnValue:
    """Where a picture of this organization is."""
    return redirect(url_for("public.picture", org=membership().slug, sha256=sha256))


def _stored_draft(form_id: UUID | None) -> dict[str, Any]:
    with tenant_transaction(db.session, organization_id(), actor_id=person().user_id) as session:
        wanted = select(Form).where(Form.id == form_id, Form.deleted_at.is_(None))
        form = session.scalar(wanted)
        if form is None:
            abort(HTTPStatus.NOT_FOUND)
        return draft_as_json(session, form)


def _require_sound(*given: Any) -> None:
    for raw in given:
        unfit = screen(raw, most_bytes=MOST_BYTES, most_depth=_MOST_DEPTH)
        if unfit is not None:
            raise UnreadableInput(unfit.message)


def _judged(sight: Sight, raw: Any) -> dict[str, Any]:
    if raw is None:
        return {"tree": None, "text": "", "kind": "null", "problems": []}
    proof = sight.judge(raw)
    return {**asdict(proof), "problems": [asdict(spot) for spot in proof.problems]}


def _as_json(told: Mapping[str, Any]) -> Response:
    """Trees hold exact decimals, which Flask's own writer would turn into text."""
    response = make_response(canonical_json(told))
    response.mimetype = "application/json"
    return response


VIEWS: Final[Views] = {
    "expressions": judge_expression,
    "form_settings": show_settings,
    "add_picture": add_picture,
    "form_picture": show_picture,
}
