"""Lists of guests, as suppliers paste them: lines of names, or a table out of a spreadsheet."""

from __future__ import annotations

import pytest

from wedforms.forms.errors import GuestsUnreadable
from wedforms.forms.guestlist import MOST_GUESTS, read_guests

QUESTIONS = {"Seats kept for you": "seats", "seats": "seats", "Guests": "guests"}
LANGUAGES = {"de": "de", "german": "de", "deutsch": "de", "en": "en-GB"}


def test_a_line_names_somebody_the_address_and_the_household():
    [ana, ben] = read_guests(
        "Ana Bell, ana@example.com, The Bells\n\nBen Hart", QUESTIONS, languages=LANGUAGES
    )
    assert (ana.name, ana.email, ana.household) == ("Ana Bell", "ana@example.com", "The Bells")
    assert (ben.name, ben.email, ben.household) == ("Ben Hart", "", "")


def test_whoever_is_pasted_twice_is_one_guest_but_two_people_may_have_one_name():
    twice = "Ana Bell, ana@example.com\nBen Hart\nAna Bell, ana@example.com\nBen Hart\nAna Bell, The Bells"
    found = [
        (one.name, one.email, one.household)
        for one in read_guests(twice, QUESTIONS, languages=LANGUAGES)
    ]
    ana, ben = ("Ana Bell", "ana@example.com", ""), ("Ben Hart", "", "")
    assert found == [ana, ben, ben, ("Ana Bell", "", "The Bells")]


@pytest.mark.parametrize("between", ["\t", ",", ";"])
def test_a_table_says_more_of_each_household(between):
    rows = [
        ["Name", "E-mail", "Household", "Seats kept for you", "guests"],
        ["Ana Bell", "ana@example.com", "The Bells", "2", '"Ana Bell\nCai Bell"'],
        ["Ben Hart", "", "", "1", ""],
    ]
    [ana, ben] = read_guests(
        "\n".join(between.join(row) for row in rows), QUESTIONS, languages=LANGUAGES
    )
    assert (ana.name, ana.email, ana.household) == ("Ana Bell", "ana@example.com", "The Bells")
    assert ana.typed == {"seats": "2", "guests": "Ana Bell\nCai Bell"}
    assert (ben.name, ben.typed) == ("Ben Hart", {"seats": "1"})


def test_a_heading_that_nothing_is_called_is_named():
    with pytest.raises(GuestsUnreadable) as unreadable:
        read_guests("Name\tShoe size\nAna Bell\t38", QUESTIONS, languages=LANGUAGES)
    assert unreadable.value.headings == ("Shoe size",)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Ana Bell\n, ,\nana@@example", (2, 3)),
        ("Name,E-mail\nAna,ana@example.com\n,\nBen,nobody\n,ben@", (4, 5)),
        ('Name,E-mail\nAna,"' + "x" * 200_000, (2,)),
    ],
)
def test_lines_that_name_nobody_are_counted(text, lines):
    with pytest.raises(GuestsUnreadable) as unreadable:
        read_guests(text, QUESTIONS, languages=LANGUAGES)
    assert unreadable.value.lines == lines


def test_more_than_the_most_are_refused_at_once():
    with pytest.raises(GuestsUnreadable) as unreadable:
        read_guests("Ana\n" * (MOST_GUESTS + 1), QUESTIONS, languages=LANGUAGES)
    assert unreadable.value.lines == ()


@pytest.mark.parametrize(
    ("said", "tag"),
    [("German", "de"), ("DEUTSCH", "de"), (" de ", "de"), ("en", "en-GB"), ("", "")],
)
def test_a_table_says_the_language_of_each_link(said, tag):
    table = f"Name\tLanguage\nAna Bell\t{said}"
    [ana] = read_guests(table, QUESTIONS, languages=LANGUAGES)
    assert (ana.name, ana.language) == ("Ana Bell", tag)


def test_languages_that_the_form_does_not_speak_are_named():
    table = "Name,Language\nAna,German\nBen,Klingon\nCai,Klingon"
    with pytest.raises(GuestsUnreadable) as unreadable:
        read_guests(table, QUESTIONS, languages=LANGUAGES)
    assert unreadable.value.languages == ("Klingon",)


def test_a_question_that_is_called_language_keeps_its_column():
    asked = {**QUESTIONS, "Language": "tongue"}
    [ana] = read_guests("Name,Language\nAna,Klingon", asked, languages=LANGUAGES)
    assert (ana.language, ana.typed) == ("", {"tongue": "Klingon"})
