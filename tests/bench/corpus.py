"""A synthetic topic of any size: invented claims and sources, the same for the same size.

Everything named here is made up. The proportions follow a real brief: claims of two to five
long sentences, nearly two notes a claim, a quotation in every fifth, an explained note in
every twenty-fifth.
"""

import random
from dataclasses import dataclass, field

__all__ = ["SECTIONS", "SIZES", "TITLE", "Corpus", "Mark", "Person", "Source", "Topic", "make"]

SIZES = {"S": (25, 15), "M": (200, 60), "L": (2000, 500)}
TITLE = "The Vardane Harbour Question"
SECTIONS = {
    "official": "Statements of the administration",
    "press": "What reporters found",
    "archive": "Papers in the archives",
    "reply": "Answers of the contractors",
}

_GIVEN = [
    "Alma",
    "Benedikt",
    "Cosima",
    "Dorian",
    "Elif",
    "Fabian",
    "Greta",
    "Hamid",
    "Ines",
    "Jonas",
    "Katya",
    "Laurits",
    "Maren",
    "Nadia",
    "Otto",
    "Petra",
]
_FAMILY = [
    "Aalderink",
    "Brunswick",
    "Cavendor",
    "Dallinger",
    "Erlanson",
    "Fjordgren",
    "Grimaldo",
    "Holtzen",
    "Ibsgaard",
    "Jankovic",
    "Kellerhals",
    "Lothian",
    "Mandelsund",
    "Nørregard",
    "Ossietz",
    "Pallavar",
    "Querbach",
    "Rosenquist",
    "Stavenhag",
    "Thorsby",
    "Ullmark",
    "Vinterberg",
    "Wachsmuth",
    "Zetterlund",
]
_BODIES = (
    "Harbour Administration", "Commission for Coastal Works", "Court of Accounts", "Institute of Maritime Statistics",
    "Ministry of Navigation", "Board of Underwriters", "Inspectorate of Dredging", "Chamber of Pilots",
)  # fmt: skip
_PAPERS = (
    "The Vardane Observer", "Northern Shipping List", "Evening Telegraph", "Coastal Engineering Quarterly",
    "Review of Maritime Law", "The Sunday Manifest",
)  # fmt: skip
_HOUSES = ("Lindgate Press", "Office of Official Publications", "Breakwater Books", "University of Vardane Press")
_PLACES = (
    "the outer breakwater", "the grain terminal", "the eastern lock", "the customs warehouse", "the pilot station",
    "the dry dock at Holm", "the ferry landing", "the coal wharf", "the quarantine anchorage", "the signal tower",
)  # fmt: skip
_AGENTS = (
    "the harbour administration", "two former surveyors", "the insurers’ representative", "an interim committee",
    "the deputy harbourmaster", "the principal contractor", "a parliamentary rapporteur", "the regional prosecutor",
    "four independent hydrographers", "the dockworkers’ association", "an unnamed official of the treasury",
)  # fmt: skip
_DEEDS = (
    "acknowledged", "questioned", "postponed", "published", "reinterpreted", "contradicted", "commissioned",
    "summarised", "countersigned", "recalculated", "distributed", "disregarded",
)  # fmt: skip
_MATTERS = (
    "the discrepancy between declared and measured tonnage", "a supplementary agreement on demurrage charges",
    "the unpublished soundings of the approach channel", "the compensation schedule for displaced fishermen",
    "correspondence concerning the reinforced caissons", "an inventory of decommissioned navigation lights",
    "the environmental impact assessment of the dredging", "a confidential memorandum on subsidence",
    "the procurement documents for the pumping equipment", "minutes of an extraordinary board meeting",
    "the certification of the weighing installation", "an intergovernmental understanding about transit dues",
)  # fmt: skip
_MANNERS = (
    "without consulting the neighbouring municipalities", "after a protracted administrative procedure",
    "under circumstances that have not been explained", "notwithstanding earlier assurances to the contrary",
    "on the recommendation of an outside consultant", "shortly before the parliamentary elections",
    "in accordance with the transitional regulations", "despite the objections of the classification society",
    "as a precaution against further settlement",
)  # fmt: skip
_OUTCOMES = (
    "the corrected volumes differed by {n} per cent from the published series",
    "the inspection covered only {n} of the {m} affected structures",
    "a further {n} consignments were registered retrospectively",
    "responsibility was divided between {n} undertakings",
    "the remaining uncertainty was estimated at {n} per cent",
    "no fewer than {n} instruments required recalibration",
)
_OPENINGS = (
    "By contrast", "In the same period", "According to the surviving records", "Several months later",
    "On this interpretation", "Independently of this", "At the time of publication",
)  # fmt: skip
_REMARKS = (
    "The figure stands in the annex alone; the body of the report rounds it and does not say how",
    "A second copy with different pagination was consulted for comparison in the municipal collection",
    "The author later withdrew the inference that is drawn here, though not the measurements under it",
    "Two of the officials quoted were asked again by telephone and confirmed the order of events",
    "The electronic version leaves out the table of residuals on which the statement depends",
)
_WORDS_OF = ("a routine correction", "an avoidable omission", "the turning point", "entirely without precedent")
_MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]  # fmt: skip


@dataclass(frozen=True)
class Person:
    """An author: a person, or a body when `given` is empty."""

    family: str
    given: str = ""


@dataclass(frozen=True)
class Source:
    """A work; dates are ISO 8601 days."""

    ident: str
    kind: str
    title: str
    authors: tuple[Person, ...]
    issued: str
    container: str = ""
    publisher: str = ""
    url: str = ""
    accessed: str = ""


@dataclass(frozen=True)
class Mark:
    """A citation within prose: a page or paragraph of a source, and a remark of our own."""

    source: str
    locator: str
    remark: str = ""


Prose = tuple[str | Mark, ...]


@dataclass(frozen=True)
class Topic:
    """A claim: prose with marks, sometimes a quotation (which is one mark as well)."""

    ident: str
    section: str
    heading: str
    prose: Prose
    about: str
    confidence: str
    quote: str = ""
    quoted: Mark | None = None


@dataclass(frozen=True)
class Corpus:
    """All sources and all claims."""

    sources: tuple[Source, ...]
    claims: tuple[Topic, ...] = field(default=())

    @property
    def notes(self) -> int:
        """Return how many notes the brief has."""
        return sum(sum(isinstance(p, Mark) for p in claim.prose) + bool(claim.quote) for claim in self.claims)


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _day(dice: random.Random, first: int, last: int) -> str:
    return f"{dice.randint(first, last)}-{dice.randint(1, 12):02d}-{dice.randint(1, 28):02d}"


def _source(dice: random.Random, number: int) -> Source:
    kind = dice.choice(["report", "article-newspaper", "article-journal", "book", "webpage"])
    people = tuple(Person(dice.choice(_FAMILY), dice.choice(_GIVEN)) for _ in range(dice.choice([1, 1, 1, 2, 3])))
    if kind in {"report", "webpage"} and dice.random() < 0.6:
        people = (Person(dice.choice(_BODIES)),)
    title = f"{_capital(dice.choice(_PLACES))}: {dice.choice(_MATTERS)}, " + dice.choice(
        ["a reappraisal", "preliminary results", f"volume {dice.randint(1, 9)}", "documents and commentary"]
    )
    address = f"https://example.org/{kind}/{dice.randint(1998, 2024)}/vardane-{dice.randint(0, 999999):06d}"
    return Source(
        f"src-{number:04d}",
        kind,
        title,
        people,
        _day(dice, 1998, 2024),
        container=dice.choice(_PAPERS) if kind.startswith("article") else "",
        publisher=dice.choice(_HOUSES) if kind in {"book", "report"} else "",
        url="" if kind == "book" else address,
        accessed="" if kind == "book" else "2025-" + _day(dice, 1, 1)[2:],
    )


def _sentence(dice: random.Random) -> str:
    agent, deed, matter = dice.choice(_AGENTS), dice.choice(_DEEDS), dice.choice(_MATTERS)
    place, manner = dice.choice(_PLACES), dice.choice(_MANNERS)
    n = dice.randint(3, 48)
    outcome = dice.choice(_OUTCOMES).format(n=n, m=n + dice.randint(2, 60))
    match dice.randint(0, 4):
        case 0:
            return f"{_capital(agent)} {deed} {matter} at {place} {manner}."
        case 1:
            return f"{dice.choice(_OPENINGS)}, {agent} {deed} {matter}, and {outcome}."
        case 2:
            day = f"{dice.randint(1, 28)} {dice.choice(_MONTHS)} {dice.randint(1961, 2024)}"
            return f"On {day}, {agent} {deed} {matter}; {outcome}."
        case 3:
            name = f"{dice.choice(_GIVEN)} {dice.choice(_FAMILY)}"
            return f"That {agent} {deed} {matter}, {manner}, was called “{dice.choice(_WORDS_OF)}” by {name}."
        case _:
            return f"At {place}, {manner}, {outcome}."


def _mark(dice: random.Random, sources: int) -> Mark:
    start = dice.randint(2, 300)
    locator = dice.choice([f"p. {start}", f"pp. {start}–{start + dice.randint(1, 9)}", f"para. {dice.randint(1, 120)}"])
    remark = ". ".join(dice.sample(_REMARKS, dice.randint(1, 4))) if dice.random() < 0.04 else ""
    return Mark(f"src-{dice.randint(1, sources):04d}", locator, remark)


def _claim(dice: random.Random, number: int, sources: int, section: str) -> Topic:
    sentences = [_sentence(dice) for _ in range(dice.randint(2, 5))]
    quote = " ".join(_sentence(dice) for _ in range(dice.randint(1, 2))) if dice.random() < 0.2 else ""
    wanted = max(1, dice.choice([1, 1, 2, 2, 2, 3]) - bool(quote))
    marked = set(dice.sample(range(len(sentences)), min(wanted, len(sentences))))
    prose: list[str | Mark] = []
    for place, sentence in enumerate(sentences):
        prose.append((" " if place else "") + sentence)
        if place in marked:
            prose.append(_mark(dice, sources))
    heading = f"{_capital(dice.choice(_MATTERS))} at {dice.choice(_PLACES)}"
    if dice.random() < 0.4:
        heading = f"{_capital(dice.choice(_AGENTS))} and {dice.choice(_MATTERS)}"
    return Topic(
        f"clm-{number:05d}",
        section,
        heading,
        tuple(prose),
        _day(dice, 1961, 2024),
        dice.choice(["high", "moderate", "low"]),
        quote,
        _mark(dice, sources) if quote else None,
    )


def make(claims: int, sources: int) -> Corpus:
    """Return the corpus of a size; the same size gives the same words."""
    dice = random.Random(f"{claims}x{sources}")
    keys = tuple(SECTIONS)
    works = tuple(_source(dice, number) for number in range(1, sources + 1))
    topics = (_claim(dice, n, sources, keys[(n - 1) * len(keys) // claims]) for n in range(1, claims + 1))
    return Corpus(works, tuple(topics))
