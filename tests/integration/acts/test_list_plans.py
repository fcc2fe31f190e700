"""A list stays quick however long it is: each of its questions is answered from an index."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import create_engine, event, text

from tests.factories.organizations import insert_two_organizations
from tests.published import Office
from wedforms.core.engine import create_engine_for, session_factory
from wedforms.core.tenancy import tenant_transaction
from wedforms.forms.exchange import import_form
from wedforms.forms.publish import publish_form
from wedforms.formspec.reading import read_definition
from wedforms.submissions.narrow import Asked
from wedforms.submissions.order import page_of
from wedforms.submissions.questions import questions_of
from wedforms.submissions.search import found_by
from wedforms.submissions.wanted import Wanted

#: More than the search takes for a common word (20,000).
SENT = 24_000
#: The id of the n-th submission, so that SQL can make thousands of them.
ID = "('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid"
MIDDLE = UUID(f"00000000-0000-7000-8000-{SENT // 2:012x}")
LONG = {
    "name": "Long",
    "form_type": "questionnaire",
    "fields": [
        {"key": "who", "field_type": "text", "label": "Who"},
        {"key": "guests", "field_type": "number", "label": "Guests"},
        {"key": "day", "field_type": "date", "label": "Day"},
    ],
}
SUBMISSIONS = f"""
    insert into form_submissions (organization_id, id, form_id, form_version_id, status, revision,
        submission_data, body_hash, idempotency_key, submitted_at, view_digest)
    select :organization, {ID}, :form, :version, 'submitted', 1, jsonb_build_object('who', n), 'x',
        gen_random_uuid(), now() - make_interval(secs => n),
        sha256(uuid_send({ID}) || uuid_send(:organization))
    from generate_series(1, {SENT}) as n
"""
ANSWERS = f"""
    insert into submission_answers (organization_id, submission_id, key, position, form_id,
        form_version_id, value_text, value_number, value_date)
    select :organization, {ID}, key, 0, :form, :version,
        case key when 'who' then 'couple ' || n end, case key when 'guests' then n % 300 end,
        case key when 'day' then date '2027-01-01' + n % 500 end
    from generate_series(1, {SENT}) as n, unnest(array['who', 'guests', 'day']) as key
"""
WORDS = f"""
    insert into submission_words (organization_id, submission_id, form_id, words)
    select :organization, {ID}, :form, array_to_tsvector(
        array[right(cast(:form as text), 12) || 'o' || n, right(cast(:form as text), 12) || 'oall'])
    from generate_series(1, {SENT}) as n
"""
QUESTIONS = {
    "the latest": (Asked(), "ix_form_submissions_sent"),
    "a later page": (Asked(after=MIDDLE), "ix_form_submissions_sent"),
    "the latest changed": (Asked(sort="changed", after=MIDDLE), "ix_form_submissions_changed"),
    "approved": (Asked(state="approved"), "ix_form_submissions_approved"),
    "machines": (Asked(state="quarantined"), "ix_form_submissions_quarantined"),
    "deleted": (Asked(state="deleted"), "ix_form_submissions_deleted"),
    "by words": (Asked(sort="who", after=MIDDLE), "ix_submission_answers_text_order"),
    "by number": (Asked(sort="guests", after=MIDDLE), "ix_submission_answers_number"),
    "by day": (Asked(sort="day", after=MIDDLE), "ix_submission_answers_date"),
    "many guests": (
        Asked(wanted={"guests": Wanted(least=299)}),
        "ix_submission_answers_number",
    ),
    "found": (Asked(words="77"), "search_submissions"),
    "said there": (Asked(wanted={"who": Wanted(words="77")}), "search_submissions"),
}


@pytest.fixture(scope="module")
def engine(module_database):
    engine = create_engine_for(module_database.app)
    yield engine
    engine.dispose()


@pytest.fixture(scope="module")
def tenants(module_database):
    return insert_two_organizations(module_database.owner)


@pytest.fixture(scope="module")
def form_id(module_database, engine, tenants):
    """A form of ours with thousands of answers, and one of another organization with as many."""
    owner = create_engine(module_database.owner)
    made = []
    for tenant in (tenants.theirs, tenants.ours):
        with session_factory(engine)() as session, tenant_transaction(session, tenant.id):
            form = import_form(session, read_definition(LONG), slug="long")
            version = publish_form(session, form)
            made.append(form.id)
            given = {"organization": tenant.id, "form": form.id, "version": version.id}
        with owner.begin() as connection:
            connection.execute(text(f"set local app.organization_id = '{tenant.id}'"))
            for statement in (SUBMISSIONS, ANSWERS, WORDS):
                connection.execute(text(statement), given)
    with owner.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("vacuum analyze"))
    owner.dispose()
    return made[-1]


@pytest.fixture
def ours(engine, tenants):
    return Office(engine, tenants.ours)


def plan_of(engine, ours, form_id: UUID, asked: Asked) -> str:
    """How the database answers for a page of the list, as the application's role."""
    found = []

    def explain(connection, cursor, statement, parameters, context, executemany):
        if "LIMIT" in statement:
            cursor.execute(f"explain {statement}", parameters)
            found.extend(line for (line,) in cursor.fetchall())
        return statement, parameters

    with ours.work() as session:
        questions = questions_of(session, form_id)
        event.listen(engine, "before_cursor_execute", explain, retval=True)
        try:
            page_of(session, form_id, asked, questions, most=51)
        finally:
            event.remove(engine, "before_cursor_execute", explain)
    return "\n".join(found)


@pytest.mark.parametrize(("asked", "index"), QUESTIONS.values(), ids=QUESTIONS.keys())
def test_every_question_of_a_list_uses_its_index(engine, ours, form_id, asked, index):
    plan = plan_of(engine, ours, form_id, asked)
    assert index in plan, plan
    assert "Seq Scan" not in plan, plan


@pytest.mark.parametrize("key", ["sent", "changed", "who", "guests", "day"])
def test_a_later_page_begins_at_its_place_in_the_index(engine, ours, form_id, key):
    plan = plan_of(engine, ours, form_id, Asked(sort=key, after=MIDDLE))
    conditions = [line for line in plan.splitlines() if "Index Cond" in line]
    assert any("ROW(" in line for line in conditions), plan


def test_the_search_asks_its_own_index(module_database, form_id):
    """Behind the function that the policy of no tenant bars, as its owner runs it."""
    asked = text(
        "explain select submission_id from submission_words"
        " where words @@ words_asked(:form, array['77'], false)"
    )
    owner = create_engine(module_database.owner)
    with owner.begin() as connection:
        connection.execute(text("set local role wedforms_search"))
        plan = "\n".join(connection.execute(asked, {"form": form_id}).scalars())
    owner.dispose()
    assert "ix_submission_words_words" in plan, plan


@pytest.mark.parametrize(
    ("words", "found"),
    [("all", range(SENT, SENT - 2_000, -1)), ("23999", [23_999]), ("all 77", [*range(7_799, 7_699, -1), *range(779, 769, -1), 77])],
)  # fmt: skip
def test_a_common_word_finds_the_latest_and_a_rare_one_all(engine, ours, form_id, words, found):
    with ours.work() as session:
        ids = session.scalars(found_by(form_id, words, sensitive=False).element).all()
    assert [one.int & 0xFFFFFFFFFFFF for one in ids] == list(found)
