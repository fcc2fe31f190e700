"""What a module of the studio offers: its views by their names in the list of addresses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from flask.typing import ResponseReturnValue

Views: TypeAlias = Mapping[str, Callable[..., ResponseReturnValue]]
