"""What a page shows of each entity, gathered into one profile a key."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kg.resolve.kinds import kind_of, officials
from kg.resolve.naming import Named
from kg.resolve.page import PageResolver
from kg.types import Article, Claim, Dating, Fact, Held, Mention, Post, Profile, parties

_ABOVE = frozenset({"locatedIn", "subOrganizationOf"})


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
    roles: set[str] = field(default_factory=set)
    dates: set[str] = field(default_factory=set)
    datings: set[tuple[str, str]] = field(default_factory=set)


def profiles(page: PageResolver, claims: Iterable[Claim[str]]) -> Iterator[Profile]:
    """A profile of each entity that the page names, by key; ``claims`` are what the page says."""
    claims = list(claims)
    seen: dict[str, _Seen] = {}
    for article, named, mention in page.named():
        _add_mention(seen.setdefault(named.key, _Seen(named)), page, article, named, mention)
    for claim in claims:
        _add_claim(seen, claim)
    for person in officials(claims, {key: each.named.type for key, each in seen.items()}):
        seen[person].kinds.add("Official")
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
    if named.type == "Person":
        seen.roles |= {byline.role for byline in article.bylines if byline.span == mention.span}


def _add_claim(seen: Mapping[str, _Seen], claim: Claim[str]) -> None:
    for key in parties(claim):
        seen[key].passing = False
    if isinstance(claim, Post):
        seen[claim.person].posts.add((claim.body, claim.title, claim.former))
    elif isinstance(claim, Fact) and claim.predicate in _ABOVE and claim.object and claim.status != "denied":
        seen[claim.subject].above.add(claim.object)
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
        roles=tuple(sorted(seen.roles)),
        dates=tuple(sorted(seen.dates)),
        datings=tuple(sorted(seen.datings)),
    )
