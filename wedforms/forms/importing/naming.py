"""What the words of JSON Schema and of XLSForm are called by people who know neither."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from wedforms.formspec.fieldtypes import title_of_setting

_CALLED: Final[Mapping[str, str]] = {
    "$ref": "a piece that stands elsewhere",
    "additionalProperties": "answers that are not listed",
    "allOf": "several descriptions at once",
    "anyOf": "an answer of several shapes",
    "appearance": "how it is drawn",
    "calculation": "what is worked out",
    "choice_filter": "which choices are shown",
    "const": "an answer that is given",
    "constraint": "what an answer has to keep to",
    "contains": "what has to be in the list",
    "contentEncoding": "how the text is written",
    "contentMediaType": "what kind of file the text is",
    "dependentRequired": "what has to be answered with it",
    "dependentSchemas": "what is asked with it",
    "format": "the form of the text",
    "if": "a condition",
    "items": "what is in the list",
    "maxItems": "how many rows there may be",
    "maxLength": "how long an answer may be",
    "multipleOf": "steps of a number",
    "not": "what may not be answered",
    "oneOf": "an answer of several shapes",
    "pattern": "a pattern that the text has to fit",
    "patternProperties": "answers named by a pattern",
    "prefixItems": "a list whose places have shapes of their own",
    "propertyNames": "how answers may be called",
    "relevant": "when it is shown",
    "required": "when it has to be answered",
    "type": "the kind of answer",
    "unevaluatedProperties": "answers that are not listed",
    "uniqueItems": "that no two rows are alike",
    "writeOnly": "that it is never shown again",
    "deprecated": "that it is no longer wanted",
}
_SETTING: Final = "validation_rules."


def in_words(what: str) -> str:
    """What could not be carried in words, and behind them as it stood in the file."""
    name = what.partition(":")[0]
    if name.startswith(_SETTING):
        title = title_of_setting(name.removeprefix(_SETTING).partition(".")[0])
        return f"“{title}”" if title else what
    return f"{_CALLED[name]} ({what})" if name in _CALLED else what


def words_of(name: str) -> str:
    """A name of a property as people would say it: `guestCount` is “Guest count”."""
    apart = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", name).replace("_", " ").replace("-", " ")
    words = " ".join(apart.split())
    return words[:1].upper() + words[1:].lower() if words else name
