"""Files that a script sends by themselves, as soon as they are chosen."""

from __future__ import annotations

from http import HTTPStatus

from flask import jsonify, redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from wedforms.files.errors import UploadRefused
from wedforms.web.guards import allow_upload, wants_json
from wedforms.web.posted import UnreadableInput
from wedforms.web.public.bodies import PAGE, read_body
from wedforms.web.public.desk import Desk
from wedforms.web.public.draft import desk_of_draft, token_refusal
from wedforms.web.public.keeping import keep
from wedforms.web.public.uploading import (
    carrier_of,
    receive_file,
    refusal_words,
    with_file,
    without_file,
)
from wedforms.wtf.inputs import field_named
from wedforms.wtf.names import Inputs

_TAKES_FILES = frozenset({"file", "image", "signature"})


def receive(org: str, token: str, name: str) -> ResponseReturnValue:
    """Check and keep one file for the input of this name."""
    allow_upload()
    desk = desk_of_draft(org, token)
    if refusal := token_refusal(desk, request.form.get("_token", "")):
        return refusal
    field = field_named(desk.form.compiled, name)
    if field is None or field.field_type not in _TAKES_FILES:
        raise NotFound
    file = request.files.get("file")
    if file is None or not file.filename:
        raise UnreadableInput
    try:
        answer = receive_file(desk, field, file)
    except UploadRefused as refused:
        told = jsonify(error=refused.reason, message=refusal_words(refused))
        return told, HTTPStatus.UNPROCESSABLE_ENTITY
    if wants_json():
        return jsonify(answer), HTTPStatus.CREATED
    carrier = carrier_of(field, name.removesuffix("-file"))
    return _back(desk, with_file(field, desk.inputs(), carrier, answer))


def remove(org: str, token: str, name: str, file_id: str) -> ResponseReturnValue:
    """Take a file out of the draft; its content goes with the next purge."""
    desk = desk_of_draft(org, token)
    token = read_body(PAGE)["token"] if request.is_json else request.form.get("_token", "")
    if refusal := token_refusal(desk, token):
        return refusal
    inputs, _ = without_file(desk.inputs(), f"drop:{name}/{file_id}")
    kept = _back(desk, inputs)
    return jsonify(removed=file_id) if wants_json() else kept


def _back(desk: Desk, inputs: Inputs) -> ResponseReturnValue:
    return redirect(keep(desk, inputs).address, HTTPStatus.SEE_OTHER)
