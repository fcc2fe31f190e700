"""A field type that nobody told the builder of: its settings stand in the inspector all the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from threading import Thread
from typing import Any, ClassVar

import pytest
from jinja2 import ChoiceLoader, DictLoader
from playwright.sync_api import BrowserContext, Page, expect
from werkzeug.serving import make_server

from tests.browser.conftest import DESK
from tests.factories.organizations import TwoOrganizations
from tests.web.designer import PERSON
from wedforms.accounts.signup import add_owner
from wedforms.app import create_app
from wedforms.core.engine import create_engine_for, session_factory
from wedforms.core.tenancy import tenant_transaction
from wedforms.extensions import db, services
from wedforms.formspec import fieldtypes
from wedforms.formspec.definition import Field
from wedforms.formspec.fieldreading import COMMON_KEYS
from wedforms.formspec.fieldtypes import FIELD_TYPES, FieldType, Setting
from wedforms.formspec.shapes import Flag, Integer, Key, ListOf, Record, Shape, Text, Word
from wedforms.formspec.slots import (
    COUNTRY,
    DATE_OR_EXPRESSION,
    ISO_DATE,
    Condition,
    Expression,
    RichText,
)
from wedforms.settings import Settings

MACRO = """{%- macro draw(field) -%}<p class="tea">A cup of tea</p>{%- endmacro %}"""


class Unheard(Shape):
    """A shape that nobody has heard of either."""

    def read(self, raw: Any, path: str, faults: Any) -> Any:
        """Whatever it is."""
        del path, faults
        return raw

    def schema(self) -> dict[str, Any]:
        """No limits."""
        return {}


class Tea(FieldType):
    """How somebody takes their tea."""

    name = "tea"
    title = "A cup of tea"
    icon = "text"
    family = "text"
    settings: ClassVar[Mapping[str, Setting]] = {
        "blend": Setting(Text(40), "Blend"),
        "story": Setting(Text(400, lines=True), "Story of the blend"),
        "sugar": Setting(Integer(0, 9), "Lumps of sugar", default=2),
        "milk": Setting(Flag(), "With milk", default=False),
        "pot": Setting(Word(("brown_betty", "china")), "Pot", default="china"),
        "with": Setting(ListOf(Word(("scone", "cake")), 2), "Served with"),
        "picked": Setting(ISO_DATE, "Picked on"),
        "served": Setting(DATE_OR_EXPRESSION, "Served from"),
        "from": Setting(COUNTRY, "Where it grew"),
        "strength": Setting(Expression(), "Strength"),
        "iced": Setting(Condition(), "Iced"),
        "notes": Setting(RichText(400), "Notes"),
        "tray": Setting(Record({"spoons": Key(Integer(0, 9))}), "Tray"),
        "magic": Setting(Unheard(), "Magic"),
    }

    def schema(self, field: Field) -> dict[str, Any]:
        """Any words."""
        del field
        return {"type": "string"}


#: Each setting with what asks for it.
INPUTS = {
    "blend": "input[type=text]",
    "story": "textarea",
    "sugar": "input[inputmode=numeric]",
    "milk": "input[type=checkbox]",
    "pot": "select",
    "with": "fieldset input[type=checkbox]",
    "picked": "input[type=date]",
    "served": "wf-either select",
    "from": "select",
    "strength": "wf-expression",
    "iced": "wf-expression",
    "notes": "wf-rich-text",
    "tray": "wf-plain textarea",
    "magic": "wf-plain textarea",
}


@pytest.fixture
def serving(
    database: Any, tmp_path: Any, two_organizations: TwoOrganizations, monkeypatch: Any
) -> Iterator[str]:
    """WedForms with one more field type; the address of its studio."""
    monkeypatch.setitem(fieldtypes._BY_NAME, Tea.name, Tea())
    monkeypatch.setitem(COMMON_KEYS, "field_type", Key(Word(tuple(FIELD_TYPES)), required=True))
    engine = create_engine_for(database.app)
    with (
        session_factory(engine)() as session,
        tenant_transaction(session, two_organizations.ours.id),
    ):
        add_owner(session, PERSON)
    engine.dispose()
    server = make_server("127.0.0.1", 0, lambda *_: [b""], threaded=True)
    url = f"http://127.0.0.1:{server.server_port}"
    server.app = app = create_app(
        Settings(
            database_url=database.app.render_as_string(hide_password=False),
            secret_key="a secret of at least thirty-two characters",
            data_folder=str(tmp_path),
            public_url=url,
            log_level="error",
        )
    )
    app.jinja_env.loader = ChoiceLoader(
        [DictLoader({"fields/tea.html": MACRO}), app.jinja_env.loader]
    )
    running = Thread(target=server.serve_forever, daemon=True)
    running.start()
    yield url
    server.shutdown()
    running.join()
    server.server_close()
    with app.app_context():
        db.engine.dispose()
        services().autocommit.dispose()


def begin(page: Page, url: str) -> None:
    page.goto(f"{url}/studio/sign-in")
    page.get_by_label("E-mail address").fill(PERSON.email)
    page.get_by_label("Password").fill(PERSON.password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.goto(f"{url}/studio/forms/new")
    page.get_by_label("What is it called?").fill("Tea")
    page.get_by_label("Questionnaire").check()
    page.get_by_role("button", name="Make the form").click()


def test_the_inspector_asks_for_each_setting_of_a_type_that_is_new(
    serving: str, open_context: Callable[..., BrowserContext]
) -> None:
    page = open_context(viewport=DESK).new_page()
    begin(page, serving)
    page.locator(".palette-type", has_text="A cup of tea").click()
    for name, setting in Tea.settings.items():
        asked = page.locator(f'wf-setting[data-name="validation_rules.{name}"]')
        expect(asked).to_contain_text(setting.title)
        expect(asked.locator(INPUTS[name]).first).to_be_visible()
    expect(page.locator("wf-piece .tea")).to_have_text("A cup of tea")
    page.get_by_label("Blend", exact=True).fill("Assam")
    page.get_by_label("Pot", exact=True).select_option(label="Brown betty")
    page.get_by_label("Tray", exact=True).fill('{"spoons": 3}')
    page.get_by_label("Magic", exact=True).fill("yes")
    page.get_by_label("Blend", exact=True).focus()
    expect(page.locator("[data-saved=saved]")).to_be_visible()
    page.reload()
    says = page.evaluate(
        "document.querySelector('wf-builder').store.definition.fields[0].validation_rules"
    )
    assert says == {"blend": "Assam", "pot": "brown_betty", "tray": {"spoons": 3}, "magic": "yes"}
