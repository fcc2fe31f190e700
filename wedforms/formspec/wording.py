"""The English sentence for every kind of problem, ready for gettext: placeholders, plurals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Sentence:
    """A message: one form, or one for one and one for many (`{limit}` counts)."""

    one: str
    many: str = ""


def msgid(one: str, many: str = "") -> Sentence:
    """Mark a sentence for translation: the keyword that gettext's extraction looks for."""
    return Sentence(one, many)


_ANSWER: Final = msgid("Enter your answer.")
_SIGN: Final = msgid("Sign here.")
_CHOOSE: Final = msgid("Choose an option.")
_CHOOSE_SOME: Final = msgid("Choose at least one option.")
_TICK: Final = msgid("Tick this box to go on.")
_WHOLE: Final = msgid("Enter a whole number.")
NUMBER: Final = msgid("Enter a number.")
_DATE: Final = msgid("Enter a date.")
_TIME: Final = msgid("Enter a time.")
_ADD_AGAIN: Final = msgid("Add this file again.")
_YEAR: Final = msgid("Enter the year with four digits, like 2027.")
_YES_OR_NO: Final = msgid("Choose yes or no.")

#: What to say when an answer is missing, by field type.
MISSING: Final[Mapping[str, Sentence]] = {
    "text": _ANSWER,
    "long_text": _ANSWER,
    "email": msgid("Enter an e-mail address."),
    "phone": msgid("Enter a telephone number."),
    "url": msgid("Enter a web address."),
    "number": NUMBER,
    "slider": msgid("Choose a number."),
    "money": msgid("Enter an amount."),
    "rating": msgid("Choose a rating."),
    "yes_no": _YES_OR_NO,
    "single_choice": _CHOOSE,
    "dropdown": _CHOOSE,
    "multiple_choice": _CHOOSE_SOME,
    "picture_choice": msgid("Choose a picture."),
    "ranking": msgid("Put the options in your order."),
    "matrix": msgid("Answer each line."),
    "date": _DATE,
    "time": _TIME,
    "date_time": msgid("Enter a date and a time."),
    "date_range": msgid("Enter the first and the last day."),
    "wedding_date": msgid("Tell us about the date of the wedding."),
    "address": msgid("Enter an address."),
    "person_name": msgid("Enter a name."),
    "couple": msgid("Enter both names."),
    "consent": _TICK,
    "initials": msgid("Enter your initials."),
    "signature": _SIGN,
    "file": msgid("Add a file."),
    "image": msgid("Add a picture."),
    "group": msgid("Add at least one."),
    "menu_choice": msgid("Choose a dish."),
    "package": msgid("Choose a package."),
}

#: What to say when one part of a composite answer is missing, by field type and part.
MISSING_PART: Final[Mapping[tuple[str, str], Sentence]] = {
    ("address", "line1"): msgid("Enter the first line of the address."),
    ("address", "town"): msgid("Enter the town or city."),
    ("address", "postcode"): msgid("Enter the postcode."),
    ("address", "country"): msgid("Choose the country."),
    ("person_name", "given"): msgid("Enter a name."),
    ("couple", "partner1"): msgid("Enter the details of the first partner."),
    ("couple", "partner2"): msgid("Enter the details of the second partner."),
    ("couple", "partner1.name"): msgid("Enter the name of the first partner."),
    ("couple", "partner2.name"): msgid("Enter the name of the second partner."),
    ("couple", "partner1.email"): msgid("Enter the e-mail address of the first partner."),
    ("couple", "partner2.email"): msgid("Enter the e-mail address of the second partner."),
    ("couple", "partner1.phone"): msgid("Enter the telephone number of the first partner."),
    ("couple", "partner2.phone"): msgid("Enter the telephone number of the second partner."),
    ("date_range", "start"): msgid("Enter the first day."),
    ("date_range", "end"): msgid("Enter the last day."),
    ("wedding_date", "date"): _DATE,
    ("wedding_date", "season"): msgid("Choose the season."),
    ("wedding_date", "year"): msgid("Enter the year."),
    ("signature", "kind"): msgid("Choose how to sign."),
    ("signature", "name"): msgid("Enter the name of the person who signs."),
    ("signature", "data"): _SIGN,
    ("single_choice", "other"): msgid("Say what you mean by this answer."),
    ("dropdown", "other"): msgid("Say what you mean by this answer."),
}

#: What to say when an answer has the wrong form, by format.
WRONG_FORMAT: Final[Mapping[str, Sentence]] = {
    "email": msgid("Enter an e-mail address like name@example.com."),
    "phone": msgid("Enter a telephone number like 07700 900123, or with its country code."),
    "url": msgid("Enter a web address like https://example.com."),
    "date": msgid("Enter a date that exists, like 5/6/2027."),
    "local-time": msgid("Enter a time like 14:30."),
    "local-date-time": msgid("Enter a date and a time, like 5/6/2027 14:30."),
    "postcode_gb": msgid("Enter a postcode like BA1 5LN."),
    "handle": msgid("Enter a name like @ourwedding: letters, digits, dots and _ only."),
}

#: What to say for a keyword, where the field type makes a difference.
OF_TYPE: Final[Mapping[tuple[str, str], Sentence]] = {
    ("number", "type"): _WHOLE,
    ("slider", "type"): _WHOLE,
    ("rating", "type"): msgid("Choose a rating."),
    ("money", "type"): msgid("Enter an amount like 250 or 250.00."),
    ("yes_no", "type"): _YES_OR_NO,
    ("consent", "type"): _TICK,
    ("consent", "const"): _TICK,
    ("date", "type"): _DATE,
    ("time", "type"): _TIME,
    ("time", "step"): msgid("Choose a time in steps of {step} minutes."),
    ("date", "formatMinimum"): msgid("Choose {limit} or a later date."),
    ("date", "formatMaximum"): msgid("Choose {limit} or an earlier date."),
    ("time", "formatMinimum"): msgid("Choose {limit} or a later time."),
    ("time", "formatMaximum"): msgid("Choose {limit} or an earlier time."),
    ("menu_choice", "enum"): msgid("Choose a dish from the menu."),
    ("package", "enum"): msgid("Choose one of the packages."),
    ("ranking", "minItems"): msgid("Rank {limit} option.", "Rank {limit} options."),
    ("ranking", "maxItems"): msgid("Rank only {limit} option.", "Rank only {limit} options."),
    ("ranking", "uniqueItems"): msgid("Give each option a different place."),
    ("file", "maxItems"): msgid("Add at most {limit} file.", "Add at most {limit} files."),
    ("file", "maximum"): msgid("A file may have at most {limit}."),
    ("file", "enum"): msgid("This kind of file cannot be taken here."),
    ("image", "maxItems"): msgid("Add at most {limit} picture.", "Add at most {limit} pictures."),
    ("image", "maximum"): msgid("A picture may have at most {limit}."),
    ("image", "enum"): msgid("Add a picture as JPEG, PNG or WebP."),
    ("file", "format"): _ADD_AGAIN,
    ("file", "pattern"): _ADD_AGAIN,
    ("image", "format"): _ADD_AGAIN,
    ("image", "pattern"): _ADD_AGAIN,
    ("wedding_date", "maxProperties"): msgid("Give a date, or a season, or say it is open."),
    ("wedding_date", "minimum"): _YEAR,
    ("wedding_date", "maximum"): _YEAR,
    ("group", "minItems"): msgid("Add at least {limit}.", "Add at least {limit}."),
    ("group", "maxItems"): msgid("There is room for {limit} only.", "There is room for {limit}."),
    ("calculation", "const"): msgid("This is worked out by the form."),
    ("address", "enum"): msgid("Choose one of the countries."),
}

#: What to say for a keyword in general.
OF_KEYWORD: Final[Mapping[str, Sentence]] = {
    "required": _ANSWER,
    "enum": _CHOOSE,
    "const": msgid("This cannot be changed here."),
    "minLength": msgid("Use at least {limit} character.", "Use at least {limit} characters."),
    "maxLength": msgid("Use at most {limit} character.", "Use at most {limit} characters."),
    "pattern": msgid("This is not in the form we expect."),
    "minimum": msgid("Enter {limit} or more."),
    "maximum": msgid("Enter {limit} or less."),
    "decimals": msgid("Use at most {limit} decimal place.", "Use at most {limit} decimal places."),
    "step": msgid("Choose a value in steps of {step}."),
    "minItems": msgid("Choose at least {limit} option.", "Choose at least {limit} options."),
    "maxItems": msgid("Choose at most {limit} option.", "Choose at most {limit} options."),
    "uniqueItems": msgid("Each can be chosen only once."),
    "exclusive": msgid("“{label}” cannot be combined with other choices."),
    "option": msgid("“{label}” cannot be chosen here."),
    "places": msgid("“{label}” is fully taken. Please choose another."),
    "formatMinimum": msgid("Choose {limit} or later."),
    "formatMaximum": msgid("Choose {limit} or earlier."),
    "in_order": msgid("The last day may not be before the first."),
    "min_days": msgid("Choose at least {limit} day.", "Choose at least {limit} days."),
    "max_days": msgid("Choose at most {limit} day.", "Choose at most {limit} days."),
    "different_emails": msgid("Enter an e-mail address different from the first."),
    "file": _ADD_AGAIN,
    "hidden": msgid("This question does not belong to your answers."),
    "readOnly": msgid("This cannot be changed here."),
    "additionalProperties": msgid("There is no such question in this form."),
    "size": msgid("These answers are too long to send."),
    "depth": msgid("These answers cannot be read."),
    "text": msgid("There is a character here that cannot be stored. Please remove it."),
    "number": msgid("This number is too large."),
}

#: What to say when what was sent is no set of answers at all.
NO_ANSWERS: Final = msgid('Answers are an object: {{"question": answer, …}}.')
FALLBACK: Final = msgid("Please check this answer.")
