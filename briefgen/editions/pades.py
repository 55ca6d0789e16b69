"""Certified PDFs for readers of Acrobat: PAdES by pyHanko (ETSI EN 319 142-1, level B-B), offline.

In: the bytes of a published PDF and a PKCS#12 file. Out: the same bytes with one incremental update that certifies them,
no changes allowed (ISO 32000-1, 12.8.2.2, P 1). The certified copy lies among the receipts, outside the bag: bag digests
stay plain digests of the unsigned file, of which the copy is an extension byte for byte.

A good PAdES verdict alone is less than integrity: tools accept bytes behind the end and noise in the gap that holds the
signature. So it is demanded besides that the copy begins with the very bytes of the bag, that there is one signature, that
it covers the whole file, and that the gap is the signature in hexadecimal, zeros, and nothing else.
"""

from io import BytesIO
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from briefgen.diagnostics import Span, bad_input
from briefgen.editions.certificates import context, need_extra, subject
from briefgen.errors import UsageError

if TYPE_CHECKING:
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

__all__ = ["Certified", "certify", "judge", "open_key"]

FIELD: Final = "Publisher"
_AT_MOST: Final = 1 << 20
_HEX: Final = frozenset(b"0123456789ABCDEF")


class Certified(NamedTuple):
    """Who certified, when by the signer's own clock, and what is wrong ("" when nothing is)."""

    name: str
    time: str
    problem: str


def open_key(path: str, passphrase: str | None) -> Any:
    """Return pyHanko's signer for a PKCS#12 file; `passphrase` names a file whose first line it is.

    Raises UsageError (`receipt.extra`, `receipt.key`).
    """
    need_extra(path)
    from pyhanko.sign.signers import SimpleSigner

    data = _read(path)
    words = _read(passphrase).split(b"\n", 1)[0].rstrip(b"\r") if passphrase is not None else None
    try:
        signer = SimpleSigner.load_pkcs12_data(data, other_certs=[], passphrase=words)
    except (ValueError, TypeError, KeyError):
        signer = None
    if signer is None:
        hint = "--pades-passphrase FILE names a file whose first line is the passphrase"
        message = "this is no PKCS#12 file with a key and a certificate, or the passphrase is not its own"
        raise UsageError(bad_input("receipt.key", Span(path), message, hint))
    return signer


def certify(pdf: bytes, signer: Any) -> bytes:
    """Return the PDF certified. Raises UsageError (`receipt.key`) when the key cannot sign."""
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.fields import InvisSigSettings, MDPPerm, SigFieldSpec, SigSeedSubFilter
    from pyhanko.sign.general import SigningError
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner

    about = PdfSignatureMetadata(
        field_name=FIELD,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
        subfilter=SigSeedSubFilter.PADES,
        md_algorithm="sha512",
    )
    # Out of the page: PDF/UA asks nothing of what lies outside the crop box, and PDF/A forbids hiding it.
    field = SigFieldSpec(
        FIELD,
        readable_field_name="Certified by the publisher",
        invis_sig_settings=InvisSigSettings(box_out_of_bounds=True),
    )
    try:
        out = PdfSigner(about, signer, new_field_spec=field).sign_pdf(_writer(pdf))
    except (SigningError, PdfError, ValueError) as error:
        message = f"pyHanko could not certify the PDF: {error}"
        raise UsageError(bad_input("receipt.key", Span("--pades"), message)) from None
    return bytes(out.getvalue())


def _writer(pdf: bytes) -> "IncrementalPdfFileWriter":
    from pyhanko.pdf_utils.extensions import DeveloperExtension
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    class Frugal(IncrementalPdfFileWriter):
        """Adds the signature and nothing else.

        pyHanko writes the metadata anew at every update, and loses the extension schemas that PDF/A demands; for
        some curves it declares PDF 2.0, and PDF/A-3 is ISO 32000-1.
        """

        def _update_meta(self) -> None:
            return

        def ensure_output_version(self, version: tuple[int, int]) -> None:
            super().ensure_output_version(min(version, (1, 7)))  # type: ignore[no-untyped-call]

        def register_extension(self, ext: DeveloperExtension) -> None:
            if str(ext.base_version) < "/2":
                super().register_extension(ext)

    return Frugal(BytesIO(pdf))


def judge(certified: bytes, plain: bytes, roots: list[Any] | None) -> Certified:
    """Judge a certified copy against the bytes in the bag; with `roots`, the certificate's chain too, as of today.

    Nothing is parsed before the copy is known to begin with the bag's own bytes.
    """
    if not certified.startswith(plain):
        return Certified("", "", "it does not begin with the bytes of the PDF in the bag")
    if not 0 < len(certified) - len(plain) <= _AT_MOST:
        return Certified("", "", "what was added to the PDF is not one signature")
    need_extra("pades")
    try:
        return _judge(certified, roots)
    except Exception as error:  # noqa: BLE001  (pyHanko lets out zlib's, asn1crypto's and its own; damaged is damaged)
        return Certified("", "", f"it cannot be judged: {type(error).__name__}")


def _judge(certified: bytes, roots: list[Any] | None) -> Certified:
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.fields import MDPPerm
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko.sign.validation.settings import KeyUsageConstraints
    from pyhanko.sign.validation.status import SignatureCoverageLevel

    reader = PdfFileReader(BytesIO(certified))
    signatures = list(reader.embedded_signatures)
    if len(signatures) != 1:
        return Certified("", "", f"it holds {len(signatures)} signatures, not one")
    signature = signatures[0]
    # Either use of a key is one for signing documents; many desks have no certificate for the first.
    uses = KeyUsageConstraints(key_usage={"non_repudiation", "digital_signature"}, match_all_key_usages=False)
    found = validate_pdf_signature(signature, context(roots or [], []), key_usage_settings=uses)
    name = subject(found.signing_cert)
    time = found.signer_reported_dt.strftime("%Y-%m-%dT%H:%M:%SZ") if found.signer_reported_dt else ""
    problem = ""
    if not found.intact or not found.valid:
        problem = "its signature does not hold"
    elif found.coverage != SignatureCoverageLevel.ENTIRE_FILE or not _covers(certified, signature):
        problem = "its signature does not cover the entire file"
    elif signature.docmdp_level != MDPPerm.NO_CHANGES or not _is_certification(reader, signature):
        problem = "it is not certified against all changes"
    elif roots is not None and not found.trusted:
        problem = "no trusted authority stands behind the certificate, or it has expired"
    return Certified(name, time, problem)


def _covers(certified: bytes, signature: Any) -> bool:
    """Tell whether the byte range leaves out the hexadecimal signature, padded with zeros, and nothing else."""
    from asn1crypto import cms

    start, before, behind, rest = (int(each) for each in signature.byte_range)
    if start != 0 or behind + rest != len(certified) or not 0 < before < behind:
        return False
    gap = certified[before:behind]
    inner = gap[1:-1]
    if gap[:1] != b"<" or gap[-1:] != b">" or len(inner) % 2 or not _HEX.issuperset(inner):
        return False
    content = bytes.fromhex(inner.decode("ascii"))
    length = len(cms.ContentInfo.load(content).dump())
    return not content[length:].strip(b"\0")


def _is_certification(reader: Any, signature: Any) -> bool:
    """Tell whether the catalog's permissions name this very signature (ISO 32000-1, 12.8.4)."""
    if "/Perms" not in reader.root or "/DocMDP" not in reader.root["/Perms"]:
        return False
    return bool(reader.root["/Perms"].raw_get("/DocMDP") == signature.sig_field.raw_get("/V"))


def _read(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read(_AT_MOST)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise UsageError(bad_input("receipt.key", Span(path), f"cannot be read: {why}")) from None
