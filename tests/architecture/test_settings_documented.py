"""README's table of settings is the code's."""

from __future__ import annotations

import re

from tests.architecture.sources import ROOT
from wedforms.settings import documented_settings


def test_readme_lists_every_setting_and_no_other():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `(WEDFORMS_[A-Z_]+)` \|", readme, flags=re.MULTILINE)
    assert listed == list(documented_settings())
