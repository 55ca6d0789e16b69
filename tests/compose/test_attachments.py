"""The files that travel inside the brief."""

import json
import re
from hashlib import sha256
from typing import Any

from briefgen.compose.attachments import attachments, records_text
from briefgen.compose.colophon import Edition, Previous
from briefgen.limits import LIMITS
from briefgen.selection.select import select
from briefgen.selection.selection import Selection
from briefgen.version import VERSION
from tests.compose.workshop import BRIEF, a_selection, records
from tests.selection.factories import a_pack

CLAIMS = r"""
claims:
  - id: c01
    section: claims
    heading: A "leak"
    kind: allegation
    text: |
      The dam leaks, as [#c02] and [#c09] have it [@one, p. 3]; a \* star and \[#c09] stay.

      Second paragraph.
    variants: {short: "Leaks [@one]."}
    asserted-by: ada
    asserted-on: 2021-01-12
    about: 2015/..
    evidence:
      - {source: one, locator: p. 3, credibility: 3, shows: "Says [#c09] so."}
      - {source: two, relation: background}
    quotes:
      - {source: three, text: "متن\n\nدوم", transliteration: matn, translation: text, translator: Una Reed, language: fa}
    figure: {file: figures/a.png, alt: A map, caption: The dam., credit: Una Reed}
    relations: [{to: c02, kind: denied-by}, {to: c09, kind: contradicts}]
    likelihood: likely
    confidence: low
    audiences: [readers]
    handling: TLP:GREEN
  - {id: c02, section: answers, text: 'B [@two].', asserted-by: ben, rank: deprecated, deprecated-reason: "Wrong [#c01]."}
  - {id: c09, section: answers, heading: Hidden heading, text: 'Hidden words [@five].', handling: TLP:RED, asserted-by: eve}
"""
WORKS = """
sources:
  - {id: one, type: report, title: "NO", version: "3.10", issued: 1399-08-24, calendar: persian, accessed: {literal: last spring},
     author: [{family: Reed, given: Una}, {literal: The Office}], descriptor: "Careful: #1.", reliability: B, independence: office,
     derived-from: [two, five], status: corrected, ai-use: [{system: Model, version: "4", purpose: translation}],
     preserved: [{kind: file, path: snapshots/one.txt, sha256: "0123456789012345678901234567890123456789012345678901234567890123", captured: 2021}]}
  - {id: two, type: webpage, title: Second, title-short: S, URL: "https://example.org/two", archive_location: Box 4}
  - {id: three, type: book, title: گزارش, title-translated: Report, title-transliterated: Gozāresh, language: fa}
  - {id: five, type: book, title: Hidden work}
"""
PEOPLE = """
entities:
  - {id: ada, name: Ada Brook, kind: person, role: Minister, names: {fa: آدا}}
  - {id: ben, name: Ben Ford, kind: person}
  - {id: eve, name: Eve Hidden, kind: person}
"""
FULL = (
    BRIEF
    + """
judgments:
  - {text: "It leaks [#c01].", likelihood: likely, confidence: low, claims: [c01]}
  - {text: Hidden judgment., claims: [c09]}
"""
)
PACK: dict[str, Any] = {"select": {"handling": "TLP:GREEN", "rank": ("normal", "deprecated")}, "show": ("judgments",)}


def chosen(**pack: Any) -> Selection:
    """Choose what the readers of GREEN get."""
    return a_selection(CLAIMS, brief=FULL, works=WORKS, people=PEOPLE, pack={**PACK, **pack})


def test_the_records_load_again() -> None:
    """The rebuilt records are a record file: read, checked and chosen again they give the same text."""
    selection = chosen()
    text = records_text(selection)
    shown = FULL.split("  - {text: Hidden")[0]
    again = select(records(text, brief=shown, works="", people=""), a_pack(**PACK))
    assert records_text(again) == text
    assert list(again.claims[0].evidence) != []
    before, after = selection.sources["one"], again.sources["one"]
    assert (after.title, after.variables, after.names, after.dates) == (
        before.title,
        before.variables,
        before.names,
        before.dates,
    )


def test_nothing_hidden_is_in_it() -> None:
    """No id, word or relation of a record that is left out stands in either file."""
    selection = chosen()
    for _, _, _, data in attachments(selection, Edition("2026-11-22"), {}):
        text = re.sub("[0-9a-f]{64}", "", data.decode())  # a digest may spell an id by chance
        text = text.replace(r"\\[#c09]", "")  # typed as words, not as a reference
        assert "idden" not in text
        assert "c09" not in text
        assert "five" not in text
        assert "eve" not in text.replace("never", "")


def test_the_wording_shown_is_the_text() -> None:
    """Of each claim only the wording that this audience reads travels."""
    selection = chosen(select={"handling": "TLP:GREEN", "variant": "short"})
    text = records_text(selection)
    assert 'text: "Leaks [@one]."' in text
    assert "variants" not in text
    assert "The dam leaks" not in text


def test_the_manifest_says_what_made_the_brief() -> None:
    """Tool, audience, edition, digests, fonts, limits and the brief record stand in the manifest, keys sorted."""
    selection = chosen()
    edition = Edition("2026-11-22", number="RIV-0002", previous=Previous("RIV-0001", "2026-01-01", "abc"))
    files = attachments(selection, edition, {"Serif": "d" * 64})
    assert [(name, media) for name, media, _, _ in files] == [
        ("manifest.json", "application/json"),
        ("records.yaml", "application/yaml"),
    ]
    assert all(description for _, _, description, _ in files)
    manifest = json.loads(files[0][3])
    assert files[0][3].decode() == json.dumps(manifest, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    assert manifest["tool"]["version"] == VERSION
    assert manifest["topic"] == "river"
    assert manifest["audience"]["id"] == "readers"
    assert manifest["edition"] == {"date": "2026-11-22", "draft": False, "number": "RIV-0002", "previous": "abc"}
    assert manifest["digests"]["records.yaml"] == sha256(files[1][3]).hexdigest()
    assert list(manifest["digests"]["packs"]) == ["readers/brief.xml.j2"]
    assert manifest["fonts"] == {"Serif": "d" * 64}
    assert set(manifest["limits"]) == set(LIMITS)
    assert [judgment["claims"] for judgment in manifest["brief"]["judgments"]] == [["c01"]]


def test_a_style_of_the_pack_is_digested() -> None:
    """A CSL file that a pack brings is among the digests, by pack and name wherever the workspace lies."""
    selection = chosen(csl=b"<style/>", style_path="templates/readers/own.csl")
    manifest = json.loads(attachments(selection, Edition("2026-11-22"), {})[0][3])
    assert manifest["digests"]["packs"]["readers/own.csl"] == sha256(b"<style/>").hexdigest()


def test_the_same_selection_gives_the_same_bytes() -> None:
    """Nothing of the clock or the machine is in the files."""
    made = [attachments(chosen(), Edition("2026-11-22"), {}) for _ in range(2)]
    assert made[0] == made[1]
