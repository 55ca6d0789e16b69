"""Bytes of a PNG or JPEG file to fresh pixels: nothing of the file itself gets any further.

The order is the defence: magic bytes, then the size that the header states against the limits, then
Pillow, told which two formats it may use, with its warnings as errors. Out comes a `Picture` in gray
or RGB, upright (the orientation that a camera recorded is carried out), transparency laid over
white. Resolution and colour profile of the file are not used: pixels are sRGB. The only module that
knows Pillow, which it loads when a picture is there.
"""

from struct import error as struct_error
from struct import unpack_from
from typing import Any, Final

from briefgen.diagnostics import Span, bad_input, limit
from briefgen.errors import BriefgenError, LimitError, RecordError
from briefgen.limits import LIMITS, value

__all__ = ["Picture", "read_picture"]

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8\xff"

# JPEG markers (ISO/IEC 10918-1, B.1.1.3): SOF0 to SOF15 state the size, but for three that mean
# something else; TEM, RST0 to RST7 and SOI have no length.
_SIZES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_BARE: Final = frozenset((0x01, *range(0xD0, 0xD9)))

_ORIENTATION: Final = 0x0112  # the Exif tag
_SIXTEEN_BITS: Final = ("I", "I;16", "I;16B", "I;16L", "I;16N")


class Picture:
    """Pixels, row by row from the top, `channels` bytes each: 1 is gray, 3 is RGB (sRGB)."""

    __slots__ = ("channels", "height", "pixels", "width")

    def __init__(self, width: int, height: int, channels: int, pixels: bytes) -> None:
        self.width: Final = width
        self.height: Final = height
        self.channels: Final = channels
        self.pixels: Final = pixels


def read_picture(data: bytes, where: Span) -> Picture:
    """Decode a PNG or JPEG file; `where` is the place that a message names.

    Raises RecordError (`image.format`, `image.damaged`), LimitError (`limit.image`,
    `limit.image-side`, `limit.image-pixels`).
    """
    _bound("image", len(data), where)
    if not data.startswith((_PNG, _JPEG)):
        hint = "save it again as PNG or JPEG; a changed file name is not enough"
        raise RecordError(bad_input("image.format", where, "the picture is neither PNG nor JPEG", hint))
    size = _png_size(data) if data.startswith(_PNG) else _jpeg_size(data)
    if size is None or not all(size):
        raise _damaged(where)
    _bound("image-side", max(size), where)
    _bound("image-pixels", size[0] * size[1], where)
    try:
        return _decode(data, size)
    except MemoryError:
        raise
    except Exception as error:  # Pillow raises OSError, SyntaxError, ValueError, struct.error, warnings and more
        raise _damaged(where) from error


def _damaged(where: Span) -> BriefgenError:
    return RecordError(bad_input("image.damaged", where, "the picture cannot be decoded"))


def _bound(name: str, size: int, where: Span) -> None:
    if size > value(name):
        unit = LIMITS[name].unit
        raise LimitError(limit(name, where, f"the picture has {size:,} {unit}; the limit is {value(name):,} {unit}"))


def _png_size(data: bytes) -> tuple[int, int] | None:
    """Return width and height from IHDR, which comes first (PNG, 5.6 and 11.2.1)."""
    try:
        length, kind, width, height = unpack_from(">I4sII", data, len(_PNG))
    except struct_error:
        return None
    return (width, height) if kind == b"IHDR" and length == 13 else None


def _jpeg_size(data: bytes) -> tuple[int, int] | None:
    """Return width and height from the first frame header (ISO/IEC 10918-1, B.2.2)."""
    place = 2
    try:
        while data[place] == 0xFF:
            marker = data[place + 1]
            if marker == 0xFF:  # fill bytes may stand before a marker
                place += 1
            elif marker in _BARE:
                place += 2
            elif marker in _SIZES:
                height, width = unpack_from(">HH", data, place + 5)
                return width, height
            else:
                place += 2 + max(2, unpack_from(">H", data, place + 2)[0])
    except (IndexError, struct_error):
        pass
    return None


def _decode(data: bytes, size: tuple[int, int]) -> Picture:
    """Let Pillow decode. Raises whatever Pillow raises, and ValueError if it sees another size."""
    import warnings
    from io import BytesIO

    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as image:
            if image.size != size:
                message = "the header states another size"
                raise ValueError(message)
            image.load()
            upright = _upright(image, Image)
            flat = _flattened(upright, Image)
    width, height = flat.size
    return Picture(width, height, len(flat.getbands()), flat.tobytes())


def _upright(image: Any, pillow: Any) -> Any:
    """Carry out the orientation that a camera recorded (Exif 2.3, 4.6.4)."""
    turn = pillow.Transpose
    turns = {
        2: turn.FLIP_LEFT_RIGHT,
        3: turn.ROTATE_180,
        4: turn.FLIP_TOP_BOTTOM,
        5: turn.TRANSPOSE,
        6: turn.ROTATE_270,
        7: turn.TRANSVERSE,
        8: turn.ROTATE_90,
    }
    method = turns.get(image.getexif().get(_ORIENTATION, 1))
    return image if method is None else image.transpose(method)


def _flattened(image: Any, pillow: Any) -> Any:
    """Return the picture in mode L or RGB, transparent parts laid over white."""
    if image.mode in _SIXTEEN_BITS:
        # Pillow would cut off values above 255.
        return image.convert("I").point(lambda level: level * (1 / 257)).convert("L")
    if image.has_transparency_data:
        is_gray = image.mode in {"LA", "L", "1"}
        layer = image.convert("LA" if is_gray else "RGBA")
        paper = pillow.new("L" if is_gray else "RGB", layer.size, "white")
        paper.paste(layer.convert(paper.mode), mask=layer.getchannel("A"))
        return paper
    return image.convert("L" if image.mode in {"1", "L"} else "RGB")
