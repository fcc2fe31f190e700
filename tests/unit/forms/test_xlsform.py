"""XLSForm workbooks: what is carried, as what, and what the report says of the rest."""

from __future__ import annotations

from typing import Any

import pytest

from tests.factories.workbooks import survey, workbook
from wedforms.forms.importing import ImportRefused
from wedforms.forms.importing.report import as_text
from wedforms.forms.importing.xlsform import read_xlsform
from wedforms.formspec.expression import format_tree
from wedforms.formspec.reading import read_definition
from wedforms.formspec.writing import content_hash, write_definition

CHOICES = [
    ["list_name", "name", "label", "county"],
    ["yn", "Yes!", "Yes", None],
    ["yn", "No", "No", None],
    ["town", "york", "York", "n"],
    ["town", "bath", "Bath", "s"],
]


def read(*rows: dict[str, Any], choices: Any = CHOICES, **sheets: Any):
    return read_xlsform(survey(*rows, choices=choices, **sheets), name="Form")


def row(kind: str, name: str = "a", **more: Any) -> dict[str, Any]:
    return {"type": kind, "name": name, "label": f"Label of {name}", **more}


def only(*rows: dict[str, Any], key: str = "a"):
    """The field of this key, and the remarks."""
    imported = read(*rows)
    found = {keys[-1]: field for keys, field in imported.definition.walk()}
    return found[key], imported.remarks


TYPES = [
    ("text", "text"), ("integer", "number"), ("decimal", "number"), ("date", "date"),
    ("time", "time"), ("dateTime", "date_time"), ("note", "paragraph"), ("hidden", "hidden"),
    ("acknowledge", "consent"), ("image", "image"), ("file", "file"), ("range", "slider"),
    ("select_one yn", "single_choice"), ("select one yn", "single_choice"),
    ("select_multiple town", "multiple_choice"), ("rank town", "ranking"), ("barcode", "text"),
    ("select_one yn or_other", "single_choice"), ("begin repeat", "group"),
]  # fmt: skip


@pytest.mark.parametrize(("theirs", "ours"), TYPES)
def test_each_type_becomes_one_of_ours(theirs, ours):
    field, _ = only(row(theirs), row("text", "inner"), row("end repeat", "x"))
    assert field.field_type == ours


def test_a_code_is_typed_and_the_report_says_so():
    _, [remark] = only(row("barcode"))
    assert (remark.why, remark.instead) == ("Codes are not scanned here.", "It is typed.")


def test_what_is_worked_out_without_a_formula_is_shown_to_nobody():
    field, remarks = only(row("calculate", calculation="pulldata('a', 'b', 'c', 1)"))
    assert field.validation_rules["show"] is False
    assert remarks[-1].instead == "It is empty, and nobody sees it."


@pytest.mark.parametrize(
    ("look", "kind", "ours"),
    [
        ("multiline", "text", "long_text"),
        ("minimal", "select_one yn", "dropdown"),
        ("signature", "image", "signature"),
        ("url", "text", "url"),
    ],
)
def test_a_look_may_choose_the_type(look, kind, ours):
    assert only(row(kind, appearance=look))[0].field_type == ours


CONDITIONS = [
    ("${b} = 'Yes!'", 'b = "yes"'),
    ("${b} != ''", "filled(b)"),
    ("${b} = ''", "not filled(b)"),
    ("selected(${c}, 'york')", 'contains(c, "york")'),
    ("selected(${b}, 'No')", 'b = "no"'),
    ("count-selected(${c}) > 1", "length(c) > 1"),
    ("${n} >= 3 and not(${n} = 5)", "n >= 3 and not n = 5"),
    ("${n} div 2 > 1 or ${n} mod 2 = 1", "n / 2 > 1 or n - round_down(n / 2, 1) * 2 = 1"),
    ("${d} > '2027-01-01'", 'd > date("2027-01-01")'),
    ("${d} >= today()", "d >= today()"),
    (
        "int((today() - ${d}) div 365.25) >= 18",
        "round_down(days_between(d, today()) / 365.25, 1) >= 18",
    ),
    ("${d} - '2027-01-01' > 3", 'days_between(date("2027-01-01"), d) > 3'),
    ("${d} < today() + 30", "d < add_days(today(), 30)"),
    ("today() - 7 * ${n} <= ${d}", "add_days(today(), -(7 * n)) <= d"),
    ("if(${n} > 1, true(), false())", "if(n > 1, true, false)"),
    ("sum(${age}) > 10", "sum(people, age) > 10"),
    ("count(${people}) = 2", "count(people) = 2"),
    ("coalesce(${n}, 0) > 0", "coalesce(n, 0) > 0"),
    ("string-length(${t}) > 3", "length(t) > 3"),
    ("jr:choice-name(${b}, '${b}') = 'Yes'", 'label(b) = "Yes"'),
]


@pytest.mark.parametrize(("theirs", "ours"), CONDITIONS)
def test_a_condition_says_the_same_in_our_language(theirs, ours):
    field, remarks = only(
        row("select_one yn", "b"),
        row("select_multiple town", "c"),
        row("integer", "n"),
        row("date", "d"),
        row("text", "t"),
        row("begin repeat", "people"),
        row("integer", "age"),
        row("end repeat", "x"),
        row("text", "a", relevant=theirs),
    )
    assert format_tree(field.visible_if) == ours
    assert not remarks


@pytest.mark.parametrize(
    ("theirs", "why"),
    [
        ("pulldata('x', 'y', 'z', ${b})", "There is nothing like “pulldata()” here."),
        ("${nobody} = 1", "There is no question “nobody” that was carried."),
        ("${b} = 'Maybe'", "“Maybe” is not a choice of “b”."),
        ("((", "The expression ends too early."),
        ("${age} > 1", "“age” lies in a repeat that this question is not in."),
        ("1 + $", "“$” is not understood."),
    ],
)
def test_a_condition_that_cannot_be_said_is_told(theirs, why):
    field, remarks = only(
        row("select_one yn", "b"),
        row("begin repeat", "people"),
        row("integer", "age"),
        row("end repeat", "x"),
        row("text", "a", relevant=theirs),
    )
    assert field.visible_if is None
    assert [(one.place, one.why) for one in remarks] == [("Sheet “survey”, row 6", why)]
    assert theirs in remarks[0].what


def test_limits_become_limits_and_the_rest_a_rule():
    imported = read(
        row("integer", "n", constraint=". >= 1 and . <= 9"),
        row("text", "t", constraint="regex(., '^[a-z]+$')", constraint_message="Small letters"),
        row("date", "d", constraint=". > today()", constraint_message="Not in the past"),
    )
    n, t, _ = imported.definition.fields
    assert n.validation_rules == {"min": 1, "max": 9}
    assert t.validation_rules == {"pattern": "[a-z]+", "pattern_message": "Small letters"}
    [rule] = imported.definition.rules
    assert (format_tree(rule.when), rule.message, rule.at) == (
        "filled(d) and not d > today()", "Not in the past", "d",
    )  # fmt: skip


def test_choices_are_filtered_by_what_their_columns_say():
    field, _ = only(row("text", "c"), row("select_one town", choice_filter="county = ${c}"))
    shown = [format_tree(option.visible_if) for option in field.options]
    assert shown == ['"n" = c', '"s" = c']


def test_groups_lie_flat_under_a_heading_and_share_their_condition():
    imported = read(
        row("select_one yn", "b"),
        row("begin group", "g", relevant="${b} = 'No'"),
        row("text", "a", relevant="${b} != ''"),
        row("end group", "x"),
    )
    _, heading, inner = imported.definition.fields
    assert heading.field_type == "heading"
    assert format_tree(heading.visible_if) == 'b = "no"'
    assert format_tree(inner.visible_if) == 'b = "no" and filled(b)'


def test_languages_become_translations():
    imported = read_xlsform(
        workbook(
            survey=[
                ["type", "name", "label::English (en)", "label::French (fr)", "hint::German"],
                ["text", "a", "Your name", "Votre nom", "Wie im Pass"],
            ],
            settings=[["form_title", "default_language"], ["Hello", "English (en)"]],
        ),
        name="x",
    )
    definition = imported.definition
    assert (definition.name, definition.locale) == ("Hello", "en")
    assert definition.settings["languages"] == ["fr", "de"]
    assert definition.fields[0].label == "Your name"
    assert definition.fields[0].translations == {
        "fr": {"label": "Votre nom"},
        "de": {"help": "Wie im Pass"},
    }


def test_a_calculation_knows_what_it_gives():
    imported = read(
        row("integer", "n"),
        {"type": "calculate", "name": "double", "calculation": "${n} * 2"},
        {"type": "calculate", "name": "word", "calculation": "if(${n} > 1, 'many', 'one')"},
    )
    _, double, word = imported.definition.fields
    assert double.validation_rules == {"show": False}
    assert word.validation_rules == {"result": "text", "show": False}


def test_answers_in_a_note_are_merged():
    field, _ = only(row("text", "who"), row("note", "a", label="Dear ${who}, 1 < 2 & <script>"))
    assert field.content == "<p>Dear {{who}}, 1 &lt; 2 &amp;</p>"


def test_the_marks_of_a_note_are_kept_and_those_of_a_question_told():
    words = (
        "# Hello\nA **bold** and *kind* [page](https://example.com/a_b_c) of first_name_here\n\nEnd"
    )
    note, _ = only(row("note", label=words))
    assert note.content == (
        "<h3>Hello</h3><p>A <strong>bold</strong> and <em>kind</em>"
        ' <a href="https://example.com/a_b_c">page</a> of first_name_here</p><p>End</p>'
    )
    asked, [remark] = only(row("text", label="Your **full** <span style='color:red'>name</span>"))
    assert asked.label == "Your full name"
    assert "**full**" in remark.what


def test_what_a_row_says_beside_its_question_is_told():
    imported = read(
        row("begin group", "g", appearance="table-list"),
        row("text", required="yes", required_message="Please tell us"),
        row("end group", "x"),
        row("today", "now"),
    )
    told = [one.what for one in imported.remarks]
    assert told == [
        "the appearance “table-list”",
        "“required_message”: Please tell us",
        "the question “today”",
    ]


def test_names_that_we_cannot_keep_are_made_ones_that_we_can():
    imported = read(row("text", "First Name"), row("text", "and"), row("text", "Ünïcode-2"))
    assert [one.key for one in imported.definition.fields] == [
        "first_name",
        "and_answer",
        "unicode_2",
    ]


LEFT_OUT = [
    (row("geopoint"), "Places are not asked on a map here."),
    (row("audio"), "Sounds and films are not taken here."),
    (row("select_one nothing"), "There is no list “nothing”."),
    (row("end group"), "Nothing of this kind is open here."),
    (row("telepathy"), "There is nothing like it here."),
    ({"name": "a", "label": "b"}, "It has no type."),
    (row("text", "b", disabled="yes"), "It is switched off there."),
    (row("text", "b", guidance_hint="x"), "There is nothing like it here."),
    (row("select_one_from_file towns.csv"), "What it needs is in another file."),
]


@pytest.mark.parametrize(("left", "why"), LEFT_OUT)
def test_what_cannot_be_carried_is_told_with_its_row(left, why):
    imported = read(row("text", "z"), left)
    [remark] = imported.remarks
    assert (remark.place, remark.why) == ("Sheet “survey”, row 3", why)
    assert "row 3" in as_text(imported, source="form.xlsx")


REFUSED = [
    (b"", "not be read as an Excel workbook"),
    (b"PK\x03\x04 nothing", "not be read as an Excel workbook"),
    (workbook(other=[["a"]]), "no sheet “survey”"),
    (workbook(survey=[["type", "name"]]), "No question"),
    (survey(*(row("begin group", f"g{n}") for n in range(30))), "nested more than"),
    (survey(*(row("text", f"q{n}") for n in range(1_001))), "asks more than"),
    (survey(*(row("text", f"q{n}") for n in range(501))), "asks more than 500"),
    (survey(row("geopoint")), "row 2: the question “a” .geopoint.. Places are not asked on a map"),
    (b"x" * 5_000_001, "too large"),
]


@pytest.mark.parametrize(("content", "words"), REFUSED)
def test_what_is_no_form_is_refused_in_words(content, words):
    with pytest.raises(ImportRefused, match=words):
        read_xlsform(content, name="x")


@pytest.mark.parametrize("other", ["or_other", "or specify other", "OR_OTHER"])
def test_an_option_of_ones_own_is_carried_in_each_way_of_writing(other):
    field, remarks = only(row(f"select_one yn {other}"))
    assert field.validation_rules["other"] is True
    assert not remarks


def test_a_row_that_is_not_switched_off_is_asked_without_a_word():
    field, remarks = only(row("text", disabled="no"))
    assert field.label == "Label of a"
    assert not remarks


def test_rows_are_counted_as_the_sheet_counts_them():
    """Above and beside the table may be nothing."""
    cells = [
        [],
        [],
        ["", "type", "name", "label"],
        [],
        ["", "text", "a", "A"],
        ["", "geopoint", "b"],
    ]
    imported = read_xlsform(workbook(survey=cells), name="Form")
    assert [one.place for one in imported.remarks] == ["Sheet “survey”, row 6"]


def test_the_report_goes_through_the_sheets_from_top_to_bottom():
    rows = [{"type": "text", "name": "a"}, row("geopoint", "b"), {"type": "text", "name": "c"}]
    choices = [["list_name", "name", "label"], ["yn", None, "Nameless"]]
    imported = read_xlsform(survey(*rows, choices=choices, entities=[["x"]]), name="Form")
    assert [one.place for one in imported.remarks] == [
        "Sheet “entities”",
        "Sheet “choices”, row 2",
        "Sheet “survey”, row 2",
        "Sheet “survey”, row 3",
        "Sheet “survey”, row 4",
    ]


def test_a_question_without_words_is_asked_by_its_name():
    field, [remark] = only(
        row("text", "a"), {"type": "integer", "name": "guest_count"}, key="guest_count"
    )
    assert field.label == "Guest count"
    assert (remark.place, remark.instead) == ("Sheet “survey”, row 3", "Its name stands there.")


def test_a_question_that_is_too_long_ends_earlier_and_the_report_holds_the_rest():
    field, [remark] = only({"type": "text", "name": "a", "label": "x" * 499 + "the end"})
    assert field.label == "x" * 499 + "…"
    assert remark.what == "the end"


def test_a_pattern_may_end_with_a_sign_of_money():
    field, remarks = only(row("text", constraint=r"regex(., '^[0-9]+\$')"))
    assert field.validation_rules["pattern"] == r"[0-9]+\$"
    assert not remarks


def test_what_was_imported_is_a_form_that_travels():
    imported = read(row("text", "a", required="yes"), row("select_one yn", "b", default="No"))
    again = read_definition(write_definition(imported.definition))
    assert content_hash(again) == content_hash(imported.definition)
    assert imported.definition.fields[1].default == "no"
