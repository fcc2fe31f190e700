"""Ways to reach somebody: e-mail, telephone, web address."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Final

import phonenumbers

from wedforms.formspec.definition import Field
from wedforms.formspec.fieldtypes.base import PLACEHOLDER, FieldType, Setting
from wedforms.formspec.shapes import Integer, JsonSchema
from wedforms.formspec.slots import COUNTRY
from wedforms.formspec.text import clean_line

_BARE_ADDRESS: Final = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?:[/?#:].*)?", re.IGNORECASE)


def tidy_email(text: str) -> str:
    """The address with its domain in lower case."""
    local, at, domain = text.rpartition("@")
    return f"{local}@{domain.lower()}" if at else text


def tidy_phone(text: str, region: str) -> str:
    """The number in E.164 form; anything that is no number as it came."""
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return text
    reason = phonenumbers.is_possible_number_with_reason(number)
    if reason != phonenumbers.ValidationResult.IS_POSSIBLE or number.extension:
        return text
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def show_phone(number: str, country: str) -> str:
    """The number as people at home write it; with its country code when it is foreign."""
    try:
        parsed = phonenumbers.parse(number, country)
    except phonenumbers.NumberParseException:
        return number
    at_home = parsed.country_code == phonenumbers.country_code_for_region(country)
    style = phonenumbers.PhoneNumberFormat
    return str(
        phonenumbers.format_number(parsed, style.NATIONAL if at_home else style.INTERNATIONAL)
    )


class Email(FieldType):
    """An e-mail address."""

    name = "email"
    title = "E-mail"
    icon = "email"
    family = "person"
    summary = "texts"
    settings: ClassVar[Mapping[str, Setting]] = {"placeholder": PLACEHOLDER}

    def schema(self, field: Field) -> JsonSchema:
        """A string in the form of an address."""
        del field
        return {"type": "string", "format": "email"}

    def canonical(self, field: Field, raw: Any) -> Any:
        """Trimmed, domain in lower case."""
        del field
        return (tidy_email(clean_line(raw)) or None) if isinstance(raw, str) else raw

    def addresses(self, value: Any) -> Sequence[str]:
        """The answer itself."""
        return (value,) if isinstance(value, str) else ()

    def asks_address(self, field: Field) -> bool:
        """Always."""
        del field
        return True


class Phone(FieldType):
    """A telephone number."""

    name = "phone"
    title = "Telephone"
    icon = "phone"
    family = "person"
    summary = "texts"
    settings: ClassVar[Mapping[str, Setting]] = {
        "region": Setting(COUNTRY, "Country when no code is given"),
    }

    def schema(self, field: Field) -> JsonSchema:
        """A string in E.164 form."""
        del field
        return {"type": "string", "format": "phone"}

    def canonical(self, field: Field, raw: Any) -> Any:
        """The E.164 form, read with the field's country."""
        if not isinstance(raw, str):
            return raw
        text = clean_line(raw)
        return tidy_phone(text, self._region(field)) if text else None

    def inputs(self, field: Field, value: Any) -> dict[str, list[str]]:
        """The number as a person at home would type it."""
        return {"": [show_phone(value, self._region(field))]}

    def show(self, field: Field, value: Any, locale: str) -> str:
        """The number as people at home write it."""
        del locale
        return show_phone(value, self._region(field))

    def cells(self, field: Field, value: Any, locale: str) -> tuple[str, ...]:
        """The E.164 form, which other programs read."""
        del field, locale
        return ("",) if value is None else (value,)

    def _region(self, field: Field) -> str:
        return str(self.setting(field, "region") or field.form.country)


class Url(FieldType):
    """A web address."""

    name = "url"
    title = "Web address"
    icon = "link"
    family = "text"
    summary = "texts"
    settings: ClassVar[Mapping[str, Setting]] = {
        "max_length": Setting(Integer(20, 2_000), "Most characters", default=2_000),
    }

    def schema(self, field: Field) -> JsonSchema:
        """A string that is an http or https address."""
        most = self.setting(field, "max_length")
        return {"type": "string", "maxLength": most, "format": "url"}

    def canonical(self, field: Field, raw: Any) -> Any:
        """Trimmed; a bare `example.com` gets its https."""
        del field
        if not isinstance(raw, str):
            return raw
        text = clean_line(raw)
        bare = _BARE_ADDRESS.fullmatch(text) and "://" not in text
        return (f"https://{text}" if bare else text) or None
