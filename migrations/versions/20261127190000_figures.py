"""What an operator watches: how many jobs wait, run or failed, and how long the oldest has waited.

Counts only: neither what the jobs are about nor whose they are.
"""

from __future__ import annotations

from typing import Final

from alembic import op

revision, down_revision = "20261127190000_figures", "20261127184000_share"

FIGURES: Final = """
CREATE FUNCTION queue_figures()
RETURNS TABLE (status text, jobs bigint, oldest_seconds double precision)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, jobs, pg_temp AS $$
    SELECT job.status::text, count(*),
        extract(epoch FROM clock_timestamp() - min(event.at))::float8
    FROM procrastinate_jobs job
    LEFT JOIN LATERAL (
        SELECT greatest(min(e.at), job.scheduled_at) AS at
        FROM procrastinate_events e WHERE e.job_id = job.id
    ) event ON true
    WHERE job.status IN ('doing', 'failed')
        OR job.status = 'todo' AND coalesce(job.scheduled_at, now()) <= now()
    GROUP BY job.status
$$;
"""

GRANTS: Final = """
GRANT SELECT (status, scheduled_at) ON jobs.procrastinate_jobs TO wedforms_outbox;
GRANT SELECT (job_id, at) ON jobs.procrastinate_events TO wedforms_outbox;
GRANT EXECUTE ON FUNCTION queue_figures() TO wedforms_app;
CALL give_function_to('queue_figures()', 'wedforms_outbox');
"""

REVOKES: Final = """
REVOKE SELECT (status, scheduled_at) ON jobs.procrastinate_jobs FROM wedforms_outbox;
REVOKE SELECT (job_id, at) ON jobs.procrastinate_events FROM wedforms_outbox;
"""


def upgrade() -> None:
    op.execute(FIGURES)
    op.execute(GRANTS)


def downgrade() -> None:
    op.execute("DROP FUNCTION queue_figures()")
    op.execute(REVOKES)
