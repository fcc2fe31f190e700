"""The builder over HTTP: its page, what it saves, what it draws, and who may."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from tests.web.browsing import Browser
from tests.web.every_type import EVERY_TYPE
from tests.web.supplier import post, sign_up
from wedforms.formspec.fieldtypes import FIELD_TYPES
from wedforms.lib.ids import uuid7


class Designer:
    """A supplier at work on one form of their own."""

    def __init__(self, browser: Browser, *, form_type: str = "rsvp") -> None:
        self.browser = browser
        made = post(browser, "/studio/forms/new", name="Autumn RSVP", form_type=form_type)
        assert made.status_code == 303, made.get_data(as_text=True)
        self.address = made.headers["Location"]
        self.form_id = self.address.split("/")[-2]
        self.data = self.read()

    def read(self) -> dict[str, Any]:
        page = self.browser.client.get(self.address).get_data(as_text=True)
        found = re.search(r'id="design-data">(.*?)</script>', page, re.DOTALL)
        assert found, page
        data: dict[str, Any] = json.loads(found[1])
        return data

    def send(self, *operations: dict[str, Any], revision: Any = None, **more: Any):
        body = {"revision": self.data["revision"] if revision is None else revision}
        return self.browser.client.post(
            self.address,
            json={**body, "operations": list(operations), **more},
            headers={"X-CSRFToken": self.data["token"]},
        )

    def do(self, *operations: dict[str, Any]) -> dict[str, Any]:
        answer = self.send(*operations)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        state: dict[str, Any] = answer.get_json()
        self.data |= {"revision": state["revision"]}
        return state

    def add(self, field_type: str = "text", *, label: str = "", parent: Any = None) -> str:
        added = str(uuid7())
        self.do(adding(added, field_type, parent=parent), *labelled(added, label))
        return added

    def get(self, path: str, **query: Any):
        return self.browser.client.get(f"/studio/forms/{self.form_id}/{path}", query_string=query)


def adding(field_id: str, field_type: str, *, parent: Any = None) -> dict[str, Any]:
    return {
        "do": "add", "id": field_id, "field_type": field_type, "parent": parent, "after": None,
    }  # fmt: skip


def labelled(field_id: str, label: str) -> list[dict[str, Any]]:
    return [change(field_id, "label", label)] if label else []


def change(field_id: str | None, name: str, value: Any, before: Any = None) -> dict[str, Any]:
    return {"do": "change", "field": field_id, "name": name, "before": before, "value": value}


@pytest.fixture
def settings(settings):
    return replace(settings, signup="open")


@pytest.fixture
def supplier(browser: Browser) -> Browser:
    sign_up(browser)
    return browser


@pytest.fixture
def designer(supplier: Browser) -> Designer:
    return Designer(supplier)


@pytest.fixture
def stranger(app) -> Browser:
    """Another supplier, of another organization."""
    other = Browser(app.test_client())
    sign_up(other, name="Other", email="other@example.com")
    return other


@pytest.mark.parametrize("given", [{"name": "", "form_type": "rsvp"}, {"name": "A"}])
def test_a_form_needs_a_name_and_a_kind(supplier, given):
    answer = post(supplier, "/studio/forms/new", **given)
    assert answer.status_code == 422
    assert 'class="problem"' in answer.get_data(as_text=True)


def test_a_new_form_opens_in_the_builder_with_every_kind_of_field_on_offer(designer):
    assert designer.data["fields"] == []
    assert designer.data["facts"]["name"] == "Autumn RSVP"
    offered = [name for one in designer.data["palette"]["families"] for name in one["types"]]
    assert sorted(offered) == sorted(FIELD_TYPES)
    assert designer.data["palette"]["types"].keys() == FIELD_TYPES.keys()


def test_only_countries_of_iso_are_offered(designer):
    offered = {one["value"] for one in designer.data["palette"]["choices"]["country"]}
    assert {"GB", "FR", "XK"} <= offered
    assert not offered & {"AC", "CP", "CQ", "DG", "EA", "IC", "TA", "EU", "ZZ"}


def test_a_new_group_begins_with_one_row(designer):
    guests = designer.add("group", label="Guests")
    designer.add(label="Name", parent=guests)
    [told] = [one for one in designer.read()["fields"] if one["id"] == guests]
    assert told["says"]["min_rows"] == 1
    shown = designer.get("preview").get_data(as_text=True)
    assert shown.count("data-row=") == 2, "the row and the template for more"


def test_every_key_and_setting_of_every_type_has_an_input(designer):
    types = designer.data["palette"]["types"]
    for name, kind in FIELD_TYPES.items():
        told = types[name]
        assert [one["name"] for one in told["settings"]] == list(kind.all_settings)
        keys = {one["name"] for one in told["keys"]}
        assert keys >= (kind.field_keys - {"fields"}) | {"key", "translations"}
        assert all(one["kind"] and one["title"] for one in (*told["settings"], *told["keys"]))


def test_what_is_saved_stands_in_the_page_when_it_is_opened_again(designer):
    field = designer.add(label="Your names")
    designer.do(change(field, "validation_rules.required", value=True))
    [again] = designer.read()["fields"]
    assert again["id"] == field
    assert again["says"]["key"] == "your_names"
    assert again["says"]["validation_rules"] == {"required": True}


def test_the_answer_tells_what_changed_and_what_is_wrong(designer):
    field = designer.add("dropdown", label="Meal")
    state = designer.do(change(field, "visible_if", "guests >"))
    assert [one["id"] for one in state["fields"]] == [field]
    [finding] = [one for one in state["findings"] if one["field"]]
    assert (finding["field"], finding["path"], finding["severity"]) == (
        field, "visible_if", "error",
    )  # fmt: skip


def test_missing_translations_are_told_once_and_not_at_each_question(designer):
    for label in ("Your name", "Your song"):
        designer.add(label=label)
    state = designer.do(change(None, "settings.languages", ["fr"]))
    told = [one for one in state["findings"] if "translation" in one["message"]]
    [(field, path, message)] = [(one["field"], one["path"], one["message"]) for one in told]
    assert (field, path) == (None, "settings.languages")
    assert message.startswith("3 translations are missing.")
    assert not [one for one in state["findings"] if one["field"]]


def test_a_second_window_learns_what_the_first_did(designer):
    field = designer.add(label="Name")
    seen = designer.get("design/changes", since=0).get_json()
    assert [one["id"] for one in seen["fields"]] == [field]
    nothing = designer.get("design/changes", since=seen["revision"]).get_json()
    assert set(nothing) == {"revision", "token"}


@pytest.mark.parametrize("since", ["", "x", "-9" * 30, "9" * 30])
def test_a_strange_revision_is_answered_calmly(designer, since):
    assert designer.get("design/changes", since=since).status_code == 200
    assert designer.send(revision=10**20).status_code == 200


def test_a_conflict_says_what_stands_there(designer):
    field = designer.add(label="Name")
    designer.do(change(field, "help", "Theirs"))
    answer = designer.send(change(field, "help", "Mine"))
    assert answer.status_code == 409
    assert answer.get_json() == {"at": 0, "theirs": "Theirs"}


def test_a_refusal_says_why_and_at_which_operation(designer):
    field = designer.add(label="Name")
    wrong = change(field, "validation_rules.max_length", "many")
    answer = designer.send(change(field, "help", "Help"), wrong)
    assert answer.status_code == 422
    assert answer.get_json()["at"] == 1
    assert "whole number" in answer.get_json()["problems"][0]["message"]
    assert "help" not in designer.read()["fields"][0]["says"]


@pytest.mark.parametrize(
    "operations",
    [
        "x",
        [1],
        [{"do": "explode"}],
        [{"do": "add"}],
        [{"do": "delete", "field": None}],
        [{"do": "delete", "field": "not an id"}],
        [{"do": "delete", "field": str(uuid4()), "organization_id": str(uuid4())}],
        [{"do": "change", "field": None, "name": "name", "before": None}],
        [{"do": "add", "id": 1, "field_type": "text", "parent": None, "after": None}],
        [{"do": ["add"]}],
        [{"do": "delete", "field": str(uuid4())}] * 201,
    ],
)
def test_bodies_of_another_shape_are_unreadable(designer, operations):
    answer = designer.browser.client.post(
        designer.address,
        json={"revision": 0, "operations": operations},
        headers={"X-CSRFToken": designer.data["token"]},
    )
    assert answer.status_code == 400
    assert answer.get_json()["message"]


def test_a_key_that_nobody_knows_and_a_missing_token_are_refused(designer):
    assert designer.send(more="x").status_code == 400
    bare = designer.browser.client.post(designer.address, json={"revision": 0, "operations": []})
    assert bare.status_code == 400


def test_the_canvas_draws_every_kind_of_field_with_the_macros_of_the_page(designer):
    for kind in FIELD_TYPES.values():
        designer.add(kind.name, label=f"A {kind.name}")
    page = designer.get("design/canvas").get_data(as_text=True)
    drawn = re.findall(r'data-drawn="([^"]+)"', page)
    groups = [one for one in designer.read()["fields"] if one["says"]["field_type"] == "group"]
    undrawn = {one["id"] for one in groups} | {
        one["id"] for one in designer.read()["fields"] if one["says"]["field_type"] == "picture"
    }
    assert {one["id"] for one in designer.read()["fields"]} - set(drawn) == undrawn
    assert 'type="email"' in page


def test_one_field_of_the_canvas_is_drawn_alone_and_unfinished_ones_too(designer):
    first = designer.add(label="First")
    second = designer.add("dropdown", label="Second")
    designer.do(change(second, "visible_if", "first >"), change(second, "help", "Why"))
    page = designer.get("design/canvas", field=second).get_data(as_text=True)
    assert second in page
    assert first not in page
    assert "Why" in page


def test_what_suppliers_type_is_never_markup(designer):
    attack = "<img src=x onerror=alert(1)></script><script>alert(2)</script>"
    field = designer.add(label=attack)
    designer.do(change(None, "name", attack, before="Autumn RSVP"), change(field, "help", attack))
    for path in ("design", "design/canvas", "preview"):
        page = designer.get(path).get_data(as_text=True)
        assert "<img src=x" not in page
        assert "<script>alert" not in page


def test_the_preview_is_the_page_and_sends_nothing(designer):
    designer.add(label="Your names")
    page = designer.browser.open(f"/studio/forms/{designer.form_id}/preview")
    assert "Your names" in page.text
    page.fill(your_names="Ana").press("review")
    assert page.status == 200
    assert "This is a preview: nothing is sent or kept." in page.text
    assert page.values("your_names") == ["Ana"]


def test_the_preview_adds_rows_and_shows_problems(designer):
    group = designer.add("group", label="Guests")
    inner = designer.add(label="Name", parent=group)
    designer.do(change(inner, "validation_rules.required", value=True))
    page = designer.browser.open(f"/studio/forms/{designer.form_id}/preview")
    page.press("add:guests")
    rows = [one.name for one in page.page.controls if one.name.endswith("-name")]
    assert len(rows) == 2, "the one that is there from the start, and another"
    page.press("review")
    assert [page.values(row) for row in rows] == [[""], [""]]
    assert page.page.problems


def test_the_preview_of_something_unfinished_leaves_it_out(designer):
    assert "nothing to see yet. Add a question" in designer.get("preview").get_data(as_text=True)
    designer.add(label="Name")
    designer.do(change(designer.add("calculation", label="Total"), "help", "Later"))
    page = designer.get("preview").get_data(as_text=True)
    assert "Name" in page
    assert "Total" not in page


def test_the_preview_is_framed_by_our_own_pages_alone(designer):
    designer.add(label="Name")
    headers = designer.get("preview").headers
    assert "frame-ancestors 'self'" in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "trusted-types 'none'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in designer.get("design").headers["Content-Security-Policy"]


def test_another_organization_reaches_nothing_of_it(designer, stranger):
    field = designer.add(label="Name")
    for path in ("design", "design/changes", "design/canvas", "design/deleted", "preview"):
        answer = stranger.client.get(f"/studio/forms/{designer.form_id}/{path}")
        assert answer.status_code == 404, path
    theirs = Designer(stranger)
    theirs.address = designer.address
    assert theirs.send({"do": "delete", "field": field}).status_code == 404
    assert [one["id"] for one in designer.read()["fields"]] == [field]


def test_kinds_of_results_are_called_as_people_call_them(designer):
    told = json.dumps(designer.data["palette"]["types"]["calculation"])
    assert "Boolean" not in told
    assert '{"value": "boolean", "title": "Yes or no"}' in told


def test_deleted_fields_are_listed_and_come_back(designer):
    field = designer.add(label="Name")
    designer.do({"do": "delete", "field": field})
    [deleted] = designer.get("design/deleted").get_json()
    assert (deleted["id"], deleted["label"]) == (field, "Name")
    designer.do({"do": "restore", "field": field})
    assert designer.get("design/deleted").get_json() == []


def test_a_deleted_form_is_offered_back(designer):
    browser = designer.browser
    gone = post(browser, f"/studio/forms/{designer.form_id}/delete", seen="/studio/forms")
    page = browser.client.get(gone.headers["Location"]).get_data(as_text=True)
    assert "was deleted" in page
    assert designer.get("design").status_code == 404
    post(browser, f"/studio/forms/{designer.form_id}/restore", seen=gone.headers["Location"])
    assert designer.get("design").status_code == 200


def test_a_form_that_was_deleted_long_ago_is_listed_and_comes_back(designer, stranger):
    browser, lists = designer.browser, "/studio/forms/deleted"
    assert lists not in browser.client.get("/studio/forms").get_data(as_text=True)
    post(browser, f"/studio/forms/{designer.form_id}/delete", seen="/studio/forms")
    assert f'href="{lists}"' in browser.client.get("/studio/forms").get_data(as_text=True)
    restore = f"/studio/forms/{designer.form_id}/restore"
    assert f'action="{restore}"' in browser.client.get(lists).get_data(as_text=True)
    assert "No form is deleted." in stranger.client.get(lists).get_data(as_text=True)
    assert post(stranger, restore, seen=lists).status_code == 404
    post(browser, restore, seen=lists)
    assert designer.get("design").status_code == 200
    assert restore not in browser.client.get(lists).get_data(as_text=True)


def test_without_scripts_the_page_says_so_and_lists_the_fields(designer):
    designer.add(label="Your names")
    page = designer.browser.open(designer.address)
    assert "Designing a form needs JavaScript" in page.text
    assert "Your names" in page.text


def test_every_kind_of_question_opens_in_builder_canvas_and_preview(supplier, publish):
    del publish
    designer = Designer(supplier, form_type="questionnaire")
    for field in EVERY_TYPE["fields"]:
        added = designer.add(field["field_type"], label=field.get("label", ""))
        rules = field.get("validation_rules", {})
        designer.do(*[change(added, f"validation_rules.{name}", rules[name],
                             before=FIELD_TYPES[field["field_type"]].starts_with.get(name))
                      for name in rules])  # fmt: skip
    assert designer.get("design/canvas").status_code == 200
    assert designer.get("preview").status_code == 200
