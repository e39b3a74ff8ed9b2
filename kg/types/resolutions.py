"""Who is who: entities, what pages show of them, and what was decided."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from kg.types.articles import Article
from kg.types.pages import Notice, Page, Skipped, Span
from kg.types.readings import Claim, EntityType, Mention


@dataclass(frozen=True, slots=True)
class Entity:
    """Who or what several mentions name.

    ``key`` decides the IRI: a function of the type, the canonical name and, where needed, the jurisdiction, read from
    one page alone, so that pages can be added or reordered without changing it. ``kinds`` are further ontology classes
    (Official, Neighbourhood …); ``aliases`` are sorted and exclude ``name``. One in ``passing`` is only named, never
    spoken of, and stays out of the graph.
    """

    key: str
    type: EntityType
    name: str
    kinds: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    passing: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """A post as a page states it: the key of the body, the title, whether it is a former one."""

    body: str
    title: str
    former: bool = False


@dataclass(frozen=True, slots=True)
class Profile:
    """What one page shows of one entity, for comparison with what other pages show.

    ``key`` is read from this page alone; ``name``, ``forms`` (sorted, without the name), ``kinds`` and ``passing`` are as
    in ``Entity``. ``area`` is the division code of an area that the gazetteer knows; ``places`` those of the narrowest
    areas in which the articles that name it play; ``posts`` what a person holds; ``above`` the keys of what it is said to
    lie in or belong to, ``town`` the name of the town or street among them that the text itself states; ``roles`` in what
    roles a person signs articles; ``dates`` the ISO prefixes of those articles' dates; ``datings`` pairs of property and
    date (builtIn, 1998); ``outlets`` the media that those articles name. All tuples are sorted. ``seat`` is the code of
    the area that its name begins with, ``core`` the rest of its name, ``where`` the code of the area in its key;
    ``distinct`` says how far the name is one bearer's own: in the nation, the city or in neither ("").
    """

    key: str
    type: EntityType
    name: str
    forms: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    passing: bool = False
    area: str | None = None
    places: tuple[str, ...] = ()
    posts: tuple[Held, ...] = ()
    above: tuple[str, ...] = ()
    town: str = ""
    roles: tuple[str, ...] = ()
    dates: tuple[str, ...] = ()
    datings: tuple[tuple[str, str], ...] = ()
    outlets: tuple[str, ...] = ()
    seat: str | None = None
    where: str | None = None
    core: str = ""
    distinct: str = ""


@dataclass(frozen=True, slots=True)
class Quoted:
    """What people may have decided otherwise within some words of a page: who is meant where these words stand is settled by
    all pages together. Mentions, claims and profiles are those of ``PageResolution``, but that what stands within such words
    has a key of its own; ``marks`` tells of each of these the page's key, and the words."""

    mentions: tuple[ResolvedMention, ...]
    claims: tuple[Claim[str], ...]
    profiles: tuple[Profile, ...]
    marks: tuple[tuple[str, str, tuple[str, ...]], ...]


@dataclass(frozen=True, slots=True)
class PageResolution:
    """One page, resolved by itself: a function of that page (and of what people have decided) alone.

    ``articles`` in reading order; ``mentions`` and ``claims`` speak of the page's own keys; ``profiles`` holds one
    profile a key, sorted by key. ``met`` tells which judgements the page has to do with (``kg.resolve.matched``),
    ``notices`` what the page left open; ``quotes`` where words stand that judgements quote, ``quoted`` how the page
    reads if they hold for what stands there. ``sign`` is a short sign of the page for keys that are its own: a
    function of what stands in its articles.
    """

    page: str
    articles: tuple[Article, ...]
    mentions: tuple[ResolvedMention, ...]
    claims: tuple[Claim[str], ...]
    profiles: tuple[Profile, ...]
    met: frozenset[str] = frozenset()
    notices: tuple[Notice, ...] = ()
    quotes: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    quoted: Quoted | None = None
    sign: str = ""


#: Whether two are one; ``open`` where neither is sure enough: they stay two.
Verdict = Literal["same", "different", "open"]


@dataclass(frozen=True, slots=True, order=True)
class Decision:
    """Whether what two keys name is one and the same.

    ``left`` < ``right`` are keys, as read from single pages or of parts of such (``KEY（…）``). ``score`` is the
    probability that they are one, ``reasons`` what it rests on, ``rule`` the version of the rules, or that a person
    decided.
    """

    left: str
    right: str
    verdict: Verdict
    score: float
    reasons: tuple[str, ...]
    rule: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """A corpus, resolved: everything the graph is assembled from.

    ``mentions`` pairs each mention with the page and article it stands in and the entity key it was resolved to.
    ``decisions`` tell who was taken for whom and who was not; ``replaced`` pairs a key that names no entity any more with
    each key that stands for it now; both are sorted. ``notices`` are what the pages, or all of them together, leave
    doubtful.
    """

    pages: tuple[Page, ...]
    articles: tuple[Article, ...]
    entities: tuple[Entity, ...]
    mentions: tuple[ResolvedMention, ...]
    claims: tuple[Claim[str], ...]
    skipped: tuple[Skipped, ...] = field(default=())
    decisions: tuple[Decision, ...] = ()
    replaced: tuple[tuple[str, str], ...] = ()
    notices: tuple[Notice, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class ResolvedMention:
    """A mention and the entity it names."""

    page: str
    article: str
    mention: Mention
    entity: str
