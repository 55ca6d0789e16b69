"""What the file says of itself: Info, XMP, colour output intent (ISO 32000-1, 14.3; ISO 19005-3, 6.6; ISO 14289-1, 5).

Info and XMP are made from the same values, so they agree. One XMP packet claims PDF/A-3a and
PDF/UA-1; the second claim needs an extension schema, because PDF/A knows only schemas of its time.
"""

import re
from struct import pack
from typing import Final

from briefgen.layout.frames import Pages
from briefgen.pdf.syntax import Stream, string

__all__ = ["icc_profile", "info", "pdf_date", "xmp", "xmp_stream"]

_DATE: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)Z")

_EXTENSION: Final = """<rdf:Description rdf:about=""\
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"\
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"\
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>"""

_PACKET: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""\
 xmlns:dc="http://purl.org/dc/elements/1.1/"\
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"\
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"\
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"\
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
{properties}
</rdf:Description>
{extension}
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


def pdf_date(date: str) -> str:
    """Turn `2026-11-22T00:00:00Z` into a PDF date (7.9.4). Raises ValueError for anything else."""
    parts = _DATE.fullmatch(date)
    if not parts:
        message = f"not a date and time in UTC: {date}"
        raise ValueError(message)
    return "D:" + "".join(parts.groups()) + "Z"


def info(pages: Pages, producer: str) -> bytes:
    """Write the document information dictionary; what is empty is left out."""
    date = pdf_date(pages.date)
    entries = {
        b"Title": pages.title,
        b"Author": pages.author,
        b"Subject": pages.subject,
        b"Creator": producer,
        b"Producer": producer,
        b"CreationDate": date,
        b"ModDate": date,
    }
    return b"<<%b>>" % b"".join(b"/%b%b" % (key, string(text)) for key, text in entries.items() if text)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def xmp(pages: Pages, producer: str) -> str:
    """Write the XMP packet (ISO 16684-1) with the values of `info`."""
    default = '<rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt>'
    values = [
        ("dc:format", "application/pdf"),
        ("dc:title", default.format(_escaped(pages.title))),
        ("dc:creator", f"<rdf:Seq><rdf:li>{_escaped(pages.author)}</rdf:li></rdf:Seq>" if pages.author else ""),
        ("dc:description", default.format(_escaped(pages.subject)) if pages.subject else ""),
        ("dc:language", f"<rdf:Bag><rdf:li>{_escaped(pages.language)}</rdf:li></rdf:Bag>"),
        ("pdf:Producer", _escaped(producer)),
        ("xmp:CreatorTool", _escaped(producer)),
        ("xmp:CreateDate", pages.date),
        ("xmp:ModifyDate", pages.date),
        ("xmp:MetadataDate", pages.date),
        ("pdfaid:part", "3"),
        ("pdfaid:conformance", "A"),
        ("pdfuaid:part", "1"),
    ]
    properties = "\n".join(f"<{key}>{text}</{key}>" for key, text in values if text)
    return _PACKET.format(properties=properties, extension=_EXTENSION)


def xmp_stream(pages: Pages, producer: str) -> Stream:
    """Return the XMP packet as a stream, not compressed, so that it can be found without a PDF reader."""
    return Stream(xmp(pages, producer).encode(), b"/Type/Metadata/Subtype/XML", compress=False)


def icc_profile() -> bytes:
    """Make an sRGB display profile (ISO 15076-1:2005, version 4.2; IEC 61966-2-1), 480 bytes, the same every time.

    The primaries are those of sRGB, adapted to D50 by the Bradford matrix that `chad` records.
    """
    white, chad = (
        (0.9642, 1.0, 0.8249),
        (1.04788, 0.02292, -0.05022, 0.02959, 0.99048, -0.01707, -0.00925, 0.01508, 0.75168),
    )
    primaries = (0.43607, 0.22249, 0.01392), (0.38515, 0.71687, 0.09708), (0.14307, 0.06061, 0.7141)
    # Y = ((X + 0.055) / 1.055)^2.4 from X = 0.04045 on, else X / 12.92
    curve = b"para" + pack(">4xHH", 3, 0) + _fixed(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
    tags = [
        (b"desc", _localised("sRGB")),
        (b"cprt", _localised("CC0")),
        (b"wtpt", b"XYZ " + bytes(4) + _fixed(*white)),
        (b"chad", b"sf32" + bytes(4) + _fixed(*chad)),
        *(
            (key, b"XYZ " + bytes(4) + _fixed(*primary))
            for key, primary in zip((b"rXYZ", b"gXYZ", b"bXYZ"), primaries, strict=True)
        ),
    ]
    offset = 128 + 4 + 12 * (len(tags) + 3)
    table, body = [], b""
    for key, data in tags:
        table.append(pack(">4sII", key, offset + len(body), len(data)))
        body += data + bytes(-len(data) % 4)
    table += [pack(">4sII", key, offset + len(body), len(curve)) for key in (b"rTRC", b"gTRC", b"bTRC")]
    body += curve
    dated = pack(">6H", 2026, 1, 1, 0, 0, 0)
    header = pack(">I4sI4s4s4s12s4s", offset + len(body), b"", 0x04200000, b"mntr", b"RGB ", b"XYZ ", dated, b"acsp")
    header += bytes(28) + _fixed(*white)
    return header + bytes(128 - len(header)) + pack(">I", len(table)) + b"".join(table) + body


def _fixed(*values: float) -> bytes:
    """Write s15Fixed16 numbers."""
    return b"".join(pack(">i", round(value * 65536)) for value in values)


def _localised(text: str) -> bytes:
    """Write a multiLocalizedUnicodeType of one English text."""
    data = text.encode("utf-16-be")
    return b"mluc" + pack(">4xII2s2sII", 1, 12, b"en", b"US", len(data), 28) + data
