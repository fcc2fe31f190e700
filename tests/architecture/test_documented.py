"""README lists what there is: every setting with its meaning and default, every command."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import fields

import click

from tests.architecture.sources import PACKAGE, ROOT
from wedforms.cli import wedforms
from wedforms.settings import Settings, documented_settings

README = (ROOT / "README.md").read_text(encoding="utf-8")
MAP = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")


def settings_table(readme: str) -> list[tuple[str, str, str]]:
    """Name, meaning and default of each setting as the table says them."""
    rows = re.findall(r"^\| `(WEDFORMS_[A-Z_]+)` \| (.*?) \| (.*?) \|$", readme, flags=re.MULTILINE)
    return [
        (name, words, "" if default == "–" else default.strip("`")) for name, words, default in rows
    ]


def settings_of_the_code() -> list[tuple[str, str, str]]:
    defaults = {f"WEDFORMS_{one.name.upper()}": str(one.default) for one in fields(Settings)}
    return [(name, words, defaults[name]) for name, words in documented_settings().items()]


def commands(group: click.Group, before: str = "wedforms") -> Iterator[str]:
    """Every command in full: `wedforms form check`."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        words = f"{before} {name}"
        if isinstance(command, click.Group):
            yield from commands(command, words)
        else:
            yield words


def commands_of(readme: str) -> set[str]:
    """Every command in the first column of the table; `a \\| b` stands for two."""
    found = set()
    for row in re.findall(r"^\| (`wedforms .*?) \| ", readme, flags=re.MULTILINE):
        for spoken in re.findall(r"`(wedforms [^`]+)`", row):
            plain = re.split(r" (?:\[?--)", spoken)[0]  # options are no commands
            first, *others = [part.split() for part in plain.split("\\|")]
            words = [word for word in first if re.fullmatch("[a-z]+", word)]
            found.add(" ".join(words))
            found |= {" ".join([*words[:-1], other[0]]) for other in others}
    return found


def test_every_setting_is_listed_with_its_meaning_and_default():
    assert settings_table(README) == settings_of_the_code()


def test_a_setting_that_is_not_listed_would_be_noticed():
    without = README.replace("| `WEDFORMS_PORT` |", "| `WEDFORMS_PART` |")
    assert settings_table(without) != settings_of_the_code()


def test_every_command_is_listed_and_no_other():
    assert commands_of(README) == set(commands(wedforms))


def test_every_room_of_the_house_is_on_the_map():
    rooms = {path.parent.name for path in PACKAGE.glob("*/__init__.py")}
    assert [room for room in sorted(rooms) if f"`{room}`" not in MAP] == []
