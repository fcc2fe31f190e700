"""What two people, two tabs or two presses of a button do to a draft at the same moment ends well."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import pytest
from sqlalchemy import func, select, text

from wedforms.core.limits import LimitReached
from wedforms.forms import Form, FormField
from wedforms.forms.begin import begin_form
from wedforms.forms.changes import changes_since, designed_form
from wedforms.forms.design import design_form
from wedforms.forms.drafting import draft_as_json
from wedforms.forms.errors import ChangedMeanwhile
from wedforms.forms.operations import Add, Change, Delete, Move, Restore, Where
from wedforms.forms.shelve import delete_form, restore_form
from wedforms.lib.ids import uuid7

AT_START = Where(None, None)
PEOPLE = 6


@pytest.fixture
def form_id(ours, theirs) -> UUID:
    with theirs.work() as session:
        begin_form(session, name="Autumn", form_type="rsvp")
    with ours.work() as session:
        return begin_form(session, name="Autumn", form_type="rsvp").id


def do(office, form_id, *operations):
    with office.work() as session:
        return design_form(session, form_id, operations)


def at_once(act, count: int = PEOPLE):
    """What each of so many people gets who do it at the same moment: an answer, or a refusal."""

    def one(number: int):
        try:
            return act(number)
        except (ChangedMeanwhile, LimitReached) as refused:
            return refused

    with ThreadPoolExecutor(count) as people:
        return list(people.map(one, range(count)))


def draft(office, form_id):
    with office.work() as session:
        return draft_as_json(session, designed_form(session, form_id))


def test_everybodys_new_field_is_there_once_with_a_key_of_its_own(ours, form_id):
    ids = [uuid7() for _ in range(PEOPLE)]
    at_once(
        lambda number: do(
            ours,
            form_id,
            Add(ids[number], "text", AT_START),
            Change(ids[number], "label", None, "A"),
        )
    )
    keys = [field["key"] for field in draft(ours, form_id)["fields"]]
    assert sorted(keys) == ["a", *(f"a_{number}" for number in range(2, PEOPLE + 1))]


def test_the_same_request_arriving_several_times_at_once_counts_once(ours, form_id):
    field = uuid7()
    revisions = at_once(lambda _: do(ours, form_id, Add(field, "text", AT_START)))
    assert set(revisions) == {1}
    assert len(draft(ours, form_id)["fields"]) == 1


def test_of_several_answers_to_one_question_the_first_stands_and_the_others_are_told(ours, form_id):
    field = uuid7()
    do(ours, form_id, Add(field, "text", AT_START))
    told = at_once(lambda number: do(ours, form_id, Change(field, "help", None, f"Mine {number}")))
    stands = draft(ours, form_id)["fields"][0]["help"]
    refused = [one for one in told if isinstance(one, ChangedMeanwhile)]
    assert len(refused) == PEOPLE - 1
    assert {one.theirs for one in refused} == {stands}


def test_different_settings_changed_at_once_all_stand(ours, form_id):
    field = uuid7()
    do(ours, form_id, Add(field, "text", AT_START))
    names = ["required", "min_length", "max_length", "placeholder", "pattern", "pattern_message"]
    values = [True, 2, 80, "Ana", "[a-z]+", "Small letters."]
    at_once(
        lambda number: do(
            ours,
            form_id,
            Change(field, f"validation_rules.{names[number]}", None, values[number]),
        )
    )
    assert draft(ours, form_id)["fields"][0]["validation_rules"] == dict(
        zip(names, values, strict=True)
    )


def test_moved_and_deleted_at_once_a_field_is_in_one_place_or_gone(ours, form_id):
    ids = [uuid7() for _ in range(PEOPLE)]
    do(ours, form_id, *[Add(one, "group", AT_START) for one in ids])
    for number in range(1, PEOPLE):
        do(ours, form_id, Move(ids[number], AT_START))

    def act(number: int):
        operation = Move(ids[0], Where(None, ids[number])) if number % 2 else Delete(ids[0])
        try:
            return do(ours, form_id, operation)
        except Exception as gone:  # noqa: BLE001 - whoever comes too late is refused
            return gone

    at_once(act)
    do(ours, form_id, Restore(ids[0]))
    assert len(draft(ours, form_id)["fields"]) == PEOPLE


def test_two_groups_put_into_each_other_at_once_make_no_circle(ours, form_id):
    first, second = uuid7(), uuid7()
    do(ours, form_id, Add(first, "group", AT_START), Add(second, "group", AT_START))

    def act(number: int):
        inner, outer = (first, second) if number else (second, first)
        try:
            return do(ours, form_id, Move(inner, Where(outer, None)))
        except Exception as refused:  # noqa: BLE001 - one of the two is refused
            return refused

    at_once(act, 2)
    fields = draft(ours, form_id)["fields"]
    assert len(fields) == 1
    assert len(fields[0]["fields"]) == 1


def test_every_change_has_a_revision_that_the_other_can_ask_from(ours, form_id):
    ids = [uuid7() for _ in range(PEOPLE)]
    revisions = at_once(lambda number: do(ours, form_id, Add(ids[number], "text", AT_START)))
    assert sorted(revisions) == list(range(1, PEOPLE + 1))
    seen = set()
    with ours.work() as session:
        form = designed_form(session, form_id)
        for revision in range(PEOPLE):
            seen |= {one.id for one in changes_since(session, form, revision).fields}
    assert seen == set(ids)


def test_a_tier_holds_no_more_forms_than_it_says_whoever_is_fast(ours, theirs, owner_engine):
    with owner_engine.begin() as connection:
        connection.execute(text(f"set local app.organization_id = '{ours.tenant.id}'"))
        connection.execute(
            text(
                "update organizations set max_forms = 2 + (select used from organization_usage"
                " where organization_id = id and counter = 'forms') where id = :id"
            ),
            {"id": ours.tenant.id},
        )

    def act(number: int):
        with ours.work() as session:
            return begin_form(session, name=f"Form {number}", form_type="rsvp").id

    made = at_once(act)
    assert sum(isinstance(one, LimitReached) for one in made) == PEOPLE - 2
    [first, second] = [one for one in made if isinstance(one, UUID)]
    with ours.work() as session:
        delete_form(session, first)
    with ours.work() as session:
        begin_form(session, name="In its place", form_type="rsvp")
    with ours.work() as session, pytest.raises(LimitReached):
        restore_form(session, first)
    with theirs.work() as session:
        assert begin_form(session, name="Theirs", form_type="rsvp").id not in (first, second)


def test_a_form_deleted_twice_at_once_gives_its_place_back_once(ours, form_id, owner_engine):
    used = text(
        "select used from organization_usage where organization_id = :id and counter = 'forms'"
    )
    with owner_engine.connect() as connection:
        before = connection.execute(used, {"id": ours.tenant.id}).scalar_one()

    def act(_: int):
        with ours.work() as session:
            return delete_form(session, form_id).slug

    at_once(act, 2)
    with owner_engine.connect() as connection:
        assert connection.execute(used, {"id": ours.tenant.id}).scalar_one() == before - 1
    with ours.work() as session:
        restore_form(session, form_id)
    with ours.work() as session:
        again = begin_form(session, name="Autumn", form_type="rsvp")
        assert (session.get_one(Form, (ours.tenant.id, form_id)).slug, again.slug) == (
            "autumn", "autumn-2",
        )  # fmt: skip


def test_nothing_of_it_shows_with_another_organization(ours, theirs, form_id):
    do(ours, form_id, Add(uuid7(), "text", AT_START))
    with theirs.work() as session:
        mine = select(func.count()).where(FormField.form_id == form_id)
        assert session.scalar(mine) == 0


def test_a_batch_whose_answer_got_lost_is_done_once(ours, form_id):
    batch, field_id = uuid7(), uuid7()
    steps = [
        Add(field_id, "text", AT_START),
        Change(field_id, "label", None, "Song"),
        Change(field_id, "label", "Song", "Which song?"),
        Delete(field_id),
    ]

    def send(_number: int):
        with ours.work() as session:
            return design_form(session, form_id, steps, batch=batch)

    assert at_once(send) == [1] * PEOPLE
    do(ours, form_id, Restore(field_id))
    assert send(0) == 2
    assert [one["label"] for one in draft(ours, form_id)["fields"]] == ["Which song?"]


def test_a_batch_that_was_stopped_may_be_sent_again(ours, form_id):
    batch, name = uuid7(), Change(None, "name", "Winter", "Spring")
    with pytest.raises(ChangedMeanwhile), ours.work() as session:
        design_form(session, form_id, [name], batch=batch)
    do(ours, form_id, Change(None, "name", "Autumn", "Winter"))
    with ours.work() as session:
        design_form(session, form_id, [name], batch=batch)
    assert draft(ours, form_id)["name"] == "Spring"


def test_the_last_batches_are_remembered_and_leave_the_trail_short(ours, form_id):
    for _ in range(60):
        with ours.work() as session:
            design_form(session, form_id, [], batch=uuid7())
    with ours.work() as session:
        assert len(designed_form(session, form_id).saved_batches) == 50
        trail = "select count(*) from audit_logs where record_id = :form and action = 'UPDATE'"
        assert session.scalar(text(trail), {"form": form_id}) == 0
