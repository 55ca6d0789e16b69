"""X.509 for receipts: certificates out of files, and what pyHanko is told when it judges a chain.

Nothing here connects to the network: no certificate, revocation list or status is ever fetched (`allow_fetching` is
off), so a verdict depends on the files given and on nothing else. pyHanko and asn1crypto come with the extra `sign`.
"""

from typing import TYPE_CHECKING, Any, Final

from briefgen.diagnostics import Span, bad_input
from briefgen.errors import UsageError

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["context", "need_extra", "read_certificates", "subject"]

_AT_MOST: Final = 8 << 20


def need_extra(what: str) -> None:
    """Raise UsageError (`receipt.extra`) when pyHanko is not installed; keep it from printing what we report."""
    import logging
    import warnings

    # Its loggers would print tracebacks of refused certificates between our lines.
    for name in ("pyhanko", "pyhanko_certvalidator"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import pyhanko.sign.validation  # noqa: F401
    except ImportError:
        hint = "pip install 'briefgen[sign]'"
        raise UsageError(bad_input("receipt.extra", Span(what), "this needs the package pyhanko", hint)) from None


def read_certificates(path: str) -> list[Any]:
    """Return the certificates of a PEM or DER file as asn1crypto's. Raises UsageError (`receipt.certificates`)."""
    from asn1crypto import pem, x509

    where = Span(path)
    try:
        with open(path, "rb") as file:
            data = file.read(_AT_MOST)
        blocks = [der for _, _, der in pem.unarmor(data, multiple=True)] if pem.detect(data) else [data]
        certificates = [x509.Certificate.load(block, strict=True) for block in blocks]
        for certificate in certificates:
            certificate.subject.native  # noqa: B018  (asn1crypto parses when asked)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise UsageError(bad_input("receipt.certificates", where, f"cannot be read: {why}")) from None
    except (ValueError, TypeError):
        hint = "PEM blocks -----BEGIN CERTIFICATE-----, or one certificate in DER"
        raise UsageError(bad_input("receipt.certificates", where, "these are no certificates", hint)) from None
    return certificates


def context(roots: list[Any], others: list[Any], moment: "datetime | None" = None) -> Any:
    """Return pyHanko's rules for judging a chain: these roots alone, at this moment (default: now), offline."""
    from pyhanko_certvalidator import ValidationContext

    return ValidationContext(trust_roots=roots, other_certs=others, allow_fetching=False, moment=moment)


def subject(certificate: Any) -> str:
    """Return whom a certificate names, on one line."""
    return str(certificate.subject.human_friendly)
