"""What Zoë and José answer in the photography contract, and what the Shah family answers in the RSVP."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from tests.browser.person import Says, Typed, Uploaded

_SATURDAY: Final = 5

#: 8 hours 1,650.00, one more 150.00, second photographer 350.00, album 395.00, 30 miles there and back 27.00
TOTAL, DEPOSIT, BALANCE = 257_200, 64_500, 192_700
TOTAL_WORDS, DEPOSIT_WORDS, BALANCE_WORDS = "£2,572.00", "£645.00", "£1,927.00"

_INITIALLED: Final = (
    "If you cancel",
    "Moving the day",
    "One photographer",
    "Your pictures and ours",
    "If something goes wrong",
    "Illness and substitutes",
    "A meal for the crew",
)

PARTNERS: Final = ("Zoë O’Brien", "José García")


def wedding_day(today: date) -> date:
    """A Saturday about ten months ahead: no midweek discount, nothing due yet."""
    day = today + timedelta(days=300)
    return day + timedelta(days=(_SATURDAY - day.weekday()) % 7)


def contract_pages(today: date, picture: Path) -> Sequence[Sequence[Says]]:
    """The answers of the photography contract, page by page."""
    return (
        _you_two(),
        _your_day(wedding_day(today)),
        _your_collection(),
        _the_agreement(),
        _the_signatures(picture),
    )


def _you_two() -> list[Says]:
    return [
        Says("First partner: full name", PARTNERS[0]),
        Says("First partner: email", "zoe@example.com"),
        Says("First partner: mobile", "07700 900123"),
        Says("Second partner: full name", PARTNERS[1]),
        Says("Second partner: email", "jose@example.com"),
        Says("Second partner: mobile", "+34 612 34 56 78"),
        Says(
            "Your address",
            {"Address line 1": "1 High Street", "Town or city": "Bath", "Postcode": "BA1 1AA"},
        ),
    ]


def _your_day(day: date) -> list[Says]:
    return [
        Says("Wedding date", day.isoformat()),
        Says("Ceremony starts at", "14:00"),
        Says("Ceremony venue", "St Mary, Bath"),
        Says("Is the reception at the same place?", "No"),
        Says("Reception venue", "The Old Mill, Frome"),
        Says("Miles from Frome to your venue, one way", "80"),
        Says("Number of guests", "140"),
    ]


def _your_collection() -> list[Says]:
    return [
        Says("Collection", "Classic, 8 hours"),
        Says("Extra hours", "1"),
        Says("Album", "30 pages"),
    ]


def _the_agreement() -> list[Says]:
    return [
        Says("May we show your pictures?", "Ask us first, picture by picture"),
        Says("Which meals will you order for us?", "Vegetarian"),
        *(
            Says(f"{partner}: initials to “{clause}”", letters)
            for clause in _INITIALLED
            for partner, letters in (("First partner", "ZO"), ("Second partner", "JG"))
        ),
    ]


def _the_signatures(picture: Path) -> list[Says]:
    return [
        Says("We have read how Ivy & Lark uses our data.", answer=True),
        Says(
            "We understand that we may cancel this contract within fourteen days of signing,"
            " without giving a reason, and get our money back.",
            answer=True,
        ),
        Says("First partner: signature", Typed(PARTNERS[0])),
        Says("Second partner: signature", Uploaded(PARTNERS[1], picture)),
    ]


_GUESTS: Final[Sequence[Mapping[str, Any]]] = (
    {
        "The ceremony, at two o’clock": "Yes, gladly",
        "The wedding breakfast, at four": "Yes, gladly",
        "The evening party, from half past seven": "Yes, gladly",
        "Age on the day": "Adult or teenager",
        "Any dietary needs or allergies?": "Yes",
        "Which ones?": ["Vegan", "Severe nut allergy"],
        "Is an adrenaline pen carried?": "Yes",
        "Starter": "Heritage tomatoes, basil oil, toasted seeds",
        "Main course": "Charred aubergine, chickpeas, herbed quinoa",
        "Dessert": "Raspberry sorbet, summer berries",
        "A seat on the coach?": "Yes",
    },
    {
        "The ceremony, at two o’clock": "Yes, gladly",
        "The wedding breakfast, at four": "Yes, gladly",
        "The evening party, from half past seven": "No, sadly",
        "Age on the day": "Child, 3 to 12",
        "Any dietary needs or allergies?": "No",
        "Starter": "Melon and grapes",
        "Main course": "Tomato pasta",
        "Dessert": "Vanilla ice cream",
    },
    {
        "Name": "陳大文",
        "Will this seat stay empty?": "No, someone is coming with me",
        "The ceremony, at two o’clock": "No, sadly",
        "The wedding breakfast, at four": "No, sadly",
        "The evening party, from half past seven": "Yes, gladly",
        "Age on the day": "Adult or teenager",
        "Any dietary needs or allergies?": "No",
        "A song that gets you dancing": "Dancing Queen",
    },
)


def reply_pages() -> Sequence[Sequence[Says]]:
    """The answers of a household of three, page by page."""
    guests = [
        Says(label, answer, row=row)
        for row, answers in enumerate(_GUESTS)
        for label, answer in answers.items()
    ]
    return (
        (),
        guests,
        (
            Says("A message for Amara and Joe", "We can’t wait!\nPriya & Rohan"),
            Says("You may share our dietary needs with the caterer.", answer=True),
        ),
    )
