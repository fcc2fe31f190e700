"""Designing a draft by small operations: each stands on its own, repeats safely, and can be undone."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import select

from wedforms.core.accounts import Organization
from wedforms.forms import Form, FormField
from wedforms.forms.begin import begin_form
from wedforms.forms.changes import changes_since, deleted_fields, designed_form
from wedforms.forms.design import design_form
from wedforms.forms.drafting import draft_as_json, draft_definition
from wedforms.forms.errors import ChangedMeanwhile, FormNotFound, OperationRefused
from wedforms.forms.findings import findings_of
from wedforms.forms.operations import Add, Change, Delete, Duplicate, Move, Restore, Where
from wedforms.lib import clock
from wedforms.lib.ids import uuid7

AT_START = Where(None, None)


@pytest.fixture
def form_id(ours) -> UUID:
    with ours.work() as session:
        return begin_form(session, name="Autumn", form_type="rsvp").id


def do(office, form_id, *operations):
    with office.work() as session:
        return design_form(session, form_id, operations)


def add(office, form_id, field_type="text", *, label="", parent=None, after=None) -> UUID:
    added = uuid7()
    steps = [Add(added, field_type, Where(parent, after))]
    if label:
        steps.append(Change(added, "label", None, label))
    do(office, form_id, *steps)
    return added


def says(office, form_id, field_id):
    with office.work() as session:
        shown = changes_since(session, designed_form(session, form_id), -1)
        return next(one.says for one in shown.fields if one.id == field_id)


def keys(office, form_id):
    """The keys of the draft as nested lists, in order."""

    def nested(fields):
        return [
            [one["key"], nested(one["fields"])] if one.get("fields") else one["key"]
            for one in fields
        ]

    with office.work() as session:
        return nested(draft_as_json(session, designed_form(session, form_id))["fields"])


def findings(office, form_id):
    with office.work() as session:
        return {
            (one.field, one.path): one.severity
            for one in findings_of(session, designed_form(session, form_id), now=clock.now())
        }


def test_a_new_form_has_an_address_of_its_own_and_nothing_in_it(ours):
    with ours.work() as session:
        first = begin_form(session, name="Autumn RSVP", form_type="rsvp")
        second = begin_form(session, name="Autumn RSVP", form_type="rsvp")
        assert (first.slug, second.slug) == ("autumn-rsvp", "autumn-rsvp-2")
        assert draft_as_json(session, first)["fields"] == []


@pytest.mark.parametrize(("name", "form_type"), [("", "rsvp"), ("x" * 121, "rsvp"), ("A", "poem")])
def test_a_form_without_a_name_or_kind_is_refused(ours, name, form_type):
    with ours.work() as session, pytest.raises(OperationRefused):
        begin_form(session, name=name, form_type=form_type)


def test_fields_stand_where_they_were_put(ours, form_id):
    first = add(ours, form_id, label="First")
    last = add(ours, form_id, label="Last", after=first)
    add(ours, form_id, label="Between", after=first)
    assert keys(ours, form_id) == ["first", "between", "last"]
    do(ours, form_id, Move(last, AT_START))
    assert keys(ours, form_id) == ["last", "first", "between"]


def test_many_fields_between_the_same_two_find_their_places(ours, form_id):
    first = add(ours, form_id, label="First")
    add(ours, form_id, label="Last", after=first)
    for number in range(25):
        add(ours, form_id, label=f"Number {number}", after=first)
    expected = [f"number_{number}" for number in reversed(range(25))]
    assert keys(ours, form_id) == ["first", *expected, "last"]


def test_a_key_follows_its_label_until_somebody_chooses_one(ours, form_id):
    field = add(ours, form_id, label="Your names")
    assert says(ours, form_id, field)["key"] == "your_names"
    do(ours, form_id, Change(field, "label", "Your names", "Both of you"))
    assert says(ours, form_id, field)["key"] == "both_of_you"
    do(ours, form_id, Change(field, "key", "both_of_you", "couple"))
    do(ours, form_id, Change(field, "label", "Both of you", "The two of you"))
    assert says(ours, form_id, field)["key"] == "couple"


@pytest.mark.parametrize(
    ("label", "key"),
    [("陳大文", "text"), ("2 guests?", "text_2_guests"), ("not", "not_text"), ("É à", "e_a")],
)
def test_every_label_makes_a_key_that_formulas_can_name(ours, form_id, label, key):
    field = add(ours, form_id, label=label)
    assert says(ours, form_id, field)["key"] == key


def test_a_key_that_was_published_stays_when_its_label_changes(ours):
    with ours.work() as session:
        form = session.scalars(select(Form).where(Form.slug == "rsvp")).one()
        row = session.scalars(
            select(FormField).where(FormField.form_id == form.id, FormField.label != "")
        ).first()
        facts = form.id, row.id, row.key, row.label
    form_id, field, key, label = facts
    do(ours, form_id, Change(field, "label", label, "Something else"))
    assert says(ours, form_id, field)["key"] == key


def test_another_key_is_followed_by_everybody_who_names_it(ours, form_id):
    number = add(ours, form_id, "number", label="Guests")
    other = add(ours, form_id, label="Why", after=number)
    clause = add(ours, form_id, "clause", label="Terms", after=other)
    do(
        ours,
        form_id,
        Change(other, "visible_if", None, "guests > 5"),
        Change(other, "required_if", None, 'guests > and "guests"'),
        Change(clause, "content", None, "<p>For {{guests}} people.</p>"),
        Change(None, "rules", None, [{"when": "guests > 9", "message": "Many", "at": "guests"}]),
        Change(None, "settings.prefill", None, ["guests"]),
        Change(number, "key", "guests", "people"),
    )
    with ours.work() as session:
        draft = draft_as_json(session, designed_form(session, form_id))
    why, terms = draft["fields"][1:]
    assert why["visible_if"] == [">", ["field", "people"], 5]
    assert why["required_if"] == 'people > and "guests"'
    assert "{{people}}" in terms["content"]
    assert draft["rules"][0]["when"] == [">", ["field", "people"], 9]
    assert draft["rules"][0]["at"] == "people"
    assert draft["settings"]["prefill"] == ["people"]


def test_fields_go_into_a_group_and_out_again(ours, form_id):
    group = add(ours, form_id, "group", label="Guests")
    name = add(ours, form_id, label="Name", parent=group)
    assert keys(ours, form_id) == [["guests", ["name"]]]
    do(ours, form_id, Move(name, Where(None, group)))
    assert keys(ours, form_id) == ["guests", "name"]


def test_what_cannot_stand_in_a_group_is_refused(ours, form_id):
    group = add(ours, form_id, "group", label="Guests")
    text = add(ours, form_id, label="Name", after=group)
    for parent, field_type in ((text, "text"), (group, "page_break"), (uuid7(), "text")):
        with pytest.raises(OperationRefused):
            add(ours, form_id, field_type, parent=parent)
    with pytest.raises(OperationRefused):
        do(ours, form_id, Move(group, Where(group, None)))


def test_groups_are_nested_no_deeper_than_definitions_allow(ours, form_id):
    inside = None
    for _ in range(4):
        inside = add(ours, form_id, "group", parent=inside)
    with pytest.raises(OperationRefused):
        add(ours, form_id, "text", parent=inside)


def test_a_group_is_deleted_and_restored_with_all_that_is_in_it(ours, form_id):
    group = add(ours, form_id, "group", label="Guests")
    add(ours, form_id, label="Name", parent=group)
    add(ours, form_id, label="Note", after=group)
    do(ours, form_id, Delete(group))
    assert keys(ours, form_id) == ["note"]
    with ours.work() as session:
        assert [one.id for one in deleted_fields(session, form_id)] == [group]
    do(ours, form_id, Restore(group))
    assert keys(ours, form_id) == [["guests", ["name"]], "note"]


def test_a_restored_field_whose_key_was_taken_gets_another(ours, form_id):
    first = add(ours, form_id, label="Name")
    do(ours, form_id, Delete(first))
    add(ours, form_id, label="Name")
    do(ours, form_id, Restore(first))
    assert sorted(keys(ours, form_id)) == ["name", "name_2"]


def test_a_copy_has_everything_but_the_keys(ours, form_id):
    group = add(ours, form_id, "group", label="Guests")
    add(ours, form_id, "menu_choice", label="Meal", parent=group)
    copy = uuid7()
    do(ours, form_id, Duplicate(group, copy))
    assert keys(ours, form_id) == [["guests", ["meal"]], ["guests_2", ["meal_2"]]]
    assert says(ours, form_id, copy)["label"] == "Guests"


def test_every_operation_may_arrive_twice(ours, form_id):
    field, copy = uuid7(), uuid7()
    steps = [
        Add(field, "text", AT_START),
        Change(field, "label", None, "Name"),
        Duplicate(field, copy),
        Move(copy, AT_START),
        Delete(field),
        Restore(field),
        Delete(copy),
    ]
    for step in steps:
        revision = do(ours, form_id, step)
        assert do(ours, form_id, step) == revision
    assert keys(ours, form_id) == ["name"]


def test_two_people_change_two_things_of_one_field(ours, form_id):
    field = add(ours, form_id, label="Name")
    do(ours, form_id, Change(field, "help", None, "As on the invitation"))
    do(ours, form_id, Change(field, "validation_rules.required", None, True))
    do(ours, form_id, Change(field, "validation_rules.max_length", None, 80))
    assert says(ours, form_id, field)["validation_rules"] == {"required": True, "max_length": 80}


def test_two_people_change_the_same_thing_and_the_second_is_told(ours, form_id):
    field = add(ours, form_id, label="Name")
    do(ours, form_id, Change(field, "help", None, "Mine"))
    with pytest.raises(ChangedMeanwhile) as told:
        do(ours, form_id, Change(None, "description", None, "x"), Change(field, "help", None, "B"))
    assert (told.value.at, told.value.theirs) == (1, "Mine")
    with ours.work() as session:
        assert designed_form(session, form_id).description == ""


def test_what_is_not_finished_is_kept_and_told(ours, form_id):
    field = add(ours, form_id, "dropdown")
    do(
        ours,
        form_id,
        Change(field, "visible_if", None, "guests >"),
        Change(
            field, "options", says(ours, form_id, field)["options"], [{"value": "", "label": ""}]
        ),
    )
    assert says(ours, form_id, field)["visible_if"] == "guests >"
    assert findings(ours, form_id) == {
        (field, "visible_if"): "error",
        (field, "options.0.label"): "error",
        (field, "options.0.value"): "error",
    }


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("validation_rules.max_length", "many"),
        ("validation_rules.max_length", 10**40),
        ("validation_rules.min", 1),
        ("label", ["a"]),
        ("label", "x" * 501),
        ("label", "a\x00b"),
        ("key", "Not a key"),
        ("key", None),
        ("key", "and"),
        ("field_type", "number"),
        ("fields", []),
        ("options", [{"value": "a", "label": "A"}]),
        ("private", "yes"),
        ("visible_if", [[[[]]]] * 40),
        ("deleted_at", None),
        ("__class__", "x"),
    ],
)
def test_what_can_never_be_right_is_refused(ours, form_id, name, value):
    field = add(ours, form_id, label="Name")
    before = says(ours, form_id, field)
    if name == "visible_if":
        do(ours, form_id, Change(field, name, None, value))
        assert (field, "visible_if") in findings(ours, form_id)
        return
    with pytest.raises(OperationRefused):
        do(ours, form_id, Change(field, name, before.get(name), value))
    assert says(ours, form_id, field) == before


def test_rich_text_is_cleaned_on_the_way_in(ours, form_id):
    field = add(ours, form_id, "paragraph")
    do(ours, form_id, Change(field, "content", None, "<p onclick=x()>Hi<script>x()</script></p>"))
    assert says(ours, form_id, field)["content"] == "<p>Hi</p>"


def test_a_form_takes_five_hundred_fields_and_no_more(ours, form_id):
    ids = [uuid7() for _ in range(500)]
    do(ours, form_id, *[Add(one, "text", AT_START) for one in ids])
    with pytest.raises(OperationRefused):
        add(ours, form_id)
    with pytest.raises(OperationRefused):
        do(ours, form_id, Duplicate(ids[0], uuid7()))


def test_a_draft_that_would_be_larger_than_a_definition_is_refused(ours, form_id):
    texts = [add(ours, form_id, "paragraph") for _ in range(60)]
    words = "<p>" + "word " * 3_900 + "</p>"
    with pytest.raises(OperationRefused):
        do(ours, form_id, *[Change(one, "content", None, words) for one in texts])


def test_whoever_saw_an_earlier_revision_is_told_what_happened_since(ours, form_id):
    first = add(ours, form_id, label="First")
    second = add(ours, form_id, label="Second", after=first)
    with ours.work() as session:
        seen = designed_form(session, form_id).draft_revision
    do(ours, form_id, Change(second, "help", None, "Why"), Delete(first))
    with ours.work() as session:
        since = changes_since(session, designed_form(session, form_id), seen)
    assert [one.id for one in since.fields] == [second]
    assert (list(since.gone), since.facts, since.revision) == ([first], None, seen + 1)


def test_another_organization_neither_designs_nor_sees_it(ours, theirs, form_id):
    field = add(ours, form_id, label="Ours")
    with theirs.work() as session, pytest.raises(FormNotFound):
        designed_form(session, form_id)
    with pytest.raises(FormNotFound):
        do(theirs, form_id, Delete(field))
    with theirs.work() as session:
        other = begin_form(session, name="Theirs", form_type="rsvp").id
    with pytest.raises(OperationRefused):
        do(theirs, other, Restore(field))
    with pytest.raises(OperationRefused):
        do(theirs, other, Change(field, "label", "Ours", "Theirs"))
    assert keys(ours, form_id) == ["ours"]


def test_a_field_of_one_form_is_not_designed_through_another(ours, form_id):
    field = add(ours, form_id, label="Name")
    with ours.work() as session:
        other = begin_form(session, name="Other", form_type="rsvp").id
    for operation in (Delete(field), Restore(field), Add(field, "text", AT_START)):
        if isinstance(operation, Delete):
            do(ours, other, operation)
            continue
        with pytest.raises(OperationRefused):
            do(ours, other, operation)
    assert keys(ours, form_id) == ["name"]
    assert keys(ours, other) == []


def test_what_was_designed_by_hand_can_be_published(ours, form_id):
    group = add(ours, form_id, "group", label="Guests")
    add(ours, form_id, label="Name", parent=group)
    with ours.work() as session:
        definition = draft_definition(session, designed_form(session, form_id))
    assert [field.key for _, field in definition.walk()] == ["guests", "name"]


def test_colours_that_can_hardly_be_read_are_told(ours, form_id):
    add(ours, form_id, label="Your name")
    with ours.work() as session:
        begun = designed_form(session, form_id)
        organization = session.scalars(select(Organization)).one()
        organization.brand = {
            "palette": {"ink": "#dddddd", "paper": "#ffffff", "accent": "#4a6152"}
        }
        session.flush()
        told = [
            one.message
            for one in findings_of(session, begun, now=clock.now())
            if one.path == "palette"
        ]
    assert len(told) == 1
    assert "colour of words" in told[0]
