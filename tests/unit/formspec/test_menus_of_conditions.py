"""The shared cases of conditions by menus say what the server says of them (the scripts read them too)."""

from __future__ import annotations

from tests.cases.reading import load
from tests.cases.write_trees import compact, complete_conditions
from wedforms.formspec.sight import sight_of

CASES = load("conditions")


def test_the_cases_are_up_to_date():
    assert compact(complete_conditions(CASES)) == compact(CASES)


def test_what_menus_show_is_right_to_the_server():
    sight = sight_of(CASES["form"], CASES["path"])
    for case in CASES["shown"]:
        for tree in (case["tree"], case["written"]):
            assert sight.judge(tree).problems == () or tree is None, case["text"]
