"""The list of commands. Each is loaded when it is called, so that a small one starts at once."""

from __future__ import annotations

from importlib import import_module
from typing import Any, Final

import click

from wedforms.cli.errors import CouldNotRun

#: Where each command lies: module and name.
_PLACES: Final = {
    "form": ("wedforms.cli.forms", "form"),
    "submissions": ("wedforms.cli.submissions", "submissions"),
    "document": ("wedforms.cli.documents", "document"),
    "org": ("wedforms.cli.organizations", "org"),
    "mail": ("wedforms.cli.mail", "mail"),
    "db": ("wedforms.cli.database", "db"),
    "serve": ("wedforms.cli.run", "serve"),
    "worker": ("wedforms.cli.run", "worker"),
    "demo": ("wedforms.cli.run", "demo"),
}


class CommandLine(click.Group):
    """The commands, loaded when needed; failures that people can mend are said in words."""

    def list_commands(self, _context: click.Context) -> list[str]:
        """Every command in the order that help shows."""
        return list(_PLACES)

    def get_command(self, _context: click.Context, name: str) -> click.Command | None:
        """The command of this name, if there is one."""
        if name not in _PLACES:
            return None
        module, attribute = _PLACES[name]
        command: click.Command = getattr(import_module(module), attribute)
        return command

    def invoke(self, context: click.Context) -> Any:
        """Run what was asked for; raises CouldNotRun for expected failures."""
        try:
            return super().invoke(context)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except Exception as failure:
            from wedforms.cli.failures import words_of

            if words := words_of(failure):
                raise CouldNotRun(words) from failure
            raise


@click.group(cls=CommandLine, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="wedforms")
def wedforms() -> None:
    """Forms, contracts and invoices for wedding suppliers and their couples."""
