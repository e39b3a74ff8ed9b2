"""What a page says, spoken of the entities of the corpus and as people have decided: nothing outranks them. Linking went on
as if they had dropped, renamed and retyped nothing, so that a row means the entity that it was written about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, cast

from kg.knowledge.judgements import Judgements
from kg.resolve.corpus.facts import Facts, is_idle, keyed
from kg.resolve.corpus.meant import Meant, under
from kg.resolve.kinds import OFFICIAL, officials
from kg.types import (
    Claim,
    EntityType,
    Fact,
    PageResolution,
    Profile,
    Quoted,
    ResolvedMention,
    Source,
    parties,
)

#: How sure it is that one body's tasks went to the other, where the table says so and both stand in one place.
_SUCCESSION = 0.9
_RULE = "identity.succession"


class Keys(Protocol):
    """Who is who, as far as a page asks: of ``kg.resolve.corpus.link`` all of it."""

    @property
    def later(self) -> Mapping[str, Sequence[str]]:
        """The keys of the successors of bodies, by the key of the body."""

    def key(self, page: str, key: str) -> str | None:
        """The key over all pages of what ``key`` names on a page; None for what people have dropped."""

    def meant(self, page: str, key: str) -> Meant:
        """How rows of people mean what ``key`` names on a page."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows of the entity ``key``. ``other`` if people took it for another name of that; the name ``given`` to
    it by people, or empty."""

    key: str
    profile: Profile
    other: bool = False
    given: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """A page, spoken of the entities of the corpus; ``met`` are the places of the judgements that it has to do with."""

    mentions: tuple[ResolvedMention, ...]
    claims: tuple[Claim[str], ...]
    shown: tuple[Shown, ...]
    met: frozenset[str]

    def keys(self) -> set[str]:
        """The keys of what the page names or speaks of."""
        named = {mention.entity for mention in self.mentions}
        return named.union(*(parties(claim) for claim in self.claims))


class Obeyed:
    """What people have decided, as it is applied to page after page."""

    def __init__(self, judged: Judgements) -> None:
        self._judged = judged
        self._facts = Facts(judged)
        self._quoted = {
            (row.verdict, row.key, row.quote): row.where
            for row in judged.rows
            if row.quote and not row.predicate
        }

    def told(self, links: Keys, page: PageResolution) -> Told:
        """What ``page`` says of whom over all pages; ``links`` tell who is who."""
        marked, met = self._marked(links, page)
        source: PageResolution | Quoted = page.quoted if marked and page.quoted is not None else page
        names = _Names(links, page, marked)
        mentions = tuple(_mentions(source.mentions, names))
        said = [found for claim in source.claims if (found := keyed(claim, names.key)) is not None]
        claims, facts_met, changed = self._facts.obeyed(said, names, page)
        shown = tuple(self._shown(source.profiles, names))
        if changed or marked or names.changed:
            shown = tuple(_as_said(shown, mentions, claims))
        claims = [claim for claim in claims if not is_idle(claim)]
        claims += _successions(links.later, mentions)
        return Told(mentions, tuple(claims), shown, page.met | met | facts_met)

    def _marked(self, links: Keys, page: PageResolution) -> tuple[dict[str, str | None], set[str]]:
        """For each mark of the page the key over all pages of what stands there, None where it is dropped; and the places of
        the rows that say so. Empty where none does."""
        found: dict[str, str | None] = {}
        met: set[str] = set()
        for mark, key, quotes in page.quoted.marks if page.quoted is not None else ():
            final = found[mark] = links.key(page.page, key)
            for name in _names(links, page.page, key, final):
                for quote in quotes:
                    for verdict in ("drop", "retype"):
                        met |= {self._quoted.get((verdict, name, quote), "")} - {""}
                if not set(quotes).isdisjoint(self._judged.drop_at.get(name, ())):
                    found[mark] = None
                kinds = (kind for quote, kind in self._judged.retype_at.get(name, ()) if quote in quotes)
                if final is not None and found[mark] == final:
                    found[mark] = under(next(kinds, class_of(final)), final)
        plain = {mark: links.key(page.page, key) for mark, key, _ in page.quoted.marks} if page.quoted else {}
        return (found if found != plain else {}), met

    def _shown(self, profiles: Iterable[Profile], names: _Names) -> Iterator[Shown]:
        for profile in profiles:
            key = names.key(profile.key)
            if key is None:
                continue
            if class_of(key) != profile.type:
                profile = replace(profile, type=cast(EntityType, class_of(key)), kinds=())
            meant = names.meant(profile.key)
            yield Shown(key, profile, meant.other, self._given(key, meant))

    def _given(self, key: str, meant: Meant) -> str:
        rename = self._judged.rename
        return next((rename[each] for each in (key, *meant.whole) if each in rename), "")


class _Names:
    """The keys over all pages of what a page names; ``marked`` are those of what stands within quoted words."""

    def __init__(self, links: Keys, page: PageResolution, marked: Mapping[str, str | None]) -> None:
        self._links, self._page, self._marked = links, page.page, marked
        self._base = {mark: key for mark, key, _ in page.quoted.marks} if marked and page.quoted else {}
        self._found: dict[str, str | None] = {}
        #: Whether anything is dropped, or of another class than the page takes it for.
        self.changed = False

    def key(self, key: str) -> str | None:
        """The key of the entity; None for what is dropped."""
        if key not in self._found:
            final = self._marked[key] if key in self._marked else self._links.key(self._page, key)
            self._found[key] = final
            self.changed = self.changed or final is None or class_of(final) != class_of(key)
        return self._found[key]

    def meant(self, key: str) -> Meant:
        """How rows mean it."""
        return self._links.meant(self._page, self._base.get(key, key))

    def names(self, key: str) -> Sequence[str]:
        """By which keys rows may name it."""
        return _names(self._links, self._page, self._base.get(key, key), self.key(key))


def class_of(key: str) -> str:
    """The class of what a key names."""
    return key.partition("/")[0]


def _names(links: Keys, page: str, key: str, final: str | None) -> Sequence[str]:
    whole = links.meant(page, key).whole
    return whole if final is None or final in whole else (final, *whole)


def _mentions(mentions: Iterable[ResolvedMention], names: _Names) -> Iterator[ResolvedMention]:
    for mention in mentions:
        key = names.key(mention.entity)
        if key is None or key == mention.entity:
            yield from () if key is None else (mention,)
        elif class_of(key) == class_of(mention.entity):
            yield replace(mention, entity=key)
        else:
            kind = cast(EntityType, class_of(key))
            yield replace(mention, entity=key, mention=replace(mention.mention, type=kind, kind=None))


def _as_said(
    shown: Iterable[Shown], mentions: Sequence[ResolvedMention], claims: Sequence[Claim[str]]
) -> Iterator[Shown]:
    """``shown``, and no more of it than is left to be said."""
    spoken = {key for claim in claims for key in parties(claim)}
    earnest = {mention.entity for mention in mentions if not mention.mention.passing}
    governing = officials(claims, {key: cast(EntityType, class_of(key)) for key in spoken})
    for each in shown:
        kinds = {*each.profile.kinds} - {OFFICIAL} | ({OFFICIAL} if each.key in governing else set())
        passing = each.key not in spoken | earnest
        yield replace(each, profile=replace(each.profile, kinds=tuple(sorted(kinds)), passing=passing))


def _successions(later: Mapping[str, Sequence[str]], mentions: Sequence[ResolvedMention]) -> list[Claim[str]]:
    """That a body that the page names had a successor, as far as any page names that; the name is the evidence."""
    first: dict[str, ResolvedMention] = {}
    for mention in mentions if later else ():
        if mention.entity in later and not mention.mention.pointer:
            first.setdefault(mention.entity, mention)
    found: list[Claim[str]] = []
    for key, mention in sorted(first.items()):
        source = Source(mention.page, mention.article, mention.mention.span, _RULE, _SUCCESSION)
        found += [Fact(key, "succeededBy", new, source) for new in later[key]]
    return found
