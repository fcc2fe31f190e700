"""What the builder offers, the server enforces: every violation is posted raw and refused in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from uuid import uuid4

import pytest
import time_machine

from tests.abuse.every_violation import (
    Attack,
    attacking,
    attacks_by_type,
    form_of_attacks,
    form_of_attacks_in_rows,
    neighbour_inputs,
)
from tests.abuse.site import Site, opened, read, summary_of
from tests.web.browsing import PageReader
from wedforms.formspec.answers import read_answers
from wedforms.formspec.errors import AnswersRejected, Problem
from wedforms.formspec.messages import say
from wedforms.formspec.reading import read_definition
from wedforms.formspec.schema import CompiledForm, compile_form
from wedforms.wtf.inputs import read_inputs

TODAY = datetime(2026, 11, 1, 12, tzinfo=UTC)
BY_TYPE = attacks_by_type()
#: Controls that can show only what is offered, so that a value never offered has no place in them.
OFFERED = ("radio", "checkbox", "select")

each_type = pytest.mark.parametrize("found", BY_TYPE.values(), ids=BY_TYPE)


@pytest.fixture(scope="module", autouse=True)
def _that_day() -> Iterator[None]:
    with time_machine.travel(TODAY, tick=True):
        yield


@pytest.fixture(scope="module")
def address(site: Site) -> str:
    return site.publish(form_of_attacks(), slug="every-violation")


@pytest.fixture(scope="module")
def address_of_rows(site: Site) -> str:
    return site.publish(form_of_attacks_in_rows(), slug="every-violation-in-rows")


@pytest.fixture(scope="module")
def compiled() -> CompiledForm:
    return compile_form(read_definition(form_of_attacks()))


@pytest.fixture(scope="module")
def own(site: Site, address: str) -> dict[str, str]:
    return opened(site, address)


@pytest.fixture(scope="module")
def own_of_rows(site: Site, address_of_rows: str) -> dict[str, str]:
    return opened(site, address_of_rows)


def problems_of(compiled: CompiledForm, inputs: dict[str, list[str]]) -> list[Problem]:
    with pytest.raises(AnswersRejected) as rejected:
        read_answers(compiled, read_inputs(compiled, inputs), today=TODAY.date())
    return list(rejected.value.problems)


def pressed(own: dict[str, str], **more: str) -> dict[str, str]:
    """The page's own inputs with a fresh attempt, as if every question was shown live."""
    kept = {name: value for name, value in own.items() if name != "_shown"}
    return {**kept, "_attempt": str(uuid4()), "_action": "submit", **more}


def assert_kept(page: PageReader, inputs: dict[str, list[str]]) -> None:
    """Everything typed still stands in the page, where a control can hold it."""
    for name, values in inputs.items():
        controls = [one for one in page.controls if one.name == name]
        shown = [one.value for one in controls if one.checked]
        if all(one.type in OFFERED for one in controls):
            offered = {text for one in controls for text in (one.value, *one.options)}
            typed = sorted({value for value in values if value in offered})
            assert sorted(value for value in shown if value) == typed, name
        else:
            assert sorted(shown) == sorted(values), name


def assert_anchored(page: PageReader, keys: Iterable[str]) -> None:
    """The list of problems leads to these questions and no other, at places that exist."""
    anchors = [link.partition("#")[2] for link in summary_of(page)]
    assert set(anchors) <= set(page.ids)
    for key in keys:
        mine = [one for one in anchors if one == f"f-{key}" or one.startswith(f"f-{key}-")]
        assert mine, key
        anchors = [one for one in anchors if one not in mine]
    assert anchors == []


@each_type
def test_violations_are_refused_at_their_questions_and_nothing_typed_is_lost(
    site, address, own, compiled, found: list[Attack]
):
    inputs = {**neighbour_inputs(), **attacking(found)}
    response = site.post(address, {**pressed(own), **inputs})
    assert response.status_code == 422
    page = read(response)
    assert_anchored(page, [one.key for one in found])
    problems = {one.path: one for one in problems_of(compiled, inputs)}
    for one in found:
        words = say(problems[one.path], compiled.fields[one.key], "en-GB")
        assert words in page.problem_of(one.key), one.key
    assert_kept(page, inputs)


@each_type
def test_violations_in_a_row_are_refused_at_their_row(site, address_of_rows, own_of_rows, found):
    inputs = {"guests-_rows": ["a1"], **neighbour_inputs(), **attacking(found, "guests-a1-")}
    response = site.post(address_of_rows, {**pressed(own_of_rows), **inputs})
    assert response.status_code == 422
    page = read(response)
    assert_anchored(page, [f"guests-a1-{one.key}" for one in found])
    assert_kept(page, inputs)


@pytest.fixture(scope="module")
def draft(site: Site, address: str, own: dict[str, str]) -> str:
    """A draft that scripts save to, one attack after the other."""
    started = site.client.post(f"{address}/drafts", json={"_token": own["_token"]})
    assert started.status_code == 201
    return started.get_json()["url"]


@each_type
def test_violations_saved_by_a_script_are_refused_when_they_are_sent(site, draft, own, found):
    inputs = {**neighbour_inputs(), **attacking(found)}
    saved = site.client.post(f"{draft}/answers", json={"_token": own["_token"], "inputs": inputs})
    assert saved.status_code == 200
    looked = site.client.get(f"{draft}?page=review")
    assert looked.status_code == 200
    sent = site.post(draft, pressed(own, _page="review"))
    assert sent.status_code == 422
    for response in (looked, sent):
        links = summary_of(read(response))
        assert [
            one.key for one in found if not any(f"#f-{one.key}" in link for link in links)
        ] == []


def test_none_of_it_was_taken(site, address, address_of_rows):
    """What every test above left behind is drafts, and those of one organization alone."""
    assert site.sent(address) == site.sent(address_of_rows) == []
    assert site.ledger(site.theirs).value("select count(*) from form_submissions") == 0


def test_right_answers_beside_them_are_taken(site, address, own, compiled):
    response = site.post(address, {**pressed(own), **neighbour_inputs()})
    assert response.status_code == 303
    [row] = site.sent(address)
    right = {key for key in compiled.fields if key.startswith("right_")}
    assert set(row["submission_data"]) == right
