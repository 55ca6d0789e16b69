"""A record set as it could have stood on an earlier day."""

import itertools

from briefgen.records.compare import compare
from briefgen.records.cutoff import cut_off
from tests.compose.workshop import BRIEF, records

WORKS = """
sources:
  - {id: early, type: report, title: Early, issued: 2019-05-01, derived-from: [late]}
  - {id: month, type: report, title: Month, issued: 2020-05}
  - {id: late, type: report, title: Late, issued: 2021-05-01}
"""
CLAIMS = """
claims:
  - {id: a, section: claims, text: "Old [@early].", evidence: [{source: early, relation: supports}, {source: late, relation: background}], relations: [{to: b, kind: denied-by}, {to: m, kind: qualifies}]}
  - {id: b, section: claims, text: "New [@late]."}
  - {id: c, section: claims, text: "Said later [@early].", asserted-on: 2020-06-02}
  - {id: d, section: claims, text: "Both [@early; @late]."}
  - {id: e, section: answers, text: "Shown [@early].", evidence: [{source: early, relation: supports, shows: "More in [@late]."}]}
  - {id: f, section: answers, text: "Variant [@early].", variants: {short: "V [@late]."}}
  - {id: g, section: answers, text: "Quoted [@early].", quotes: [{source: late, text: Words.}]}
  - {id: m, section: answers, text: "Month [@month]."}
"""
JUDGMENTS = BRIEF + "judgments: [{text: One., claims: [a]}, {text: Two., claims: [a, b]}]\n"


def test_later_records_are_left_out() -> None:
    """What is wholly later goes, and with it what cannot be printed without it; a month that has begun stays."""
    cut = cut_off(records(CLAIMS, works=WORKS, brief=JUDGMENTS), (2020, 5, 20))
    assert list(cut.sources) == ["early", "month"]
    assert list(cut.claims) == ["a", "m"]
    assert cut.sources["early"].derived_from == ()
    assert [entry.source for entry in cut.claims["a"].evidence] == ["early"]
    assert [relation.to for relation in cut.claims["a"].relations] == ["m"]
    assert [judgment.claims for judgment in cut.brief.judgments] == [("a",)]
    assert cut.brief.cutoff is not None
    assert cut.brief.cutoff.raw == "2020-05-20"


def test_a_later_day_never_takes_away() -> None:
    """A cut-off after everything changes nothing but the cut-off, and cutting twice is cutting once."""
    whole = records(CLAIMS, works=WORKS, brief=JUDGMENTS)
    assert [change.field for change in compare(whole, cut_off(whole, (2022, 1, 1))).brief] == ["cutoff"]
    once = cut_off(whole, (2020, 5, 20))
    assert compare(once, cut_off(once, (2020, 5, 20))).is_empty
    days = [(2019, 1, 1), (2019, 6, 1), (2020, 7, 1), (2021, 6, 1)]
    kept = [set(cut_off(whole, day).claims) for day in days]
    assert all(one <= other for one, other in itertools.pairwise(kept))
