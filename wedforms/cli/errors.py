"""How a command ends that could not do its work."""

from __future__ import annotations

import click


class CouldNotRun(click.ClickException):
    """Something outside must be mended first; status 2."""

    exit_code = 2
