"""Rows beyond counting, with names that no page gives, twice, or in nobody's order."""

from __future__ import annotations

import pytest

from tests.abuse.site import Site, assert_calm, opened, own_inputs, read, summary_of
from tests.web.forms import field, form, required

TABLES = form(
    required("who"),
    field("guests", "group", max_rows=300, fields=[required("name"), field("age", "number")]),
    field("tables", "group", fields=[
        field("title"), field("seats", "group", fields=[field("person")]),
    ]),
    name="Tables",
    settings={"review": False},
)  # fmt: skip
#: Ids that no page makes, and what would go wrong if they were believed.
ODD = [
    "a-b",
    "<script>",
    '"><img src=x>',
    "é",
    "../x",
    "a" * 41,
    "-",
    "__row0__",
    "'",
    "%00",
    "{{7919*7907}}",
]


@pytest.fixture(scope="module")
def address(site: Site) -> str:
    return site.publish_twice(TABLES)[0]


@pytest.fixture(scope="module")
def own(site: Site, address: str) -> dict[str, str]:
    return opened(site, address)


def guests(names: list[str], **more: str) -> dict[str, str]:
    inputs = {f"guests-{row}-name": f"Guest {row}" for row in names}
    return {"who": "Ana", "guests-_rows": " ".join(names), **inputs, **more}


def test_one_row_too_many_is_refused_at_its_group_with_all_rows_kept(site, address, own):
    rows = [f"r{number}" for number in range(301)]
    response = site.post(address, {**own, **guests(rows), "_action": "submit"})
    assert response.status_code == 422
    page = read(response)
    assert summary_of(page) == ["#f-guests-field"]
    kept = {one.name: one.value for one in page.controls}
    assert kept["guests-_rows"].split() == rows
    assert kept["guests-r300-name"] == "Guest r300"


def test_problems_in_every_row_are_all_told(site, address, own):
    rows = [f"r{number}" for number in range(300)]
    nameless = {name: "" for name in guests(rows) if name.endswith("-name")}
    response = site.post(address, {**own, **guests(rows, **nameless), "_action": "submit"})
    assert response.status_code == 422
    assert len(summary_of(read(response))) == 300


@pytest.mark.parametrize(
    "inputs",
    [
        {"guests-_rows": " ".join(f"r{number}" for number in range(90_000))},
        {f"guests-r{number}-name": "x" for number in range(15_000)},
        {"tables-_rows": " ".join(f"r{number}" for number in range(15_000))},
        {"tables-_rows": "t", "tables-t-seats-_rows": " ".join(f"r{n}" for n in range(90_000))},
    ],
    ids=["stated", "named", "nested", "inner"],
)
def test_rows_beyond_what_a_page_holds_are_too_much_before_they_are_drawn(
    site, address, own, inputs
):
    for action in ("submit", "save"):
        response = site.post(address, {**own, **inputs, "_action": action})
        assert_calm(response)
        assert response.status_code == 413
    begun = site.client.post(f"{address}/drafts", json={"_token": own["_token"]}).get_json()["url"]
    body = {"_token": own["_token"], "inputs": {name: [text] for name, text in inputs.items()}}
    assert site.client.post(f"{begun}/answers", json=body).status_code == 413
    assert site.client.get(begun).status_code == 200


def test_a_draft_does_not_grow_without_end(site, address, own):
    begun = site.client.post(f"{address}/drafts", json={"_token": own["_token"]}).get_json()["url"]
    seen = []
    for number in range(5):
        inputs = {f"who-part{number}": ["x" * 300_000]}
        body = {"_token": own["_token"], "inputs": inputs}
        seen.append(site.client.post(f"{begun}/answers", json=body).status_code)
    assert seen[0] == 200
    assert seen[-1] == 413
    assert site.client.get(begun).status_code == 200


def test_removing_ever_so_many_rows_is_no_work(site, address, own):
    begun = site.client.post(f"{address}/drafts", json={"_token": own["_token"]}).get_json()["url"]
    save = f"{begun}/answers"
    many = {f"guests-r{number}-name": ["x"] for number in range(4_000)}
    assert site.client.post(save, json={"_token": own["_token"], "inputs": many}).status_code == 200
    body = {"_token": own["_token"], "removed": [f"guests-r{number}" for number in range(20_000)]}
    assert site.client.post(save, json=body).status_code == 200
    names = site.drafts(address)[-1]["draft_data"]
    assert not [name for name in names if name.startswith("guests-r")]


@pytest.mark.parametrize("row", ODD)
def test_a_row_with_an_odd_name_is_refused_and_its_page_is_harmless(site, address, own, row):
    response = site.post(address, {**own, **guests([row]), "_action": "submit"})
    assert_calm(response)
    assert response.status_code == 422
    said = response.get_data(as_text=True)
    assert "<script>" not in said.replace("<script type", "")
    assert "<img src=x>" not in said
    assert str(7919 * 7907) not in " ".join(read(response).words)


@pytest.mark.parametrize("verb", ["add", "remove", "up", "down", "drop"])
def test_buttons_that_no_page_has_do_nothing(site, address, own, verb):
    names = [
        "", "guests", "guests-zz", "nobody", "nobody-a1", "who", "tables-zz-seats",
        "guests-a1-name", "guests\r\nSet-Cookie: a=b", "tables-\r\n-seats", "gue\0sts", "-", "---",
        "guests" + "-a1" * 5_000, "certificate/0", "é\u2028/x",
    ]  # fmt: skip
    for name in names:
        action = f"{verb}:{name}"
        response = site.post(address, {**own, **guests(["a1"]), "_action": action})
        assert_calm(response)
        assert response.status_code == 303, action
        assert "\n" not in response.headers["Location"]
        stored = site.drafts(address)[-1]["draft_data"]
        assert {one.partition("-")[0] for one in stored} <= {"who", "guests"}, action


def test_the_same_row_twice_counts_once(site, address, own):
    twice = {**guests(["a1"]), "guests-_rows": ["a1 a1", "a1"]}
    response = site.post(address, {**own, **twice, "_action": "submit"})
    assert response.status_code == 303
    [row] = site.sent(address)
    assert [one["_id"] for one in row["submission_data"]["guests"]] == ["a1"]


def test_one_answer_sent_twice_is_one_answer(site):
    address = site.publish(TABLES)
    own = opened(site, address)
    response = site.post(address, {**own, "who": ["Ana", "Mallory"], "_action": ["submit", "save"]})
    assert response.status_code == 303
    assert [row["submission_data"] for row in site.sent(address)] == [{"who": "Ana"}]


def test_inputs_that_no_question_asks_for_are_passed_over(site):
    address = site.publish(TABLES)
    own = opened(site, address)
    strange = {"status": "approved", "organization_id": str(site.theirs.id), "_id": "x",
               "submission_data": "{}", "who-given": "x", "guests-__proto__-name": "", "__proto__": "x"}  # fmt: skip
    saved = site.post(address, {**own, "who": "Ana", **strange, "_action": "save"})
    draft = saved.headers["Location"].partition("?")[0]
    assert site.client.get(draft).status_code == 200
    stored = site.drafts(address)[-1]["draft_data"]
    assert {name.partition("-")[0] for name in stored} <= {"who", "guests"}


def test_a_damaged_note_of_the_page_is_refused_and_the_draft_stays(site):
    address = site.publish(TABLES)
    saved = site.post(address, {**opened(site, address), "who": "Ana", "_action": "save"})
    draft = saved.headers["Location"].partition("?")[0]
    before = site.drafts(address)[-1]["draft_data"]
    own = own_inputs(read(site.client.get(draft)))
    for base in ("{", "[]", '{"who": 1}', "[" * 100_000, '{"who": ' + "9" * 5_000 + "}", "\0"):
        response = site.post(draft, {**own, "who": "Mallory", "_base": base, "_action": "save"})
        assert_calm(response)
        assert response.status_code == 400, base[:20]
    for base in ('{"\\u0000": "x"}', '{"\\ud800": "x"}', '{"status": "x", "zz-_rows": "a b"}'):
        response = site.post(draft, {**own, "who": "Ana", "_base": base, "_action": "save"})
        assert response.status_code in (303, 400), base
    after = site.drafts(address)[-1]["draft_data"]
    assert {name: one["v"] for name, one in after.items() if one["v"]} == {
        name: one["v"] for name, one in before.items() if one["v"]
    }
