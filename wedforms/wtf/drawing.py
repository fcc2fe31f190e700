"""A version with what was typed into it, ready to be drawn: fields, state, pages, problems."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Any, Final

from jinja2 import Environment

from wedforms.formspec.answers import read_answers
from wedforms.formspec.calculation import State, settle
from wedforms.formspec.errors import AnswersRejected, Problem
from wedforms.formspec.messages import in_language, say
from wedforms.formspec.richtext import clean_rich_text
from wedforms.formspec.schema import CompiledForm
from wedforms.formspec.sun import Wedding, event_day
from wedforms.formspec.tidying import tidy
from wedforms.lib.catalogues import translator
from wedforms.wtf.builder import build_form
from wedforms.wtf.designs import Designer
from wedforms.wtf.fields import AnswerField, DrawnField, Reading
from wedforms.wtf.forms import FieldsForm, GroupField
from wedforms.wtf.inputs import default_rows, read_inputs, require_manageable
from wedforms.wtf.names import Inputs
from wedforms.wtf.pages import Section, sections_of
from wedforms.wtf.problems import SummaryEntry, pin_problems
from wedforms.wtf.widgets import macro_of
from wedforms.wtf.words import price

_FORMS_KEPT: Final = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstances:
    """What answers are read with besides themselves: the day, earlier answers, signed prefill.

    `full` names the options without places left, as (key, option value); `wedding` is what is known
    of the couple's beside the answers.
    """

    today: date
    language: str
    earlier: Mapping[str, Any] | None = None
    prefill: Mapping[str, Any] | None = None
    full: frozenset[tuple[str, str]] = frozenset()
    wedding: Wedding | None = None


@dataclass(slots=True)
class Filled:
    """A form with its inputs, settled: what pages are drawn from and what is read from them.

    `raw` are the raw answers in the inputs, for the judge.
    """

    compiled: CompiledForm
    circumstances: Circumstances
    inputs: Inputs
    raw: Mapping[str, Any]
    form: FieldsForm
    state: State
    sections: Sequence[Section]

    def problems(self) -> Sequence[Problem]:
        """Every problem and warning that the judge finds."""
        around = self.circumstances
        try:
            answers = read_answers(
                self.compiled,
                self.raw,
                today=around.today,
                earlier=around.earlier,
                prefill=around.prefill,
            )
        except AnswersRejected as rejected:
            return rejected.problems
        return answers.warnings

    def pin(self, problems: Sequence[Problem]) -> list[SummaryEntry]:
        """Show these problems at their fields; returns the list for the top of the page."""
        language = self.circumstances.language
        spoken = [in_language(self.compiled.definition, one, language) for one in problems]
        return pin_problems(
            self.sections,
            spoken,
            say=lambda problem, field: say(
                problem, field, language, translator=translator(language)
            ),
        )

    def warnings(self) -> list[str]:
        """The words of the warnings that were pinned, each with its question."""
        return [
            drawn.with_name(words)
            for drawn in self.form.walk()
            if isinstance(drawn, AnswerField)
            for words in drawn.warnings
        ]

    def chosen(self, drawn: DrawnField) -> Sequence[str]:
        """The option values that are chosen in a question."""
        return drawn.values() if isinstance(drawn, AnswerField) and drawn.visible else ()

    def hidden_keys(self) -> list[str]:
        """The keys of top-level questions that are never drawn."""
        fields = self.compiled.definition.fields
        return [field.key for field in fields if field.field_type == "hidden"]

    def conditional_names(self) -> list[str]:
        """The conditional questions that are shown now."""
        return [
            drawn.name
            for drawn in self.form.walk()
            if drawn.visible
            and drawn.design.conditional
            and isinstance(drawn, AnswerField | GroupField)
        ]


class Drawer:
    """Makes forms of versions; the form classes are kept by content hash and language."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self._kept: OrderedDict[tuple[str, str], type[FieldsForm]] = OrderedDict()
        self._lock = Lock()

    def fill(self, compiled: CompiledForm, inputs: Inputs, around: Circumstances) -> Filled:
        """The form with these inputs as it stands today, with the least rows it asks for."""
        form_class = self.form_class(compiled, around.language)
        while True:
            require_manageable(compiled, inputs)
            filled = _settled(compiled, form_class, inputs, around)
            orders = _missing_rows(filled.form, inputs)
            if not orders:
                return filled
            inputs = {**inputs, **orders}
            require_manageable(compiled, inputs)
            inputs = {**default_rows(compiled, orders), **inputs}

    def form_class(self, compiled: CompiledForm, language: str) -> type[FieldsForm]:
        """The form class of a version in a language, made once."""
        key = (compiled.content_hash, language)
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        made = self._make(compiled, language)
        with self._lock:
            self._kept[key] = made
            while len(self._kept) > _FORMS_KEPT:
                self._kept.popitem(last=False)
        return made

    def _make(self, compiled: CompiledForm, language: str) -> type[FieldsForm]:
        currency = compiled.definition.facts.currency
        designer = Designer(
            compiled.definition,
            language,
            clean=clean_rich_text,
            draw_choice=macro_of(self._environment, "_choices", "fixed"),
            price=lambda amount: price(amount, currency=currency, language=language),
        )
        return build_form(designer.designs(), environment=self._environment)


def _settled(
    compiled: CompiledForm, form_class: type[FieldsForm], inputs: Inputs, around: Circumstances
) -> Filled:
    raw = read_inputs(compiled, inputs)
    tidied = tidy(
        compiled.definition.fields,
        raw,
        prefill=around.prefill or {},
        earlier=around.earlier or {},
    )
    state = settle(
        compiled.plan,
        tidied.values,
        today=around.today,
        earlier=around.earlier,
    )
    form = form_class(inputs)
    form.settle(
        Reading(
            state=state,
            values=state.values,
            language=around.language,
            field_of=compiled.fields.get,
            full=around.full,
            wedding=around.wedding or Wedding(),
            day_key=compiled.definition.settings.get("event_date", ""),
            day=event_day(compiled.definition, state.values),
        )
    )
    return Filled(compiled, around, inputs, raw, form, state, sections_of(form))


def _missing_rows(form: FieldsForm, inputs: Inputs) -> dict[str, list[str]]:
    return {
        group.rows_name: [" ".join(f"r{number}" for number in range(1, group.limits[0] + 1))]
        for group in form.walk()
        if isinstance(group, GroupField)
        and group.visible
        and group.limits[0] > 0
        and group.rows_name not in inputs
    }
