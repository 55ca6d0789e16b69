"""Two names of a topic's editions in, their difference out; and that difference as a page, PDF or HTML."""

from briefgen.diagnostics import Span, bad_input
from briefgen.editions.archive import open_archive
from briefgen.editions.diff import Difference, State, diff, state_of, working_state
from briefgen.editions.model import Archive
from briefgen.errors import UsageError
from briefgen.inputs import open_faces, open_pack
from briefgen.project import Date, Project, stamp_of
from briefgen.publication import archive_store
from briefgen.records.store import load_topic
from briefgen.version import VERSION

__all__ = ["WORKING", "compare_editions", "page_of"]

WORKING = "records"
"""What names the working files."""


def compare_editions(project: Project, topic: str, old: str, new: str) -> Difference:
    """Compare two editions, or an edition and the working files.

    Raises UsageError (`edition.unknown`, `archive.none`), RecordError, EditionError.
    """
    archive = None if old == new == WORKING else open_archive(archive_store(project, topic))
    return diff(_state(project, topic, archive, old), _state(project, topic, archive, new))


def _state(project: Project, topic: str, archive: Archive | None, name: str) -> State:
    if name == WORKING or archive is None:
        with project.folder() as folder:
            return working_state(load_topic(folder, topic, project.sources))
    return state_of(archive, archive.find(name))


def page_of(project: Project, difference: Difference, path: str, date: Date) -> bytes:
    """Return the page as a tagged PDF or as HTML, as the name of the file asks. Raises UsageError for another name."""
    from briefgen.compose.difference import difference_page

    page = difference_page(
        (difference.old.label, difference.new.label),
        (difference.old.records, difference.new.records),
        difference.changes,
        difference.level.word,
        [reason.words for reason in difference.reasons],
        stamp_of(date),
    )
    if path.endswith(".html"):
        from briefgen.compose.html import html_page

        return html_page(page)
    if not path.endswith(".pdf"):
        raise UsageError(bad_input("usage.arguments", Span("--output"), "the file must end in .pdf or .html"))
    from briefgen.layout import lay_out, style_from
    from briefgen.pdf import write_pdf

    pack = open_pack(project, "analyst")
    pages = lay_out(page, style_from(pack.theme, pack.page.size, 1), open_faces(project), {})
    return write_pdf(pages, (), producer=f"briefgen {VERSION}")
