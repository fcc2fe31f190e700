"""People: a name, the two partners, an address."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Final

from wedforms.formspec.definition import Field
from wedforms.formspec.fieldtypes.base import (
    Column,
    FieldType,
    Inputs,
    Limit,
    Scalar,
    Setting,
    first,
)
from wedforms.formspec.fieldtypes.contact import show_phone, tidy_email, tidy_phone
from wedforms.formspec.fieldtypes.periods import tidy_parts
from wedforms.formspec.fieldtypes.showing import (
    left_to_right,
    locale_of,
    with_and,
    with_commas,
)
from wedforms.formspec.fieldtypes.words import tidy_postcode
from wedforms.formspec.shapes import Flag, Integer, JsonSchema, ListOf, Word
from wedforms.formspec.slots import COUNTRY
from wedforms.formspec.text import clean_line

LONGEST_NAME: Final = 80
_BETWEEN_PARTNERS: Final = re.compile(r"\s+(?:&|\+|and|und|et|y|و)\s+")
_LINE: Final[JsonSchema] = {"type": "string", "minLength": 1, "maxLength": 200}
_POSTCODE: Final[JsonSchema] = {"type": "string", "minLength": 1, "maxLength": 16}
#: Countries whose addresses carry no postcode.
WITHOUT_POSTCODE: Final = frozenset(
    {"AE", "AG", "AO", "BS", "BW", "BZ", "DM", "FJ", "GD", "GH", "GM", "GY", "HK", "JM", "KI"}
    | {"KN", "LC", "ML", "MO", "MW", "NR", "QA", "RW", "SB", "SC", "SL", "SR", "TO", "TV", "UG"}
    | {"VU", "YE", "ZW"}
)


class PersonName(FieldType):
    """A person's name; one word is enough."""

    name = "person_name"
    title = "Name"
    icon = "person"
    family = "person"
    summary = "texts"
    parts = 2
    settings: ClassVar[Mapping[str, Setting]] = {
        "max_length": Setting(Integer(1, 200), "Most characters a part", default=LONGEST_NAME),
    }

    def schema(self, field: Field) -> JsonSchema:
        """An object with a given name and perhaps a family name."""
        part = {"type": "string", "minLength": 1, "maxLength": self.setting(field, "max_length")}
        return {
            "type": "object",
            "properties": {"given": part, "family": part},
            "required": ["given"],
            "additionalProperties": False,
        }

    def canonical(self, field: Field, raw: Any) -> Any:
        """Trimmed parts."""
        del field
        return tidy_parts(raw)

    def parse_input(self, field: Field, inputs: Inputs) -> Any:
        """The two inputs."""
        return self.canonical(field, {part: first(inputs, part) for part in ("given", "family")})

    def takes_line(self, field: Field) -> bool:
        """A name in one line."""
        del field
        return True

    def parse_line(self, field: Field, text: str) -> Any:
        """The first word is the given name, the others are the family name."""
        given, _, family = clean_line(text).partition(" ")
        return self.canonical(field, {"given": given, "family": family or None})

    def inputs(self, field: Field, value: Any) -> dict[str, list[str]]:
        """The two inputs."""
        del field
        return {part: [str(text)] for part, text in value.items()}

    def show(self, field: Field, value: Any, locale: str) -> str:
        """Given and family name."""
        del field, locale
        return " ".join(value[part] for part in ("given", "family") if part in value)

    def scalars(self, value: Any) -> Sequence[Scalar]:
        """The whole name."""
        return (Scalar("text", " ".join(filter(None, map(value.get, ("given", "family"))))),)


class Couple(FieldType):
    """The two partners, side by side."""

    name = "couple"
    title = "The couple"
    icon = "couple"
    family = "person"
    summary = "texts"
    parts = 6
    settings: ClassVar[Mapping[str, Setting]] = {
        "parts": Setting(
            ListOf(Word(("name", "email", "phone")), 3, min_items=1, unique=True),
            "What to ask of each",
            default=("name",),
        ),
        "different_emails": Setting(Flag(), "Two different e-mail addresses", default=False),
    }

    def schema(self, field: Field) -> JsonSchema:
        """An object of two partners, all their parts required."""
        parts = self._parts(field)
        partner = {
            "type": "object",
            "properties": {part: _PARTNER_PARTS[part] for part in parts},
            "required": list(parts),
            "additionalProperties": False,
        }
        return {
            "type": "object",
            "properties": {"partner1": partner, "partner2": partner},
            "required": ["partner1", "partner2"],
            "additionalProperties": False,
        }

    def limits(self, field: Field) -> Sequence[Limit]:
        """Two addresses, where they must differ."""
        if "email" not in self._parts(field) or not self.setting(field, "different_emails"):
            return ()
        return (Limit("different_emails", None, part="partner2.email"),)

    def canonical(self, field: Field, raw: Any) -> Any:
        """Trimmed parts, tidy e-mails and telephone numbers."""
        if not isinstance(raw, Mapping):
            return None if raw == "" else raw
        partners = {name: self._partner(field, partner) for name, partner in raw.items()}
        return {name: one for name, one in partners.items() if one is not None} or None

    def parse_input(self, field: Field, inputs: Inputs) -> Any:
        """Inputs such as `partner1-name`."""
        partners = {
            partner: {part: first(inputs, f"{partner}-{part}") for part in self._parts(field)}
            for partner in ("partner1", "partner2")
        }
        return self.canonical(field, partners)

    def takes_line(self, field: Field) -> bool:
        """Two names in one line; what else is asked of them is left to the couple."""
        del field
        return True

    def parse_line(self, field: Field, text: str) -> Any:
        """“Ana Bell & Ben Ode”, or one name alone."""
        names = enumerate(_BETWEEN_PARTNERS.split(clean_line(text), maxsplit=1), 1)
        return self.canonical(field, {f"partner{at}": {"name": name} for at, name in names})

    def inputs(self, field: Field, value: Any) -> dict[str, list[str]]:
        """Inputs such as `partner1-name`."""
        del field
        return {
            f"{name}-{part}": [str(text)]
            for name, partner in value.items()
            for part, text in partner.items()
        }

    def addresses(self, value: Any) -> Sequence[str]:
        """Both partners' addresses, where they were asked for."""
        partners = value.values() if isinstance(value, dict) else ()
        return [partner["email"] for partner in partners if partner.get("email")]

    def asks_address(self, field: Field) -> bool:
        """Where it asks for each partner's."""
        return "email" in self._parts(field)

    def show(self, field: Field, value: Any, locale: str) -> str:
        """`Anna Jones & Ben Smith`, with what else is known of each."""
        partners = (value[name] for name in ("partner1", "partner2") if name in value)
        words = (_partner_words(one, field.form.country, locale) for one in partners)
        return with_and(words, locale)

    def scalars(self, value: Any) -> Sequence[Scalar]:
        """What is known of both, the first partner's name first."""
        partners = [value[name] for name in ("partner1", "partner2") if name in value]
        return [Scalar("text", text) for one in partners for text in one.values()]

    def columns(self, field: Field) -> Sequence[Column]:
        """One column a part of each partner."""
        return tuple(
            Column(f"partner{number}.{part}", f"{field.label}: {number} {part}")
            for number in (1, 2)
            for part in self._parts(field)
        )

    def cells(self, field: Field, value: Any, locale: str) -> tuple[str, ...]:
        """The parts of each partner."""
        del locale
        return tuple(
            str((value or {}).get(f"partner{number}", {}).get(part, ""))
            for number in (1, 2)
            for part in self._parts(field)
        )

    def _parts(self, field: Field) -> tuple[str, ...]:
        stated = self.setting(field, "parts")
        return tuple(part for part in ("name", "email", "phone") if part in stated)

    @staticmethod
    def _partner(field: Field, raw: Any) -> Any:
        parts = tidy_parts(raw)
        if not isinstance(parts, dict):
            return parts
        if isinstance(parts.get("email"), str):
            parts["email"] = tidy_email(parts["email"])
        if isinstance(parts.get("phone"), str):
            parts["phone"] = tidy_phone(parts["phone"], field.form.country)
        return parts


_PARTNER_PARTS: Final[Mapping[str, JsonSchema]] = {
    "name": {"type": "string", "minLength": 1, "maxLength": 2 * LONGEST_NAME},
    "email": {"type": "string", "format": "email"},
    "phone": {"type": "string", "format": "phone"},
}


def _partner_words(partner: Mapping[str, str], country: str, locale: str) -> str:
    more = [left_to_right(partner["email"], locale)] if "email" in partner else []
    if "phone" in partner:
        more.append(left_to_right(show_phone(partner["phone"], country), locale))
    name = partner.get("name", "")
    ways = with_commas(more, locale)
    return f"{name} ({ways})" if more and name else name or ways


class Address(FieldType):
    """A postal address."""

    name = "address"
    title = "Address"
    icon = "address"
    family = "person"
    summary = "texts"
    parts = 6
    settings: ClassVar[Mapping[str, Setting]] = {
        "countries": Setting(
            ListOf(COUNTRY, 250, min_items=1, unique=True), "Countries", default=("GB",)
        ),
    }

    def schema(self, field: Field) -> JsonSchema:
        """An object of address lines; the postcode as the country has it."""
        countries = list(self.setting(field, "countries"))
        lines = dict.fromkeys(("line1", "line2", "town", "county"), _LINE)
        schema: JsonSchema = {
            "type": "object",
            "properties": {**lines, "postcode": _POSTCODE, "country": {"enum": countries}},
            "required": ["line1", "town", "country"],
            "additionalProperties": False,
        }
        return {**schema, "allOf": _postcodes(countries)}

    def canonical(self, field: Field, raw: Any) -> Any:
        """Trimmed lines; the only possible country is filled in, British postcodes are tidy."""
        parts = tidy_parts(raw)
        if not isinstance(parts, dict):
            return parts
        countries = self.setting(field, "countries")
        if len(countries) == 1:
            parts.setdefault("country", countries[0])
            if set(parts) == {"country"}:
                return None
        if parts.get("country") == "GB" and isinstance(parts.get("postcode"), str):
            parts["postcode"] = tidy_postcode(clean_line(parts["postcode"]))
        return parts

    def parse_input(self, field: Field, inputs: Inputs) -> Any:
        """One input a line; a country alone is no address."""
        parts = {part: first(inputs, part) for part in _ADDRESS_PARTS}
        if not any(text for part, text in parts.items() if part != "country"):
            return None
        return self.canonical(field, parts)

    def inputs(self, field: Field, value: Any) -> dict[str, list[str]]:
        """One input a line."""
        del field
        return {part: [str(text)] for part, text in value.items()}

    def show(self, field: Field, value: Any, locale: str) -> str:
        """The lines with commas; the country's name unless it is the form's own."""
        lines = [value[part] for part in _ADDRESS_PARTS[:-1] if part in value]
        country = value.get("country", field.form.country)
        if country != field.form.country:
            lines.append(locale_of(locale).territories.get(country, country))
        return with_commas(lines, locale)

    def scalars(self, value: Any) -> Sequence[Scalar]:
        """Each line by itself."""
        return [Scalar("text", value[part]) for part in _ADDRESS_PARTS[:-1] if part in value]

    def columns(self, field: Field) -> Sequence[Column]:
        """One column a line."""
        return tuple(Column(part, f"{field.label}: {part}") for part in _ADDRESS_PARTS)

    def cells(self, field: Field, value: Any, locale: str) -> tuple[str, ...]:
        """One text a line."""
        del field, locale
        return tuple(str((value or {}).get(part, "")) for part in _ADDRESS_PARTS)


_ADDRESS_PARTS: Final = ("line1", "line2", "town", "county", "postcode", "country")


def _postcodes(countries: Sequence[str]) -> list[JsonSchema]:
    """A postcode is required where the country has them, and of British form in Britain."""
    british: JsonSchema = {"properties": {"postcode": {"format": "postcode_gb"}}}
    needed: JsonSchema = {"required": ["postcode"]}
    if list(countries) == ["GB"]:
        return [{**british, **needed}]
    rules: list[JsonSchema] = []
    if "GB" in countries:
        rules.append({"if": _country_in(["GB"]), "then": british})
    without = sorted(WITHOUT_POSTCODE.intersection(countries))
    rules.append({"if": _country_in(without), "else": needed} if without else needed)
    return rules


def _country_in(countries: Sequence[str]) -> JsonSchema:
    return {"properties": {"country": {"enum": list(countries)}}, "required": ["country"]}
