"""
Turn what a phone sends into a photo that is safe to show.

Everything is drawn anew: nothing but pixels survives, so no position, no camera's name and
nothing hidden behind or inside the file.
"""

from dataclasses import dataclass
from io import BytesIO
from typing import IO

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from PIL import Image, ImageFile, ImageOps

from mulin.errors import Refused

MAX_BYTES = 12 * 1024 * 1024
MAX_PIXELS = 50_000_000
LONGEST_SIDE = 1600
SHORTEST_SIDE = 64
THUMB = (400, 300)
FORMATS = ("JPEG", "PNG", "WEBP", "AVIF")
"""What is read; nothing else gets near a decoder."""

HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1")


@dataclass(frozen=True)
class Picture:
    """A photo drawn anew: JPEG without any data besides its pixels."""

    full: bytes
    thumb: bytes
    width: int
    height: int


def redraw(upload: UploadedFile) -> Picture:
    """Check one uploaded file and draw it anew, or refuse it with a sentence."""
    if upload.size is None or upload.size > MAX_BYTES:
        raise Refused(_("照片超过 12 兆了，请换一张小些的。"))
    # WeasyPrint, once loaded, tells Pillow to take half a picture for a whole one.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    upload.seek(0)
    image = _opened(upload.file or upload)
    try:
        return _redrawn(image)
    except Refused:
        raise
    except Exception as broken:  # whatever a decoder stumbles over, the file is at fault
        raise Refused(_("这张照片没传完整，或者坏了，请再拍一张或换一张。")) from broken
    finally:
        image.close()


def _opened(file: IO[bytes]) -> Image.Image:
    head = file.read(32)
    file.seek(0)
    if not head:
        raise Refused(_("这个文件是空的，请再选一次。"))
    if head[4:8] == b"ftyp" and head[8:12] in HEIC_BRANDS:
        raise Refused(
            _("这是 HEIC 照片，还打不开。请把手机的相机格式改成“兼容性最佳”，或者截个图再传。")
        )
    if head[:4] == b"GIF8":
        raise Refused(_("动图收不了，请传照片。"))
    try:
        image = Image.open(file, formats=FORMATS)
    except Image.DecompressionBombError as bomb:
        raise Refused(_too_large()) from bomb
    except Exception as unknown:
        raise Refused(_("这不是照片。请传 JPG、PNG 或 WebP 格式的照片。")) from unknown
    if image.width * image.height > MAX_PIXELS:
        raise Refused(_too_large())
    # Many phones put a second, smaller picture into a JPEG and call it MPO.
    if image.format != "MPO" and getattr(image, "n_frames", 1) > 1:
        raise Refused(_("动图收不了，请传照片。"))
    return image


def _redrawn(image: Image.Image) -> Picture:
    # A JPEG can be read at half or a quarter of its size, which spares memory.
    image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    image.thumbnail((LONGEST_SIDE, LONGEST_SIDE), reducing_gap=2.0)
    upright = _on_white(ImageOps.exif_transpose(image))
    if min(upright.size) < SHORTEST_SIDE:
        raise Refused(_("照片太小或太窄，看不清楚，请换一张。"))
    thumb = ImageOps.fit(upright, THUMB, Image.Resampling.LANCZOS)
    return Picture(_jpeg(upright, 82), _jpeg(thumb, 78), upright.width, upright.height)


def _on_white(image: Image.Image) -> Image.Image:
    """Return the image without transparency, palette or rare colour spaces."""
    if image.mode == "RGB":
        return image
    if image.has_transparency_data:
        seen = image.convert("RGBA")
        ground = Image.new("RGB", seen.size, "white")
        ground.paste(seen, mask=seen.getchannel("A"))
        return ground
    if image.mode.startswith("I"):  # 16 bits of grey, which convert() would clip to white
        image = image.convert("I").point(lambda value: value / 256).convert("L")
    return image.convert("RGB")


def _jpeg(image: Image.Image, quality: int) -> bytes:
    clean = Image.new("RGB", image.size)
    clean.paste(image)
    out = BytesIO()
    clean.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
    return out.getvalue()


def _too_large() -> str:
    return _("照片的尺寸太大了，请换一张小些的。")
