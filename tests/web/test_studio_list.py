"""The list of answers: narrowed, searched, sorted, in chosen columns, and shared by its address."""

from __future__ import annotations

import re
from uuid import uuid4

import pytest
from sqlalchemy import select, text

from tests.web.forms import field, form, required
from tests.web.results import answer, as_viewer, ids, indexed, settings, supplier
from tests.web.supplier import sign_up
from wedforms.core.jsonb import dumps
from wedforms.core.security import AuditLog
from wedforms.core.tenancy import open_organization
from wedforms.submissions import FormSubmission

__all__ = ["as_viewer", "ids", "indexed", "settings", "supplier"]

OPTIONS = [{"value": "fish", "label": "Trout"}, {"value": "veg", "label": "Risotto"}]
PARTY = form(
    required("who", label="Who"),
    field("guests", "number", "How many"),
    field("day", "date", "Which day"),
    field("coming", "yes_no", "Coming"),
    field("tip", "money", "Tip"),
    field(
        "price", "calculation", "Price", value="guests * 5000", validation_rules={"result": "money"}
    ),
    field("tables", "calculation", "Tables", value="guests / 8"),
    field(
        "people",
        "group",
        "People",
        min_rows=1,
        max_rows=2,
        fields=[
            field("name", label="Name"),
            field("meal", "single_choice", "Meal", options=OPTIONS),
        ],
    ),
    field("diet", label="Diet", sensitive=True),
    settings={"review": False},
    name="The party",
)
EVERYBODY = {"Ana & Bea", "José O’Brien", "陳大文"}


@pytest.fixture
def party(app, supplier, publish, ids, indexed):
    """Three households have answered; the address of their list."""
    address = publish(PARTY)
    answer(
        app, address, who="Ana & Bea", guests="80", day="2027-06-05", coming="yes", tip="12.50",
        diet="nuts", people__r1__name="Ana", people__r1__meal="fish",
    )  # fmt: skip
    answer(
        app, address, who="José O’Brien", guests="9", day="2027-05-01", coming="no", tip="7",
        people__r1__name="Fern", people__r1__meal="veg",
    )  # fmt: skip
    answer(app, address, who="陳大文")
    indexed()
    form_id, _ = ids()
    return f"/studio/forms/{form_id}/answers"


def seen(supplier, address: str, people=EVERYBODY) -> list[str]:
    """Who is in the list, from top to bottom."""
    words = supplier.open(address).page.words
    return [word for word in words if word in people]


def test_the_latest_sent_are_first_and_every_order_can_be_turned(supplier, party):
    ana, jose, chan = "Ana & Bea", "José O’Brien", "陳大文"
    assert seen(supplier, party) == [chan, jose, ana]
    assert seen(supplier, f"{party}?sort=sent") == [ana, jose, chan]
    assert seen(supplier, f"{party}?sort=guests") == [jose, ana, chan]
    assert seen(supplier, f"{party}?sort=-guests") == [ana, jose, chan]
    assert seen(supplier, f"{party}?sort=day") == [jose, ana, chan]
    assert seen(supplier, f"{party}?sort=who")[0] == ana
    assert len(seen(supplier, f"{party}?sort=-changed")) == 3


def test_names_stand_where_people_look_for_them(app, supplier, publish, ids):
    address = publish(PARTY)
    people = ["anna", "Émile", "Łukasz", "Mia", "Zoé", "陳大文"]
    for who in ("Zoé", "陳大文", "Mia", "Łukasz", "Émile", "anna"):
        answer(app, address, who=who)
    listed = f"/studio/forms/{ids()[0]}/answers?sort="
    assert seen(supplier, f"{listed}who", people) == people
    assert seen(supplier, f"{listed}-who", people) == people[::-1]


NARROWED = [
    ("f.guests.min=10", {"Ana & Bea"}),
    ("f.guests.max=10", {"José O’Brien"}),
    ("f.tip.min=10", {"Ana & Bea"}),
    ("f.price.min=%C2%A31,000", {"Ana & Bea"}),
    ("f.price.max=450.00", {"José O’Brien"}),
    ("f.tables.min=1.125&f.tables.max=2", {"José O’Brien"}),
    ("f.day.min=2027-05-01&f.day.max=2027-05-31", {"José O’Brien"}),
    ("f.coming=true", {"Ana & Bea"}),
    ("f.coming=true&f.coming=false", {"Ana & Bea", "José O’Brien"}),
    ("f.meal=veg", {"José O’Brien"}),
    ("f.meal=veg&f.guests.min=10", set()),
    ("f.who=brien", {"José O’Brien"}),
    ("f.name=an", {"Ana & Bea"}),
    ("f.who=100%25", set()),
    ("f.who=%26", {"Ana & Bea"}),
    ("f.who=%25", set()),
    ("q=jose", {"José O’Brien"}),
    ("q=o'brien", {"José O’Brien"}),
    ("q=Trout", {"Ana & Bea"}),
    ("q=大文", {"陳大文"}),
    ("q=nuts", {"Ana & Bea"}),
    ("q=ana+bea", {"Ana & Bea"}),
    ("q=ana+fern", set()),
    ("state=approved", set()),
    ("state=new", EVERYBODY),
]


def test_the_list_is_narrowed_by_any_answer(supplier, party):
    for asked, found in NARROWED:
        assert set(seen(supplier, f"{party}?{asked}")) == found, asked
        assert supplier.status == 200


HOSTILE = [
    "sort=nobody", "sort=-people", "sort=diet", "sort=%00", "state=%27", "q=%00", "q=%27%3b--", "q=%5c",
    "q=!%26%7c%3a*", "f.who=%25", "f.who=_%5c", "f.nobody=1", "f.meal=meat&f.coming=maybe", "f.diet=nuts",
    "f.guests.min=many", "f.guests.min=1e400", "f.guests.max=" + "9" * 5000, "f.day.min=0000-99-99",
    "f.guests.min=NaN", "q=" + "x" * 5000, "&".join(f"f.meal=x{n}" for n in range(600)), "q=%ed%a0%80",
]  # fmt: skip


def test_what_nobody_could_mean_does_no_harm(supplier, party):
    for asked in HOSTILE:
        response = supplier.client.get(f"{party}?{asked}", follow_redirects=True)
        assert response.status_code == 200, asked


def test_an_address_is_put_into_its_short_form(supplier, party):
    response = supplier.client.get(f"{party}?q=&state=&f.guests.min=&f.guests.max=&f.who=ana&x=1")
    assert response.status_code == 303
    assert response.headers["Location"] == f"{party}?f.who=ana"


def test_a_bound_that_cannot_be_read_is_said(supplier, party):
    assert "“How many” was left out" in supplier.open(f"{party}?f.guests.min=many").text


def test_a_long_answer_is_cut_in_the_list_and_whole_on_its_page(app, supplier, publish, ids):
    long = field("story", "long_text", "Story", validation_rules={"max_length": 5000})
    address = publish(form(required("who", label="Who"), long, settings={"review": False}))
    answer(app, address, who="Ana", story="Once upon a time. " * 100 + "The end.")
    form_id, [submission_id] = ids()
    supplier.open(f"/studio/forms/{form_id}/answers")
    [cell] = [words for words in supplier.page.words if words.startswith("Once upon")]
    assert cell.endswith("…")
    assert len(cell) < 200
    assert "The end." in supplier.open(f"/studio/answers/{submission_id}").text


def test_chosen_columns_stay_for_this_member_alone(app, supplier, party, browser):
    def headings() -> set[str]:
        return set(re.findall(r'<th scope="col"[^>]*>(?:<a[^>]*>)?([^<]+)', supplier.raw(party)))

    supplier.raw = lambda address: supplier.client.get(address).get_data(as_text=True)
    assert {"Who", "How many"} <= headings()
    supplier.open(f"{party}?q=ana")
    token = supplier.values("csrf_token")[0]
    chosen = {"csrf_token": token, "column": ["meal", "people", "diet", "nobody"]}
    kept = supplier.client.post(f"{party}/columns?q=ana", data=chosen)
    assert kept.headers["Location"] == f"{party}?q=ana&kept=1"
    assert "Your columns are kept." in supplier.open(kept.headers["Location"]).text
    assert headings() == {"Sent", "Meal", "People", "Diet"}
    assert "Trout" in supplier.open(party).text
    assert "Your columns are kept." not in supplier.text
    supplier.client.post(f"{party}/columns", data={"csrf_token": token})
    assert headings() == {"Sent"}


def test_who_may_only_look_sees_nothing_about_diet(supplier, party, as_viewer):
    token = supplier.open(party).values("csrf_token")[0]
    supplier.client.post(f"{party}/columns", data={"csrf_token": token, "column": ["who", "diet"]})
    assert "nuts" in supplier.open(party).text
    as_viewer()
    assert "nuts" not in supplier.open(party).text
    assert "Diet" not in supplier.text
    assert seen(supplier, f"{party}?q=nuts") == []


def test_seeing_a_column_about_diet_is_noted(supplier, party, tenant_session, two_organizations):
    def noted() -> int:
        with tenant_session(two_organizations.ours) as session:
            acts = select(AuditLog.action).where(AuditLog.action == "answers.read")
            return len(session.scalars(acts).all())

    token = supplier.open(party).values("csrf_token")[0]
    assert noted() == 0
    supplier.client.post(f"{party}/columns", data={"csrf_token": token, "column": ["diet"]})
    supplier.open(party)
    assert noted() == 1


def test_pages_follow_each_other_in_every_order(app, supplier, publish, ids, tenant_session, two_organizations):  # fmt: skip
    address = publish(PARTY)
    answer(app, address, who="Couple 0.", guests="0")
    form_id, [first] = ids()
    with tenant_session(two_organizations.ours) as session:
        many(session, first, 120)
    for sort in ("-sent", "sent", "-changed", "guests", "-guests", "who", "-who"):
        found, after = [], ""
        while after is not None:
            page = supplier.client.get(
                f"/studio/forms/{form_id}/answers?sort={sort}{after}"
            ).get_data(as_text=True)
            found += re.findall(r"Couple \d+\.", page)
            more = re.search(r"after=([0-9a-f-]{36})[^>]*>(?:More|Earlier) answers", page)
            after = f"&after={more[1]}" if more else None
        assert len(found) == len(set(found)) == 121, sort


def many(session, submission_id, number: int) -> None:
    """More of the same kind: some with a number, some without."""
    for at in range(1, number + 1):
        row = session.scalars(
            select(FormSubmission).where(FormSubmission.id == submission_id)
        ).one()
        copy = {
            column.name: getattr(row, column.name) for column in FormSubmission.__table__.columns
        }
        copy |= {
            "id": uuid4(), "idempotency_key": uuid4(), "view_digest": uuid4().bytes * 2,
            "submission_data": {"who": f"Couple {at}."},
        }  # fmt: skip
        session.add(FormSubmission(**copy))
        session.flush()
        promoted = [{"key": "who", "text": f"Couple {at}.", "position": 0}]
        if at % 3:
            promoted.append({"key": "guests", "number": at % 7, "position": 0})
        promote(session, copy["id"], row.form_version_id, promoted)


def promote(session, submission_id, version_id, promoted) -> None:
    session.execute(
        text("select promote_answers(:o, :s, :v, cast(:p as jsonb))"),
        {
            "o": open_organization(session),
            "s": submission_id,
            "v": version_id,
            "p": dumps(promoted),
        },
    )


def test_another_organization_lists_nothing(browser, party):
    sign_up(browser)
    assert browser.client.get(party).status_code == 404
    assert browser.client.post(f"{party}/columns").status_code in (400, 403, 404)


def test_a_search_that_leaves_older_ones_out_says_so(supplier, party, monkeypatch):
    monkeypatch.setattr("wedforms.web.studio.results.table.COUNTED", 0)
    monkeypatch.setattr("wedforms.web.studio.results.exports.MOST_FOUND", 1)
    told = "A search finds the latest"
    assert told in supplier.open(f"{party}?q=ana").text
    assert told in supplier.open(f"{party}?f.who=ana").text
    assert told not in supplier.open(party).text
    exports = party.replace("/answers", "/exports")
    assert told in supplier.open(f"{exports}?q=ana").text
    assert told not in supplier.open(exports).text
