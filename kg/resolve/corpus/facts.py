"""What people have decided about facts: which are wrong, which are so, which no rule finds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from kg.knowledge.judgement_rows import value_of
from kg.knowledge.judgements import JudgedFact, Judgements, Triple
from kg.knowledge.mappings import POST
from kg.knowledge.ontology import ontology
from kg.resolve.decided import quotes
from kg.types import Claim, Fact, Measure, PageResolution, Post, Source, Span, parties

#: The rule that a judged fact is said to be read by.
FACT_RULE = "judgements.fact"
_EMPLOYERS = frozenset({"Agency", "Organization", "Area", "Community"})


@dataclass(frozen=True, slots=True)
class Keyed:
    """A claim about entities of the corpus, and the keys by which the page speaks of its parties."""

    claim: Claim[str]
    own: tuple[str, ...]


class Names(Protocol):
    """Who is who for one page."""

    def key(self, key: str) -> str | None:
        """The key over all pages of what the page calls ``key``; None for what is dropped."""

    def names(self, key: str) -> Sequence[str]:
        """The keys by which rows may name it."""


def is_idle(claim: Claim[str]) -> bool:
    """Whether a claim is about an entity and itself."""
    return isinstance(claim, Fact) and claim.subject == claim.object


def keyed(claim: Claim[str], key: Callable[[str], str | None]) -> Keyed | None:
    """A page's claim, about the entities of the corpus; None about what is dropped."""
    own = parties(claim)
    found = [key(each) for each in own]
    if None in found:
        return None
    if isinstance(claim, Post):
        return Keyed(replace(claim, person=found[0] or "", body=found[1] or ""), own)
    if isinstance(claim, Fact) and claim.object is not None:
        return Keyed(replace(claim, subject=found[0] or "", object=found[1]), own)
    return Keyed(replace(claim, subject=found[0] or ""), own)


class Facts:
    """The rows about facts, as they are applied to page after page."""

    def __init__(self, judged: Judgements) -> None:
        self._judged = judged
        self._places: defaultdict[tuple[str, Triple, str, str], set[str]] = defaultdict(set)
        for row in judged.rows:
            if row.predicate:
                self._places[row.verdict, row.triple, row.title, row.quote].add(row.where)

    def obeyed(
        self, said: Sequence[Keyed], names: Names, page: PageResolution
    ) -> tuple[list[Claim[str]], set[str], bool]:
        """The claims without what is wrong, and what a retyped entity cannot be, with what rules do not find; the places of
        the rows that have to do with it; whether anything was taken out or added."""
        met: set[str] = set()
        kept: list[Claim[str]] = []
        judged = self._judged.wrong or self._judged.right
        for each in said:
            claim = self._judge(each, names, page, met) if judged else each.claim
            if claim is not None and _fits(each):
                kept.append(claim)
        changed = len(kept) < len(said)
        if changed:
            kept = _without_idle(kept, [each.claim for each in said])
        for fact in self._judged.facts if page.quotes else ():
            added = _added(fact, names, page)
            if added is not None:
                kept.append(added)
                changed = True
                where = (fact.subject, fact.predicate, fact.object), fact.title, fact.quote
                met |= self._places.get(("add", *where), set())
        return kept, met, changed

    def _judge(self, each: Keyed, names: Names, page: PageResolution, met: set[str]) -> Claim[str] | None:
        """The claim, certain if people found it right; None if they found it wrong."""
        claim, wrong = each.claim, False
        for triple, title in _as_judged(each, names):
            for only, quote in self._judged.wrong.get(triple, ()):
                if only in ("", title) and (not quote or quotes(page.quotes, quote, claim.source.span)):
                    wrong = True
                    met |= self._places.get(("drop", triple, only, quote), set())
            for only in self._judged.right.get(triple, ()):
                if only in ("", title):
                    claim = replace(claim, source=replace(claim.source, confidence=1.0))
                    met |= self._places.get(("right", triple, only, ""), set())
        return None if wrong else claim


def _as_judged(each: Keyed, names: Names) -> Iterator[tuple[Triple, str]]:
    """What a claim says as people may have judged it: key, relation, and key or value; beside it the title of a post."""
    claim = each.claim
    if len(each.own) > 1:
        predicate = POST if isinstance(claim, Post) else claim.predicate  # type: ignore[union-attr]
        title = claim.title if isinstance(claim, Post) else ""
        for subject in names.names(each.own[0]):
            yield from (((subject, predicate, obj), title) for obj in names.names(each.own[1]))
        return
    if isinstance(claim, Fact):
        said = claim.predicate, claim.value or ""
    elif isinstance(claim, Measure):
        said = claim.property, value_of(claim.value)
    else:
        said = claim.property, claim.value  # type: ignore[union-attr]
    yield from (((subject, *said), "") for subject in names.names(each.own[0]))


def _fits(each: Keyed) -> bool:
    """Whether a retyped end can be what the claim makes of it: no bureau holds a post, no person is built."""
    claim, ends = each.claim, parties(each.claim)
    classes = [end.partition("/")[0] for end in ends]
    if len(ends) < 2 or classes == [own.partition("/")[0] for own in each.own]:
        return True
    if isinstance(claim, Post):
        return classes[0] == "Person" and classes[1] in _EMPLOYERS
    prop = ontology().properties.get(claim.predicate)  # type: ignore[union-attr]
    return prop is None or prop.accepts(*classes)


def _without_idle(kept: Sequence[Claim[str]], said: Sequence[Claim[str]]) -> list[Claim[str]]:
    """``kept`` without those who lead a body by a post there that has gone."""
    had, have = ({(c.person, c.body) for c in each if isinstance(c, Post)} for each in (said, kept))
    return [
        claim
        for claim in kept
        if not (
            isinstance(claim, Fact) and claim.predicate == "leads" and claim.source.rule.startswith("posts.")
        )
        or (claim.subject, claim.object) not in had - have
    ]


def _added(fact: JudgedFact, names: Names, page: PageResolution) -> Claim[str] | None:
    """The fact, if the page has the words that say so and names both; None otherwise."""
    places = [(a, s) for s in page.quotes.get(fact.quote, ()) for a in page.articles if _holds(a.span, s)]
    if not places:
        return None
    subject, obj = (_one(names, page, key) for key in (fact.subject, fact.object))
    if subject is None or obj is None:
        return None
    article, span = places[0]
    source = Source(article.page, article.id, span, FACT_RULE, 1.0)
    if fact.predicate == POST:
        return Post(subject, obj, fact.title, source, attested=article.published)
    return Fact(subject, fact.predicate, obj, source)


def _one(names: Names, page: PageResolution, key: str) -> str | None:
    """The one entity of the page that a row means by ``key``."""
    own = {mention.entity for mention in page.mentions}
    found = {names.key(each) for each in own if key in names.names(each)} - {None}
    return next(iter(found)) if len(found) == 1 else None


def _holds(whole: Span, part: Span) -> bool:
    return whole.start <= part.start and part.end <= whole.end
