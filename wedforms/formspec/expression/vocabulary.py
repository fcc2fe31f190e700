"""The functions of the language for whoever writes in it: how each is written, and what it does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Entry:
    """One function: its name, how it is written, and one line of help."""

    name: str
    signature: str
    help: str


VOCABULARY: Final = (
    Entry("if", "if(condition, then, otherwise)", "One of two values, as the condition says."),
    Entry("coalesce", "coalesce(value, value, …)", "The first value that is there."),
    Entry("filled", "filled(field)", "Whether a question has been answered."),
    Entry(
        "contains",
        "contains(list or text, value)",
        "Whether something is among the choices, or in the words.",
    ),
    Entry(
        "length", "length(list or text)", "How many were chosen, or how many characters there are."
    ),
    Entry("lower", "lower(text)", "The words in small letters, to compare without capitals."),
    Entry("min", "min(value, value, …)", "The smallest, or the earliest, of several values."),
    Entry("max", "max(value, value, …)", "The largest, or the latest, of several values."),
    Entry("sum", "sum(rows, amount)", "What the amounts of all rows come to."),
    Entry("min_of", "min_of(rows, value)", "The smallest value in any row."),
    Entry("max_of", "max_of(rows, value)", "The largest value in any row."),
    Entry(
        "count",
        "count(rows, condition)",
        "How many rows there are, or for how many the condition holds.",
    ),
    Entry("any", "any(rows, condition)", "Whether the condition holds for at least one row."),
    Entry("all", "all(rows, condition)", "Whether the condition holds for every row."),
    Entry("price", "price(field)", "What the chosen options cost together."),
    Entry("label", "label(field)", "The words of the chosen option."),
    Entry("round", "round(number, places)", "The number with so many decimals."),
    Entry(
        "round_up",
        "round_up(number, step)",
        "Rounded up to a whole step, such as 500 for five pounds.",
    ),
    Entry("round_down", "round_down(number, step)", "Rounded down to a whole step."),
    Entry("abs", "abs(number)", "The number without its sign."),
    Entry(
        "lookup",
        'lookup("table", key, …)',
        "The value that a table of this form holds for the keys.",
    ),
    Entry("today", "today()", "The day on which the form is filled in."),
    Entry("weekday", "weekday(date)", "The day of the week: 1 is Monday, 7 is Sunday."),
    Entry("month", "month(date)", "The month of a date: 1 to 12."),
    Entry("year", "year(date)", "The year of a date."),
    Entry("add_days", "add_days(date, days)", "The date so many days later; minus goes back."),
    Entry(
        "add_months", "add_months(date, months)", "The date so many months later; minus goes back."
    ),
    Entry("days_between", "days_between(first, second)", "How many days lie between two dates."),
    Entry(
        "minutes_between",
        "minutes_between(start, end)",
        "How many minutes lie between two times, over midnight too.",
    ),
    Entry(
        "next_working_day",
        "next_working_day(date)",
        "The day itself if it works, else the next that does.",
    ),
    Entry(
        "previous_working_day",
        "previous_working_day(date)",
        "The day itself if it works, else the last before it.",
    ),
    Entry("row_number", "row_number()", "The number of this row: 1 for the first."),
    Entry("date", 'date("2027-06-05")', "A fixed day."),
    Entry("time", 'time("23:30")', "A fixed time of day."),
    Entry("date_time", 'date_time("2027-06-05T23:30")', "A fixed day and time."),
)
