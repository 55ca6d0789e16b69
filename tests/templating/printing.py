"""Helpers: what a template prints, and what is wrong with it."""

from collections.abc import Mapping
from typing import Any

import pytest

from briefgen.diagnostics import Diagnostic
from briefgen.errors import BriefgenError
from briefgen.records.store import RecordSet
from briefgen.selection.select import select
from briefgen.templating.environment import check_templates, render
from tests.selection.factories import a_brief, a_claim, a_pack, a_source, a_topic, an_entity

__all__ = ["a_small_topic", "checked", "printed", "refused", "where"]


def a_small_topic() -> RecordSet:
    """Three claims of two sections, one of them asserted and denied, one source, two entities."""
    claims = [
        a_claim("c1", asserted_by="bob", relations=[("denied-by", "c3")]),
        a_claim("c2", kind="position", rank="preferred"),
        a_claim("c3", "two", kind="denial", asserted_by="ann"),
    ]
    entities = [an_entity("bob", "Bob <B> & Co"), an_entity("ann", "Ann")]
    return a_topic(claims, a_brief(judgments=(["c1"],)), [a_source("s1")], entities)


def printed(template: str | Mapping[str, str], records: RecordSet | None = None, **given: Any) -> str:
    """What a pack's templates print over a topic."""
    files = {"brief.xml.j2": template} if isinstance(template, str) else template
    pack = a_pack(files, **given)
    return render(pack, select(records or a_small_topic(), pack))


def checked(template: str | Mapping[str, str]) -> list[Diagnostic]:
    """What `check` finds in a pack's templates."""
    files = {"brief.xml.j2": template} if isinstance(template, str) else template
    return list(check_templates(a_pack(files)))


def refused(template: str | Mapping[str, str], records: RecordSet | None = None) -> list[Diagnostic]:
    """What rendering refuses."""
    with pytest.raises(BriefgenError) as caught:
        printed(template, records)
    return [problem for problem in caught.value.problems if isinstance(problem, Diagnostic)]


def where(problem: Diagnostic) -> tuple[str, int, int]:
    """File, line and column."""
    return problem.where.key()
