"""The text of saved web pages: what a reader could see, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.evidence.webpage import read_text


def words(page: bytes) -> list[str]:
    """Return the lines that hold something."""
    return [" ".join(line.split()) for line in read_text(page).decode().split("\n") if line.strip()]


def test_blocks_part_and_inlines_do_not() -> None:
    """Paragraphs are lines; emphasis and links stand inside a word's line; entities are characters."""
    page = b"<p>The <b>la</b>mp &amp; the <a href='x'>keeper</a>&rsquo;s<br>book</p><div>Next</div>"
    assert words(page) == ["The lamp & the keeper’s", "book", "Next"]


@pytest.mark.parametrize(
    "hidden",
    ["script", "style", "template", "svg", "textarea", "iframe"],
)
def test_what_nobody_sees_is_left_out(hidden: str) -> None:
    """Scripts and the like vouch for no quotation, nor do comments and attributes."""
    page = f"<p title='attribute'>One<!-- comment --></p><{hidden}>never said</{hidden}><p>Two</p>"
    assert words(page.encode()) == ["One", "Two"]


def test_an_element_that_never_ends_hides_the_rest() -> None:
    """As in a browser, a template that is not closed shows nothing of what follows."""
    assert words(b"<p>One</p><template><p>Two</p><script>x</script><p>Three</p>") == ["One"]


def test_soft_hyphens_go_and_joiners_stay() -> None:
    """A soft hyphen is the typesetter's; a zero-width non-joiner is spelling."""
    page = "<meta charset=utf-8><p>admin\u00adistration می\u200cشود".encode()
    assert words(page) == ["administration می\u200cشود"]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("é".encode(), "é"),
        (b"\xe9 \x93so\x94", "é “so”"),
        (b"<meta charset='iso-8859-1'>\x93so\x94", "“so”"),
        (b"<META http-equiv=Content-Type content='text/html; charset=windows-1256'>\xd3\xe1\xc7\xe3", "سلام"),
        ("é".encode("utf-16"), "é"),
        ("é".encode("utf-8-sig"), "é"),
        (b"<meta charset=nonsense>\xc3\xa9", "é"),
        (b"<meta charset=utf-8>\xe9", "é"),
    ],
)
def test_encodings_are_found(page: bytes, expected: str) -> None:
    """Byte order mark, declaration, UTF-8, windows-1252, in this order."""
    assert words(page) == [expected]


@given(st.binary(max_size=200))
def test_any_bytes_give_text(data: bytes) -> None:
    """Whatever the bytes are, there is text of no more characters than they could hold."""
    assert len(read_text(data).decode()) <= 3 * len(data) + 8


@given(st.text(st.characters(exclude_characters="<&\u00ad\r\0\ufeff", exclude_categories=["Cs"]), max_size=60))
def test_plain_words_come_through(text: str) -> None:
    """Text without markup is not changed."""
    assert words(b"<meta charset=utf-8><p>" + text.encode()) == [
        " ".join(line.split()) for line in text.split("\n") if line.strip()
    ]
