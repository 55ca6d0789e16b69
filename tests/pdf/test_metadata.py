"""Info, XMP and the output intent."""

import xml.etree.ElementTree as ET
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefgen.diagnostics import Span
from briefgen.pdf import metadata, write_pdf
from briefgen.pdfread import open_pdf
from tests.conformance.judge import assert_conforms
from tests.pdf.make import simple

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
DC = "{http://purl.org/dc/elements/1.1/}"
PDF = "{http://ns.adobe.com/pdf/1.3/}"
XMP = "{http://ns.adobe.com/xap/1.0/}"
HARD = ["a)(b\\", "]]><x>", "&amp; <b>", "«متن»", 'q"q', "<?xpacket end?>", "\U0001f600"]
# What the character table of the records lets through, roughly: no controls, no surrogates.
PROSE = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")), min_size=1, max_size=40)


def told(**about: Any) -> tuple[dict[str, str], ET.Element, bytes]:
    """Write a file and return its Info and its XMP, read back."""
    data = write_pdf(simple().done(**about), [], producer="briefgen 9")
    pdf = open_pdf(data, Span("x"))
    return pdf.metadata(), ET.fromstring(pdf.xmp().encode()), data


def value(packet: ET.Element, path: str) -> str | None:
    """Return the text of a property."""
    return packet.findtext(f".//{path}")


def assert_agree(info: dict[str, str], packet: ET.Element, title: str, author: str, subject: str) -> None:
    """Assert that both places say what went in."""
    assert (info["Title"], info["Author"], info["Subject"]) == (title, author, subject)
    assert value(packet, f"{DC}title/{RDF}Alt/{RDF}li") == title
    assert value(packet, f"{DC}creator/{RDF}Seq/{RDF}li") == author
    assert value(packet, f"{DC}description/{RDF}Alt/{RDF}li") == subject


@pytest.mark.parametrize("title", HARD)
def test_hard_titles_come_back_and_conform(title: str) -> None:
    """Titles with the delimiters of PDF and XML come back whole from both places, in a valid file."""
    info, packet, data = told(title=title, author=title, subject=title)
    assert_agree(info, packet, title, title, title)
    assert_conforms(data)


@settings(deadline=None)
@given(PROSE, PROSE, PROSE)
def test_any_text_comes_back(title: str, author: str, subject: str) -> None:
    """Title, author and subject come back from Info and from XMP as they went in."""
    pages = simple().done(title=title, author=author, subject=subject)
    packet = ET.fromstring(metadata.xmp(pages, "p").encode())
    assert value(packet, f"{DC}title/{RDF}Alt/{RDF}li") == title
    assert value(packet, f"{DC}creator/{RDF}Seq/{RDF}li") == author
    assert value(packet, f"{DC}description/{RDF}Alt/{RDF}li") == subject
    assert b"/Title" in metadata.info(pages, "p")


def test_both_claims_and_both_dates_stand_there() -> None:
    """The packet claims PDF/A-3a and PDF/UA-1; dates, producer and creator agree with Info."""
    info, packet, _ = told()
    assert value(packet, "{http://www.aiim.org/pdfa/ns/id/}part") == "3"
    assert value(packet, "{http://www.aiim.org/pdfa/ns/id/}conformance") == "A"
    assert value(packet, "{http://www.aiim.org/pdfua/ns/id/}part") == "1"
    assert value(packet, f"{XMP}CreateDate") == value(packet, f"{XMP}ModifyDate") == "2026-11-22T00:00:00Z"
    assert info["CreationDate"] == info["ModDate"] == "D:20261122000000Z"
    assert value(packet, f"{PDF}Producer") == info["Producer"] == "briefgen 9"
    assert value(packet, f"{XMP}CreatorTool") == info["Creator"]
    assert value(packet, f"{DC}language/{RDF}Bag/{RDF}li") == "en"


def test_nothing_is_said_of_nothing() -> None:
    """Without author and subject neither place has an empty one."""
    info, packet, data = told(author="", subject="")
    assert not {"Author", "Subject"} & set(info)
    assert packet.find(f".//{DC}creator") is None
    assert packet.find(f".//{DC}description") is None
    assert_conforms(data)


@pytest.mark.parametrize("date", ["2026-11-22", "2026-11-22T00:00:00", "2026-11-22T00:00:00+01:00", "", "today"])
def test_dates_without_a_zone_are_refused(date: str) -> None:
    """A date in any form but the agreed one is our bug."""
    with pytest.raises(ValueError, match="UTC"):
        told(date=date)


def test_profile_is_srgb() -> None:
    """The output intent is a valid ICC v4 profile of 480 bytes whose colours are those of sRGB."""
    from PIL import Image, ImageCms

    profile = metadata.icc_profile()
    assert len(profile) == 480 == int.from_bytes(profile[:4], "big")
    ours = ImageCms.ImageCmsProfile(BytesIO(profile))
    assert ours.profile.xcolor_space.strip() == "RGB"
    assert ours.profile.version == pytest.approx(4.2)
    colours = [(0, 0, 0), (255, 255, 255), (255, 0, 0), (0, 255, 0), (0, 0, 255), (31, 58, 95), (128, 128, 128)]
    strip = Image.new("RGB", (len(colours), 1))
    strip.putdata(colours)
    same = ImageCms.profileToProfile(strip, ours, ImageCms.createProfile("sRGB"))
    assert same is not None
    for x, colour in enumerate(colours):
        pixel = same.getpixel((x, 0))
        assert isinstance(pixel, tuple)
        assert max(abs(a - b) for a, b in zip(pixel, colour, strict=True)) <= 1
