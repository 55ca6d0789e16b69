"""Iterate, find, transform, and the words in reading order."""

from hypothesis import given

from briefgen.document import nodes as n
from briefgen.document.node import Node
from briefgen.document.walk import CHILDREN, children, find, headings, plain, transform, walk, words
from tests.document.trees import a_brief, a_cite, a_note, briefs, inlines, p, t


def test_every_node_type_and_field_is_known() -> None:
    """CHILDREN names every node type, and of each exactly the fields that the constructor takes as tuples of nodes."""
    kinds = {kind for kind in vars(n).values() if isinstance(kind, type) and issubclass(kind, Node)} - {Node}
    assert kinds <= set(CHILDREN)
    for kind, names in CHILDREN.items():
        assert set(names) <= set(kind.__match_args__), kind


@given(briefs)
def test_walk_and_children_agree(brief: n.Brief) -> None:
    """Walk is the closure of children: each node comes before its children, in order, once."""

    def closure(node: Node) -> list[Node]:
        return [node, *(inner for child in children(node) for inner in closure(child))]

    assert [id(node) for node in walk(brief)] == [id(node) for node in closure(brief)]


@given(briefs)
def test_transform_of_nothing_is_the_same_object(brief: n.Brief) -> None:
    """A transformation that changes nothing makes no node."""
    assert transform(brief, {}) is brief
    assert transform(brief, {n.Text: lambda node: node}) is brief


@given(briefs)
def test_transform_reaches_every_text(brief: n.Brief) -> None:
    """Every text is replaced where it stands, notes, citations and captions included; the old tree stays."""
    before = [node.value for node in find(brief, n.Text)]
    changed = transform(brief, {n.Text: lambda node: n.Text(node.value + "x")})
    assert [node.value for node in find(changed, n.Text)] == [text + "x" for text in before]
    assert [node.value for node in find(brief, n.Text)] == before


def test_transform_replaces_by_several_and_removes() -> None:
    """A node may give way to several nodes or to none, and untouched neighbours stay the same objects."""
    keep = p("keep")
    brief = a_brief(p("go", n.Emphasis((t("twice"),))), keep)
    twice = transform(brief, {n.Emphasis: lambda node: (node, node), n.Text: lambda node: node})
    assert twice.blocks[0] == p("go", n.Emphasis((t("twice"),)), n.Emphasis((t("twice"),)))
    assert twice.blocks[1] is keep
    gone = transform(brief, {n.Emphasis: lambda _: ()})
    assert gone.blocks[0] == p("go")


def test_words_put_notes_behind_their_block() -> None:
    """A note follows the block of its mark; that of a cell stays in the cell, that of a heading follows it."""
    table = n.Table(
        (n.Row((n.Cell((p("head"),)),)),),
        (n.Row((n.Cell((p("cell", a_note("cell note")),)), n.Cell((p("next"),)))),),
        (t("caption"), a_note("caption note")),
    )
    quote = n.Quote((p("original"),), "fa", (p("translit"),), (p("translation"),), (t("who"), a_note("quote note")))
    listing = n.List((n.Item((p("item"),), (t("label"), a_note("label note"))),))
    brief = a_brief(
        n.Section("s", (t("title"), a_note("title note")), (p("one", a_note("first"), " two", a_note("second")),)),
        table,
        quote,
        listing,
    )
    assert words(brief) == [
        *["title", "title note", "one two", "first", "second"],
        *["caption", "caption note", "head", "cell", "cell note", "next"],
        *["original", "translit", "translation", "who", "quote note", "label", "item", "label note"],
    ]


def test_words_with_marks_and_moved_notes() -> None:
    """With marks the number stands at the mark and before the note; a moved note stands where it was moved to."""
    note = n.Note((p("body"), p("more")), "7", "n7")
    assert words(a_brief(p("text", note, ".")), marks=True) == ["text7.", "7 body", "more"]
    moved = a_brief(p("text", n.NoteRef("7", "n7")), n.Section("notes", (t("Notes"),), (p(note, role="note"),)))
    assert words(moved, marks=True) == ["text7", "Notes", "7 body", "more"]
    assert words(moved) == ["text", "Notes", "body", "more"]


def test_contents_list_the_headings() -> None:
    """A table of contents says its title and the headings down to its depth, without the titles of boxes."""
    section = n.Section(
        "s",
        (t("Section"),),
        (n.Claim("c", (t("Claim"), a_cite("a")), (p("text"),)), n.Aside("notice", (t("Box"),), ())),
    )
    shallow = a_brief(n.Contents((t("Contents"),), 1), section)
    assert words(shallow) == ["Contents", "Section", "Section", "Claim", "text", "Box"]
    assert [plain(title) for _, title, _ in headings(shallow)] == ["Section", "Claim"]
    assert [level for level, _, _ in headings(shallow)] == [1, 2]
    deep = a_brief(n.Contents((t("Contents"),), 2), section)
    assert words(deep)[:3] == ["Contents", "Section", "Claim"]


@given(inlines)
def test_plain_is_the_text_without_notes(some: n.Inlines) -> None:
    """`plain` gives the characters of the running text; what stands in a note or a citation is not among them."""
    bare = transform(n.Paragraph(some), {n.Note: lambda _: (), n.Cite: lambda _: ()})
    assert plain(some) == "".join(node.value for node in find(bare, n.Text))


@given(briefs)
def test_words_lose_nothing(brief: n.Brief) -> None:
    """Every character of every text outside citations is among the words, as often as it stands in the tree."""
    bare = transform(brief, {n.Cite: lambda _: ()})
    assert sorted("".join(words(brief))) == sorted("".join(node.value for node in find(bare, n.Text)))
