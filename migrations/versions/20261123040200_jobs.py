"""The queue of jobs: procrastinate 3.10.0 in the schema `jobs`, and the one way into it.

The application may only announce an event, in its own transaction and for the open organization;
it can read no job. The worker does the work. Arguments are ids, never personal data. The SQL is
the library's own; another release would lay other tables, so this one is known by its digest.
"""

from __future__ import annotations

import hashlib
from importlib.resources import files
from typing import Final

from alembic import op

revision, down_revision = "20261123040200_jobs", "20261123040100_ground"

RELEASE: Final = "3.10.0"
DIGEST: Final = "c70ec4b400a60ad9592787653aae5ae77ae41bf801d56b5bd2712751a07f2009"

ANNOUNCE: Final = """
CREATE FUNCTION announce_event(
    _event text, _organization_id uuid, _ids jsonb, _at timestamptz DEFAULT NULL
) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, jobs, pg_temp AS $$
DECLARE
    _open uuid := nullif(current_setting('app.organization_id', true), '')::uuid;
    _job procrastinate_job_to_defer_v1;
BEGIN
    IF _open IS DISTINCT FROM _organization_id OR _open IS NULL THEN
        RAISE EXCEPTION 'an event can be announced for the open organization only'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF _event !~ '^[a-z]+[.][a-z_]+$' THEN
        RAISE EXCEPTION 'not the name of an event: %', _event USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (
        SELECT FROM jsonb_each(_ids)
        WHERE NOT coalesce(value #>> '{}', '') ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
            AND jsonb_typeof(value) <> 'number'
    ) THEN
        RAISE EXCEPTION 'an event carries ids only' USING ERRCODE = 'check_violation';
    END IF;
    _job.queue_name := 'events';
    _job.task_name := _event;
    _job.priority := 0;
    _job.args := _ids || jsonb_build_object('organization_id', _organization_id);
    _job.scheduled_at := _at;
    RETURN (procrastinate_defer_jobs_v1(ARRAY[_job]))[1];
END
$$;

CREATE FUNCTION worker_seen_at() RETURNS timestamptz
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, jobs, pg_temp AS $$
BEGIN
    RETURN (SELECT max(last_heartbeat) FROM procrastinate_workers);
END
$$;
"""

GRANTS: Final = """
GRANT USAGE ON SCHEMA jobs TO wedforms_worker, wedforms_outbox;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA jobs TO wedforms_worker;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA jobs TO wedforms_worker, wedforms_outbox;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA jobs TO wedforms_worker;

GRANT INSERT ON jobs.procrastinate_jobs, jobs.procrastinate_events TO wedforms_outbox;
GRANT SELECT (id) ON jobs.procrastinate_jobs TO wedforms_outbox;
GRANT SELECT (last_heartbeat) ON jobs.procrastinate_workers TO wedforms_outbox;
GRANT EXECUTE ON FUNCTION
    jobs.procrastinate_defer_jobs_v1(jobs.procrastinate_job_to_defer_v1[]) TO wedforms_outbox;

GRANT EXECUTE ON FUNCTION announce_event(text, uuid, jsonb, timestamptz), worker_seen_at()
    TO wedforms_app, wedforms_worker;
CALL give_function_to('announce_event(text, uuid, jsonb, timestamptz)', 'wedforms_outbox');
CALL give_function_to('worker_seen_at()', 'wedforms_outbox');
"""


def procrastinate_schema() -> str:
    """The tables and functions of the release that this migration was written for."""
    content = files("procrastinate").joinpath("sql/schema.sql").read_bytes()
    if hashlib.sha256(content).hexdigest() != DIGEST:
        raise RuntimeError(f"procrastinate {RELEASE} is needed to lay the tables of the jobs")
    return content.decode()


def upgrade() -> None:
    op.execute("CREATE SCHEMA jobs")
    op.execute("SET LOCAL search_path = jobs")
    op.execute(procrastinate_schema())
    op.execute("SET LOCAL search_path = public")
    op.execute(ANNOUNCE)
    op.execute(GRANTS)


def downgrade() -> None:
    op.execute("DROP FUNCTION worker_seen_at, announce_event")
    op.execute("DROP SCHEMA jobs CASCADE")
