"""Files that come with a page or by themselves: checked, kept, and named in the inputs as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

from flask import g, request
from flask_babel import gettext
from werkzeug.datastructures import FileStorage

from wedforms.core.tenancy import tenant_transaction
from wedforms.extensions import db, services
from wedforms.files.errors import UploadRefused
from wedforms.files.scanner import open_scanner
from wedforms.files.uploads import Received, Upload, inspect_upload, keep_upload
from wedforms.formspec.definition import Field
from wedforms.formspec.fieldtypes.files import LARGEST_FILE
from wedforms.formspec.jsontext import canonical_json
from wedforms.lib import clock
from wedforms.web.public.desk import Desk
from wedforms.wtf.inputs import field_named
from wedforms.wtf.names import Inputs, part_name

_UPLOAD: Final = "-upload"
_DROP: Final = "drop:"
_PICTURES: Final = ("jpg", "png", "webp")
_LARGEST_SIGNATURE: Final = 5_000_000

#: Words on why a file was refused, under the name of the question.
Refusals = dict[str, str]


def keep_files(desk: Desk, inputs: Inputs) -> tuple[Inputs, Refusals]:
    """Keep the files that came with the page; returns the inputs that name them, and refusals."""
    refused: Refusals = {}
    for name, file in request.files.items(multi=True):
        question = name.removesuffix(_UPLOAD)
        field = field_named(desk.form.compiled, question)
        if not name.endswith(_UPLOAD) or field is None or not file.filename:
            continue
        try:
            answer = receive_file(desk, field, file)
        except UploadRefused as refusal:
            refused[question] = refusal_words(refusal)
        else:
            inputs = with_file(field, inputs, carrier_of(field, question), answer)
    return inputs, refused


def refusal_words(refusal: UploadRefused) -> str:
    """Why a file is not taken, in the language of the page."""
    return str(gettext(refusal.words)).format_map(refusal.facts(g.language))


def receive_file(desk: Desk, field: Field, file: FileStorage) -> dict[str, Any]:
    """Check and keep one file for a question; the canonical answer. Raises UploadRefused."""
    upload = _inspected(field, file)
    with tenant_transaction(db.session, desk.tenant.id) as session:
        kept: Received = keep_upload(session, upload, store=services().files, now=clock.now())
        return kept.answer


def carrier_of(field: Field, question: str) -> str:
    """The input that names the files of a question."""
    return part_name(question, "file") if field.field_type == "signature" else question


def with_file(field: Field, inputs: Inputs, carrier: str, answer: Mapping[str, Any]) -> Inputs:
    """The inputs with one more file; where one is the most, it takes the place of the other."""
    several = field.validation_rules.get("max_files", 1) > 1
    before = [text for text in inputs.get(carrier, ()) if text] if several else []
    named = {**inputs, carrier: [*before, canonical_json(answer)]}
    if field.field_type == "signature":
        kind = part_name(carrier.removesuffix("-file"), "kind")
        named[kind] = ["uploaded"]
    return named


def is_drop(action: str) -> bool:
    """Whether a button's value (`drop:certificate/<id>`) takes a file away."""
    return action.startswith(_DROP) and "/" in action


def without_file(inputs: Inputs, action: str) -> tuple[Inputs, str]:
    """The inputs without the file that the button names, and the name of the question."""
    carrier, _, file_id = action.removeprefix(_DROP).rpartition("/")
    kept = [text for text in inputs.get(carrier, ()) if _id_in(text) != file_id]
    return {**inputs, carrier: kept}, f"{carrier.removesuffix('-file')}-field"


def _inspected(field: Field, file: FileStorage) -> Upload:
    rules = field.validation_rules
    is_picture = field.field_type in ("image", "signature")
    accepted: Sequence[str] | None = _PICTURES if is_picture else rules.get("accept")
    largest = _LARGEST_SIGNATURE if field.field_type == "signature" else rules.get("max_size")
    limits: dict[str, Any] = {"accepted": accepted} if accepted else {}
    return inspect_upload(
        file.filename or "",
        file.stream.read(),
        largest=largest or LARGEST_FILE,
        scanner=open_scanner(services().settings.scanner),
        **limits,
    )


def _id_in(text: str) -> str:
    try:
        return str(json.loads(text)["id"])
    except (ValueError, TypeError, KeyError, RecursionError):
        return ""
