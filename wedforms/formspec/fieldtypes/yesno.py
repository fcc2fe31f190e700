"""Yes or no, and agreeing to something."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Final

from wedforms.formspec.definition import Field
from wedforms.formspec.fieldtypes.base import FieldType, Setting
from wedforms.formspec.fieldtypes.plainwords import plain_word
from wedforms.formspec.shapes import Faults, JsonSchema, Text, join

_WORDS: Final[Mapping[str, bool]] = {
    **dict.fromkeys(("true", "yes", "on", "1"), True),
    **dict.fromkeys(("false", "no", "off", "0"), False),
}
_LABELS: Final = {True: "yes_label", False: "no_label"}


def parse_boolean(text: str) -> bool | str:
    """Whether an input says yes or no; anything else as it came."""
    return _WORDS.get(text.strip().lower(), text)


class _Boolean(FieldType):
    """What both kinds share."""

    summary = "yes_no"

    def canonical(self, field: Field, raw: Any) -> Any:
        """The boolean."""
        del field
        return None if raw == "" else raw

    def parse_text(self, field: Field, text: str) -> Any:
        """The boolean in the text."""
        del field
        return parse_boolean(text)

    def inputs(self, field: Field, value: Any) -> dict[str, list[str]]:
        """`yes` or `no`."""
        del field
        return {"": ["yes" if value else "no"]}


class YesNo(_Boolean):
    """A question answered with yes or no; either may carry a price or places."""

    name = "yes_no"
    title = "Yes or no"
    icon = "toggle"
    family = "choice"
    options = "may"
    settings: ClassVar[Mapping[str, Setting]] = {
        "yes_label": Setting(Text(80), "Word for yes", default="Yes", only_seen=True),
        "no_label": Setting(Text(80), "Word for no", default="No", only_seen=True),
    }

    def check(self, field: Field, path: str, faults: Faults) -> None:
        """Options are `yes` and `no` only."""
        for at, option in enumerate(field.options):
            if option.value not in ("yes", "no"):
                where = join(path, f"options.{at}.value")
                faults.add(where, "enum", "The options here are “yes” and “no”.")

    def schema(self, field: Field) -> JsonSchema:
        """A boolean."""
        del field
        return {"type": "boolean"}

    def show(self, field: Field, value: Any, locale: str) -> str:
        """The supplier's words for yes and no: of the option, else of the question."""
        word = "yes" if value else "no"
        option = field.option(word)
        own = option.label if option else field.validation_rules.get(_LABELS[bool(value)])
        return str(own or plain_word(word, locale))


class Consent(_Boolean):
    """A box to tick; when required, it must be ticked."""

    name = "consent"
    title = "Consent"
    icon = "tick"
    family = "agreement"

    def schema(self, field: Field) -> JsonSchema:
        """A boolean, or only `true` when required."""
        if field.validation_rules.get("required"):
            return {"type": "boolean", "const": True}
        return {"type": "boolean"}

    def show(self, field: Field, value: Any, locale: str) -> str:
        """Yes or no."""
        del field
        return plain_word("yes" if value else "no", locale)
