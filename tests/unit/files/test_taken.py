"""What is taken: every accepted kind, pictures made anew, texts as UTF-8, names that survive."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests.factories import uploads
from wedforms.files.kinds import KINDS
from wedforms.files.uploads import inspect_upload
from wedforms.formspec.fieldtypes.files import MIME_TYPES

GOOD = {
    "jpg": uploads.picture("JPEG"),
    "png": uploads.picture("PNG"),
    "webp": uploads.picture("WEBP"),
    "pdf": uploads.pdf(),
    "docx": uploads.office("docx"),
    "xlsx": uploads.office("xlsx", extra={"xl/printerSettings/printerSettings1.bin": b"\0"}),
    "csv": b"name,diet\nJos\xc3\xa9,vegan\n",
    "txt": b"Dear Aoife,\r\n\tthe list: 5 < 7 & <b>bold</b>\n",
}


def test_every_kind_has_an_example():
    assert set(GOOD) == KINDS


@pytest.mark.parametrize("kind", sorted(GOOD))
def test_good_file_of_each_kind_is_taken(kind):
    upload = inspect_upload(f"Our Day.{kind.upper()}", GOOD[kind])
    assert (upload.kind, upload.name, upload.media_type) == (
        kind,
        f"Our Day.{kind}",
        MIME_TYPES[kind],
    )
    assert upload.content


@pytest.mark.parametrize("kind", ["docx", "xlsx", "pdf"])
def test_papers_are_kept_byte_for_byte(kind):
    assert inspect_upload(f"a.{kind}", GOOD[kind]).content == GOOD[kind]


def test_the_first_page_of_a_pdf_is_drawn_small():
    drawn = uploads.opened(inspect_upload("menu.pdf", uploads.pdf_of_two_colours()).thumbnail)
    assert (drawn.format, drawn.size) == ("WEBP", (320, 160))
    [(left_red, _, left_blue), (right_red, _, right_blue)] = (
        drawn.convert("RGB").getpixel((across, 80)) for across in (80, 240)
    )
    assert min(left_red, right_blue) > 200
    assert max(left_blue, right_red) < 50


def test_a_pdf_that_would_take_minutes_to_draw_is_taken_without_a_picture():
    sent = uploads.pdf_slow_to_draw()
    upload = inspect_upload("plan.pdf", sent)
    assert (upload.content, upload.thumbnail) == (sent, None)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_camera_notes_and_place_are_gone(kind):
    sent = uploads.photograph(kind)
    assert b"SECRETCAMERA" in sent
    upload = inspect_upload(f"a.{kind.lower()}", sent)
    for content in (upload.content, upload.thumbnail):
        assert b"SECRETCAMERA" not in content
        assert b"Exif" not in content
        assert dict(uploads.opened(content).getexif()) == {}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(
    ("orientation", "size", "first_is_red"),
    [(1, (60, 40), True), (3, (60, 40), False), (6, (40, 60), True), (8, (40, 60), False)],
)
def test_picture_is_turned_upright(kind, orientation, size, first_is_red):
    image = uploads.opened(
        inspect_upload(
            f"a.{kind.lower()}", uploads.photograph(kind, orientation=orientation)
        ).content
    )
    red, _, blue = image.convert("RGB").getpixel((2, 2))
    assert image.size == size
    assert (red > blue) is first_is_red


@pytest.mark.filterwarnings("ignore:Tag data larger than file")
def test_picture_with_damaged_notes_is_taken_without_them():
    sent = uploads.photograph()
    place = uploads.GPS.to_bytes(2, "big") + b"\0\x04\0\0\0\x01"
    damaged = sent.replace(place, place[:4] + b"\x7f\xff\xff\xff")
    assert damaged != sent
    assert dict(uploads.opened(inspect_upload("a.jpg", damaged).content).getexif()) == {}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_hangs_behind_a_picture_is_gone(kind):
    polyglot = uploads.picture(kind) + uploads.office() + b"<script>alert(1)</script>"
    content = inspect_upload(f"a.{kind.lower()}", polyglot).content
    assert b"<script>" not in content
    assert not zipfile.is_zipfile(io.BytesIO(content))


def test_words_hidden_in_a_picture_are_gone():
    from PIL import PngImagePlugin  # noqa: PLC0415 - only this test writes them

    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", "<script>alert(1)</script>")
    assert b"script" not in inspect_upload("a.png", uploads.picture("PNG", pnginfo=words)).content


def test_making_a_picture_anew_gives_the_same_bytes_each_time():
    first, second = (inspect_upload("a.jpg", uploads.photograph()).content for _ in range(2))
    assert first == second


def test_see_through_pictures_stay_so():
    upload = inspect_upload("a.png", uploads.picture("PNG", mode="RGBA"))
    assert uploads.opened(upload.content).mode == "RGBA"
    assert uploads.opened(upload.thumbnail).mode == "RGBA"


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK"])
def test_pictures_in_rare_modes_are_taken(mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    assert uploads.opened(
        inspect_upload(f"a.{kind.lower()}", uploads.picture(kind, mode=mode)).content
    ).size == (60, 40)


def test_sixteen_bit_tones_keep_their_brightness():
    from PIL import Image  # noqa: PLC0415 - only this test writes one

    written = io.BytesIO()
    Image.new("I;16", (10, 10), 32_768).save(written, "PNG")
    assert uploads.opened(inspect_upload("a.png", written.getvalue()).content).getpixel((5, 5)) == (
        128,
        128,
        128,
    )


def test_colour_profile_is_applied_and_dropped():
    content = inspect_upload("a.png", uploads.in_other_colours()).content
    assert "icc_profile" not in uploads.opened(content).info
    assert uploads.opened(content).getpixel((2, 2)) == (255, 0, 0)


def test_thumbnail_is_small_and_of_the_same_shape():
    upload = inspect_upload("a.jpg", uploads.picture("JPEG", size=(1600, 800)))
    thumbnail = uploads.opened(upload.thumbnail)
    assert (thumbnail.format, thumbnail.size) == ("WEBP", (320, 160))
    assert upload.size_in_pixels == {"width": 1600, "height": 800}


def test_picture_of_another_accepted_kind_than_its_name_is_taken_as_what_it_is():
    assert inspect_upload("IMG_1.jpg", uploads.picture("PNG")).name == "IMG_1.png"


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("£5 each, café".encode(), "£5 each, café"),
        ("£5 each, café".encode("cp1252"), "£5 each, café"),
        ("£5 each, café".encode("utf-16"), "£5 each, café"),
        (b"\xef\xbb\xbfname", "name"),
    ],
)
def test_texts_are_kept_as_utf_8(sent, kept):
    assert inspect_upload("notes.txt", sent).content.decode() == kept


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("Jose\u0301 & Zoë.JPG", "José & Zoë.jpg"),
        ("陳大文.jpeg", "陳大文.jpg"),
        ("עדי.jpg", "עדי.jpg"),
        ("C:\\Users\\Ann\\Our Day.jpg", "Our Day.jpg"),
        ("../../etc/passwd.jpg", "passwd.jpg"),
        ("evil\u202egpj.jpg", "evil gpj.jpg"),
        ("two\r\nlines\0.jpg", "two lines.jpg"),
        ('a"b<c>.jpg', "a b c.jpg"),
        ("broken \udcff.jpg", "broken.jpg"),
        ("x" * 400 + ".jpg", "x" * 100 + ".jpg"),
        ("   .jpg", "file.jpg"),
    ],
)
def test_names_survive_without_what_harms(sent, kept):
    assert inspect_upload(sent, GOOD["jpg"]).name == kept
