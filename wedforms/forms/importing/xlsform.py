"""A form out of an XLSForm workbook (xlsform.org), with a report of what could not be carried."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from wedforms.forms.importing.report import Imported, ImportRefused, Report, finished
from wedforms.forms.importing.workbook import read_workbook
from wedforms.forms.importing.xlschoices import choice_lists
from wedforms.forms.importing.xlsheets import Languages, Row, languages_of, rows_of
from wedforms.forms.importing.xlsoutline import outline_of
from wedforms.forms.importing.xlsquestions import Questions

_SHEETS: Final = frozenset({"survey", "choices", "settings", "entities", "external_choices"})
_SETTINGS: Final = frozenset(
    {"form_title", "form_id", "version", "default_language", "instance_name", "style"}
)
_LEFT_OUT: Final = "It was left out."


def read_xlsform(content: bytes, *, name: str, form_type: str = "questionnaire") -> Imported:
    """The form in a workbook; `name` is taken where it does not say its own.

    Raises ImportRefused when it is no workbook, or asks nothing that could be carried.
    """
    sheets = read_workbook(content, wanted=_SHEETS)
    if "survey" not in sheets:
        raise ImportRefused("There is no sheet “survey” in it, so it is not an XLSForm.")
    report = Report()
    survey = list(rows_of("survey", sheets["survey"]))
    choices = list(rows_of("choices", sheets.get("choices", ())))
    settings = next(rows_of("settings", sheets.get("settings", ())), _no_settings())
    languages = languages_of([*survey, *choices], settings.said("default_language"), report)
    lists = choice_lists(choices, languages, report)
    outline = outline_of(iter(survey), lists, report)
    questions = Questions(outline=outline, lists=lists, languages=languages, report=report)
    fields = list(questions.fields(outline.items))
    raw = _form(settings, name, form_type, languages)
    raw |= {"fields": fields, "rules": questions.rules}
    _remark_sheets(sheets, settings, report)
    return finished(raw, report, outline.places)


def _form(settings: Row, name: str, form_type: str, languages: Languages) -> dict[str, Any]:
    own: dict[str, Any] = {}
    if languages.others:
        own["languages"] = list(languages.others.values())
    title = settings.said("form_title") or settings.said("form_id") or name
    form = {"name": title[:120], "form_type": form_type, "locale": languages.home}
    return {**form, "settings": own}


def _no_settings() -> Row:
    return Row(sheet="settings", number=2, cells={})


def _remark_sheets(sheets: Mapping[str, Any], settings: Row, report: Report) -> None:
    for name in ("entities", "external_choices"):
        if name in sheets:
            why = "There is nothing like it here."
            report.add(f"Sheet “{name}”", "the sheet", why=why, instead=_LEFT_OUT)
    for name, said in settings.cells.items():
        if name not in _SETTINGS or name in ("instance_name", "style"):
            why = "There is nothing like it here."
            report.add(settings.place, f"“{name}”: {said}", why=why, instead=_LEFT_OUT)
