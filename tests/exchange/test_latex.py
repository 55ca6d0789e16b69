"""LaTeX of BibTeX fields."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefgen.exchange.latex import plain, unescaped


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        (r"M{\"u}ller, caf\'e, {\'{E}}cole, \^{\i}le, \'\i, na{\"\i}ve", "Müller, café, École, île, í, naïve"),
        (r"\v{C}apek, Fran\c cois, Ko\c{c}, \H{o}, \u g, \k{a}, \r{a}", "Čapek, François, Koç, ő, ğ, ą, å"),
        (r"{\o}re {\L}{\'o}d\'z \ss \AE sir \aa", "øre Łódź ßÆsir å"),
        (r"``a'' `b' -- c --- d~e", "“a” `b' – c — d\u00a0e"),
        (r"50\% R\&D \$5 \#1 a\_b \{x\}", "50% R&D $5 #1 a_b {x}"),
        (r"\emph{a} \textbf{\textit{b}} {\sc c} \url{d}", "a b c d"),
        (r"\enquote{a \enquote{b}}", "“a “b””"),
        (r"$\alpha$ and $x^2$; costs $5", "$α$ and $x^2$; costs $5"),
        (r"$\alpha$ \(\beta\)", "α β"),
        (r"plain & simple", "plain & simple"),
        (r"\~{} \^{}", "~ ^"),
        (r"a\\b \- c\/d", "a b  cd"),
        ("Scho\u0308n", "Schön"),
        (r"{\'{\"u}}", "ǘ"),
        ("trailing \\", "trailing \\"),
    ],
)
def test_accents_and_signs(typed: str, text: str) -> None:
    """Accents, letters, quotation marks, dashes and escapes become characters in NFC; braces and looks go."""
    assert plain(typed) == (text, [])


def test_unknown_commands_stay() -> None:
    """A command that nobody knows stays with its braces, and is named."""
    assert plain(r"a \foo{b {c}} \9") == (r"a \foo{b c} \9", ["\\foo", "\\9"])


@pytest.mark.parametrize(
    ("typed", "text"),
    [(r"https://a.example/x\_y\%20", "https://a.example/x_y%20"), (r"\url{https://a.example/~b}", "https://a.example/~b"),
     ("{10.1000/182}", "10.1000/182"), (r"http://a.example/\~{}b", "http://a.example/~b")],
)  # fmt: skip
def test_addresses_are_only_unescaped(typed: str, text: str) -> None:
    """In addresses and numbers nothing is turned but escapes."""
    assert unescaped(typed) == text


@given(st.text(alphabet="ab \\'\"{}$~-`^cio%&!?\n", max_size=40))
def test_any_text_is_read(typed: str) -> None:
    """Whatever stands in a field, the result is in NFC and every letter of it is kept."""
    text, unknown = plain(typed)
    assert unicodedata.is_normalized("NFC", text)
    base = unicodedata.normalize("NFD", text)
    assert base.count("b") >= typed.count("b") - typed.count("\\")
    assert unknown or "\\" not in text or typed.endswith("\\") or "\\\\" in typed


@given(st.text(alphabet="abcé ü.,:;()/", max_size=40))
def test_plain_text_stays(typed: str) -> None:
    """Text without LaTeX is what it was."""
    assert plain(typed) == (typed, [])
