"""The floors of the house hold, as import-linter sees them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.architecture.sources import ROOT

FORBIDDEN = """
[importlinter]
root_package = wedforms
include_external_packages = True

[importlinter:contract:planted]
name = The way of a submission is forbidden
type = forbidden
source_modules = wedforms.web
forbidden_modules = wedforms.submissions
"""


def linted(*options: str | Path) -> subprocess.CompletedProcess[str]:
    program = Path(sys.executable).with_name("lint-imports")
    return subprocess.run(
        [program, "--no-cache", *options], cwd=ROOT, capture_output=True, text=True, check=False
    )


def test_every_import_contract_is_kept():
    done = linted()
    assert done.returncode == 0, done.stdout[-4000:]
    assert "0 broken" in done.stdout


def test_a_broken_contract_would_be_noticed(tmp_path):
    config = tmp_path / "contracts.ini"
    config.write_text(FORBIDDEN)
    done = linted("--config", config)
    assert (done.returncode, "1 broken" in done.stdout) == (1, True)
