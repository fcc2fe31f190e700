"""What the guide for operators says about jobs that failed for good is what works."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest

from wedforms.database.addresses import Addresses, connected

GUIDE: Final = Path(__file__).resolve().parents[3] / "docs" / "deploy.md"
JOB: Final = """
    INSERT INTO procrastinate_jobs (queue_name, task_name, args, status, attempts)
    VALUES ('default', 'sealing', %s, 'failed', 5) RETURNING id
"""


@pytest.fixture
def lines() -> list[str]:
    """The statements of the guide, in order."""
    words = GUIDE.read_text().partition("**A job that failed for good**")[2]
    return re.findall(r"^    (.+;)$", words.partition("\n## ")[0], flags=re.MULTILINE)


def test_they_are_listed_done_again_and_given_up(
    database: Addresses, two_organizations, lines: list[str]
):
    path, listing, again, give_up = lines
    with connected(database.owner) as admin:
        admin.execute(path)
        ours, theirs = (
            admin.execute(JOB, [f'{{"organization_id": "{one.id}"}}']).fetchone()[0]
            for one in (two_organizations.ours, two_organizations.theirs)
        )
        assert [row[0] for row in admin.execute(listing)] == [ours, theirs]
        admin.execute(again.replace("ID", str(ours)))
        admin.execute(give_up.replace("ID", str(theirs)))
        left = admin.execute("SELECT id, status, attempts FROM procrastinate_jobs").fetchall()
    assert left == [(ours, "todo", 6)]
