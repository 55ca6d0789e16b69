"""Pictures: what is accepted, what is refused and why, and which pixels come out."""

import struct
import subprocess
import sys
import zlib
from io import BytesIO
from typing import Any

import PIL
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from briefgen.diagnostics import Span
from briefgen.errors import BriefgenError, LimitError, RecordError
from briefgen.images import read_picture
from briefgen.limits import value

HERE = Span("figures/map.png")


def encoded(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    """Return the file of a picture."""
    target = BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    """Return a PNG chunk."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, depth: int, colour: int, rows: bytes, *extra: bytes) -> bytes:
    """Return a PNG made by hand."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + b"".join(extra) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def refused(data: bytes) -> str:
    """Return the message line for a picture that is refused."""
    with pytest.raises(BriefgenError) as caught:
        read_picture(data, HERE)
    assert type(caught.value) in {RecordError, LimitError}
    return caught.value.problems[0].line()


@settings(deadline=None)
@given(st.integers(1, 9), st.integers(1, 9), st.sampled_from(["L", "RGB"]), st.data())
def test_pixels_come_back(width: int, height: int, mode: str, data: st.DataObject) -> None:
    """The pixels of a PNG in gray or RGB come out as they are."""
    channels = len(mode)
    size = width * height * channels
    pixels = data.draw(st.binary(min_size=size, max_size=size))
    picture = read_picture(encoded(Image.frombytes(mode, (width, height), pixels)), HERE)
    assert (picture.width, picture.height, picture.channels, picture.pixels) == (width, height, channels, pixels)


@pytest.mark.parametrize(
    ("mode", "colour", "expected"),
    [
        ("RGBA", (255, 0, 0, 0), b"\xff\xff\xff"),
        ("RGBA", (255, 0, 0, 255), b"\xff\x00\x00"),
        ("LA", (0, 0), b"\xff"),
        ("LA", (0, 255), b"\x00"),
        ("1", 1, b"\xff"),
    ],
)
def test_transparency_lies_on_white(mode: str, colour: Any, expected: bytes) -> None:
    """What is transparent is white, what is not keeps its colour; gray stays gray."""
    assert read_picture(encoded(Image.new(mode, (1, 1), colour)), HERE).pixels == expected


def test_half_transparent_red_on_white() -> None:
    """Half of red over white is pink."""
    red, green, blue = read_picture(encoded(Image.new("RGBA", (1, 1), (255, 0, 0, 128))), HERE).pixels
    assert red == 255
    assert green == blue == pytest.approx(127, abs=1)


@pytest.mark.parametrize("transparent", [True, False])
def test_palettes_become_rgb(transparent: bool) -> None:
    """A picture with a palette comes out in RGB, a transparent entry of it white."""
    image = Image.new("P", (2, 1))
    image.putpalette([10, 20, 30, 40, 50, 60])
    image.putpixel((1, 0), 1)
    data = encoded(image, transparency=0) if transparent else encoded(image)
    first = b"\xff\xff\xff" if transparent else bytes((10, 20, 30))
    assert read_picture(data, HERE).pixels == first + bytes((40, 50, 60))


@pytest.mark.parametrize(("level", "expected"), [(0, 0), (65535, 255), (32896, 128), (300, 1)])
def test_sixteen_bits_are_scaled(level: int, expected: int) -> None:
    """Gray of sixteen bits is scaled, not cut off."""
    data = png(1, 1, 16, 0, b"\0" + struct.pack(">H", level))
    assert list(read_picture(data, HERE).pixels) == [expected]


def test_gray_with_a_transparent_level() -> None:
    """A gray PNG may name one level as transparent."""
    data = png(2, 1, 8, 0, b"\0\x05\x06", chunk(b"tRNS", b"\0\x05"))
    assert read_picture(data, HERE).pixels == b"\xff\x06"


@pytest.mark.parametrize(("mode", "channels"), [("RGB", 3), ("L", 1), ("CMYK", 3)])
def test_jpeg(mode: str, channels: int) -> None:
    """A JPEG in RGB, gray or CMYK comes out in RGB or gray of the same size, nearly white where it was white."""
    white = 0 if mode == "CMYK" else "white"
    picture = read_picture(encoded(Image.new(mode, (16, 8), white), "JPEG"), HERE)
    assert (picture.width, picture.height, picture.channels) == (16, 8, channels)
    assert min(picture.pixels) > 250


@pytest.mark.parametrize("progressive", [True, False])
def test_jpeg_frames(progressive: bool) -> None:
    """Baseline and progressive frames both state their size."""
    data = encoded(Image.new("RGB", (40, 30)), "JPEG", progressive=progressive, comment=b"x" * 300)
    assert read_picture(data, HERE).width == 40


def test_jpeg_markers_without_length() -> None:
    """Fill bytes and markers that have no length are stepped over on the way to the size."""
    frame = b"\xff\xc0\x00\x0b\x08" + struct.pack(">HH", 30, 9_000)
    assert "limit.image-side" in refused(b"\xff\xd8\xff\xff\xff\x01\xff\xd0" + frame)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_photographs_stand_upright(orientation: int) -> None:
    """The orientation that a camera recorded is carried out: the dark corner comes to its place."""
    corners = {1: (0, 0), 2: (1, 0), 3: (1, 1), 4: (0, 1), 5: (0, 0), 6: (1, 0), 7: (1, 1), 8: (0, 1)}
    image = Image.new("L", (32, 16), 255)
    image.paste(0, (0, 0, 8, 8))
    exif = Image.Exif()
    exif[0x0112] = orientation
    picture = read_picture(encoded(image, "JPEG", exif=exif, quality=95), HERE)
    turned = orientation > 4
    assert (picture.width, picture.height) == ((16, 32) if turned else (32, 16))
    right, low = corners[orientation]
    x, y = right * (picture.width - 1), low * (picture.height - 1)
    assert picture.pixels[y * picture.width + x] < 60
    assert sum(level < 60 for level in picture.pixels) == pytest.approx(64, abs=12)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%!PS-Adobe-3.0 EPSF-3.0\n",
        b"GIF89a" + bytes(100),
        b"BM" + bytes(100),
        b"RIFF\0\0\0\0WEBP" + bytes(100),
        b"\x00\x89PNG\r\n\x1a\n",
    ],
)
def test_other_formats_are_refused_whatever_their_name(data: bytes) -> None:
    """The bytes decide: SVG, EPS and all other formats are refused under a name in .png too."""
    assert refused(data).startswith("figures/map.png:1:1: error[image.format]")


GOOD = encoded(Image.effect_noise((40, 40), 50))
PHOTO = encoded(Image.effect_noise((40, 40), 50), "JPEG")


@pytest.mark.parametrize(
    "data",
    [
        GOOD[:20],
        GOOD[:-400],
        PHOTO[:4],
        PHOTO[:-300],
        b"\x89PNG\r\n\x1a\n" + bytes(40),
        b"\xff\xd8\xff\xd9",
        b"\xff\xd8\xff\xff\xff",
        b"\xff\xd8\xff\xe0\x00",
        b"\xff\xd8\xff\xe0\x00\x02\x00\x00",
        png(0, 5, 8, 0, b""),
        png(2, 2, 8, 0, b"\0"),
        png(1, 1, 7, 0, b"\0\0"),
    ],
)
def test_damaged_pictures_are_refused(data: bytes) -> None:
    """A picture that is cut short or contradicts itself is an error, never a gray field."""
    assert "error[image.damaged]" in refused(data)


def test_second_header_cannot_lie(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where Pillow sees another size than the header that we looked at, the picture is refused."""
    monkeypatch.setattr("briefgen.images._png_size", lambda _: (4, 4))
    assert "error[image.damaged]" in refused(GOOD)


@pytest.mark.parametrize(
    ("width", "height", "name"),
    [
        (8_001, 1, "image-side"),
        (1, 8_001, "image-side"),
        (5_001, 5_000, "image-pixels"),
        (2**31 - 1, 2**31 - 1, "image-side"),
    ],
)
def test_size_is_bounded_before_decoding(width: int, height: int, name: str) -> None:
    """A header that promises too much is a limit, and nothing is decoded."""
    assert f"error[limit.{name}]" in refused(png(width, height, 8, 0, b""))
    jpeg = (
        b"\xff\xd8\xff\xc0\x00\x0b\x08"
        + struct.pack(">HH", min(height, 65535), min(width, 65535))
        + b"\x01\x01\x11\x00"
    )
    assert f"error[limit.{name}]" in refused(jpeg)


def test_bytes_are_bounded() -> None:
    """One byte over the limit is a limit; at the limit the picture is looked at."""
    assert "error[limit.image]" in refused(bytes(value("image") + 1))
    assert "error[image.format]" in refused(bytes(value("image")))


def test_sides_at_the_limit_are_fine() -> None:
    """A picture of exactly the longest side is decoded."""
    assert read_picture(encoded(Image.new("1", (8_000, 1))), HERE).width == 8_000


def test_warnings_are_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    """What Pillow only warns of, such as a size that it thinks is a bomb, is refused."""
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 1000)
    assert "error[image.damaged]" in refused(GOOD)


def test_memory_errors_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    """The guard's MemoryError is not taken for a damaged picture."""

    def exhausted(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr(Image, "open", exhausted)
    with pytest.raises(MemoryError):
        read_picture(GOOD, HERE)


@settings(deadline=None)
@given(
    st.sampled_from([GOOD, PHOTO]),
    st.lists(st.tuples(st.integers(0, 600), st.integers(0, 255)), min_size=1, max_size=5),
)
def test_mutated_pictures_give_pixels_or_our_error(data: bytes, changes: list[tuple[int, int]]) -> None:
    """However bytes are changed, out come pixels of the right number or our own error."""
    mutated = bytearray(data)
    for place, byte in changes:
        mutated[place] = byte
    try:
        picture = read_picture(bytes(mutated), HERE)
    except BriefgenError:
        return
    assert len(picture.pixels) == picture.width * picture.height * picture.channels


def test_pillow_is_loaded_late() -> None:
    """Importing the module does not import Pillow."""
    code = "import sys, briefgen.images; print('PIL' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_canary_pillow_opens_programs_by_default() -> None:
    """Without a list of formats Pillow still takes EPS for a picture, whatever its name."""
    eps = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 1 1\n%%EndComments\n"
    with Image.open(BytesIO(eps)) as image:
        assert image.format == "EPS"
    assert int(PIL.__version__.partition(".")[0]) >= 13
