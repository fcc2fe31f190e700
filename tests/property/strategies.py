"""Random definitions with conditions, repeats and limits, and random answers, right and wrong."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from tests.factories.fields import RIGHT, plain_field, plain_form
from wedforms.formspec.fieldtypes import FIELD_TYPES

Draw = Callable[[st.SearchStrategy[Any]], Any]

ASKED = [
    name
    for name, kind in FIELD_TYPES.items()
    if kind.has_answer and not kind.is_computed and name != "group"
]
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), max_size=12)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 12),
    st.integers(),
    st.decimals(-5, 5, places=3).filter(lambda number: number != number.to_integral_value()),
    TEXTS,
    st.sampled_from(["a", "b", "c", "other", "2027-06-05", "2027-02-30", "14:30", "BA1 5LN"]),
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=6,
)


def settings_of(kind: str) -> st.SearchStrategy[dict[str, Any]]:
    """Some settings of a type that do not contradict each other."""
    made: dict[str, dict[str, st.SearchStrategy[Any]]] = {
        "text": {"min_length": st.integers(1, 3), "max_length": st.integers(3, 9),
                 "pattern": st.sampled_from(["[a-z]+", "a|b", "[^0-9]*"])},
        "long_text": {"max_length": st.integers(1, 20)},
        "number": {"min": st.integers(-3, 2), "max": st.integers(3, 9), "decimals": st.integers(0, 3)},
        "money": {"min": st.integers(-3, 2), "max": st.integers(3, 9)},
        "rating": {"max": st.integers(3, 10)},
        "single_choice": {"other": st.booleans()},
        "dropdown": {"other": st.booleans()},
        "multiple_choice": {"min_choices": st.integers(1, 2), "max_choices": st.integers(2, 3),
                            "exclusive": st.sampled_from([["c"], []])},
        "picture_choice": {"multiple": st.booleans()},
        "ranking": {"ranks": st.integers(1, 3)},
        "matrix": {"multiple": st.booleans(), "every_row": st.booleans()},
        "address": {"countries": st.sampled_from([["GB"], ["GB", "FR"], ["FR", "HK"]])},
        "wedding_date": {"allow": st.lists(st.sampled_from(["date", "season", "undecided"]),
                                           min_size=1, unique=True)},
        "couple": {"parts": st.sampled_from([["name"], ["name", "email"], ["email", "phone"]])},
        "signature": {"kinds": st.sampled_from([["typed"], ["drawn", "typed"]])},
    }  # fmt: skip
    optional = {"required": st.booleans(), **made.get(kind, {})}
    return st.fixed_dictionaries({}, optional=optional)


@st.composite
def atoms(draw: Draw, seen: list[dict[str, Any]]) -> Any:
    """A condition on one field, as text."""
    field = draw(st.sampled_from(seen))
    key, kind = field["key"], field["field_type"]
    if kind in ("yes_no", "consent"):
        return draw(st.sampled_from([key, f"{key} = true", f"{key} != true", f"not {key}"]))
    if kind in ("number", "slider", "money", "rating"):
        sign = draw(st.sampled_from(["=", "!=", "<", "<=", ">", ">="]))
        bound = draw(st.integers(-3, 9))
        return draw(st.sampled_from([f"{key} {sign} {bound}", f"{bound} {sign} {key}"]))
    if kind in ("single_choice", "dropdown", "menu_choice", "package"):
        return draw(st.sampled_from([f'{key} = "a"', f'{key} != "a"', f'{key} in ("a", "b")',
                                     f'{key} = "other"', f'{key} != "other"']))  # fmt: skip
    if kind in ("multiple_choice", "ranking"):
        return draw(st.sampled_from([f'contains({key}, "b")', f"filled({key})"]))
    if kind in ("text", "email"):
        return draw(st.sampled_from([f'{key} = "a"', f"filled({key})", f'contains({key}, "a")']))
    if kind == "address":
        return draw(st.sampled_from([f'{key}.country = "GB"', f"filled({key})"]))
    if kind == "wedding_date":
        return draw(st.sampled_from([f"{key}.undecided", f'{key}.season = "spring"', f"{key}.year > 2000",
                                     f'{key} > date("2027-01-01")']))  # fmt: skip
    return f"filled({key})"


@st.composite
def conditions(draw: Draw, seen: list[dict[str, Any]]) -> str:
    """A condition over fields seen so far: atoms joined by and, or, not."""
    parts = [draw(atoms(seen)) for _ in range(draw(st.integers(1, 3)))]
    joined = f" {draw(st.sampled_from(['and', 'or']))} ".join(f"({part})" for part in parts)
    return f"not ({joined})" if draw(st.booleans()) else joined


@st.composite
def levels(draw: Draw, seen: list[dict[str, Any]], prefix: str, depth: int) -> list[dict[str, Any]]:
    """The fields of the form or of a row; conditions look at earlier fields and at those around."""
    fields: list[dict[str, Any]] = []
    around = list(seen)
    for number in range(draw(st.integers(1, 5))):
        key = f"{prefix}{number}"
        is_group = depth < 3 and draw(st.integers(0, 5)) == 0
        field = plain_field("group" if is_group else draw(st.sampled_from(ASKED)), key=key)
        if is_group:
            field["fields"] = draw(levels(around, f"{key}_", depth + 1))
            field |= draw(st.fixed_dictionaries({}, optional={"min_rows": st.integers(0, 2),
                                                              "max_rows": st.integers(2, 4)}))  # fmt: skip
        else:
            rules = draw(settings_of(field["field_type"]))
            field["validation_rules"] = {**field.get("validation_rules", {}), **rules}
        for slot in ("visible_if", "required_if"):
            if around and draw(st.integers(0, 2)) == 0:
                field[slot] = draw(conditions(around))
        fields.append(field)
        around.append(field)
    return fields


@st.composite
def definitions(draw: Draw) -> dict[str, Any]:
    """A whole form."""
    return plain_form(*draw(levels([], "f", 1)))


@st.composite
def answer(draw: Draw, field: dict[str, Any]) -> Any:
    """An answer of one field: mostly of its shape, sometimes anything."""
    kind = field["field_type"]
    if draw(st.integers(0, 7)) == 0:
        return draw(ANYTHING)
    if kind == "group":
        return [
            {"_id": f"r{at}", **draw(answers(field["fields"]))}
            for at in range(draw(st.integers(0, 3)))
        ]
    near: dict[str, st.SearchStrategy[Any]] = {
        "yes_no": st.booleans(),
        "consent": st.booleans(),
        "number": st.integers(-4, 10) | st.sampled_from([Decimal("0.5"), Decimal("1.125")]),
        "slider": st.integers(-2, 12),
        "money": st.integers(-4, 10),
        "rating": st.integers(0, 11),
        "text": st.sampled_from(["a", "b", "ab", "0", "aaaaaaaaaaaa"]),
        "multiple_choice": st.lists(st.sampled_from("abcd"), max_size=4),
        "ranking": st.lists(st.sampled_from("abcd"), max_size=4),
    }
    choice = st.sampled_from(["a", "b", "d", {"other": "x"}, {"other": ""}])
    near |= dict.fromkeys(("single_choice", "dropdown", "menu_choice", "package"), choice)
    near["wedding_date"] = st.sampled_from(
        [
            {"date": "2027-06-05"},
            {"season": "spring", "year": 2027},
            {"undecided": True},
            {"year": 1},
        ]
    )
    return draw(near.get(kind, st.just(RIGHT[kind])) | st.just(RIGHT[kind]))


@st.composite
def answers(draw: Draw, fields: list[dict[str, Any]]) -> dict[str, Any]:
    """Answers to some of the fields, and rarely to one that does not exist."""
    given = {field["key"]: draw(answer(field)) for field in fields if draw(st.integers(0, 4))}
    if draw(st.integers(0, 9)) == 0:
        given["stranger"] = draw(SCALARS)
    return given


@st.composite
def forms_with_answers(draw: Draw) -> tuple[dict[str, Any], dict[str, Any]]:
    """A definition and answers to it."""
    definition = draw(definitions())
    return definition, draw(answers(definition["fields"]))
