"""Every field type is drawn by its macro, with what was typed and what is wrong with it."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.unit.wtf.conftest import compiled
from tests.web.browsing import PageReader
from tests.web.every_type import EVERY_TYPE
from wedforms.formspec.errors import Problem
from wedforms.formspec.fieldtypes import FIELD_TYPES
from wedforms.formspec.reading import read_definition
from wedforms.formspec.schema import compile_form
from wedforms.lib.places import templates_folder

EVERY = compile_form(read_definition(EVERY_TYPE))
FORM = {"name": "F", "form_type": "questionnaire"}


def field(key, field_type="text", **more):
    return {"key": key, "field_type": field_type, "label": key.capitalize(), **more}


def drawn(filled, key):
    return next(one for one in filled.form if one.design.key == key)


def test_every_field_type_has_its_macro_and_every_macro_its_type():
    files = (path.stem for path in (templates_folder() / "fields").glob("*.html"))
    assert {name for name in files if not name.startswith("_")} == set(FIELD_TYPES)


def test_sample_holds_every_field_type():
    assert {one.field_type for one in EVERY.fields.values()} >= set(FIELD_TYPES) - {"page_break"}


@pytest.mark.parametrize(
    "key", [key for key, one in EVERY.fields.items() if one.field_type != "hidden"]
)
def test_drawn_field_is_found_by_its_hooks(fill, key):
    filled = fill(EVERY, {"group-_rows": ["a1"], "group-a1-tables-_rows": ["b1"]})
    found = next(one for one in filled.form.walk() if one.design.key == key)
    markup = found()
    assert f'data-path="{found.path}"' in markup
    assert PageReader(markup).ids.count(f"{found.id}-field") == 1


def test_every_control_has_a_label(fill):
    filled = fill(EVERY, {"group-_rows": ["a1"]})
    assert PageReader("".join(str(one()) for one in filled.form)).unnamed() == []


def test_ids_on_a_page_are_unique(fill):
    filled = fill(EVERY, {"group-_rows": ["a1 b2"]})
    ids = PageReader("".join(str(one()) for one in filled.form)).ids
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("mean", ['"><script>alert(1)</script>', "{{ 7 * 7 }}", "' onfocus='x"])
def test_words_of_strangers_stay_words(fill, mean):
    form = compiled(
        field("a", help=mean, validation_rules={"placeholder": mean}),
        field("b", "dropdown", options=[{"value": "x", "label": mean, "help": mean}]),
        field("g", "group", fields=[field("c", "long_text")], validation_rules={"row_label": mean}),
        field("k", "clause", content="<p>{{a}}</p>"),
    )
    filled = fill(form, {"a": [mean], "g-_rows": ["r1"], "g-r1-c": [mean]})
    markup = "".join(str(one()) for one in filled.form)
    assert "<script" not in markup
    assert "' onfocus" not in markup
    assert "49" not in markup
    assert PageReader(markup).controls[0].value == mean


def test_rich_text_is_cleaned_again_when_it_is_drawn(fill):
    read = read_definition({**FORM, "fields": [field("p", "paragraph", content="<p>Hi</p>")]})
    hostile = replace(read.fields[0], content='<p onclick="x">Hi <script>1</script></p>')
    markup = str(drawn(fill(compile_form(replace(read, fields=(hostile,)))), "p")())
    assert "<p>Hi </p>" in markup
    assert "onclick" not in markup
    assert "script" not in markup


def test_problem_stands_at_its_field_and_in_the_list(fill):
    form = compiled(field("a"), field("b", "page_break"), field("who", label="Your name?"))
    filled = fill(form)
    summary = filled.pin([Problem("who", "required")])
    assert [(one.href, one.page) for one in summary] == [("#f-who", 2)]
    assert summary[0].words.startswith("Your name: ")
    assert 'aria-invalid="true"' in str(drawn(filled, "who")())


def test_problem_in_a_part_points_at_the_part(fill):
    form = compiled(field("home", "address"))
    filled = fill(form, {"home-line1": ["1 High St"]})
    [entry] = filled.pin([Problem("home.postcode", "required")])
    assert entry.href == "#f-home-postcode"
    assert re.search(r'name="home-postcode"[^>]*aria-invalid="true"', str(drawn(filled, "home")()))


def test_missing_whole_is_marked_at_every_part_that_is_needed(fill):
    filled = fill(compiled(field("home", "address", validation_rules={"required": True})))
    filled.pin([Problem("home", "required")])
    markup = str(drawn(filled, "home")())
    assert re.findall(r'name="home-(\w+)"[^>]*aria-invalid="true"', markup) == [
        "line1",
        "town",
        "postcode",
    ]


@pytest.mark.parametrize(
    ("countries", "chosen", "marked", "is_optional"),
    [
        (["AE"], "AE", ["line1", "town"], True),
        (["AE", "GB"], "AE", ["line1", "town"], False),
        (["AE", "GB"], "GB", ["line1", "town", "postcode"], False),
    ],
)
def test_a_postcode_is_wanted_where_there_are_any(fill, countries, chosen, marked, is_optional):
    rules = {"required": True, "countries": countries}
    form = compiled(field("home", "address", validation_rules=rules))
    filled = fill(form, {"home-country": [chosen]})
    filled.pin([Problem("home", "required")])
    markup = str(drawn(filled, "home")())
    assert re.findall(r'name="home-(\w+)"[^>]*aria-invalid="true"', markup) == marked
    assert ('Postcode <span class="optional">' in markup) is is_optional


def test_problem_in_a_row_names_the_row(fill):
    form = compiled(
        field("guests", "group", fields=[field("meal")], validation_rules={"row_label": "Guest"})
    )
    filled = fill(form, {"guests-_rows": ["x7 y8"]})
    [entry] = filled.pin([Problem("guests.1.meal", "required")])
    assert entry.href == "#f-guests-y8-meal"
    assert entry.words.startswith("Guest 2, Meal: ")


def test_warning_is_shown_and_listed_nowhere(fill):
    filled = fill(compiled(field("a")))
    assert filled.pin([Problem("a", "rule", message="Rather late.", severity="warning")]) == []
    assert "Rather late." in str(drawn(filled, "a")())


def test_locked_question_shows_its_answer_and_carries_what_was_typed(fill):
    form = compiled(
        field("guests", "number"),
        field("second", "yes_no", locked_if="guests > 120", value="true"),
    )
    filled = fill(form, {"guests": ["130"], "second": ["no"]})
    page = PageReader(str(drawn(filled, "second")()))
    assert [(one.name, one.value) for one in page.controls] == [("second", "no")]
    assert re.search(r'value="yes" checked disabled', str(drawn(filled, "second")()))


def test_rows_are_drawn_in_the_order_that_they_are_sorted_in(fill):
    form = compiled(
        field("plan", "group", sort_by="start", fields=[field("start", "time"), field("what")])
    )
    filled = fill(
        form,
        {"plan-_rows": ["a b"], "plan-a-start": ["15:00"], "plan-b-start": ["09:00"]},
    )
    assert [row.id for row in drawn(filled, "plan").rows] == ["b", "a"]


def test_option_that_comes_and_goes_is_hidden_and_a_disabled_one_says_so(fill):
    form = compiled(
        field("child", "yes_no"),
        field("meal", "single_choice", options=[
            {"value": "beef", "label": "Beef", "disabled_if": "child"},
            {"value": "kids", "label": "Pasta", "visible_if": "child"},
        ]),
    )  # fmt: skip
    as_adult = [one.hidden for one in drawn(fill(form, {"child": ["no"]}), "meal").choices()]
    as_child = [one.disabled for one in drawn(fill(form, {"child": ["yes"]}), "meal").choices()]
    assert (as_adult, as_child) == ([False, True], [True, False])


def test_option_with_both_conditions_is_greyed_while_it_is_seen(fill):
    form = compiled(
        field("child", "yes_no"),
        field("vegan", "yes_no"),
        field("meal", "single_choice", options=[
            {"value": "kids", "label": "Pasta", "visible_if": "child", "disabled_if": "vegan"},
        ]),
    )  # fmt: skip
    stands = {}
    for child, vegan in (("yes", "no"), ("yes", "yes"), ("no", "yes"), ("no", "no")):
        [pasta] = drawn(fill(form, {"child": [child], "vegan": [vegan]}), "meal").choices()
        stands[child, vegan] = (pasta.hidden, pasta.disabled)
    assert stands == {
        ("yes", "no"): (False, False),
        ("yes", "yes"): (False, True),
        ("no", "yes"): (True, True),
        ("no", "no"): (True, True),
    }


def test_yes_and_no_are_drawn_with_the_words_and_prices_of_their_options(fill):
    form = compiled(
        field("plain", "yes_no"),
        field("named", "yes_no", validation_rules={"yes_label": "Gladly", "no_label": "Sadly no"}),
        field("coach", "yes_no", options=[
            {"value": "yes", "label": "Yes, two seats", "help": "Leaves at noon", "price": 1500},
        ]),
    )  # fmt: skip
    words = {key: PageReader(str(drawn(fill(form), key)())).words for key in ("plain", "named")}
    assert words["plain"][-2:] == ["Yes", "No"]
    assert words["named"][-2:] == ["Gladly", "Sadly no"]
    coach = PageReader(str(drawn(fill(form, {"coach": ["no"]}), "coach")()))
    assert coach.words[-4:] == ["Yes, two seats", "Leaves at noon", "£15", "No"]
    assert [(one.value, one.checked) for one in coach.controls] == [("yes", False), ("no", True)]


SEATS = [
    {"value": "coach", "label": "Coach", "places": 2},
    {"value": "car", "label": "Car", "places": 9},
]


@pytest.mark.parametrize("kind", ["single_choice", "dropdown", "multiple_choice", "picture_choice"])
def test_option_without_places_left_is_greyed_and_says_so(fill, kind):
    form = compiled(field("seat", kind, options=SEATS))
    full = frozenset({("seat", "coach")})
    before, after = (str(drawn(fill(form, full=gone), "seat")()) for gone in (frozenset(), full))
    assert ("no places left" in before, "no places left" in after) == (False, True)
    assert len(re.findall(r'value="coach"[^>]* disabled', after)) == 1
    assert len(re.findall(r'value="car"[^>]* disabled', after)) == 0


def test_yes_without_places_left_says_so(fill):
    coach = [{"value": "yes", "label": "Yes, please", "places": 50}]
    form = compiled(field("coach", "yes_no", options=coach))
    filled = fill(form, full=frozenset({("coach", "yes")}))
    assert PageReader(str(drawn(filled, "coach")())).words[-3:] == [
        "Yes, please",
        "no places left",
        "No",
    ]


def test_chosen_option_stays_though_its_places_are_gone(fill):
    form = compiled(field("seat", "single_choice", options=SEATS))
    filled = fill(form, {"seat": ["coach"]}, full=frozenset({("seat", "coach")}))
    markup = str(drawn(filled, "seat")())
    assert re.search(r'value="coach" checked>', markup)
    assert "no places left" in markup


def test_row_that_a_script_adds_knows_what_is_full(fill):
    form = compiled(
        field("tables", "group", fields=[
            field("seats", "group", fields=[field("seat", "single_choice", options=SEATS)]),
        ]),
    )  # fmt: skip
    filled = fill(form, {"tables-_rows": ["a1"]}, full=frozenset({("seat", "coach")}))
    templates = re.findall(r"<template.*?</template>", str(drawn(filled, "tables")()), re.DOTALL)
    assert len(templates) == 2
    assert all("no places left" in one for one in templates)


def test_new_row_for_scripts_carries_places_for_its_ids(fill):
    form = compiled(
        field("tables", "group", fields=[field("seats", "group", fields=[field("name")])])
    )
    markup = str(drawn(fill(form), "tables")())
    assert 'name="tables-__row0__-seats-__row1__-name"' in markup


def test_key_that_python_objects_use_is_an_ordinary_key(fill):
    keys = ("data", "errors", "validate", "meta", "process", "form_errors")
    filled = fill(compiled(*(field(key) for key in keys)), {"data": ["x"]})
    assert [one.name for one in filled.form] == list(keys)
    assert drawn(filled, "data").value() == "x"
