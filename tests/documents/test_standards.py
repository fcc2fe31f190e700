"""The sealed file keeps to PDF/A-3 and PDF/UA, as pikepdf reads it."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from typing import Any

import pikepdf
import pytest


@pytest.fixture(scope="module")
def pdf(sealed: bytes) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(BytesIO(sealed)) as opened:
        yield opened


def elements(pdf: pikepdf.Pdf) -> Iterator[Any]:
    waiting = [pdf.Root.StructTreeRoot.K[0]]
    while waiting:
        element = waiting.pop(0)
        yield element
        kids = element.get("/K", [])
        waiting = [kid for kid in kids if is_element(kid)] + waiting


def is_element(kid: Any) -> bool:
    return isinstance(kid, pikepdf.Dictionary) and "/S" in kid


def roles(pdf: pikepdf.Pdf) -> list[str]:
    return [str(element.S) for element in elements(pdf)]


def fonts(pdf: pikepdf.Pdf) -> list[Any]:
    return [font for page in pdf.pages for font in page.Resources.Font.values()]


def test_metadata_name_both_standards(pdf: pikepdf.Pdf):
    with pdf.open_metadata() as metadata:
        assert metadata.pdfa_status == "3A"
        assert metadata["pdfuaid:part"] == "1"


def test_metadata_declare_the_schema_of_the_second_standard(pdf: pikepdf.Pdf):
    packet = pdf.Root.Metadata.read_bytes()
    assert b"<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>" in packet
    assert packet.count(b"<rdf:RDF") == packet.count(b"</rdf:RDF>") == 1


def test_metadata_agree_with_the_information_dictionary(pdf: pikepdf.Pdf):
    with pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == str(pdf.docinfo["/Title"])
        assert metadata["pdf:Producer"] == str(pdf.docinfo["/Producer"])
        assert metadata["dc:creator"] == [str(pdf.docinfo["/Author"])]


def test_title_is_shown_and_language_stated(pdf: pikepdf.Pdf):
    assert str(pdf.docinfo["/Title"]) == "Wedding photography contract C-2026-0001"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle is True
    assert str(pdf.Root.Lang) == "en-GB"


def test_colours_have_an_output_intent(pdf: pikepdf.Pdf):
    (intent,) = pdf.Root.OutputIntents
    assert intent.S == "/GTS_PDFA1"
    assert intent.DestOutputProfile.read_bytes()[36:40] == b"acsp"


def test_every_font_is_embedded_as_a_subset(pdf: pikepdf.Pdf):
    assert len(fonts(pdf)) >= 8
    for font in fonts(pdf):
        descriptor = font.DescendantFonts[0].FontDescriptor
        assert "/FontFile2" in descriptor or "/FontFile3" in descriptor
        assert str(font.BaseFont)[7] == "+"
        assert "/ToUnicode" in font


def test_nothing_is_encrypted_or_run(pdf: pikepdf.Pdf):
    assert not pdf.is_encrypted
    assert "/OpenAction" not in pdf.Root
    assert "/AA" not in pdf.Root
    assert "/NeedAppearances" not in pdf.Root.AcroForm


def test_structure_is_a_tree_of_known_elements(pdf: pikepdf.Pdf):
    assert pdf.Root.MarkInfo.Marked is True
    found = set(roles(pdf))
    assert {"/Document", "/Sect", "/H1", "/H2", "/H3", "/P", "/Table", "/TR", "/TH", "/TD"} <= found
    assert {"/L", "/LI", "/LBody", "/Figure", "/Form"} <= found


def test_headings_skip_no_level(pdf: pikepdf.Pdf):
    levels = [int(role[2]) for role in roles(pdf) if role in {"/H1", "/H2", "/H3"}]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_every_figure_has_words(pdf: pikepdf.Pdf):
    figures = [element for element in elements(pdf) if element.S == "/Figure"]
    assert [str(figure.Alt) for figure in figures] == ["Signature of 陳大文 עדי عادي"]


def test_every_data_cell_names_its_headers(pdf: pikepdf.Pdf):
    cells = [element for element in elements(pdf) if element.S == "/TD"]
    assert cells
    assert all(len(cell.A.Headers) > 0 for cell in cells if has_text(cell))


def has_text(element: Any) -> bool:
    kids = element.get("/K", [])
    return any(isinstance(kid, int) or has_text(kid) for kid in kids if not is_reference(kid))


def is_reference(kid: Any) -> bool:
    return isinstance(kid, pikepdf.Dictionary) and "/Obj" in kid


def test_content_is_tagged_or_an_artifact(pdf: pikepdf.Pdf):
    reachable = {element.objgen for element in elements(pdf)}
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    parents = {int(numbers[at]): numbers[at + 1] for at in range(0, len(numbers), 2)}
    for page in pdf.pages:
        of_page = parents[int(page.StructParents)]
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) == "BDC":
                assert of_page[int(operands[1].MCID)].objgen in reachable


def test_running_foot_is_an_artifact_and_no_text_is_unmarked(pdf: pikepdf.Pdf):
    for page in pdf.pages:
        inside = [mark for mark, operator in marked_operators(page) if operator in {"Tj", "TJ"}]
        assert "/Artifact" in inside
        assert "" not in inside


def marked_operators(page: pikepdf.Page) -> Iterator[tuple[str, str]]:
    open_marks: list[str] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in {"BMC", "BDC"}:
            open_marks.append(str(operands[0]))
        elif name == "EMC":
            open_marks.pop()
        yield (open_marks[-1] if open_marks else ""), name


def test_seal_field_has_a_name_and_a_place_in_the_structure(pdf: pikepdf.Pdf):
    (field,) = pdf.Root.AcroForm.Fields
    assert field.FT == "/Sig"
    assert str(field.TU) == "Electronic seal of this document"
    assert "/N" in field.AP
    (form,) = [element for element in elements(pdf) if element.S == "/Form"]
    assert form.K[0].Obj.objgen == field.objgen
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    at = [int(number) for number in list(numbers)[::2]].index(int(field.StructParent))
    assert numbers[2 * at + 1].objgen == form.objgen


def test_pages_follow_the_structure_when_tabbed(pdf: pikepdf.Pdf):
    assert all(page.Tabs == "/S" for page in pdf.pages)
