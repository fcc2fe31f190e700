"""Answers taken away: workbooks without a formula, archives of files, papers, long ones by the worker."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from datetime import datetime, timedelta
from uuid import UUID

import openpyxl
import pikepdf
import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tests.factories.uploads import picture
from tests.web.browsing import Browser
from tests.web.forms import field, form, required
from tests.web.results import answer, as_viewer, ids, settings, supplier
from tests.web.supplier import sign_up
from wedforms.core.engine import create_engine_for
from wedforms.core.security import AuditLog
from wedforms.core.tenancy import tenant_transaction
from wedforms.extensions import services
from wedforms.files import StoredFile
from wedforms.files.forget import forget_deleted_uploads
from wedforms.lib import clock
from wedforms.submissions import AnswerExport, FormSubmission
from wedforms.submissions.carry_out import Carrier, expire_exports
from wedforms.submissions.export import sent_submissions, versions_of
from wedforms.submissions.workbook import write_workbook

__all__ = ["as_viewer", "ids", "settings", "supplier"]

HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "＝1+1",
    "https://evil.example",
    '=HYPERLINK("x")',
]
FLAGS = [{"value": "vegan", "label": "=Vegan"}, {"value": "nuts", "label": "No nuts"}]
ASKED = form(
    required("who", label="=Who?"),
    field("day", "date", "The day"),
    field("tip", "money", "The tip"),
    field("guests", "number", "Guests"),
    field("flags", "multiple_choice", "Flags", options=FLAGS),
    field("diet", label="Diet", sensitive=True),
    field("photo", "image", "A photograph"),
    field("people", "group", "People: [all]", max_rows=2, fields=[field("name", label="Name")]),
    settings={"review": False},
    name="=Party",
)


@pytest.fixture
def form_id(app, supplier, publish, ids):
    address = publish(ASKED)
    answer(
        app, address, who="=1+1", day="2027-06-05", tip="12.50", guests="80", flags=["vegan"],
        diet="eggs",
    )  # fmt: skip
    page = Browser(app.test_client()).open(address).press("add:people")
    row = next(one.name for one in page.page.controls if one.name.endswith("-name"))
    page.set(row, "@Ana").fill(who="陳大文").choose_file("photo-upload", "../../=a.jpg", picture())
    page.press("submit")
    return ids()[0]


@pytest.fixture
def carry_out(app, database, two_organizations):
    """The worker's part: everything that was asked for is made."""
    engine = create_engine_for(database.worker)
    tenant = two_organizations.ours

    def transaction(organization_id):
        return tenant_transaction(Session(engine, expire_on_commit=False), organization_id)

    def work() -> list[AnswerExport]:
        with app.app_context():
            files = services().files
        carrier = Carrier(
            transaction=transaction, organization_id=tenant.id, files=files, clock=clock.now
        )
        for one in exports():
            carrier.carry_out(one.id)
        return exports()

    def exports() -> list[AnswerExport]:
        with transaction(tenant.id) as session:
            return list(session.scalars(select(AnswerExport).order_by(AnswerExport.created_at)))

    def carrier(during) -> Carrier:
        """One that does this whenever it opens a transaction."""

        def opening(organization_id):
            during()
            return transaction(organization_id)

        with app.app_context():
            files = services().files
        return Carrier(transaction=opening, organization_id=tenant.id, files=files, clock=clock.now)

    work.transaction = lambda: transaction(tenant.id)
    work.carrier = carrier
    yield work
    engine.dispose()


def ask(supplier, form_id, shape: str, question: str = ""):
    supplier.open(f"/studio/forms/{form_id}/exports")
    token = supplier.values("csrf_token")[0]
    return supplier.client.post(
        f"/studio/forms/{form_id}/exports?{question}", data={"csrf_token": token, "format": shape}
    )


def sheets_of(content: bytes) -> dict[str, list[list[object]]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert not [
        cell.coordinate
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f" or cell.hyperlink
    ]
    return {
        sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book
    }


def test_a_workbook_has_dates_amounts_options_and_repeats_and_no_formula(supplier, form_id):
    response = ask(supplier, form_id, "xlsx")
    assert response.headers["Content-Disposition"].startswith("attachment")
    sheets = sheets_of(response.data)
    assert list(sheets) == ["Answers", "People all"]
    headings, first, second = sheets["Answers"]
    told = dict(zip(headings, first, strict=True))
    assert told["=Who?"] == "=1+1"
    assert told["The day"] == datetime.fromisoformat("2027-06-05")
    assert (told["The tip"], told["Guests"]) == (12.5, 80)
    assert (told["Flags: =Vegan"], told["Flags: No nuts"], told["Diet"]) == (1, None, "eggs")
    [_, person] = sheets["People all"]
    assert person == [second[0], "1", "@Ana"]
    assert second[headings.index("=Who?")] == "陳大文"


def test_no_hostile_answer_becomes_a_formula_or_a_link(app, supplier, publish, ids):
    address = publish(ASKED)
    for words in HOSTILE:
        answer(app, address, who=words, diet=words)
    sheets = sheets_of(ask(supplier, ids()[0], "xlsx").data)
    assert {row[7] for row in sheets["Answers"][1:]} == {one.strip() for one in HOSTILE}
    lines = ask(supplier, ids()[0], "csv").get_data(as_text=True)
    assert lines.startswith("\ufeff")
    assert not re.search(r'"[=+\-@＝]', lines)


def test_what_is_more_than_a_sheet_holds_goes_on_in_the_next(
    form_id, tenant_session, two_organizations, tmp_path
):
    path = tmp_path / "answers.xlsx"
    with tenant_session(two_organizations.ours) as session:
        exported = sent_submissions(session, form_id)
        assert list(write_workbook(path, versions_of(session, form_id), exported, most_rows=1)) == [
            1,
            2,
        ]
    sheets = sheets_of(path.read_bytes())
    assert list(sheets) == ["Answers", "People all", "Answers 2"]
    (headings, first), (again, second) = sheets["Answers"], sheets["Answers 2"]
    assert headings == again
    who = headings.index("=Who?")
    assert [first[who], second[who]] == ["=1+1", "陳大文"]


def test_more_columns_than_a_sheet_holds_stand_in_the_next_under_the_same_facts(
    form_id, tenant_session, two_organizations, tmp_path
):
    def written(name, **limits):
        path = tmp_path / name
        with tenant_session(two_organizations.ours) as session:
            exported = sent_submissions(session, form_id)
            made = write_workbook(path, versions_of(session, form_id), exported, **limits)
            assert list(made) == [1, 2]
        return sheets_of(path.read_bytes())

    whole = written("whole.xlsx")["Answers"]
    split = written("split.xlsx", most_columns=9)
    parts = [rows for name, rows in split.items() if name.startswith("Answers")]
    assert max(len(row) for rows in split.values() for row in rows) == 9
    assert all([row[:7] for row in part] == [row[:7] for row in whole] for part in parts)
    beside = [[cell for part in parts for cell in part[at][7:]] for at in range(len(whole))]
    assert beside == [row[7:] for row in whole]


def test_an_export_holds_what_the_list_was_asked(supplier, form_id):
    sheets = sheets_of(ask(supplier, form_id, "xlsx", "f.guests.min=10").data)
    assert len(sheets["Answers"]) == 2
    text = supplier.client.get(f"/studio/forms/{form_id}/answers.csv?f.guests.max=10").get_data(
        True
    )
    assert len(text.strip().splitlines()) == 1


def test_who_may_only_look_takes_nothing_about_diet(supplier, form_id, as_viewer, carry_out):
    ask(supplier, form_id, "files")
    [made] = carry_out()
    as_viewer()
    assert "Diet" not in sheets_of(ask(supplier, form_id, "xlsx").data)["Answers"][0]
    assert "eggs" not in ask(supplier, form_id, "csv").get_data(as_text=True)
    assert supplier.client.get(f"/studio/exports/{made.id}/file").status_code == 404


def test_files_come_in_an_archive_with_safe_names(supplier, form_id, carry_out):
    assert ask(supplier, form_id, "files").status_code == 303
    assert "Stop" in supplier.open(f"/studio/forms/{form_id}/exports").text
    [made] = carry_out()
    assert (made.status, made.done, made.total) == ("done", 2, 2)
    content = supplier.client.get(f"/studio/exports/{made.id}/file").data
    archive = zipfile.ZipFile(io.BytesIO(content))
    [photo] = [one for one in archive.namelist() if one != "files.csv"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\d [0-9a-f]{8}/=a\.jpg", photo)
    assert "A photograph" in archive.read("files.csv").decode()


def test_one_submission_becomes_a_tagged_paper(supplier, form_id, ids, carry_out):
    latest = ids()[1][0]
    supplier.open(f"/studio/answers/{latest}")
    token = supplier.values("csrf_token")[0]
    supplier.client.post(f"/studio/answers/{latest}/pdf", data={"csrf_token": token})
    [made] = carry_out()
    assert made.status == "done", made.failure
    content = supplier.client.get(f"/studio/exports/{made.id}/file").data
    told = subprocess.run(
        ["pdftotext", "-", "-"], input=content, capture_output=True, check=True
    ).stdout.decode()
    assert "陳大文" in told
    with pikepdf.open(io.BytesIO(content)) as pdf:
        assert pdf.Root.MarkInfo.Marked


def test_a_paper_leads_to_its_answer_and_says_when_that_was_deleted_meanwhile(
    supplier, form_id, ids, carry_out
):
    latest = ids()[1][0]
    for act in ("pdf", "delete"):
        token = supplier.open(f"/studio/answers/{latest}").values("csrf_token")[0]
        supplier.client.post(f"/studio/answers/{latest}/{act}", data={"csrf_token": token})
    [failed] = carry_out()
    assert (failed.status, failed.failure) == ("failed", "The answer was deleted meanwhile.")
    page = supplier.client.get(f"/studio/forms/{form_id}/exports").get_data(as_text=True)
    assert f'PDF · <a href="/studio/answers/{latest}">of one answer</a>' in page
    assert "It could not be made. The answer was deleted meanwhile." in page


def test_a_long_export_tells_how_far_it_is_and_can_be_stopped(supplier, form_id, carry_out):
    ask(supplier, form_id, "files")
    [asked] = supplier.client.get(f"/studio/forms/{form_id}/exports/state").json["exports"]
    assert (asked["status"], asked["done"], asked["total"]) == ("waiting", 0, 2)
    token = supplier.open(f"/studio/forms/{form_id}/exports").values("csrf_token")[0]
    supplier.client.post(f"/studio/exports/{asked['id']}/cancel", data={"csrf_token": token})
    [stopped] = carry_out()
    assert (stopped.status, stopped.file_id) == ("cancelled", None)
    assert "stopped" in supplier.open(f"/studio/forms/{form_id}/exports").text


def test_an_export_stopped_in_the_middle_leaves_no_file_and_can_be_asked_for_again(
    supplier, form_id, carry_out, monkeypatch
):
    monkeypatch.setattr("wedforms.submissions.carry_out._STEP", 1)
    ask(supplier, form_id, "files")
    page = f"/studio/forms/{form_id}/exports"
    [asked] = supplier.client.get(f"{page}/state").json["exports"]
    seen = []

    def look_and_stop() -> None:
        [now] = supplier.client.get(f"{page}/state").json["exports"]
        if now["done"] == 1 and not seen:
            drawn = supplier.client.get(page).get_data(as_text=True)
            seen.append('<progress max="2" value="1">' in drawn and "1 of 2" in drawn)
            token = supplier.open(page).values("csrf_token")[0]
            stop = f"/studio/exports/{asked['id']}/cancel"
            supplier.client.post(stop, data={"csrf_token": token})

    carry_out.carrier(look_and_stop).carry_out(UUID(asked["id"]))
    assert seen == [True]
    [stopped] = carry_out()
    assert (stopped.status, stopped.done, stopped.file_id) == ("cancelled", 1, None)
    with carry_out.transaction() as session:
        kept = select(StoredFile.id).where(StoredFile.kind == "export")
        assert session.scalars(kept).all() == []
    assert "stopped" in supplier.open(page).text
    ask(supplier, form_id, "files")
    assert [one.status for one in carry_out()] == ["cancelled", "done"]


def test_without_scripts_the_page_leads_to_itself_while_something_is_made(
    supplier, form_id, carry_out
):
    ask(supplier, form_id, "files")
    page = f"/studio/forms/{form_id}/exports"
    drawn = supplier.client.get(page).get_data(as_text=True)
    assert f'<noscript><p><a href="{page}">See how far they are</a></p></noscript>' in drawn
    assert '<progress max="2" value="0">' in drawn
    carry_out()
    drawn = supplier.client.get(page).get_data(as_text=True)
    assert "<progress" not in drawn
    assert "Download" in drawn


def test_what_is_deleted_while_it_is_exported_is_left_out(supplier, form_id, ids, carry_out):
    ask(supplier, form_id, "files")
    with carry_out.transaction() as session:
        gone = update(FormSubmission).where(FormSubmission.id == ids()[1][0])
        session.execute(gone.values(deleted_at=clock.now()))
    [made] = carry_out()
    assert made.status == "done"
    content = supplier.client.get(f"/studio/exports/{made.id}/file").data
    assert zipfile.ZipFile(io.BytesIO(content)).namelist() == ["files.csv"]


def test_a_file_is_kept_for_a_day(app, supplier, form_id, carry_out, two_organizations):
    ask(supplier, form_id, "files")
    [made] = carry_out()
    address = f"/studio/exports/{made.id}/file"
    assert supplier.client.get(address).status_code == 200
    later = clock.now() + timedelta(days=1, minutes=1)
    with app.app_context():
        files = services().files
    with carry_out.transaction() as session:
        expire_exports(session, now=later)
        assert forget_deleted_uploads(session, store=files, now=later) == 1
    assert supplier.client.get(address).status_code == 404


def test_everything_taken_away_is_in_the_trail(
    supplier, form_id, tenant_session, two_organizations
):
    ask(supplier, form_id, "xlsx")
    supplier.client.get(f"/studio/forms/{form_id}/answers.csv")
    ask(supplier, form_id, "files")
    with tenant_session(two_organizations.ours) as session:
        acts = select(AuditLog.new_values).where(AuditLog.action == "answers.exported")
        noted = [(one["format"], one["count"]) for one in session.scalars(acts)]
    assert sorted(noted) == [("csv", 2), ("files", 2), ("xlsx", 2)]


def test_nobody_else_reaches_an_export(browser, supplier, form_id, carry_out):
    ask(supplier, form_id, "files")
    [made] = carry_out()
    sign_up(browser)
    token = browser.open("/studio/account").values("csrf_token")[0]
    for address in (
        f"exports/{made.id}/file",
        f"forms/{form_id}/exports",
        f"forms/{form_id}/exports/state",
    ):
        assert browser.client.get(f"/studio/{address}").status_code == 404
    for address in (f"exports/{made.id}/cancel", f"forms/{form_id}/exports"):
        posted = browser.client.post(
            f"/studio/{address}", data={"csrf_token": token, "format": "csv"}
        )
        assert posted.status_code == 404
    assert ask(supplier, form_id, "exe").status_code == 400
