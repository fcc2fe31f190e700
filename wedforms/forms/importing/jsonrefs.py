"""What a JSON Schema refers to: in its own document alone, never in a circle, never too much."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from wedforms.forms.importing.report import ImportRefused, Report

_MOST_SCHEMAS: Final = 5_000
_MOST_REFS: Final = 40
_DEEPEST: Final = 30
_LEFT_OUT: Final = "It was left out."

Schema = Mapping[str, Any]


@dataclass(slots=True)
class Document:
    """The whole schema, and how much of it was read."""

    root: Schema
    report: Report
    _open: list[str] = field(default_factory=lambda: ["#"])
    _read: int = 0
    _depth: int = 0

    @contextmanager
    def schema(self, raw: Any, place: str) -> Iterator[Schema | None]:
        """A schema with what it refers to, while its parts are read; None where there is none.

        Raises ImportRefused when there is no end to it.
        """
        self._read += 1
        self._depth += 1
        before = len(self._open)
        try:
            if self._read > _MOST_SCHEMAS or self._depth > _DEEPEST:
                raise ImportRefused("The schema is too large, or nested too deep.")
            yield self._resolved(raw, place)
        finally:
            del self._open[before:]
            self._depth -= 1

    def _resolved(self, raw: Any, place: str) -> Schema | None:
        if not isinstance(raw, Mapping):
            if raw is not True:
                why = "Nothing can be asked with it."
                self.report.add(
                    place, "a question without a description", why=why, instead=_LEFT_OUT
                )
            return None
        resolved: dict[str, Any] = dict(raw)
        for _ in range(_MOST_REFS):
            if (ref := resolved.pop("$ref", None)) is None:
                if (only := _only_one(resolved)) is None:
                    return resolved
                name, inner = only
                del resolved[name]
                resolved = {**inner, **resolved}
                continue
            found = self._found(ref, place)
            if found is None:
                return None
            resolved = {**found, **resolved}
            if "$ref" in found:
                resolved["$ref"] = found["$ref"]
        raise ImportRefused("The schema refers from one part to the next without an end.")

    def _found(self, ref: Any, place: str) -> Schema | None:
        if not isinstance(ref, str) or not ref.startswith("#"):
            why = "Only parts of the same document are looked up."
            self.report.add(place, f"$ref: {ref}", why=why, instead=_LEFT_OUT)
            return None
        if ref in self._open:
            why = "It contains itself."
            self.report.add(place, f"$ref: {ref}", why=why, instead=_LEFT_OUT)
            return None
        found = _at(self.root, ref)
        if not isinstance(found, Mapping):
            why = "There is nothing at this place of the document."
            self.report.add(place, f"$ref: {ref}", why=why, instead=_LEFT_OUT)
            return None
        self._open.append(ref)
        return found


def _only_one(schema: Schema) -> tuple[str, Schema] | None:
    """The one description of “this or nothing”, or of “all of this”, as generators write it."""
    for name in ("anyOf", "oneOf", "allOf"):
        listed = schema.get(name)
        if not isinstance(listed, list) or (name == "allOf" and "properties" in schema):
            continue
        told = [one for one in listed if one != {"type": "null"}]
        is_one = len(told) == 1 and isinstance(told[0], Mapping)
        if is_one and "const" not in told[0] and not {"if", "required"} & told[0].keys():
            return name, told[0]
    return None


def _at(root: Any, ref: str) -> Any:
    """What a JSON pointer leads to, or the part with this anchor."""
    pointer = ref.removeprefix("#")
    if pointer and not pointer.startswith("/"):
        named = root.get("$defs", {}) if isinstance(root.get("$defs"), Mapping) else {}
        return next(
            (
                one
                for one in named.values()
                if isinstance(one, Mapping) and one.get("$anchor") == pointer
            ),
            None,
        )
    here = root
    for step in pointer.split("/")[1:]:
        name = step.replace("~1", "/").replace("~0", "~")
        if isinstance(here, Mapping):
            here = here.get(name)
        elif isinstance(here, list) and name in map(str, range(len(here))):
            here = here[int(name)]
        else:
            return None
    return here
