"""Choosing one or several out of a list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Final

from wedforms.formspec.definition import Field
from wedforms.formspec.fieldtypes.base import (
    MOST_OPTIONS,
    Column,
    Family,
    FieldType,
    Inputs,
    Limit,
    Scalar,
    Setting,
    first,
)
from wedforms.formspec.fieldtypes.showing import with_commas
from wedforms.formspec.shapes import Faults, Flag, Integer, JsonSchema, ListOf, Text, join
from wedforms.formspec.slots import OPTION_NAME
from wedforms.formspec.text import clean_line

LONGEST_OTHER: Final = 300
_COUNT: Final = Integer(1, MOST_OPTIONS)


def values_of(field: Field) -> list[str]:
    """The values of the field's options, in their order."""
    return [option.value for option in field.options]


def label_of(field: Field, value: Any) -> str:
    """The words of the option with this value; the value itself if there is none any more."""
    option = field.option(value)
    return option.label if option else str(value)


def tidy_choice(raw: Any) -> Any:
    """One chosen value; blank is no answer."""
    return (raw.strip() or None) if isinstance(raw, str) else raw


def tidy_choices(field: Field, raw: Any) -> Any:
    """Several chosen values in the options' order; unknown ones stay, last, for the judge."""
    if not isinstance(raw, list | tuple):
        return raw
    if not all(isinstance(item, str) for item in raw):
        return list(raw)
    order = {value: at for at, value in enumerate(values_of(field))}
    return sorted(raw, key=lambda value: order.get(value, len(order))) or None


class _OneChoice(FieldType):
    """One option out of the list."""

    family: ClassVar[Family] = "choice"
    options = "must"
    summary = "choices"

    def schema(self, field: Field) -> JsonSchema:
        """One of the values."""
        return {"enum": values_of(field)}

    def canonical(self, field: Field, raw: Any) -> Any:
        """The option's value."""
        del field
        return tidy_choice(raw)

    def show(self, field: Field, value: Any, locale: str) -> str:
        """The option's label."""
        del locale
        return label_of(field, value)


class _OneOrOther(_OneChoice):
    """One option, or words of one's own where `other` is switched on."""

    settings: ClassVar[Mapping[str, Setting]] = {
        "other": Setting(Flag(), "Allow other words", default=False),
        "other_label": Setting(Text(80), "Words for other", default="Other", only_seen=True),
    }

    def check(self, field: Field, path: str, faults: Faults) -> None:
        """The value `other` means free text where that is allowed."""
        if not self.setting(field, "other"):
            return
        for at, option in enumerate(field.options):
            if option.value == "other":
                where = join(path, f"options.{at}.value")
                faults.add(where, "const", "“other” already stands for the answer in free words.")

    def schema(self, field: Field) -> JsonSchema:
        """One of the values, or an object with the other words."""
        listed = super().schema(field)
        if not self.setting(field, "other"):
            return listed
        words = {"type": "string", "minLength": 1, "maxLength": LONGEST_OTHER}
        other = {
            "properties": {"other": words},
            "required": ["other"],
            "additionalProperties": False,
        }
        return {"if": {"type": "object"}, "then": other, "else": listed}

    def canonical(self, field: Field, raw: Any) -> Any:
        """The option's value, or the tidy other words."""
        if not isinstance(raw, Mapping):
            return super().canonical(field, raw)
        words = raw.get("other")
        return {**raw, "other": clean_line(words)} if isinstance(words, str) else dict(raw)

    def parse_input(self, field: Field, inputs: Inputs) -> Any:
        """The chosen value; with `other` chosen, the words beside it."""
        chosen = first(inputs)
        if chosen == "other" and self.setting(field, "other"):
            return self.canonical(field, {"other": first(inputs, "other") or ""})
        return self.canonical(field, chosen)

    def inputs(self, field: Field, value: Any) -> dict[str, list[str]]:
        """The chosen radio button, with the words beside `other`."""
        if isinstance(value, Mapping):
            return {"": ["other"], "other": [str(value.get("other", ""))]}
        return super().inputs(field, value)

    def scalars(self, value: Any) -> Sequence[Scalar]:
        """The option's value; `other` for the other words."""
        return (Scalar("text", "other" if isinstance(value, Mapping) else value),)

    def show(self, field: Field, value: Any, locale: str) -> str:
        """The option's label, or the other words."""
        if isinstance(value, Mapping):
            return str(value.get("other", ""))
        return super().show(field, value, locale)


class SingleChoice(_OneOrOther):
    """One answer out of a list that is seen whole."""

    name = "single_choice"
    title = "Single choice"
    icon = "radio"


class Dropdown(_OneOrOther):
    """One answer out of a long list."""

    name = "dropdown"
    title = "Drop-down list"
    icon = "dropdown"


class MenuChoice(_OneChoice):
    """A dish out of a menu."""

    name = "menu_choice"
    title = "Menu choice"
    icon = "menu"
    settings: ClassVar[Mapping[str, Setting]] = {
        "course": Setting(Text(80), "Course", default="", only_seen=True)
    }


class Package(_OneChoice):
    """A package with its price."""

    name = "package"
    title = "Package"
    icon = "package"
    family = "price"

    @property
    def beginning(self) -> dict[str, Any]:
        """Two packages that cost nothing yet."""
        says = super().beginning
        return {**says, "options": [{**one, "price": 0} for one in says["options"]]}

    def check(self, field: Field, path: str, faults: Faults) -> None:
        """Every option states its price."""
        for at, option in enumerate(field.options):
            if option.price is None:
                where = join(path, f"options.{at}.price")
                faults.add(where, "required", "A package needs a price (0 if it is free).")


class _SeveralChoices(FieldType):
    """Several options out of the list."""

    family = "choice"
    options = "must"
    summary = "choices"
    ordered = (("min_choices", "max_choices"),)

    def check(self, field: Field, path: str, faults: Faults) -> None:
        """There are as many options as must be chosen."""
        super().check(field, path, faults)
        least = field.validation_rules.get("min_choices", 0)
        if least > len(field.options):
            where, most = join(path, "validation_rules.min_choices"), len(field.options)
            faults.add(where, "maximum", "There are fewer options than that.", limit=most)

    def schema(self, field: Field) -> JsonSchema:
        """A list of different values."""
        options = values_of(field)
        return {
            "type": "array",
            "items": {"enum": options},
            "minItems": self.setting(field, "min_choices") or 1,
            "maxItems": self.setting(field, "max_choices") or len(options),
            "uniqueItems": True,
        }

    def canonical(self, field: Field, raw: Any) -> Any:
        """The values in the options' order."""
        return tidy_choices(field, raw)

    def parse_input(self, field: Field, inputs: Inputs) -> Any:
        """Every ticked box."""
        return tidy_choices(field, [text for text in inputs.get("", ()) if text])

    def inputs(self, field: Field, value: Any) -> dict[str, list[str]]:
        """Every ticked box."""
        del field
        return {"": list(value)}

    def show(self, field: Field, value: Any, locale: str) -> str:
        """The labels, with commas."""
        return with_commas((label_of(field, item) for item in value), locale)

    def columns(self, field: Field) -> Sequence[Column]:
        """One column an option."""
        return tuple(
            Column(option.value, f"{field.label}: {option.label}") for option in field.options
        )

    def cells(self, field: Field, value: Any, locale: str) -> tuple[str, ...]:
        """`1` for every chosen option."""
        del locale
        return tuple("1" if value and option.value in value else "" for option in field.options)


class MultipleChoice(_SeveralChoices):
    """Several answers out of a list."""

    name = "multiple_choice"
    title = "Multiple choice"
    icon = "checkbox"
    settings: ClassVar[Mapping[str, Setting]] = {
        "min_choices": Setting(_COUNT, "Fewest choices"),
        "max_choices": Setting(_COUNT, "Most choices"),
        "exclusive": Setting(
            ListOf(OPTION_NAME, MOST_OPTIONS, unique=True), "Options that stand alone", default=()
        ),
    }

    def check(self, field: Field, path: str, faults: Faults) -> None:
        """Exclusive options exist."""
        super().check(field, path, faults)
        for at, value in enumerate(self.setting(field, "exclusive")):
            if field.option(value) is None:
                where = join(path, f"validation_rules.exclusive.{at}")
                faults.add(where, "enum", f"There is no option “{value}”.")

    def limits(self, field: Field) -> Sequence[Limit]:
        """Options that stand alone."""
        exclusive = self.setting(field, "exclusive")
        return (Limit("exclusive", list(exclusive)),) if exclusive else ()


class PictureChoice(_SeveralChoices):
    """One or several pictures out of a gallery."""

    name = "picture_choice"
    title = "Picture choice"
    icon = "picture_choice"
    settings: ClassVar[Mapping[str, Setting]] = {
        "multiple": Setting(Flag(), "Several may be chosen", default=False),
        "min_choices": Setting(_COUNT, "Fewest choices"),
        "max_choices": Setting(_COUNT, "Most choices"),
    }

    def check(self, field: Field, path: str, faults: Faults) -> None:
        """Counts mean something."""
        super().check(field, path, faults)
        for name in ("min_choices", "max_choices"):
            if name in field.validation_rules and not self.setting(field, "multiple"):
                where = join(path, f"validation_rules.{name}")
                faults.add(where, "dependentRequired", f"“{name}” needs “multiple”.")

    def schema(self, field: Field) -> JsonSchema:
        """One value, or a list of different values."""
        if not self.setting(field, "multiple"):
            return {"enum": values_of(field)}
        return super().schema(field)

    def canonical(self, field: Field, raw: Any) -> Any:
        """One value, or the values in the options' order."""
        return tidy_choices(field, raw) if self.setting(field, "multiple") else tidy_choice(raw)

    def parse_input(self, field: Field, inputs: Inputs) -> Any:
        """The chosen pictures."""
        if self.setting(field, "multiple"):
            return super().parse_input(field, inputs)
        return first(inputs)

    def inputs(self, field: Field, value: Any) -> dict[str, list[str]]:
        """The chosen pictures."""
        del field
        return {"": list(value) if isinstance(value, list) else [str(value)]}

    def show(self, field: Field, value: Any, locale: str) -> str:
        """The labels, with commas."""
        return super().show(field, value if isinstance(value, list) else [value], locale)

    def columns(self, field: Field) -> Sequence[Column]:
        """One column, or one an option when several may be chosen."""
        if self.setting(field, "multiple"):
            return super().columns(field)
        return (Column("", field.label),)

    def cells(self, field: Field, value: Any, locale: str) -> tuple[str, ...]:
        """The label, or a mark for every chosen option."""
        if self.setting(field, "multiple"):
            return super().cells(field, value, locale)
        return ("" if value is None else label_of(field, value),)
