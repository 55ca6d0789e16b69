"""The stress topic as files of a workspace, the same on every run: every element, every language, and much of each.

It holds notes longer than a page, a table of 300 rows, 400 events in time, notes in cells, nested lists, an address and
a word longer than a line, cells over several rows and columns. Four packs print it on A4, Letter and A5, in one column
and in two, from left to right and from right to left.
"""

import io
from collections.abc import Iterator
from typing import Any, Final

from tests.build import a_brief, a_claim, a_source, an_entity
from tests.stress.prose import ADDRESS, PROSE, TRANSLITERATED, WORD

__all__ = ["CLAIMS", "EVENTS", "PACKS", "ROWS", "TOPIC", "files"]

TOPIC: Final = "lamps"
PACKS: Final = ("everything", "columns", "persian", "arabic")
CLAIMS: Final = 200
EVENTS: Final = 2 * CLAIMS
ROWS: Final = 300
_LANGUAGES: Final = tuple(PROSE)
_SECTIONS: Final = ("official", "press", "papers", "replies", "abroad")
_PARTIES: Final = ("office", "keeper", "pilots", "press", "ministry", "crew")
_KINDS: Final = ("position", "reported-fact", "allegation", "denial", "judgment", "assumption")
_TYPES: Final = ("report", "book", "article-newspaper", "speech", "webpage", "interview", "legal_case", "hearing")
_SOURCES: Final = 48
_TYPED: Final = ADDRESS.replace("&", "&amp;")


def _sentence(language: str, n: int) -> str:
    sentences = PROSE[language]
    return sentences[n % len(sentences)]


def _passage(language: str, n: int, count: int) -> str:
    return " ".join(_sentence(language, n + k) for k in range(count))


def _sources() -> Iterator[str]:
    for n in range(_SOURCES):
        language = _LANGUAGES[n % len(_LANGUAGES)]
        about: dict[str, Any] = {
            "type": _TYPES[n % len(_TYPES)],
            "title": _sentence(language, n).rstrip(".،؟"),
            "language": language,
            "issued": f"{1990 + n % 30}-{1 + n % 12:02d}-{1 + n % 28:02d}",
            "author": [{"family": f"Keeper{'-Lindqvist' * (n % 3)}", "given": "Ada"}] * (1 + n % 4),
            "reliability": "ABCDEF"[n % 6],
        }
        if language != "en":
            about["title-translated"] = f"The lamp, volume {n + 1}"
        if n % 5 == 0:
            about |= {"URL": ADDRESS, "accessed": "2026-11-01"}
        yield a_source(f"source-{n:02d}", **about)


def _claim(n: int) -> str:
    source, other = f"source-{n % _SOURCES:02d}", f"source-{(n * 7 + 3) % _SOURCES:02d}"
    year, month, day = 1600 + 2 * n, 1 + n % 12, 1 + n % 28
    foreign = _LANGUAGES[n % len(_LANGUAGES)]
    text = f"{_sentence('en', n)} [@{source}, p. {n + 1}] {_sentence('en', n + 1)}"
    if foreign != "en":
        text += f" [{_sentence(foreign, n)}]{{lang={foreign}}}"
    text += f" *So they say*, **all of them** [see @{other}, ch. {n % 9 + 1}, with the plates; @{source}, p. {n + 2}]."
    fields: dict[str, Any] = {
        "section": _SECTIONS[n * len(_SECTIONS) // CLAIMS],
        "heading": f"{_sentence('en', n).split(',')[0].rstrip('.')} ({n + 1})",
        "kind": _KINDS[n % len(_KINDS)] if n % 6 != 4 else "reported-fact",
        "asserted-by": _PARTIES[n % len(_PARTIES)],
        "asserted-on": f"{year + 1}-{month:02d}-{day:02d}",
        "about": f"{year}-{month:02d}-{day:02d}",
        "text": text,
    }
    if n % 8 == 1:
        fields["quotes"] = [_quote(source, foreign, n)]
    if n % 40 == 7:
        shows = _passage("en", n, 90) + f" [{_passage('fa', n, 12)}]{{lang=fa}}"
        fields["evidence"] = [{"source": source, "locator": f"p. {n + 1}", "relation": "supports", "shows": shows}]
    if n % 10 == 3:
        fields["relations"] = [{"to": f"c{n - 1:03d}", "kind": "denies"}]
    if n == 2:
        fields["figure"] = {"file": "figures/lamp.png", "alt": "A lamp, in bands of grey.", "caption": "The lamp.", "credit": "Nobody"}  # fmt: skip
    return a_claim(f"c{n:03d}", **{key.replace("-", "_"): value for key, value in fields.items()})


def _quote(source: str, language: str, n: int) -> dict[str, Any]:
    quote: dict[str, Any] = {
        "source": source,
        "locator": f"p. {n + 1}",
        "language": language,
        "text": _passage(language, n, 3),
    }
    if language != "en":
        quote |= {"translation": _passage("en", n, 2), "translator": "the editors"}
    if language in {"fa", "ar"}:
        quote["transliteration"] = TRANSLITERATED
    return quote


def _picture() -> bytes:
    from PIL import Image

    target = io.BytesIO()
    Image.frombytes("L", (160, 60), bytes((x * 3 + y) % 256 for y in range(60) for x in range(160))).save(target, "PNG")
    return target.getvalue()


def _wide_table() -> str:
    """Return a table of 300 rows with cells over rows and columns, notes in cells, and words of every language."""
    rows = []
    for n in range(ROWS):
        language = _LANGUAGES[n % len(_LANGUAGES)]
        said = f'<span lang="{language}">{_sentence(language, n)}</span>' if language != "en" else _sentence("en", n)
        note = f"<note>Row {n + 1}: {_sentence('en', n)}</note>" if n % 4 == 0 else ""
        cells = [f'<cell scope="row">{n + 1}</cell>'] if n % 7 not in (2, 3) else []
        if n % 7 == 1:
            cells = [f'<cell scope="row" rowspan="3">{n + 1} to {n + 3}{note}</cell>']
        if n % 11 == 5:
            cells += [f'<cell colspan="2">{said}{note}</cell>', '<cell align="end">1,204</cell>']
        else:
            cells += [f"<cell>{said}{note}</cell>", f"<cell><list><item>{_PARTIES[n % 6]}</item></list></cell>"]
            cells += [f'<cell align="end">{n * 37}</cell>']
        rows.append(f"<row>{''.join(cells)}</row>")
    # No cell of the last column reaches down: outloud 0.2.1 does not count it in its last row (TBL-004).
    head = (
        '<row><cell scope="column" rowspan="2">Row</cell><cell scope="column" colspan="2">What was said</cell>'
        '<cell scope="column" align="end">Oil<note>In litres, as the ledger has it.</note></cell></row>'
        '<row><cell scope="column">Words</cell><cell scope="column">By</cell><cell scope="column">litres</cell></row>'
    )
    long = "".join(f"<p>{_passage('en', n, 6)}<note>{_passage('fr', n, 2)}</note></p>" for n in range(12))
    rows.append(f'<row><cell scope="row">tall</cell><cell>{long}</cell><cell>{_TYPED}</cell><cell>{WORD}</cell></row>')
    return (
        f'<table summary="One row for each saying, with its words, who said it, and the oil."><caption>Three hundred '
        f"sayings<note>Numbered as they came.</note></caption><head>{head}</head>{''.join(rows)}</table>"
    )


def _lists() -> str:
    inner = f'<list><item>{_sentence("en", 0)}</item><item><p>{_sentence("en", 1)}</p><list kind="ordered"><item>x</item></list></item></list>'
    many = "".join(f"<item>{_sentence('en', n)}</item>" for n in range(120))
    return (
        f'<list kind="ordered"><item><p>First</p>{inner}</item><item>{inner}</item>{many}</list>'
        f'<list kind="described"><item><label>lamp<note>{_sentence("en", 2)}</note></label>{_sentence("en", 3)}</item>'
        f"<item><label>فانوس</label><p>{_sentence('en', 1)}</p>{inner}</item></list>"
        f"<list><item><label>own<note>{_sentence('de', 0)}</note></label>{_sentence('en', 2)}</item></list>"
    )


def _template() -> str:
    """Return a template that prints every element of the vocabulary."""
    spans = "".join(f'<p><span lang="{language}">{_passage(language, 0, 4)}</span></p>' for language in _LANGUAGES)
    roles = "".join(
        f'<p role="{role}">{_sentence("en", 1)}</p>'
        for role in ("body", "lede", "details", "about", "edition", "small")
    )
    asides = "".join(
        f'<aside kind="{kind}"><title>{kind}</title><p>{_sentence("en", 0)}<note>{_sentence("es", 0)}</note></p></aside>'
        for kind in ("notice", "judgments", "legend", "summary", "glossary", "colophon")
    )
    long = f'<p>{WORD} and <link url="https://example.org/">{_TYPED}</link><note><p>{_passage("en", 0, 70)}</p>{_lists_of_note()}</note>.</p>'
    return (
        '<brief><cover/><contents depth="2"/><judgments/><changes/>'
        f'<section id="part.words"><title>Words<note>{_sentence("en", 0)}</note></title>{roles}{spans}'
        f'<p><em>slanted <strong>and strong</strong></em> <label>term</label> <see ref="c001"/>'
        f"<note>{_sentence('en', 3)}</note></p>{long}"
        f'<section id="part.inner"><title>Inner</title><section id="part.innermost"><title>Innermost</title>{_lists()}</section></section>'
        f'</section><section id="part.places"><title>Places</title><quote ref="c001-q1"/><prose ref="question"/><prose ref="scope"/>'
        f'<prose ref="disclaimer"/>{asides}<legend/></section>'
        f'<section id="part.table"><title>Table</title>{_wide_table()}</section>'
        '{% for section in sections %}<section id="{{ section.id }}"><title>{{ section.title }}</title>'
        '<prose ref="about:{{ section.id }}"/>'
        '{% for claim in section.claims %}<claim ref="{{ claim.id }}"/>{% endfor %}</section>{% endfor %}'
        '<section id="part.figure"><title>Again</title><p>The <see ref="c002"/> again.</p></section>'
        '<section id="part.matrix"><title>Who says what</title><matrix/></section>'
        '<section id="part.timeline"><title>In time</title><timeline/></section>'
        '<source-summary/><glossary/><section id="part.bibliography"><title>Works</title><bibliography group="kind"/></section>'
        "<colophon/></brief>\n"
    )


def _lists_of_note() -> str:
    return f"<list><item>{_sentence('en', 1)}</item><item>{_sentence('en', 2)}</item></list>"


def files() -> dict[str, str | bytes]:
    """Return the files of the workspace by path."""
    brief = a_brief(
        title="The lamps",
        subtitle=_sentence("en", 2),
        question="Which lamps were lit?",
        scope=_passage("en", 0, 3),
        disclaimer=_sentence("en", 1),
        contact="lamps@example.org",
        series="LAMP",
        sections=[{"id": key, "title": key.title(), "about": _sentence("en", n)} for n, key in enumerate(_SECTIONS)],
        judgments=[
            {"text": _sentence("en", n), "confidence": "low", "likelihood": "likely", "claims": [f"c{n:03d}", "c040"]}
            for n in range(3)
        ],
    )
    entities = [
        an_entity(party, name=f"The {party.title()}", kind="organisation", role="of the harbour") for party in _PARTIES
    ]
    base = "title: Everything\nextends: analyst\nshow: [contents, judgments, matrix, timeline, source-summary, glossary, bibliography, changes, colophon]\n"
    words = "words:\n  footnote-heading: یادداشت‌ها\n  contents-heading: فهرست\n  page: صفحهٔ {page} از {pages}\n"
    return {
        "briefgen.toml": f"default-audiences = {list(PACKS)}\n".replace("'", '"'),
        f"sources/{TOPIC}/brief.yaml": brief,
        f"sources/{TOPIC}/sources.yaml": "sources:\n" + "\n".join(_sources()) + "\n",
        f"sources/{TOPIC}/entities.yaml": "entities:\n" + "\n".join(entities) + "\n",
        f"sources/{TOPIC}/claims.yaml": "claims:\n" + "\n".join(map(_claim, range(CLAIMS))) + "\n",
        f"sources/{TOPIC}/figures/lamp.png": _picture(),
        "templates/everything/audience.yaml": base + "page: {size: A4}\n",
        "templates/everything/brief.xml.j2": _template(),
        "templates/columns/audience.yaml": "title: Columns\nextends: everything\npage: {size: Letter, columns: 2}\nnotes: {number: section}\n",
        "templates/persian/audience.yaml": f"title: خوانندگان\nextends: everything\nlanguage: fa\npage: {{size: A4, columns: 2}}\n{words}",
        "templates/arabic/audience.yaml": "title: القراء\nextends: everything\nlanguage: ar\npage: {size: A5}\nnotes: {at: section}\n",
    }
