"""LaTeX as it stands in BibTeX fields: text with accents, symbols and braces in, plain Unicode in NFC out.

One pass, no recursion, linear. A command that is not in the tables stays as it is typed, and is reported: nothing is
dropped. Not here: mathematics beyond single letters and signs.
"""

import re
import unicodedata
from typing import Final

__all__ = ["plain", "unescaped"]

_ACCENTS: Final = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", '"': "\u0308", "=": "\u0304", ".": "\u0307",
    "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "k": "\u0328", "d": "\u0323", "b": "\u0331",
    "r": "\u030a",
}  # fmt: skip
_SYMBOLS: Final = {
    "ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å", "AA": "Å",
    "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ", "ng": "ŋ", "NG": "Ŋ", "i": "ı", "j": "ȷ",
    "S": "§", "P": "¶", "textsection": "§", "textparagraph": "¶", "pounds": "£", "textsterling": "£", "euro": "€",
    "texteuro": "€", "EUR": "€", "textdollar": "$", "copyright": "©", "textcopyright": "©", "textregistered": "®",
    "texttrademark": "™", "dots": "…", "ldots": "…", "textellipsis": "…", "textendash": "–", "textemdash": "—",
    "textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“", "textquotedblright": "”", "lq": "‘",
    "rq": "’", "guillemotleft": "«", "guillemotright": "»", "guilsinglleft": "‹", "guilsinglright": "›",
    "quotesinglbase": "‚", "quotedblbase": "„", "textasciitilde": "~", "textasciicircum": "^", "textbackslash": "\\",
    "textunderscore": "_", "textdegree": "°", "degree": "°", "textbar": "|", "textless": "<", "textgreater": ">",
    "slash": "/", "LaTeX": "LaTeX", "TeX": "TeX", "times": "×", "pm": "±", "cdot": "·", "quad": " ", "space": " ",
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "zeta": "ζ", "eta": "η", "theta": "θ",
    "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ",
    "phi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "Gamma": "Γ", "Delta": "Δ", "Sigma": "Σ", "Omega": "Ω",
}  # fmt: skip
_SIGNS: Final = {
    **{sign: sign for sign in "&%$#_{}@"}, " ": " ", "\n": " ", ",": " ", ";": " ", ":": " ", "-": "", "/": "",
    "!": "", "\\": " ",
}  # fmt: skip
# Commands that only say how words look: the words stay.
_LOOKS: Final = """emph textit textbf textsc textrm texttt textsf textup textsl textnormal textmd mkbibemph mkbibbold
mkbibitalic mkbibparens uppercase em it bf sc rm tt sl url nolinkurl path mbox hbox text ensuremath mathrm mathit noopsort
bibinfo protect relax"""
_LOOKING: Final = frozenset(_LOOKS.split())
_QUOTING: Final = frozenset(("enquote", "mkbibquote"))
_LIGATURES: Final = {"---": "—", "--": "–", "``": "“", "''": "”", "!`": "¡", "?`": "¿", "~": "\u00a0"}
_TOKEN: Final = re.compile(r"\\([A-Za-z]+)\*?[ \n]*|\\(.)|(---?|``|''|[!?]`|~)|([{}$])|([^\\{}$~\-`'!?]+|.)", re.DOTALL)
_ESCAPED: Final = re.compile(r"\\([_%&#$~{}])(?:\{\})?")
_ADDRESS: Final = re.compile(r"\\(?:url|nolinkurl|path|href)\s*\{([^{}]*)\}")


def unescaped(text: str) -> str:
    r"""Return an address or a key: `\_`, `\%` and their kin unescaped, `\url{…}` and outer braces taken off."""
    text = _ESCAPED.sub(r"\1", text.strip())
    match = _ADDRESS.fullmatch(text)
    return match[1].strip() if match else text.strip("{}").strip()


def plain(text: str) -> tuple[str, list[str]]:
    r"""Return text in NFC without LaTeX, and the commands that are not known and stay in it.

    >>> plain(r"M{\"u}ller \& {\'E}cole --- \'\i")
    ('Müller & École — í', [])
    """
    if not any(sign in text for sign in "\\{}$~`'-"):
        return unicodedata.normalize("NFC", text), []
    return _Decoder(text).run()


class _Decoder:
    """One pass over a text. `accents` wait for their letter; `closers` holds what each open brace prints at its end."""

    __slots__ = ("accents", "closers", "keeps_dollars", "next_closer", "out", "text", "unknown")

    def __init__(self, text: str) -> None:
        self.text: Final = text
        self.out: Final[list[str]] = []
        self.accents: Final[list[str]] = []
        self.closers: Final[list[str]] = []
        self.unknown: Final[list[str]] = []
        self.next_closer = ""
        # A single dollar is a price; two delimit mathematics.
        self.keeps_dollars = (text.count("$") - text.count("\\$")) % 2 == 1

    def run(self) -> tuple[str, list[str]]:
        """Decode the text."""
        for match in _TOKEN.finditer(self.text):
            word, sign, ligature, brace, other = match.groups()
            if word is not None:
                self._command(word, match[0])
            elif sign is not None:
                self._sign(sign)
            elif ligature is not None:
                self._put(_LIGATURES[ligature])
            elif brace is not None:
                self._brace(brace)
            else:
                self._put(other)
        self._flush()
        return unicodedata.normalize("NFC", "".join(self.out)), self.unknown

    def _put(self, text: str) -> None:
        self.next_closer = ""
        if self.accents:
            text = text.lstrip(" ")
            if not text:
                return
            letter = {"ı": "i", "ȷ": "j"}.get(text[0], text[0])
            text = letter + "".join(reversed(self.accents)) + text[1:]
            self.accents.clear()
        self.out.append(text)

    def _flush(self) -> None:
        """Print accents that found no letter as signs of their own."""
        for accent in self.accents:
            self.out.append(next(sign for sign, mark in _ACCENTS.items() if mark == accent))
        self.accents.clear()

    def _command(self, word: str, typed: str) -> None:
        if word in _ACCENTS:
            self.accents.append(_ACCENTS[word])
        elif word in _SYMBOLS:
            self._put(_SYMBOLS[word])
        elif word in _QUOTING:
            self._put("“")
            self.next_closer = "”"
        elif word not in _LOOKING:
            self._put(typed)
            self.unknown.append("\\" + word)
            self.next_closer = "}"

    def _sign(self, sign: str) -> None:
        if sign in _ACCENTS:
            self.accents.append(_ACCENTS[sign])
        elif sign in _SIGNS:
            self._put(_SIGNS[sign])
        elif sign in "()[]":  # they delimit mathematics
            return
        else:
            self._put("\\" + sign)
            self.unknown.append("\\" + sign)

    def _brace(self, brace: str) -> None:
        if brace == "{":
            self.closers.append(self.next_closer)
            if self.next_closer == "}":
                self.out.append("{")
            self.next_closer = ""
        elif brace == "}":
            self._flush()
            if self.closers:
                self.out.append(self.closers.pop())
        elif self.keeps_dollars:
            self._put("$")
