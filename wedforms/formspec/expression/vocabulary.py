"""The functions of the language for whoever writes in it: how each is written, and what it does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Entry:
    """One function: its name, how it is written, and one line of help."""

    name: str
    signature: str
    help: str


#: What each does, by how it is written.
_WRITTEN: Final[Mapping[str, str]] = {
    "if(condition, then, otherwise)": "One of two values, as the condition says.",
    "coalesce(value, value, …)": "The first value that is there.",
    "filled(field)": "Whether a question has been answered.",
    "contains(list or text, value)": "Whether something is among the choices, or in the words.",
    "length(list or text)": "How many were chosen, or how many characters there are.",
    "lower(text)": "The words in small letters, to compare without capitals.",
    "min(value, value, …)": "The smallest, or the earliest, of several values.",
    "max(value, value, …)": "The largest, or the latest, of several values.",
    "sum(rows, amount)": "What the amounts of all rows come to.",
    "min_of(rows, value)": "The smallest value in any row.",
    "max_of(rows, value)": "The largest value in any row.",
    "count(rows, condition)": "How many rows there are, or for how many the condition holds.",
    "any(rows, condition)": "Whether the condition holds for at least one row.",
    "all(rows, condition)": "Whether the condition holds for every row.",
    "price(field)": "What the chosen options cost together.",
    "label(field)": "The words of the chosen option.",
    "round(number, places)": "The number with so many decimals.",
    "round_up(number, step)": "Rounded up to a whole step, such as 500 for five pounds.",
    "round_down(number, step)": "Rounded down to a whole step.",
    "abs(number)": "The number without its sign.",
    'lookup("table", key, …)': "The value that a table of this form holds for the keys.",
    "today()": "The day on which the form is filled in.",
    "weekday(date)": "The day of the week: 1 is Monday, 7 is Sunday.",
    "month(date)": "The month of a date: 1 to 12.",
    "year(date)": "The year of a date.",
    "add_days(date, days)": "The date so many days later; minus goes back.",
    "add_months(date, months)": "The date so many months later; minus goes back.",
    "days_between(first, second)": "How many days lie between two dates.",
    "minutes_between(start, end)": "How many minutes lie between two times, over midnight too.",
    "next_working_day(date)": "The day itself if it works, else the next that does.",
    "previous_working_day(date)": "The day itself if it works, else the last before it.",
    "row_number()": "The number of this row: 1 for the first.",
    'date("2027-06-05")': "A fixed day.",
    'time("23:30")': "A fixed time of day.",
    'date_time("2027-06-05T23:30")': "A fixed day and time.",
}

VOCABULARY: Final = tuple(
    Entry(signature.partition("(")[0], signature, words) for signature, words in _WRITTEN.items()
)
