"""Journeys: steps, couples on their way, timers and tasks."""

from __future__ import annotations

from typing import Final

from alembic import op

revision, down_revision = "20261123040900_journeys", "20261123040800_submissions"

TABLES: Final = """
CREATE TABLE journeys (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    name text NOT NULL,
    description text NOT NULL DEFAULT '',
    trigger_event text NOT NULL,
    settings jsonb NOT NULL DEFAULT '{}',
    is_active boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    CONSTRAINT pk_journeys PRIMARY KEY (organization_id, id),
    CONSTRAINT fk_journeys_organization_id
        FOREIGN KEY (organization_id) REFERENCES organizations (id),
    CONSTRAINT ck_journeys_trigger_event
        CHECK (trigger_event IN ('client_created', 'wedding_booked', 'wedding_moved',
            'payment_received', 'submission_received', 'document_completed', 'manual'))
);
CREATE INDEX ix_journeys_organization_id_trigger_event
    ON journeys (organization_id, trigger_event);

CREATE TABLE journey_steps (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    journey_id uuid NOT NULL,
    step_type text NOT NULL,
    step_config jsonb NOT NULL DEFAULT '{}',
    delay_amount integer NOT NULL DEFAULT 0,
    delay_unit text NOT NULL DEFAULT 'days',
    anchor text NOT NULL DEFAULT 'previous',
    when_late text NOT NULL DEFAULT 'ask',
    sort_order integer NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    CONSTRAINT pk_journey_steps PRIMARY KEY (organization_id, id),
    CONSTRAINT fk_journey_steps_journey_id
        FOREIGN KEY (organization_id, journey_id)
        REFERENCES journeys (organization_id, id) ON DELETE CASCADE,
    CONSTRAINT ck_journey_steps_step_type
        CHECK (step_type IN ('email', 'sms', 'task', 'delay', 'condition', 'form', 'document',
            'wait')),
    CONSTRAINT ck_journey_steps_delay_unit
        CHECK (delay_unit IN ('minutes', 'hours', 'days', 'weeks', 'months')),
    CONSTRAINT ck_journey_steps_anchor CHECK (anchor IN ('previous', 'trigger', 'wedding')),
    CONSTRAINT ck_journey_steps_when_late
        CHECK (when_late IN ('skip', 'send_now', 'compress', 'ask'))
);
CREATE INDEX ix_journey_steps_organization_id_journey_id
    ON journey_steps (organization_id, journey_id);

CREATE TABLE journey_executions (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    journey_id uuid NOT NULL,
    client_id uuid NOT NULL,
    current_step_id uuid,
    status text NOT NULL DEFAULT 'active',
    started_at timestamptz NOT NULL DEFAULT now(),
    completed_at timestamptz,
    failure text,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_journey_executions PRIMARY KEY (organization_id, id),
    CONSTRAINT fk_journey_executions_journey_id
        FOREIGN KEY (organization_id, journey_id) REFERENCES journeys (organization_id, id),
    CONSTRAINT fk_journey_executions_client_id
        FOREIGN KEY (organization_id, client_id) REFERENCES clients (organization_id, id),
    CONSTRAINT fk_journey_executions_current_step_id
        FOREIGN KEY (organization_id, current_step_id)
        REFERENCES journey_steps (organization_id, id) ON DELETE SET NULL (current_step_id),
    CONSTRAINT ck_journey_executions_status
        CHECK (status IN ('active', 'completed', 'paused', 'failed', 'cancelled'))
);
CREATE INDEX idx_journey_exec_status ON journey_executions (status, started_at);
CREATE INDEX ix_journey_executions_organization_id_client_id
    ON journey_executions (organization_id, client_id);
CREATE UNIQUE INDEX uq_journey_executions_running
    ON journey_executions (organization_id, journey_id, client_id)
    WHERE status IN ('active', 'paused');

CREATE TABLE journey_step_executions (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    execution_id uuid NOT NULL,
    step_id uuid NOT NULL,
    status text NOT NULL DEFAULT 'pending',
    executed_at timestamptz,
    result_data jsonb NOT NULL DEFAULT '{}',
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_journey_step_executions PRIMARY KEY (organization_id, id),
    CONSTRAINT fk_journey_step_executions_execution_id
        FOREIGN KEY (organization_id, execution_id)
        REFERENCES journey_executions (organization_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_journey_step_executions_step_id
        FOREIGN KEY (organization_id, step_id) REFERENCES journey_steps (organization_id, id),
    CONSTRAINT ck_journey_step_executions_status
        CHECK (status IN ('pending', 'completed', 'failed', 'skipped')),
    CONSTRAINT uq_journey_step_executions_organization_id_execution_id_step_id
        UNIQUE (organization_id, execution_id, step_id)
);

CREATE TABLE journey_timers (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    execution_id uuid NOT NULL,
    step_id uuid NOT NULL,
    anchor text NOT NULL DEFAULT 'previous',
    fires_at timestamptz NOT NULL,
    time_zone text NOT NULL DEFAULT 'Europe/London',
    fired_at timestamptz,
    cancelled_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_journey_timers PRIMARY KEY (organization_id, id),
    CONSTRAINT fk_journey_timers_execution_id
        FOREIGN KEY (organization_id, execution_id)
        REFERENCES journey_executions (organization_id, id) ON DELETE CASCADE,
    CONSTRAINT fk_journey_timers_step_id
        FOREIGN KEY (organization_id, step_id) REFERENCES journey_steps (organization_id, id),
    CONSTRAINT ck_journey_timers_anchor CHECK (anchor IN ('previous', 'trigger', 'wedding')),
    CONSTRAINT ck_journey_timers_one_end CHECK (fired_at IS NULL OR cancelled_at IS NULL)
);
CREATE INDEX ix_journey_timers_due
    ON journey_timers (organization_id, fires_at)
    WHERE fired_at IS NULL AND cancelled_at IS NULL;
CREATE INDEX ix_journey_timers_organization_id_execution_id
    ON journey_timers (organization_id, execution_id);

CREATE TABLE tasks (
    organization_id uuid NOT NULL,
    id uuid NOT NULL,
    client_id uuid,
    assigned_to uuid,
    step_execution_id uuid,
    title text NOT NULL,
    notes text NOT NULL DEFAULT '',
    status text NOT NULL DEFAULT 'open',
    due_at timestamptz,
    done_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz,
    CONSTRAINT pk_tasks PRIMARY KEY (organization_id, id),
    CONSTRAINT fk_tasks_organization_id
        FOREIGN KEY (organization_id) REFERENCES organizations (id),
    CONSTRAINT fk_tasks_client_id
        FOREIGN KEY (organization_id, client_id)
        REFERENCES clients (organization_id, id) ON DELETE SET NULL (client_id),
    CONSTRAINT fk_tasks_assigned_to
        FOREIGN KEY (organization_id, assigned_to)
        REFERENCES user_profiles (organization_id, id) ON DELETE SET NULL (assigned_to),
    CONSTRAINT fk_tasks_step_execution_id
        FOREIGN KEY (organization_id, step_execution_id)
        REFERENCES journey_step_executions (organization_id,
            id) ON DELETE SET NULL (step_execution_id),
    CONSTRAINT ck_tasks_status CHECK (status IN ('open', 'done', 'cancelled'))
);
CREATE INDEX ix_tasks_organization_id_status_due_at ON tasks (organization_id, status, due_at);
"""

PROTECTION: Final = """
CALL protect_tenant_table('journeys');
CALL protect_tenant_table('journey_steps');
CALL protect_tenant_table('journey_executions');
CALL protect_tenant_table('journey_step_executions');
CALL protect_tenant_table('journey_timers');
CALL protect_tenant_table('tasks');
"""


def upgrade() -> None:
    op.execute(TABLES)
    op.execute(PROTECTION)


def downgrade() -> None:
    op.execute("""
        DROP TABLE
            tasks,
            journey_timers,
            journey_step_executions,
            journey_executions,
            journey_steps,
            journeys
    """)
