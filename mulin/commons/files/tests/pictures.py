"""Photos as phones and bad people send them."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, TiffImagePlugin
from PIL.ExifTags import IFD, Base


def painted(size=(800, 600), mode="RGB", colour="seagreen") -> Image.Image:
    """Paint a picture whose upper left quarter is orange, so that turning it shows."""
    image = Image.new(mode, size, colour)
    image.paste("orange", (0, 0, size[0] // 2, size[1] // 2))
    return image


def saved(image: Image.Image, kind: str = "JPEG", **how) -> bytes:
    out = BytesIO()
    image.save(out, kind, **how)
    return out.getvalue()


def sent(content: bytes, name: str = "photo.jpg", kind: str = "image/jpeg") -> SimpleUploadedFile:
    """Return content as a browser sends it."""
    return SimpleUploadedFile(name, content, kind)


def a_photo(size=(800, 600)) -> SimpleUploadedFile:
    return sent(saved(painted(size)))


def exif_of_a_phone(orientation: int = 1) -> bytes:
    exif = Image.Exif()
    exif[Base.Make] = "Huawei"
    exif[Base.Orientation] = orientation
    degrees = tuple(TiffImagePlugin.IFDRational(n) for n in (23, 7, 31))
    exif.get_ifd(IFD.GPSInfo).update({1: "N", 2: degrees, 3: "E", 4: degrees})
    return exif.tobytes()


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content))
