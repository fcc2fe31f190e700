"""What the macros need of each field, prepared once for a version and a language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from markupsafe import Markup

from wedforms.formspec.definition import Definition, Field, Option
from wedforms.formspec.errors import Problem
from wedforms.formspec.messages import say
from wedforms.lib.catalogues import translator

Clean = Callable[[str], str]
Price = Callable[[int], str]
DrawChoice = Callable[["Choice"], Markup]

#: What browsers may fill in by themselves, where the supplier said nothing.
_AUTOCOMPLETE: Final[Mapping[str, str]] = {"email": "email", "phone": "tel", "url": "url"}

#: Types that show words and take no answer.
CONTENT: Final = frozenset(
    {"heading", "paragraph", "clause", "sunset", "divider", "page_break", "picture"}
)


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose, in the reader's language; a plain yes or no may come without a label."""

    value: str
    label: str
    help: str = ""
    price: str = ""
    picture: str = ""
    words: Markup = field(default_factory=Markup)

    @property
    def line(self) -> str:
        """Label and price on one line, for a drop-down list."""
        return f"{self.label} – {self.price}" if self.price else self.label


@dataclass(frozen=True, slots=True)
class Design:
    """One field as its macro draws it, before anybody has answered."""

    key: str
    type: str
    label: str
    help: str
    content: Markup
    settings: Mapping[str, Any]
    autocomplete: str
    currency: str
    language: str
    choices: tuple[Choice, ...]
    rows: tuple[Choice, ...]
    columns: tuple[Choice, ...]
    fields: tuple[Design, ...]
    conditional: bool
    missing: str
    field: Field


@dataclass(frozen=True, slots=True)
class Designer:
    """Prepares the fields of one definition for readers of one language."""

    definition: Definition
    language: str
    clean: Clean
    price: Price
    draw_choice: DrawChoice

    def designs(self) -> tuple[Design, ...]:
        """Every top-level field in order, with the fields of its rows inside."""
        return tuple(self._design(field) for field in self.definition.fields)

    def _design(self, field: Field) -> Design:
        words = self._words(field)
        settings = field.validation_rules
        return Design(
            key=field.key,
            type=field.field_type,
            label=words("label"),
            help=words("help"),
            content=Markup(self.clean(words("content"))),  # cleaned by nh3  # noqa: S704
            settings=settings,
            autocomplete=settings.get("autocomplete", _AUTOCOMPLETE.get(field.field_type, "")),
            currency=settings.get("currency", self.definition.settings.get("currency", "GBP")),
            language=self.language,
            choices=self._choices(_options(field)),
            rows=self._choices(field.rows),
            columns=self._choices(field.columns),
            fields=tuple(self._design(inner) for inner in field.fields),
            conditional=field.visible_if is not None,
            missing=say(
                Problem(field.key, "required"),
                field,
                self.language,
                translator=translator(self.language),
            ),
            field=field,
        )

    def _choices(self, options: Iterable[Option]) -> tuple[Choice, ...]:
        return tuple(self._choice(option) for option in options)

    def _choice(self, option: Option) -> Choice:
        words = self._words(option)
        choice = Choice(
            value=option.value,
            label=words("label"),
            help=words("help"),
            price="" if not option.price else self.price(option.price),
            picture=option.picture,
        )
        return replace(choice, words=self.draw_choice(choice))

    def _words(self, of: Field | Option) -> Callable[[str], str]:
        translated = of.translations.get(self.language, {})
        return lambda name: translated.get(name) or getattr(of, name)


def _options(field: Field) -> Iterable[Option]:
    """What can be chosen; a question for yes or no has both, with options or without."""
    if field.field_type != "yes_no":
        return field.options
    return [
        field.option(value) or Option(value=value, label=field.validation_rules.get(words, ""))
        for value, words in (("yes", "yes_label"), ("no", "no_label"))
    ]
