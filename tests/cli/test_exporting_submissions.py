"""`wedforms submissions export`: everything that was sent, for spreadsheets and for programs."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from uuid import uuid4

import pytest
from sqlalchemy import select

from wedforms.core.security import AuditLog
from wedforms.submissions.export import csv_line

NAMES = ["José", "O'Brien", "陳大文", "עדי", "Zoë “Zo” Müller, the 2nd"]
PARTY = {
    "name": "Party",
    "form_type": "questionnaire",
    "fields": [
        {"key": "name", "field_type": "text", "label": "Name"},
        {"key": "note", "field_type": "long_text", "label": "A note"},
        {"key": "metres", "field_type": "number", "label": "Metres", "validation_rules": {"decimals": 6}},
        {
            "key": "extras", "field_type": "multiple_choice", "label": "Extras",
            "options": [{"value": "cake", "label": "Cake"}, {"value": "band", "label": "A band"}, {"value": "fire", "label": "=Fire()"}],
        },
        {
            "key": "guests", "field_type": "group", "label": "Guests", "max_rows": 3,
            "fields": [{"key": "guest", "field_type": "text", "label": "Guest"}],
        },
    ],
}  # fmt: skip


@pytest.fixture
def database(module_database):
    """One database for all: each test has a form of its own."""
    return module_database


@pytest.fixture
def party(run_in_database, write, ours, theirs):
    """The address of a form that nobody has answered yet, in both organizations."""
    file, slug = write(json.dumps(PARTY), "party.json"), f"party-{uuid4()}"
    for office in (ours, theirs):
        words = ("--org", office.tenant.slug, "--slug", slug, "--publish")
        assert run_in_database("form", "import", file, *words).status == 0
    return slug


@pytest.fixture
def exported(run_in_database, ours, party):
    def export(shape, slug=party):
        return run_in_database(
            "submissions", "export", "--org", ours.tenant.slug, slug, "--format", shape
        )

    return export


def table(done):
    """The lines of a CSV as spreadsheets read them: by heading."""
    text = done.output.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_csv_begins_with_a_byte_order_mark_so_that_spreadsheets_read_names_right(
    exported, ours, party
):
    for name in NAMES:
        ours.send(party, {"name": name})
    done = exported("csv")
    assert done.output.startswith(b"\xef\xbb\xbf")
    assert done.output.count(b"\xef\xbb\xbf") == 1
    assert [line["Name"] for line in table(done)] == NAMES
    assert done.errors == ""


@pytest.mark.parametrize("formula", ["=1+1", "+44", "-2", "@SUM(A1)", '=HYPERLINK("http://x","y")'])
def test_no_cell_is_a_formula(exported, ours, party, formula):
    ours.send(party, {"name": formula, "guests": [{"_id": "a", "guest": formula}]})
    [line] = table(exported("csv"))
    for cell in (line["Name"], line["Guests 1: Guest"]):
        assert cell == f"'{formula}"
    assert not [heading for heading in line if heading.startswith(("=", "+", "-", "@"))]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
def test_whatever_spreadsheets_begin_a_formula_with_is_quoted_in_any_cell(start):
    line = csv_line([f"{start}1", f"a{start}1"])
    assert list(csv.reader(io.StringIO(line, newline=""))) == [[f"'{start}1", f"a{start}1"]]


def test_an_option_has_a_column_and_a_row_of_a_repeat_has_one(exported, ours, party):
    ours.send(
        party,
        {
            "extras": ["cake", "fire"],
            "guests": [{"_id": "a", "guest": "Ada"}, {"_id": "b", "guest": "Ben"}],
        },
    )
    ours.send(party, {"extras": []})
    first, second = table(exported("csv"))
    extras = [heading for heading in first if heading.startswith("Extras")]
    assert len(extras) == 3
    assert [bool(first[heading]) for heading in extras] == [True, False, True]
    assert [bool(second[heading]) for heading in extras] == [False, False, False]
    assert [first["Guests 1: Guest"], first["Guests 2: Guest"], second["Guests 1: Guest"]] == [
        "Ada",
        "Ben",
        "",
    ]


def test_line_breaks_and_quotes_stay_in_their_cell(exported, ours, party):
    ours.send(party, {"note": 'First "line"\nsecond; line, with\ttab'})
    assert table(exported("csv"))[0]["A note"] == 'First "line"\nsecond; line, with\ttab'


def test_json_holds_the_canonical_answers_with_exact_decimals(exported, ours, party):
    sent = ours.send(party, {"name": "עדי", "metres": Decimal("0.100001"), "extras": ["band"]})
    done = exported("json")
    [one] = done.answer
    assert one["id"] == str(sent.submission_id)
    assert one["answers"]["name"] == "עדי"
    assert one["answers"]["metres"] == Decimal("0.100001")
    assert b"0.100001" in done.output
    assert one["content_hash"] == ours.form(party).compiled.content_hash


@pytest.mark.parametrize(("shape", "nothing"), [("json", b"[]\n"), ("csv", None)])
def test_a_form_without_submissions_is_an_empty_list(exported, shape, nothing):
    done = exported(shape)
    assert (done.status, done.errors) == (0, "")
    assert done.output == nothing or (nothing is None and table(done) == [])


def test_what_another_organization_received_is_not_in_it(exported, ours, theirs, party):
    theirs.send(party, {"name": "Theirs alone"})
    ours.send(party, {"name": "Ours"})
    assert [line["Name"] for line in table(exported("csv"))] == ["Ours"]
    assert [one["answers"]["name"] for one in exported("json").answer] == ["Ours"]


def test_they_come_in_the_order_in_which_they_were_sent(exported, ours, party):
    for number in range(3):
        ours.send(party, {"name": str(number)})
    assert [one["answers"]["name"] for one in exported("json").answer] == ["0", "1", "2"]


def test_what_seems_to_come_from_a_machine_is_marked(exported, ours, party):
    ours.send(party, {"name": "Ada"})
    ours.send(party, {"name": "Buy now"}, quarantined=True)
    lines = {line["Name"]: bool(line["Quarantined at"]) for line in table(exported("csv"))}
    items = {one["answers"]["name"]: bool(one["quarantined_at"]) for one in exported("json").answer}
    assert lines == items == {"Ada": False, "Buy now": True}


@pytest.mark.parametrize("shape", ["csv", "json"])
def test_every_export_is_in_the_audit_trail_without_an_answer(exported, ours, theirs, party, shape):
    ours.send(party, {"name": "Ada"})
    theirs.send(party, {"name": "Ben"})
    exported(shape)
    with ours.work() as session:
        acts = select(AuditLog).where(AuditLog.record_id == ours.form(party).form_id)
        [act] = session.scalars(acts.where(AuditLog.action == "answers.exported"))
        assert act.new_values == {"count": 1, "format": shape}


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("nowhere", "--org", "rose-and-lens"), "There is no form “nowhere”."),
        (("rsvp", "--org", "nobody"), "There is no organization “nobody”."),
        (("\udcff", "--org", "rose-and-lens"), "cannot be stored"),
        (("rsvp", "--org", "rose-and-lens", "--format", "xml"), "is not one of"),
    ],
)
def test_what_cannot_be_exported_is_said_in_words(run_in_database, words, said):
    done = run_in_database("submissions", "export", *words)
    assert (done.status, done.output) == (2, b"")
    assert said in done.errors
