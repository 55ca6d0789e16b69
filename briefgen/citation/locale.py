"""CSL locale files and style locales in, one lexicon out: terms, genders, date forms, options.

Fallback follows CSL 1.0.2, Locale Fallback: the layers are laid over each other from the most general
(en-US) to the most specific (the style's own cs:locale for the exact language).
"""

from typing import TYPE_CHECKING, Any, Final

from briefgen.citation.tree import fail, read_xml

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefgen.citation.tree import Element

__all__ = ["Lexicon", "Locale", "dialect_chain", "lexicon_for"]

Term = tuple[str, str]  # single, multiple

# The dialect that stands for a language (CSL 1.0.2, Locale Fallback).
_PRIMARY: Final = {
    "af": "af-ZA", "ar": "ar", "bg": "bg-BG", "ca": "ca-AD", "cs": "cs-CZ", "cy": "cy-GB", "da": "da-DK",
    "de": "de-DE", "el": "el-GR", "en": "en-US", "es": "es-ES", "et": "et-EE", "eu": "eu", "fa": "fa-IR",
    "fi": "fi-FI", "fr": "fr-FR", "gl": "gl-ES", "he": "he-IL", "hi": "hi-IN", "hr": "hr-HR", "hu": "hu-HU",
    "hy": "hy-AM", "id": "id-ID", "is": "is-IS", "it": "it-IT", "ja": "ja-JP", "km": "km-KH", "ko": "ko-KR",
    "la": "la", "lij": "lij-IT", "lt": "lt-LT", "lv": "lv-LV", "mn": "mn-MN", "ms": "ms-MY", "nb": "nb-NO",
    "nl": "nl-NL", "nn": "nn-NO", "no": "nb-NO", "pa": "pa-PK", "pl": "pl-PL", "pt": "pt-PT", "ro": "ro-RO",
    "ru": "ru-RU", "sk": "sk-SK", "sl": "sl-SI", "sr": "sr-Cyrl-RS", "sv": "sv-SE", "th": "th-TH", "tr": "tr-TR",
    "uk": "uk-UA", "vi": "vi-VN", "zh": "zh-CN",
}  # fmt: skip

_FORMS: Final = {
    "long": ("long",),
    "short": ("short", "long"),
    "symbol": ("symbol", "short", "long"),
    "verb": ("verb", "long"),
    "verb-short": ("verb-short", "verb", "long"),
}


def _unfolded(text: str) -> str:
    """Undo line breaks that only lay out the XML; spaces on one line belong to the term."""
    if "\n" not in text:
        return text
    return " ".join(text.split())


class Locale:
    """One locale file or one cs:locale of a style: what it alone says."""

    __slots__ = ("dates", "genders", "language", "options", "ordinals", "terms")

    def __init__(self, root: "Element") -> None:
        self.language: Final = root.get("xml:lang")
        self.terms: Final[dict[tuple[str, str], Term]] = {}
        self.genders: Final[dict[str, str]] = {}
        # (number key, gender form) -> (text, match); key is "" for the default or two digits.
        self.ordinals: Final[dict[tuple[str, str], tuple[str, str]]] = {}
        self.dates: Final[dict[str, Element]] = {}
        self.options: Final[dict[str, str]] = {}
        for child in root.children:
            if child.name == "terms":
                for term in child.all("term"):
                    self._add_term(term)
            elif child.name == "date":
                self.dates[child.get("form", "text")] = child
            elif child.name == "style-options":
                self.options.update(child.attributes)

    @staticmethod
    def parse(data: bytes, *, file: str) -> "Locale":
        """Read a CSL locale file; raise CitationError with file, line and column."""
        root = read_xml(data, file)
        if root.name != "locale":
            raise fail(root, "style.root", f"A locale file begins with <locale>, not <{root.name}>.")
        return Locale(root)

    def _add_term(self, term: "Element") -> None:
        name = term.get("name")
        single = term.find("single")
        multiple = term.find("multiple")
        whole = _unfolded(term.text)
        texts = (_unfolded(single.text) if single else whole, _unfolded(multiple.text) if multiple else whole)
        if name == "ordinal" or (name.startswith("ordinal-") and name[8:].isdigit()):
            match = term.get("match")
            self.ordinals[name[8:], term.get("gender-form")] = (texts[0], match)
            return
        if name == "sub verbo":
            name = "sub-verbo"
        self.terms[name, term.get("form", "long") + term.get("gender-form")] = texts
        if "gender" in term.attributes:
            self.genders[name] = term.get("gender")


class Lexicon:
    """All layers for one language, merged; answers are remembered."""

    __slots__ = ("_found", "dates", "genders", "language", "memo", "options", "ordinals", "quotes", "terms")

    def __init__(self, language: str, layers: list[Locale]) -> None:
        self.language: Final = language
        # What closures compile for this language: keyed by the style's element.
        self.memo: Final[dict[Element, Any]] = {}
        self.terms: Final[dict[tuple[str, str], Term]] = {}
        self.genders: Final[dict[str, str]] = {}
        self.dates: Final[dict[str, Element]] = {}
        self.options: Final[dict[str, str]] = {}
        self.ordinals: dict[tuple[str, str], tuple[str, str]] = {}
        for layer in layers:
            self.terms.update(layer.terms)
            self.genders.update(layer.genders)
            self.dates.update(layer.dates)
            self.options.update(layer.options)
            # A layer that defines any ordinal replaces them all (CSL 1.0.2, Ordinal Suffixes).
            if layer.ordinals:
                self.ordinals = layer.ordinals
        self._found: Final[dict[tuple[str, str, bool, str], str | None]] = {}
        self.quotes: Final = (
            self.term("open-quote") or "“",
            self.term("close-quote") or "”",
            self.term("open-inner-quote") or "‘",
            self.term("close-inner-quote") or "’",
        )

    def term(self, name: str, form: str = "long", plural: bool = False, gender: str = "") -> str | None:
        """Return a term, falling back over its forms; None if no layer knows it."""
        key = (name, form, plural, gender)
        try:
            return self._found[key]
        except KeyError:
            pass
        answer: str | None = None
        for candidate in _FORMS.get(form, ("long",)):
            pair = self.terms.get((name, candidate + gender)) or self.terms.get((name, candidate))
            if pair is not None:
                answer = pair[1] if plural else pair[0]
                break
        self._found[key] = answer
        return answer

    def is_on(self, option: str, default: str = "false") -> bool:
        """Say whether a style option of the locale is true."""
        return self.options.get(option, default) == "true"


def dialect_chain(language: str) -> list[str]:
    """List the locale files for a language, most general first, without en-US."""
    primary = language.partition("-")[0]
    chain = [_PRIMARY.get(primary, primary)]
    if language not in chain:
        chain.append(language)
    return chain


def lexicon_for(language: str, own: list[Locale], files: "Callable[[str], bytes | None]") -> Lexicon:
    """Merge en-US, the language's files and the style's own locales (`own`) for a language."""
    layers: list[Locale] = []
    for tag in dict.fromkeys(["en-US", *dialect_chain(language)]):
        data = files(tag)
        if data is not None:
            layers.append(Locale.parse(data, file=f"locales-{tag}.xml"))
    primary = language.partition("-")[0]
    for wanted in dict.fromkeys(["", primary, language]):
        layers += [locale for locale in own if locale.language == wanted]
    return Lexicon(language, layers)
