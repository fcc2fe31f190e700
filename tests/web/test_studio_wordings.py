"""An option gets another name: who chose it before is counted under the words of then."""

from __future__ import annotations

import io

import openpyxl
import pytest
from sqlalchemy.orm import Session

from tests.web.forms import field, form, required
from tests.web.results import answer, ids, settings, supplier
from tests.web.versions import redraft
from wedforms.core.engine import create_engine_for
from wedforms.core.tenancy import tenant_transaction
from wedforms.submissions import wordings
from wedforms.submissions.count import recount_answers

__all__ = ["ids", "settings", "supplier"]


def dinner(first: str, *more: str):
    """An RSVP whose first dish is called so; its value is always 1."""
    options = [{"value": str(at), "label": label} for at, label in enumerate((first, *more), 1)]
    asked = form(
        required("who", label="Your name"),
        required("there", "yes_no", label="Are you coming?"),
        field("meal", "menu_choice", "Main course", options=options),
        settings={"review": False},
    )
    return {**asked, "form_type": "rsvp", "name": "Dinner"}


@pytest.fixture
def send(app, publish):
    """Publish a dinner, and let so many people choose its first dish."""

    def sent(definition, *people: str) -> None:
        address = publish(definition)
        for who in people:
            answer(app, address, who=who, there="yes", meal="1")

    return sent


@pytest.fixture
def shown(supplier, ids, database, two_organizations):
    """What a page of the form says in one line, once the worker has counted."""

    def page(name: str) -> str:
        form_id, [latest, *_] = ids()
        engine = create_engine_for(database.worker)
        with tenant_transaction(Session(engine), two_organizations.ours.id) as session:
            recount_answers(session, latest)
        engine.dispose()
        return " ".join(supplier.open(f"/studio/forms/{form_id}/{name}").text.split())

    return page


def test_each_page_counts_under_the_words_of_then(send, shown, supplier):
    send(dinner("Beef", "Trout"), "Ana", "Ben")
    send(dinner("Lamb", "Trout"), "Cy")
    for page in ("board", "summary"):
        assert "Lamb 1 Beef (as asked in version 1) 2 Trout 0" in shown(page)
    told = shown("caterer")
    assert "Main course Beef (as asked in version 1) 2" in told
    assert "Main course Lamb 1" in told
    token = supplier.values("csrf_token")[0]
    book = supplier.client.post(supplier.address, data={"csrf_token": token, "shape": "xlsx"})
    dishes = openpyxl.load_workbook(io.BytesIO(book.data))["Dishes"]
    rows = {tuple(cell.value for cell in row) for row in dishes.iter_rows()}
    assert rows == {
        ("Main course", "Beef (as asked in version 1)", 2),
        ("Main course", "Lamb", 1),
    }


def test_an_option_that_is_gone_is_counted_too(send, shown):
    send(dinner("Beef", "Trout"), "Ana", "Ben")
    gone = dinner("Beef", "Trout")
    gone["fields"][2]["options"] = gone["fields"][2]["options"][1:]
    send(gone)
    for page in ("board", "summary"):
        assert "Trout 0 Beef (as asked in version 1) 2" in shown(page)


def test_names_stand_side_by_side_where_there_are_too_many_to_tell_apart(send, shown, monkeypatch):
    monkeypatch.setattr(wordings, "MOST_READ", 2)
    send(dinner("Beef", "Trout"), "Ana", "Ben")
    send(dinner("Lamb", "Trout"), "Cy")
    assert "Lamb (earlier “Beef”) 3" in shown("board")


def test_what_was_never_renamed_is_told_as_ever(send, shown):
    send(dinner("Beef", "Trout"), "Ana")
    send(dinner("Beef", "Trout", "Pie"), "Ben")
    assert "Beef 2 Trout 0 Pie 0" in shown("board")


def test_publishing_warns_how_many_chose_it_by_its_name(
    send, shown, tenant_session, two_organizations
):
    send(dinner("Beef", "Trout"), "Ana", "Ben")
    redraft(tenant_session, two_organizations.ours, dinner("Lamb", "Trout"))
    assert "2 people chose “Beef”; their answers go on saying so." in shown("publish")
    send(dinner("Lamb", "Trout"), "Cy")
    redraft(tenant_session, two_organizations.ours, dinner("Pork", "Trout"))
    assert "1 person chose “Lamb”; their answer goes on saying so." in shown("publish")


def test_a_yes_or_no_with_places_is_counted_under_its_own_words(app, publish, shown):
    party = dinner("Beef")
    limited = [
        {"value": "yes", "label": "Gladly", "places": 9},
        {"value": "no", "label": "Sadly not"},
    ]
    party["fields"][1] = required("there", "yes_no", label="The party", options=limited)
    address = publish(party)
    answer(app, address, who="Ana", there="yes", meal="1")
    answer(app, address, who="Ben", there="no", meal="1")
    answer(app, address, who="Cy", there="no", meal="1")
    assert "Gladly 1 Sadly not 2" in shown("summary")
    assert "Gladly 1 of 9 Sadly not 2" in shown("board")
