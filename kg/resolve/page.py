"""One page, resolved: its mentions become entities, and its claims speak of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kg.knowledge.gazetteer import Area
from kg.knowledge.judgements import Judgements
from kg.knowledge.ontology import ontology
from kg.resolve.containers import narrowest
from kg.resolve.decided import Quotes, missed
from kg.resolve.derive import derived
from kg.resolve.forms import session
from kg.resolve.matched import met
from kg.resolve.merging import merges
from kg.resolve.naming import Named, PageNames
from kg.resolve.offices import without_former_leads
from kg.types import Article, Claim, Dating, Fact, Measure, Mention, Post, Reading, ResolvedMention

_WORK = "工程"
_At = tuple[str, int]


class PageResolver:
    """The entities, mentions and claims of one page, which depend on no other."""

    def __init__(
        self, readings: Sequence[Reading], judged: Judgements, text: str = "", home: Area | None = None
    ) -> None:
        """``home`` is the area that the page is from, where that is stated beside it."""
        self.readings = readings
        self._text = text
        self.names = PageNames(readings, text, home)
        found = {
            at: named for at, reading, mention in self._all() if (named := self.names.named(reading, mention))
        }
        self.found = _merged(_labelled(found, self._order()), judged)
        self._named_before = frozenset(named.key for named in found.values())
        taken = [mention.span for at, _, mention in self._all() if at in self.found]
        self._missed = list(missed(judged, text, readings, tuple(self.found.values()), taken))

    def mark(self, quotes: Quotes) -> bool:
        """Tell what stands within quoted words from what stands elsewhere by the same key; whether anything does."""
        for at, _, mention in self._all():
            if at in self.found:
                self.found[at] = quotes.mark(self.found[at], mention)
        self._missed = [
            (article, quotes.mark(named, mention), mention) for article, named, mention in self._missed
        ]
        return bool(quotes.marks)

    def _all(self) -> Iterator[tuple[_At, Reading, Mention]]:
        for reading in self.readings:
            for index, mention in enumerate(reading.mentions):
                yield (reading.article.id, index), reading, mention

    def _order(self) -> list[_At]:
        """The mentions as they stand in the page."""
        return [at for _, at in sorted((mention.span, at) for at, _, mention in self._all())]

    def mentions(self) -> Iterator[ResolvedMention]:
        """Each mention that names something, with the key of what it names."""
        for at, reading, mention in self._all():
            if at in self.found:
                yield self._resolved(reading.article, self.found[at], mention)
        for article, named, mention in self._missed:
            yield self._resolved(article, named, mention)

    def _resolved(self, article: Article, named: Named, mention: Mention) -> ResolvedMention:
        if mention.type != named.type:  # 昆阳, read as a place, is 昆阳镇
            mention = replace(mention, type=named.type, kind=None)
        return ResolvedMention(article.page, article.id, mention, named.key)

    def named(self) -> Iterator[tuple[Article, Named, Mention]]:
        """Each mention that names something, with its article and what it was resolved to."""
        for at, reading, mention in self._all():
            if at in self.found:
                yield reading.article, self.found[at], mention
        yield from self._missed

    def claims(self) -> list[Claim[str]]:
        """What the page says, and what follows from it."""
        entities = {named.key: named for named in self.found.values()}
        keyed = (self._keyed(reading, claim) for reading in self.readings for claim in reading.claims)
        said = narrowest([claim for claim in keyed if claim is not None], entities)
        facts = [claim for claim in said if isinstance(claim, Fact)]
        told = {
            at: self.found[at] for at, _, mention in self._all() if at in self.found and not mention.passing
        }
        every = narrowest([*said, *derived(self.names, told, facts)], entities)
        return without_former_leads([claim for claim in every if _fits(claim, entities)])

    def met(self, judged: Judgements) -> frozenset[str]:
        """The judgements that the page by itself has to do with."""
        return met(judged, self._text, self.keys())

    def keys(self) -> frozenset[str]:
        """The keys of everything that the page names, also of what it then turned out to be another form of."""
        return self._named_before | {named.key for _, named, _ in self.named()}

    def _keyed(self, reading: Reading, claim: Claim[int]) -> Claim[str] | None:
        """``claim`` about entities; None where one of its mentions names nothing."""

        def key(ref: int) -> str | None:
            named = self.found.get((reading.article.id, ref))
            return named.key if named else None

        if isinstance(claim, Post):
            person, body = key(claim.person), key(claim.body)
            return _post(claim, person, body, reading.article.published) if person and body else None
        subject = key(claim.subject)
        if subject is None:
            return None
        if isinstance(claim, Measure | Dating):
            return replace(claim, subject=subject)  # type: ignore[arg-type,return-value]
        obj = None if claim.object is None else key(claim.object)
        if (claim.object is not None and obj is None) or obj == subject:
            return None
        return replace(claim, subject=subject, object=obj)  # type: ignore[arg-type,return-value]


def _fits(claim: Claim[str], entities: Mapping[str, Named]) -> bool:
    """Whether the classes that the ends of a fact have by now may stand in it: a park that was read as a company's part
    (某公司某产业园) is a place, and belongs to no body."""
    if not isinstance(claim, Fact) or claim.object is None:
        return True
    prop = ontology().properties[claim.predicate]
    return prop.accepts(entities[claim.subject].type, entities[claim.object].type)


def _post(claim: Post[int], person: str, body: str, attested: str | None) -> Post[str]:
    return replace(claim, person=person, body=body, attested=attested)  # type: ignore[arg-type,return-value]


def _labelled(found: dict[_At, Named], order: Sequence[_At]) -> dict[_At, Named]:
    """One name for each key: of a counted session the longest, of a project the one that says it is a work, else the
    one that the page gives first."""
    names: defaultdict[str, list[str]] = defaultdict(list)
    for at in order:
        if at in found:
            names[found[at].key].append(found[at].name)
    labels = {key: _label(each) for key, each in names.items()}
    return {at: _called(named, labels[named.key]) for at, named in found.items()}


def _label(names: Sequence[str]) -> str:
    if session(names[0]):
        return max(names, key=len)
    return next((name for name in names if name.endswith(_WORK)), names[0])


def _called(named: Named, label: str) -> Named:
    """``named`` under another name; its own stays as a form of it."""
    return named if named.name == label else replace(named, name=label, forms=(*named.forms, named.name))


def _merged(found: dict[_At, Named], judged: Judgements) -> dict[_At, Named]:
    """Other forms of an entity become that entity."""
    full = {named.key: named for named in found.values()}
    merged = merges(found.values(), judged)

    def resolved(named: Named) -> Named:
        target = merged.target.get(named.key)
        if target is None:
            return named
        forms = () if named.key in merged.junk else tuple(dict.fromkeys((*named.forms, named.name)))
        return replace(full[target], forms=forms)

    return {at: resolved(named) for at, named in found.items()}
