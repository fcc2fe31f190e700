"""What a definition may hold, stated once: reading, meta-schema and builder follow from it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from wedforms.formspec.errors import Problem
from wedforms.formspec.jsontext import exact
from wedforms.formspec.text import clean_line, clean_lines, storable

JsonSchema = dict[str, Any]


class _Invalid:
    """What `read` gives for a value that was refused; the fault is in the collector."""

    def __repr__(self) -> str:
        return "INVALID"


INVALID: Final = _Invalid()


@dataclass(slots=True)
class Faults:
    """Collects every fault of a definition, so that all are told at once."""

    found: list[Problem] = field(default_factory=list)

    def add(self, path: str, keyword: str, message: str, *, limit: Any = None) -> _Invalid:
        """Note one fault; returns `INVALID` so that a reader can return it."""
        self.found.append(Problem(path, keyword, limit, message))
        return INVALID


def join(path: str, part: str | int) -> str:
    """The dotted path one step deeper."""
    return f"{path}.{part}" if path else str(part)


class Shape(ABC):
    """One kind of value: reads it into canonical form, and describes it as JSON Schema."""

    @abstractmethod
    def read(self, raw: Any, path: str, faults: Faults) -> Any:
        """The canonical value, or `INVALID` with the reason in `faults`."""

    @abstractmethod
    def schema(self) -> JsonSchema:
        """The JSON Schema of the values that can be written."""


@dataclass(frozen=True, slots=True)
class Text(Shape):
    """Words; trimmed and NFC, on one line unless `lines`."""

    max_length: int
    min_length: int = 0
    lines: bool = False

    def read(self, raw: Any, path: str, faults: Faults) -> Any:
        """The cleaned text."""
        if not isinstance(raw, str):
            return faults.add(path, "type", "This must be text.", limit="string")
        if not storable(raw):
            return faults.add(path, "text", "This text holds characters that cannot be stored.")
        text = clean_lines(raw) if self.lines else clean_line(raw)
        if len(text) < self.min_length:
            return faults.add(path, "minLength", "This may not be empty.", limit=self.min_length)
        if len(text) > self.max_length:
            message = f"This has more than {self.max_length:,} characters."
            return faults.add(path, "maxLength", message, limit=self.max_length)
        return text

    def schema(self) -> JsonSchema:
        """A string with its lengths."""
        least = {"minLength": self.min_length} if self.min_length else {}
        return {"type": "string", **least, "maxLength": self.max_length}


@dataclass(frozen=True, slots=True)
class Integer(Shape):
    """A whole number between two bounds."""

    minimum: int
    maximum: int

    def read(self, raw: Any, path: str, faults: Faults) -> Any:
        """The integer; `5.0` is 5, as JSON Schema says."""
        number = exact(raw) if isinstance(raw, float | Decimal) else raw
        if isinstance(number, bool) or not isinstance(number, int):
            return faults.add(path, "type", "This must be a whole number.", limit="integer")
        return within(number, path, faults, minimum=self.minimum, maximum=self.maximum)

    def schema(self) -> JsonSchema:
        """An integer with its bounds."""
        return {"type": "integer", "minimum": self.minimum, "maximum": self.maximum}


@dataclass(frozen=True, slots=True)
class Number(Shape):
    """A decimal of at most six places between two bounds."""

    minimum: int
    maximum: int

    def read(self, raw: Any, path: str, faults: Faults) -> Any:
        """The exact number: an integer when whole."""
        if isinstance(raw, bool) or not isinstance(raw, int | float | Decimal):
            return faults.add(path, "type", "This must be a number.", limit="number")
        number = exact(raw)
        if isinstance(number, Decimal) and places(number) > MOST_PLACES:
            message = f"This has more than {MOST_PLACES} decimal places."
            return faults.add(path, "decimals", message, limit=MOST_PLACES)
        return within(number, path, faults, minimum=self.minimum, maximum=self.maximum)

    def schema(self) -> JsonSchema:
        """A number with its bounds."""
        return {"type": "number", "minimum": self.minimum, "maximum": self.maximum}


MOST_PLACES: Final = 6


def places(number: Decimal) -> int:
    """How many decimal places a number has; more than any limit when it is not finite."""
    exponent = number.as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else MOST_PLACES + 1


def within(number: int | Decimal, path: str, faults: Faults, *, minimum: int, maximum: int) -> Any:
    """The number if it lies between the bounds."""
    if number < minimum:
        return faults.add(path, "minimum", f"This is less than {minimum:,}.", limit=minimum)
    if number > maximum:
        return faults.add(path, "maximum", f"This is more than {maximum:,}.", limit=maximum)
    return number


@dataclass(frozen=True, slots=True)
class Flag(Shape):
    """Yes or no."""

    def read(self, raw: Any, path: str, faults: Faults) -> Any:
        """The boolean."""
        if isinstance(raw, bool):
            return raw
        return faults.add(path, "type", "This must be true or false.", limit="boolean")

    def schema(self) -> JsonSchema:
        """A boolean."""
        return {"type": "boolean"}


@dataclass(frozen=True, slots=True)
class Word(Shape):
    """One of a few fixed words (or fixed numbers)."""

    words: tuple[Any, ...]

    def read(self, raw: Any, path: str, faults: Faults) -> Any:
        """The word itself."""
        if not isinstance(raw, bool) and raw in self.words:
            return raw
        allowed = ", ".join(str(word) for word in self.words)
        message = f"This must be one of: {allowed}."
        return faults.add(path, "enum", message, limit=list(self.words))

    def schema(self) -> JsonSchema:
        """The words."""
        return {"enum": list(self.words)}


@dataclass(frozen=True, slots=True)
class ListOf(Shape):
    """A list of values of one shape."""

    item: Shape
    max_items: int
    min_items: int = 0
    unique: bool = False

    def read(self, raw: Any, path: str, faults: Faults) -> Any:
        """The list of canonical items."""
        if not isinstance(raw, list | tuple):
            return faults.add(path, "type", "This must be a list.", limit="array")
        if len(raw) > self.max_items:
            message = f"This has more than {self.max_items:,} entries."
            return faults.add(path, "maxItems", message, limit=self.max_items)
        if len(raw) < self.min_items:
            return faults.add(path, "minItems", "This may not be empty.", limit=self.min_items)
        before = len(faults.found)
        items = [self.item.read(item, join(path, at), faults) for at, item in enumerate(raw)]
        if self.unique:
            self._refuse_repeats(items, path, faults)
        return items if len(faults.found) == before else INVALID

    @staticmethod
    def _refuse_repeats(items: Iterable[Any], path: str, faults: Faults) -> None:
        seen: list[Any] = []
        for at, item in enumerate(items):
            if item is not INVALID and item in seen:
                faults.add(join(path, at), "uniqueItems", f"“{item}” stands twice.")
            seen.append(item)

    def schema(self) -> JsonSchema:
        """An array with its counts."""
        schema = {"type": "array", "items": self.item.schema(), "maxItems": self.max_items}
        if self.min_items:
            schema["minItems"] = self.min_items
        return {**schema, "uniqueItems": True} if self.unique else schema


@dataclass(frozen=True, slots=True)
class Key:
    """One key of an object: its shape and whether it must be there."""

    shape: Shape
    required: bool = False


def or_null(schema: JsonSchema) -> JsonSchema:
    """The same schema with `null`."""
    return {"anyOf": [schema, {"type": "null"}]} if schema else schema


@dataclass(frozen=True, slots=True)
class Record(Shape):
    """An object with known keys; unknown ones are refused, `null` is an absent key."""

    keys: Mapping[str, Key]

    def read(self, raw: Any, path: str, faults: Faults) -> Any:
        """A dict of the canonical values of the keys that were given."""
        if not isinstance(raw, Mapping):
            return faults.add(path, "type", "This must be an object.", limit="object")
        before = len(faults.found)
        self._refuse_unknown(raw, path, faults)
        result = {
            name: key.shape.read(raw[name], join(path, name), faults)
            for name, key in self.keys.items()
            if name in raw and (key.required or raw[name] is not None)
        }
        for name, key in self.keys.items():
            if key.required and name not in raw:
                faults.add(join(path, name), "required", f"“{name}” is missing.")
        return result if len(faults.found) == before else INVALID

    def _refuse_unknown(self, raw: Mapping[Any, Any], path: str, faults: Faults) -> None:
        for name in raw:
            if name not in self.keys:
                message = f"There is no key “{name}” here."
                faults.add(join(path, str(name)), "additionalProperties", message)

    def schema(self) -> JsonSchema:
        """An object with its properties."""
        required = [name for name, key in self.keys.items() if key.required]
        return {
            "type": "object",
            "properties": {
                name: key.shape.schema() if key.required else or_null(key.shape.schema())
                for name, key in self.keys.items()
            },
            **({"required": required} if required else {}),
            "additionalProperties": False,
        }


@dataclass(frozen=True, slots=True)
class MapOf(Shape):
    """An object whose keys are free within one shape, all values of another."""

    name: Shape
    value: Shape
    max_items: int = 100

    def read(self, raw: Any, path: str, faults: Faults) -> Any:
        """A dict of canonical names and values."""
        if not isinstance(raw, Mapping):
            return faults.add(path, "type", "This must be an object.", limit="object")
        if len(raw) > self.max_items:
            message = f"This has more than {self.max_items:,} entries."
            return faults.add(path, "maxProperties", message, limit=self.max_items)
        before = len(faults.found)
        result = {
            self.name.read(name, join(path, str(name)), faults): self.value.read(
                value, join(path, str(name)), faults
            )
            for name, value in raw.items()
        }
        return result if len(faults.found) == before else INVALID

    def schema(self) -> JsonSchema:
        """An object whose property names and values are described."""
        return {
            "type": "object",
            "propertyNames": self.name.schema(),
            "additionalProperties": self.value.schema(),
            "maxProperties": self.max_items,
        }
