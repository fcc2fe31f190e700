"""One form with every field type and most settings, for tests that look at all of them."""

from __future__ import annotations

from typing import Any

from tests.web.forms import field, form

_DISHES = [
    {"value": "fish", "label": "Trout", "help": "With dill", "price": 1200},
    {"value": "veg", "label": "Risotto"},
    {"value": "beef", "label": "Beef", "disabled_if": "number = 1"},
]
_ROWS = [{"value": "rain", "label": "Rain"}, {"value": "sun-set", "label": "Sunset"}]
_COLUMNS = [{"value": "in", "label": "Indoors"}, {"value": "out", "label": "Outdoors"}]


def rules(**settings: Any) -> dict[str, Any]:
    return {"validation_rules": settings}


EVERY_TYPE = form(
    field("intro", "heading", "Words and numbers", help="A heading with help."),
    field(
        "text",
        help="As on the invitation.",
        **rules(required=True, max_length=40, placeholder="Ana"),
    ),
    field("postcode", **rules(format="postcode_gb")),
    field("long_text", "long_text", "A longer answer", **rules(lines=3)),
    field("email", "email", **rules(required=True)),
    field("phone", "phone"),
    field("url", "url", "Your website"),
    field("number", "number", "How many?", **rules(min=0, max=10, unit="guests")),
    field(
        "slider",
        "slider",
        "How formal?",
        **rules(min=0, max=10, min_label="Barefoot", max_label="Black tie"),
    ),
    field("money", "money", "Budget"),
    field("rating", "rating", "How was it?"),
    field("sunset", "sunset", "Sunset", **rules(latitude=51.5, longitude=-0.1)),
    field("line", "divider"),
    field("choices", "heading", "Choices", **rules(level=3)),
    field("yes_no", "yes_no", "Are you coming?", **rules(required=True)),
    field("single_choice", "single_choice", "One dish", options=_DISHES, **rules(other=True)),
    field("multiple_choice", "multiple_choice", "Several dishes", options=_DISHES),
    field("dropdown", "dropdown", "A dish out of a list", options=_DISHES, **rules(other=True)),
    field("picture_choice", "picture_choice", "A look", options=_DISHES),
    field("ranking", "ranking", "Best first", options=_DISHES),
    field("matrix", "matrix", "Where to go", rows=_ROWS, columns=_COLUMNS),
    field("menu_choice", "menu_choice", "Main", options=_DISHES),
    field(
        "package",
        "package",
        "Package",
        options=[{"value": "all", "label": "All day", "price": 165000}],
    ),
    field("dates", "heading", "Dates"),
    field("date", "date", **rules(min="today()")),
    field("time", "time"),
    field("date_time", "date_time", "Date and time"),
    field("date_range", "date_range", "Staying"),
    field(
        "wedding_date",
        "wedding_date",
        "The wedding",
        **rules(allow=["date", "season", "undecided"]),
    ),
    field("people", "heading", "People"),
    field("person_name", "person_name", "Your name"),
    field("couple", "couple", "The two of you", **rules(parts=["name", "email"])),
    field("address", "address", **rules(required=True, countries=["GB", "FR"])),
    field(
        "group",
        "group",
        "Guests",
        min_rows=1,
        max_rows=4,
        fields=[
            field("guest", label="Name", **rules(required=True)),
            field("tables", "group", "Wishes", fields=[field("wish")]),
        ],
        **rules(row_label="Guest", add_label="Add a guest"),
    ),
    field("paper", "heading", "The paper"),
    field("paragraph", "paragraph", content="<p>We look forward to <strong>your day</strong>.</p>"),
    field("clause", "clause", "Price", content="<p>The price for {{text}} is {{calculation}}.</p>"),
    field("picture", "picture", **rules(source="0" * 64, alt="Hills", caption="Our hills")),
    field(
        "calculation",
        "calculation",
        "Total",
        value="coalesce(number, 0) * 1200",
        **rules(result="money"),
    ),
    field("hidden", "hidden", default="web"),
    field("locked", "yes_no", "A second photographer?", locked_if="number > 5", value="number > 5"),
    field("sometimes", label="Only with seven", visible_if="number = 7"),
    field("file", "file", "Certificate", **rules(accept=["pdf", "jpg"], max_size=5_000_000)),
    field("image", "image", "A picture of you", **rules(max_files=3)),
    field(
        "consent",
        "consent",
        "You may keep these details.",
        help="For a year.",
        **rules(required=True),
    ),
    field("initials", "initials"),
    field(
        "signature",
        "signature",
        "Sign here",
        help="Draw it, type it, or upload a picture.",
        **rules(required=True),
    ),
    name="Every kind of question",
    description="One of each, so that all can be looked at.",
)
