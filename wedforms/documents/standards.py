"""The last touches that make WeasyPrint's PDF/A-3a a PDF/UA-1 file too, with a field for the seal.

WeasyPrint follows one standard at a time. `finish` runs right before the file is written, so that
nothing has to be parsed again: it adds the PDF/UA identifier to the metadata, turns headers and
footers into artifacts, and makes the drawn place of the seal a signature field.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

import pydyf

_REFERENCE: Final = re.compile(rb"^(\d+) 0 R$")
_MARKED: Final = 3  # tag, property list, operator

#: PDF/A allows only declared properties in its metadata, so the pdfuaid schema comes with them.
UNIVERSAL_ACCESS: Final = b"""
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
</rdf:RDF>"""


def finish(_document: Any, pdf: Any) -> None:
    """WeasyPrint's `finisher`: complete the file's standards in place."""
    _name_both_standards(pdf)
    _make_unlinked_content_artifacts(pdf)
    _make_seal_field(pdf)
    _compress_once(pdf)


def _compress_once(pdf: Any) -> None:
    """Put compressed streams in place: pydyf would compress again for the file's identifier."""
    for one in pdf.objects:
        if isinstance(one, pydyf.Stream) and one.compress:
            packed = one.data.partition(b"\nstream\n")[2].removesuffix(b"\nendstream")
            one.stream, one.compress = [packed], False
            one.extra = {**one.extra, "Filter": "/FlateDecode"}


def _name_both_standards(pdf: Any) -> None:
    metadata = _object(pdf, pdf.catalog["Metadata"])
    packet = b"".join(metadata.stream)
    metadata.stream = [packet.replace(b"</rdf:RDF>", UNIVERSAL_ACCESS, 1)]
    metadata.compress = False  # plain, so that any tool finds it


def _make_unlinked_content_artifacts(pdf: Any) -> None:
    """Running headers and footers are marked by WeasyPrint but hang on no branch of the tree."""
    root = _object(pdf, pdf.catalog["StructTreeRoot"])
    linked = set(_descendants(pdf, root))
    parents = _object(pdf, root["ParentTree"])["Nums"]
    for number, page_reference in enumerate(pdf.page_references):
        elements = parents[2 * number + 1]
        loose = {i for i, one in enumerate(elements) if _number(one) not in linked}
        contents = _object(pdf, _object(pdf, page_reference)["Contents"])
        contents.stream = list(_with_artifacts(contents.stream, loose))
        elements[:] = ["null" if i in loose else one for i, one in enumerate(elements)]


def _with_artifacts(stream: list[Any], loose: set[int]) -> Iterator[Any]:
    position = 0
    while position < len(stream):
        properties = stream[position + 1] if position + 1 < len(stream) else None
        if isinstance(properties, pydyf.Dictionary) and properties.get("MCID") in loose:
            yield from (b"/Artifact", b"BMC")
            position += _MARKED
        else:
            yield stream[position]
            position += 1


def _make_seal_field(pdf: Any) -> None:
    """Turn the tagged checkbox that the template draws into an empty signature field."""
    form = pdf.catalog.get("AcroForm")
    if form is None:
        return
    del form["NeedAppearances"]
    form["SigFlags"] = 3  # signatures exist; append only
    for reference in form["Fields"]:
        field = _object(pdf, reference)
        for key in ("AS", "V", "MK", "Border"):
            field.pop(key, None)
        left, top, right, bottom = field["Rect"]
        field["Rect"] = pydyf.Array([left, bottom, right, top])
        field["F"] = 132  # printed and locked
        field["FT"] = "/Sig"
        field["AP"] = pydyf.Dictionary({"N": _nothing(pdf, right - left, top - bottom)})


def _nothing(pdf: Any, width: float, height: float) -> bytes:
    """An appearance that draws nothing: what is seen was set by the page itself."""
    box = pydyf.Array([0, 0, width, height])
    appearance = pydyf.Stream(
        extra={"Type": "/XObject", "Subtype": "/Form", "BBox": box, "Resources": "<<>>"}
    )
    pdf.add_object(appearance)
    reference: bytes = appearance.reference
    return reference


def _descendants(pdf: Any, element: Any) -> Iterator[int]:
    for kid in element.get("K", ()):
        number = _number(kid)
        if number is not None and isinstance(pdf.objects[number], pydyf.Dictionary):
            yield number
            yield from _descendants(pdf, pdf.objects[number])


def _object(pdf: Any, reference: bytes) -> Any:
    number = _number(reference)
    if number is None:
        raise ValueError(f"not a reference: {reference!r}")
    return pdf.objects[number]


def _number(reference: Any) -> int | None:
    found = _REFERENCE.match(reference) if isinstance(reference, bytes) else None
    return int(found[1]) if found else None
