"""Names of languages as other programs type them: words in, language tags (BCP 47) out."""

from typing import Final

from briefgen.records.schema import is_language

__all__ = ["language_tag"]

_TABLE: Final = """en english eng; en-US american usenglish; en-GB british ukenglish; fr french fre fra francais français;
de german ger deu ngerman deutsch; es spanish spa español espanol castellano; fa persian per fas farsi; ar arabic ara;
it italian ita italiano; pt portuguese por português; pt-BR brazilian; ru russian rus; uk ukrainian ukr; tr turkish tur;
he hebrew heb; zh chinese chi zho; ja japanese jpn; ko korean kor; nl dutch dut nld; pl polish pol; ur urdu urd;
sv swedish swe; da danish dan; no norwegian nor; fi finnish fin; el greek gre ell; cs czech cze ces; hu hungarian hun;
ro romanian rum ron; la latin lat; ku kurdish kur; ps pashto pus; hi hindi hin; id indonesian ind; sr serbian srp;
hr croatian hrv"""
_TAGS: Final = {word: row.split()[0] for row in _TABLE.split(";") for word in row.split()[1:]}


def language_tag(text: str) -> str:
    """Return the tag that a name or tag of a language means, or "".

    >>> language_tag("ngerman"), language_tag("en_US"), language_tag("Klingonish")
    ('de', 'en-US', '')
    """
    known = _TAGS.get(text.strip().lower())
    if known:
        return known
    tag = text.strip().replace("_", "-")
    return tag if is_language(tag) else ""
