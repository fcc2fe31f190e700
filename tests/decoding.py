"""A phone's camera: what a picture of a code leads to, read by a decoder that is not ours."""

from __future__ import annotations

import io

import zxingcpp
from PIL import Image


def read_code(picture: bytes | Image.Image) -> list[str]:
    """What every QR code in a picture says."""
    seen = picture if isinstance(picture, Image.Image) else Image.open(io.BytesIO(picture))
    found = zxingcpp.read_barcodes(seen.convert("L"), formats=zxingcpp.BarcodeFormat.QRCode)
    return [one.text for one in found]
