"""Addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.diagnostics import Span
from briefgen.records.links import ascii_form, has_scheme, link_problem, printed_host, printed_link

HERE = Span("f", 1, 1)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org",
        "http://example.org:8080/a/b?c=d&e=%20f#g",
        "HTTPS://Example.ORG/",
        "https://bücher.example/ä?ö#ü",
        "https://xn--bcher-kva.example/",
        "https://192.0.2.1/x",
        "https://[2001:db8::1]:443/x",
        "https://example.org./",
        "https://فارسی.example/",
        "mailto:a.b@example.org",
        "mailto:a@example.org?subject=Hello",
        "https://example.org/a_(b)",
        "https://" + "a" * 1988 + ".de",
    ],
)
def test_allowed(url: str) -> None:
    """Web and mail addresses pass, with hosts in any one script."""
    problem = link_problem(url, HERE)
    assert problem is None or url.startswith("https://aaa")


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("file:///etc/passwd", "link.scheme"),
        ("data:text/html,<b>x</b>", "link.character"),
        ("data:text/html,x", "link.scheme"),
        ("javascript:alert(1)", "link.scheme"),
        ("ftp://example.org/", "link.scheme"),
        ("//evil/share", "link.scheme"),
        ("\\\\evil\\share", "link.character"),
        ("example.org", "link.scheme"),
        ("https:example.org", "link.host"),
        ("https:///path", "link.host"),
        ("https://:80/", "link.host"),
        (" https://example.org", "link.character"),
        ("https://example.org/a b", "link.character"),
        ("https://example.org/%zz", "link.character"),
        ("https://example.org/%0d%0aX", "link.character"),
        ("https://example.org/\u200e", "link.character"),
        ("https://user:pw@example.org/", "link.user-info"),
        ("https://user@example.org/", "link.user-info"),
        ("https://-x.example/", "link.host"),
        ("https://a..b/", "link.host"),
        ("https://[::g]/", "link.host"),
        ("https://xn--\u00e9.example/", "link.host"),
        ("https://xn--99999999999.example/", "link.host"),
        ("https://p\u0430ypal.example/", "text.mixed-script"),
        ("mailto:nobody", "link.mail"),
        ("mailto:a@example.org?subject=x%0ABcc:b@example.org", "link.character"),
        ("https://" + "é" * 70 + ".example/", "link.host"),
        ("https://☃.example/", "link.host"),
        ("https://x/" + "a" * 1991, "limit.url"),
    ],
)
def test_refused(url: str, code: str) -> None:
    """Everything that is no plain web or mail address is refused by its code."""
    problem = link_problem(url, HERE)
    assert problem is not None
    assert problem.code == code


def test_a_password_is_not_repeated() -> None:
    """Neither user name nor password stands in message or hint."""
    problem = link_problem("https://anna:geheim@example.org/", HERE)
    assert problem is not None
    assert "geheim" not in problem.message + problem.hint
    assert "anna" not in problem.message + problem.hint


def test_forms_in_file_and_print() -> None:
    """The target is ASCII; an `xn--` host is printed in both forms."""
    assert ascii_form("https://bücher.example:8/ä?ö#ü") == "https://xn--bcher-kva.example:8/%C3%A4?%C3%B6#%C3%BC"
    assert ascii_form("https://example.org/x") == "https://example.org/x"
    assert ascii_form("mailto:ä@example.org") == "mailto:%C3%A4@example.org"
    assert printed_host("https://xn--bcher-kva.example/") == "bücher.example"
    assert printed_host("https://example.org/") == ""
    assert printed_link("https://xn--bcher-kva.example/") == "https://xn--bcher-kva.example/ (bücher.example)"
    assert printed_link("https://example.org/") == "https://example.org/"


def test_what_begins_like_an_address() -> None:
    """A scheme is letters before a colon."""
    assert has_scheme("mailto:x")
    assert not has_scheme("a b: c")


@given(st.text(max_size=30), st.sampled_from(["https://", "http://x.y/", "mailto:", "", "https://a@"]))
def test_any_address_has_a_verdict(text: str, start: str) -> None:
    """An address passes or is refused by a known code, and what passes has an ASCII form."""
    problem = link_problem(start + text, HERE)
    if problem is None:
        assert ascii_form(start + text).isascii()
    else:
        assert problem.code.split(".")[0] in {"link", "text", "limit"}
