"""Dates in print: an `Edtf` and a language in, words out, by one table for all styles.

Shapes (English): 12 January 2021; January 2021; summer 2019; 2010s; 1974, uncertain;
about 2016 to 2018?; since 2015; until May 2011; 24 Aban 1399 (14 November 2020). Languages: en, fr, de, es, fa, ar;
any other is printed as English. Month and season names are nominative; the data is ours.
"""

from types import MappingProxyType
from typing import Final

from briefgen.numerals import digits_of
from briefgen.records.dates import Edtf, End

__all__ = ["LANGUAGES", "printed"]


class _Words:
    """The words of one language; `day` and `month` are patterns with {day}, {month}, {year}."""

    __slots__ = (
        "about",
        "bc",
        "century",
        "comma",
        "day",
        "decade",
        "digits",
        "first",
        "gregorian",
        "islamic",
        "month",
        "persian",
        "question",
        "seasons",
        "since",
        "to",
        "uncertain",
        "unknown",
        "until",
    )

    def __init__(
        self,
        *,
        months: str,
        persian: str,
        islamic: str,
        seasons: str,
        day: str,
        month: str,
        decade: str,
        century: str,
        about: str,
        uncertain: str,
        to: str,
        since: str,
        until: str,
        unknown: str,
        bc: str,
        first: str = "{}",
        comma: str = ", ",
        question: str = "?",
        digits: str = "",
    ) -> None:
        self.gregorian: Final = tuple(months.split("|"))
        self.persian: Final = tuple(persian.split("|"))
        self.islamic: Final = tuple(islamic.split("|"))
        self.seasons: Final = tuple(seasons.split("|"))
        self.day: Final = day
        self.month: Final = month
        self.decade: Final = decade
        self.century: Final = century
        self.about: Final = about
        self.uncertain: Final = uncertain
        self.to: Final = to
        self.since: Final = since
        self.until: Final = until
        self.unknown: Final = unknown
        self.bc: Final = bc
        self.first: Final = first
        self.comma: Final = comma
        self.question: Final = question
        self.digits: Final = digits


_PERSIAN_LATIN: Final = "Farvardin|Ordibehesht|Khordad|Tir|Mordad|Shahrivar|Mehr|Aban|Azar|Dey|Bahman|Esfand"
_ISLAMIC_LATIN: Final = (
    "Muharram|Safar|Rabi‘ I|Rabi‘ II|Jumada I|Jumada II|Rajab|Sha‘ban|Ramadan|Shawwal|Dhu al-Qa‘da|Dhu al-Hijja"
)

LANGUAGES: Final = MappingProxyType(
    {
        "en": _Words(
            months="January|February|March|April|May|June|July|August|September|October|November|December",
            persian=_PERSIAN_LATIN,
            islamic=_ISLAMIC_LATIN,
            seasons="spring|summer|autumn|winter",
            day="{day} {month} {year}",
            month="{month} {year}",
            decade="{year}s",
            century="{year}s",
            about="about {}",
            uncertain="uncertain",
            to="{} to {}",
            since="since {}",
            until="until {}",
            unknown="an unknown date",
            bc="{} BC",
        ),
        "fr": _Words(
            months="janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre",
            persian="farvardin|ordibehesht|khordad|tir|mordad|shahrivar|mehr|aban|azar|dey|bahman|esfand",
            islamic="mouharram|safar|rabia I|rabia II|joumada I|joumada II|rajab|chaabane|ramadan|chawwal|dhou al-qi‘da|"
            "dhou al-hijja",
            seasons="printemps|été|automne|hiver",
            day="{day} {month} {year}",
            month="{month} {year}",
            decade="années {year}",
            century="années {year}",
            about="vers {}",
            uncertain="incertain",
            to="{} à {}",
            since="depuis {}",
            until="jusqu’à {}",
            unknown="une date inconnue",
            bc="{} av. J.-C.",
            first="1er",
        ),
        "de": _Words(
            months="Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember",
            persian="Farwardin|Ordibehescht|Chordad|Tir|Mordad|Schahriwar|Mehr|Aban|Asar|Dey|Bahman|Esfand",
            islamic="Muharram|Safar|Rabiʿ I|Rabiʿ II|Dschumada I|Dschumada II|Radschab|Schaʿban|Ramadan|Schawwal|"
            "Dhu l-Qaʿda|Dhu l-Hiddscha",
            seasons="Frühjahr|Sommer|Herbst|Winter",
            day="{day}. {month} {year}",
            month="{month} {year}",
            decade="{year}er Jahre",
            century="{year}er Jahre",
            about="um {}",
            uncertain="unsicher",
            to="{} bis {}",
            since="seit {}",
            until="bis {}",
            unknown="unbekannt",
            bc="{} v. Chr.",
        ),
        "es": _Words(
            months="enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre",
            persian="farvardín|ordibehesht|jordad|tir|mordad|shahrivar|mehr|abán|azar|dey|bahmán|esfand",
            islamic="muharram|safar|rabi I|rabi II|yumada I|yumada II|rayab|shaabán|ramadán|shawwal|du al-qaada|"
            "du al-hiyya",
            seasons="primavera|verano|otoño|invierno",
            day="{day} de {month} de {year}",
            month="{month} de {year}",
            decade="década de {year}",
            century="siglo de {year}",
            about="hacia {}",
            uncertain="incierto",
            to="{} a {}",
            since="desde {}",
            until="hasta {}",
            unknown="fecha desconocida",
            bc="{} a. C.",
        ),
        "fa": _Words(
            months="ژانویه|فوریه|مارس|آوریل|مه|ژوئن|ژوئیه|اوت|سپتامبر|اکتبر|نوامبر|دسامبر",
            persian="فروردین|اردیبهشت|خرداد|تیر|مرداد|شهریور|مهر|آبان|آذر|دی|بهمن|اسفند",
            islamic="محرم|صفر|ربیع‌الاول|ربیع‌الثانی|جمادی‌الاول|جمادی‌الثانی|رجب|شعبان|رمضان|شوال|ذی‌القعده|ذی‌الحجه",
            seasons="بهار|تابستان|پاییز|زمستان",
            day="{day} {month} {year}",
            month="{month} {year}",
            decade="دههٔ {year}",
            century="سدهٔ {year}",
            about="حدود {}",
            uncertain="نامطمئن",
            to="{} تا {}",
            since="از {}",
            until="تا {}",
            unknown="تاریخ نامعلوم",
            bc="{} پیش از میلاد",
            comma="، ",
            question="؟",
            digits=digits_of("fa"),
        ),
        "ar": _Words(
            months="يناير|فبراير|مارس|أبريل|مايو|يونيو|يوليو|أغسطس|سبتمبر|أكتوبر|نوفمبر|ديسمبر",
            persian="فروردین|ارديبهشت|خرداد|تير|مرداد|شهريور|مهر|آبان|آذر|دي|بهمن|اسفند",
            islamic="محرم|صفر|ربيع الأول|ربيع الآخر|جمادى الأولى|جمادى الآخرة|رجب|شعبان|رمضان|شوال|ذو القعدة|ذو الحجة",
            seasons="ربيع|صيف|خريف|شتاء",
            day="{day} {month} {year}",
            month="{month} {year}",
            decade="عقد {year}",
            century="قرن {year}",
            about="نحو {}",
            uncertain="غير مؤكد",
            to="{} إلى {}",
            since="منذ {}",
            until="حتى {}",
            unknown="تاريخ مجهول",
            bc="{} ق.م",
            comma="، ",
            question="؟",
        ),
    }
)


def printed(date: Edtf, language: str, *, time: bool = False) -> str:
    """Return a date in words; `time` prints the time of a date-time too (type `post`).

    A date that is not Gregorian is printed in its own calendar, the Gregorian date behind it in brackets.

    >>> printed(Edtf.parse("2016~/2018?"), "en")
    'about 2016 to 2018?'
    >>> printed(Edtf.parse("1399-08-24", "persian"), "en")
    '24 Aban 1399 (14 November 2020)'
    """
    if date.kind == "literal":
        return date.raw
    words = LANGUAGES.get(language.split("-", maxsplit=1)[0].lower(), LANGUAGES["en"])
    own = _whole(date, date.calendar, words, time=time)
    if date.calendar == "gregorian":
        return own
    return f"{own} ({_converted(date, words)})"


def _whole(date: Edtf, calendar: str, words: _Words, *, time: bool) -> str:
    """Print a date or an interval in one calendar."""
    if date.kind == "date":
        text = _end(date.start, calendar, words, time=time)
        if date.start.approximate:
            text = words.about.format(text)
        return f"{text}{words.comma}{words.uncertain}" if date.start.uncertain else text
    first, last = date.start, date.end
    if last.precision == "open":
        return words.since.format(_marked(first, calendar, words))
    if first.precision == "open":
        return words.until.format(_marked(last, calendar, words))
    return words.to.format(_marked(first, calendar, words), _marked(last, calendar, words))


def _marked(end: End, calendar: str, words: _Words) -> str:
    """Print one end of an interval with its marks."""
    if end.precision == "unknown":
        return words.unknown
    text = _end(end, calendar, words, time=False)
    if end.approximate:
        text = words.about.format(text)
    return text + words.question if end.uncertain else text


def _end(end: End, calendar: str, words: _Words, *, time: bool) -> str:
    """Print one end without marks."""
    year = _year(end.year, words)
    if end.precision == "decade":
        return words.decade.format(year=year)
    if end.precision in ("century", "millennium"):
        return words.century.format(year=year)
    if end.precision == "season":
        return words.month.format(month=words.seasons[end.month - 21], year=year)
    if not end.month:
        return year
    names: tuple[str, ...] = getattr(words, calendar)
    month = names[end.month - 1]
    if not end.day:
        return words.month.format(month=month, year=year)
    day = words.first.format("1") if end.day == 1 else _digits(str(end.day), words)
    text = words.day.format(day=_digits(day, words), month=month, year=year)
    return f"{text}{words.comma}{_digits(end.time.removesuffix('Z'), words)}{_zone(end)}" if time and end.time else text


def _zone(end: End) -> str:
    return " UTC" if end.time.endswith("Z") else ""


def _year(year: int, words: _Words) -> str:
    """Print a year; EDTF's year 0 is 1 BC."""
    return _digits(str(year), words) if year > 0 else words.bc.format(_digits(str(1 - year), words))


def _digits(text: str, words: _Words) -> str:
    return "".join(words.digits[int(c)] if "0" <= c <= "9" else c for c in text) if words.digits else text


def _converted(date: Edtf, words: _Words) -> str:
    """Print the Gregorian days that a date of another calendar covers."""
    first, last = date.earliest, date.latest
    if first is None or last is None:
        day = first or last
        text = _day(day, words) if day else words.unknown
        return (words.since if last is None else words.until).format(text)
    if first == last:
        return _day(first, words)
    if date.kind == "date" and date.start.precision in ("year", "decade", "century", "millennium"):
        years = _year(first[0], words), _year(last[0], words)
        return years[0] if years[0] == years[1] else words.to.format(*years)
    return words.to.format(_day(first, words), _day(last, words))


def _day(day: tuple[int, int, int], words: _Words) -> str:
    number = words.first.format("1") if day[2] == 1 else _digits(str(day[2]), words)
    return words.day.format(day=_digits(number, words), month=words.gregorian[day[1] - 1], year=_year(day[0], words))
