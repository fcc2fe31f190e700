"""Drawing thirty questions, beside the widgets that WTForms brings along."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any, Final

import wtforms
from jinja2 import Environment, FileSystemLoader
from werkzeug.datastructures import MultiDict
from wtforms.widgets import CheckboxInput, ListWidget

from benchmarks.figures import Figure, compare, cost_of
from benchmarks.samples import TODAY, thirty_fields
from wedforms.formspec.definition import Field
from wedforms.formspec.fieldtypes.showing import currency_sign
from wedforms.lib.places import templates_folder
from wedforms.wtf.drawing import Circumstances, Drawer
from wedforms.wtf.forms import FieldsForm
from wedforms.wtf.inputs import write_inputs

TARGET: Final = 0.15
TIMES: Final = 20
_LIKE: Final[dict[str, type[wtforms.Field]]] = {
    "text": wtforms.StringField,
    "email": wtforms.EmailField,
    "phone": wtforms.TelField,
    "long_text": wtforms.TextAreaField,
    "number": wtforms.IntegerField,
    "money": wtforms.DecimalField,
    "date": wtforms.DateField,
}
_YES_NO: Final = [("yes", "Yes"), ("no", "No")]


def figures(rounds: int) -> Iterator[Figure]:
    """Questions that were answered, and questions that nobody has touched."""
    sample = thirty_fields()
    drawer = Drawer(_environment())
    around = Circumstances(today=TODAY, language="en-GB")
    plain = _plain_form(sample.form.definition.fields)
    answered = write_inputs(sample.form, sample.raw)
    for words, inputs in (("answered", answered), ("untouched", {})):
        ours = drawer.fill(sample.form, inputs, around).form
        theirs = plain(MultiDict(inputs))
        yield compare(
            f"draw 30 {words} questions",
            ours=cost_of(partial(_draw, ours), times=TIMES),
            theirs=cost_of(partial(_draw_plainly, theirs), times=TIMES),
            baseline="WTForms' own widgets",
            target=TARGET,
            rounds=rounds,
        )


def _draw(form: FieldsForm) -> str:
    return "".join(field() for field in form)


def _draw_plainly(form: wtforms.Form) -> str:
    return "".join(f"{field.label}{field()}" for field in form)


def _plain_form(fields: tuple[Field, ...]) -> type[wtforms.Form]:
    return type("Plain", (wtforms.Form,), {field.key: _plain(field) for field in fields})


def _plain(field: Field) -> Any:
    if field.field_type == "yes_no":
        return wtforms.RadioField(field.label, choices=_YES_NO)
    choices = [(option.value, option.label) for option in field.options]
    if field.field_type == "single_choice":
        return wtforms.RadioField(field.label, choices=choices)
    if field.field_type == "multiple_choice":
        look: Any = {"widget": ListWidget(prefix_label=False), "option_widget": CheckboxInput()}
        return wtforms.SelectMultipleField(field.label, choices=choices, **look)
    return _LIKE[field.field_type](field.label)


def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(templates_folder()),
        autoescape=True,
        extensions=["jinja2.ext.i18n"],
    )
    made.install_null_translations(newstyle=True)  # type: ignore[attr-defined] # by i18n
    made.globals["currency_sign"] = currency_sign
    return made
