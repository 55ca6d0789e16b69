"""Who gets to read it: audience packs, handling labels, and the choice of records."""

from briefgen.selection.audience import Audience, Choice, NoteSettings, PageSettings, TemplateFile
from briefgen.selection.fairness import check_fairness
from briefgen.selection.labels import LABELS, allows, highest
from briefgen.selection.pack import PackRoot, list_packs, load_pack
from briefgen.selection.select import direction_of, select
from briefgen.selection.selection import Reason, SelectedSection, Selection
from briefgen.selection.words import WORDS, fill

__all__ = [
    "LABELS",
    "WORDS",
    "Audience",
    "Choice",
    "NoteSettings",
    "PackRoot",
    "PageSettings",
    "Reason",
    "SelectedSection",
    "Selection",
    "TemplateFile",
    "allows",
    "check_fairness",
    "direction_of",
    "fill",
    "highest",
    "list_packs",
    "load_pack",
    "select",
]
