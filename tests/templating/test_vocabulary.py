"""The table of elements."""

from briefgen.document import nodes
from briefgen.templating.building import BUILDERS
from briefgen.templating.vocabulary import ELEMENTS, reference


def test_every_element_has_a_builder_or_is_a_place() -> None:
    """Each element becomes a node, stands for evidence, or is a part that its parent takes."""
    for name, element in ELEMENTS.items():
        is_part = any(name in other.leading for other in ELEMENTS.values())
        assert name == "brief" or is_part or element.is_place or name in BUILDERS, name


def test_every_element_can_be_reached() -> None:
    """Elements that are neither blocks nor inlines are named by the element in which they stand."""
    for name, element in ELEMENTS.items():
        if element.group not in ("block", "inline", "document"):
            for parent in element.group.split(", "):
                holder = ELEMENTS[parent]
                assert name in holder.leading or name in holder.content


def test_the_readme_table_names_everything() -> None:
    """The Markdown table has a line for each element with its meaning, and every attribute of it."""
    table = reference()
    for name, element in ELEMENTS.items():
        (line,) = [line for line in table.splitlines() if line.startswith(f"| `<{name}>`")]
        assert element.meaning in line
        assert all(f"`{attribute}`" in line for attribute in element.attributes)


def test_roles_and_kinds_are_those_of_the_nodes() -> None:
    """What the table lets an attribute say is described in the document's own nodes."""
    roles = ELEMENTS["p"].attributes["role"].choices
    assert all(role in (nodes.Paragraph.__doc__ or "") for role in roles)
    kinds = ELEMENTS["aside"].attributes["kind"].choices
    assert all(kind in (nodes.Aside.__doc__ or "") for kind in kinds)
