"""Works brought in for a test: text of a format in, records out, and the messages of bad ones."""

from typing import Any

import pytest

from briefgen.diagnostics import Diagnostic
from briefgen.errors import BriefgenError
from briefgen.exchange import import_works
from briefgen.records.model import SourceRecord
from briefgen.records.read import Sequence, read
from briefgen.records.schema import Checker
from briefgen.records.sources import build_source

__all__ = ["brought", "only", "records", "refused", "warned"]


def records(text: str) -> list[SourceRecord]:
    """Read YAML as a record file and return its sources, all of them accepted."""
    listed = read(text.encode(), "records.yaml").entries["sources"]
    assert isinstance(listed, Sequence)
    checker = Checker()
    checker.has_joiners = True
    built = [build_source(checker, node) for node in listed.items]
    assert not checker.problems
    return [record for record in built if record is not None]


def brought(text: str, name: str) -> list[SourceRecord]:
    """Import a file and return its works as our reader understands them."""
    return records(import_works(text.encode(), name).text)


def only(text: str, name: str) -> dict[str, Any]:
    """Import a file of one work and return its id, type, title, variables, names and dates in one mapping."""
    (record,) = brought(text, name)
    flat: dict[str, Any] = {"id": record.id, "type": record.type, "title": record.title, **record.variables}
    flat |= {key: [dict(person) for person in people] for key, people in record.names.items()}
    flat |= {key: date.raw for key, date in record.dates.items()}
    return flat | {"language": record.language}


def warned(text: str, name: str) -> list[str]:
    """Return the warnings of a file as lines."""
    return [each.line() for each in import_works(text.encode(), name).warnings]


def refused(text: str | bytes, name: str) -> list[Diagnostic]:
    """Return the problems of a file that must not come in."""
    with pytest.raises(BriefgenError) as caught:
        import_works(text if isinstance(text, bytes) else text.encode(), name)
    found = [problem for problem in caught.value.problems if isinstance(problem, Diagnostic)]
    assert len(found) == len(caught.value.problems)
    assert caught.value.exit_code == (3 if any(problem.status == 3 for problem in found) else 2)
    return found
