"""Sending answers over HTTP, beside pgbench doing nothing but the same transaction."""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode
from uuid import UUID, uuid4

from benchmarks.figures import Figure, compare
from benchmarks.node import NODE
from benchmarks.samples import TODAY, Sample, thirty_fields
from benchmarks.site import Site, open_site
from wedforms.database.binaries import find_binaries
from wedforms.submissions.receive import Attempt, receive_submission
from wedforms.wtf.inputs import write_inputs

TARGET: Final = 0.30
VISITORS: Final = 8
SECONDS: Final = 3
_SENDER: Final = Path(__file__).with_name("post.cjs")
_PACE: Final = re.compile(r"^tps = ([0-9.]+)", re.MULTILINE)


def figures(rounds: int) -> Iterator[Figure]:
    """Row-level security, audit, job and commit on both sides; eight at a time."""
    sample = thirty_fields()
    with open_site(sample) as site, tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write(_same_transaction(site, sample))
        script.flush()
        yield compare(
            "send 30 answers (POST, judged, committed)",
            ours=lambda: _posts_a_second(site, sample),
            theirs=lambda: _transactions_a_second(site, script.name),
            baseline="pgbench, the same transaction",
            target=TARGET,
            rounds=rounds,
            kind="pace",
        )


def _posts_a_second(site: Site, sample: Sample) -> float:
    inputs = {**write_inputs(sample.form, sample.raw), "_token": [site.token], "_page": ["1"]}
    body = urlencode(inputs, doseq=True)
    return float(_printed(NODE, _SENDER, site.address, body, VISITORS, SECONDS))


def _transactions_a_second(site: Site, script: str) -> float:
    options = ["-n", "-M", "prepared", "-c", VISITORS, "-T", SECONDS, "-f", script]
    address = site.database.set(drivername="postgresql").render_as_string(hide_password=False)
    printed = _printed(find_binaries().program("pgbench"), *options, address)
    found = _PACE.search(printed)
    assert found, printed
    return float(found[1])


def _printed(*command: object) -> str:
    return subprocess.run(
        [str(word) for word in command], check=True, stdout=subprocess.PIPE, text=True
    ).stdout


def _same_transaction(site: Site, sample: Sample) -> str:
    """The statement that a POST sends, with keys of its own each time."""
    overheard = _Overheard()
    receive_submission(
        overheard,  # type: ignore[arg-type] # it only listens
        form=site.form,
        raw=sample.raw,
        attempt=Attempt(key=uuid4(), at=datetime.now(UTC), view_digest=bytes(32)),
        today=TODAY,
    )
    submission = overheard.submission.replace("'", "''")
    fresh = (
        "jsonb_build_object('id', gen_random_uuid(), 'idempotency_key', gen_random_uuid(),"
        " 'view_digest', md5(random()::text) || md5(random()::text))"
    )
    organization = site.form.organization_id
    return f"SELECT submit_submission('{organization}', '{submission}'::jsonb || {fresh});\n"


class _Overheard:
    """Stands where a connection stands and keeps what would have been sent."""

    submission = ""

    def scalar(self, _statement: Any, given: Mapping[str, Any]) -> Mapping[str, Any]:
        self.submission = given["submission"]
        return {"status": "stored", "id": str(UUID(int=0))}
