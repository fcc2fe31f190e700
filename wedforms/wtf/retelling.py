"""Numbers as readers of another language type them: 1,250 is not the same in English and German."""

from __future__ import annotations

from typing import Final

from wedforms.formspec.definition import Field
from wedforms.formspec.fieldtypes import type_of
from wedforms.formspec.schema import CompiledForm
from wedforms.wtf.inputs import field_named
from wedforms.wtf.names import Inputs

_TYPED: Final = "numbers"


def retold(inputs: Inputs, *, heard: CompiledForm, said: CompiledForm) -> dict[str, list[str]]:
    """The inputs, with numbers typed for `heard` as they are typed for `said`.

    Both are one form in two languages. What is no number there stays as it was typed.
    """
    if heard is said:
        return {name: list(texts) for name, texts in inputs.items()}
    return {
        name: [_retold(field_named(heard, name), field_named(said, name), text) for text in texts]
        for name, texts in inputs.items()
    }


def _retold(heard: Field | None, said: Field | None, text: str) -> str:
    if heard is None or said is None or type_of(heard).summary != _TYPED:
        return text
    number = type_of(heard).parse_text(heard, text)
    if number is None or isinstance(number, str):
        return text
    return type_of(said).inputs(said, number)[""][0]
