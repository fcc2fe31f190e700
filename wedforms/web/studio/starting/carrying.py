"""A form from a file (a definition, an XLSForm, a JSON Schema): first the report, then the form."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Final
from urllib.parse import quote

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from wedforms.accounts.describe import organization_now
from wedforms.core.limits import LimitReached, room_for
from wedforms.forms.begin import home_of
from wedforms.forms.copying import begin_from
from wedforms.forms.gallery import questions_in
from wedforms.forms.importing import Imported, ImportRefused
from wedforms.forms.importing.jsonschema import read_json_schema
from wedforms.forms.importing.report import as_text
from wedforms.forms.importing.xlsform import read_xlsform
from wedforms.formspec.definition import Definition
from wedforms.formspec.errors import DefinitionRejected, Problem
from wedforms.formspec.jsontext import BrokenJson, canonical_json, parse_json
from wedforms.formspec.reading import FORM_TYPES, read_definition_text
from wedforms.formspec.writing import write_definition
from wedforms.lib.text import file_name
from wedforms.web.posted import UnreadableInput, posted_text
from wedforms.web.studio.person import person
from wedforms.web.studio.views import Views
from wedforms.web.studio.work import at_work

#: What one field of a posted form may hold, with room for its mark-up.
_MOST_TEXT: Final = 450_000
_ZIP: Final = b"PK\x03\x04"
#: Whoever chooses such a file means a workbook, whatever is in it.
_OF_WORKBOOKS: Final = (".xlsx", ".xlsm", ".xls")


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """What a file became: the form with its report, or the faults that stand in the way."""

    source: str
    imported: Imported | None = None
    refused: str = ""
    faults: Sequence[Problem] = field(default_factory=tuple)

    @property
    def definition(self) -> str:
        """The form as text, to be sent back when it is made."""
        return "" if self.imported is None else as_json(self.imported.definition)

    @property
    def questions(self) -> int:
        """How many questions were carried."""
        return 0 if self.imported is None else questions_in(self.imported.definition)

    @property
    def report(self) -> str:
        """The report as a text to keep."""
        return "" if self.imported is None else as_text(self.imported, source=self.source)


def show() -> ResponseReturnValue:
    """The page that asks for a file."""
    return _page(None)


def receive() -> ResponseReturnValue:
    """Read the file, and tell what became of it before anything is made."""
    file = request.files.get("file")
    if file is None or not file.filename:
        return _page(Carried(source="", refused=gettext("Please choose a file."))), _NO
    form_type = request.form.get("form_type", "")
    if form_type not in FORM_TYPES:
        raise UnreadableInput
    content = file.read()
    carried = read_file(content, name=file.filename, form_type=form_type)
    if not _is_definition(content):
        carried = _at_home(carried)
    return _page(carried), HTTPStatus.OK if carried.imported else _NO


def make() -> ResponseReturnValue:
    """Make the form that was shown, and go on in the builder."""
    try:
        definition = read_definition_text(posted_text("definition", request.form))
    except DefinitionRejected as rejected:
        return _page(Carried(source="", faults=rejected.problems)), _NO
    try:
        with at_work() as session:
            form = begin_from(session, definition, created_by=person().profile_id)
    except LimitReached:
        return redirect(url_for("studio.new_form", full="yes"), HTTPStatus.SEE_OTHER)
    return redirect(url_for("studio.design", form_id=form.id), HTTPStatus.SEE_OTHER)


def report() -> ResponseReturnValue:
    """The report, as a file to keep: the page sends what it shows."""
    response: Response = make_response(posted_text("report", request.form) + "\n")
    response.headers["Content-Type"] = "text/plain; charset=utf-8"
    name = file_name(posted_text("source", request.form) or "import", extension="txt")
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    return response


def read_file(content: bytes, *, name: str, form_type: str) -> Carried:
    """What a file from a browser became, told by what is in it and by its name."""
    if _is_of_no_kind(content, name):
        return Carried(source=name, refused=gettext("This file is of no kind that can be read."))
    try:
        imported = _reader(content, name)(content, name=_title(name), form_type=form_type)
    except ImportRefused as refused:
        return Carried(source=name, refused=gettext(refused.words))
    except DefinitionRejected as rejected:
        return Carried(source=name, faults=rejected.problems)
    if len(as_json(imported.definition).encode()) > _MOST_TEXT:
        return Carried(source=name, refused=gettext("The form is too large to be carried."))
    return Carried(source=name, imported=imported)


def _at_home(carried: Carried) -> Carried:
    """A form of another program tells no currency and no zone: it has those of who brings it."""
    if carried.imported is None:
        return carried
    with at_work() as session:
        home = home_of(organization_now(session))
    definition = carried.imported.definition
    settled = replace(definition, settings={**home, **definition.settings})
    return replace(carried, imported=replace(carried.imported, definition=settled))


def as_json(definition: Definition) -> str:
    """A definition as text, its numbers exact."""
    return canonical_json(write_definition(definition))


def _reader(content: bytes, name: str) -> Callable[..., Imported]:
    if _is_workbook(content, name):
        return read_xlsform
    return _read_definition if _is_definition(content) else read_json_schema


def _is_of_no_kind(content: bytes, name: str) -> bool:
    """Whether it neither is called nor begins like a workbook or JSON: a list, a PDF."""
    is_json = name.lower().endswith(".json") or content.removeprefix(BOM_UTF8).lstrip()[:1] == b"{"
    return not is_json and not _is_workbook(content, name)


def _is_workbook(content: bytes, name: str) -> bool:
    return content.startswith(_ZIP) or name.lower().endswith(_OF_WORKBOOKS)


def _is_definition(content: bytes) -> bool:
    """Whether this JSON is a form of ours rather than a schema of somebody's answers."""
    try:
        raw = parse_json(content)
    except BrokenJson:
        return False
    return isinstance(raw, Mapping) and ("form_type" in raw or "fields" in raw)


def _read_definition(content: bytes, *, name: str, form_type: str) -> Imported:
    del name, form_type
    return Imported(definition=read_definition_text(content), remarks=())


def _title(name: str) -> str:
    return " ".join(name.rpartition(".")[0].replace("_", " ").split()) or gettext("New form")


def _page(carried: Carried | None) -> str:
    with at_work() as session:
        room = room_for(session, "forms")
    return render_template("studio/import.html", carried=carried, room=room, kinds=FORM_TYPES)


_NO: Final = HTTPStatus.UNPROCESSABLE_ENTITY

VIEWS: Final[Views] = {
    "import_page": show,
    "import_file": receive,
    "import_form": make,
    "import_report": report,
}
