"""Forms drawn with the real templates, outside of any web application."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader

from wedforms.formspec.fieldtypes.people import WITHOUT_POSTCODE
from wedforms.formspec.fieldtypes.showing import currency_sign
from wedforms.formspec.reading import read_definition
from wedforms.formspec.schema import CompiledForm, compile_form
from wedforms.lib.places import templates_folder
from wedforms.wtf.drawing import Circumstances, Drawer, Filled
from wedforms.wtf.names import Inputs
from wedforms.wtf.words import country_name

TODAY = date(2027, 1, 4)


@pytest.fixture(scope="session")
def environment() -> Environment:
    loader = FileSystemLoader(templates_folder())
    made = Environment(loader=loader, autoescape=True, extensions=["jinja2.ext.i18n"])
    made.install_null_translations(newstyle=True)
    made.globals.update(
        country_name=country_name,
        currency_sign=currency_sign,
        picture_size=lambda _: {"width": 400, "height": 300},
        picture_url=lambda sha256: f"/pictures/{sha256}",
        without_postcode=WITHOUT_POSTCODE,
    )
    return made


def compiled(*fields: dict[str, Any], **more: Any) -> CompiledForm:
    definition = {"name": "F", "form_type": "questionnaire", "fields": list(fields), **more}
    return compile_form(read_definition(definition))


Fill = Callable[..., Filled]


@pytest.fixture
def fill(environment: Environment) -> Fill:
    drawer = Drawer(environment)

    def filled(form: CompiledForm, inputs: Inputs | None = None, **more: Any) -> Filled:
        around = Circumstances(today=TODAY, language="en-GB", **more)
        return drawer.fill(form, inputs or {}, around)

    return filled
