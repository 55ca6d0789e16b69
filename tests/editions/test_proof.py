"""The finished file read back: nothing left out is in it, everything printed is whole, nothing acts."""

from io import BytesIO
from pathlib import Path
from typing import Any, cast

import pytest

from briefgen.compose.printed import printed
from briefgen.diagnostics import Span
from briefgen.editions.proof import Printed, prove
from briefgen.inputs import open_pack
from briefgen.project import find_project
from briefgen.records.store import load_topic
from briefgen.selection.select import select
from briefgen.selection.selection import Selection
from tests.build import Made, a_brief, a_claim, a_source, a_topic, an_entity, build, write

WHERE = Span("topic-open.pdf")
SECRET = "The keeper hid the second lamp under the stairs of the old tower"
QUOTE = "We saw the lamp burning from the harbour wall that night."


def _topic(**fields: object) -> dict[str, str]:
    brief = a_brief(
        judgments=[
            {
                "text": "The lamp was very likely lit on that night in May.",
                "likelihood": "very likely",
                "claims": ["c01"],
            }
        ]
    )
    claims = [
        a_claim(quotes=[{"source": "report-2020", "text": QUOTE}]),
        a_claim("hidden-lamp", f"{SECRET} [@letter-1999].", heading="A second lamp", handling="TLP:RED"),
        *[a_claim(str(ident), str(text)) for ident, text in fields.items()],
    ]
    sources = [
        a_source(),
        a_source(
            "letter-1999",
            title="Letter from the tower to the harbour master",
            descriptor="A private letter that nobody else has seen.",
            handling="TLP:RED",
        ),
    ]
    entities = [an_entity(), an_entity("spy", name="Nobody Known")]
    return a_topic(claims, sources, entities, brief=brief) | {
        "templates/open/audience.yaml": "title: Open\nextends: analyst\nselect: {handling: TLP:GREEN}\n",
        "templates/all/audience.yaml": "title: Open\nextends: analyst\n",
    }


def _selection(folder: Path, audience: str) -> Selection:
    project = find_project(str(folder))
    with project.folder() as opened:
        return select(load_topic(opened, "topic", project.sources), open_pack(project, audience))


def _proved(made: Made, selection: Selection) -> list[str]:
    return [problem.line() for problem in prove(made.data, selection, Printed(*printed(made.brief)), WHERE)]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with one claim that only some may read."""
    return write(tmp_path_factory.mktemp("proof"), _topic())


def test_honest_files_pass(folder: Path) -> None:
    """Both the file with everything and the one with the open records alone prove what they should."""
    for audience in ("open", "all"):
        assert _proved(build(folder, audience), _selection(folder, audience)) == []


def test_what_was_left_out_is_found(folder: Path) -> None:
    """A file that holds a claim, a source or an id that its audience may not read is a leak, once for each record."""
    found = _proved(build(folder, "all"), _selection(folder, "open"))
    names = {line.partition("]: ")[2].partition(" was left")[0] for line in found}
    assert names == {"claim hidden-lamp", "source letter-1999"}
    assert all("audience.leak" in line for line in found)


@pytest.mark.parametrize(
    ("template", "place"),
    [
        (f"<p>As some say: {SECRET}, it is told.</p>", "the text of a page"),
        ("<section id='x'><title>A second lamp</title><p>Words.</p></section>", "a heading"),
    ],
)
def test_a_retyped_text_is_a_leak(tmp_path: Path, template: str, place: str) -> None:
    """A template that retypes what its audience may not read is caught, with the place."""
    files = _topic() | {
        "templates/open/brief.xml.j2": '{% extends "analyst/brief.xml.j2" %}{% block scope %}'
        + template
        + "{% endblock %}"
    }
    folder = write(tmp_path, files)
    found = _proved(build(folder, "open"), _selection(folder, "open"))
    assert len(found) == 1
    assert f"claim hidden-lamp was left out for this audience, and {place} tells of it" in found[0]


def test_words_that_a_shown_record_holds_are_no_leak(tmp_path: Path) -> None:
    """A sentence of a left-out claim that a shown claim holds too is no leak; nor are a few common words."""
    folder = write(tmp_path, _topic(c02=f"{SECRET} [@report-2020]."))
    assert _proved(build(folder, "open"), _selection(folder, "open")) == []


def test_what_is_not_whole_is_found(folder: Path) -> None:
    """A claim, quotation or note that the file lacks, or holds with another word, is reported."""
    made, chosen = build(folder, "open"), _selection(folder, "all")
    lines = [
        p.line() for p in prove(made.data, chosen, Printed({"hidden-lamp"}, {"c01-q1"}, ["A note never set."]), WHERE)
    ]
    assert [line for line in lines if "claim hidden-lamp is not found whole" in line]
    assert [line for line in lines if "a note is not found whole" in line]
    assert not [line for line in lines if "quotation" in line]
    altered = write(
        folder.parent / "altered",
        _topic()
        | {"sources/topic/claims.yaml": _topic()["sources/topic/claims.yaml"].replace("burning from", "burning above")},
    )
    lines = [p.line() for p in prove(made.data, _selection(altered, "open"), Printed(*printed(made.brief)), WHERE)]
    assert [line for line in lines if "quotation c01-q1 is not found whole" in line]


def test_a_file_that_acts_is_found(folder: Path) -> None:
    """An action, or a link to a program, is reported by name."""
    from pypdf import PdfWriter
    from pypdf.annotations import Link
    from pypdf.generic import DictionaryObject, NameObject, TextStringObject

    writer = PdfWriter(clone_from=BytesIO(build(folder, "open").data))
    script = {NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("app.alert('no')")}
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(script)
    writer.add_annotation(page_number=0, annotation=Link(rect=(0, 0, 9, 9), url="file:///etc/hosts"))
    data = BytesIO()
    writer.write(data)
    lines = [p.line() for p in prove(data.getvalue(), _selection(folder, "open"), Printed((), (), ()), WHERE)]
    assert any("proof.action" in line and "JavaScript" in line for line in lines)
    assert any("proof.action" in line and "file:///etc/hosts" in line for line in lines)


def test_metadata_and_attachments_are_looked_into(folder: Path) -> None:
    """A text in the document information, the outline or an attachment is a leak too."""
    from pypdf import PdfWriter

    for change, place in (
        (lambda w: w.add_metadata({"/Subject": SECRET}), "the metadata"),
        (lambda w: w.add_outline_item(title=SECRET, page_number=0), "the outline"),
        (lambda w: w.add_attachment(filename="note.txt", data=SECRET.encode()), "an attachment"),
        (
            lambda w: w.add_attachment(filename="note.json", data=b'{"claims": ["hidden-lamp"]}'),
            "the attachment note.json",
        ),
        (
            lambda w: w.add_attachment(
                filename="note.yaml", data=b'claims:\n  - {id: c09, text: "See [#hidden-lamp]"}\n'
            ),
            "the attachment note.yaml",
        ),
        (lambda w: w.add_attachment(filename="note.json", data=b"{" + SECRET.encode()), "an attachment"),
    ):
        writer = PdfWriter(clone_from=BytesIO(build(folder, "open").data))
        cast("Any", change)(writer)
        data = BytesIO()
        writer.write(data)
        lines = [p.line() for p in prove(data.getvalue(), _selection(folder, "open"), Printed((), (), ()), WHERE)]
        assert any("claim hidden-lamp" in line and place in line for line in lines), place
