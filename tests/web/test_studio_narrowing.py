"""Narrowing a list by answers that no index holds: secret ones, ranks, cells and files."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from tests.factories.uploads import picture
from tests.web.browsing import Browser
from tests.web.forms import field, form, required
from tests.web.results import answer, as_viewer, ids, indexed, settings, supplier
from wedforms.core.security import AuditLog

__all__ = ["as_viewer", "ids", "indexed", "settings", "supplier"]

FLOWERS = [{"value": "rose", "label": "Roses"}, {"value": "lily", "label": "Lilies"}]
DAYS = [{"value": "fri", "label": "Friday"}, {"value": "sat", "label": "Saturday"}]
MUSIC = [{"value": "jazz", "label": "Jazz"}, {"value": "harp", "label": "A harp"}]
LONG = f"{'We met in the rain. ' * 60}It was beside a lighthouse."
DIETS = [{"value": "vegan", "label": "Vegan"}, {"value": "halal", "label": "Halal"}]
ASKED = form(
    required("who", label="Who"),
    field("flowers", "ranking", "Flowers", options=FLOWERS),
    field("music", "matrix", "Music", rows=DAYS, columns=MUSIC),
    field(
        "songs", "matrix", "Songs", rows=DAYS, columns=MUSIC, validation_rules={"multiple": True}
    ),
    field("photo", "image", "Photograph"),
    field("pills", "number", "Pills", sensitive=True),
    field("due", "date", "Baby due", sensitive=True),
    field("stay", "date_range", "Staying", private=True),
    field("ramp", "yes_no", "Ramp", sensitive=True),
    field("budget", "money", "Budget", private=True),
    field("healer", "person_name", "Healer", sensitive=True),
    field(
        "story",
        "group",
        "Story",
        min_rows=1,
        max_rows=2,
        fields=[field("told", "long_text", "Told")],
    ),
    field(
        "people",
        "group",
        "People",
        min_rows=1,
        max_rows=2,
        sensitive=True,
        fields=[
            field("illness", label="Illness"),
            field("diet", "single_choice", "Diet", options=DIETS, validation_rules={"other": True}),
            field("allergies", "multiple_choice", "Allergies", options=DIETS),
        ],
    ),
    settings={"review": False},
    name="Everything",
)
ANA, BEA, CEM = "Ana_100%", "Bea", "Cem"
NARROWED = [
    ("f.flowers=rose", {ANA}),
    ("f.flowers=rose&f.flowers=lily", {ANA, BEA}),
    ("f.music=sat.harp", {ANA}),
    ("f.music=fri.jazz&f.music=sat.jazz", {ANA, BEA}),
    ("f.songs=sat.harp", {BEA}),
    ("f.songs=fri.harp", set()),
    ("f.photo=yes", {ANA}),
    ("f.photo=no", {BEA, CEM}),
    ("f.photo=no&f.photo=yes", {ANA, BEA, CEM}),
    ("f.pills.min=3", {BEA}),
    ("f.pills.max=3", {ANA}),
    ("f.due.min=2027-01-01&f.due.max=2027-01-31", {ANA}),
    ("f.stay.min=2027-06-06", {ANA}),
    ("f.stay.max=2027-06-06", {ANA, BEA}),
    ("f.ramp=true", {ANA}),
    ("f.ramp=false", {BEA}),
    ("f.budget.min=%C2%A31,000", {BEA}),
    ("f.illness=coel", {ANA}),
    ("f.illness=%25", set()),
    ("f.illness=_", set()),
    ("f.healer=ida+bell", {ANA}),
    ("f.healer=bell", {ANA, BEA}),
    ("f.healer=bell+ida", set()),
    ("f.told=lighthouse", {ANA}),
    ("f.told=rain", {ANA, BEA}),
    ("f.told=kiss", {BEA}),
    ("f.told=kiss+lighthouse", set()),
    ("f.diet=vegan", {ANA}),
    ("f.diet=other", {BEA}),
    ("f.diet=vegan&f.diet=other", {ANA, BEA}),
    ("f.allergies=halal", {ANA, BEA}),
    ("f.allergies=halal&f.flowers=lily", {BEA}),
]


@pytest.fixture
def listed(app, supplier, publish, ids, indexed):
    """Three households have answered, one of them next to nothing; the address of their list."""
    address = publish(ASKED)
    page = Browser(app.test_client()).open(address).fill(
        who=ANA, pills="2", due="2027-01-20", ramp="yes", budget="999.99",
        people__r1__illness="Coeliac disease", people__r1__diet="vegan",
        people__r1__allergies=["vegan", "halal"], story__r1__told=LONG,
        **{"flowers-rose": "1", "flowers-lily": "2", "music-fri": "jazz", "music-sat": "harp",
           "stay-start": "2027-06-05", "stay-end": "2027-06-07",
           "healer-given": "Ida", "healer-family": "Bell"},
    )  # fmt: skip
    page.choose_file("photo-upload", "a.jpg", picture()).press("submit")
    answer(
        app, address, who=BEA, pills="4", ramp="no", budget="1000", people__r1__diet="other",
        people__r1__allergies=["halal"], story__r1__told="Rain. Then a kiss.",
        **{"flowers-lily": "1", "flowers-rose": "2", "music-sat": "jazz", "songs-sat": ["jazz", "harp"],
           "healer-given": "Bo", "healer-family": "Bellamy", "people-r1-diet-other": "No nuts", "stay-start": "2027-06-04", "stay-end": "2027-06-05"},
    )  # fmt: skip
    answer(app, address, who=CEM)
    indexed()
    return f"/studio/forms/{ids()[0]}/answers"


def seen(supplier, address: str) -> set[str]:
    return {word for word in supplier.open(address).page.words if word in {ANA, BEA, CEM}}


def test_the_list_is_narrowed_by_answers_that_are_lifted_nowhere(supplier, listed):
    for asked, found in NARROWED:
        assert seen(supplier, f"{listed}?{asked}") == found, asked


def test_what_is_asked_is_said_in_the_words_of_the_form(supplier, listed):
    text = supplier.open(f"{listed}?f.music=sat.harp&f.photo=no&f.flowers=rose").text
    for chip in ("Music: Saturday: A harp", "Photograph: Left out", "Flowers: Roses"):
        assert chip in text


def test_nobody_who_may_only_look_learns_what_is_secret_by_narrowing(supplier, listed, as_viewer):
    as_viewer()
    for secret in ("f.diet=vegan", "f.ramp=true", "f.pills.min=3", "f.illness=coel"):
        short = supplier.client.get(f"{listed}?{secret}")
        assert (short.status_code, short.headers["Location"]) == (303, listed)
    assert seen(supplier, f"{listed}?f.flowers=rose") == {ANA}


def test_narrowing_by_what_is_secret_is_noted(supplier, listed, tenant_session, two_organizations):
    def noted() -> int:
        with tenant_session(two_organizations.ours) as session:
            acts = select(AuditLog.action).where(AuditLog.action == "answers.read")
            return len(session.scalars(acts).all())

    supplier.open(f"{listed}?f.flowers=rose")
    assert noted() == 0
    supplier.open(f"{listed}?f.diet=vegan")
    assert noted() == 1


def test_hostile_questions_do_no_harm(supplier, listed):
    for asked in ("f.music=sat", "f.music=%22.x", "f.photo=maybe", "f.flowers=%27%3b--", "f.illness=%22%5d%29",
                  "f.due.min=%22", "f.pills.min=1e400", "sort=diet", "sort=flowers", "sort=-photo"):  # fmt: skip
        response = supplier.client.get(f"{listed}?{asked}", follow_redirects=True)
        assert response.status_code == 200, asked
