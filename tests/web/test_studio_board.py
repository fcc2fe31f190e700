"""The board of an RSVP, the list for its caterer with what changed, and the summary."""

from __future__ import annotations

import io
import re
from copy import deepcopy
from datetime import timedelta

import openpyxl
import pytest
from sqlalchemy.orm import Session

from tests.published import answers_to, definition_of
from tests.web.forms import field, form, required
from tests.web.results import answer, as_viewer, ids, office, settings, supplier
from tests.web.supplier import sign_up
from wedforms.core.engine import create_engine_for
from wedforms.core.tenancy import tenant_transaction
from wedforms.forms.exchange import import_form
from wedforms.forms.links import make_personal_link
from wedforms.forms.publish import publish_form
from wedforms.formspec.reading import read_definition
from wedforms.lib import clock
from wedforms.submissions.boardplan import board_plan
from wedforms.submissions.count import recount_answers
from wedforms.submissions.decide import delete

__all__ = ["as_viewer", "ids", "office", "settings", "supplier"]


@pytest.fixture
def count(database, two_organizations):
    """The worker's part: the counters follow."""

    def counted(submission_id) -> None:
        engine = create_engine_for(database.worker)
        with tenant_transaction(Session(engine), two_organizations.ours.id) as session:
            recount_answers(session, submission_id)
        engine.dispose()

    return counted


def hand_over(supplier, address: str, shape: str):
    token = supplier.open(address).values("csrf_token")[0]
    return supplier.client.post(address, data={"csrf_token": token, "shape": shape})


def test_a_form_tells_by_its_kinds_what_the_board_counts():
    plan = board_plan(read_definition(definition_of("rsvp")))
    assert (plan.group.key, plan.name.key, plan.age.key) == ("guests", "guest_name", "age_band")
    assert [one.key for one in plan.attending] == [
        "attending_ceremony", "attending_breakfast", "attending_evening", "attending_brunch"
    ]  # fmt: skip
    assert [one.key for one in plan.at_table] == ["attending_breakfast"]
    assert {"starter", "main", "dessert"} <= {one.key for one in plan.meals}
    assert "dietary_flags" in [one.key for one in plan.diets]
    assert {"coach", "room_block"} <= {one.key for one in plan.seats}
    assert plan.consent.key == "catering_consent"


def test_who_comes_is_found_where_nothing_is_required():
    meal = field("meal", "menu_choice", options=[{"value": "pie", "label": "Pie"}])
    fields = [field("pram", "yes_no"), field("coming", "yes_no"), {**meal, "visible_if": "coming"}]
    guests = field("guests", "group", fields=[field("name"), *fields])
    plan = board_plan(read_definition(form(guests)))
    assert [one.key for one in plan.attending] == ["coming"]
    bare = field("guests", "group", fields=[field("name"), *fields[:2]])
    plan = board_plan(read_definition(form(bare)))
    assert [one.key for one in plan.attending] == ["pram"]


def test_a_form_may_say_itself_what_the_board_counts():
    definition = form(
        field("people", "group", fields=[field("called"), field("in", "yes_no"), field("seat")]),
        settings={"board": {"group": "people", "name": "called", "attending": ["in"], "table": "seat"}},
    )  # fmt: skip
    plan = board_plan(read_definition(definition))
    assert (plan.name.key, plan.table.key, [one.key for one in plan.attending]) == (
        "called", "seat", ["in"]
    )  # fmt: skip
    assert board_plan(read_definition(form(field("who")))) is None


def test_the_board_counts_and_hides_diets_from_who_may_only_look(
    supplier, office, count, as_viewer
):
    sent = office.send("rsvp").submission_id
    count(sent)
    form_id = office.form("rsvp").form_id
    text = supplier.open(f"/studio/forms/{form_id}/board").text
    assert "household has answered" in text
    assert {"The ceremony, at two o’clock", "Main course", "A seat on the coach?"} <= set(
        supplier.page.words
    )
    assert "Which ones?" in text
    as_viewer()
    assert "Which ones?" not in supplier.open(f"/studio/forms/{form_id}/board").text
    assert supplier.client.get(f"/studio/forms/{form_id}/caterer").status_code == 403
    assert supplier.open(f"/studio/forms/{form_id}/summary").status == 200
    assert "Which ones?" not in supplier.text


def test_the_board_says_which_option_means_not_coming(supplier, office):
    names = ("With pleasure", "Perhaps", "Sadly not")
    options = [{"value": f"v{at}", "label": label} for at, label in enumerate(names)]
    asked = form(
        field("guests", "group", fields=[field("name"), field("reply", "dropdown", "Your reply", options=options)]),
        form_type="rsvp", settings={"board": {"group": "guests", "attending": ["reply"]}, "review": False},
    )  # fmt: skip
    with office.work() as session:
        publish_form(session, import_form(session, read_definition(asked), slug="choice"))
    guests = [{"_id": f"r{at}", "name": f"Guest {at}", "reply": f"v{at}"} for at in range(3)]
    office.send("choice", {"guests": guests})
    address = f"/studio/forms/{office.form('choice').form_id}"
    assert "“Sadly not” to “Your reply” means not coming" in supplier.open(f"{address}/board").text
    listed = set(supplier.open(f"{address}/caterer").page.words)
    assert {"Guest 0", "Guest 1"} <= listed
    assert "Guest 2" not in listed


def test_the_caterer_is_told_what_changed_since(supplier, office):
    first, other = answers_to("rsvp"), answers_to("rsvp")
    sent = office.send("rsvp", first).submission_id
    address = f"/studio/forms/{office.form('rsvp').form_id}/caterer"
    names = [guest["guest_name"] for guest in first["guests"] if guest.get("attending_breakfast")]
    assert set(names) <= set(supplier.open(address).page.words)
    response = hand_over(supplier, address, "xlsx")
    book = openpyxl.load_workbook(io.BytesIO(response.data))
    assert {row[0].value for row in book["Guests"].iter_rows(min_row=2)} == set(names)
    assert not [
        cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"
    ]
    assert "Nothing has changed." in supplier.open(address).text

    changed = deepcopy(first)
    changed["guests"][0]["guest_name"] = "Somebody Else"
    office.send("rsvp", changed, amends_id=sent, amended_revision=1)
    later = office.send("rsvp", other).submission_id
    text = supplier.open(address).text
    assert {"New", "Changed"} <= set(supplier.page.words)
    assert "Somebody Else" in text
    assert hand_over(supplier, address, "csv").get_data(as_text=True).startswith("\ufeff")
    with office.work() as session:
        delete(session, later, now=clock.now())
    supplier.open(address)
    assert "No longer coming" in supplier.page.words
    assert hand_over(supplier, address, "told").status_code == 303
    assert "Nothing has changed." in supplier.open(address).text
    assert hand_over(supplier, address, "exe").status_code == 400


def test_questions_are_summed_up_with_charts_and_their_tables(app, supplier, publish, ids, count):
    asked = form(
        required("who", label="Who <b>"),
        field("guests", "number", "How many"),
        field("tip", "money", "The tip"),
        field("day", "date", "Which day"),
        field("coming", "yes_no", "Coming"),
        settings={"review": False},
    )
    address = publish(asked)
    for number in (3, 8, 20):
        answer(
            app, address, who=f"<i>{number}", guests=str(number), tip="12.50", day="2027-06-05",
            coming="yes",
        )  # fmt: skip
    form_id, [latest, *_] = ids()
    count(latest)
    page = supplier.client.get(f"/studio/forms/{form_id}/summary").get_data(as_text=True)
    assert "<i>" not in page
    assert page.count('role="img"') == 3
    assert page.count("<title id=") == page.count("<desc id=") == 3
    assert "£37.50" in page
    text = supplier.open(f"/studio/forms/{form_id}/summary").text
    assert {"Coming", "How many", "Which day", "Answers over time", "As a table"} <= set(
        supplier.page.words
    )
    assert "10.3" in text
    assert supplier.client.get(f"/studio/forms/{form_id}/board").status_code == 404


def test_another_organization_sees_no_board(browser, office):
    office.send("rsvp")
    form_id = office.form("rsvp").form_id
    sign_up(browser)
    token = browser.open("/studio/account").values("csrf_token")[0]
    for page in ("board", "caterer", "summary"):
        assert browser.client.get(f"/studio/forms/{form_id}/{page}").status_code == 404
    posted = browser.client.post(
        f"/studio/forms/{form_id}/caterer", data={"csrf_token": token, "shape": "csv"}
    )
    assert posted.status_code == 404


def self_built(*fields, **settings):
    asked = form(*fields, settings={"review": False, **settings})
    return {**asked, "form_type": "rsvp", "name": "Our day"}


COMING = {
    **required("coming", "single_choice", label="Will you be there?"),
    "options": [{"value": "1", "label": "With joy"}, {"value": "2", "label": "Sadly not"}],
}


@pytest.mark.parametrize(
    ("fields", "said", "expected"),
    [
        ([field("who"), COMING], {}, ["coming"]),
        ([COMING, field("there", "yes_no")], {}, ["there"]),
        ([field("there", "yes_no"), COMING], {"attending": ["coming"]}, ["coming"]),
        ([COMING, field("people", "group", fields=[field("in", "yes_no")])], {}, ["in"]),
        (
            [COMING, field("people", "group", fields=[field("in", "yes_no")])],
            {"attending": ["coming", "in"]},
            ["coming", "in"],
        ),
    ],
    ids=["a choice of two", "yes or no first", "as said", "the guests first", "in both places"],
)
def test_who_comes_may_be_asked_outside_groups(fields, said, expected):
    settings = {"board": said} if said else {}
    plan = board_plan(read_definition(self_built(*fields, **settings)))
    assert [one.key for one in plan.attending] == expected
    assert plan.is_guessed == (not said and expected != ["in"])


def test_a_self_built_rsvp_is_counted_and_says_by_which_question(
    app, supplier, publish, ids, count
):
    address = publish(self_built(required("who", label="Your name"), COMING))
    form_id, _ = ids()
    board = f"/studio/forms/{form_id}/board"
    assert {"With joy", "Sadly not"} <= set(supplier.open(board).page.words)
    assert "Who comes is read from “Will you be there?”" in supplier.text
    for who, coming in (("Ana", "1"), ("Ben", "1"), ("Cy", "2")):
        answer(app, address, who=who, coming=coming)
    _, [latest, *_] = ids()
    count(latest)
    shown = " ".join(supplier.open(board).text.split())
    assert "With joy 2" in shown
    assert "Sadly not 1" in shown
    text = supplier.open(f"/studio/forms/{form_id}/caterer").text
    assert "2 guests at table" in text
    assert "Cy" not in supplier.page.words


def test_the_demo_s_events_stand_on_the_board_before_anybody_answered(supplier, office):
    shown = " ".join(
        supplier.open(f"/studio/forms/{office.form('rsvp').form_id}/board").text.split()
    )
    for one in board_plan(read_definition(definition_of("rsvp"))).attending:
        assert re.search(f"{re.escape(one.label)} Answer How many \\D+ 0 (of \\d+ )?\\D+ 0 ", shown)


def test_households_that_have_not_answered_are_named_in_the_order_of_names(
    supplier, publish, ids, tenant_session, two_organizations
):
    publish(self_built(required("who", label="Your name"), COMING))
    form_id, _ = ids()
    names = ["anna", "Émile", "Mia", "Zoé"]
    with tenant_session(two_organizations.ours) as session:
        for label in ("Zoé", "Mia", "Émile", "anna"):
            make_personal_link(
                session,
                form_id=form_id,
                prefill={"who": label},
                expires_at=clock.now() + timedelta(days=1),
                signing_key="a key of this test",
                label=label,
            )
    words = supplier.open(f"/studio/forms/{form_id}/board").page.words
    assert [word for word in words if word in names] == names
