"""Writing what was sent as CSV, beside PostgreSQL copying the same answers out of the same rows."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from uuid import UUID

from sqlalchemy import URL, Engine, text

from benchmarks.figures import Figure, compare, pace_of
from benchmarks.samples import TODAY, thirty_fields
from benchmarks.site import publish
from wedforms.core.engine import create_engine_for, session_factory
from wedforms.core.jsonb import dumps
from wedforms.core.tenancy import tenant_transaction
from wedforms.database.addresses import connected
from wedforms.database.administer import open_database
from wedforms.forms.find import PublishedForm
from wedforms.formspec.answers import read_answers
from wedforms.submissions.export import as_csv, longest_repeats, sent_submissions, versions_of

TARGET: Final = 0.8
SENT: Final = 5_000
_FILL: Final = """
    INSERT INTO form_submissions (organization_id, id, form_id, form_version_id, status, revision,
        submission_data, body_hash, idempotency_key, submitted_at, view_digest)
    SELECT %(organization_id)s, gen_random_uuid(), %(form_id)s, %(version_id)s, 'submitted', 1,
        %(answers)s, 'x', gen_random_uuid(), now(), sha256(n::text::bytea)
    FROM generate_series(1, %(sent)s) AS n
"""


@dataclass(frozen=True, slots=True)
class _Filled:
    """A form with thousands of answers, as the application sees it."""

    engine: Engine
    form: PublishedForm

    @property
    def organization_id(self) -> UUID:
        """Whose it is."""
        return self.form.organization_id

    def ours(self) -> None:
        """All of it as the studio and the worker write it."""
        with (
            session_factory(self.engine)() as session,
            tenant_transaction(session, self.organization_id),
        ):
            versions = versions_of(session, self.form.form_id)
            most_rows = longest_repeats(session, self.form.form_id, versions)
            exported = sent_submissions(session, self.form.form_id)
            for _ in as_csv(versions, exported, most_rows=most_rows):
                pass

    def theirs(self) -> None:
        """Each answer to a column, by the database alone, every cell quoted as ours are."""
        keys = self.form.compiled.fields
        cells = ", ".join(f"submission_data ->> '{key}'" for key in keys)
        query = (
            "COPY (SELECT id, form_version_id, status, submitted_at, amended_at, quarantined_at,"  # noqa: S608 - our own keys
            f" attached_to_id, {cells} FROM form_submissions WHERE form_id = '{self.form.form_id}'"
            " ORDER BY id) TO STDOUT (FORMAT csv, FORCE_QUOTE *)"
        )
        with self.engine.begin() as connection:
            connection.execute(text(f"SET LOCAL app.organization_id = '{self.organization_id}'"))
            cursor = connection.connection.cursor()
            with cursor.copy(query) as copied:
                for _ in copied:
                    pass


def _fill(owner: URL, form: PublishedForm, answers: str) -> None:
    given = {
        "organization_id": form.organization_id,
        "form_id": form.form_id,
        "version_id": form.version_id,
        "answers": answers,
        "sent": SENT,
    }
    with connected(owner) as connection, connection.transaction():
        connection.execute(f"SET LOCAL app.organization_id = '{form.organization_id}'")
        connection.execute(_FILL, given)


def figures(rounds: int) -> Iterator[Figure]:
    """Thirty questions each; neither side writes to a disk."""
    with tempfile.TemporaryDirectory(prefix="wedforms-bench-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        folder.chmod(0o755)  # the server's account must pass through
        with open_database(folder / "postgres") as database:
            database.up()
            sample = thirty_fields()
            form = publish(database.addresses.app, sample)
            answers = read_answers(sample.form, sample.raw, today=TODAY).values
            _fill(database.addresses.owner, form, dumps(answers))
            engine = create_engine_for(database.addresses.app)
            filled = _Filled(engine, form)
            yield compare(
                f"CSV of {SENT:,} submissions, 30 answers each",
                ours=pace_of(filled.ours),
                theirs=pace_of(filled.theirs),
                baseline="COPY of the same answers",
                target=TARGET,
                rounds=rounds,
                kind="pace",
            )
            engine.dispose()
