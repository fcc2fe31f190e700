"""Merge fields in the texts of a form: `{{key}}` stands for an answer in words."""

from __future__ import annotations

import re
from typing import Final

#: One merge field; its group is the key.
MERGE_FIELD: Final = re.compile(r"\{\{\s*([a-z][a-z0-9_]{0,62})\s*\}\}")
