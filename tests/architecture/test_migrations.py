"""Migrations are files that stand alone: named by their revision, in one line, reversible."""

from __future__ import annotations

import ast
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.architecture.sources import MIGRATIONS, functions, imports, name, tree

FILES = sorted(MIGRATIONS.glob("*.py"))
NAMED = re.compile(r"\d{14}_[a-z][a-z0-9_]*")


def revisions(path: Path) -> tuple[Any, Any]:
    """What the file says: its revision and the one before."""
    for node in tree(path).body:
        if (
            isinstance(node, ast.Assign)
            and ast.unparse(node.targets[0]) == "(revision, down_revision)"
        ):
            return ast.literal_eval(node.value)
    return None, None


def faults(path: Path) -> list[str]:
    """What is wrong with a migration by itself."""
    steps = {one.name: one for one in functions(path)}
    found = []
    if not NAMED.fullmatch(path.stem) or revisions(path)[0] != path.stem:
        found.append("its name is not its revision")
    if "upgrade" not in steps:
        found.append("it does nothing")
    if "downgrade" not in steps or ast.unparse(steps["downgrade"].body[-1]) in ("pass", "..."):
        found.append("it cannot be taken back")
    if any(module.split(".")[0] == "wedforms" for module in imports(tree(path))):
        found.append("it imports what will change")
    if not ast.get_docstring(tree(path)):
        found.append("it does not say what it is for")
    return found


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_migration_stands_alone(path):
    assert faults(path) == []


def test_they_are_one_line_in_the_order_of_their_names():
    said = [revisions(path) for path in FILES]
    assert said[0][1] is None
    assert all(after[1] == before[0] for before, after in pairwise(said))
    stamps = [path.stem[:14] for path in FILES]
    assert stamps == sorted(set(stamps))


GOOD = '''"""A."""
revision, down_revision = "20260101000000_a", None
def upgrade(): op.execute("a")
def downgrade(): op.execute("b")
'''


@pytest.mark.parametrize(
    ("file", "text", "fault"),
    [
        ("20260101000000_b.py", GOOD, "its name is not its revision"),
        ("0001_a.py", GOOD.replace("20260101000000_a", "0001_a"), "its name is not its revision"),
        ("20260101000000_a.py", GOOD.replace("def upgrade", "def up"), "it does nothing"),
        ("20260101000000_a.py", GOOD.replace("downgrade()", "back()"), "it cannot be taken back"),
        ("20260101000000_a.py", GOOD.replace('op.execute("b")', "pass"), "it cannot be taken back"),
        (
            "20260101000000_a.py",
            GOOD + "from wedforms.core import accounts\n",
            "it imports what will change",
        ),
        ("20260101000000_a.py", GOOD.removeprefix('"""A."""'), "it does not say what it is for"),
    ],
)
def test_each_fault_would_be_noticed(tmp_path, file, text, fault):
    good, bad = tmp_path / "20260101000000_a.py", tmp_path / "bad" / file
    bad.parent.mkdir()
    good.write_text(GOOD)
    bad.write_text(text)
    assert (faults(good), faults(bad)) == ([], [fault])
