"""Whatever a guest cannot eat, the RSVP offers something in every course, and never the wrong thing."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from typing import Any, Final

import pytest

from tests.unit.demo.forms import form
from wedforms.formspec.calculation import settle

TODAY: Final = date(2026, 11, 23)
PARTY: Final = 200
COURSES: Final = ("starter", "main", "dessert")
NEEDS: Final = (
    "vegetarian",
    "vegan",
    "coeliac",
    "dairy",
    "nut_severe",
    "halal",
    "kosher",
    "pescatarian",
    "pregnancy",
)
SETS_OF_NEEDS: Final = [
    needs for size in range(1, len(NEEDS) + 1) for needs in combinations(NEEDS, size)
]


def guest(number: int, age_band: str, needs: tuple[str, ...]) -> dict[str, Any]:
    return {
        "_id": f"g{number}",
        "attending_breakfast": True,
        "age_band": age_band,
        "dietary_any": True,
        "dietary_flags": list(needs),
    }


def offered(age_band: str, sets_of_needs: list[tuple[str, ...]]) -> list[dict[str, set[str]]]:
    """For each guest, what can be chosen in each course."""
    parties = [sets_of_needs[at : at + PARTY] for at in range(0, len(sets_of_needs), PARTY)]
    return [menu for party in parties for menu in offered_to_party(age_band, party)]


def offered_to_party(
    age_band: str, sets_of_needs: list[tuple[str, ...]]
) -> list[dict[str, set[str]]]:
    rsvp = form("rsvp")
    guests = [guest(at, age_band, needs) for at, needs in enumerate(sets_of_needs)]
    state = settle(rsvp.plan, {"guests": guests}, today=TODAY)
    return [
        {
            course: {
                option.value
                for option in rsvp.plan.fields[course].field.options
                if (f"guests.{at}.{course}", option.value) not in state.disabled
            }
            for course in COURSES
        }
        for at in range(len(guests))
    ]


@pytest.mark.parametrize("age_band", ["adult", "child"])
def test_every_set_of_needs_has_something_in_each_course(age_band: str) -> None:
    hungry = [
        (needs, course)
        for needs, menu in zip(SETS_OF_NEEDS, offered(age_band, SETS_OF_NEEDS), strict=True)
        for course in COURSES
        if not menu[course]
    ]
    assert hungry == []


@pytest.mark.parametrize("age_band", ["adult", "child"])
def test_a_further_need_never_adds_a_dish_of_the_open_kitchen(age_band: str) -> None:
    menus = dict(zip(SETS_OF_NEEDS, offered(age_band, SETS_OF_NEEDS), strict=True))
    for needs, menu in menus.items():
        for need in needs:
            for course in COURSES:
                assert menu[course] - {"kosher"} <= menus[(need,)][course]


def test_who_needs_nothing_may_choose_every_grown_up_dish() -> None:
    (menu,) = offered("adult", [()])
    assert {course: len(dishes) for course, dishes in menu.items()} == {
        "starter": 4,
        "main": 5,
        "dessert": 4,
    }
