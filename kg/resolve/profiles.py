"""What a page shows of each entity, gathered into one profile a key."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kg.knowledge.lexicon import body_head
from kg.resolve.distinct import distinct
from kg.resolve.kinds import OFFICIAL, kind_of, officials
from kg.resolve.levels import TOWNSHIP, rank
from kg.resolve.naming import Named
from kg.resolve.page import PageResolver
from kg.types import Article, Claim, Dating, Fact, Held, Mention, Notice, Post, Profile, parties

_ABOVE = frozenset({"locatedIn", "subOrganizationOf"})
#: How sure a claim is at least that the text itself makes, and not what follows from it.
_STATED = 0.8


@dataclass(slots=True)
class _Seen:
    """What is gathered of one key."""

    named: Named
    passing: bool = True
    forms: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    posts: set[tuple[str, str, bool]] = field(default_factory=set)
    above: set[str] = field(default_factory=set)
    towns: set[str] = field(default_factory=set)
    roles: set[str] = field(default_factory=set)
    dates: set[str] = field(default_factory=set)
    datings: set[tuple[str, str]] = field(default_factory=set)
    outlets: set[str] = field(default_factory=set)


def profiles(page: PageResolver, claims: Iterable[Claim[str]]) -> Iterator[Profile]:
    """A profile of each entity that the page names, by key; ``claims`` are what the page says."""
    claims = list(claims)
    seen: dict[str, _Seen] = {}
    media = _media(page)
    for article, named, mention in page.named():
        each = seen.setdefault(named.key, _Seen(named))
        _add_mention(each, page, article, named, mention)
        if named.type == "Person":
            _add_signature(each, article, mention, media[article.id])
    for claim in claims:
        _add_claim(seen, claim)
    for person in officials(claims, {key: each.named.type for key, each in seen.items()}):
        seen[person].kinds.add(OFFICIAL)
    for key in sorted(seen):
        yield _profile(seen[key])


def _add_mention(seen: _Seen, page: PageResolver, article: Article, named: Named, mention: Mention) -> None:
    seen.named = named
    seen.passing = seen.passing and mention.passing
    seen.forms |= {*named.forms, named.name}
    if kind := kind_of(named, mention):
        seen.kinds.add(kind)
    if place := page.names.settings[article.id].narrowest("township"):
        seen.places.add(place.code)
    if article.published:
        seen.dates.add(article.published)


def _add_signature(seen: _Seen, article: Article, mention: Mention, media: set[str]) -> None:
    """In what role a person signs the article, and for whom."""
    roles = {byline.role for byline in article.bylines if byline.span == mention.span}
    seen.roles |= roles
    if roles:
        seen.outlets |= media


def _media(page: PageResolver) -> defaultdict[str, set[str]]:
    """The media that each article names."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for article, named, _ in page.named():
        head = body_head(named.name) if named.type == "Organization" else None
        if head is not None and head.kind == "media":
            found[article.id].add(named.name)
    return found


def _add_claim(seen: Mapping[str, _Seen], claim: Claim[str]) -> None:
    for key in parties(claim):
        seen[key].passing = False
    if isinstance(claim, Post):
        seen[claim.person].posts.add((claim.body, claim.title, claim.former))
    elif isinstance(claim, Fact) and claim.predicate in _ABOVE and claim.object and claim.status != "denied":
        seen[claim.subject].above.add(claim.object)
        if claim.source.confidence >= _STATED and rank(seen[claim.object].named) == TOWNSHIP:
            seen[claim.subject].towns.add(seen[claim.object].named.name)
    elif isinstance(claim, Dating):
        seen[claim.subject].datings.add((claim.property, claim.value))


def _profile(seen: _Seen) -> Profile:
    named = seen.named
    return Profile(
        key=named.key,
        type=named.type,
        name=named.name,
        forms=tuple(sorted(seen.forms - {named.name})),
        kinds=tuple(sorted(seen.kinds)),
        passing=seen.passing,
        area=named.area.code if named.area else None,
        places=tuple(sorted(seen.places)),
        posts=tuple(Held(*post) for post in sorted(seen.posts)),
        above=tuple(sorted(seen.above)),
        town=min(seen.towns) if len(seen.towns) == 1 else "",
        roles=tuple(sorted(seen.roles)),
        dates=tuple(sorted(seen.dates)),
        datings=tuple(sorted(seen.datings)),
        outlets=tuple(sorted(seen.outlets)),
        seat=named.seat.code if named.seat else None,
        where=named.where.code if named.where else None,
        core=named.core or named.name,
        distinct=distinct(named.type, named.core or named.name),
    )


def notices(page: PageResolver, page_id: str) -> Iterator[Notice]:
    """The areas of which the page does not say which of their name they are, once for each entity that hangs on one."""
    found = {named.key: named for _, named, _ in page.named() if named.doubtful}
    for key, named in sorted(found.items()):
        what = f"{named.name}: nothing on the page says which {named.doubtful} is meant"
        advice = f"say in a file of judgements which one it is: the key is {key}"
        yield Notice("homonymous-area", page_id, what, advice)
