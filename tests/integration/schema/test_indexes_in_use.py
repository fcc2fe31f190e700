"""Under row level security an index helps only if its comparison is leakproof: ours are."""

from __future__ import annotations

import pytest
from sqlalchemy import select, text
from sqlalchemy.dialects import postgresql

from tests.factories.every_table import TENANT_TABLES
from tests.factories.submissions import submission_to, submit
from wedforms.core.tenancy import tenant_transaction
from wedforms.submissions import SubmissionAnswer

pytestmark = pytest.mark.both_postgres

# The seed asks for these two; what they hold is found through promoted columns instead.
NOT_LEAKPROOF = {("clients", "metadata"), ("forms", "settings")}

INDEXED_COLUMNS = """
    select distinct c.relname as table, a.attname as column, o.oprname as operator,
        p.proleakproof as leakproof
    from pg_index x
    join pg_class c on c.oid = x.indrelid
    join pg_class i on i.oid = x.indexrelid
    cross join lateral unnest(x.indkey, x.indclass) as k(attnum, opclass)
    join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
    join pg_opclass s on s.oid = k.opclass
    join pg_amop m on m.amopfamily = s.opcfamily and m.amoplefttype = s.opcintype
        and m.amoprighttype = s.opcintype
    join pg_operator o on o.oid = m.amopopr
    join pg_proc p on p.oid = o.oprcode
    where c.relnamespace = 'public'::regnamespace
"""

FILTERS = {
    "value_text": SubmissionAnswer.value_text == "answer 7",
    "number_order": SubmissionAnswer.number_order >= 1990,
    "value_date": SubmissionAnswer.value_date == text("date '2027-01-07'"),
}


def test_every_indexed_column_is_compared_without_a_leak(ledger):
    found = [one for one in ledger.rows(INDEXED_COLUMNS) if one["table"] in TENANT_TABLES]
    assert len({(one["table"], one["column"]) for one in found}) > 100
    leaks = {(one["table"], one["column"]) for one in found if not one["leakproof"]}
    assert leaks == NOT_LEAKPROOF


@pytest.mark.parametrize(("column", "condition"), FILTERS.items(), ids=FILTERS.keys())
def test_promoted_answers_are_found_by_their_index(
    engine, sessions, ledger, ours, form, column, condition
):
    promoted = [
        {"key": "answer", "text": f"answer {n}", "number": n, "date": f"2027-01-{n % 28 + 1:02}"}
        for n in range(2000)
    ]
    submit(engine, ours.id, submission_to(form, promoted=promoted))
    ledger.change("analyze submission_answers")
    query = select(SubmissionAnswer.submission_id).where(
        SubmissionAnswer.form_id == form.id,
        SubmissionAnswer.key == "answer",
        condition,
    )
    literal = query.compile(dialect=postgresql.dialect(), compile_kwargs={"literal_binds": True})
    with sessions() as session, tenant_transaction(session, ours.id):
        explained = session.connection().exec_driver_sql(f"explain {literal}").scalars().all()
    conditions = [line for line in explained if "Index Cond" in line]
    assert any(column in line and "organization_id" in line for line in conditions), explained
