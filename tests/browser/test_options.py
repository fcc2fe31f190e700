"""Options that cannot be taken now stand alike with scripts and without: hidden, greyed, or full."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from sqlalchemy.orm import Session

from tests.browser.person import Person, Says
from tests.browser.site import Site
from wedforms.core.engine import create_engine_for
from wedforms.core.lookup import organization_by_slug
from wedforms.core.tenancy import tenant_transaction
from wedforms.forms.exchange import import_form
from wedforms.forms.publish import publish_form
from wedforms.formspec.reading import read_definition
from wedforms.submissions import OptionPlaces

_OPTIONS: Final = [
    {"value": "pasta", "label": "Pasta", "visible_if": "child", "disabled_if": "vegan"},
    {"value": "lamb", "label": "Lamb", "disabled_if": "vegan"},
    {"value": "lobster", "label": "Lobster", "places": 2},
    {"value": "beans", "label": "Beans"},
]
_DEFINITION: Final[dict[str, Any]] = {
    "name": "The supper",
    "form_type": "questionnaire",
    "fields": [
        {"key": "child", "field_type": "yes_no", "label": "A child?"},
        {"key": "vegan", "field_type": "yes_no", "label": "Vegan?"},
        {"key": "dish", "field_type": "single_choice", "label": "Dish", "options": _OPTIONS},
    ],
}
_CLOSED, _FULL = "not available", "no places left"


@pytest.fixture(scope="module")
def supper(site: Site) -> str:
    """The address of a form whose lobsters are all taken."""
    engine = create_engine_for(site.addresses.app)
    try:
        found = organization_by_slug(engine, "aldermere")
        assert found is not None
        with Session(engine) as session, tenant_transaction(session, found.organization_id):
            form = import_form(session, read_definition(_DEFINITION), slug="supper")
            publish_form(session, form)
            taken = {"field_key": "dish", "option_value": "lobster", "places": 2, "taken": 2}
            session.add(OptionPlaces(form_id=form.id, **taken))
    finally:
        engine.dispose()
    return f"{site.url}/f/aldermere/supper"


def stand(page: Page) -> dict[str, str]:
    """How each dish stands: hidden, free, or why it cannot be taken."""
    found = {}
    for option in _OPTIONS:
        place = page.locator(f"[data-name=dish] [data-option={option['value']}]")
        words = place.inner_text() if place.is_visible() else "hidden"
        reason = next((one for one in (_CLOSED, _FULL, "hidden") if one in words), "free")
        expect(place.locator("input")).to_be_enabled(enabled=reason == "free")
        found[option["label"]] = reason
    return found


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_options_stand_alike_with_scripts_and_without(
    supper: str,
    scripts: bool,
    open_context: Callable[..., BrowserContext],
) -> None:
    person = Person(open_context(java_script_enabled=scripts).new_page(), scripts=scripts)
    person.open(supper)
    always = {"Lobster": _FULL, "Beans": "free"}
    assert stand(person.page) == {"Pasta": "hidden", "Lamb": "free", **always}
    for child, vegan, pasta, lamb in (
        ("Yes", "No", "free", "free"),
        ("Yes", "Yes", _CLOSED, _CLOSED),
        ("No", "Yes", "hidden", _CLOSED),
    ):
        person.say(Says("A child?", child))
        person.say(Says("Vegan?", vegan))
        if scripts:
            person.wait_until_saved()
        else:
            person.press("Save and finish later")
        assert stand(person.page) == {"Pasta": pasta, "Lamb": lamb, **always}
