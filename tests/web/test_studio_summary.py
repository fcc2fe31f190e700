"""The summary of orders, tables, files and repeats, and how answers came in over time."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select, update

from tests.factories.uploads import picture
from tests.published import SIGNING_KEY, Office
from tests.web.browsing import Browser
from tests.web.forms import field, form
from tests.web.results import as_viewer, settings, supplier
from wedforms.core.engine import create_engine_for
from wedforms.forms import FormLink
from wedforms.forms.exchange import import_form
from wedforms.forms.find import published_form
from wedforms.forms.links import make_personal_link
from wedforms.forms.publish import publish_form
from wedforms.formspec.reading import read_definition
from wedforms.submissions import FormSubmission
from wedforms.submissions.course import course_of
from wedforms.submissions.questions import questions_of
from wedforms.submissions.receive import Attempt, receive_submission
from wedforms.submissions.sent import view_token
from wedforms.submissions.summarise import summaries_of

__all__ = ["as_viewer", "settings", "supplier"]

SLUG = "likes"
FLOWERS = [{"value": name, "label": name.capitalize()} for name in ("rose", "lily", "iris")]
SONGS = [{"value": "slow", "label": "Slow <b>"}, {"value": "fast", "label": "Fast"}]
DAYS = [{"value": "fri", "label": "Friday"}, {"value": "sat", "label": "Saturday"}]
ASKED = form(
    field("flowers", "ranking", "Flowers, best first", options=FLOWERS),
    field("music", "matrix", "Music each day", rows=DAYS, columns=SONGS),
    field("food", "matrix", "Food", rows=DAYS, columns=SONGS, validation_rules={"multiple": True}),
    field("photos", "image", "Photographs", validation_rules={"max_files": 3}),
    field("secret", "ranking", "Medicines", options=FLOWERS, sensitive=True),
    field(
        "guests",
        "group",
        "Guests",
        max_rows=20,
        fields=[field("name", label="Name"), field("order", "ranking", "Order", options=FLOWERS)],
    ),
    settings={"review": False},
    name="What we like",
)
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@dataclass
class Desk:
    """A supplier with the form, who is sent answers."""

    office: Office

    def publish(self, definition: Any = ASKED) -> None:
        with self.office.work() as session:
            made = import_form(session, read_definition(definition), slug=SLUG)
            publish_form(session, made)

    @property
    def form_id(self) -> Any:
        return self.office.form(SLUG).form_id

    def send(self, at: datetime = NOON, link_id: Any = None, **answers: Any) -> None:
        with self.office.work() as session:
            found = published_form(session, SLUG)
            key = uuid4()
            token = view_token(SIGNING_KEY, form_id=found.form_id, attempt_key=key)
            attempt = Attempt(
                key=key, view_digest=token.digest, at=at, origin={}, link_id=link_id
            )  # fmt: skip
            received = receive_submission(
                session, form=found, raw=answers, attempt=attempt, today=date(2026, 11, 20)
            )
            sent = update(FormSubmission).where(FormSubmission.id == received.submission_id)
            session.execute(sent.values(submitted_at=at))

    def summed_up(self) -> dict[str, Any]:
        with self.office.work() as session:
            found = summaries_of(session, self.form_id, questions_of(session, self.form_id))
        return {one.question.key: one.parts for one in found}


@pytest.fixture
def desks(database, two_organizations):
    engine = create_engine_for(database.app)
    made = [Desk(Office(engine, one)) for one in (two_organizations.ours, two_organizations.theirs)]
    for one in made:
        one.publish()
    yield made
    engine.dispose()


@pytest.fixture
def desk(desks):
    """Ours; the other supplier is sent something else, which must not count here."""
    ours, theirs = desks
    theirs.send(flowers=["iris", "lily", "rose"], guests=[{"_id": "a", "name": "Z"}] * 1)
    return ours


def test_the_latest_words_are_told_however_long_they_are(desk):
    asked = form(
        field("story", "long_text", "Story", validation_rules={"max_length": 5000}),
        field("diet", "long_text", "Diet", sensitive=True),
    )
    desk.publish({**asked, "settings": {"review": False}})
    stories = ["Short.", "Once upon a time. " * 100, "And then. " * 30]
    for day, story in enumerate(stories):
        desk.send(NOON + timedelta(day), story=story.strip(), diet="nuts")
    with desk.office.work() as session:
        found = summaries_of(session, desk.form_id, questions_of(session, desk.form_id))
    assert {one.question.key: list(one.latest) for one in found} == {
        "story": [story.strip() for story in reversed(stories)]
    }


def test_an_order_is_summed_up_by_place_the_best_first(desk):
    for order in (["lily", "rose", "iris"], ["lily", "iris", "rose"], ["rose", "lily", "iris"]):
        desk.send(flowers=order)
    grid = desk.summed_up()["flowers"].grid
    assert grid.columns == ["1", "2", "3"]
    assert [(one.label, list(one.counts), str(one.mean)) for one in grid.lines] == [
        ("Lily", [2, 1, 0], "1.3"), ("Rose", [1, 1, 1], "2.0"), ("Iris", [0, 1, 2], "2.7"),
    ]  # fmt: skip


def test_days_and_telephone_numbers_are_told_as_people_write_them(desk):
    later = {"result": "date"}
    told = form(
        field("day", "date", "Day"),
        field("phone", "phone", "Phone"),
        field("paid", "calculation", "Paid", value="add_days(day, 7)", validation_rules=later),
        settings={"review": False, "country": "GB"},
    )
    desk.publish(told)
    desk.send(day="2027-06-05", phone="+442079460142")
    with desk.office.work() as session:
        found = summaries_of(session, desk.form_id, questions_of(session, desk.form_id))
    said = {one.question.key: one.spread or one.latest for one in found}
    assert said == {
        "day": [("Jun 2027", 1)], "phone": ["020 7946 0142"], "paid": ["Saturday, 12 June 2027"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("sent", "spread"),
    [
        ((2, 3, 3), [("2", 1), ("3", 2)]),
        ((1, 25), [("1–3", 1), *((f"{low}–{low + 2}", 0) for low in range(4, 24, 3)), ("25", 1)]),
        ((0.5, 10.5), [("0.5", 1), *((f"{low}.5", 0) for low in range(1, 9)), ("9.5", 1)]),
        ((7, 7), []),
    ],
)  # fmt: skip
def test_whole_numbers_are_counted_in_whole_steps(desk, sent, spread):
    number = field("seats", "number", "Seats", validation_rules={"decimals": 1})
    desk.publish(form(number, settings={"review": False}))
    for one in sent:
        desk.send(seats=one)
    with desk.office.work() as session:
        [found] = summaries_of(session, desk.form_id, questions_of(session, desk.form_id))
    assert found.spread == spread


def test_numbers_are_told_as_people_write_them(desk):
    miles = field("miles", "number", "Miles", validation_rules={"decimals": 1})
    desk.publish(form(miles, settings={"review": False}, locale="de"))
    for one in (1234.5, 1000):
        desk.send(miles=one)
    with desk.office.work() as session:
        [found] = summaries_of(session, desk.form_id, questions_of(session, desk.form_id))
    facts = dict(found.facts)
    assert facts == {
        "count": "2", "least": "1.000", "most": "1.234,5", "mean": "1.117,2", "sum": "2.234,5",
    }  # fmt: skip


def test_a_table_is_counted_cell_by_cell_one_or_several_a_line(desk):
    desk.send(music={"fri": "slow", "sat": "fast"}, food={"fri": ["slow", "fast"]})
    desk.send(music={"fri": "slow"}, food={"fri": ["fast"], "sat": ["slow"]})
    found = desk.summed_up()
    assert [list(one.counts) for one in found["music"].grid.lines] == [[2, 0], [0, 1]]
    assert [list(one.counts) for one in found["food"].grid.lines] == [[1, 2], [1, 0]]
    assert found["music"].grid.columns == ["Slow <b>", "Fast"]


def test_what_an_earlier_version_asked_is_counted_too_and_what_was_no_order_is_left_out(desk):
    desk.send(flowers=["iris", "lily", "rose"])
    fewer = {
        **ASKED,
        "fields": [{**ASKED["fields"][0], "options": FLOWERS[:2]}, *ASKED["fields"][1:]],
    }
    desk.publish(fewer)
    desk.send(flowers=["lily", "rose"])
    assert [(one.label, list(one.counts)) for one in desk.summed_up()["flowers"].grid.lines] == [
        ("iris", [1, 0, 0]), ("Lily", [1, 1, 0]), ("Rose", [0, 1, 1]),
    ]  # fmt: skip
    desk.publish({**ASKED, "fields": [field("flowers", label="Flowers"), *ASKED["fields"][1:]]})
    desk.send(flowers="peonies")
    desk.publish({**fewer, "name": "What we like again"})
    assert len(desk.summed_up()["flowers"].grid.lines) == 3


def test_repeats_are_counted_and_orders_within_them_row_by_row(desk):
    guests = [{"_id": f"r{at}", "name": "A", "order": ["rose", "lily", "iris"]} for at in range(15)]
    for count in (1, 2, 2, 15):
        desk.send(guests=guests[:count])
    found = desk.summed_up()
    assert dict(found["guests"].facts) == {
        "count": "4", "least": "1", "most": "15", "mean": "5.0", "sum": "20"
    }  # fmt: skip
    spread = found["guests"].spread
    assert (spread[:3], spread[-1]) == ([("1", 1), ("2", 2), ("3", 0)], ("12+", 1))
    assert found["order"].grid.lines[0].counts == [20, 0, 0]


def test_the_page_draws_each_and_tells_it_in_a_table(supplier, desk, as_viewer):
    desk.send(
        flowers=["lily", "rose", "iris"], secret=["iris", "lily", "rose"], music={"fri": "slow"}
    )
    desk.send(guests=[{"_id": "a", "name": "A"}, {"_id": "b", "name": "B"}])
    desk.send(guests=[{"_id": "a", "name": "A"}])
    address = f"/studio/forms/{desk.form_id}/summary"
    page = supplier.client.get(address).get_data(as_text=True)
    assert "Slow &lt;b&gt;" in page
    assert page.count('class="bar-chart"') >= 3 + 3 + 4
    words = set(supplier.open(address).page.words)
    assert {"place 1", "place 3", "Lily", "1.0", "Friday", "Medicines", "Guests"} <= words
    as_viewer()
    assert "Medicines" not in supplier.open(address).text


def test_files_are_counted_by_kind_with_their_size(app, supplier, desk):
    address = f"/f/{desk.office.tenant.slug}/{SLUG}"
    for _ in range(2):
        page = Browser(app.test_client()).open(address)
        page.choose_file("photos-upload", "one.jpg", picture("JPEG")).press("submit")
    parts = desk.summed_up()["photos"]
    assert dict(parts.facts) == {"count": "2", "files": "2"}
    assert [(one.label, one.count) for one in parts.tallies] == [("image/jpeg", 2)]
    assert parts.bytes > 0
    supplier.open(f"/studio/forms/{desk.form_id}/summary")
    assert {"JPG", "files", "together"} <= set(supplier.page.words)


def invite(desk, *labels: str, at: datetime = NOON) -> list[Any]:
    with desk.office.work() as session:
        for label in labels:
            make_personal_link(
                session, form_id=desk.form_id, prefill={}, label=label,
                expires_at=at + timedelta(days=99), signing_key=SIGNING_KEY,
            )  # fmt: skip
        links = session.scalars(select(FormLink).where(FormLink.label.in_(labels))).all()
        ids = {one.label: one.id for one in links}
        session.execute(update(FormLink).where(FormLink.label.in_(labels)).values(created_at=at))
    return [ids[label] for label in labels]


def test_the_share_of_those_asked_follows_invitations_answers_and_withdrawals(desk):
    first, second, gone = invite(desk, "Ana", "Bea", "Gone")
    invite(desk, "Cleo", "Dora", at=NOON + timedelta(days=4))
    desk.send(NOON + timedelta(days=1), first, flowers=["iris", "lily", "rose"])
    desk.send(NOON + timedelta(days=2), first, flowers=["iris", "lily", "rose"])
    desk.send(NOON + timedelta(days=2), flowers=["iris", "lily", "rose"])
    desk.send(NOON + timedelta(days=6), second, flowers=["iris", "lily", "rose"])
    with desk.office.work() as session:
        withdrawn = update(FormLink).where(FormLink.id == gone).values(revoked_at=NOON)
        session.execute(withdrawn)
    with desk.office.work() as session:
        course = course_of(session, desk.form_id, zone="Europe/London")
    assert [(one.day[-2:], one.asked, one.answered, one.percent) for one in course.shares] == [
        ("20", 2, 0, 0), ("21", 2, 1, 50), ("24", 4, 1, 25), ("26", 4, 2, 50)
    ]  # fmt: skip
    assert [day[-2:] for day, _ in course.days] == ["21", "22", "26"]


def test_the_answers_of_one_day_rise_from_nothing(supplier, desk):
    desk.send(flowers=["iris", "lily", "rose"])
    page = supplier.client.get(f"/studio/forms/{desk.form_id}/summary").get_data(as_text=True)
    assert "From 20 Nov 2026 to 20 Nov 2026, 1 in all." in page
    line = re.search(r'<polyline[^>]* points="([^"]+)"', page)
    assert line
    (left, low), (right, high) = [tuple(map(float, one.split(","))) for one in line[1].split()]
    assert left < right
    assert low > high


def test_without_links_there_is_no_share_and_answers_over_time_are_told(supplier, desk):
    desk.send(flowers=["iris", "lily", "rose"])
    desk.send(NOON + timedelta(days=1), flowers=["iris", "lily", "rose"])
    address = f"/studio/forms/{desk.form_id}/summary"
    assert "Share of those asked" not in supplier.open(address).text
    assert "Answers over time" in supplier.page.words
    invite(desk, "Ana", "Bea")
    text = supplier.open(address).text
    assert "0 of 2 personal links were answered." in text
