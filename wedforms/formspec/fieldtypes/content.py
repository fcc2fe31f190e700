"""Content that asks nothing: headings, paragraphs, clauses, lines, pages, pictures."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar, Final

from wedforms.formspec.definition import Field
from wedforms.formspec.fieldtypes.base import FieldType, Inputs, Setting
from wedforms.formspec.shapes import Faults, Flag, JsonSchema, Number, Text, Word, join
from wedforms.formspec.slots import Formatted

PICTURE_NAME: Final = Formatted(
    r"^(?:[a-z0-9][a-z0-9._-]{0,99}|https://[^\x00-\x20\x22<>\\]{1,500})$",
    "This must be the name of a picture such as barn.jpg, or an https address.",
)
_MERGE: Final = re.compile(r"\{\{(.*?)\}\}")
_MERGE_NAME: Final = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*")


class Content(FieldType):
    """What all content shares: no answer, no schema."""

    family = "content"
    has_answer = False
    needs_label = False

    def schema(self, field: Field) -> JsonSchema:
        """No answer is ever right."""
        raise TypeError(f"{field.field_type} has no answer")

    def parse_input(self, field: Field, inputs: Inputs) -> Any:
        """There is nothing to read."""
        del field, inputs

    def inputs(self, field: Field, value: Any) -> dict[str, list[str]]:
        """There is nothing to write."""
        del field, value
        return {}

    def columns(self, field: Field) -> tuple[()]:
        """No columns."""
        del field
        return ()

    def cells(self, field: Field, value: Any, locale: str) -> tuple[()]:
        """No cells."""
        del field, value, locale
        return ()


class Heading(Content):
    """A heading; its words are the label."""

    name = "heading"
    title = "Heading"
    icon = "heading"
    needs_label = True
    settings: ClassVar[Mapping[str, Setting]] = {
        "level": Setting(Word((2, 3)), "Level", default=2, only_seen=True),
    }


class Paragraph(Content):
    """Rich text."""

    name = "paragraph"
    title = "Paragraph"
    icon = "paragraph"
    more_keys = frozenset({"content"})


class Clause(Content):
    """A clause of a contract; `{{key}}` in its content is replaced by the answer in words."""

    name = "clause"
    title = "Clause"
    icon = "clause"
    needs_label = True
    merges_answers = True
    more_keys = frozenset({"content"})
    settings: ClassVar[Mapping[str, Setting]] = {
        "number": Setting(Flag(), "Numbered", default=True, only_seen=True),
    }

    def check(self, field: Field, path: str, faults: Faults) -> None:
        """Merge fields have the form of a key."""
        for name in self.merge_names(field):
            if not _MERGE_NAME.fullmatch(name):
                message = f"“{{{{{name}}}}}” is not the key of a field."
                faults.add(join(path, "content"), "merge", message)

    def merge_names(self, field: Field) -> list[str]:
        """The names between double braces, in order, spaces trimmed."""
        return [name.strip() for name in _MERGE.findall(field.content)]


class Sunset(Content):
    """When the sun sets on the day that the form is about, at the couple's place or at this one."""

    name = "sunset"
    title = "Time of sunset"
    icon = "sunset"
    settings: ClassVar[Mapping[str, Setting]] = {
        "latitude": Setting(Number(-90, 90), "Latitude", only_seen=True),
        "longitude": Setting(Number(-180, 180), "Longitude", only_seen=True),
    }

    def check(self, field: Field, path: str, faults: Faults) -> None:
        """A place has both numbers."""
        missing = [name for name in self.settings if name not in field.validation_rules]
        if len(missing) == 1:
            message = "Enter latitude and longitude, or neither."
            faults.add(join(path, f"validation_rules.{missing[0]}"), "place", message)


class Divider(Content):
    """A line."""

    name = "divider"
    title = "Divider"
    icon = "divider"


class PageBreak(Content):
    """Begins a new page, titled by the label."""

    name = "page_break"
    title = "New page"
    icon = "page_break"
    needs_label = True
    begins_page = True


class Picture(Content):
    """A picture with words for those who cannot see it."""

    name = "picture"
    title = "Picture"
    icon = "picture"
    settings: ClassVar[Mapping[str, Setting]] = {
        "source": Setting(PICTURE_NAME, "Picture", required=True, only_seen=True),
        "alt": Setting(Text(300, min_length=1), "What it shows", required=True, only_seen=True),
        "caption": Setting(Text(300), "Caption", default="", only_seen=True),
    }
