"""The corpus as input of Typst, with the same words: full notes first, short ones afterwards.

Run as a program (`peer.py IN.typ OUT.pdf [FONT FOLDER …]`) it compiles with tags to PDF/UA-1, so that a
whole cold process can be measured.
"""

import sys
from pathlib import Path

if __name__ == "__main__":  # before anything else is imported: what the process costs shall be Typst
    import typst

    typst.compile(
        sys.argv[1],
        output=sys.argv[2],
        root="/",
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
        font_paths=sys.argv[3:],
    )
    raise SystemExit

from tests.bench.corpus import SECTIONS, TITLE, Corpus, Mark, Source, Topic

__all__ = ["plain", "write_typst"]

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]

_HEAD = """\
#set document(title: "{title}", author: "Benchmark")
#set page(paper: "a4", margin: 25mm,
  header: context {{ set text(9pt); [{title} #h(1fr) #counter(page).display()] }})
#set text(font: "{face}", size: 10.5pt, lang: "en", region: "gb", hyphenate: true)
#set par(justify: true, leading: 4pt, spacing: 8pt)
#show heading: set block(above: 14pt, below: 5pt)
#show heading.where(level: 1): set text(16pt)
#show heading.where(level: 2): set text(11.5pt)
#show footnote.entry: it => {{ set text(8.6pt); set par(leading: 2.4pt); it }}
#set footnote.entry(gap: 2pt)
#show link: set text(fill: rgb("#1f3a5f"))
#align(center, text(24pt, weight: "bold")[{title}])
#outline(depth: 2, title: [Contents])
"""


def plain(text: str) -> str:
    """Escape what Typst would read as markup."""
    return "".join("\\" + c if c in "\\#$*_@<>[]`~=/'\"-" else c for c in text)


def _date(iso: str) -> str:
    year, month, day = iso.split("-")
    return f"{int(day)} {_MONTHS[int(month) - 1]} {year}"


def _authors(source: Source) -> str:
    names = [f"{p.given} {p.family}".strip() for p in source.authors]
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " and " + names[-1]


def _full(source: Source) -> str:
    out = plain(_authors(source)) + ", "
    if source.container:
        out += f"“{plain(source.title)},” #emph[{plain(source.container)}], {_date(source.issued)}"
    elif source.publisher:
        out += f"#emph[{plain(source.title)}] ({plain(source.publisher)}, {source.issued[:4]})"
    else:
        out += f"“{plain(source.title)},” {_date(source.issued)}"
    if source.url:
        out += f', accessed {_date(source.accessed)}, #link("{source.url}")'
    return out


def _short(source: Source) -> str:
    first, *more = source.authors
    name = first.family + (" et al." if len(more) > 1 else f" and {more[0].family}" if more else "")
    title = plain(source.title.partition(":")[0])
    return f"{plain(name)}, " + (f"#emph[{title}]" if source.kind in {"book", "report"} else f"“{title}”")


class _Notes:
    """Turns marks into notes; remembers which works were cited before."""

    def __init__(self, corpus: Corpus) -> None:
        self.sources = {source.ident: source for source in corpus.sources}
        self.seen: set[str] = set()

    def note(self, mark: Mark) -> str:
        source = self.sources[mark.source]
        words = _short(source) if mark.source in self.seen else _full(source)
        self.seen.add(mark.source)
        remark = f" {plain(mark.remark)}." if mark.remark else ""
        return f"#footnote[{words}, {plain(mark.locator)}.{remark}]"

    def prose(self, claim: Topic) -> str:
        return "".join(self.note(part) if isinstance(part, Mark) else plain(part) for part in claim.prose)


def write_typst(corpus: Corpus, file: Path, face: str) -> None:
    """Write the corpus as one Typst file, set in a face that Typst finds."""
    notes = _Notes(corpus)
    out = [_HEAD.format(title=TITLE, face=face)]
    section = ""
    for claim in corpus.claims:
        if claim.section != section:
            section = claim.section
            out.append(f"= {SECTIONS[section]}\n")
        out.append(f"== {plain(claim.heading)}\n")
        details = f"Dated {_date(claim.about)} · confidence: {claim.confidence}"
        out.append(f"#block(sticky: true, text(8.8pt)[{details}])\n")
        out.append(notes.prose(claim) + "\n")
        if claim.quoted is not None:
            out.append(f"#quote(block: true)[{plain(claim.quote)}{notes.note(claim.quoted)}]\n")
    out.append("= Sources\n")
    works = sorted(corpus.sources, key=lambda source: (_authors(source), source.title))
    out.extend(f"#par(hanging-indent: 1.5em)[#text(9.6pt)[{_full(work)}.]]\n" for work in works)
    file.write_text("\n".join(out), encoding="utf-8")
