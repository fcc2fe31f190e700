"""Pictures made anew: fully decoded, upright, without the camera's notes; and a thumbnail."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from typing import Any, Final

from PIL import Image, ImageCms, ImageFile, ImageOps

from wedforms.files.errors import ContentRefused

MOST_PIXELS: Final = 50_000_000
THUMBNAIL_SIDE: Final = 320
_FORMATS: Final = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP"}
_SAVING: Final[dict[str, dict[str, Any]]] = {
    "jpg": {"quality": 85, "progressive": True},
    "png": {"compress_level": 4},
    "webp": {"quality": 85, "method": 4},
}

# Pillow refuses twice this while it reads the header; we refuse what is between.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS
# Many cameras write notes that are not quite right; they are dropped in any case.
warnings.filterwarnings("ignore", category=UserWarning, module=r"PIL\.")


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture made anew: its bytes, its size in pixels, and a small WebP to show in lists."""

    content: bytes
    width: int
    height: int
    thumbnail: bytes


def make_anew(content: bytes, *, kind: str) -> Picture:
    """Decode every pixel and write them again, so that nothing else of the file is left.

    Raises ContentRefused for what is too large or cannot be decoded to the end.
    """
    image = _decode(content, kind)
    small = image.copy()
    small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    return Picture(
        content=_encode(image, kind),
        width=image.width,
        height=image.height,
        thumbnail=_encode(small, "webp"),
    )


def _decode(content: bytes, kind: str) -> Image.Image:
    try:
        with Image.open(io.BytesIO(content), formats=[_FORMATS[kind]]) as opened:
            _require_few_pixels(opened)
            # WeasyPrint, once imported anywhere in the process, makes Pillow forgive cut-off files.
            ImageFile.LOAD_TRUNCATED_IMAGES = False
            opened.load()
            upright = ImageOps.exif_transpose(opened)
            return _plain(upright, kind)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise ContentRefused("too_many_pixels", limit=MOST_PIXELS // 1_000_000) from None
    except (OSError, SyntaxError, ValueError, EOFError, OverflowError, MemoryError) as fault:
        raise ContentRefused("broken") from fault


def _require_few_pixels(image: Image.Image) -> None:
    if image.width * image.height > MOST_PIXELS:
        raise Image.DecompressionBombError


def _plain(image: Image.Image, kind: str) -> Image.Image:
    """The pixels alone, in the colours of the web, in a mode that the kind can hold."""
    see_through = kind != "jpg" and image.has_transparency_data
    if image.mode.startswith("I"):
        # Sixteen bits a colour; a conversion would cut off all but the darkest tones.
        image = image.convert("I").point(lambda tone: tone * (1 / 256)).convert("L")
    image = _in_web_colours(image).convert("RGBA" if see_through else "RGB")
    image.info.clear()
    return image


def _in_web_colours(image: Image.Image) -> Image.Image:
    """Apply the colour profile, which is dropped, so that the colours stay what they were."""
    profile = image.info.get("icc_profile")
    if not profile or image.mode not in {"RGB", "RGBA", "CMYK", "L"}:
        return image
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        mode = image.mode if image.mode == "RGBA" else "RGB"
        changed = ImageCms.profileToProfile(
            image, source, ImageCms.createProfile("sRGB"), outputMode=mode
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    return image if changed is None else changed


def _encode(image: Image.Image, kind: str) -> bytes:
    written = io.BytesIO()
    image.save(written, _FORMATS[kind], **_SAVING[kind])
    return written.getvalue()
