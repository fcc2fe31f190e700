"""Free text: one line, many lines, initials."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar, Final

from wedforms.formspec.definition import Field
from wedforms.formspec.fieldtypes.base import PLACEHOLDER, FieldType, Setting
from wedforms.formspec.shapes import Faults, Integer, JsonSchema, Text, Word
from wedforms.formspec.slots import Pattern
from wedforms.formspec.text import clean_line, clean_lines

LONGEST_TEXT: Final = 20_000
_POSTCODE: Final = re.compile(r"([A-Za-z]{1,2}[0-9][A-Za-z0-9]?)\s*([0-9][A-Za-z]{2})")
_HANDLE_ADDRESS: Final = re.compile(r"https?://(?:www\.)?instagram\.com/([^/?#]+)/?(?:[?#].*)?")


def tidy_postcode(text: str) -> str:
    """A British postcode in capitals with its one space; anything else as it came."""
    found = _POSTCODE.fullmatch(text)
    return f"{found[1]} {found[2]}".upper() if found else text


def tidy_handle(text: str) -> str:
    """A handle without its @ or the address around it."""
    found = _HANDLE_ADDRESS.fullmatch(text)
    return (found[1] if found else text).removeprefix("@")


_TIDY: Final = {"postcode_gb": tidy_postcode, "handle": tidy_handle}


class _Words(FieldType):
    """What lines and paragraphs share: their lengths."""

    family = "text"
    summary = "texts"
    ordered = (("min_length", "max_length"),)

    def check(self, field: Field, path: str, faults: Faults) -> None:
        """The least length does not exceed the greatest, which has a default."""
        super().check(field, path, faults)
        least, most = self.setting(field, "min_length"), self.setting(field, "max_length")
        if least is not None and "max_length" not in field.validation_rules and least > most:
            message = f"“min_length” may not be more than {most}."
            faults.add(f"{path}.validation_rules.min_length", "maximum", message, limit=most)

    def schema(self, field: Field) -> JsonSchema:
        """A string with lengths."""
        least, most = self.setting(field, "min_length"), self.setting(field, "max_length")
        return {"type": "string", "minLength": least or 1, "maxLength": most}


class TextLine(_Words):
    """One line of words."""

    name = "text"
    title = "Short text"
    icon = "text"
    settings: ClassVar[Mapping[str, Setting]] = {
        "min_length": Setting(Integer(1, LONGEST_TEXT), "Fewest characters"),
        "max_length": Setting(Integer(1, LONGEST_TEXT), "Most characters", default=500),
        "pattern": Setting(Pattern(), "Pattern of the entire answer"),
        "pattern_message": Setting(
            Text(300), "What to say when it does not fit", default="", only_seen=True
        ),
        "placeholder": PLACEHOLDER,
        "format": Setting(Word(("postcode_gb", "handle")), "Kind of text"),
    }

    def schema(self, field: Field) -> JsonSchema:
        """A string with lengths, pattern and format."""
        schema = super().schema(field)
        if pattern := self.setting(field, "pattern"):
            schema["pattern"] = f"^(?:{pattern})$"
        if kind := self.setting(field, "format"):
            schema["format"] = kind
        return schema

    def canonical(self, field: Field, raw: Any) -> Any:
        """Trimmed NFC text on one line."""
        if not isinstance(raw, str):
            return raw
        tidy = _TIDY.get(self.setting(field, "format"))
        text = clean_line(raw)
        return (tidy(text) if tidy else text) or None

    def show(self, field: Field, value: Any, locale: str) -> str:
        """The text; a handle with its @."""
        del locale
        return f"@{value}" if self.setting(field, "format") == "handle" else str(value)


class LongText(_Words):
    """Several lines of words."""

    name = "long_text"
    title = "Long text"
    icon = "paragraph"
    settings: ClassVar[Mapping[str, Setting]] = {
        "min_length": Setting(Integer(1, LONGEST_TEXT), "Fewest characters"),
        "max_length": Setting(Integer(1, LONGEST_TEXT), "Most characters", default=5_000),
        "lines": Setting(Integer(2, 40), "Height in lines", default=4, only_seen=True),
        "placeholder": PLACEHOLDER,
    }

    def canonical(self, field: Field, raw: Any) -> Any:
        """Trimmed NFC text with LF line ends."""
        del field
        return (clean_lines(raw) or None) if isinstance(raw, str) else raw


class Initials(FieldType):
    """The initials that a person puts beside a clause."""

    name = "initials"
    title = "Initials"
    icon = "initials"
    family = "agreement"
    summary = "texts"
    settings: ClassVar[Mapping[str, Setting]] = {
        "max_length": Setting(Integer(1, 6), "Most letters", default=5),
    }

    def schema(self, field: Field) -> JsonSchema:
        """A very short string."""
        most = self.setting(field, "max_length")
        return {"type": "string", "minLength": 1, "maxLength": most}

    def canonical(self, field: Field, raw: Any) -> Any:
        """Trimmed NFC text on one line."""
        del field
        return (clean_line(raw) or None) if isinstance(raw, str) else raw
