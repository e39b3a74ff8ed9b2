"""What was read in an article: mentions, and claims about them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from kg.types.articles import Article
from kg.types.pages import Span

#: The classes of the contract, as the local names of ``kg:`` IRIs.
EntityType = Literal[
    "Person", "Agency", "Organization", "Area", "Community", "Place", "Project", "Event", "Method", "Document"
]

#: What a claim points at: inside one article the index of a mention (int), after resolution an entity key (str).
Ref = TypeVar("Ref", int, str)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in an article.

    ``text`` is the clean surface; ``name`` the fullest name the article alone supports (equal to ``text`` if it adds
    nothing); ``aliases`` other forms this reading licenses. ``kind`` is an ontology subclass where one is certain
    (Neighbourhood, Compound, Village) or an area's level. ``start``/``end`` are in the article's clean text, ``span`` in
    the page. ``rule`` names the extractor and its rule. A ``pointer`` is no name itself but stands for what is named
    elsewhere: 该局, 全区, 他. A name in ``passing`` (a country, a name of which the reader is not sure) makes no entity of
    the graph by itself.
    """

    type: EntityType
    text: str
    start: int
    end: int
    span: Span
    name: str
    rule: str
    confidence: float
    kind: str | None = None
    aliases: tuple[str, ...] = ()
    pointer: bool = False
    passing: bool = False


@dataclass(frozen=True, slots=True)
class Source:
    """Where a claim was read: page, article, the page span of the words, the rule that read it, its confidence 0…1."""

    page: str
    article: str
    span: Span
    rule: str
    confidence: float


#: Whether what is said has happened: a plan is never stated as done.
Status = Literal["done", "ongoing", "planned", "denied"]


@dataclass(frozen=True, slots=True)
class Fact(Generic[Ref]):
    """A direct triple ``kg:predicate``. ``value`` is set instead of ``object`` for literals (``receives``)."""

    subject: Ref
    predicate: str
    object: Ref | None
    source: Source
    value: str | None = None
    role: str | None = None
    status: Status = "done"


#: How a post is held, where the words say so: 代 (acting), 兼 (beside another), 挂职 (seconded from elsewhere).
Capacity = Literal["acting", "concurrent", "seconded"]


@dataclass(frozen=True, slots=True)
class Post(Generic[Ref]):
    """A membership: person, body, title (局长, without the body's name); ``former`` for 原, 时任, 前, 免去.

    ``since`` and ``until`` are ISO prefixes, where the words say them; ``attested`` is the day of the page. One that is
    ``proposed`` (拟任, 提名) is not held: nobody knows from these words whether it ever will be.
    """

    person: Ref
    body: Ref
    title: str
    source: Source
    former: bool = False
    attested: str | None = None
    since: str | None = None
    until: str | None = None
    capacity: Capacity | None = None
    proposed: bool = False


@dataclass(frozen=True, slots=True)
class Measure(Generic[Ref]):
    """One typed number about one entity.

    ``property`` is a local name of the guideline's list (investment, households …), ``value`` is in base units
    (``unit`` one of CNY, USD, m2, m, mm, m3, count, percent, t, kWh, kW, km/h, year, month, day, hour, minute, second),
    ``text`` the words of it, ``label`` what is counted where the property alone does not say, ``as_of`` an ISO prefix.
    ``at`` is where the number stands in the page, ``part_of`` where that of the whole does of which the text
    calls this a part (其中).
    """

    subject: Ref
    property: str
    value: float
    unit: str
    approximate: bool
    text: str
    source: Source
    label: str | None = None
    as_of: str | None = None
    at: Span | None = None
    part_of: Span | None = None


@dataclass(frozen=True, slots=True)
class Dating(Generic[Ref]):
    """A date of an entity: ``property`` is builtIn, foundedIn, startedOn, completedOn, heldOn, reportedOn or
    occurredOn; ``value`` an ISO year, year-month or date; ``status`` is set where the words only plan it."""

    subject: Ref
    property: str
    value: str
    source: Source
    status: Status | None = None


Claim = Fact[Ref] | Post[Ref] | Measure[Ref] | Dating[Ref]


def parties(claim: Claim[Ref]) -> tuple[Ref, ...]:
    """Whom and what a claim speaks of."""
    if isinstance(claim, Post):
        return (claim.person, claim.body)
    if isinstance(claim, Fact) and claim.object is not None:
        return (claim.subject, claim.object)
    return (claim.subject,)


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in one article: claims refer to ``mentions`` by index."""

    article: Article
    mentions: tuple[Mention, ...]
    claims: tuple[Claim[int], ...]
