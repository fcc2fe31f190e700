"""Each file that could do harm, or that nobody could open, is refused with its own reason."""

from __future__ import annotations

import io
import os
import tarfile

import pikepdf
import pytest

from tests.factories import uploads
from wedforms.files.errors import UploadRefused
from wedforms.files.uploads import inspect_upload

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!DOCTYPE html><html><script>alert(1)</script></html>"
XML = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + b"\0" * 200
JPEG, PNG, WEBP = (uploads.picture(kind) for kind in ("JPEG", "PNG", "WEBP"))
DOCX, PDF = uploads.office(), uploads.pdf()


def _tar() -> bytes:
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("a.txt"), io.BytesIO())
    return written.getvalue()


BY_NAME_AND_FIRST_BYTES = [
    ("nothing.pdf", b"", "empty"),
    ("drawing.svg", SVG, "markup"),
    ("page.html", HTML, "markup"),
    ("data.xml", XML, "markup"),
    ("drawing.png", SVG, "markup"),
    ("page.pdf", HTML, "markup"),
    ("notes.txt", SVG, "markup"),
    ("notes.txt", b"\xef\xbb\xbf \n " + HTML, "markup"),
    ("notes.txt", "\ufeff<html>".encode("utf-16"), "markup"),
    ("guests.csv", b"name,diet\n<script>alert(1)</script>,none\n", "markup"),
    ("program.exe", b"MZ" + b"\0" * 300, "kind"),
    ("program.txt", b"MZ\x90\0" + b"\0" * 300, "mismatch"),
    ("archive.zip", DOCX, "kind"),
    ("macros.docm", DOCX, "kind"),
    ("picture.gif", uploads.picture("GIF"), "kind"),
    ("IMG_1.HEIC", HEIC, "heic"),
    ("IMG_1.jpg", HEIC, "heic"),
    ("no ending", JPEG, "kind"),
    ("pdf", PDF, "kind"),
    ("invoice.pdf.exe", PDF, "kind"),
    ("picture.jpg", PDF, "mismatch"),
    ("paper.pdf", JPEG, "mismatch"),
    ("paper.docx", PDF, "mismatch"),
    ("notes.txt", PDF, "mismatch"),
    ("guests.csv", JPEG, "mismatch"),
    ("notes.txt", _tar(), "mismatch"),
    ("notes.txt", b"one\0two", "mismatch"),
    ("notes.txt", b"price: 5\x1b[31m", "mismatch"),
    ("tiff.png", uploads.picture("TIFF"), "mismatch"),
]

PICTURES = [
    ("cut.jpg", JPEG[: len(JPEG) // 2], "broken"),
    ("cut.png", PNG[: len(PNG) // 2], "broken"),
    ("cut.webp", WEBP[: len(WEBP) // 2], "broken"),
    ("changed.png", PNG[:50] + b"\xff" + PNG[51:], "broken"),
    ("head.jpg", JPEG[:20], "broken"),
    ("bomb.png", uploads.pixel_bomb(), "too_many_pixels"),
    ("large.png", uploads.pixel_bomb(8_000, 6_251), "too_many_pixels"),
    ("bomb.webp", uploads.pixel_bomb(), "too_many_pixels"),
]

OFFICE = [
    ("paper.docx", uploads.office(extra={"word/vbaProject.bin": b"macro"}), "active"),
    ("paper.docx", uploads.office(extra={"word/activeX/activeX1.xml": b"<x/>"}), "active"),
    ("paper.docx", uploads.office(extra={"setup.exe": b"MZ"}), "active"),
    ("sheet.xlsx", DOCX, "mismatch"),
    ("paper.docx", uploads.office(without="[Content_Types].xml"), "mismatch"),
    ("paper.docx", uploads.office(extra={"../../etc/cron.d/x": b"x"}), "mismatch"),
    ("paper.docx", uploads.office(extra={"/etc/passwd": b"x"}), "mismatch"),
    ("paper.docx", uploads.office(comment=HTML), "mismatch"),
    ("paper.docx", uploads.office_with_link(), "mismatch"),
    ("paper.docx", uploads.office_locked(), "locked"),
    ("paper.docx", DOCX + DOCX, "mismatch"),
    ("paper.docx", uploads.office_overlapping(), "bomb"),
    ("paper.docx", DOCX[:-30], "broken"),
    ("paper.docx", DOCX[:80], "broken"),
    ("many.docx", uploads.office(extra={f"word/{n}.xml": b"" for n in range(1_000)}), "bomb"),
    ("dense.xlsx", uploads.office("xlsx", extra={"xl/sheet.xml": b"\0" * 30_000_000}), "bomb"),
    ("lying.docx", uploads.office_that_lies(30_000_000), "broken"),
]

PORTABLE = [
    ("paper.pdf", uploads.pdf(password="secret"), "locked"),
    ("paper.pdf", uploads.pdf(pages=0), "broken"),
    ("paper.pdf", PDF[:60], "broken"),
    ("paper.pdf", b"%PDF-1.7\n" + b"rubbish " * 100, "broken"),
    ("paper.pdf", uploads.pdf_acting("/JavaScript"), "active"),
    ("paper.pdf", uploads.pdf_acting("/Launch"), "active"),
    ("paper.pdf", uploads.pdf_acting_deep_inside(), "active"),
    ("paper.pdf", uploads.pdf(catalogue={"/AcroForm": pikepdf.Dictionary(XFA="x")}), "active"),
    ("both.pdf", PDF + DOCX, "mismatch"),
    ("both.pdf", DOCX + PDF, "mismatch"),
    ("late.pdf", b"GIF89a" + PDF, "mismatch"),
    ("late.pdf", HTML + PDF, "markup"),
]

CASES = [*BY_NAME_AND_FIRST_BYTES, *PICTURES, *OFFICE, *PORTABLE]


@pytest.mark.parametrize(
    ("name", "content", "reason"), CASES, ids=[f"{n}-{c[0]}-{c[2]}" for n, c in enumerate(CASES)]
)
def test_file_is_refused_for_its_reason(name, content, reason):
    with pytest.raises(UploadRefused) as refused:
        inspect_upload(name, content)
    assert refused.value.reason == reason
    assert f"“{name}”" in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.filterwarnings("ignore")
def test_pixels_are_counted_where_warnings_are_not_heard():
    with pytest.raises(UploadRefused) as refused:
        inspect_upload("large.png", uploads.pixel_bomb(8_000, 6_251))
    assert refused.value.reason == "too_many_pixels"


def test_two_hundred_megabytes_are_the_end_however_well_they_are_packed():
    part = (os.urandom(2_000) + bytes(100_000)) * 700
    parts = {f"word/media/{number}.bin": part for number in range(3)}
    with pytest.raises(UploadRefused) as refused:
        inspect_upload("large.docx", uploads.office(extra=parts))
    assert refused.value.reason == "bomb"


def test_pdf_that_unpacks_without_end_is_stopped():
    with pytest.raises(UploadRefused) as refused:
        inspect_upload("bomb.pdf", uploads.pdf_bomb())
    assert refused.value.reason in {"bomb", "broken"}


def test_kind_that_this_field_does_not_accept_is_refused_with_what_it_does():
    with pytest.raises(UploadRefused, match="What can be sent: JPG, PNG") as refused:
        inspect_upload("paper.pdf", PDF, accepted={"png", "jpg"})
    assert refused.value.reason == "kind"


def test_picture_kind_that_is_not_accepted_is_refused_even_under_an_accepted_name():
    with pytest.raises(UploadRefused) as refused:
        inspect_upload("picture.jpg", PNG, accepted={"jpg"})
    assert refused.value.reason == "mismatch"


@pytest.mark.parametrize(
    ("largest", "words"), [(1_000, "at most 1 kB"), (30_000_000, "at most 25 MB")]
)
def test_size_is_limited_by_the_field_and_by_the_house(largest, words):
    with pytest.raises(UploadRefused, match=words):
        inspect_upload("large.txt", b"x" * (26 * 1024 * 1024), largest=largest)


def test_person_with_an_iphone_is_told_how_to_send_a_jpeg():
    with pytest.raises(UploadRefused, match=r"JPEG.*Most Compatible"):
        inspect_upload("IMG_0001.HEIC", HEIC)


@pytest.mark.parametrize(
    ("locale", "limit"), [("en-GB", "2.5 MB"), ("fr", "2,5\u202fMo"), ("de", "2,5 MB")]
)
def test_the_largest_size_is_told_as_readers_write_it(locale, limit):
    refused = UploadRefused("too_large", name="a.pdf", limit=2_621_440)
    assert refused.facts(locale)["limit"] == limit
    assert UploadRefused("too_many_pixels", name="a.png", limit=60).facts(locale)["limit"] == "60"


def test_the_kinds_that_are_taken_have_the_commas_of_the_language():
    refused = UploadRefused("kind", name="a.exe", accepted={"png", "pdf"})
    assert refused.facts("ar")["accepted"] == "PDF، PNG"
    assert "What can be sent: PDF, PNG." in str(refused)
