"""Files as people and attackers send them, made on the spot."""

from __future__ import annotations

import io
import stat
import struct
import zipfile
import zlib

import pikepdf
from PIL import Image, ImageCms

GPS = 34853
ORIENTATION = 274
CAMERA = 271


def picture(
    kind: str = "JPEG", *, size: tuple[int, int] = (60, 40), mode: str = "RGB", **saving
) -> bytes:
    """A picture whose left half is red and whose right half is blue."""
    image = Image.new("RGBA" if mode == "RGBA" else "RGB", size, "red")
    image.paste("blue", (size[0] // 2, 0, *size))
    if mode == "RGBA":
        image.putpixel((0, 0), (0, 0, 0, 0))
    written = io.BytesIO()
    image.convert(mode).save(written, kind, **saving)
    return written.getvalue()


def photograph(kind: str = "JPEG", *, orientation: int = 1) -> bytes:
    """A picture with what a phone notes in it: maker, place, and how it was held."""
    notes = Image.Exif()
    notes[CAMERA] = "SECRETCAMERA"
    notes[ORIENTATION] = orientation
    notes.get_ifd(GPS).update({1: "N", 2: (51.0, 30.0, 26.0), 3: "W", 4: (0.0, 7.0, 39.0)})
    return picture(kind, exif=notes)


def in_other_colours() -> bytes:
    """A picture that carries a colour profile."""
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    return picture("PNG", icc_profile=srgb.tobytes())


def opened(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    image.load()
    return image


def pixel_bomb(width: int = 60_000, height: int = 60_000) -> bytes:
    """A PNG of a few bytes that says it is enormous."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return (
            len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")
        )

    header = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x02\x00\x00\x00"
    body = (
        chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )
    return b"\x89PNG\r\n\x1a\n" + body


def office(
    kind: str = "docx",
    *,
    extra: dict[str, bytes] | None = None,
    without: str = "",
    comment: bytes = b"",
) -> bytes:
    """A Word or Excel file as far as an archive makes one."""
    main = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}[kind]
    parts = {
        "[Content_Types].xml": b"<Types/>",
        "_rels/.rels": b"<Relationships/>",
        main: b"<document/>",
    }
    parts |= extra or {}
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            if name != without:
                archive.writestr(name, content)
        archive.comment = comment
    return written.getvalue()


def office_with_link() -> bytes:
    """A Word file in which one entry is a symbolic link."""
    written = io.BytesIO(office())
    with zipfile.ZipFile(written, "a") as archive:
        link = zipfile.ZipInfo("word/media/picture.png")
        link.create_system = 3
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    return written.getvalue()


def office_overlapping() -> bytes:
    """A Word file in which two entries are the same bytes."""
    written = io.BytesIO(office())
    with zipfile.ZipFile(written, "a") as archive:
        archive.writestr("word/media/picture.png", b"x")
        archive.infolist()[-1].header_offset = archive.infolist()[0].header_offset
    return written.getvalue()


def office_that_lies(size: int) -> bytes:
    """A Word file whose headers say that a large part unpacks to one byte."""
    content = bytearray(office(extra={"word/media/large.xml": b"\0" * size}))
    real, small = size.to_bytes(4, "little"), (1).to_bytes(4, "little")
    return bytes(content.replace(real, small))


def office_locked() -> bytes:
    """A Word file whose entries say that they are encrypted."""
    content = bytearray(office())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(mark)
        while place >= 0:
            content[place + flags] |= 1
            place = content.find(mark, place + 4)
    return bytes(content)


def pdf(
    *, catalogue: dict[str, pikepdf.Object] | None = None, password: str = "", pages: int = 1
) -> bytes:
    """A PDF of empty pages, with what `catalogue` adds to its root."""
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page()
    for key, value in (catalogue or {}).items():
        document.Root[key] = value
    written = io.BytesIO()
    lock = pikepdf.Encryption(owner=password, user=password) if password else False
    document.save(written, encryption=lock)
    document.close()
    return written.getvalue()


def pdf_of_two_colours() -> bytes:
    """A landscape page, red on its left half and blue on its right, and a page after it."""
    document = pikepdf.new()
    document.add_blank_page(page_size=(200, 100))
    document.pages[0].Contents = document.make_stream(
        b"1 0 0 rg 0 0 100 100 re f 0 0 1 rg 100 0 100 100 re f"
    )
    document.add_blank_page()
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def pdf_slow_to_draw() -> bytes:
    """A PDF that is fine to read, whose page asks for so many strokes that drawing takes minutes."""
    document = pikepdf.new()
    document.add_blank_page(page_size=(600, 600))
    strokes = b"".join(
        b"%d 0 m 0 %d l 600 %d l S\n" % (n % 600, n % 599, n % 597) for n in range(4000)
    )
    form = document.make_stream(strokes)
    form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    form.BBox = pikepdf.Array([0, 0, 600, 600])
    document.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Again=form))
    document.pages[0].Contents = document.make_stream(b"/Again Do\n" * 4000)
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def pdf_acting(kind: str) -> bytes:
    """A PDF that does something when it is opened."""
    action = pikepdf.Dictionary(S=pikepdf.Name(kind), JS="app.alert(1)", F="calc.exe")
    return pdf(catalogue={"/OpenAction": action})


def pdf_acting_deep_inside() -> bytes:
    """A PDF whose script hides in an array, in a dictionary, in an array of a page."""
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    annotation = pikepdf.Dictionary(Type=pikepdf.Name.Annot, AA=pikepdf.Dictionary(U=script))
    return pdf(catalogue={"/Extras": pikepdf.Array([pikepdf.Array([annotation])])})


def pdf_bomb() -> bytes:
    """A PDF whose object stream unpacks to one gigabyte."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * (1 << 24)) for _ in range(64)) + packer.flush()
    head = b"%PDF-1.7\n"
    stream = b"1 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n" % len(
        packed
    )
    body = head + stream + packed + b"\nendstream\nendobj\n"
    rows = [(0, 0, 255), (1, len(head), 0), (2, 1, 0), (1, len(body), 0)]
    packed_rows = b"".join(struct.pack("!BIB", *row) for row in rows)
    facts = b"<</Type/XRef/Size 4/W[1 4 1]/Root 2 0 R/Length %d>>" % len(packed_rows)
    table = b"3 0 obj\n" + facts + b"\nstream\n" + packed_rows + b"\nendstream\nendobj\n"
    return body + table + b"startxref\n%d\n%%%%EOF\n" % len(body)
