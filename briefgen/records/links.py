"""Addresses: which are allowed (trust page, 2.6), and their form in the file and in print.

Schemes http, https and mailto; no user-info, control, space, backslash, nor a line end after decoding; the host by
IDNA 2008 rules as far as a registry checks them (NFC, lower case, no mixed scripts). No network, ever.
"""

import re
import unicodedata
from typing import Final

from briefgen import limits
from briefgen.diagnostics import Diagnostic, Span, bad_input, limit
from briefgen.records.text import mixed_script_words

__all__ = ["ascii_form", "has_scheme", "link_problem", "printed_host", "printed_link"]

_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_PARTS: Final = re.compile(r"(https?)://([^/?#]*)([^#]*)(#.*)?", re.IGNORECASE | re.DOTALL)
_PORT: Final = re.compile(r":[0-9]{1,5}$")
_LABEL: Final = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_SAFE: Final = re.compile(
    r"https?://[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+(?:/[A-Za-z0-9/._~=&?+-]*)?"
)
_BAD_ESCAPE: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_MAIL: Final = r"mailto:[A-Za-z0-9.!#$&'*+/=^_`{|}~-]+@([A-Za-z0-9.-]+)(\?[^\s]*)?"
_LINE_END: Final = re.compile(r"%0[aAdD]|%00")


def has_scheme(text: str) -> bool:
    """Tell whether a text begins like an address: `scheme:`."""
    return _SCHEME.match(text) is not None


def link_problem(text: str, where: Span) -> Diagnostic | None:
    """Say why an address is refused; None when it may become a link. Never repeats a password."""
    most = limits.value("url")
    if len(text) > most:
        return limit("url", where, f"an address of {len(text)} characters; at most {most} are allowed")
    if _SAFE.fullmatch(text) and "xn--" not in text:
        return None
    found = _character_problem(text, where)
    if found:
        return found
    scheme = _SCHEME.match(text)
    if scheme is None:
        hint = "write https://…"
        what = "an address on another host" if text.startswith("//") else f"{text!r} has no scheme"
        return bad_input("link.scheme", where, f"{what}: not a link", hint)
    if scheme[1].lower() == "mailto":
        return _mail_problem(text, where)
    if scheme[1].lower() not in ("http", "https"):
        message = f"the scheme {scheme[1]}: is not allowed"
        return bad_input("link.scheme", where, message, "use https, http or mailto")
    parts = _PARTS.fullmatch(text)
    if parts is None:
        return bad_input("link.host", where, "an address without a host", "write https://host/path")
    return _host_problem(parts[2], where)


def _character_problem(text: str, where: Span) -> Diagnostic | None:
    """Refuse what no address may hold."""
    bad = next((c for c in text if c in ' \\<>"{}|^`' or c.isspace() or not c.isprintable()), "")
    if bad:
        hint = "leave it out, or percent-encode it" if bad != "\\" else "an address has / and no \\"
        return bad_input("link.character", where, f"U+{ord(bad):04X} cannot stand in an address", hint)
    if _LINE_END.search(text):
        return bad_input("link.character", where, "the address hides a line end (%0A or %0D)", "delete it")
    if _BAD_ESCAPE.search(text):
        return bad_input("link.character", where, "a % that begins no escape", "write %25 for a percent sign")
    return None


def _mail_problem(text: str, where: Span) -> Diagnostic | None:
    match = re.fullmatch(_MAIL, text, re.IGNORECASE)
    if match is None:
        return bad_input("link.mail", where, "not an e-mail address", "write mailto:name@example.org")
    return _host_problem(match[1], where)


def _host_problem(authority: str, where: Span) -> Diagnostic | None:
    """Check the host between // and the path."""
    if "@" in authority:
        message = "an address with user name or password"
        return bad_input("link.user-info", where, message, "leave out everything before @")
    host = _PORT.sub("", authority)
    if not host:
        return bad_input("link.host", where, "an address without a host", "write https://host/path")
    if host.startswith("["):
        inner = host[1:-1] if host.endswith("]") else ""
        if inner and all(c in "0123456789abcdefABCDEF:." for c in inner):
            return None
        return bad_input("link.host", where, f"{host} is no host", "")
    labels = host.rstrip(".").split(".")
    if mixed_script_words(".".join(_unicode_label(x) or x if x.lower().startswith("xn--") else x for x in labels)):
        hint = "a look-alike letter? retype the host in one script"
        return bad_input("text.mixed-script", where, f"the host {host} mixes scripts", hint)
    for label in labels:
        if _ascii_label(label) is None:
            return bad_input("link.host", where, f"{label!r} in the host {host} is no name", "check the host")
    return None


def _ascii_label(label: str) -> str | None:
    """Return one host label in ASCII (RFC 5891, without the bidi and context rules), or None."""
    lower = label.lower()
    if lower.isascii():
        if _LABEL.fullmatch(lower) is None or (lower.startswith("xn--") and _unicode_label(lower) is None):
            return None
        return lower
    if (
        lower[2:4] == "--"
        or not all(c == "-" or c.isalnum() or _is_mark(c) for c in lower)
        or lower.startswith("-")
        or lower.endswith("-")
    ):
        return None
    coded = "xn--" + lower.encode("punycode").decode()
    return coded if len(coded) <= 63 else None


def _is_mark(char: str) -> bool:
    return unicodedata.category(char)[0] == "M"


def _unicode_label(label: str) -> str | None:
    """Return what an `xn--` label stands for, or None when it stands for nothing."""
    try:
        decoded = label[4:].lower().encode().decode("punycode")
        again = decoded.encode("punycode").decode()
    except (UnicodeError, OverflowError, ValueError):
        return None
    fits = all(c == "-" or c.isalnum() or _is_mark(c) for c in decoded)
    return decoded if fits and not decoded.isascii() and again == label[4:].lower() else None


def ascii_form(url: str) -> str:
    """Return an allowed address in ASCII: the host by IDNA, the rest percent-encoded as UTF-8 (RFC 3987, 3.1)."""
    if url.isascii():
        return url
    parts = _PARTS.fullmatch(url)
    if parts is None:
        return _encoded(url)
    port = _PORT.search(parts[2])
    host = _PORT.sub("", parts[2])
    labels = [_ascii_label(label) or label for label in host.split(".")]
    return f"{parts[1]}://{'.'.join(labels)}{port[0] if port else ''}{_encoded(parts[3])}{_encoded(parts[4] or '')}"


def _encoded(text: str) -> str:
    return "".join(c if c.isascii() else "".join(f"%{byte:02X}" for byte in c.encode()) for c in text)


def printed_host(url: str) -> str:
    """Return the Unicode form of an `xn--` host, for print beside the address; "" when there is none."""
    parts = _PARTS.fullmatch(url)
    if parts is None or "xn--" not in parts[2].lower():
        return ""
    host = _PORT.sub("", parts[2]).lower()
    labels = [(_unicode_label(x) or x) if x.startswith("xn--") else x for x in host.split(".")]
    return ".".join(labels)


def printed_link(url: str) -> str:
    """Return an address as it is printed: as typed, and an `xn--` host in both forms."""
    host = printed_host(url)
    return f"{url} ({host})" if host else url
